"""What the returns are declared to be."""

import pytest

from lineofsight.returns import RETURNS
from lineofsight.returns.code_sets import code_set, families
from lineofsight.returns.model import Code, CodeSet, Field, FieldType, column_name, header_key


@pytest.mark.parametrize(
    ("published", "column"),
    [
        ("Date of Birth", "date_of_birth"),
        ("Age of Child (Years)", "age_of_child"),
        ("Child's Legal Status", "childs_legal_status"),
        ("Referral NFA?", "referral_nfa"),
        (
            "Date of Last IRO Visit / Contact to the Child",
            "date_of_last_iro_visit_contact_to_the_child",
        ),
        ("Date child/children placed with adopter(s)", "date_child_children_placed_with_adopter"),
        ("DECOM", "decom"),
    ],
)
def test_a_column_is_named_by_the_published_field(published, column):
    assert column_name(published) == column


def test_words_run_together_are_taken_apart_for_patterns():
    assert header_key("ChildUniqueID") == "child unique id"
    assert header_key("DATE_OF_BIRTH") == "date of birth"


def test_the_returns_and_their_tables():
    assert {each.id: len(each.tables) for each in RETURNS.values()} == {
        "annex_a": 11,
        "ssda903": 12,
        "cin": 12,
        "ssd": 48,
        "local": 17,
        "ofsted_providers": 2,
        "published_statistics": 2,
    }
    widths = [len(table.fields) for table in RETURNS["annex_a"].tables]
    assert widths == [7, 8, 11, 12, 14, 14, 17, 34, 17, 16, 19]


def test_only_returns_on_children_have_children():
    without = {each.id for each in RETURNS.values() if not each.has_children}
    assert without == {"ofsted_providers", "published_statistics"}


@pytest.mark.parametrize(
    ("codes", "code", "year", "in_force"),
    [
        ("ssda903.sex", "1", 2024, True),
        ("ssda903.sex", "1", 2025, False),
        ("ssda903.sex", "M", 2024, False),
        ("ssda903.placement_type", "H5", 2025, False),
        ("ssda903.placement_type", "K3", 2025, True),
        ("ssda903.placement_type", "Z11", 2026, True),
        ("ssda903.placement_type", "Z1", 2026, False),
        ("ssda903.activity", "F3", 2022, False),
        ("cin.referral_source", "5D", 2022, False),
        ("cin.closure_reason", "RC9", 2023, True),
        ("cin.factor", "18A", 2021, False),
        ("cin.factor", "24A", 2022, True),
    ],
)
def test_a_code_is_in_force_in_its_years(codes, code, year, in_force):
    assert code_set(codes).by_code[code].in_force(year) is in_force


def test_a_spelling_of_two_codes_means_both_and_a_code_wins_over_a_spelling():
    codes = CodeSet("x", "X", (Code("A", "Apple", ("fruit", "b")), Code("B", "Banana", ("fruit",))))
    assert codes.meanings("fruit") == {"A", "B"}
    assert codes.meanings("b") == {"B"}
    assert codes.meanings("c) apple") == {"A"}
    assert codes.meanings("apples") == frozenset()
    assert codes.meanings("-") == frozenset()


def test_every_code_of_the_annex_is_of_one_set_and_has_a_label():
    for each in families().values():
        assert len(each.by_code) == len(each.codes), each.id
        assert all(code.label for code in each.codes), each.id


def test_a_field_of_codes_needs_its_codes_and_no_other_has_them():
    with pytest.raises(ValueError, match="codes are needed"):
        Field("Gender", FieldType.CODE)
    with pytest.raises(ValueError, match="codes are needed"):
        Field("Name", FieldType.TEXT, codes=code_set("cin.need"))


def test_every_factor_and_ethnicity_of_the_department_is_there():
    assert len(code_set("cin.factor").codes) == 44
    assert len(code_set("cin.ethnicity").codes) == 20
    assert len(code_set("cin.referral_source").codes) == 22
