"""The data quality clinic's workbook: by team and rule, with the lines to work through."""

from collections import Counter

from lineofsight.reports.as_xlsx import Cover, Sheet, workbook
from lineofsight.web import clock
from lineofsight.web.data_quality.lists import Line
from lineofsight.web.data_quality.models import ClinicExport
from lineofsight.web.ui.spreadsheets import harmless
from lineofsight.web.ui.words import instant, long_day

SENSITIVE = "OFFICIAL-SENSITIVE. Names children. Delete when no longer needed."


def file_of(lines: list[Line], taken: ClinicExport, *, authority: str, what: str) -> bytes:
    """The lines that were asked for, counted first, as the reports’ workbooks are made."""
    cover = Cover(
        title=f"Data quality clinic, {long_day(clock.today())}",
        lines=(
            SENSITIVE,
            authority,
            what,
            f"Taken by {taken.by.name}, {instant(taken.at)} {taken.at:%Y}",
            f"Why: {taken.reason}",
            f"{taken.row_count} findings. The values themselves are not in this file: open the "
            "record that is named.",
            "z means that there is nothing to say.",
        ),
        author=authority,
        subject=what,
        made_at=taken.at,
    )
    return workbook(cover, [_by_team(lines), _by_rule(lines), _lines(lines)])


def _by_team(lines: list[Line]) -> Sheet:
    counts = Counter((each.team, each.finding.get_severity_display()) for each in lines)
    late = Counter(each.team for each in lines if each.is_late)
    teams = sorted({team for team, _ in counts})
    rows = tuple(
        (harmless(team), counts[team, "Error"], counts[team, "Query"], late[team]) for team in teams
    )
    return Sheet("By_team", "Findings by team", ("Team", "Errors", "Queries", "Late"), rows,
                 (40, 12, 12, 12))  # fmt: skip


def _by_rule(lines: list[Line]) -> Sheet:
    counts = Counter(
        (each.team, each.finding.get_return_id_display(), each.finding.rule,
         each.finding.get_characteristic_display(), each.finding.get_severity_display(),
         each.finding.message)
        for each in lines
    )  # fmt: skip
    rows = tuple(
        (*(harmless(cell) for cell in key), count)
        for key, count in sorted(counts.items(), key=lambda pair: (pair[0][0], -pair[1]))
    )
    return Sheet(
        "By_team_and_rule", "Findings by team and rule",
        ("Team", "Return", "Rule", "Characteristic", "Error or query", "What, and what to do",
         "Findings"),
        rows, (30, 30, 12, 16, 14, 70, 12),
    )  # fmt: skip


def _lines(lines: list[Line]) -> Sheet:
    return Sheet(
        "Findings", "Every finding, with the record to open",
        ("Reference", "Team", "Worker", "Child", "Child’s record", "Rule", "Error or query",
         "What, and what to do", "Where", "Record", "First seen", "Due", "Late", "State",
         "Lies with"),
        tuple(tuple(harmless(cell) for cell in _cells(each)) for each in lines),
        (12, 26, 22, 24, 16, 10, 12, 60, 34, 22, 12, 12, 8, 16, 16),
    )  # fmt: skip


def _cells(line: Line) -> tuple[str, ...]:
    found = line.finding
    return (
        found.reference, line.team, line.worker, line.child.name if line.child else "",
        found.child_id, found.rule, found.get_severity_display(), found.message, line.where,
        found.record_key, found.first_seen_on.isoformat(),
        found.due_on.isoformat() if found.is_waiting else "", "Yes" if line.is_late else "No",
        found.get_state_display(), found.get_desk_display() if found.is_waiting else "",
    )  # fmt: skip
