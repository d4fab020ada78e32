"""What is to be selected of a table as it was written, to have it typed: SQL of the embedded
engine, made of our own names and of headings that are quoted."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from lineofsight.quality.schema import (
    AS_WRITTEN,
    DAYS,
    FACTORS,
    KEY_HEADINGS,
    MEANT,
    child_field,
    coded,
    keys_of,
)
from lineofsight.returns import RETURNS
from lineofsight.returns.model import Field, heading_name

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S",
               "%Y-%m-%dT%H:%M:%S")  # fmt: skip
FIRST_DAY = "DATE '1800-01-01'"
SPACES = " \t\r\n\u00a0"
PLACE = "the row’s place"
CAPITALS = ("ssda903",)
"""Returns whose codes are written in capitals: small letters mean the same."""


def quoted(heading: str) -> str:
    """A heading as SQL has it; a quotation mark in it cannot end it."""
    return '"' + heading.replace('"', '""') + '"'


def selection(return_id: str, name: str, found: pa.Table) -> tuple[list[str], set[str]]:
    """What to select of the table as found, and the columns of ours that it lacks."""
    headings = {heading_name(each): each for each in found.column_names}
    declared = RETURNS[return_id].by_name[name]
    child = child_field(declared)
    chosen = [f'"{PLACE}" AS "row"']
    missing: set[str] = set()
    capitals = return_id in CAPITALS

    def text_of(heading: str) -> str:
        kind = found.schema.field(heading).type
        return text_of_cell(quoted(heading), kind, capitals=capitals)

    keys = {key: KEY_HEADINGS[key] for key in keys_of(return_id, name)}
    for key, heading in keys.items():
        written = headings.get(heading_name(heading))
        chosen.append(f'{text_of(written) if written else "NULL::VARCHAR"} AS "{key}"')
        missing |= set() if written else {key}
    for each in declared.fields:
        heading = heading_of(each, headings)
        if each.name == child:
            chosen.append(f'{text_of(heading) if heading else "NULL::VARCHAR"} AS "child"')
            missing |= set() if heading else {"child"}
            continue
        if heading is None:
            missing |= {each.name} | ({each.name + AS_WRITTEN} if each.type in DAYS else set())
        chosen.extend(_field(each, heading, found, capitals=capitals))
    for each in coded(return_id, name):
        chosen.append(f'"{each.name}{MEANT}"')
        missing |= {each.name + MEANT} if each.name in missing else set()
    if child is None:
        chosen.append('NULL::VARCHAR AS "child"')
    if return_id == "cin" and name == "assessments":
        heading = headings.get(heading_name("AssessmentFactors"))
        missing |= set() if heading else {FACTORS}
        chosen.append(f"{_factors(heading, found)} AS {FACTORS}")
    return chosen, missing


def heading_of(each: Field, headings: Mapping[str, str]) -> str | None:
    return next((headings[key] for key in each.heading_names if key in headings), None)


def _field(each: Field, heading: str | None, found: pa.Table, *, capitals: bool) -> list[str]:
    is_day = each.type in DAYS
    if heading is None:
        kind = "DATE" if is_day else "VARCHAR"
        columns = [f'NULL::{kind} AS "{each.name}"']
        return columns + ([f'NULL::VARCHAR AS "{each.name}{AS_WRITTEN}"'] if is_day else [])
    kind = found.schema.field(heading).type
    written = text_of_cell(quoted(heading), kind, capitals=capitals and not is_day)
    if not is_day:
        return [f'{written} AS "{each.name}"']
    return [
        f'{day_of_cell(heading, kind)} AS "{each.name}"',
        f'{written} AS "{each.name}{AS_WRITTEN}"',
    ]


def text_of_cell(column: str, kind: pa.DataType, *, capitals: bool) -> str:
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


def day_of_cell(heading: str, kind: pa.DataType) -> str:
    column = quoted(heading)
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
    column = quoted(heading)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        codes = f"list_transform({column}, lambda c: trim(CAST(c AS VARCHAR)))"
    elif pa.types.is_null(kind):
        return "NULL::VARCHAR[]"
    else:
        codes = f"list_transform(string_split(CAST({column} AS VARCHAR), ','), lambda c: trim(c))"
    return f"nullif(list_filter({codes}, lambda c: c <> ''), [])"
