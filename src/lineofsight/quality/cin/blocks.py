"""How blocks of the census stand beside each other, and the codes that many rules ask for."""

from lineofsight.later import ibis
from lineofsight.quality.cin.facts import first_day, last_day
from lineofsight.quality.schema import KEY_HEADINGS
from lineofsight.returns.code_sets import code_set

YES = ("1", "true")
NO = ("0", "false")
"""A yes or a no may be written either way."""
NO_FURTHER_WORK = ("RC8", "RC9")
"""Closed after assessment, with nothing more to do or referred to early help."""


def codes(of: str) -> tuple[str, ...]:
    """Every code of a set of the census: `codes("ethnicity")`."""
    return tuple(each.code for each in code_set(f"cin.{of}").codes)


def parents(block, other) -> list[str]:
    """The columns that say in what both blocks stand."""
    keys = ("child", *KEY_HEADINGS)
    return [key for key in keys if key in block.columns and key in other.columns]


def beside(block, other, *, by: tuple[str, ...] = ()):
    """Each row of a block with each row of the other that stands in the same parents. Of columns
    that both have, the other's begin with `other_`. `by` names fewer parents: `("child",)`."""
    keys = by or [
        key for key in ("child", *KEY_HEADINGS) if key in block.columns and key in other.columns
    ]
    return block.join(other.view(), list(keys), rname="other_{name}")


def without(block, other):
    """The rows of a block in whose parents there is no row of the other."""
    keys = [
        key for key in ("child", *KEY_HEADINGS) if key in block.columns and key in other.columns
    ]
    return block.anti_join(other, keys)


def rows_of_other(joined):
    """Of rows that stand beside each other, those of the second."""
    return joined.select(row=joined.other_row)


def either(joined):
    """Of rows of one table that stand beside each other, both."""
    return joined.select("row").union(rows_of_other(joined))


def of_both(joined, first: str, second: str) -> dict:
    """Rows of two tables that stand beside each other, under the tables' published names."""
    return {first: joined, second: rows_of_other(joined)}


def outside_year(t, day):
    """A day that is there and is not in the collection's year."""
    return (day < first_day(t)) | (day > last_day(t))


def years(number: int):
    return ibis.interval(years=number)


def months(number: int):
    return ibis.interval(months=number)


def days(number: int):
    return ibis.interval(days=number)
