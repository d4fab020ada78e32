"""Drawn cases of the journey's rules made into the tables that those rules look at."""

import pyarrow as pa
from tests.spec.rules.cases import Case, Drawn, day_of

from lineofsight.journey import TABLES, Table
from lineofsight.quality.books import book_of
from lineofsight.quality.holders import Holders
from lineofsight.quality.journey_checking import JourneyChecked, check_journey
from lineofsight.quality.journey_tables import JourneyTables
from lineofsight.quality.schema import JOURNEY_ID
from lineofsight.working_days import calendar_table

SPOKEN = {"table": "spoken_table", "from": "from_on", "to": "to_on", "known on": "known_on"}
_READ = {"date": day_of, "whole": int, "number": float, "text": str}


def check_case(case: Case, engine=None, rules=None) -> JourneyChecked:
    """The rule of a case (or others) over what it draws; every table was given but those it says
    were not, and `Spoken`, which is there only if it is drawn."""
    tables = {
        name: table_of(table, case.tables.get(name), case)
        for name, table in TABLES.items()
        if name not in case.without
    }
    tables["calendar"] = calendar_table()
    if "Spoken" in case.tables:
        tables["spoken"] = _spoken(case.tables["Spoken"])
    wanted = rules or list(book_of(JOURNEY_ID).spans_of(case.code))
    return check_journey(
        JourneyTables(given=tables),
        wanted,
        as_at=case.as_at,
        holders=Holders(),
        engine=engine,
    )


def table_of(table: Table, drawn: Drawn | None, case: Case) -> pa.Table:
    headings, *rows = drawn or [[]]
    columns = [_column(table, heading) for heading in headings]
    made = {name: [None] * len(rows) for name in table.schema.names}
    for at, name in enumerate(columns):
        kind = table.columns.get(name, "date" if name in ("known_from", "told_on") else "text")
        made[name] = [_READ[kind](row[at]) if row[at] else None for row in rows]
    key = table.key[0] if table.key else None
    if key is not None and key not in columns:
        made[key] = [f"{table.name} {number}" for number in range(len(rows))]
    for name, value in (("source", "ssd"), ("known_from", case.as_at), ("told_on", case.as_at)):
        if name not in columns:
            made[name] = [value] * len(rows)
    return pa.table(made, schema=table.schema)


def _column(table: Table, heading: str) -> str:
    names = [*table.columns, "known_from", "told_on", "source"]
    found = [n for n in names if n == heading] or [
        n for n in names if n.partition("_")[2] == heading
    ]
    assert len(found) == 1, f"{table.name} has no one column {heading}"
    return found[0]


def _spoken(drawn: Drawn) -> pa.Table:
    headings, *rows = drawn
    made = {}
    for heading, name in SPOKEN.items():
        cells = [row[headings.index(heading)] for row in rows]
        is_day = name != "spoken_table"
        made[name] = pa.array(
            [day_of(each) for each in cells] if is_day else cells,
            pa.date32() if is_day else pa.string(),
        )
    return pa.table(made)
