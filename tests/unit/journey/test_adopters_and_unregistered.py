"""Adopters of Annex A's list 11, and the authority's own list of unregistered placements."""

from datetime import date

from tests.factories.submissions import submission

from lineofsight.journey import Coverage, CoverageKind, to_journey

ADOPTERS = """
    individual_adopter_identifier | family_identifier | gender | date_stage_1_started | date_stage_1_ended | date_application_approved | date_adopter_matched_with_child | date_of_leaving_adoption_process
    AD1                           | AF1               | F      | 2026-03-01           | 2026-04-30         | 2026-08-01                |                                 |
    AD2                           | AF1               | M      | 2026-03-01           | 2026-05-02         | 2026-08-01                |                                 |
    AD3                           |                   | F      | 2025-12-01           |                    |                           |                                 | 2026-02-01
"""  # noqa: E501 - as wide as the list


def test_list_11_has_a_table_of_its_own_without_who_the_adopters_are():
    told = to_journey(submission("annex_a", as_at="2026-10-31", adopters=ADOPTERS))
    table = told.tables["own_adopters"]
    assert not any("gender" in name or "ethnic" in name for name in table.column_names)
    rows = {row["adpt_adopter_id"]: row for row in table.to_pylist()}
    assert rows["AD2"]["adpt_family_id"] == "AF1"
    assert rows["AD2"]["adpt_stage_1_end_date"] == date(2026, 5, 2)
    assert rows["AD3"]["adpt_left_date"] == date(2026, 2, 1)
    assert (
        Coverage("own_adopters", date(2025, 10, 31), date(2026, 10, 31), CoverageKind.LATEST)
        in told.coverage
    )


def test_a_file_of_annex_a_without_list_11_says_nothing_of_adopters():
    told = to_journey(
        submission(
            "annex_a",
            as_at="2026-10-31",
            contacts="""
                child_unique_id | date_of_birth | date_of_contact
                C1              | 2015-02-03    | 2026-08-01
            """,
        )
    )
    assert "own_adopters" not in {span.table for span in told.coverage}


def test_a_list_of_unregistered_placements_speaks_from_its_first_month_on():
    told = to_journey(
        submission(
            "local",
            as_at="2026-10-31",
            unregistered_placements="""
                child_id | started_on | ended_on
                C1       | 2026-08-14 | 2026-08-20
                C1       | 2026-10-01 |
            """,
        )
    )
    assert told.tables["loc_unregistered_placements"].num_rows == 2
    assert told.coverage == (
        Coverage(
            "loc_unregistered_placements", date(2026, 8, 1), date(2026, 10, 31), CoverageKind.SPELLS
        ),
    )


def test_a_list_of_headings_alone_says_that_there_was_none_on_the_day_it_was_made():
    told = to_journey(
        submission(
            "local",
            as_at="2026-10-31",
            unregistered_placements="""
                child_id | started_on | ended_on
            """,
        )
    )
    day = date(2026, 10, 31)
    assert told.tables["loc_unregistered_placements"].num_rows == 0
    assert told.coverage == (
        Coverage("loc_unregistered_placements", day, day, CoverageKind.SPELLS),
    )
