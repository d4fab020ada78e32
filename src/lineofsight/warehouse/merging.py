"""How a load joins what is known: the rules, as SQL over one table at a time.

* The same key again: the newest telling wins; a return told by an older file never
  overwrites a newer one.
* Two returns tell the same thing under different keys (`recognition` finds it): one row.
  The more detailed return's values stand, and the other fills what they leave empty.
* A return takes back only what it told itself, or what a less detailed return told: a row
  that it would have listed and does not list any more is dropped, and kept in the history.
* Where a more detailed return, or a newer file of the same return, has told all there was
  on a day, a row of that day that it does not have is not taken in.
* Of lists that give only each child's latest, a later start ends the one before. One that
  was open, and is not listed after a gap between two files, ended at an unknown day in the
  gap: it is ended on the day it was last listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from lineofsight.journey import Coverage, CoverageKind, JourneyLoad, Shape, Table

DETAIL = {"annex_a": 1, "cin": 2, "ssda903": 2, "ssd": 3, "local": 3}
"""How much a return tells, for when two tell the same."""


@dataclass(frozen=True)
class Merging:
    """One load meeting what is known. `told_on`: the day the load speaks for; `as_at`: the
    day of the snapshot it makes; `spoken`: earlier coverage, with the return that told it."""

    load: JourneyLoad
    told_on: date
    as_at: date
    spoken: tuple[tuple[str, Coverage], ...]

    @property
    def source(self) -> str:
        return self.load.return_id

    @property
    def detail(self) -> int:
        return DETAIL[self.source]

    def merge(self, database: duckdb.DuckDBPyConnection, table: Table) -> dict[str, int]:
        """Merge `known_<table>` and `told_<table>` into `merged_<table>`, with what was
        replaced or taken back in `past_<table>`. Returns how many rows were not taken in,
        ended by what followed, and ended in a gap."""
        if table.told_by and table.told_by != self.source:
            return self._as_told_by(table.told_by).merge(database, table)
        both = (f"known_{table.name}", f"told_{table.name}")
        if self._is_first_told(database, table):
            database.execute(self._taken_as_told(table))
            database.execute(_NOTHING_PAST.format(name=table.name))
            return {}
        database.execute(self._paired(table, *both))
        database.execute(self._kept(table))
        counts = _counts(database, table)
        if table.successive and DETAIL["annex_a"] == self.detail:
            counts["ended by what followed"] = _end_by_what_followed(database, table)
        database.execute(self._past(table))
        return counts

    def _as_told_by(self, return_id: str) -> "Merging":
        """The same load, for a table that another return tells, which came along with it."""
        return replace(self, load=replace(self.load, return_id=return_id))

    def _is_first_told(self, database: duckdb.DuckDBPyConnection, table: Table) -> bool:
        """Has nothing been told of the table yet? Then there is nothing to compare with."""
        (count,) = database.execute(f"SELECT count(*) FROM known_{table.name}").fetchone()
        latest_only = table.successive and self.detail == DETAIL["annex_a"]
        return not (count or latest_only or any(s.table == table.name for _, s in self.spoken))

    def _taken_as_told(self, table: Table) -> str:
        return f"""
            CREATE OR REPLACE TEMP TABLE merged_{table.name} AS
            SELECT {", ".join(table.columns)}, {_day(self.as_at)} AS known_from,
                {_day(self.told_on)} AS told_on, '{self.source}' AS source
            FROM told_{table.name}
        """

    def _paired(self, table: Table, known: str, told: str) -> str:
        """Known and told rows side by side, with what becomes of each pair."""
        on = " AND ".join(f"k.{c} = t.{c}" for c in table.key)
        is_known, is_told = (f"{side}.{table.key[0]} IS NOT NULL" for side in "kt")
        return f"""
            CREATE OR REPLACE TEMP TABLE paired AS
            SELECT k AS known, t AS told, CASE
                WHEN {is_known} AND {is_told} THEN {self._winner("k")}
                WHEN {is_told} THEN {self._untaken(table, "t")}
                ELSE {self._taken_back(table, "k")}
            END AS becomes
            FROM {known} k FULL JOIN {told} t ON {on}
        """

    def _winner(self, k: str) -> str:
        newer = f"{_day(self.told_on)} >= {k}.told_on"
        return f"""CASE
            WHEN {k}.source = '{self.source}' AND {newer} THEN 'told'
            WHEN {k}.source = '{self.source}' THEN 'known'
            WHEN {self.detail} > {_detail(k)} OR {self.detail} = {_detail(k)} AND {newer}
                THEN 'told, filled'
            ELSE 'known, filled' END"""

    def _untaken(self, table: Table, t: str) -> str:
        """May a row come in that only this load tells?"""
        if table.shape == Shape.LOOKUP:
            return "'told'"
        spans = [
            span
            for return_id, span in self.spoken
            if span.table == table.name and self._speaks_above(return_id, span)
        ]
        row = _Row(table, t, _day(self.told_on), f"known_{table.name}")
        return f"""CASE
            WHEN NOT {_any(row.should_be_listed(span) for span in spans)} THEN 'told'
            WHEN {_any(row.was_open_before(span) for span in spans)} THEN 'told, ended in a gap'
            ELSE 'not taken in' END"""

    def _speaks_above(self, return_id: str, span: Coverage) -> bool:
        complete = span.kind.is_complete or span.kind == CoverageKind.FACTS
        newer = return_id == self.source and span.to_on > self.told_on and span.kind.is_complete
        return newer or (complete and DETAIL[return_id] > self.detail)

    def _taken_back(self, table: Table, k: str) -> str:
        """Should the load have listed a row that it does not list?"""
        if table.shape == Shape.LOOKUP:
            return "'known'"
        own = f"{k}.source = '{self.source}' AND {_day(self.told_on)} >= {k}.told_on"
        mine = f"({own} OR {_detail(k)} < {self.detail})"
        spans = [s for s in self.load.coverage if s.table == table.name]
        row = _Row(table, k, f"{k}.told_on", f"told_{table.name}")
        return f"""CASE
            WHEN NOT ({mine} AND {_any(row.should_be_listed(span) for span in spans)}) THEN 'known'
            WHEN {_any(row.was_open_before(span) for span in spans)} THEN 'ended in a gap'
            ELSE 'taken back' END"""

    def _kept(self, table: Table) -> str:
        """The rows that stand now. `was` is the row before, for those that were known."""
        columns = ",\n".join(f"{self._value(table, c)} AS {c}" for c in table.columns)
        return f"""
            CREATE OR REPLACE TEMP TABLE merged_{table.name} AS
            SELECT {columns},
                coalesce(known.known_from, {_day(self.as_at)}) AS known_from,
                CASE WHEN becomes LIKE 'told%' THEN {_day(self.told_on)}
                    ELSE known.told_on END AS told_on,
                CASE WHEN becomes LIKE 'told%' THEN '{self.source}'
                    ELSE known.source END AS source
            FROM paired WHERE becomes NOT IN ('not taken in', 'taken back')
        """

    def _value(self, table: Table, column: str) -> str:
        ended, told_ended = f"known.{column}", f"told.{column}"
        if column == table.ends_on:
            ended = f"greatest(known.told_on, known.{table.starts_on})"
            told_ended = f"greatest({_day(self.told_on)}, told.{table.starts_on})"
        return f"""CASE becomes
            WHEN 'told' THEN told.{column}
            WHEN 'told, filled' THEN coalesce(told.{column}, known.{column})
            WHEN 'known, filled' THEN coalesce(known.{column}, told.{column})
            WHEN 'ended in a gap' THEN {ended}
            WHEN 'told, ended in a gap' THEN {told_ended}
            ELSE known.{column} END"""

    def _past(self, table: Table) -> str:
        """Earlier versions of rows that stand otherwise now, and rows taken back."""
        on = " AND ".join(f"m.{c} = k.{c}" for c in table.key)
        then, now = (", ".join(f"{side}.{c}" for c in table.columns) for side in "km")
        stands = f"m.{table.key[0]} IS NOT NULL"
        return f"""
            CREATE OR REPLACE TEMP TABLE past_{table.name} AS
            SELECT k.*, {_day(self.as_at)} AS known_to,
                CASE WHEN {stands} THEN 'corrected' ELSE 'taken back' END AS why
            FROM known_{table.name} k LEFT JOIN merged_{table.name} m ON {on}
            WHERE NOT ({stands}) OR row({then}) IS DISTINCT FROM row({now})
        """


_NOTHING_PAST = """
    CREATE OR REPLACE TEMP TABLE past_{name} AS
    SELECT *, NULL::DATE AS known_to, NULL::VARCHAR AS why FROM known_{name}
"""


@dataclass(frozen=True)
class _Row:
    """Conditions on a row of `table`, under the name `alias`, that one side has and the
    other, `others`, has not. `told_on`: when it was last listed."""

    table: Table
    alias: str
    told_on: str
    others: str

    def should_be_listed(self, span: Coverage) -> str:
        """Would a return that speaks for this span have listed the row?"""
        table, start, end = self.table, _day(span.from_on), _day(span.to_on)
        dated = f"coalesce({self._of(table.dated_by)}, {self.told_on})"
        if span.kind == CoverageKind.LATEST:
            return "false"
        if span.kind == CoverageKind.FACTS:
            return self._child_is_listed()
        if table.shape == Shape.FACT:
            return "true"
        if span.kind == CoverageKind.EVENTS:
            return f"{dated} BETWEEN {start} AND {end}"
        until = f"coalesce({self._of(table.ends_on)}, {end})"
        overlaps = f"({dated} <= {end} AND {until} >= {start})"
        return (
            overlaps if span.kind == CoverageKind.SPELLS else f"({overlaps} AND {self._is_last()})"
        )

    def was_open_before(self, span: Coverage) -> str:
        """Was it open when last listed, and that before the days the span speaks for?"""
        if not (span.kind.lists_spells and self.table.ends_on):
            return "false"
        start = _day(span.from_on)
        began, ended = self._of(self.table.starts_on), self._of(self.table.ends_on)
        return f"({ended} IS NULL AND {began} < {start} AND {self.told_on} < {start})"

    def _of(self, column: str) -> str:
        return f"{self.alias}.{column}" if column else "NULL::DATE"

    def _child_is_listed(self) -> str:
        if not self.table.person:
            return "false"
        children = "SELECT child FROM listed_children"
        if self.others.startswith("known"):
            children = f"SELECT {self.table.person} FROM {self.others}"
        return f"{self._of(self.table.person)} IN ({children})"

    def _is_last(self) -> str:
        """Has the child no later one on the other side?"""
        person, began = self.table.person, self.table.starts_on
        return (
            f"NOT EXISTS (FROM {self.others} o WHERE o.{person} = {self._of(person)} "
            f"AND o.{began} > {self._of(began)})"
        )


def _end_by_what_followed(database: duckdb.DuckDBPyConnection, table: Table) -> int:
    key = table.key[0]
    (changed,) = database.execute(
        f"""
        UPDATE merged_{table.name} AS m SET {table.ends_on} = f.followed_on
        FROM (
            SELECT {key}, lead({table.starts_on}) OVER (
                PARTITION BY {table.person} ORDER BY {table.starts_on}, {key}
            ) AS followed_on FROM merged_{table.name}
        ) f
        WHERE m.{key} = f.{key} AND m.{table.ends_on} IS NULL AND m.source = 'annex_a'
            AND f.followed_on > m.{table.starts_on}
        """
    ).fetchone()
    return changed


def _counts(database: duckdb.DuckDBPyConnection, table: Table) -> dict[str, int]:
    """How many rows of the events and spells that a person should know of. Rows without a
    day, and facts, are told by each return in its own way: there is nothing to compare."""
    if not table.dated_by:
        return {}
    worth_telling = "('not taken in', 'ended in a gap')"
    found = database.execute(
        "SELECT replace(becomes, 'told, ', ''), count(*) FROM paired "
        f"WHERE replace(becomes, 'told, ', '') IN {worth_telling} "
        f"AND coalesce(told.{table.dated_by}, known.{table.dated_by}) IS NOT NULL GROUP BY 1"
    ).fetchall()
    return dict(found)


def _detail(alias: str) -> str:
    ranks = " ".join(f"WHEN '{source}' THEN {rank}" for source, rank in DETAIL.items())
    return f"(CASE {alias}.source {ranks} END)"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions) or 'false'})"
