"""How fast the front door decides. 2 October 2026 is a Friday."""

from lineofsight.indicators.definition import Parameters

CONTACTS = """
    decision_id | child_id | received_on | decided_on
    friday      | A        | 2026-10-02  | 2026-10-05
    two-days    | B        | 2026-10-02  | 2026-10-06
    same-day    | C        | 2026-10-02  | 2026-10-02
    november    | D        | 2026-10-30  | 2026-11-02
    undecided   | E        | 2026-10-02  |
    undated     | F        |             | 2026-10-02
"""


def test_a_contact_of_friday_is_decided_in_time_on_monday(ask):
    answer = ask("CON05", "2026-10", loc_contact_decisions=CONTACTS)
    assert answer.counted == ["friday", "same-day"]
    assert answer.not_counted == ["two-days"]
    assert answer.left_out == {"undated": "When it came in is not recorded."}
    assert ask("CON05", "2026-11", loc_contact_decisions=CONTACTS).counted == ["november"]


ENQUIRIES = """
    decision_id | child_id | rag_rating | received_on | received_hours | decided_on | decided_hours
    red-4       | A        | red        | 2026-10-02  | 1000           | 2026-10-02 | 1004
    red-4-and-1 | B        | red        | 2026-10-02  | 1000           | 2026-10-02 | 1004.0167
    amber-24    | C        | amber      | 2026-10-02  | 1000           | 2026-10-03 | 1024
    amber-25    | D        | amber      | 2026-10-02  | 1000           | 2026-10-03 | 1025
    green-72    | E        | green      | 2026-10-02  | 1000           | 2026-10-05 | 1072
    unrated     | F        |            | 2026-10-02  | 1000           | 2026-10-02 | 1001
    open        | G        | red        | 2026-10-02  | 1000           |            |
"""


def test_enquiries_are_timed_by_the_clock_and_their_rating(ask):
    answer = ask("CON07", "2026-10", loc_mash_enquiries=ENQUIRIES)
    assert answer.counted == ["amber-24", "green-72", "red-4"]
    assert answer.not_counted == ["amber-25", "red-4-and-1"]
    assert set(answer.left_out) == {"unrated"}
    assert answer.measures()["red-4-and-1"] == 4


def test_an_authority_may_choose_other_hours(ask):
    chosen = Parameters(mash_amber_within_hours=25)
    answer = ask("CON07", "2026-10", parameters=chosen, loc_mash_enquiries=ENQUIRIES)
    assert "amber-25" in answer.counted


REFERRALS = """
    cine_referral_id | cine_person_id | cine_referral_date
    monday           | A              | 2026-10-02
    tuesday          | B              | 2026-10-02
    none             | C              | 2026-10-02
    other-day        | D              | 2026-10-05
"""
DECISIONS = """
    decision_id | child_id | received_on | decided_on
    1           | A        | 2026-10-02  | 2026-10-05
    2           | A        | 2026-10-02  | 2026-10-09
    3           | B        | 2026-10-02  | 2026-10-06
    4           | D        | 2026-10-02  | 2026-10-05
"""


def test_a_referral_meets_its_decision_by_child_and_day_and_none_recorded_is_not_counted(ask):
    drawn = {"ssd_cin_episodes": REFERRALS, "loc_referral_decisions": DECISIONS}
    answer = ask("REF08", "2026-10", **drawn)
    assert answer.counted == ["monday"]
    assert answer.not_counted == ["none", "other-day", "tuesday"]
    assert answer.unknown == ["none", "other-day"]
    assert answer.tally() == {"authority": (1, 4)}


HELP = """
    earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_end_date
    a-first         | A              | 2024-01-10              | 2025-10-15
    a-year          | A              | 2026-10-15              |
    b-first         | B              | 2024-01-10              | 2025-10-16
    b-a-day-less    | B              | 2026-10-15              |
    c-open          | C              | 2025-01-10              |
    c-again         | C              | 2026-10-15              |
    d-first         | D              | 2026-03-01              | 2026-04-01
    d-same-day      | D              | 2026-04-01              | 2026-05-01
"""


def test_early_help_again_within_twelve_months_of_its_end(ask):
    answer = ask("EH06", "2026-10-r12", ssd_early_help_episodes=HELP)
    assert answer.counted == ["b-a-day-less", "d-same-day"]
    assert answer.not_counted == ["a-year", "c-again", "d-first"]
