"""What of a snapshot's figures is shown outside: settled once a measure, for every page, file
and report alike.

Outside are told: the authority and its services, for the latest 26 months and
the quarters, years to date and rolling years that end in them; of groups of children, the
authority's only. Everything else is withheld from readers of totals, as no one could say
what else would follow from it. `disclosure.releases` settles what is hidden of that; what was
told of the snapshot before is taken into account, and each release is kept beside the figures
of its snapshot for the next one.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lineofsight.disclosure import Earlier, Layout, hidden_figures
from lineofsight.disclosure.releases import Cell
from lineofsight.errors import WarehouseError
from lineofsight.indicators import cube
from lineofsight.indicators.compiling import definitions_hash
from lineofsight.indicators.definition import KIND, Indicator, Unit
from lineofsight.indicators.figures import Basis, Figure, State, for_outside, share_out
from lineofsight.indicators.library import CATALOGUE
from lineofsight.indicators.units import AUTHORITY, Units, units_of
from lineofsight.periods import Period, PeriodKind
from lineofsight.scope import TOTALS_ONLY
from lineofsight.warehouse import Snapshot

MONTHS_TOLD = 26
"""As many as a chart shows."""
MONTHS_BEFORE = 11
"""Those before them, which the first rolling years that are told reach into. Of the authority they
are told, so that a forecast has the three years it needs; of its services they are counted only."""
MARCH = 3
"""Years to its end are told further back: others' published figures are of these."""
LEVELS = (AUTHORITY, "service")
NOT_TOLD = "It is not shown to readers of totals."
A_SMALL_NUMBER = "A small number is hidden, so that no child can be recognised."
Place = tuple[str, str]
"""What kind of unit, and which; of a group of children, the characteristic and the group."""
WHOLE: Place = (AUTHORITY, AUTHORITY)


def settle(
    snapshot: Snapshot, basis: Basis, progress: Callable[[float], None] | None = None
) -> None:
    """Of every measure, so that nobody who asks has to wait for it. `progress` is told which
    part of them is done."""
    for done, indicator_id in enumerate(CATALOGUE):
        release(snapshot, indicator_id, basis)
        if progress is not None:
            progress(done / len(CATALOGUE))


def is_settled(snapshot: Snapshot, basis: Basis) -> bool:
    return all(_file(snapshot, indicator_id, "", basis).is_file() for indicator_id in CATALOGUE)


@dataclass(frozen=True)
class Release:
    """Of one measure: what is told outside, and what of that is hidden."""

    figures: Mapping[Cell, tuple[int, int | None]]
    hidden: frozenset[Cell]

    def shows(self, cell: Cell) -> bool:
        return cell in self.figures and cell not in self.hidden


def shown_outside(
    snapshot: Snapshot, figures: Sequence[Figure], *, basis: Basis | None = None
) -> list[Figure]:
    """These figures as readers of totals have them, wherever they meet them."""
    basis = basis or Basis()
    return [_as_shown(snapshot, figure, basis) for figure in figures]


def is_shown_outside(snapshot: Snapshot, figure: Figure, *, basis: Basis | None = None) -> bool:
    """Is its value told to readers of totals? A figure without a value has nothing to hide."""
    return figure.state != State.VALUE or _why_not(snapshot, figure, basis or Basis()) is None


def _why_not(snapshot: Snapshot, figure: Figure, basis: Basis) -> str | None:
    """Why a value is not told; None where it is."""
    released = release(snapshot, figure.indicator_id, basis, breakdown=figure.breakdown)
    cell = _cell_of(figure)
    if cell in released.hidden:
        return A_SMALL_NUMBER
    return None if cell in released.figures else NOT_TOLD


def _as_shown(snapshot: Snapshot, figure: Figure, basis: Basis) -> Figure:
    if figure.state != State.VALUE:
        return _told_nothing_more(figure)
    if reason := _why_not(snapshot, figure, basis):
        return replace(
            _told_nothing_more(figure), value=None, state=State.SUPPRESSED, reason=reason,
            numerator=None, denominator=None, total=None, weight=None,
        )  # fmt: skip
    return _told_nothing_more(figure)


def _told_nothing_more(figure: Figure) -> Figure:
    """How many were left out or not known, and how many children events were about, are small
    numbers that no table adds up: they stay inside. So does what a count was picked from."""
    unit = CATALOGUE[figure.indicator_id].unit
    is_told = figure.state == State.VALUE
    return replace(
        figure, unknown=None, left_out=None, children=None,
        numerator=figure.numerator if is_told else None,
        denominator=None if unit == Unit.COUNT or not is_told else figure.denominator,
    )  # fmt: skip


def release(snapshot: Snapshot, indicator_id: str, basis: Basis, *, breakdown: str = "") -> Release:
    return _release(snapshot, indicator_id, breakdown, basis.parameters, _Held(basis))


class _Held:
    """A basis along with a key: which population is meant does not change what is hidden."""

    def __init__(self, basis: Basis):
        self.basis = basis

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=2048)
def _release(
    snapshot: Snapshot, indicator_id: str, breakdown: str, parameters, held: _Held
) -> Release:
    file = _file(snapshot, indicator_id, breakdown, held.basis)
    if file.is_file():
        return _read(file)
    made = _settled(snapshot, CATALOGUE[indicator_id], breakdown, held.basis)
    _write(file, made)
    return made


def _settled(snapshot: Snapshot, indicator: Indicator, breakdown: str, basis: Basis) -> Release:
    before = _before(snapshot)
    earlier: dict[Cell, Earlier] = {}
    if before:
        file = _file(before, indicator.id, breakdown, basis)
        earlier = _earlier(_read(file)) if file.is_file() else {}
    if breakdown:
        return _of_groups(snapshot, indicator, breakdown, basis, earlier)
    spans = _periods(snapshot, indicator)
    periods = [period for each in spans for period in each]
    units = units_of(snapshot)
    found: dict[Cell, tuple[int, int | None]] = {}
    for by in LEVELS:
        if by != AUTHORITY and indicator.unit == Unit.RATE_PER_10_000:
            continue
        every = _read_figures(snapshot, indicator, periods, by, basis)
        found |= {_cell_of(each): _pair(each, indicator) for each in every}
    of_the_whole = {period.id for period in spans.of_the_whole}
    never = {period.id for period in spans.counted}
    unpublished = {
        cell for cell in found
        if cell.period in never or (cell.period in of_the_whole and cell.unit != WHOLE)
    }  # fmt: skip
    layout = Layout(_parents(units), _months(indicator, periods))
    found |= _still_told(earlier, found, layout)
    hidden = hidden_figures(found, layout, unpublished=unpublished, earlier=earlier)
    told = {cell: pair for cell, pair in found.items() if cell not in unpublished}
    return Release(told, hidden)


def _before(snapshot: Snapshot) -> Snapshot | None:
    """The one it was loaded on top of, if it is still there."""
    if snapshot.manifest.previous is None:
        return None
    try:
        return Snapshot(snapshot.path.parent / snapshot.manifest.previous)
    except WarehouseError:
        return None


def _still_told(earlier, found, layout: Layout) -> dict:
    """What was told before and is not among what is told now hangs together with it still."""
    return {
        cell: before.pair
        for cell, before in earlier.items()
        if cell not in found and cell.period in layout.months
    }


def _of_groups(
    snapshot: Snapshot, indicator: Indicator, breakdown: str, basis: Basis, earlier
) -> Release:
    """The authority's groups of children in each period, beside the figure of all of them, of
    which it is settled already whether it is shown."""
    whole = release(snapshot, indicator.id, basis)
    periods = _periods_by_group(snapshot, indicator)
    every = _read_figures(snapshot, indicator, periods, AUTHORITY, basis, breakdown=breakdown)
    if breakdown == KIND and share_out(every):
        return _of_shares(every, snapshot, indicator, basis)
    found = {_cell_of(each): _pair(each, indicator) for each in every}
    wholes = {Cell(WHOLE, period.id) for period in periods} & set(whole.figures)
    found |= {cell: whole.figures[cell] for cell in wholes}
    known = {cell: Earlier(whole.figures[cell], cell in whole.hidden) for cell in wholes}
    parents = {cell.unit: WHOLE for cell in found if cell not in wholes}
    layout = Layout(parents, _months(indicator, periods))
    found |= _still_told(earlier, found, layout)
    hidden = hidden_figures(found, layout, earlier={**earlier, **known})
    told = {cell: pair for cell, pair in found.items() if cell not in wholes}
    return Release(told, hidden - wholes)


def _of_shares(every: Sequence[Figure], snapshot, indicator: Indicator, basis: Basis) -> Release:
    """Kinds that share out the whole; each period by itself, as what a kind's share is of is
    the whole of its period."""
    told, hidden = {}, set()
    wholes = {
        each.period_id: each
        for each in _read_figures(
            snapshot, indicator, [Period.parse(p) for p in {e.period_id for e in every}],
            AUTHORITY, basis,
        )
    }  # fmt: skip
    for period in {each.period_id for each in every}:
        kinds = [each for each in every if each.period_id == period]
        safe = for_outside(kinds, total=wholes.get(period))
        for kind, shown in zip(kinds, safe, strict=False):
            told[_cell_of(kind)] = _pair(kind, indicator)
            if shown.state == State.SUPPRESSED:
                hidden.add(_cell_of(kind))
    return Release(told, frozenset(hidden))


def _cell_of(figure: Figure) -> Cell:
    """A position on the last day of a period is told as its month's."""
    period = figure.period_id
    if CATALOGUE[figure.indicator_id].snapshot:
        period = Period.of_kind(PeriodKind.MONTH, Period.parse(period).end).id
    if figure.breakdown:
        place = figure.by if figure.by != AUTHORITY else ""
        return Cell((f"{place}{figure.unit_id if place else ''}{figure.breakdown}",
                     figure.category), period)  # fmt: skip
    return Cell((figure.by, figure.unit_id), period)


def _pair(figure: Figure, indicator: Indicator) -> tuple[int, int | None]:
    has_parts = indicator.unit not in (Unit.COUNT, Unit.RATE_PER_10_000)
    return figure.numerator, figure.denominator if has_parts else None


def _read_figures(
    snapshot: Snapshot, indicator: Indicator, periods: Iterable[Period], by: str, basis: Basis,
    *, breakdown: str = "",
) -> list[Figure]:  # fmt: skip
    every = cube.read(
        snapshot, [indicator.id], list(periods), by=by, breakdown=breakdown or None,
        scope=TOTALS_ONLY, basis=basis,
    )  # fmt: skip
    told = (State.VALUE, State.NO_CASES, State.NOT_RECORDED)
    return [each for each in every if each.state in told and each.numerator is not None]


class _Spans(NamedTuple):
    """Periods by how far they are told: of all units, of the authority alone, and counted only
    so that nothing follows from those."""

    told: list[Period]
    of_the_whole: list[Period]
    counted: list[Period]


def _periods(snapshot: Snapshot, indicator: Indicator) -> _Spans:
    kept = cube.periods_kept(snapshot)
    months = kept[PeriodKind.MONTH]
    first = months[-MONTHS_TOLD:][0].start
    has_months = PeriodKind.MONTH in indicator.period_kinds
    yearly = PeriodKind.MONTH if indicator.snapshot else PeriodKind.ROLLING_YEAR
    compared = [
        period for period in kept[yearly]
        if period.end.month == MARCH and period.end < first and yearly in indicator.period_kinds
    ]  # fmt: skip
    charted = kept[PeriodKind.MONTH if has_months else PeriodKind.ROLLING_YEAR]
    before = charted[-MONTHS_TOLD - MONTHS_BEFORE : -MONTHS_TOLD]
    older = [period for period in before if period not in compared]
    if indicator.snapshot:
        return _Spans([*compared, *months[-MONTHS_TOLD:]], older, [])
    told = [
        period for kind in kept if kind in indicator.period_kinds
        for period in kept[kind] if period.end > first
    ]  # fmt: skip
    counted: list[Period] = []
    if has_months and indicator.adds_up and older:
        since = older[0].start
        reached = min((p.start for p in compared if p.end >= since), default=since)
        counted = [month for month in months if reached <= month.start < since]
    return _Spans([*compared, *told], older, counted)


def _periods_by_group(snapshot: Snapshot, indicator: Indicator) -> list[Period]:
    kept = cube.periods_kept(snapshot)
    kinds = [PeriodKind.MONTH] if PeriodKind.MONTH in indicator.period_kinds else []
    if indicator.headline_kind == cube.YEARS_BROKEN_DOWN and not indicator.snapshot:
        kinds.append(cube.YEARS_BROKEN_DOWN)
    if indicator.snapshot:
        kinds = [PeriodKind.MONTH]
    return [period for kind in kinds for period in kept[kind][-cube.MONTHS_BROKEN_DOWN :]]


def _months(indicator: Indicator, periods: Sequence[Period]) -> dict[str, frozenset[int]]:
    """Of what is counted over time; each period is its own where nothing adds up, and where it
    reaches back to months of which none is counted, so that nothing can be taken from it."""
    adds_up = indicator.adds_up and not indicator.snapshot
    if not adds_up:
        return {period.id: frozenset({number}) for number, period in enumerate(periods)}
    since = min((p.start for p in periods if p.kind == PeriodKind.MONTH), default=None)
    found = {}
    for number, period in enumerate(periods):
        months = frozenset(range(_number(period.start), _number(period.end) + 1))
        is_long_ago = since is None or period.start < since
        found[period.id] = frozenset({-number}) if is_long_ago else months
    return found


def _number(day) -> int:
    return 12 * day.year + day.month


def _parents(units: Units) -> dict[Place, Place]:
    return {("service", service): WHOLE for service in units.services}


def _earlier(before: Release) -> dict[Cell, Earlier]:
    return {c: Earlier(pair, c in before.hidden) for c, pair in before.figures.items()}


def _file(snapshot: Snapshot, indicator_id: str, breakdown: str, basis: Basis) -> Path:
    folder = snapshot.path / "derived" / f"outside-{definitions_hash(basis.parameters)}"
    return folder / f"{indicator_id}{f'-{breakdown}' if breakdown else ''}.json"


def _write(file: Path, made: Release) -> None:
    """Whole or not at all: two processes may settle the same, and come to the same."""
    rows = [[*cell.unit, cell.period, *pair, cell in made.hidden]
            for cell, pair in made.figures.items()]  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{id(made)}.tmp")
    temporary.write_text(json.dumps(rows), encoding="utf-8")
    temporary.replace(file)


def _read(file: Path) -> Release:
    figures, hidden = {}, set()
    for kind, name, period, counted, of, is_hidden in json.loads(file.read_text(encoding="utf-8")):
        cell = Cell((kind, name), period)
        figures[cell] = (counted, of)
        if is_hidden:
            hidden.add(cell)
    return Release(figures, frozenset(hidden))
