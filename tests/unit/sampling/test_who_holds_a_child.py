"""Who holds a child on a day, from the journey."""

# ruff: noqa: E501 - a drawing is as wide as its table

from datetime import date

from tests.factories.journeys import journey

from lineofsight.sampling import held_on

DAY = date(2025, 11, 30)
PROFESSIONALS = """
    prof_professional_id | prof_professional_name | prof_professional_department
    W1                   | Leah Brandt            | T1
    W2                   | Jo Fairley             | T9
"""


def held(tmp_path, **drawings):
    snapshot = journey(tmp_path, as_at="2025-11-30", ssd_professionals=PROFESSIONALS, **drawings)
    return {each.child_id: each for each in held_on(snapshot, DAY, closed_within_days=30)}


def test_the_latest_involvement_tells_team_and_worker(tmp_path):
    found = held(
        tmp_path,
        ssd_involvements="""
            invo_involvements_id | invo_person_id | invo_professional_team | invo_professional_id | invo_involvement_start_date | invo_involvement_end_date
            1                    | C1             | T1                     | W1                   | 2025-01-10                  | 2025-06-30
            2                    | C1             | T2                     | W2                   | 2025-07-01                  |
            3                    | C2             | T1                     | W1                   | 2025-02-01                  | 2025-11-20
            4                    | C3             | T1                     | W1                   | 2024-02-01                  | 2024-11-20
        """,
    )
    assert (found["C1"].team_id, found["C1"].worker_name) == ("T2", "Jo Fairley")
    assert found["C1"].is_open
    assert not found["C2"].is_open
    assert "C3" not in found


def test_without_an_involvement_the_open_referral_tells(tmp_path):
    found = held(
        tmp_path,
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_referral_team | cine_referral_worker_id
            R1               | C1             | 2025-10-01         |                 | T1                 | W1
            R2               | C2             | 2025-12-01         |                 | T1                 | W1
        """,
        ssd_care_leavers="""
            clea_table_id | clea_person_id | clea_care_leaver_allocated_team | clea_care_leaver_worker_id
            1             | C1             | T5                              | W2
            2             | C4             | T5                              | W2
        """,
        ssd_early_help_episodes="""
            earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_worker_id
            1               | C5             | 2025-03-01              | W2
        """,
    )
    assert {child: each.team_id for child, each in found.items()} == {
        "C1": "T1",
        "C4": "T5",
        "C5": "T9",
    }


def test_only_open_cases_unless_asked(tmp_path):
    snapshot = journey(
        tmp_path,
        as_at="2025-11-30",
        ssd_involvements="""
            invo_involvements_id | invo_person_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date
            1                    | C1             | T1                     | 2025-01-10                  | 2025-11-20
            2                    | C2             | T1                     | 2025-01-10                  |
        """,
    )
    assert [each.child_id for each in held_on(snapshot, DAY)] == ["C2"]
