"""Annex A's lists, checked from a workbook as an authority has it."""

import json
from datetime import date

import openpyxl
import pyarrow as pa
import pytest
from click.testing import CliRunner

from lineofsight.cli import main
from lineofsight.quality import Outcome, check
from lineofsight.quality.books import book_of

CONTACTS = (
    ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Date of Contact",
     "Contact Source"),
    (101, "b) Female", "a) WBRI", date(2015, 2, 1), 11, date(2026, 5, 4), "q) 6: Police"),
    (102, "a) Male", "a) WBRI", None, None, "31/02/2026", "the neighbours’ dog"),
    (103, "a) Male", "a) WBRI", date(2016, 2, 1), 10, date(2026, 5, 6), "6"),
)  # fmt: skip
PLANS = (
    ("Child Unique ID", "Gender", "Date of Birth", "Child Protection Plan Start Date",
     "Initial Category of Abuse", "Child Protection Plan End Date", "Allocated Worker"),
    (103, "a) Male", date(2016, 2, 1), date(2026, 5, 6),
     "a) Neglect", date(2026, 5, 5), "Karen Elm"),
)  # fmt: skip


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in (("List 1", CONTACTS), ("List 7", PLANS)):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = tmp_path_factory.mktemp("annex a") / "annex a.xlsx"
    book.save(file)
    return file


@pytest.fixture(scope="module")
def told(workbook):
    asked = ["check", str(workbook), "--return", "annex-a", "--year", "2026", "--format", "json"]
    answer = CliRunner().invoke(main, asked)
    assert answer.exit_code == 0, answer.output
    return [json.loads(line) for line in answer.stdout.splitlines()]


def rows(told, code):
    return [(line["table"], line["row"]) for line in told if line["rule"] == code]


def test_rows_of_each_list_are_counted_from_nought(told):
    assert rows(told, "A004") == [("List 1", 1)]
    assert rows(told, "A013") == [("List 1", 1)]
    assert rows(told, "A102") == [("List 1", 1)]
    assert rows(told, "A720") == [("List 7", 0)]


def test_a_finding_names_the_child_and_the_field_as_published(told):
    found = next(line for line in told if line["rule"] == "A102")
    assert (found["child"], found["fields"]) == ("102", ["Contact Source"])


def test_a_rule_whose_list_or_column_was_not_given_says_so(told):
    lacking = {line["rule"]: line["message"] for line in told if line["outcome"] == "not_run"}
    assert lacking["A601"] == "List 6 was not given."
    assert "List 7 has no column Latest Category of Abuse." in lacking["A702"]


def test_a_list_may_go_by_its_long_name():
    contacts = pa.table({"Child Unique ID": ["1"], "Contact Source": ["nobody"]})
    results = check({"List 1: contacts": contacts}, "annex-a", 2026, rules=["A102"])
    assert results["A102"].outcome is Outcome.FAILED


@pytest.mark.parametrize("year", [2023, 2026])
def test_every_rule_holds_whatever_the_year(year):
    book = book_of("annex-a")
    assert len(book.in_year(year)) == len(list(book))


def test_every_rule_is_told_apart_by_its_list():
    for rule in book_of("annex_a"):
        number = rule.table.removeprefix("List ")
        assert rule.code.startswith(("A0", f"A{number}")), rule.code
