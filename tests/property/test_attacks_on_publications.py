"""Everything published of a measure, attacked: no small number can be narrowed down."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.disclosure_attack import reach

from lineofsight.disclosure import Earlier, Layout, Sum, hidden_figures, is_small, to_hide
from lineofsight.disclosure.releases import Cell, Remainder

WIDER_THAN = 4
"""How far 1 and 5 lie apart: what is left open must be wider."""
IN, REST = "in", "rest"


# --- any table with sums -------------------------------------------------------------------


@st.composite
def linked_tables(draw):
    """The same children by sex and by age band, services adding up to the authority, and one
    total that both tables share."""
    services = draw(st.integers(1, 3))
    counts, sums = {}, []
    for characteristic, many in (("sex", 2), ("age", 3)):
        for service in range(services):
            for group in range(many):
                counts[service, characteristic, group] = 0
    for service in range(services):
        children = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=30))
        for sex, age in children:
            counts[service, "sex", sex] += 1
            counts[service, "age", age] += 1
        counts[service, "all"] = len(children)
        for characteristic, many in (("sex", 2), ("age", 3)):
            parts = tuple((service, characteristic, group) for group in range(many))
            sums.append(Sum(parts, (service, "all")))
    for key in [key[1:] for key in counts if key[0] == 0]:
        parts = tuple((service, *key) for service in range(services))
        counts["whole", *key] = sum(counts[part] for part in parts)
        sums.append(Sum(parts, ("whole", *key)))
    for characteristic, many in (("sex", 2), ("age", 3)):
        parts = tuple(("whole", characteristic, group) for group in range(many))
        sums.append(Sum(parts, ("whole", "all")))
    return counts, sums


@settings(max_examples=25, deadline=None)
@given(linked_tables())
def test_no_small_count_can_be_narrowed_down_from_linked_tables(made):
    counts, sums = made
    hidden = to_hide(counts, sums)
    _attack_counts(counts, sums, hidden)


def _attack_counts(counts, sums, hidden):
    assert {key for key, count in counts.items() if is_small(count)} <= hidden
    truth = {key: counts[key] for key in hidden}
    lowest = 0 if any(count == 0 for count in truth.values()) else 1
    equations = [
        {key: sign for key, sign in [*((part, 1) for part in tie.parts), (tie.total, -1)]
         if key in hidden}
        for tie in sums
    ]  # fmt: skip
    for key in hidden:
        if is_small(counts[key]):
            low, high = reach(equations, truth, dict.fromkeys(truth, lowest), {key: 1})
            assert high - low > WIDER_THAN, (key, low, high)


# --- a measure by unit and month, with years to date and rolling years ----------------------

FIRST, YEAR = 0, 4
"""Months from 0 on; to keep the attack short, a year has four months, two of them a quarter."""


def layout_of(months: int, units: dict) -> Layout:
    spans = {("month", n): frozenset({n}) for n in range(months)}
    spans |= {("quarter", n): frozenset({n - 1, n}) for n in range(1, months, 2)}
    spans |= {("to date", n): frozenset(range(n - n % YEAR, n + 1)) for n in range(months)}
    spans |= {("rolling", n): frozenset(range(n - YEAR + 1, n + 1)) for n in range(3, months)}
    return Layout(units, spans)


@st.composite
def measures(draw):
    """Services of an authority, some with teams, over some months: those counted of those
    looked at. Some kinds of period are published and others not."""
    services = [f"s{n}" for n in range(draw(st.integers(1, 4)))]
    parents = dict.fromkeys(services, "all")
    for service in services:
        for team in range(draw(st.sampled_from([0, 0, 2, 3]))):
            parents[f"{service}t{team}"] = service
    months = draw(st.integers(2, 6))
    layout = layout_of(months, parents)
    size = draw(st.sampled_from([3, 8, 25]))
    leaves = sorted({*parents} - set(parents.values()))
    base = {
        (leaf, month): (n := draw(st.integers(0, size)), n + draw(st.integers(0, size)))
        for leaf in leaves
        for month in range(months)
    }
    told = draw(st.sets(st.sampled_from(["month", "quarter", "to date", "rolling"]), min_size=1))
    figures = {}
    for unit in ["all", *parents]:
        under = [leaf for leaf in leaves if unit in layout.chain(leaf)]
        for period, span in layout.months.items():
            pairs = [base[leaf, month] for leaf in under for month in span]
            figures[Cell(unit, period)] = tuple(map(sum, zip(*pairs, strict=True)))
    unpublished = {cell for cell in figures if cell.period[0] not in told}
    # only single months can be known and not told: other periods are then not there at all
    gone = {cell for cell in unpublished if cell.period[0] != "month"}
    figures = {cell: pair for cell, pair in figures.items() if cell not in gone}
    return figures, layout, unpublished - gone, base


def attack(figures, layout, base, hidden, *, guarded=None):
    """By unit and month, those counted and those not, unknown unless a shown figure tells."""
    truth = {}
    for (leaf, month), (counted, of) in base.items():
        truth[IN, leaf, month], truth[REST, leaf, month] = counted, of - counted
    equations = []
    for cell in figures:
        if cell in hidden:
            continue
        for part in (IN, REST):
            equations.append(_of_cell(cell, part, layout, base))
    lowest = dict.fromkeys(truth, 0)
    if all(figures[cell][0] for cell in hidden):  # then a reader may think that none is nought
        single = [c for c in hidden if len(layout.months[c.period]) == 1 and (c.unit, 0) in base]
        lowest |= {(IN, cell.unit, min(layout.months[cell.period])): 1 for cell in single}
    for cell in guarded if guarded is not None else figures:
        counted, of = figures[cell]
        aims = []
        if is_small(counted):
            aims.append(_of_cell(cell, IN, layout, base))
        if is_small(of - counted):
            aims.append(_of_cell(cell, REST, layout, base))
        if is_small(of):
            aims.append(_of_cell(cell, IN, layout, base) | _of_cell(cell, REST, layout, base))
        for aim in aims:
            low, high = reach(equations, truth, lowest, aim)
            assert high - low > WIDER_THAN, (cell, figures[cell], low, high)


def _of_cell(cell, part, layout, base):
    months = layout.months[cell.period]
    return {
        (part, leaf, month): 1
        for leaf, month in base
        if month in months and cell.unit in layout.chain(leaf)
    }


@settings(max_examples=25, deadline=None)
@given(measures())
def test_no_small_figure_can_be_narrowed_down_over_units_and_months(made):
    figures, layout, unpublished, base = made
    hidden = hidden_figures(figures, layout, unpublished=unpublished)
    attack(figures, layout, base, hidden | unpublished)


@settings(max_examples=25, deadline=None)
@given(measures(), st.integers(1, 3))
def test_publishing_again_with_more_months_gives_nothing_away_that_was_hidden(made, fewer):
    figures, layout, unpublished, base = made
    last = max(month for months in layout.months.values() for month in months)
    then = {
        cell: pair for cell, pair in figures.items()
        if max(layout.months[cell.period]) <= last - fewer
    }  # fmt: skip
    first = hidden_figures(then, layout, unpublished=unpublished & set(then))
    earlier = {
        cell: Earlier(pair, cell in first) for cell, pair in then.items() if cell not in unpublished
    }
    second = hidden_figures(figures, layout, unpublished=unpublished, earlier=earlier)
    assert first <= second
    shown_once = set(then) - first - unpublished
    attack(figures, layout, base, (second | unpublished) - shown_once)


def test_a_measure_without_small_numbers_is_shown_whole():
    layout = Layout({"A": "all", "B": "all"}, {"m": frozenset({0}), "n": frozenset({1})})
    figures = {Cell(unit, period): (20, 40) for unit in "AB" for period in "mn"}
    figures |= {Cell("all", period): (40, 80) for period in "mn"}
    assert hidden_figures(figures, layout) == frozenset()


def test_a_month_does_not_follow_from_two_years_to_date():
    layout = layout_of(3, {})
    figures = {
        Cell("all", ("to date", 0)): (30, None),
        Cell("all", ("to date", 1)): (33, None),
        Cell("all", ("to date", 2)): (71, None),
        Cell("all", ("month", 0)): (30, None),
        Cell("all", ("month", 1)): (3, None),
        Cell("all", ("month", 2)): (38, None),
    }
    unpublished = {cell for cell in figures if cell.period[0] == "month"}
    hidden = hidden_figures(figures, layout, unpublished=unpublished)
    assert hidden in ({Cell("all", ("to date", 0))}, {Cell("all", ("to date", 1))})


def test_a_month_does_not_follow_from_two_rolling_years():
    months = {("month", n): frozenset({n}) for n in range(24)}
    rolling = {("rolling", n): frozenset(range(n - 11, n + 1)) for n in range(11, 24)}
    counts = [20] * 23 + [2]
    figures = {Cell("all", period): (counts[period[1]], None) for period in months}
    figures |= {
        Cell("all", period): (sum(counts[n] for n in span), None)
        for period, span in rolling.items()
    }
    hidden = hidden_figures(figures, Layout({}, months | rolling))
    assert Cell("all", ("month", 23)) in hidden
    shown_years = {23, 22} - {cell.period[1] for cell in hidden if cell.period[0] == "rolling"}
    assert len(shown_years) < 2 or Cell("all", ("month", 11)) in hidden


def test_what_no_service_tells_is_not_left_over_either():
    layout = Layout({"A": "all", "B": "all"}, {"m": frozenset({0})})
    figures = {Cell("A", "m"): (20, 40), Cell("B", "m"): (30, 50), Cell("all", "m"): (53, 95)}
    hidden = hidden_figures(figures, layout)
    assert hidden
    assert not any(isinstance(cell.unit, Remainder) for cell in hidden)


def test_parts_that_overlap_are_not_taken_for_parts():
    layout = Layout({"A": "all", "B": "all"}, {"m": frozenset({0})})
    figures = {Cell("A", "m"): (3, 40), Cell("B", "m"): (30, 50), Cell("all", "m"): (31, 80)}
    assert hidden_figures(figures, layout) == {Cell("A", "m")}
