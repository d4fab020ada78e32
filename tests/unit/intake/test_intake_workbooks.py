"""Workbooks: lists known by their headings, cells by what they hold."""

from datetime import date, datetime

import pytest
from tests.factories.workbooks import (
    CONTACT_HEADINGS,
    contact,
    contacts_workbook,
    headings_of,
    patched,
    write_workbook,
)

from lineofsight.intake import read_files
from lineofsight.intake.recognise import recognise
from lineofsight.returns.annex_a import ANNEX_A
from lineofsight.returns.model import header_key

AS_AT = date(2020, 9, 30)
SHEET = "xl/worksheets/sheet1.xml"


def read(*paths):
    return read_files(paths, as_at=AS_AT)


def problems_of(submission):
    return [(p.sheet, p.row, p.column, p.kind) for p in submission.problems]


@pytest.mark.parametrize("table", ANNEX_A.tables, ids=lambda table: table.name)
def test_every_list_is_known_by_its_published_headings(table):
    found = recognise([field.published for field in table.fields])
    assert found.table is table
    assert not found.missing
    assert not found.unknown


@pytest.mark.parametrize("table", ANNEX_A.tables, ids=lambda table: table.name)
def test_every_list_is_known_in_capitals_with_curly_quotes_and_spaces_around(table):
    odd = [f" {field.published.upper().replace(chr(39), '’')}  " for field in table.fields]
    found = recognise(odd)
    assert found.table is table
    assert not found.missing


@pytest.mark.parametrize("table", ANNEX_A.tables, ids=lambda table: table.name)
def test_every_list_is_known_with_its_words_run_together(table):
    joined = [
        "".join(word.capitalize() for word in header_key(f.published).split()) for f in table.fields
    ]
    found = recognise(joined)
    assert found.table is table
    assert len(found.missing) <= 1  # `(Y/N)` run together with another word


@pytest.mark.parametrize(
    ("table", "heading", "field"),
    [
        ("contacts", "Age", "age_of_child"),
        ("contacts", "Child ID", "child_unique_id"),
        ("contacts", "Unique identifier of the child", "child_unique_id"),
        ("contacts", "Child's date of birth", "date_of_birth"),
        ("contacts", "Date of the first contact", "date_of_contact"),
        ("contacts", "Source of contact: contact source", "contact_source"),
        ("referrals", "Date of Referral", "date_of_referral"),
        ("referrals", "Main referral source code", "referral_source"),
        ("children_in_care", "Child legal status", "childs_legal_status"),
        (
            "children_in_care",
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
            "unaccompanied_asylum_seeking_child_within_the_last_12_months",
        ),
        (
            "children_in_care",
            "Number of Episodes the Child has been ‘Missing’ from their Placement"
            " in the last 12 months",
            "number_of_episodes_the_child_has_been_missing_from_their_placement"
            "_in_the_last_12_months",
        ),
        ("adoptions", "Date of Adoption Order ", "date_of_adoption_order"),
    ],
)
def test_a_heading_may_vary_as_systems_vary_it(table, heading, field):
    headings = [heading if f.name == field else f.published for f in ANNEX_A.by_name[table].fields]
    found = recognise(headings)
    assert found.table.name == table
    index = headings.index(heading)
    assert found.columns[index].name == field
    assert not found.missing


def test_a_heading_with_age_inside_a_word_is_not_an_age():
    headings = ["Manager" if h.startswith("Age") else h for h in CONTACT_HEADINGS]
    found = recognise(headings)
    assert [field.name for field in found.missing] == ["age_of_child"]


def test_care_leavers_before_2024_had_thirteen_columns():
    later = {
        "Allocated Personal Advisor",
        "Latest Pathway Plan Review Date",
        "Latest Date of Contact",
        "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    }
    found = recognise([h for h in headings_of("care_leavers") if h not in later])
    assert found.table.name == "care_leavers"
    assert {field.published for field in found.missing} == later


def test_titles_may_stand_above_the_headings_and_rows_keep_their_numbers(tmp_path):
    sheets = {"x": [["List 1: contacts"], [], ["Printed Monday"], CONTACT_HEADINGS, contact()]}
    submission = read(write_workbook(tmp_path / "w.xlsx", sheets))
    assert submission.tables["contacts"].column("row_id").to_pylist() == [5]
    assert submission.problems == []


def test_a_good_row_becomes_typed_values(tmp_path):
    submission = read(contacts_workbook(tmp_path / "w.xlsx", contact(child_unique_id=9212044)))
    assert submission.return_id == "annex_a"
    assert submission.tables["contacts"].to_pylist() == [
        {
            "row_id": 2,
            "child_unique_id": "9212044",
            "gender": "F",
            "ethnicity": "WBRI",
            "date_of_birth": date(2015, 1, 25),
            "age_of_child": 6,
            "date_of_contact": date(2020, 9, 16),
            "contact_source": "6",
        }
    ]


def test_a_value_that_cannot_be_read_stays_beside_its_empty_cell(tmp_path):
    path = contacts_workbook(
        tmp_path / "w.xlsx", contact(), contact(date_of_contact="someday", contact_source="Moon")
    )
    submission = read(path)
    rows = submission.tables["contacts"].to_pylist()
    assert [row["date_of_contact"] for row in rows] == [date(2020, 9, 16), None]
    assert [row["date_of_contact__original"] for row in rows] == [None, "someday"]
    assert rows[1]["contact_source__original"] == "Moon"
    assert problems_of(submission) == [
        ("any name", 3, "Date of Contact", "unreadable_date"),
        ("any name", 3, "Contact Source", "unknown_code"),
    ]
    assert not any("Moon" in p.message + p.advice for p in submission.problems)


def test_a_blank_birth_date_is_listed_and_the_row_kept(tmp_path):
    submission = read(contacts_workbook(tmp_path / "w.xlsx", contact(date_of_birth=None)))
    assert submission.tables["contacts"].num_rows == 1
    assert problems_of(submission) == [("any name", 2, "Date of Birth", "blank")]


def test_an_error_cell_is_a_problem_and_not_a_blank(tmp_path):
    path = contacts_workbook(tmp_path / "w.xlsx", contact(child_unique_id="#N/A"))
    submission = read(path)
    assert problems_of(submission) == [("any name", 2, "Child Unique ID", "excel_error")]
    assert submission.tables["contacts"].column("child_unique_id__original").to_pylist() == ["#N/A"]


def test_a_formula_without_a_result_is_a_problem_and_one_with_a_result_is_read(tmp_path):
    path = contacts_workbook(tmp_path / "w.xlsx", contact(date_of_contact="=A1+5"))
    bare = read(path)
    assert problems_of(bare) == [("any name", 2, "Date of Contact", "formula_without_value")]
    assert bare.tables["contacts"].column("date_of_contact__original").to_pylist() == ["=A1+5"]
    patched(path, SHEET, b"<f>A1+5</f><v></v>", b"<f>A1+5</f><v>44090</v>")
    filled = read(path)
    assert filled.tables["contacts"].column("date_of_contact").to_pylist() == [date(2020, 9, 16)]


def test_cells_under_no_heading_are_listed_by_the_letter_of_their_column(tmp_path):
    path = contacts_workbook(
        tmp_path / "w.xlsx", [*contact(), None, "loose"], headings=[*CONTACT_HEADINGS, None, None]
    )
    submission = read(path)
    assert problems_of(submission) == [("any name", 1, "column I", "unknown_column")]


def test_columns_and_sheets_that_do_not_belong_are_listed(tmp_path):
    sheets = {
        "List 1": [[*CONTACT_HEADINGS, "Shoe size"], [*contact(), 4]],
        "Notes": [["Prepared by", "On"], ["Me", "Monday"]],
        "Blank": [],
    }
    submission = read(write_workbook(tmp_path / "w.xlsx", sheets))
    assert set(problems_of(submission)) == {
        ("List 1", 1, "Shoe size", "unknown_column"),
        ("Notes", 0, "", "unknown_sheet"),
    }


def test_a_hidden_sheet_is_read_and_listed(tmp_path):
    path = contacts_workbook(tmp_path / "w.xlsx", contact())
    patched(path, "xl/workbook.xml", b'state="visible"', b'state="veryHidden"')
    submission = read(path)
    assert submission.tables["contacts"].num_rows == 1
    assert problems_of(submission) == [("any name", 0, "", "hidden_sheet")]


def test_a_column_that_is_missing_or_stands_twice_is_listed(tmp_path):
    headings = [*CONTACT_HEADINGS[:4], *CONTACT_HEADINGS[5:], "Gender"]
    cells = contact()
    path = contacts_workbook(
        tmp_path / "w.xlsx", [*cells[:4], *cells[5:], "Male"], headings=headings
    )
    submission = read(path)
    assert set(problems_of(submission)) == {
        ("any name", 1, "Age of Child (Years)", "missing_column"),
        ("any name", 1, "Gender", "column_twice"),
    }
    row = submission.tables["contacts"].to_pylist()[0]
    assert row["gender"] == "F"
    assert row["age_of_child"] is None


def test_blank_rows_between_are_passed_over(tmp_path):
    path = contacts_workbook(tmp_path / "w.xlsx", contact(), [None] * 7, ["", " "], contact())
    submission = read(path)
    assert submission.tables["contacts"].column("row_id").to_pylist() == [2, 5]


def test_headings_without_rows_are_listed(tmp_path):
    submission = read(contacts_workbook(tmp_path / "w.xlsx"))
    assert submission.tables["contacts"].num_rows == 0
    assert problems_of(submission) == [("any name", 1, "", "empty_table")]


def test_ages_with_a_fraction_tell_the_day_the_list_was_made(tmp_path):
    rows = [
        contact(date_of_birth=datetime(2015, 1, 25), age_of_child=2242 / 365.25),
        contact(date_of_birth=datetime(2009, 8, 2), age_of_child=4244 / 365.25),
    ]
    submission = read_files([contacts_workbook(tmp_path / "w.xlsx", *rows)])
    assert submission.as_at == date(2021, 3, 16)
    assert submission.as_at_is_inferred
    assert "as_at_inferred" in {p.kind for p in submission.problems}


def test_without_such_ages_the_latest_date_that_does_not_stand_alone_is_taken(tmp_path):
    rows = [contact(date_of_contact=datetime(2020, 9, day)) for day in (1, 5, 9, 28)] + [
        contact(date_of_contact=datetime(2029, 9, 1))
    ]
    submission = read_files([contacts_workbook(tmp_path / "w.xlsx", *rows)])
    assert submission.as_at == date(2020, 9, 28)


def test_formatted_but_empty_cells_far_down_do_no_harm(tmp_path):
    path = contacts_workbook(tmp_path / "w.xlsx", contact())
    far = b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row></sheetData>'
    submission = read(patched(path, SHEET, b"</sheetData>", far))
    assert submission.tables["contacts"].num_rows == 1


def test_an_authority_newer_than_the_list_of_authorities_is_known_to_itself(tmp_path):
    care = next(table for table in ANNEX_A.tables if table.name == "children_in_care")
    headings = [field.published for field in care.fields]
    rows = [
        ["A1" if each.startswith("Child Unique") else place if each == "LA of Placement" else None
         for each in headings]
        for place in ("Ashmere", "Nowhere in particular")
    ]  # fmt: skip
    path = write_workbook(tmp_path / "care.xlsx", {"List 8": [headings, *rows]})

    def unknown(**known):
        found = read_files([path], as_at=AS_AT, **known).problems
        return [p.row for p in found if p.column == "LA of Placement"]

    assert unknown() == [2, 3]
    assert unknown(own_authority="Ashmere") == [3]
