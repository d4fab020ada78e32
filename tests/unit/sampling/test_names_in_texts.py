"""A text about no one child names nobody whose record is in the data."""

import pytest
from tests.factories.journeys import journey

from lineofsight.sampling.names import named_in, names_around, names_of, names_somebody


@pytest.fixture
def snapshot(tmp_path):
    return journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_person="pers_person_id | pers_forename | pers_surname | pers_dob\n"
        "AS-100234 | Maisie     | Holroyd  | 2016-05-01\n"
        "AS-100235 | Ben Elijah | Holroyd  | 2018-05-01\n"
        "AS-100236 | May        | Park     | 2012-05-01\n"
        "20261     |            | Nameless | 2012-05-01",
        ssd_family="fami_table_id | fami_family_id | fami_person_id\n"
        "F1 | FAM1 | AS-100234\nF2 | FAM1 | AS-100235",
    )


@pytest.mark.parametrize(
    "text",
    [
        "We saw it with Maisie Holroyd first.",
        "maisie holroyd's plan was late",
        "Record as-100234 shows it.",
        "Ben Holroyd has no plan.",
        "It was May Park’s review.",
    ],
)
def test_a_whole_name_or_a_record_s_number_is_found(snapshot, text):
    assert names_somebody(snapshot, text)


@pytest.mark.parametrize(
    "text",
    [
        "Maisie from the duty team leads it.",
        "Ms Holroyd of the agency; Maisie and Tom Holroyd",
        "Children may park their bikes.",
        "In 20261 cases.",
        "A child’s plan was late.",
        "",
    ],
)
def test_what_may_be_a_colleague_a_word_or_a_number_is_let_pass(snapshot, text):
    assert not names_somebody(snapshot, text)


def test_a_colleague_of_the_same_name_may_be_named(snapshot):
    assert not names_somebody(snapshot, "Maisie Holroyd plans it.", ["Maisie Holroyd"])


def test_brothers_and_sisters_are_known_names_of_a_child(snapshot):
    assert {"Maisie", "Ben", "Elijah", "Holroyd"} <= names_around(snapshot, "AS-100234")


FAMILY = names_of("Rosa Lind-Berg", "Zoë O'Neill", "Anne-Marie", "Jean Luc", "Thomas", "Liam")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rosa’s plan", "Rosa"),
        ("Rosas plan", "Rosa"),
        ("ROSA said so", "Rosa"),
        ("the Linds", "Lind"),
        ("Liams' wishes", "Liam"),
        ("Liam\N{MODIFIER LETTER APOSTROPHE}s wishes", "Liam"),
        ("Li\N{ZERO WIDTH SPACE}am", "Liam"),
        ("Zoe was heard", "Zoë"),
        ("the O’Neills", "O'Neill"),
        ("Mrs Oneill", "O'Neill"),
        ("Annemarie was heard", "Anne-Marie"),
        ("JeanLuc was heard", "Jean"),
        ("Tommy and his brother", "Thomas"),
        ("Tom and his brother", "Thomas"),
    ],
)
def test_a_child_s_name_is_found_in_every_way_it_may_be_written(text, name):
    assert name in named_in(text, FAMILY)


@pytest.mark.parametrize(
    "text", ["In jeans and a coat", "a tom cat", "the plan was too late", "A child was heard."]
)
def test_a_word_that_looks_like_a_name_is_let_pass(text):
    assert named_in(text, FAMILY) == []
