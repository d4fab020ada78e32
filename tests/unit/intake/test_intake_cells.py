"""One cell at a time: what it is read as, or which problem it is."""

from datetime import UTC, date, datetime

import pytest

from lineofsight.intake.cells import (
    code_reader,
    integer_reader,
    read_date,
    read_instant,
    read_number,
    read_postcode,
    read_text,
    yes_no_reader,
)
from lineofsight.intake.problems import WORDING, Kind
from lineofsight.returns.code_sets import code_set

A_DAY = date(2020, 9, 16)


@pytest.mark.parametrize(
    "cell",
    [
        A_DAY,
        datetime(2020, 9, 16),
        "16/09/2020",
        "16/9/2020",
        "16-09-2020",
        "16.09.2020",
        "2020-09-16",
        "2020/09/16",
        "2020-09-16T00:00:00",
        "2020-09-16 00:00:00.000",
        "16 Sep 2020",
        "16-September-2020",
        "16th Sept 2020",
        " 16/09/2020 ",
        "16/09/2020\u00a0",
    ],
)
def test_a_date_is_read_in_every_way_it_is_usually_written(cell):
    assert read_date(cell) == (A_DAY, None)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("09/16/2020", Kind.IMPOSSIBLE_DATE),
        ("31/02/2020", Kind.IMPOSSIBLE_DATE),
        ("2021-02-29", Kind.IMPOSSIBLE_DATE),
        ("1066-04-13", Kind.IMPOSSIBLE_DATE),
        (date(2999, 1, 1), Kind.IMPOSSIBLE_DATE),
        ("16/09/20", Kind.AMBIGUOUS_DATE),
        ("16 Sep 20", Kind.AMBIGUOUS_DATE),
        ("soon", Kind.UNREADABLE_DATE),
        ("16 Foo 2020", Kind.UNREADABLE_DATE),
        ("20200916", Kind.UNREADABLE_DATE),
        ("2020", Kind.UNREADABLE_DATE),
        (7.0, Kind.UNREADABLE_DATE),
        (True, Kind.UNREADABLE_DATE),
        ("#N/A", Kind.EXCEL_ERROR),
    ],
)
def test_a_date_that_is_wrong_or_could_be_two_is_a_problem_and_never_swapped(cell, kind):
    assert read_date(cell) == (None, kind)


def test_day_and_month_are_never_swapped_where_both_would_do():
    assert read_date("05/12/1993") == (date(1993, 12, 5), None)


@pytest.mark.parametrize("cell", [44090.0, 44090, "44090"])
def test_a_number_of_days_is_read_as_spreadsheets_mean_it_and_said_so(cell):
    assert read_date(cell) == (A_DAY, Kind.DATE_FROM_NUMBER)


@pytest.mark.parametrize("cell", [datetime(2020, 9, 16, 9, 30), "16/09/2020 09:30", 44090.4])
def test_a_time_of_day_is_let_go_and_said_so(cell):
    assert read_date(cell) == (A_DAY, Kind.TIME_DROPPED)


def test_an_instant_without_a_zone_is_universal_time():
    assert read_instant("2023-05-23T11:14:05") == (
        datetime(2023, 5, 23, 11, 14, 5, tzinfo=UTC),
        None,
    )
    assert read_instant("2022-07-21T10:12:28Z")[0] == datetime(2022, 7, 21, 10, 12, 28, tzinfo=UTC)
    assert read_instant("whenever") == (None, Kind.UNREADABLE_DATE)


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        (7.0, (7, None)),
        ("7", (7, None)),
        ("7.0", (7, Kind.FRACTION)),
        (7.5, (7, Kind.FRACTION)),
        ("7.9", (7, Kind.FRACTION)),
        ("seven", (None, Kind.NOT_A_NUMBER)),
        ("7 years", (None, Kind.NOT_A_NUMBER)),
        (-1.0, (None, Kind.NUMBER_OUT_OF_RANGE)),
        (-0.5, (None, Kind.NUMBER_OUT_OF_RANGE)),
        (131.0, (None, Kind.NUMBER_OUT_OF_RANGE)),
        (True, (None, Kind.NOT_A_NUMBER)),
        (float("inf"), (None, Kind.NOT_A_NUMBER)),
        ("#VALUE!", (None, Kind.EXCEL_ERROR)),
    ],
)
def test_an_age_is_a_whole_number_and_its_fraction_is_listed(cell, reading):
    assert integer_reader(0, 130)(cell) == reading


def test_a_number_keeps_its_fraction():
    assert read_number("630.2") == (630.2, None)
    assert read_number("1,000") == (None, Kind.NOT_A_NUMBER)


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("Eugene Swift", ("Eugene Swift", None)),
        ("  Eugene Swift ", ("Eugene Swift", None)),
        ("Eugene\u00a0Swift", ("Eugene Swift", Kind.CLEANED_TEXT)),
        ("Eugene \u200bSwift", ("Eugene Swift", Kind.CLEANED_TEXT)),
        ("\u00a0", (None, Kind.CLEANED_TEXT)),
        (9212044.0, ("9212044", None)),
        (12.5, ("12.5", None)),
        (1234567890123456.0, ("1234567890123456.0", Kind.LONG_NUMBER)),
        ("#N/A", (None, Kind.EXCEL_ERROR)),
        ("{'a':\n1}", ("{'a':\n1}", None)),
    ],
)
def test_text_is_kept_and_unseen_characters_are_taken_out_and_listed(cell, reading):
    assert read_text(cell) == reading


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("WR1 2AB", ("WR1 2AB", None)),
        ("wr12ab", ("WR1 2AB", None)),
        ("SW1A 1AA", ("SW1A 1AA", None)),
        ("nope", (None, Kind.NOT_A_POSTCODE)),
        ("WR1", (None, Kind.NOT_A_POSTCODE)),
    ],
)
def test_a_postcode_is_brought_to_one_form_or_is_a_problem(cell, reading):
    assert read_postcode(cell) == reading


@pytest.mark.parametrize(
    ("codes", "spelling", "code"),
    [
        ("annex_a.sex", "b) Female", "F"),
        ("annex_a.sex", "Female", "F"),
        ("annex_a.ethnicity", "a) WBRI", "WBRI"),
        ("annex_a.ethnicity", "(A.A1)White - British", "WBRI"),
        ("annex_a.source", "q) 6: Police", "6"),
        ("annex_a.source", "j) 3D: Health services", "3D"),
        ("annex_a.need", "N1 - Abuse or Neglect", "N1"),
        ("annex_a.need", "n1 – abuse or neglect", "N1"),
        ("annex_a.legal_status", "C2: FCO", "C2"),
        ("annex_a.placement_type", "f) U6: Foster placement - not FFA", "U6"),
        ("annex_a.placement_provider", "e) PR4 - Private provision", "PR4"),
        ("annex_a.ceased_reason", "k) E47: Special Guardianship Orders - relative/friend", "E47"),
        ("annex_a.case_status", "c) Child in need plan", "c) Child in need plan"),
        ("annex_a.closure_reason", "RC8", "RC8"),
        ("annex_a.abuse", "Emotional abuse", "EMO"),
        ("ssda903.accommodation", "T2", "T2"),
        ("cin.yes_no", "false", "0"),
    ],
)
def test_a_code_is_known_by_itself_by_its_label_or_by_a_known_spelling(codes, spelling, code):
    assert code_reader(code_set(codes), None)(spelling) == (code, None)


@pytest.mark.parametrize(
    ("codes", "spelling", "kind"),
    [
        ("annex_a.need", "PSRMEM - Support with memory and cognition", Kind.UNKNOWN_CODE),
        ("annex_a.yes_no", "CS Assessment Updated", Kind.UNKNOWN_CODE),
        ("annex_a.authority", "Home Town", Kind.UNKNOWN_CODE),
        ("annex_a.permanence_plan", "-", Kind.UNKNOWN_CODE),
        ("annex_a.activity", "full time training", Kind.AMBIGUOUS_CODE),
        ("annex_a.source", "CAFCASS", Kind.AMBIGUOUS_CODE),
        ("ssda903.worker_change_reason", "SWLAZY", Kind.UNKNOWN_CODE),
        ("cin.factor", "#REF!", Kind.EXCEL_ERROR),
    ],
)
def test_an_unknown_code_is_a_problem_and_never_the_nearest_one(codes, spelling, kind):
    assert code_reader(code_set(codes), None)(spelling) == (None, kind)


def test_a_code_of_another_year_is_kept_and_listed():
    read = code_reader(code_set("ssda903.sex"), 2026)
    assert read("1") == ("1", Kind.CODE_OF_ANOTHER_YEAR)
    assert read("M") == ("M", None)


@pytest.mark.parametrize(
    ("codes", "cell", "value"),
    [
        ("annex_a.yes_no", "a) Yes", True),
        ("annex_a.yes_no", "Yes", True),
        ("annex_a.yes_no", "b) No", False),
        ("annex_a.yes_no", 1.0, True),
        ("annex_a.yes_no", True, True),
        ("cin.yes_no", "true", True),
        ("cin.yes_no", "0", False),
        ("ssda903.yes_no", "0", False),
    ],
)
def test_yes_and_no_are_known_with_and_without_their_letters(codes, cell, value):
    assert yes_no_reader(code_set(codes))(cell) == (value, None)


def test_every_kind_of_problem_has_a_message_and_advice():
    assert set(WORDING) == set(Kind)
    assert all(
        each.message.endswith(".") and each.advice.endswith(".") for each in WORDING.values()
    )
