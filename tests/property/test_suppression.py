"""Nothing hidden can be worked out, whatever the table."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lineofsight.disclosure import Sum, figures_for_outside, is_small, to_hide

tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


def with_totals(table):
    """A table's counts by place, with the total of each row, each column and of all."""
    counts = {(r, c): n for r, row in enumerate(table) for c, n in enumerate(row)}
    rows, columns = range(len(table)), range(len(table[0]))
    counts |= {(r, "all"): sum(table[r]) for r in rows}
    counts |= {("all", c): sum(table[r][c] for r in rows) for c in columns}
    counts["all", "all"] = sum(map(sum, table))
    sums = [Sum(tuple((r, c) for c in columns), (r, "all")) for r in [*rows, "all"]]
    sums += [Sum(tuple((r, c) for r in rows), ("all", c)) for c in [*columns, "all"]]
    return counts, sums


def solvable(hidden, sums):
    """Which hidden places have one value only: a place is determined when its unit vector
    adds nothing to the rank of the equations. Written apart from the product's own way."""
    order = sorted(hidden, key=str)

    def row(tie):
        return [Fraction((key in tie.parts) - (key == tie.total)) for key in order]

    equations = [row(tie) for tie in sums]
    base = rank(equations)
    return [
        key
        for place, key in enumerate(order)
        if rank([*equations, [Fraction(n == place) for n in range(len(order))]]) == base
    ]


def rank(rows):
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for n in range(found + 1, len(rows)):
            if rows[n][column]:
                by = rows[n][column] / rows[found][column]
                rows[n] = [a - by * b for a, b in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found


@given(tables)
def test_no_hidden_count_follows_from_the_totals_of_rows_and_columns(table):
    counts, sums = with_totals(table)
    hidden = to_hide(counts, sums)
    if len(hidden) < len(counts):
        assert solvable(hidden, sums) == []


@given(tables)
def test_every_small_count_is_hidden(table):
    counts, sums = with_totals(table)
    assert {key for key, count in counts.items() if is_small(count)} <= to_hide(counts, sums)


@given(st.lists(st.integers(6, 400), min_size=1, max_size=8))
def test_a_table_without_small_counts_is_shown_whole(row):
    counts = {**dict(enumerate(row)), "all": sum(row)}
    assert to_hide(counts, [Sum(tuple(range(len(row))), "all")]) == frozenset()


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6))
def test_a_shown_percentage_has_neither_part_small(parts):
    figures = {n: (some, some + rest) for n, (some, rest) in enumerate(parts)}
    figures["all"] = tuple(map(sum, zip(*figures.values(), strict=True)))
    for unit, shown in figures_for_outside(figures, total="all").items():
        numerator, denominator = figures[unit]
        if not shown.is_hidden:
            assert not is_small(numerator)
            assert not is_small(denominator - numerator)
