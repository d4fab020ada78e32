"""Workbooks written as councils write them, and sheets patched below what writers allow."""

import shutil
import zipfile
from pathlib import Path

from openpyxl import Workbook

from lineofsight.returns.annex_a import ANNEX_A

CONTACT_HEADINGS = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Date of Contact",
    "Contact Source",
]


def contact(**cells) -> list:
    """A row of list 1 that reads without a problem, but for the cells given."""
    from datetime import datetime

    good = {
        "child_unique_id": "A1",
        "gender": "b) Female",
        "ethnicity": "a) WBRI",
        "date_of_birth": datetime(2015, 1, 25),
        "age_of_child": 6,
        "date_of_contact": datetime(2020, 9, 16),
        "contact_source": "q) 6: Police",
    }
    return list({**good, **cells}.values())


def write_workbook(path: Path, sheets: dict[str, list[list]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def contacts_workbook(path: Path, *rows: list, headings: list | None = None) -> Path:
    return write_workbook(path, {"any name": [headings or CONTACT_HEADINGS, *rows]})


def headings_of(table: str) -> list[str]:
    return [field.published for field in ANNEX_A.by_name[table].fields]


def patched(path: Path, entry: str, before: bytes, after: bytes) -> Path:
    """The workbook with some bytes of one of its entries replaced."""
    copy = path.with_name("patched.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for each in source.infolist():
            content = source.read(each)
            if each.filename == entry:
                assert before in content
                content = content.replace(before, after, 1)
            target.writestr(each.filename, content, zipfile.ZIP_DEFLATED)
    shutil.move(copy, path)
    return path


def with_entry(path: Path, entry: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, content)
    return path
