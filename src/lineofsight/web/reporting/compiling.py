"""Which compiler makes a report, and what it is given: as the framework's report says."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from lineofsight.packs.model import Pack, ReportSection, ReportUse
from lineofsight.reports import model, monthly_quality, quality_report
from lineofsight.reports.around import Course
from lineofsight.reports.gathered import Gathered
from lineofsight.reports.practice import Practice
from lineofsight.reports.public_copy import public_copy
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.reporting import around_figures, gather, keeping_to, queries, subjects
from lineofsight.web.reporting.practice_figures import PracticeFigures
from lineofsight.web.reporting.subjects import Subject


def compiled(
    frame: monthly_quality.Frame,
    use: ReportUse,
    snapshot: Snapshot,
    tell: Callable[[int, int], None],
) -> model.Report:
    """By the sections the framework names; one that names none is the monthly report."""
    pack, period = queries.pack(clock.today()), frame.period
    if not use.sections:
        return monthly_quality.compile_report(frame, gather.gathered(snapshot, period, pack, tell))
    sections, subject = quality_report.due_sections(use.sections, period), subjects.of(use)
    with_figures = any("figures" in section.shows for section in sections)
    found = gather.gathered(
        snapshot, period, pack, tell, with_figures=with_figures, only=_measures(sections, subject)
    )
    report = quality_report.compile_report(
        frame,
        _of_the_issue(found, subject),
        _practice(sections, use, frame, pack=pack, subject=subject),
        key=use.key,
        by_service=use.by_service,
        course=Course() if subject and subject.is_work else None,
    )
    return public_copy(report) if use.totals_only else report


def _measures(sections: Sequence[ReportSection], subject: Subject | None) -> set[str]:
    """The measures the report is about; none named: all."""
    if subject and subject.indicators:
        return set(subject.indicators)
    shown = [section for section in sections if "figures" in section.shows]
    if not all(section.indicators for section in shown):
        return set()
    return {name for section in shown for name in section.indicators}


def _of_the_issue(found: Gathered, subject: Subject | None) -> Gathered:
    """A report of an issue has the services that the issue is about, and no others."""
    if subject is None or not subject.indicators:
        return found
    return replace(found, services=tuple(each for each in found.services if each.measures))


def _practice(
    sections: Sequence[ReportSection], use: ReportUse, frame: monthly_quality.Frame,
    *, pack: Pack, subject: Subject | None,
) -> list[tuple[ReportSection, Practice]]:  # fmt: skip
    """Each section with what it may count. Sections that keep to the same are counted once."""
    figures: dict[tuple[str, ...], PracticeFigures] = {}
    rows = []
    for section in sections:
        kept = section.services
        if kept not in figures:
            if subject and subject.plan:
                keeps_to = keeping_to.to_plan(subject.plan)
            elif subject and subject.audit:
                keeps_to = keeping_to.to_audit(subject.audit)
            else:
                keeps_to = keeping_to.to_services(kept, pack)
            figures[kept] = PracticeFigures(frame.period, pack, keeps_to)
        practice = figures[kept].of(section.activities or use.activities)
        around = around_figures.of(section, pack, frame.period, figures[kept].keeps_to)
        rows.append((section, replace(practice, around=around)))
    return rows
