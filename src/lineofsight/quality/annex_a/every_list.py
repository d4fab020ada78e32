"""What holds of the rows of every list: dates that can be read and are not to come, somebody who
holds the case, and no row twice."""

from lineofsight.later import ibis
from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import (
    CHILDREN,
    EVERY,
    days_of,
    drawn_on,
    every,
    in_each,
    is_blank,
    is_given,
    published,
    some,
)

HELD = range(3, 10)
"""Lists that ask who holds the case."""


def after_birth(number: int) -> tuple[str, ...]:
    return tuple(day for day in days_of(number) if day != "date_of_birth")


@rule(
    "A013",
    "A date cannot be read. Write it as dd/mm/yyyy, and see that the day exists.",
    *(field for number in EVERY for field in published(number, *days_of(number))),
)
@in_each(EVERY)
def no_date(t, rows, number):
    return rows.filter(some(is_given(rows, day) & rows[day].isnull() for day in days_of(number)))


@rule(
    "A014",
    "A date lies more than a month after the lists were drawn. Correct it.",
    *(field for number in EVERY for field in published(number, *after_birth(number))),
)
@in_each(EVERY)
def in_the_future(t, rows, number):
    latest = drawn_on(t) + ibis.interval(months=1)
    return rows.filter(some(rows[day] > latest for day in after_birth(number)))


@rule(
    "A015",
    "The team or the worker who holds the case is blank. Enter both.",
    *every(HELD, "allocated_team", "allocated_worker"),
)
@in_each(HELD)
def nobody_holds_it(t, rows, number):
    return rows.filter(is_blank(rows, "allocated_team") | is_blank(rows, "allocated_worker"))


@rule(
    "A016",
    "The same row stands in the list twice. Take one of them out.",
    *every(CHILDREN, "child"),
)
@in_each(CHILDREN)
def the_same_row(t, rows, number):
    counted = rows.row.count().over(group_by=[each for each in rows.columns if each != "row"])
    return rows.filter(counted > 1, rows.child.notnull())
