# ruff: noqa: E501 - drawings are as wide as they need to be
"""Health of children looked after for a year."""

import pytest

CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_id
    a1                  | A              | 2025-10-31                  | S                             |                              | a-year
    b1                  | B              | 2025-11-01                  | S                             |                              | a-day-less
    c1                  | C              | 2020-01-01                  | S                             |                              | long
    d1                  | D              | 2020-01-01                  | S                             |                              | second
    e1                  | E              | 2020-01-01                  | S                             |                              | third
    f1                  | F              | 2020-01-01                  | S                             |                              | unborn-day
"""
PEOPLE = """
    pers_person_id | pers_dob
    A              | 2014-01-01
    B              | 2014-01-01
    C              | 2014-01-01
    D              | 2014-01-01
    E              | 2014-01-01
    F              |
"""


def test_immunisations_are_told_as_they_stand_and_a_blank_or_two_answers_cannot_be_told(ask):
    answer = ask(
        "HLT04",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_person=PEOPLE,
        ssd_cla_immunisations="""
            clai_person_id | clai_immunisations_status
            A              | Y
            B              | Y
            C              | N
            D              |
            F              | Up to date
        """,
    )
    assert answer.counted == ["a-year", "unborn-day"]
    assert answer.not_counted == ["long"]
    assert answer.unknown == ["second", "third"]
    assert answer.left_out["a-day-less"] == "Looked after for less than twelve months."


SDQ_PEOPLE = """
    pers_person_id | pers_dob
    A              | 2021-11-01
    B              | 2014-01-01
    C              | 2021-11-02
    D              | 2009-11-01
    E              | 2009-10-31
    F              |
"""
SCORES = """
    csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score | csdq_sdq_reason
    1             | A              | 2025-11-01              | 10             |
    2             | A              | 2026-10-31              | 13             |
    3             | A              | 2026-11-01              | 40             |
    4             | B              | 2026-05-01              | 20             |
    5             | C              | 2026-05-01              | 20             |
    6             | D              | 2025-10-31              | 20             |
    7             | D              | 2026-05-01              |                | SDQ2
    8             | E              | 2026-05-01              | 20             |
"""


def test_a_score_is_asked_of_those_who_were_four_as_the_year_began_and_are_not_yet_17(ask):
    answer = ask(
        "HLT07", "2026-10", ssd_cla_episodes=CARE, ssd_person=SDQ_PEOPLE, ssd_sdq_scores=SCORES
    )
    assert answer.counted == ["a-year"]
    assert answer.not_counted == ["second"]
    assert answer.unknown == ["unborn-day"]
    assert set(answer.left_out) == {"a-day-less", "long", "third", "unborn-day"}


def test_the_mean_is_of_the_latest_score_on_or_before_the_day_and_only_of_the_last_year(ask):
    answer = ask(
        "HLT05", "2026-10", ssd_cla_episodes=CARE, ssd_person=SDQ_PEOPLE, ssd_sdq_scores=SCORES
    )
    assert answer.counted == ["a-year"]
    assert answer.measures()["a-year"] == 13
    assert answer.left_out["second"] == "No score in the twelve months."
    assert answer.sums() == {"authority": (13, 0)}


@pytest.mark.parametrize(("score", "is_one"), [(0, True), (40, True), (41, False), (-1, False)])
def test_a_score_that_cannot_be_is_none(ask, score, is_one):
    answer = ask(
        "HLT07",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_person=PEOPLE,
        ssd_sdq_scores=f"""
            csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score
            1             | A              | 2026-05-01              | {score}
        """,
    )
    assert ("a-year" in answer.counted) == is_one


def test_under_five_a_check_of_development_is_up_to_date_for_twelve_months(ask):
    answer = ask(
        "HLT06",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_person="""
            pers_person_id | pers_dob
            A              | 2023-01-01
            C              | 2021-11-01
            D              | 2021-10-31
            B              | 2023-01-01
            E              | 2023-01-01
            F              |
        """,
        ssd_cla_health="""
            clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_date
            1                    | A              | Development assessment | 2025-10-31
            2                    | C              | Development check      | 2025-10-30
            3                    | D              | Development check      | 2026-10-01
            4                    | E              | Health assessment      | 2026-10-01
        """,
    )
    assert answer.counted == ["a-year"]
    assert answer.not_counted == ["long", "third"]
    assert answer.left_out["second"] == "Five or over."
    assert answer.unknown == ["unborn-day"]


def test_the_return_says_only_on_its_own_day_whether_development_was_checked(ask):
    said = """
        clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_status       | told_on
        1                    | A              | Development check      | Up to date at 31 October 2026  | 2026-10-31
    """
    small = "pers_person_id | pers_dob\n A | 2023-01-01"
    on_its_day = ask(
        "HLT06", "2026-10", ssd_cla_episodes=CARE, ssd_person=small, ssd_cla_health=said
    )
    assert on_its_day.counted == ["a-year"]


def test_a_conviction_of_the_last_twelve_months_counts_from_the_tenth_birthday(ask):
    answer = ask(
        "HLT08",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_person="""
            pers_person_id | pers_dob
            A              | 2016-10-31
            C              | 2016-11-01
            D              | 2014-01-01
            E              | 2014-01-01
            F              |
        """,
        ssd_cla_convictions="""
            clac_cla_conviction_id | clac_person_id | clac_cla_conviction_date
            1                      | A              | 2026-10-31
            2                      | C              | 2026-05-01
            3                      | D              | 2025-10-31
            4                      | E              | 2025-11-01
            5                      | D              | 2026-11-01
        """,
    )
    assert answer.counted == ["a-year", "third"]
    assert answer.not_counted == ["second"]
    assert answer.left_out["long"] == "Under 10."
    assert "unborn-day" in answer.unknown


def test_a_problem_with_substances_counts_unless_the_record_says_no(ask):
    answer = ask(
        "HLT09",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_person=PEOPLE,
        ssd_cla_substance_misuse="""
            clas_substance_misuse_id | clas_person_id | clas_substance_misuse_date | clas_substance_misused
            1                        | A              | 2026-10-31                 | Y
            2                        | C              | 2026-10-31                 | N
            3                        | D              | 2025-10-31                 | Y
            4                        | E              | 2025-11-01                 |
            5                        | E              | 2026-10-01                 | 0
        """,
    )
    assert answer.counted == ["a-year", "third"]
    assert answer.not_counted == ["long", "second", "unborn-day"]
