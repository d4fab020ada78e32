"""Contacts, referrals, re-referrals."""

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
