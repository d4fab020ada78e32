"""The lists from outside as both are given them: a directory of postcodes, a list of providers."""

import tempfile
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import openpyxl
from hypothesis import strategies as st
from tests.spec.rules.cases import POSTCODE_HEADINGS, Drawn

POSTCODES = (
    ("FY5 1AD", "E10000017", "331650", "442774"),
    ("FY6 7AS", "E10000017", "334816", "439379"),
    ("FY8 1LH", "E10000017", "332064", "428605"),
    ("FY1 1AD", "E06000009", "330849", "436336"),
    ("UB8 1UW", "E09000017", "505722", "183830"),
    ("ZE1 0AA", "S12000027", "447759", "1141280"),
)
"""Postcodes that there are, as the directory has them: three in the authority asked about, two
elsewhere in England, one in Scotland. The tool is slow with any that begin with other letters."""
DIRECTORY: Drawn = [list(POSTCODE_HEADINGS), *map(list, POSTCODES)]
NO_POSTCODE = "FY1 0ZZ"
WRITTEN = (*(each[0] for each in POSTCODES), "FY51AD", NO_POSTCODE)

COLUMNS = {
    "urn": "URN",
    "la_name": "Local Authority",
    "place_codes": "Placement Code",
    "provider_codes": "Placement Provider Code",
    "reg_end": "Deregistration Date",
    "postcode": "Setting Address Postcode",
}
AUTHORITIES = {"E10000017": "Lancashire", "E06000009": "Blackpool", "E09000017": "Hillingdon"}
HOME = "Children's Home"


@st.composite
def provider_lists(draw, year: int) -> Drawn:
    """A few providers, each once: what Ofsted's combined list says of them."""
    closed = [date(year - 1, 6, 1) + timedelta(days=n) for n in (-1, 0, 1)]
    closed += [date(year, 3, 31) + timedelta(days=n) for n in (-1, 0, 1)]
    english = [each for each in POSTCODES if each[1] in AUTHORITIES]
    rows = []
    for urn in ("1234567", "SC123456", "SC999999"):
        postcode, authority, *_ = draw(st.sampled_from(english))
        end = draw(st.sampled_from(["", "", *(day.strftime("%d/%m/%Y") for day in closed)]))
        rows.append(
            [
                urn,
                AUTHORITIES[authority],
                draw(st.sampled_from(("K1", "K2", "K3", "U1,U2,U3", "R3,S1", "H5", ""))),
                draw(st.sampled_from(("PR1", "PR2", "PR1,PR4", "PR4", ""))),
                end,
                postcode,
            ]
        )
    return [list(COLUMNS), *rows]


def workbook_of(providers: Drawn) -> str:
    """The list as Ofsted's combined workbook, for the tool."""
    headings, *rows = providers
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Providers"
    sheet.append(["Provider Type", *COLUMNS.values()])
    # The tool takes a list of two rows for two sheets, and needs a day among the ends.
    filling = [{"urn": f"ZZ{n}", "reg_end": "01/01/2001", "postcode": "FY5 1AD"} for n in range(3)]
    drawn = [dict(zip(headings, row, strict=True)) for row in rows]
    for each in (*drawn, *filling):
        cells = [each.get(name) or None for name in COLUMNS]
        sheet.append([HOME, *map(_cell, COLUMNS, cells)])
    file = _folder() / "combined.xlsx"
    book.save(file)
    return str(file)


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="provider-lists-"))


def _cell(name: str, said: str | None):
    """Days as days; the tool gives up on a column of codes or postcodes without any text."""
    if name == "reg_end" and said and "/" in said:
        return datetime.strptime(said, "%d/%m/%Y")  # noqa: DTZ007 - a day
    return said or ("-" if name == "provider_codes" else None)
