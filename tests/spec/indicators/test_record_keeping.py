# ruff: noqa: E501 - drawings are as wide as they need to be
"""Supervision, chronologies, silence, changes of worker and reviewing officer; the courts."""

NEED = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
    a                | A              | 2025-01-05         |
    b                | B              | 2025-01-05         |
    c                | C              | 2025-01-05         |
    young            | D              | 2026-10-03         |
    closed           | E              | 2025-01-05         | 2026-10-31
"""
SUPERVISED = """
    child_id | recorded_on
    A        | 2026-10-03
    B        | 2026-10-02
    A        | 2026-01-02
"""


def test_supervision_28_days_ago_is_in_time_and_29_is_not(ask):
    answer = ask("WRK08", "2026-10", ssd_cin_episodes=NEED, loc_supervision=SUPERVISED)
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b", "c"]
    assert set(answer.left_out) == {"young"}
    assert answer.measures()["b"] == 29


def test_a_chronology_six_months_old_to_the_day_is_in_time(ask):
    drawn = """
        child_id | recorded_on
        A        | 2026-04-30
        B        | 2026-04-29
    """
    answer = ask("QA04", "2026-10-30", ssd_cin_episodes=NEED, loc_chronologies=drawn)
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b", "c", "closed"]
    assert set(answer.left_out) == {"young"}


def test_open_for_a_year_with_nothing_recorded_in_it(ask):
    visits = """
        cinv_cin_visit_id | cinv_person_id | cinv_cin_visit_date | cinv_cin_visit_seen
        1                 | A              | 2025-11-01          | N
        2                 | B              | 2025-10-31          | Y
    """
    answer = ask("QA06", "2026-10", ssd_cin_episodes=NEED, ssd_cin_visits=visits)
    assert answer.counted == ["b", "c"]
    assert answer.not_counted == ["a"]
    assert answer.tally() == {"authority": (2, 3)}


def test_an_assessment_or_a_conference_is_something_recorded(ask):
    drawn = {
        "ssd_cin_assessments": "cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date\n1 | B | 2025-10-01 | 2025-11-05",
        "ssd_initial_cp_conference": "icpc_icpc_id | icpc_person_id | icpc_icpc_date\n1 | C | 2026-02-01",
    }
    answer = ask("QA06", "2026-10", ssd_cin_episodes=NEED, **drawn)
    assert answer.counted == ["a"]


def test_changes_of_worker_in_twelve_months(ask):
    held = """
        invo_involvements_id | invo_person_id | invo_professional_id | invo_involvement_start_date | invo_involvement_end_date
        1                    | A              | W1                   | 2025-01-05                  | 2025-10-31
        2                    | A              | W2                   | 2025-10-31                  | 2026-02-01
        3                    | A              | W2                   | 2026-02-01                  | 2026-03-01
        4                    | A              | W3                   | 2026-04-01                  | 2026-10-31
        5                    | A              | W1                   | 2026-10-31                  |
        6                    | B              | W1                   | 2025-01-05                  |
    """
    answer = ask("WRK10", "2026-10", ssd_cin_episodes=NEED, ssd_involvements=held)
    # The change on 31 October 2025 is twelve months ago, and not within them.
    assert answer.measures() == {"a": 2, "b": 0, "c": 0}
    assert answer.sums()["authority"][0] == 2


REVIEWED = """
    clar_cla_review_id | clar_cla_id | clar_cla_review_date
    1                  | A           | 2026-01-29
    2                  | A           | 2026-04-20
    3                  | A           | 2026-10-20
    4                  | B           | 2026-01-29
    5                  | B           | 2026-04-20
"""
CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_start_reason
    A                   | A              | A           | 2026-01-02                  | S
    B                   | B              | B           | 2026-01-02                  | S
"""
OFFICERS = """
    invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_involvement_start_date | invo_involvement_end_date
    1                    | A              | R1                   | IRO                       | 2026-01-02                  | 2026-06-01
    2                    | A              | R2                   | IRO                       | 2026-06-01                  |
    3                    | B              | R1                   | IRO                       | 2026-01-02                  | 2026-02-01
    4                    | B              | W1                   | ALLOCATED_WORKER          | 2026-01-02                  |
"""


def test_the_same_officer_as_at_the_review_before(ask):
    drawn = {"ssd_cla_episodes": CARE, "ssd_cla_reviews": REVIEWED, "ssd_involvements": OFFICERS}
    answer = ask("CLR06", "2026-10-r12", **drawn)
    assert answer.counted == ["A 2026-04-20"]
    assert answer.not_counted == ["A 2026-10-20"]
    assert set(answer.left_out) == {"B 2026-04-20"}


def test_proceedings_of_182_days_are_in_time(ask):
    drawn = """
        proceedings_id | child_id | issued_on  | final_order_on
        1              | A        | 2026-03-02 | 2026-08-31
        1              | B        | 2026-03-02 | 2026-09-01
        2              | C        | 2026-03-02 |
    """
    answer = ask("PER05", "2026-10-r12", loc_care_proceedings=drawn)
    assert answer.counted == ["1 A"]
    assert answer.not_counted == ["1 B"]
    assert answer.measures() == {"1 A": 182, "1 B": 183}


def test_pre_proceedings_of_112_days_are_in_time(ask):
    drawn = """
        prep_table_id | prep_person_id | prep_pre_pro_decision_date | prep_agree_stepdown_issue_date
        day-112       | A              | 2026-07-11                 |
        day-113       | B              | 2026-07-10                 |
        ended         | C              | 2026-01-10                 | 2026-10-31
        two           | D              | 2026-01-10                 |
        three         | D              | 2026-02-10                 |
    """
    answer = ask("PER06", "2026-10", ssd_pre_proceedings=drawn)
    assert answer.counted == ["day-113", "two"]
    assert answer.not_counted == ["day-112"]
    assert answer.measures()["day-113"] == 113
