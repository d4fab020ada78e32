"""Annex A's workbook, as at the latest month end: eleven lists, as Ashmere's system spells it."""

from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb
import xlsxwriter
import yaml

from lineofsight.demo.annex_a_lists import LISTS, PREPARE
from lineofsight.demo.as_at import open_as_at
from lineofsight.demo.authority import Authority
from lineofsight.demo.days import number
from lineofsight.returns.annex_a import ADOPTERS, ANNEX_A
from lineofsight.returns.model import Table

# One value in so many is spoiled, as workbooks filled by hand and by formulas are.
SPOIL_ONE_DATE_IN = 1500
UNREADABLE = ("31/02/2026", "tbc", "#N/A")
ADOPTERS_A_YEAR_FOR_EACH_10_000 = 3


@cache
def spellings() -> dict[str, dict[str, str]]:
    text = resources.files("lineofsight.demo").joinpath("annex_a_words.yaml").read_text("utf-8")
    return yaml.safe_load(text)


def month_end_before(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)


def lists(authority: Authority, day: date) -> list[tuple[tuple[str, ...], list[tuple]]]:
    """Header and rows of each list as at `day`."""
    connection = open_as_at(authority, day)
    _teach_spellings(connection)
    connection.execute(PREPARE)
    told = []
    for table, query in zip(ANNEX_A.tables, LISTS, strict=False):
        told.append((_headers(table), connection.execute(query).fetchall()))
    connection.close()
    told.append((_headers(ADOPTERS), _adopters(authority, day)))
    return told


def _headers(table: Table) -> tuple[str, ...]:
    return tuple(field.published for field in table.fields)


def _teach_spellings(connection: duckdb.DuckDBPyConnection):
    """`said_need(code)` and so on: Ashmere's words for a code, or the code itself where it
    has none."""
    for kind, codes in spellings().items():
        pairs = ", ".join(f"{_quoted(code)}: {_quoted(words)}" for code, words in codes.items())
        connection.execute(
            f"CREATE MACRO said_{kind}(code) AS coalesce(map {{{pairs}}}[code], code)"
        )


def _quoted(text) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _adopters(authority: Authority, day: date) -> list[tuple]:
    """Prospective adopters of the last year. Their households are known to no other return,
    so they are invented here."""
    dice = authority.plan.dice("adopters")
    households = max(2, authority.plan.count(ADOPTERS_A_YEAR_FOR_EACH_10_000, 1))
    rows = []
    for household in range(households):
        enquired = number(day) - int(dice.integers(20, 420))
        steps = enquired + dice.integers([10, 60, 70, 150, 150, 170], [25, 69, 80, 169, 165, 200])
        reached = int(dice.integers(0, 7))
        days = [_day(int(each), day) if n < reached else None for n, each in enumerate(steps)]
        withdrew = reached < 4 and dice.random() < 0.3
        left = (_day(enquired + 120, day), "a) Withdrew") if withdrew else (None, None)
        for partner in range(1 if dice.random() < 0.15 else 2):
            rows.append(
                (
                    f"AD{2000 + household * 2 + partner}",
                    f"AF{700 + household}",
                    "a) Male" if partner else "b) Female",
                    "a) WBRI" if dice.random() < 0.8 else "g) MWBA",
                    "b) No",
                    "b) No",
                    _day(enquired, day),
                    *days,
                    *(None,) * 4,
                    *left,
                )
            )
    return rows


def _day(day: int, as_at: date) -> date | None:
    found = date(1970, 1, 1) + timedelta(days=day)
    return found if found <= as_at else None


def write_annex_a(authority: Authority, folder: Path) -> Path:
    day = month_end_before(authority.today)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Ashmere Annex A {day.isoformat()}.xlsx"
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    workbook.set_properties({"created": datetime(day.year, day.month, day.day)})
    heading = workbook.add_format({"bold": True, "text_wrap": True})
    as_date = workbook.add_format({"num_format": "dd/mm/yyyy"})
    dates_seen = 0
    for place, (headers, rows) in enumerate(lists(authority, day), start=1):
        sheet = workbook.add_worksheet(f"List {place}")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headers) - 1, 18)
        sheet.write_row(0, 0, headers, heading)
        for row_number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, date):
                    dates_seen += 1
                    if dates_seen % SPOIL_ONE_DATE_IN:
                        sheet.write_datetime(row_number, column, value, as_date)
                    else:
                        spoiled = dates_seen // SPOIL_ONE_DATE_IN % len(UNREADABLE)
                        sheet.write_string(row_number, column, UNREADABLE[spoiled])
                elif isinstance(value, int):
                    sheet.write_number(row_number, column, value)
                else:
                    sheet.write_string(row_number, column, str(value))
    workbook.close()
    return path
