"""What is to be selected of a table as it was written, to have it typed: SQL of the embedded
engine, made of our own names and of headings that are quoted."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
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
_MAY_BE_SPACE = np.isin(np.arange(256), list(SPACES.encode()))
"""By the first or the last byte of a text; one of two bytes may be of another letter."""
PLACE = "the row’s place"
CAPITALS = ("ssda903",)
"""Returns whose codes are written in capitals: small letters mean the same."""


def quoted(heading: str) -> str:
    """A heading as SQL has it; a quotation mark in it cannot end it."""
    return '"' + heading.replace('"', '""') + '"'


def selection(return_id: str, name: str, found: pa.Table) -> tuple[dict[str, str], set[str]]:
    """What to select of the table as found for each column of ours, and the columns it lacks."""
    headings = {heading_name(each): each for each in found.column_names}
    declared = RETURNS[return_id].by_name[name]
    child = child_field(declared)
    chosen = {"row": quoted(PLACE)}
    missing: set[str] = set()
    capitals = return_id in CAPITALS

    def text_of(heading: str) -> str:
        return _text_of(heading, found, capitals=capitals)

    keys = {key: KEY_HEADINGS[key] for key in keys_of(return_id, name)}
    for key, heading in keys.items():
        written = headings.get(heading_name(heading))
        chosen[key] = text_of(written) if written else "NULL::VARCHAR"
        missing |= set() if written else {key}
    for each in declared.fields:
        heading = heading_of(each, headings)
        if each.name == child:
            chosen["child"] = text_of(heading) if heading else "NULL::VARCHAR"
            missing |= set() if heading else {"child"}
            continue
        if heading is None:
            missing |= {each.name} | ({each.name + AS_WRITTEN} if each.type in DAYS else set())
        chosen |= _field(each, heading, found, capitals=capitals)
    for each in coded(return_id, name):
        chosen[each.name + MEANT] = quoted(each.name + MEANT)
        missing |= {each.name + MEANT} if each.name in missing else set()
    if child is None:
        chosen["child"] = "NULL::VARCHAR"
    if return_id == "cin" and name == "assessments":
        heading = headings.get(heading_name("AssessmentFactors"))
        missing |= set() if heading else {FACTORS}
        chosen[FACTORS] = _factors(heading, found)
    return chosen, missing


def heading_of(each: Field, headings: Mapping[str, str]) -> str | None:
    return next((headings[key] for key in each.heading_names if key in headings), None)


def _field(each: Field, heading: str | None, found: pa.Table, *, capitals: bool) -> dict[str, str]:
    is_day = each.type in DAYS
    if heading is None:
        kind = "DATE" if is_day else "VARCHAR"
        columns = {each.name: f"NULL::{kind}"}
        return columns | ({each.name + AS_WRITTEN: "NULL::VARCHAR"} if is_day else {})
    written = _text_of(heading, found, capitals=capitals and not is_day)
    if not is_day:
        return {each.name: written}
    return {each.name: _day_of(heading, found), each.name + AS_WRITTEN: written}


def _text_of(heading: str, found: pa.Table, *, capitals: bool) -> str:
    column = found.column(heading)
    if is_text(column.type) and not has_blank_ends(column):
        text = f"nullif({quoted(heading)}, '')"
        return f"upper({text})" if capitals else text
    return text_of_cell(quoted(heading), column.type, capitals=capitals)


def _day_of(heading: str, found: pa.Table) -> str:
    column = found.column(heading)
    if is_text(column.type) and not has_blank_ends(column):
        return _day_written(quoted(heading))
    return day_of_cell(heading, column.type)


def is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def has_blank_ends(column: pa.ChunkedArray) -> bool:
    """May a text of it begin or end with a space? Hardly a file has any, and to trim all of its
    texts takes as long as everything else of typing them."""
    return any(_has_blank_ends(chunk) for chunk in column.chunks if len(chunk))


def _has_blank_ends(texts: pa.Array) -> bool:
    _, ends, data = texts.buffers()
    if data is None:
        return False
    width = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    ends = np.frombuffer(ends, width)[texts.offset : texts.offset + len(texts) + 1]
    written = np.frombuffer(data, np.uint8)
    is_long = ends[1:] > ends[:-1]
    first, last = written[ends[:-1][is_long]], written[ends[1:][is_long] - 1]
    return bool(_MAY_BE_SPACE[first].any() or _MAY_BE_SPACE[last].any())


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
    if pa.types.is_integer(kind):
        return f"CAST({column} AS VARCHAR)"
    text = f"nullif(trim(CAST({column} AS VARCHAR), '{SPACES}'), '')"
    return f"upper({text})" if capitals else text


def day_of_cell(heading: str, kind: pa.DataType) -> str:
    column = quoted(heading)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return f"CAST({column} AS DATE)"
    if not is_text(kind):
        return "NULL::DATE"
    return _day_written(f"trim({column})")


def _day_written(text: str) -> str:
    formats = ", ".join(f"'{each}'" for each in DAY_FORMATS)
    day = f"CAST(try_strptime({text}, [{formats}]) AS DATE)"
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
