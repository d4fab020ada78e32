# ruff: noqa: E501 - drawings are as wide as they need to be
"""Children who go missing, or are away without authorisation."""

import pytest

CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_id
    a1                  | A              | 2024-01-01                  | S                             |                              | A-care
    b1                  | B              | 2024-01-01                  | S                             | 2026-10-10                   | B-care
    c1                  | C              | 2024-01-01                  | S                             |                              | C-care
    d1                  | D              | 2024-01-01                  | S                             |                              | D-breaks
    e1                  | E              | 2024-01-01                  | S                             | 2025-10-31                   | E-before
    f1                  | F              | 2024-01-01                  | S                             | 2025-11-02                   | F-just
"""
STATUSES = """
    lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
    1                    | D              | V4                | 2024-01-01
"""
PEOPLE = """
    pers_person_id | pers_dob
    A              | 2012-01-01
    B              | 2012-01-01
    C              | 2012-01-01
    D              | 2012-01-01
    E              | 2012-01-01
    F              | 2012-01-01
"""
EPISODES = """
    miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_episode_end_date | miss_missing_rhi_offered | miss_missing_rhi_accepted
    day-before    | A              | 2026-09-30                      | M                         | 2026-10-01                    | Y                        | Y
    first-day     | A              | 2026-10-01                      | M                         | 2026-10-01                    | Y                        | N
    last-day      | A              | 2026-10-31                      | m                         |                               |                          |
    day-after     | A              | 2026-11-01                      | M                         | 2026-11-03                    |                          |
    away          | A              | 2026-10-05                      | A                         | 2026-10-08                    |                          |
    what-kind     | A              | 2026-10-06                      |                           | 2026-10-08                    |                          |
    left-care     | B              | 2026-10-10                      | M                         | 2026-10-12                    | Y                        | Y
    last-of-care  | B              | 2026-10-09                      | M                         | 2026-10-11                    | N                        |
    breaks        | D              | 2026-10-09                      | M                         | 2026-10-11                    | Y                        | Y
    undated       | A              |                                 | M                         |                               |                          |
"""
TOLD = {
    "ssd_cla_episodes": CARE,
    "ssd_legal_status": STATUSES,
    "ssd_person": PEOPLE,
    "ssd_missing": EPISODES,
}


def test_an_incident_counts_in_the_month_it_began_if_the_child_was_looked_after(ask):
    answer = ask("MIS02", "2026-10", **TOLD)
    assert answer.counted == ["first-day", "last-day", "last-of-care"]
    assert answer.not_counted == ["away"]
    assert answer.unknown == ["what-kind"]
    assert set(answer.left_out) == {"left-care", "breaks", "what-kind"}


def test_over_24_hours_is_certain_from_two_days_apart_and_the_next_day_cannot_be_told(ask):
    answer = ask(
        "MIS08",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_person=PEOPLE,
        ssd_missing="""
            miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_episode_end_date | told_on
            same-day      | A              | 2026-10-01                      | M                         | 2026-10-01                    |
            next-day      | A              | 2026-10-03                      | M                         | 2026-10-04                    |
            two-days      | A              | 2026-10-06                      | M                         | 2026-10-08                    |
            still-open    | C              | 2026-10-06                      | M                         |                               | 2026-10-31
            just-open     | A              | 2026-10-31                      | M                         |                               | 2026-10-31
            away          | C              | 2026-10-01                      | A                         | 2026-10-09                    |
        """,
    )
    assert answer.counted == ["still-open", "two-days"]
    assert answer.not_counted == ["away", "just-open", "same-day"]
    assert answer.unknown == ["next-day"]


def test_every_child_looked_after_in_the_year_counts_once_whether_missing_or_not(ask):
    answer = ask("MIS01", "2026-10-r12", **TOLD)
    assert answer.counted == ["A-care", "B-care"]
    assert answer.not_counted == ["C-care", "F-just"]
    assert answer.left_out == {"D-breaks": "Only on a series of short breaks."}
    assert answer.measures()["A-care"] == 3


def test_care_that_ended_the_day_before_the_year_began_is_not_in_it(ask):
    answer = ask("MIS01", "2026-10-r12", **TOLD)
    assert "E-before" not in [row["record_key"] for row in answer.rows]


def test_a_child_of_two_periods_of_care_in_the_year_counts_once_by_the_last(ask):
    answer = ask(
        "MIS01",
        "2026-10-r12",
        ssd_cla_episodes="""
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_id
            1                   | A              | 2025-01-01                  | S                             | 2026-02-01                   | first
            2                   | A              | 2026-05-01                  | S                             |                              | second
        """,
        ssd_missing="""
            miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type
            in-first      | A              | 2026-01-31                      | M
            between       | A              | 2026-02-01                      | M
        """,
    )
    assert (answer.counted, answer.not_counted) == (["second"], [])
    assert answer.measures() == {"second": 1}


def test_the_mean_is_of_those_who_went_missing_and_adds_up_over_teams(ask):
    answer = ask("MIS03", "2026-10-r12", **TOLD)
    assert answer.counted == ["A-care", "B-care"]
    assert answer.left_out["C-care"] == "No such episode in the twelve months."
    assert answer.sums() == {"authority": (4, 0)}
    assert answer.tally() == {"authority": (2, 2)}
    assert sum(total for total, _ in answer.sums(by="team").values()) == 4


def test_being_away_without_authorisation_is_a_mean_of_its_own(ask):
    answer = ask("MIS06", "2026-10-r12", **TOLD)
    assert (answer.counted, answer.sums()) == (["A-care"], {"authority": (1, 0)})


def test_missing_on_the_day_means_begun_by_it_and_not_yet_over(ask):
    answer = ask(
        "MIS07",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_legal_status=STATUSES,
        ssd_person=PEOPLE,
        ssd_missing="""
            miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_episode_end_date
            that-day      | A              | 2026-10-31                      | M                         |
            twice         | A              | 2026-10-30                      | A                         |
            back-that-day | C              | 2026-10-20                      | M                         | 2026-10-31
            left-care     | B              | 2026-10-20                      | M                         |
            on-breaks     | D              | 2026-10-20                      | M                         | 2026-11-01
        """,
    )
    assert answer.counted == ["that-day"]
    assert set(answer.left_out) == {"left-care", "on-breaks"}


def test_the_interview_after_the_last_return_decides_and_declined_is_not_accepted(ask):
    answer = ask(
        "MIS05",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_person=PEOPLE,
        ssd_missing="""
            miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_episode_end_date | miss_missing_rhi_offered | miss_missing_rhi_accepted
            1             | A              | 2026-08-01                      | M                         | 2026-08-02                    | Y                        | N
            2             | A              | 2026-09-01                      | M                         | 2026-10-31                    | Y                        | Y
            3             | C              | 2026-08-01                      | M                         | 2026-08-02                    | Y                        | Y
            4             | C              | 2026-10-01                      | M                         | 2026-10-02                    | Y                        | N
            5             | C              | 2026-10-30                      | M                         | 2026-11-01                    | Y                        | Y
            6             | D              | 2026-10-01                      | M                         | 2026-10-02                    | N                        |
            7             | F              | 2026-10-01                      | M                         | 2026-10-02                    | Y                        | Y
        """,
    )
    assert answer.counted == ["A-care"]
    assert answer.not_counted == ["C-care"]
    assert answer.left_out == {"D-breaks": "No interview was offered after the last return."}


@pytest.mark.parametrize(("returned", "is_in"), [("2025-10-31", False), ("2025-11-01", True)])
def test_a_return_longer_ago_than_twelve_months_is_no_last_return(ask, returned, is_in):
    answer = ask(
        "MIS05",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_missing=f"""
            miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_episode_end_date | miss_missing_rhi_offered | miss_missing_rhi_accepted
            1             | A              | 2025-10-01                      | M                         | {returned}                    | Y                        | Y
        """,
    )
    assert answer.counted == (["A-care"] if is_in else [])


def test_annex_a_tells_of_the_last_interview_on_its_own_day_without_the_episode(ask):
    told = """
        miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_rhi_offered | miss_missing_rhi_accepted | told_on
        1             | A              |                                 | M                         | Y                        | Y                         | 2026-10-31
        2             | C              |                                 | M                         | Y                        |                           | 2026-10-31
    """
    on_its_day = ask("MIS05", "2026-10", ssd_cla_episodes=CARE, ssd_missing=told)
    assert (on_its_day.counted, on_its_day.unknown) == (["A-care"], ["C-care"])
    assert ask("MIS05", "2026-09", ssd_cla_episodes=CARE, ssd_missing=told).rows == []


RETURNS = """
    episode_id | child_id | returned_on | returned_hours | interview_offered_on | interview_offered_hours
    72-hours   | A        | 2026-10-05  | 1000           | 2026-10-08           | 1072
    a-minute   | A        | 2026-10-06  | 1000           | 2026-10-09           | 1072.0166666666667
    at-once    | A        | 2026-10-31  | 1000.5         | 2026-10-31           | 1000.5
    never      | B        | 2026-10-01  | 1000           |                      |
    backwards  | B        | 2026-10-02  | 1000           | 2026-10-01           | 999.5
    before     | B        | 2026-09-30  | 1000           | 2026-10-01           | 1001
    after      | B        | 2026-11-01  | 1000           | 2026-11-01           | 1001
"""


def test_an_interview_is_offered_in_time_up_to_72_hours_from_the_return(ask):
    answer = ask("MIS04", "2026-10", loc_missing_returns=RETURNS)
    assert answer.counted == ["72-hours", "at-once"]
    assert answer.not_counted == ["a-minute", "never"]
    assert answer.unknown == ["backwards"]
    assert answer.measures()["a-minute"] == 73
