"""What a rule asks for: this year's tables, last year's, lists from outside, days, facts.

A rule's function is given `t`:

    t.episodes                     this year's table, columns named as in `returns`
    t.last.episodes                last year's
    t.if_given.reviews             empty where it was not given, so that the rule runs all the same
    t.providers                    the list of providers, if one was given
    t.calendar                     working days
    t.start, t.end                 first and last day of the collection's year
    t.as_at                        the day the journey is as at
    t.fact(care_periods)           a query that several rules share, worked out once

In every table `row` is the row's place in the file, from 0, and `child` the child's reference.
Days are days (unreadable ones are empty, and `X_text` beside a day `X` keeps what was
written); everything else is text without spaces at its ends, empty where nothing stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lineofsight.later import ibis
from lineofsight.quality.schema import PROVIDERS, SPOKEN, Columns, columns_of

LAST = "last_"
"""Stands before the name of a table of last year's return."""
IF_GIVEN = "if_given_"
"""Stands before the name of a table that is taken as empty where it was not given."""
FACT = "fact_"
OWN_AUTHORITY = "own_authority"
"""The function of the engine that gives the authority's code."""

Fact = Callable[["Tables"], Any]


@dataclass
class Tables:
    """`facts` are the shared queries that were asked for, by the names their tables have."""

    return_id: str
    facts: dict[str, Fact] = field(default_factory=dict)
    limit: int | None = None
    """The number of the rule that is being built, where it has one."""

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._table(name, columns_of(self.return_id, name))

    @cached_property
    def last(self) -> _Called:
        """Last year's tables: a rule that asks for one is not run without it."""
        return _Called(self, LAST)

    @cached_property
    def if_given(self) -> _Called:
        """This year's tables, empty where they were not given: the rule is run all the same."""
        return _Called(self, IF_GIVEN)

    @cached_property
    def last_if_given(self) -> _Called:
        """Last year's, empty where they were not given."""
        return _Called(self, IF_GIVEN + LAST)

    @cached_property
    def providers(self):
        return self._table("providers", PROVIDERS)

    @cached_property
    def postcodes(self):
        """Every postcode that was asked about: `postcode`, `la` (upper-tier code), `east`,
        `north` in metres; a postcode that there is not has no row."""
        return self._table("postcodes", {"postcode": "string", "la": "string",
                                         "east": "float64", "north": "float64"})  # fmt: skip

    @cached_property
    def calendar(self):
        """Every day from 1995 to 2045: `day`, `is_working_day` (England and Wales) and `ordinal`,
        how many working days there are up to it."""
        return self._table("calendar", {"day": "date", "ordinal": "int32",
                                        "is_working_day": "boolean"})  # fmt: skip

    @property
    def start(self):
        """1 April that the collection's year begins with."""
        return _period()["collection_start"]()

    @property
    def end(self):
        """31 March that it ends with."""
        return _period()["collection_end"]()

    @property
    def as_at(self):
        """The day the journey is as at."""
        return self.end

    @cached_property
    def spoken(self):
        """What each load could speak for, and the day of the snapshot it made (`known_on`)."""
        return self._table("spoken", SPOKEN)

    @property
    def authority(self):
        """The code of the authority whose return it is (E10000016). A rule that asks for it is not
        run where it was not said."""
        return _period()[OWN_AUTHORITY]()

    def fact(self, find: Fact):
        """A query given by a function of `t`, worked out once however many rules ask."""
        name = f"{FACT}{find.__name__}"
        known = self.facts.setdefault(name, find)
        if known is not find:
            raise ValueError(f"two facts are called {find.__name__}")
        return ibis.table(find(Tables(self.return_id, self.facts)).schema(), name=name)

    def _table(self, name: str, columns: Columns, prefix: str = ""):
        return ibis.table(columns, name=prefix + name)


class _Called:
    """Tables whose names in a query begin in some way."""

    def __init__(self, tables: Tables, start: str):
        self._tables = tables
        self._start = start

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        columns = columns_of(self._tables.return_id, name)
        return self._tables._table(name, columns, self._start)


def _period() -> dict[str, Callable]:
    """Functions of the engine that the runner defines: constants to the query's optimizer."""
    import datetime

    global _FUNCTIONS
    if _FUNCTIONS is None:

        def collection_start() -> datetime.date: ...
        def collection_end() -> datetime.date: ...
        def own_authority() -> str: ...

        _FUNCTIONS = {
            each.__name__: ibis.udf.scalar.builtin(each, signature=((), kind))
            for each, kind in (
                (collection_start, "date"),
                (collection_end, "date"),
                (own_authority, "string"),
            )
        }
    return _FUNCTIONS


_FUNCTIONS: dict[str, Callable] | None = None
