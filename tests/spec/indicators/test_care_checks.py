# ruff: noqa: E501 - drawings are as wide as they need to be
"""Reviews, visits and health of children looked after.

Twenty working days after Monday 5 January 2026 is Monday 2 February.
"""

from datetime import date

CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_id
    1                   | A              | 2026-01-05                  | in-time
    2                   | B              | 2026-01-05                  | first-late
    3                   | C              | 2026-01-05                  | overdue
    4                   | D              | 2026-01-05                  | cancelled
    5                   | E              | 2026-10-05                  | too-new
    6                   | F              | 2026-01-05                  | due-today
"""


def test_first_review_by_day_20_second_by_three_months_later_ones_by_six(ask):
    answer = ask(
        "CLR01",
        "2026-10-r12",
        ssd_cla_episodes=CARE,
        ssd_cla_reviews="""
            clar_cla_review_id | clar_cla_id | clar_cla_review_date | clar_cla_review_cancelled
            1                  | in-time     | 2026-02-02           | N
            2                  | in-time     | 2026-05-02           | N
            3                  | in-time     | 2026-10-30           |
            4                  | first-late  | 2026-02-03           | N
            5                  | first-late  | 2026-05-01           | N
            6                  | first-late  | 2026-10-30           | N
            7                  | overdue     | 2026-02-02           | N
            8                  | overdue     | 2026-04-30           | N
            9                  | cancelled   | 2026-02-02           | Y
            10                 | due-today   | 2026-02-02           | N
            11                 | due-today   | 2026-04-30           | N
            12                 | due-today   | 2026-05-01           | N
        """,
    )
    assert answer.counted == ["due-today", "in-time"]
    assert answer.not_counted == ["cancelled", "first-late", "overdue"]
    assert set(answer.left_out) == {"too-new"}
    assert answer.dues()["in-time"] == date(2027, 4, 30)
    assert answer.dues()["too-new"] == date(2026, 11, 2)


def _visits(ask, day, *, placements, visits, statuses="", reviews="", episodes=CARE):
    drawings = {
        "ssd_cla_episodes": episodes,
        "ssd_cla_placement": "clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_type\n"
        + placements,
        "ssd_cla_visits": "clav_cla_visit_id | clav_person_id | clav_cla_visit_date\n" + visits,
    }
    if statuses:
        drawings["ssd_legal_status"] = (
            "lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date\n"
            + statuses
        )
    if reviews:
        drawings["ssd_cla_reviews"] = (
            "clar_cla_review_id | clar_cla_id | clar_cla_review_date\n" + reviews
        )
    return ask("CLR03", day, **drawings)


def test_a_visit_within_a_week_of_the_placement_then_every_six_weeks(ask):
    answer = _visits(
        ask,
        "2026-03-03",
        placements="""
            1 | A | 2026-01-05 | U6
            2 | B | 2026-01-05 | U6
            3 | C | 2026-02-24 | U6
            4 | D | 2026-02-23 | U6
        """,
        visits="""
            1 | A | 2026-01-20
            2 | B | 2026-01-19
            3 | D | 2026-02-20
        """,
    )
    assert answer.counted == ["in-time", "overdue"]
    assert answer.not_counted == ["cancelled", "due-today", "first-late"]
    assert answer.dues()["in-time"] == date(2026, 3, 3)
    assert answer.dues()["overdue"] == date(2026, 3, 3)


def test_after_a_year_in_long_term_fostering_three_months_are_enough(ask):
    episodes = CARE.replace("2026-01-05", "2025-01-05")
    answer = _visits(
        ask,
        "2026-04-10",
        episodes=episodes,
        placements="""
            1 | A | 2025-01-05 | U4
            2 | B | 2025-01-05 | U6
        """,
        visits="""
            1 | A | 2026-01-10
            2 | B | 2026-01-10
        """,
    )
    assert answer.of("in-time")["due_on"] == date(2026, 4, 10)
    assert answer.of("in-time")["status"] == "counted"
    assert answer.of("first-late")["status"] == "not-counted"


def test_with_parents_under_an_interim_order_weekly_to_the_first_review_then_four_weeks(ask):
    answer = _visits(
        ask,
        "2026-03-03",
        placements="""
            1 | A | 2026-01-05 | P1
            2 | B | 2026-01-05 | P1
        """,
        visits="""
            1 | A | 2026-02-03
            2 | B | 2026-02-03
        """,
        statuses="""
            1 | A | C1 | 2026-01-05
            2 | B | C1 | 2026-01-05
        """,
        reviews="""
            1 | in-time | 2026-02-02
        """,
    )
    assert answer.of("in-time")["due_on"] == date(2026, 3, 3)
    assert answer.of("first-late")["due_on"] == date(2026, 2, 10)


HEALTH_CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_id
    1                   | A              | 2025-10-31                  | older
    2                   | B              | 2025-10-31                  | nearly-five
    3                   | C              | 2025-10-31                  | five-today
    4                   | D              | 2025-10-31                  | never
    5                   | E              | 2025-11-01                  | under-a-year
"""
CHECKS = """
    clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_date
    1                    | A              | Review health assessment | 2025-10-31
    2                    | B              | Review health assessment | 2026-04-29
    3                    | C              | Review health assessment | 2026-04-29
    4                    | A              | Dental check             | 2025-10-30
    5                    | B              | Dental check             | 2025-10-31
"""
BORN = """
    pers_person_id | pers_dob
    A              | 2015-01-01
    B              | 2021-11-01
    C              | 2021-10-31
    D              | 2015-01-01
    E              | 2015-01-01
"""


def test_under_fives_need_a_health_assessment_every_six_months(ask):
    answer = ask(
        "HLT02",
        "2026-10",
        ssd_person=BORN,
        ssd_cla_episodes=HEALTH_CARE,
        ssd_cla_health=CHECKS,
    )
    assert answer.counted == ["five-today", "older"]
    assert answer.not_counted == ["nearly-five", "never"]
    assert set(answer.left_out) == {"under-a-year"}


def test_a_dental_check_holds_for_twelve_months_to_the_day(ask):
    answer = ask(
        "HLT03",
        "2026-10",
        ssd_person=BORN,
        ssd_cla_episodes=HEALTH_CARE,
        ssd_cla_health=CHECKS,
    )
    assert answer.counted == ["nearly-five"]
    assert answer.not_counted == ["five-today", "never", "older"]


def test_a_return_that_tells_no_days_speaks_for_its_own_last_day_only(ask):
    drawn = {
        "ssd_cla_episodes": HEALTH_CARE,
        "ssd_cla_health": """
            clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_status           | told_on
            1                    | A              | Dental check           | Up to date at 31 October 2026     | 2026-10-31
            2                    | B              | Dental check           | Not up to date at 31 October 2026 | 2026-10-31
        """,
    }
    assert ask("HLT03", "2026-10", **drawn).counted == ["older"]
    assert ask("HLT03", "2026-11", **drawn).counted == []
