"""The six characteristics by team and over time, and what each rule contributes.

For those who meet no child's row small counts are hidden, and what they could be worked out
from; such people see the whole authority only.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from lineofsight.disclosure import SYMBOL, figures_for_outside, is_small
from lineofsight.quality.model import Characteristic
from lineofsight.web.data_quality import checks
from lineofsight.web.data_quality.models import Run, Score
from lineofsight.web.data_quality.places import Place
from lineofsight.web.data_quality.services.signing import newest_of

SHOWN_RUNS = 13
TOTAL = object()


@dataclass(frozen=True)
class Cell:
    """Rows judged and rows that failed; None is hidden. Nothing judged is a state, not 100%."""

    judged: int | None = 0
    failed: int | None = 0

    @property
    def is_judged(self) -> bool:
        return self.judged != 0

    @property
    def is_hidden(self) -> bool:
        return self.judged is None or self.failed is None

    @property
    def share(self) -> float | None:
        if not self.is_judged or self.is_hidden:
            return None
        return max(0.0, 1 - self.failed / self.judged)

    @property
    def shown(self) -> str:
        """“98.4%”; never 100% while something is wrong."""
        if not self.is_judged:
            return "not judged"
        if self.is_hidden:
            return SYMBOL
        if self.failed and self.share > 0.999:
            return "over 99.9%"
        return f"{self.share:.1%}"

    @property
    def basis(self) -> str:
        if not self.is_judged or self.is_hidden:
            return ""
        return f"{self.failed:,} of {self.judged:,} wrong"


NOTHING = Cell()


@dataclass(frozen=True)
class RuleRow:
    """What one rule contributes. `outcome` in words where it judged nothing."""

    code: str
    title: str
    message: str
    severity: str
    outcome: str
    reason: str
    cell: Cell
    failed_share: float | None


def runs_of(return_id: str) -> list[Run]:
    """Of a return, newest last: as many as a page shows."""
    found = sorted(Run.objects.filter(return_id=return_id), key=lambda each: each.place)
    return found[-SHOWN_RUNS:]


def of_place(run: Run, place: Place, *, outside: bool) -> dict[str, Cell]:
    """The cell of each characteristic, of the teams of a place together."""
    return over_time([run], place, outside=outside)[0][1]


def over_time(runs: list[Run], place: Place, *, outside: bool) -> list[tuple[Run, dict]]:
    """One point a run, of each characteristic."""
    rows = Score.objects.filter(run__in=runs)
    if place.teams is not None:
        rows = rows.filter(team_id__in=place.teams)
    summed = rows.order_by().values("run", "characteristic").annotate(
        j=Sum("judged"), f=Sum("failed")
    )  # fmt: skip
    cells = {(row["run"], row["characteristic"]): Cell(row["j"], row["f"]) for row in summed}
    if outside:
        cells = _made_safe(cells)
    return [
        (run, {each.value: cells.get((run.pk, each.value), NOTHING) for each in Characteristic})
        for run in runs
    ]


def by_team(run: Run, place: Place) -> list[tuple[str, dict[str, Cell]]]:
    """Team codes of a place with their cells; for those who see children's rows."""
    rows = run.scores.all()
    if place.teams is not None:
        rows = rows.filter(team_id__in=place.teams)
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    for row in rows:
        found[row.team_id][row.characteristic] = Cell(row.judged, row.failed)
    return [
        (team, {each.value: cells.get(each.value, NOTHING) for each in Characteristic})
        for team, cells in found.items()
    ]


def by_rule(
    run: Run, characteristic: str, place: Place, *, outside: bool
) -> tuple[list[RuleRow], Cell]:
    """Each rule of a characteristic, most wrong first; those that judged nothing last."""
    given = checks.of(run)
    rules = [each for each in given.rules if each.characteristic == characteristic]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in given.scores().to_pylist():
        is_here = place.teams is None or (row["team_id"] or "") in place.teams
        if row["characteristic"] == characteristic and is_here:
            counts[row["rule"]][0] += row["judged"]
            counts[row["rule"]][1] += row["failed"]
    cells = {code: Cell(judged, failed) for code, (judged, failed) in counts.items()}
    total = Cell(*(sum(pair[n] for pair in counts.values()) for n in (0, 1)))
    failed = total.failed
    if outside:
        safe = _made_safe(cells | {TOTAL: total}, total=TOTAL)
        total = safe.pop(TOTAL)
        cells = safe
    rows = [_rule_row(each, cells.get(each.code, NOTHING), failed) for each in rules]
    return sorted(rows, key=_most_wrong_first), total


def _rule_row(rule, cell: Cell, failed_of_all: int) -> RuleRow:
    share = None
    if failed_of_all and cell.failed is not None and not cell.is_hidden:
        share = cell.failed / failed_of_all
    return RuleRow(
        rule.code, rule.title, rule.message, str(rule.severity), str(rule.outcome), rule.reason,
        cell, share,
    )  # fmt: skip


def _most_wrong_first(row: RuleRow) -> tuple:
    return (row.outcome != "broken", not row.cell.is_judged, -(row.cell.failed or 0), row.code)


def _made_safe(cells: dict, *, total=None) -> dict:
    """As for publications: no count from 1 to 5, nor what it could be worked out from. A total
    that is not small itself stands on the pages of all characteristics, so it is known here."""
    pairs = {key: (min(each.failed, each.judged), each.judged) for key, each in cells.items()}
    is_told = False
    if total is not None:
        failed, judged = pairs[total]
        is_told = not any(is_small(count) for count in (failed, judged, judged - failed))
    shown = figures_for_outside(pairs, total=total, is_total_known=is_told)
    return {
        key: Cell(each.denominator, each.numerator) if cells[key].is_judged else NOTHING
        for key, each in shown.items()
    }


def newest(return_id: str) -> Run | None:
    return newest_of(return_id)


def returns_with_runs() -> Iterable[str]:
    return Run.objects.order_by().values_list("return_id", flat=True).distinct()
