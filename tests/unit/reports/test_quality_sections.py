"""Sections of a quality report, from what was gathered of practice."""

from lineofsight.reports.practice import Activity, Answered, Completion
from lineofsight.reports.quality_sections import answered


def topic(question: str, *options: str) -> Answered:
    return Answered("The topic", question, tuple((each, 1) for each in options))


def test_questions_of_one_heading_with_other_answers_have_tables_told_apart_by_name():
    found = (
        topic("What gave rise to it?", "A complaint", "A dashboard"),
        topic("Is it as it should be?", "Yes", "No"),
        topic("Is it in time?", "Yes", "No"),
    )
    activity = Activity(
        "targeted", "Targeted audit", Completion("Targeted audit", 1, 1), answered=found
    )

    tables = answered([activity], "how-well")

    assert [(each.caption, len(each.rows)) for each in tables] == [
        ("Targeted audit: The topic (A complaint, A dashboard)", 1),
        ("Targeted audit: The topic (Yes, No)", 2),
    ]


def test_questions_of_one_heading_with_the_same_answers_share_a_table_that_names_the_heading():
    found = (topic("Is it in time?", "Yes", "No"), topic("Is it as it should be?", "Yes", "No"))
    activity = Activity(
        "targeted", "Targeted audit", Completion("Targeted audit", 1, 1), answered=found
    )

    (table,) = answered([activity], "how-well")

    assert table.caption == "Targeted audit: The topic"
