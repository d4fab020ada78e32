"""Meetings, visits and reports around plans. 5 October 2026 is a Monday."""

from lineofsight.indicators.definition import Interval, Parameters, Span

S47 = """
    s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date
    ten                 | A              | 2026-10-05          | 2026-10-19
    eleven              | B              | 2026-10-05          | 2026-10-20
    no-talk             | C              | 2026-10-05          | 2026-10-12
    talk-after          | D              | 2026-10-05          | 2026-10-12
    open                | E              | 2026-10-05          |
"""
TALKS = """
    child_id | held_on
    A        | 2026-10-05
    A        | 2026-07-01
    B        | 2026-10-05
    D        | 2026-10-06
"""


def test_an_enquiry_is_timed_from_the_discussion_that_led_to_it(ask):
    drawn = {"ssd_s47_enquiry": S47, "loc_strategy_discussions": TALKS}
    answer = ask("S4711", "2026-10", **drawn)
    assert answer.counted == ["ten"]
    assert answer.not_counted == ["eleven"]
    assert set(answer.left_out) == {"no-talk", "talk-after"}
    chosen = Parameters(strategy_to_outcome_within=Interval(11, Span.WORKING_DAYS))
    assert ask("S4711", "2026-10", parameters=chosen, **drawn).not_counted == []


NEED = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
    r-a              | A              | 2026-01-05         |
    r-b              | B              | 2026-01-05         |
    r-c              | C              | 2026-01-05         |
    r-d              | D              | 2026-01-05         |
    r-e              | E              | 2026-01-05         | 2026-10-01
"""
PLANS = """
    cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date
    a                | A              | 2026-01-12               |
    b                | B              | 2026-01-12               |
    new              | C              | 2026-10-02               |
    unvisited        | D              | 2026-10-01               |
    closed           | E              | 2026-01-12               |
"""
# Twenty working days before Friday 30 October 2026 is 2 October; the period ends on the 31st.
VISITS = """
    cinv_cin_visit_id | cinv_person_id | cinv_cin_visit_date
    1                 | A              | 2026-10-05
    2                 | B              | 2026-10-01
    3                 | D              | 2026-09-20
"""


def test_a_child_in_need_is_visited_within_the_local_limit(ask):
    drawn = {"ssd_cin_episodes": NEED, "ssd_cin_plans": PLANS, "ssd_cin_visits": VISITS}
    answer = ask("CIN11", "2026-10-30", **drawn)
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b", "unvisited"]
    assert answer.left_out == {
        "new": "On the plan for no longer than the limit.",
        "closed": "The episode of need has closed.",
    }
    weeks = Parameters(cin_visit_within=Interval(6, Span.WEEKS))
    assert ask("CIN11", "2026-10-30", parameters=weeks, **drawn).counted == ["a", "b"]


REVIEWS = """
    child_id | held_on
    A        | 2026-07-31
    B        | 2026-07-30
    D        | 2026-10-20
"""


def test_a_plan_is_reviewed_three_months_ago_at_the_most(ask):
    drawn = {"ssd_cin_episodes": NEED, "ssd_cin_plans": PLANS, "loc_cin_plan_reviews": REVIEWS}
    answer = ask("CIN12", "2026-10", **drawn)
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b"]
    assert set(answer.left_out) == {"new", "unvisited", "closed"}


CP = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
    ten             | A              | 2026-10-05              |
    eleven          | B              | 2026-10-05              |
    never           | C              | 2026-10-05              |
    before          | D              | 2026-10-05              |
    due-in-november | E              | 2026-10-19              |
"""
GROUPS = """
    child_id | held_on
    A        | 2026-10-19
    A        | 2026-10-26
    B        | 2026-10-20
    D        | 2026-10-02
"""


def test_the_first_core_group_meets_by_the_tenth_working_day(ask):
    answer = ask("CPP11", "2026-10", ssd_cp_plans=CP, loc_core_groups=GROUPS)
    assert answer.counted == ["ten"]
    assert answer.not_counted == ["before", "eleven", "never"]
    assert answer.measures()["ten"] == 10
    later = ask("CPP11", "2026-11", ssd_cp_plans=CP, loc_core_groups=GROUPS)
    assert later.not_counted == ["due-in-november"]


CONFERENCES = """
    child_id | held_on    | report_shared_on
    A        | 2026-10-06 | 2026-10-02
    B        | 2026-10-06 | 2026-10-05
    C        | 2026-10-06 |
    D        | 2026-10-06 | 2026-10-07
"""


def test_a_report_of_friday_is_two_working_days_before_a_conference_of_tuesday(ask):
    answer = ask("CPP18", "2026-10", loc_conferences=CONFERENCES)
    assert answer.counted == ["A 2026-10-06"]
    assert len(answer.not_counted) == 3
    chosen = Parameters(conference_report_before=Interval(1, Span.WORKING_DAYS))
    answer = ask("CPP18", "2026-10", parameters=chosen, loc_conferences=CONFERENCES)
    assert answer.counted == ["A 2026-10-06", "B 2026-10-06"]
    days = Parameters(conference_report_before=Interval(4, Span.DAYS))
    answer = ask("CPP18", "2026-10", parameters=days, loc_conferences=CONFERENCES)
    assert answer.counted == ["A 2026-10-06"]
