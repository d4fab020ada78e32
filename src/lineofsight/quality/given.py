"""Tables as somebody hands them over, made into the tables that rules ask for.

A dict of published table name to a pandas, Polars or Arrow table comes in; typed Arrow
tables come out. Columns are found by their published names in any case. Text is trimmed,
days are read once (`dd/mm/yyyy` or ISO; what is neither is empty, with the text kept
beside it), and a column that is not there is named in `missing`, so that a rule which
needs it is not run instead of passing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from lineofsight.errors import UserError
from lineofsight.quality.engines import embedded
from lineofsight.quality.meanings import with_meanings
from lineofsight.quality.schema import (
    PROVIDERS,
    Columns,
    child_field,
    columns_of,
    published_name,
    table_called,
)
from lineofsight.quality.selecting import (
    PLACE,
    SPACES,
    day_of_cell,
    heading_of,
    quoted,
    selection,
    text_of_cell,
)
from lineofsight.returns import RETURNS
from lineofsight.returns.model import heading_name

_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "date": "DATE",
    "array<string>": "VARCHAR[]",
    "float64": "DOUBLE",
}


@dataclass(frozen=True)
class Written:
    """A table as it was handed over, and what is to be selected of it for each column of ours. An
    engine that can, types it as it takes it in."""

    found: pa.Table
    columns: Mapping[str, str]

    @property
    def select(self) -> str:
        return ", ".join(f"{chosen} AS {quoted(name)}" for name, chosen in self.columns.items())

    def without_the_unread(self, read: set[str], kinds: Columns) -> Written:
        """Queries name every column of a table, even those they then leave aside. Those stay, but
        empty: what nobody reads need not be typed."""
        columns = {
            name: chosen if name in read else f"NULL::{_TYPES[kinds[name]]}"
            for name, chosen in self.columns.items()
        }
        return replace(self, columns=columns)

    def typed(self) -> pa.Table:
        """The typed table itself, for engines that take nothing else."""
        with embedded().cursor() as connection:
            connection.register("found", self.found)
            return connection.sql(f"SELECT {self.select} FROM found").to_arrow_table()

    def values(self, heading: str) -> set[str]:
        """What stands in a column, in capitals, each once; nothing where there is no such one."""
        named = {heading_name(each): each for each in self.found.column_names}
        if heading_name(heading) not in named:
            return set()
        found = self.found.column(named[heading_name(heading)]).to_pylist()
        return {text.upper() for each in set(found) if (text := _reference(each))}


class Whose:
    """The child of each row of a table, looked up when a first row fails."""

    def __init__(self, places: pa.ChunkedArray | None, references: pa.ChunkedArray | None):
        self._places = places
        self._references = references

    def get(self, row: int | None) -> str | None:
        """The reference as it was given, small letters and all."""
        return self._by_row.get(row)

    @cached_property
    def in_order(self) -> list[str | None]:
        """The reference of every row, as the rows follow one another."""
        references = self._references.to_pylist() if self._references is not None else []
        if self._references is not None and self._references.type == pa.string():
            return [(each.strip(SPACES) or None) if each else None for each in references]
        return [_reference(each) for each in references]

    @cached_property
    def _by_row(self) -> dict[int, str | None]:
        places = self._places.to_pylist() if self._places is not None else None
        return dict(zip(places or range(len(self.in_order)), self.in_order, strict=False))


def _reference(value: Any) -> str | None:
    text = _plain(value)
    return (str(text).strip(SPACES) or None) if text is not None else None


@dataclass
class Given:
    """Tables by our name; `missing` are (table, column) that a given table has not got; `names`
    how each table was called, `children` whose the row at each place is."""

    return_id: str
    tables: dict[str, Written] = field(default_factory=dict)
    missing: set[tuple[str, str]] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    children: dict[str, Whose] = field(default_factory=dict)


def take(tables: Mapping[str, Any], return_id: str) -> Given:
    """Makes ready what was handed over. Raises `UserError` for a table the return has not got."""
    if return_id not in RETURNS:
        raise UserError(
            f"There is no return “{return_id}”.", advice="Give ssda903, cin or annex-a."
        )
    given = Given(return_id)
    found: dict[str, pa.Table] = {}
    for called, data in tables.items():
        name = table_called(return_id, called)
        if name is None:
            known = ", ".join(published_name(return_id, n) for n in RETURNS[return_id].by_name)
            raise UserError(
                f"{RETURNS[return_id].title} has no table “{called}”.",
                advice=f"Its tables are {known}.",
            )
        given.names[name] = called
        found[name] = with_meanings(return_id, name, as_arrow(data))
        given.children[name] = _whose(return_id, name, found[name])
    if return_id == "ssda903":
        _say_who_is_alone(given, found)
    for name, table in found.items():
        _take_table(given, name, table)
    return given


def _say_who_is_alone(given: Given, found: dict[str, pa.Table]) -> None:
    """Files of the SSDA903 list unaccompanied asylum-seeking children in a module of their own;
    the XML form says it in the header, and rules ask the header."""
    if not {"header", "uasc"} <= found.keys():
        return
    header = found["header"]
    if any(heading_name(each) == "uasc" for each in header.column_names):
        return
    listed = {each.upper() for each in given.children["uasc"].in_order if each}
    in_order = given.children["header"].in_order
    said = ["1" if (each or "").upper() in listed else "0" for each in in_order]
    found["header"] = header.append_column("UASC", pa.array(said, pa.string()))


def _whose(return_id: str, name: str, found: pa.Table) -> Whose:
    declared = RETURNS[return_id].by_name[name]
    headings = {heading_name(each): each for each in found.column_names}
    field_name = child_field(declared)
    heading = heading_of(declared.by_name[field_name], headings) if field_name else None
    places = found.column(PLACE) if PLACE in found.column_names else None
    return Whose(places, found.column(heading) if heading else None)


def _take_table(given: Given, name: str, found: pa.Table) -> None:
    chosen, missing = selection(given.return_id, name, found)
    if PLACE not in found.column_names:
        places = pa.py_buffer(np.arange(len(found), dtype=np.int64))
        column = pa.Array.from_buffers(pa.int64(), len(found), [None, places])
        found = found.append_column(PLACE, column)
    given.tables[name] = Written(found, chosen)
    given.missing |= {(name, column) for column in missing}


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
            column = column.cast(column.type.value_type)
        elif str(column.type) == "string_view":
            column = column.cast(pa.string())
        columns.append(column)
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def empty(columns: Mapping[str, str]) -> pa.Table:
    """A table without rows, for what was not given."""
    kinds = {
        "string": pa.string(),
        "int64": pa.int64(),
        "int32": pa.int32(),
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
            chosen.append(f"{day_of_cell(heading, found.schema.field(heading).type)} AS {name}")
        else:
            kind = found.schema.field(heading).type
            written = text_of_cell(quoted(heading), kind, capitals=name != "la_name")
            chosen.append(f"{written} AS {name}")
    with embedded().cursor() as connection:
        connection.register("found", found)
        return connection.sql(f"SELECT {', '.join(chosen)} FROM found").to_arrow_table()


def every_column(return_id: str, table: str) -> pa.Table:
    return empty(columns_of(return_id, table))
