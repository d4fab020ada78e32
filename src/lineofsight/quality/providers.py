"""Ofsted's lists of providers of placements, as the rules ask for them.

Four generations of workbooks are read: children's homes on one sheet or on two (addresses
apart) beside social care providers (open and closed), one combined sheet, and the combined
sheet beside another for supported accommodation. Sheets are known by their headings; what
a generation calls a column is in `HEADINGS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from os import PathLike
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from lineofsight.benchmarks.areas import authorities
from lineofsight.intake.cells import as_text, is_blank, read_date
from lineofsight.intake.source import Form, open_source, refuse
from lineofsight.intake.workbook_safety import look
from lineofsight.quality.given import empty
from lineofsight.quality.postcodes import compact, look_up
from lineofsight.quality.schema import PROVIDERS
from lineofsight.returns.model import heading_name

HEADINGS = {
    "urn": ("URN",),
    "la_name": ("Setting local authority", "Local authority"),
    "office": ("Provider local authority",),
    "place_codes": ("Placement code", "Provider placement code"),
    "provider_codes": ("Placement provider code", "Provider code"),
    "reg_end": ("Deregistration date", "Closed date"),
    "postcode": ("Setting address postcode", "Setting postcode", "Provider postcode"),
}
"""What the lists call a column, the best first. `office` is where the provider has its seat,
which need not be where the placement is."""
CODES = ("place_codes", "provider_codes")
SUPPORTED = {"place_codes": "K3", "provider_codes": "PR4"}
"""What supported accommodation is: its sheet has no placement code."""
ROWS_LOOKED_AT = 20

_SUPPORTED_SHEET = re.compile(r"(?i)\s*(SA|supported acc\w*)\b")
_BETWEEN = re.compile(r"[,/;\s]+")
_COMMON_WORDS = re.compile(
    r"\b(london borough|royal borough|borough|metropolitan|unitary|county|city|council|of|the)\b"
)
Row = dict[str, Any]


def read_providers(paths: Iterable[str | PathLike[str]]) -> pa.Table:
    """Every provider of the lists. Raises `UnusableFile` for a file that is no such list."""
    rows: list[Row] = []
    for path in paths:
        rows.extend(_of_workbook(Path(path)))
    if not rows:
        return empty(PROVIDERS)
    _find_authorities(rows)
    unlike = {tuple(row[name] for name in PROVIDERS): row for row in rows}
    table = [{name: row[name] for name in PROVIDERS} for row in unlike.values()]
    return pa.Table.from_pylist(table, schema=empty(PROVIDERS).schema)


def _of_workbook(path: Path) -> list[Row]:
    opened = open_source(path)
    if opened.form is not Form.WORKBOOK:
        raise refuse(opened.name, "Ofsted’s lists are workbooks.", "Give the .xlsx file.")
    listed: list[Row] = []
    addresses: dict[str, str | None] = {}
    try:
        with CalamineWorkbook.from_path(str(opened.path)) as workbook:
            for name in look(opened):
                rows = _rows(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
                if _SUPPORTED_SHEET.match(name):
                    listed += [_supported(row) for row in rows]
                elif rows and any(column in rows[0] for column in CODES):
                    listed += rows
                else:
                    addresses |= {r["urn"]: r["postcode"] for r in rows if r.get("postcode")}
    except CalamineError as error:
        raise refuse(
            opened.name, "the workbook is damaged.", "Save it again in the spreadsheet."
        ) from error
    if not listed:
        raise refuse(
            opened.name,
            "no sheet of it lists providers with their number (URN) and codes.",
            "Give Ofsted’s list of children’s homes or of social care providers as it came.",
        )
    return [_complete(row, addresses) for row in listed]


def _rows(sheet: list[list[Any]]) -> list[Row]:
    """The providers of a sheet, by our names of its columns; none where it has no URN."""
    for at, cells in enumerate(sheet[:ROWS_LOOKED_AT]):
        columns = _columns(cells)
        if "urn" in columns:
            below = ({name: row[i] for name, i in columns.items()} for row in sheet[at + 1 :])
            return [row | {"urn": _word(row["urn"])} for row in below if not is_blank(row["urn"])]
    return []


def _columns(headings: list[Any]) -> dict[str, int]:
    places = {heading_name(each): i for i, each in enumerate(headings) if isinstance(each, str)}
    found: dict[str, int] = {}
    for name, called in HEADINGS.items():
        known = [places[heading_name(each)] for each in called if heading_name(each) in places]
        if known:
            found[name] = known[0]
    return found


def _supported(row: Row) -> Row:
    said = _codes(row.get("provider_codes"))
    return row | {
        "place_codes": SUPPORTED["place_codes"],
        "provider_codes": said or SUPPORTED["provider_codes"],
    }


def _complete(row: Row, addresses: Mapping[str, str | None]) -> Row:
    postcode = row.get("postcode") or addresses.get(row["urn"])
    return {
        "urn": row["urn"],
        "la_name": _name(row.get("la_name")) or _name(row.get("office")),
        "is_office": is_blank(row.get("la_name")),
        "place_codes": _codes(row.get("place_codes")),
        "provider_codes": _codes(row.get("provider_codes")),
        "reg_end": None if is_blank(row.get("reg_end")) else read_date(row["reg_end"])[0],
        "postcode": compact(as_text(postcode)) or None,
    }


def _word(cell: Any) -> str:
    return as_text(cell).strip().upper()


def _name(cell: Any) -> str | None:
    return as_text(cell).strip() or None


def _codes(cell: Any) -> str | None:
    return _with_commas(_word(cell))


@lru_cache(maxsize=1024)
def _with_commas(codes: str) -> str | None:
    """Codes with commas between, whatever the list has between them."""
    return ",".join(filter(None, _BETWEEN.split(codes))) or None


def _find_authorities(rows: list[Row]) -> None:
    """Where the placement is: by the name of its authority; by its postcode where only the seat
    of the provider is named, or a name we do not know."""
    for row in rows:
        row["la_code"] = None if row["is_office"] else _code_of(row["la_name"])
    unknown = [row for row in rows if row["la_code"] is None]
    directory = look_up(row["postcode"] for row in unknown)
    by_postcode: dict[str, str] = {}
    if directory is not None:
        columns = (directory.column(name).to_pylist() for name in ("postcode", "la"))
        by_postcode = dict(zip(*columns, strict=True))
    for row in unknown:
        row["la_code"] = by_postcode.get(row["postcode"]) or _code_of(row["la_name"])


@lru_cache(maxsize=1024)
def _code_of(name: str | None) -> str | None:
    return _codes_by_name().get(_key(name)) if name else None


@cache
def _codes_by_name() -> dict[str, str]:
    return {_key(each.name): each.code for each in authorities().values()}


def _key(name: str) -> str:
    """A name without the words that one list has and another has not: “Bristol, City of” and
    “Bristol City Council” are the same; those of the counties and their cities are not."""
    said = name.casefold().replace("&", " and ").replace("-", " ")
    letters = re.sub(r"[^a-z ]", "", said)
    return " ".join(_COMMON_WORDS.sub(" ", letters).split())
