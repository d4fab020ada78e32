"""Which records rules look at, and what they ask of them."""

from collections.abc import Callable
from functools import lru_cache

from lineofsight.journey import TABLES, Shape
from lineofsight.later import ibis


def is_blank(column):
    """Nothing stands there, or nothing but spaces."""
    return column.isnull() | (code(column) == "").fill_null(False)


def is_given(column):
    return ~is_blank(column)


def code(column):
    """A code as it is compared: in capitals, without spaces at its ends. In this order: a cluster
    takes the marks \\v and \\f among those spaces for the small letters."""
    return column.upper().strip()


def days_between(first, then):
    """How many days `then` is after `first`; negative if it is before."""
    return then.delta(first, unit="day")


@lru_cache
def open_rows(table: str) -> Callable:
    """The spells of a table that are open on the day the journey is as at."""
    declared = TABLES[table]
    if declared.shape is not Shape.SPELL or not declared.ends_on:
        raise ValueError(f"{table} has no spells that could be open")

    def rows(t, of=None):
        of = getattr(t, table) if of is None else of
        is_open = of[declared.ends_on].isnull() | (of[declared.ends_on] > t.as_at)
        return of.filter(is_open & (of[declared.starts_on] <= t.as_at).fill_null(True))

    return rows


@lru_cache
def recent_rows(table: str, days: int) -> Callable:
    """The events of a table in so many days up to the day the journey is as at."""
    dated_by = TABLES[table].dated_by

    def rows(t):
        of = getattr(t, table)
        return of.filter(of[dated_by] >= t.as_at - ibis.interval(days=days))

    return rows


def with_work(t):
    """Children somebody works with: a referral that is open, or care that is."""
    of = ("ssd_cin_episodes", "ssd_cla_episodes", "ssd_cp_plans")
    parts = [open_rows(each)(t, getattr(t.if_given, each)).select("child") for each in of]
    return ibis.union(*parts, distinct=True)


def children_with_work(t):
    """The persons somebody works with."""
    return t.ssd_person.semi_join(t.fact(with_work), "child")


def born(t):
    """Every child with the days of birth and death, once."""
    return t.ssd_person.select(
        "child",
        born_on=t.ssd_person.pers_dob,
        expected_on=t.ssd_person.pers_expected_dob,
        died_on=t.ssd_person.pers_death_date,
    )


def with_birth(rows, t):
    """Rows with `born_on`, `expected_on` and `died_on` of their child; rows of a child that the
    journey does not know are left out."""
    return rows.inner_join(born(t), "child")
