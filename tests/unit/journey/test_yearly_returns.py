"""SSDA903 and the children in need census, told in the journey."""

from datetime import date

from tests.factories.submissions import submission

from lineofsight.journey import ORIGINS, TABLES, UNTOLD, to_journey

EPISODES = """
    child | decom      | rne | ls | place | dec        | rec
    C1    | 2025-05-01 | S   | V2 | U4    | 2025-08-01 | X1
    C1    | 2025-08-01 | L   | C1 | U4    | 2025-10-01 | X1
    C1    | 2025-10-01 | P   | C1 | K2    | 2025-12-01 | E4A
    C1    | 2026-02-01 | S   | C1 | U6    |            |
"""


def rows(told, table, *columns):
    found = [tuple(row[c] for c in columns) for row in told.tables[table].to_pylist()]
    return sorted(found, key=lambda row: [str(cell) for cell in row])


def test_episodes_that_follow_each_other_are_one_period_of_care():
    told = to_journey(submission("ssda903", as_at="2026-03-31", episodes=EPISODES))
    found = rows(told, "ssd_cla_episodes", "clae_cla_episode_start_date", "clae_cla_id")
    first, second = "care-C1-20250501", "care-C1-20260201"
    assert [period for _, period in found] == [first, first, first, second]


def test_a_placement_goes_on_through_a_change_of_legal_status_alone():
    told = to_journey(submission("ssda903", as_at="2026-03-31", episodes=EPISODES))
    dates = ("clap_cla_placement_start_date", "clap_cla_placement_end_date")
    assert rows(told, "ssd_cla_placement", *dates) == [
        (date(2025, 5, 1), date(2025, 10, 1)),
        (date(2025, 10, 1), date(2025, 12, 1)),
        (date(2026, 2, 1), None),
    ]


def test_a_legal_status_goes_on_through_a_change_of_placement():
    told = to_journey(submission("ssda903", as_at="2026-03-31", episodes=EPISODES))
    columns = ("lega_legal_status", "lega_legal_status_start_date", "lega_legal_status_end_date")
    assert rows(told, "ssd_legal_status", *columns) == [
        ("C1", date(2025, 8, 1), date(2025, 12, 1)),
        ("C1", date(2026, 2, 1), None),
        ("V2", date(2025, 5, 1), date(2025, 8, 1)),
    ]


def test_a_period_that_began_in_an_earlier_year_keeps_the_id_it_had():
    before = to_journey(submission("ssda903", as_at="2026-03-31", episodes=EPISODES))
    after = to_journey(
        submission(
            "ssda903",
            as_at="2027-03-31",
            episodes="child | decom | rne | ls | place\nC1 | 2026-02-01 | S | C1 | U6",
        ),
        before.tables,
    )
    assert rows(after, "ssd_cla_episodes", "clae_cla_id") == [("care-C1-20260201",)]


def test_a_review_outside_care_is_a_problem_and_is_kept():
    told = to_journey(
        submission(
            "ssda903",
            as_at="2026-03-31",
            episodes=EPISODES,
            reviews="child | review\nC1 | 2025-06-01\nC1 | 2026-01-10",
        )
    )
    assert rows(told, "ssd_cla_reviews", "clar_cla_review_date", "clar_cla_id") == [
        (date(2025, 6, 1), "care-C1-20250501"),
        (date(2026, 1, 10), None),
    ]
    assert [(p.row, p.kind) for p in told.problems] == [(3, "outside_care")]


def test_the_census_ties_every_block_to_the_one_it_stands_in():
    told = to_journey(
        submission(
            "cin",
            as_at="2026-03-31",
            collection_year=2026,
            cin_details="""
                cin_details_number | la_child_id | cin_referral_date | referral_nfa
                1                  | C1          | 2025-05-01        | true
                2                  | C1          | 2025-05-01        | false
            """,
            assessments="""
                cin_details_number | assessment_number | la_child_id | assessment_actual_start_date
                2                  | 1                 | C1          | 2025-05-02
            """,
            assessment_factors="""
                assessment_number | la_child_id | assessment_factor
                1                 | C1          | 1B
                1                 | C1          | 3B
            """,
            child_protection_plans="""
                cin_details_number | cpp_number | la_child_id | cpp_start_date
                2                  | 1          | C1          | 2025-06-10
            """,
            reviews="""
                cpp_number | la_child_id | cpp_review_date
                1          | C1          | 2025-09-01
                1          | C1          | 2026-02-01
            """,
            section_47="""
                cin_details_number | la_child_id | s47_actual_start_date | date_of_initial_cpc
                2                  | C1          | 2025-05-20            | 2025-06-10
            """,
        )
    )
    second = "referral-C1-20250501-2"
    assert rows(told, "ssd_cin_assessments", "cina_referral_id") == [(second,)]
    assert rows(told, "ssd_assessment_factors", "cinf_assessment_factors_json") == [
        ('["1B","3B"]',)
    ]
    assert rows(told, "ssd_cp_reviews", "cppr_cp_plan_id") == [("cpplan-C1-20250610",)] * 2
    icpc = ("icpc_icpc_outcome_cp_flag", "icpc_cp_plan_id", "icpc_s47_enquiry_id")
    assert rows(told, "ssd_initial_cp_conference", *icpc) == [
        ("Y", "cpplan-C1-20250610", "s47-C1-20250520-1")
    ]
    closed = ("cine_referral_nfa", "cine_close_date")
    assert rows(told, "ssd_cin_episodes", *closed) == [("N", None), ("Y", date(2025, 5, 1))]


def test_every_origin_names_a_column_that_exists_and_something_to_read():
    for told in ORIGINS.values():
        for origin in told:
            assert origin.column in TABLES[origin.table].columns
            assert origin.field or origin.note
    for left_out in UNTOLD.values():
        assert all(untold.table in TABLES and untold.what for untold in left_out)
