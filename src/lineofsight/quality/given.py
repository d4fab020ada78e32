"""Tables as somebody hands them over, made into the tables that rules ask for.

A dict of published table name to a pandas, Polars or Arrow table comes in; typed Arrow
tables come out. Columns are found by their published names in any case. Text is trimmed,
days are read once (`dd/mm/yyyy` or ISO; what is neither is empty, with the text kept
beside it), and a column that is not there is named in `missing`, so that a rule which
needs it is not run instead of passing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.errors import UserError
from lineofsight.quality.engines import embedded
from lineofsight.quality.meanings import with_meanings
from lineofsight.quality.schema import (
    AS_WRITTEN,
    DAYS,
    FACTORS,
    KEY_HEADINGS,
    MEANT,
    PROVIDERS,
    child_field,
    coded,
    columns_of,
    keys_of,
    published_name,
    table_called,
)
from lineofsight.returns import RETURNS
from lineofsight.returns.model import Field, heading_name

DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S",
               "%Y-%m-%dT%H:%M:%S")  # fmt: skip
FIRST_DAY = "DATE '1800-01-01'"
SPACES = " \t\r\n\u00a0"
PLACE = "the row’s place"
WHOSE = "whose it is"
CAPITALS = ("ssda903",)
"""Returns whose codes are written in capitals: small letters mean the same."""
_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "date": "DATE",
    "array<string>": "VARCHAR[]",
    "float64": "DOUBLE",
}


@dataclass
class Given:
    """Typed tables by our name; `missing` are (table, column) that a given table has not got;
    `names` how each table was called, `children` whose the row at each place is."""

    return_id: str
    tables: dict[str, pa.Table] = field(default_factory=dict)
    missing: set[tuple[str, str]] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    children: dict[str, dict[int, str | None]] = field(default_factory=dict)


def take(tables: Mapping[str, Any], return_id: str) -> Given:
    """Types what was handed over. Raises `UserError` for a table that the return has not got."""
    if return_id not in RETURNS:
        raise UserError(
            f"There is no return “{return_id}”.", advice="Give ssda903, cin or annex-a."
        )
    given = Given(return_id)
    with embedded().cursor() as connection:
        for called, data in tables.items():
            name = table_called(return_id, called)
            if name is None:
                known = ", ".join(published_name(return_id, n) for n in RETURNS[return_id].by_name)
                raise UserError(
                    f"{RETURNS[return_id].title} has no table “{called}”.",
                    advice=f"Its tables are {known}.",
                )
            known = with_meanings(return_id, name, as_arrow(data))
            _take_table(connection, given, name, called, known)
    _say_who_is_alone(given)
    return given


def _say_who_is_alone(given: Given) -> None:
    """Files of the SSDA903 list unaccompanied asylum-seeking children in a module of their own;
    the XML form says it in the header, and rules ask the header."""
    said = ("header", "uasc")
    if said not in given.missing or "uasc" not in given.tables:
        return
    header = given.tables["header"]
    listed = pc.is_in(header.column("child"), given.tables["uasc"].column("child"))
    at = header.schema.get_field_index("uasc")
    given.tables["header"] = header.set_column(at, "uasc", pc.if_else(listed, "1", "0"))
    given.missing.remove(said)


def _take_table(connection, given: Given, name: str, called: str, found: pa.Table) -> None:
    chosen, missing = _selection(given.return_id, name, found)
    if PLACE not in found.column_names:
        found = found.append_column(PLACE, pa.array(range(len(found)), pa.int64()))
    connection.register("found", found)
    typed = connection.sql(f"SELECT {', '.join(chosen)} FROM found").to_arrow_table()
    connection.unregister("found")
    places, whose = typed.column("row").to_pylist(), typed.column(WHOSE).to_pylist()
    given.children[name] = dict(zip(places, whose, strict=True))
    given.tables[name] = typed.drop_columns([WHOSE])
    given.names[name] = called
    given.missing |= {(name, column) for column in missing}


def _selection(return_id: str, name: str, found: pa.Table) -> tuple[list[str], set[str]]:
    """What to select of the table as found, and the columns of ours that it lacks."""
    headings = {heading_name(each): each for each in found.column_names}
    declared = RETURNS[return_id].by_name[name]
    child = child_field(declared)
    chosen = [f'"{PLACE}" AS "row"']
    missing: set[str] = set()
    capitals = return_id in CAPITALS

    def text_of(heading: str) -> str:
        kind = found.schema.field(heading).type
        return _text(f'"{heading}"', kind, capitals=capitals)

    keys = {key: KEY_HEADINGS[key] for key in keys_of(return_id, name)}
    for key, heading in keys.items():
        written = headings.get(heading_name(heading))
        chosen.append(f'{text_of(written) if written else "NULL::VARCHAR"} AS "{key}"')
        missing |= set() if written else {key}
    for each in declared.fields:
        heading = _heading_of(each, headings)
        if each.name == child:
            chosen.append(f'{text_of(heading) if heading else "NULL::VARCHAR"} AS "child"')
            chosen.append(_as_given(heading, found))
            missing |= set() if heading else {"child"}
            continue
        if heading is None:
            missing |= {each.name} | ({each.name + AS_WRITTEN} if each.type in DAYS else set())
        chosen.extend(_field(each, heading, found, capitals=capitals))
    for each in coded(return_id, name):
        chosen.append(f'"{each.name}{MEANT}"')
        missing |= {each.name + MEANT} if each.name in missing else set()
    if child is None:
        chosen += ['NULL::VARCHAR AS "child"', _as_given(None, found)]
    if return_id == "cin" and name == "assessments":
        heading = headings.get(heading_name("AssessmentFactors"))
        missing |= set() if heading else {FACTORS}
        chosen.append(f"{_factors(heading, found)} AS {FACTORS}")
    return chosen, missing


def _as_given(heading: str | None, found: pa.Table) -> str:
    """The child's reference with its small letters, for people to look it up by."""
    if heading is None:
        return f'NULL::VARCHAR AS "{WHOSE}"'
    kind = found.schema.field(heading).type
    return f'{_text(chr(34) + heading + chr(34), kind, capitals=False)} AS "{WHOSE}"'


def _heading_of(each: Field, headings: Mapping[str, str]) -> str | None:
    return next((headings[key] for key in each.heading_names if key in headings), None)


def _field(each: Field, heading: str | None, found: pa.Table, *, capitals: bool) -> list[str]:
    is_day = each.type in DAYS
    if heading is None:
        kind = "DATE" if is_day else "VARCHAR"
        columns = [f'NULL::{kind} AS "{each.name}"']
        return columns + ([f'NULL::VARCHAR AS "{each.name}{AS_WRITTEN}"'] if is_day else [])
    kind = found.schema.field(heading).type
    written = _text(f'"{heading}"', kind, capitals=capitals and not is_day)
    if not is_day:
        return [f'{written} AS "{each.name}"']
    return [f'{_day(heading, kind)} AS "{each.name}"', f'{written} AS "{each.name}{AS_WRITTEN}"']


def _text(column: str, kind: pa.DataType, *, capitals: bool) -> str:
    """A value as text without spaces at its ends; NULL where nothing is left. A whole number
    that came as a float is written as the number it is."""
    if pa.types.is_null(kind):
        return "NULL::VARCHAR"
    if pa.types.is_floating(kind):
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return (
            f"CASE WHEN isnan({column}) THEN NULL WHEN {whole}"
            f" THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
        )
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return f"strftime({column}, '%d/%m/%Y')"
    text = f"nullif(trim(CAST({column} AS VARCHAR), '{SPACES}'), '')"
    return f"upper({text})" if capitals else text


def _day(heading: str, kind: pa.DataType) -> str:
    column = f'"{heading}"'
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return f"CAST({column} AS DATE)"
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return "NULL::DATE"
    formats = ", ".join(f"'{each}'" for each in DAY_FORMATS)
    day = f"CAST(try_strptime(trim({column}), [{formats}]) AS DATE)"
    return f"CASE WHEN {day} >= {FIRST_DAY} THEN {day} END"


def _factors(heading: str | None, found: pa.Table) -> str:
    """Codes of one assessment: a list as it comes, or a text with commas between."""
    if heading is None:
        return "NULL::VARCHAR[]"
    kind = found.schema.field(heading).type
    column = f'"{heading}"'
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        codes = f"list_transform({column}, lambda c: trim(CAST(c AS VARCHAR)))"
    elif pa.types.is_null(kind):
        return "NULL::VARCHAR[]"
    else:
        codes = f"list_transform(string_split(CAST({column} AS VARCHAR), ','), lambda c: trim(c))"
    return f"nullif(list_filter({codes}, lambda c: c <> ''), [])"


def as_arrow(data: Any) -> pa.Table:
    """A pandas, Polars or Arrow table as Arrow; a column of mixed values becomes text."""
    if isinstance(data, pa.Table):
        return _decoded(data)
    if isinstance(data, pa.RecordBatch):
        return _decoded(pa.Table.from_batches([data]))
    if hasattr(data, "to_arrow"):  # Polars
        return _decoded(data.to_arrow())
    if hasattr(data, "columns") and hasattr(data, "to_dict"):  # pandas
        return _decoded(
            pa.table({str(name): _pandas_column(data[name]) for name in data.columns})
            if len(data.columns)
            else pa.table({})
        )
    raise UserError(
        f"A table came as {type(data).__name__}, which cannot be read.",
        advice="Give a pandas, Polars or Arrow table.",
    )


def _pandas_column(series: Any) -> pa.Array:
    if series.dtype != object:
        return pa.Array.from_pandas(series)
    values = [_plain(value) for value in series]
    if any(isinstance(value, list) for value in values):
        return pa.array([v if isinstance(v, list) or v is None else [v] for v in values])
    return pa.array(
        [None if v is None else v if isinstance(v, str) else str(v) for v in values], pa.string()
    )


def _plain(value: Any) -> Any:
    """A cell of mixed values: a day in ISO form, a list of texts, a text, or nothing."""
    if isinstance(value, list | tuple | set):
        return [str(each) for each in value]
    if value is None or value != value:
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)


def _decoded(table: pa.Table) -> pa.Table:
    """Without dictionaries and views, which nothing here needs."""
    columns = []
    for name in table.column_names:
        column = table.column(name)
        if pa.types.is_dictionary(column.type):
            column = pc.cast(column, column.type.value_type)
        elif str(column.type) == "string_view":
            column = pc.cast(column, pa.string())
        columns.append(column)
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def empty(columns: Mapping[str, str]) -> pa.Table:
    """A table without rows, for what was not given."""
    kinds = {
        "string": pa.string(),
        "int64": pa.int64(),
        "date": pa.date32(),
        "float64": pa.float64(),
        "array<string>": pa.list_(pa.string()),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()]).empty_table()


def take_providers(data: Any) -> pa.Table:
    """A provider list that was made ready by somebody else: columns as of `PROVIDERS`, or as the
    returns' tools call them (`LA_NAME_FROM_FILE`, `LA_CODE_INFERRED`)."""
    found = as_arrow(data)
    headings = {heading_name(each): each for each in found.column_names}
    other = {"la_name": "LA_NAME_FROM_FILE", "la_code": "LA_CODE_INFERRED"}
    chosen = []
    for name, wanted in PROVIDERS.items():
        heading = headings.get(heading_name(name)) or headings.get(
            heading_name(other.get(name, ""))
        )
        if heading is None:
            chosen.append(f"NULL::{_TYPES[wanted]} AS {name}")
        elif wanted == "date":
            chosen.append(f"{_day(heading, found.schema.field(heading).type)} AS {name}")
        else:
            kind = found.schema.field(heading).type
            written = _text(f'"{heading}"', kind, capitals=name != "la_name")
            chosen.append(f"{written} AS {name}")
    with embedded().cursor() as connection:
        connection.register("found", found)
        return connection.sql(f"SELECT {', '.join(chosen)} FROM found").to_arrow_table()


def every_column(return_id: str, table: str) -> pa.Table:
    return empty(columns_of(return_id, table))
