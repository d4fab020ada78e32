# ruff: noqa: E501 - drawings are as wide as they need to be
"""Contacts, referrals, re-referrals."""

from lineofsight.indicators import Interval, Parameters

CONTACTS = """
    cont_contact_id | cont_person_id | cont_contact_date
    1               | A              | 2025-11-01
    2               | A              | 2026-02-01
    3               | A              | 2026-10-31
    4               | B              | 2026-10-05
    5               | B              | 2026-10-05
    6               | C              |
    7               | D              | 2025-10-31
"""


def test_every_row_about_a_child_is_a_contact_and_one_without_a_date_is_in_no_period(ask):
    assert ask("CON01", "2026-10", ssd_contacts=CONTACTS).counted == ["3", "4", "5"]
    assert ask("CON02", "2026-10", ssd_contacts=CONTACTS).counted == ["3", "4", "5"]


def test_a_child_with_three_contacts_in_the_year_counts_once(ask):
    answer = ask("CON06", "2026-10-r12", ssd_contacts=CONTACTS)
    assert {row["child_id"]: row["measure"] for row in answer.rows} == {"A": 3, "B": 2}
    assert [row["child_id"] for row in answer.rows if row["status"] == "counted"] == ["A"]


REFERRALS = """
    cine_referral_id  | cine_person_id | cine_referral_date | cine_referral_nfa
    first             | A              | 2025-10-06         | N
    exactly-a-year    | A              | 2026-10-06         | N
    day-short-first   | B              | 2025-10-07         | N
    day-short-of-year | B              | 2026-10-06         | Y
    twin-1            | C              | 2026-10-06         |
    twin-2            | C              | 2026-10-06         | N
    after-leap-day    | D              | 2024-02-29         | N
"""


def test_two_referrals_of_a_child_on_one_day_are_two(ask):
    for indicator in ("REF01", "REF02"):
        answer = ask(indicator, "2026-10", ssd_cin_episodes=REFERRALS)
        assert answer.counted == ["day-short-of-year", "exactly-a-year", "twin-1", "twin-2"]


def test_a_re_referral_is_strictly_within_twelve_months_and_never_on_the_same_day(ask):
    answer = ask("REF03", "2026-10", ssd_cin_episodes=REFERRALS)
    assert answer.counted == ["day-short-of-year"]
    assert answer.not_counted == ["exactly-a-year", "twin-1", "twin-2"]
    assert answer.of("exactly-a-year")["measure"] == 365


def test_further_action_not_recorded_stays_in_the_denominator(ask):
    answer = ask("REF04", "2026-10", ssd_cin_episodes=REFERRALS)
    assert answer.counted == ["day-short-of-year"]
    assert answer.not_counted == ["exactly-a-year", "twin-1", "twin-2"]
    assert answer.unknown == ["twin-1"]


SENT = """
    cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
    police          | A              | 2026-10-05        | 6
    school          | B              | 2026-10-05        | 2a
    unknown         | C              | 2026-10-05        | 10
    blank           | D              | 2026-10-05        |
    other-month     | E              | 2026-11-01        | 6
"""


def test_a_contact_of_an_unknown_source_stays_in_the_denominator_and_is_never_the_polices(ask):
    answer = ask("CON03", "2026-10", ssd_contacts=SENT)
    assert answer.counted == ["police"]
    assert answer.not_counted == ["blank", "school", "unknown"]
    assert answer.unknown == ["blank", "unknown"]


FOLLOWED = {
    "ssd_contacts": """
        cont_contact_id | cont_person_id | cont_contact_date
        that-day        | A              | 2026-10-08
        third-day       | B              | 2026-10-08
        fourth-day      | C              | 2026-10-08
        day-before      | D              | 2026-10-08
        from-saturday   | E              | 2026-10-10
        other-child     | F              | 2026-10-08
        again           | A              | 2026-10-08
    """,
    "ssd_cin_episodes": """
        cine_referral_id | cine_person_id | cine_referral_date
        1                | A              | 2026-10-08
        2                | A              | 2026-10-09
        3                | B              | 2026-10-13
        4                | C              | 2026-10-14
        5                | D              | 2026-10-07
        6                | E              | 2026-10-14
    """,
}


def test_a_contact_leads_to_a_referral_until_the_third_working_day(ask):
    """8 October 2026 is a Thursday, so that the third working day is Tuesday the 13th."""
    answer = ask("CON04", "2026-10", **FOLLOWED)
    assert answer.counted == ["again", "from-saturday", "that-day", "third-day"]
    assert answer.not_counted == ["day-before", "fourth-day", "other-child"]


def test_how_long_a_contact_may_take_to_become_a_referral_is_the_authoritys_to_choose(ask):
    one_day = Parameters(contact_to_referral_within=Interval.parse("1 days"))
    answer = ask("CON04", "2026-10", parameters=one_day, **FOLLOWED)
    assert answer.counted == ["again", "that-day"]


OUTCOMES = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason | cine_referral_nfa | cine_referral_source_code
    not-in-need      | A              | 2026-10-01         | 2026-11-20      | RC8               | N                 | 6
    early-help       | B              | 2026-10-01         | 2026-11-20      | RC9               | N                 | 2A
    other            | C              | 2026-10-31         | 2026-11-20      | rc7               | N                 | 2B
    still-open       | D              | 2026-10-01         |                 |                   | N                 | 10
    no-reason        | E              | 2026-10-01         | 2026-11-20      |                   | N                 |
    no-action        | F              | 2026-10-01         | 2026-10-01      |                   | Y                 | 6
    month-before     | G              | 2026-09-30         | 2026-10-20      | RC8               | N                 | 6
"""


def test_a_referral_is_assessed_as_not_in_need_by_the_reason_it_was_closed_for(ask):
    answer = ask("REF05", "2026-10", ssd_cin_episodes=OUTCOMES)
    assert answer.counted == ["not-in-need"]
    assert answer.not_counted == ["early-help", "no-action", "no-reason", "other", "still-open"]
    assert answer.unknown == ["no-reason"]


def test_shares_of_the_police_and_of_schools_are_of_all_referrals(ask):
    police = ask("REF06", "2026-10", ssd_cin_episodes=OUTCOMES)
    assert police.counted == ["no-action", "not-in-need"]
    assert police.unknown == ["no-reason", "still-open"]
    schools = ask("REF07", "2026-10", ssd_cin_episodes=OUTCOMES)
    assert schools.counted == ["early-help"]
    assert schools.tally() == {"authority": (1, 6)}
