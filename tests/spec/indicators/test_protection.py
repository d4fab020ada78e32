# ruff: noqa: E501 - drawings are as wide as they need to be
"""Child protection plans."""

from datetime import date

from lineofsight.indicators import Interval, Parameters

PLANS = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
    ends-that-day   | A              | 2026-01-01              | 2026-10-31            | N
    two-years       | B              | 2024-10-31              |                       |
    a-day-less      | C              | 2024-11-01              | 2026-11-01            | N
    elsewhere       | D              | 2026-01-01              |                       | Y
"""


def test_a_plan_that_ends_on_the_day_or_is_another_authoritys_is_not_open(ask):
    for indicator in ("CPP01", "CPP02"):
        answer = ask(indicator, "2026-10", ssd_cp_plans=PLANS)
        assert answer.counted == ["a-day-less", "two-years"]


def test_a_plan_is_two_years_old_on_its_second_anniversary(ask):
    answer = ask("CPP07", "2026-10", ssd_cp_plans=PLANS)
    assert (answer.counted, answer.not_counted) == (["two-years"], ["a-day-less"])


STARTS = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
    first           | A              | 2020-01-01              | 2020-06-01
    long-after      | A              | 2026-10-06              |
    b-first         | B              | 2024-01-01              | 2024-10-06
    24-months       | B              | 2026-10-06              |
    c-first         | C              | 2024-01-01              | 2024-10-07
    a-day-less      | C              | 2026-10-06              |
    only            | D              | 2026-10-06              |
"""


def test_a_second_plan_ever_and_a_second_plan_within_24_months(ask):
    ever = ask("CPP05", "2026-10", ssd_cp_plans=STARTS)
    assert ever.counted == ["24-months", "a-day-less", "long-after"]
    assert ever.not_counted == ["only"]
    lately = ask("CPP06", "2026-10", ssd_cp_plans=STARTS)
    assert lately.counted == ["a-day-less"]


REVIEWED = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
    all-in-time     | A              | 2026-01-31
    first-late      | B              | 2026-01-31
    second-late     | C              | 2026-01-31
    overdue         | D              | 2026-01-31
    due-today       | E              | 2026-07-31
    too-new         | F              | 2026-08-01
"""
REVIEWS = """
    cppr_cp_review_id | cppr_person_id | cppr_cp_plan_id | cppr_cp_review_date
    1                 | A              | all-in-time     | 2026-04-30
    2                 | A              | all-in-time     | 2026-10-30
    3                 | B              | first-late      | 2026-05-01
    4                 | B              | first-late      | 2026-10-01
    5                 | C              | second-late     | 2026-04-01
    6                 | C              | second-late     | 2026-10-02
    7                 | D              | overdue         | 2026-04-30
"""


def test_every_review_counts_months_end_with_the_month_and_once_late_is_late(ask):
    answer = ask("CPP10", "2026-10", ssd_cp_plans=REVIEWED, ssd_cp_reviews=REVIEWS)
    assert answer.counted == ["all-in-time", "due-today"]
    assert answer.not_counted == ["first-late", "overdue", "second-late"]
    assert set(answer.left_out) == {"too-new"}
    assert answer.dues()["due-today"] == date(2026, 10, 31)
    assert answer.dues()["all-in-time"] == date(2027, 4, 30)


def test_an_authority_may_count_91_and_183_days(ask):
    days = Parameters(
        cp_first_review_within=Interval.parse("91 days"),
        cp_later_review_within=Interval.parse("183 days"),
    )
    answer = ask("CPP10", "2026-10", parameters=days, ssd_cp_plans=REVIEWED, ssd_cp_reviews=REVIEWS)
    assert answer.of("first-late")["status"] == "counted"  # 1 May is the 90th day


def test_from_annex_a_only_the_time_since_the_latest_review_is_judged(ask):
    answer = ask(
        "CPP10",
        "2026-10",
        ssd_cp_plans=REVIEWED,
        ssd_cp_reviews="""
            cppr_cp_review_id | cppr_person_id | cppr_cp_review_date | source
            1                 | A              | 2026-10-01          | annex_a
            2                 | B              | 2026-04-01          | annex_a
        """,
    )
    assert answer.of("all-in-time")["status"] == "counted"
    assert answer.of("first-late")["status"] == "not-counted"


VISITED = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
    day-10          | A              | 2026-01-01
    day-11          | B              | 2026-01-01
    never           | C              | 2026-01-01
    new             | D              | 2026-10-19
    before-plan     | E              | 2026-10-15
"""
VISITS = """
    cppv_cp_visit_id | cppv_person_id | cppv_cp_visit_date | cppv_cp_visit_seen_alone
    1                | A              | 2026-10-16         | Y
    2                | A              | 2026-09-01         | N
    3                | B              | 2026-10-15         | N
    4                | E              | 2026-10-14         | Y
"""


def test_ten_working_days_since_the_last_visit_are_in_time_and_no_visit_is_not(ask):
    answer = ask("CPP12", "2026-10-30", ssd_cp_plans=VISITED, ssd_cp_visits=VISITS)
    assert answer.counted == ["day-10"]
    assert answer.not_counted == ["before-plan", "day-11", "never"]
    assert set(answer.left_out) == {"new"}
    assert (answer.measures()["day-10"], answer.measures()["never"]) == (10, None)


def test_an_authority_may_ask_for_a_visit_every_four_weeks(ask):
    weeks = Parameters(cp_visit_within=Interval.parse("4 weeks"))
    answer = ask(
        "CPP12", "2026-10-30", parameters=weeks, ssd_cp_plans=VISITED, ssd_cp_visits=VISITS
    )
    assert answer.counted == ["day-10", "day-11"]
    assert answer.not_counted == ["never"]
    assert set(answer.left_out) == {"before-plan", "new"}


def test_seen_alone_leaves_out_the_very_young_the_unborn_and_those_never_visited(ask):
    answer = ask(
        "CPP13",
        "2026-10",
        ssd_person="""
            pers_person_id | pers_dob   | pers_expected_dob
            A              | 2015-01-01 |
            B              | 2015-01-01 |
            C              | 2015-01-01 |
            D              | 2015-01-01 |
            E              | 2024-11-01 |
            F              | 2024-10-31 |
            G              |            | 2026-12-01
        """,
        ssd_cp_plans="""
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
            alone           | A              | 2026-01-01
            not-alone       | B              | 2026-01-01
            not-known       | C              | 2026-01-01
            no-visit        | D              | 2026-01-01
            nearly-two      | E              | 2026-01-01
            two-today       | F              | 2026-01-01
            unborn          | G              | 2026-01-01
        """,
        ssd_cp_visits="""
            cppv_cp_visit_id | cppv_person_id | cppv_cp_visit_date | cppv_cp_visit_seen_alone
            1                | A              | 2026-10-01         | N
            2                | A              | 2026-10-02         | Y
            3                | B              | 2026-10-01         | Y
            4                | B              | 2026-10-02         | N
            5                | C              | 2026-10-02         |
            6                | E              | 2026-10-02         | Y
            7                | F              | 2026-10-02         | Y
            8                | G              | 2026-10-02         | N
        """,
    )
    assert answer.counted == ["alone", "two-today"]
    assert answer.not_counted == ["not-alone", "not-known"]
    assert answer.unknown == ["not-known"]
    assert set(answer.left_out) == {"no-visit", "nearly-two", "unborn"}
