# ruff: noqa: E501 - drawings are as wide as they need to be
"""Figures by area: the outward part of the postcode a child lived at on the case's own day."""

from lineofsight.indicators import Parameters

REFERRALS = """
    cine_referral_id | cine_person_id | cine_referral_date
    before-the-move  | A              | 2026-10-05
    after-the-move   | A              | 2026-10-06
    far-away         | B              | 2026-10-06
    placed           | C              | 2026-10-06
    not-a-postcode   | D              | 2026-10-06
    no-address       | E              | 2026-10-06
    left-and-gone    | F              | 2026-10-06
    undated          | G              | 2026-10-06
"""
ADDRESSES = """
    addr_table_id | addr_person_id | addr_address_type | addr_address_start_date | addr_address_end_date | addr_address_postcode
    1             | A              | Home              | 2020-01-01              |                       | am1 4AB
    2             | A              | Home              | 2026-10-06              |                       | AM12 4AB
    3             | B              | Home              | 2020-01-01              |                       | ZE1 0AA
    4             | C              | Home              | 2020-01-01              |                       | AM1 9ZZ
    5             | C              | Placement         | 2026-01-01              |                       | AM12 9ZZ
    6             | D              | Home              | 2020-01-01              |                       | nope
    7             | F              | Home              | 2020-01-01              | 2026-10-06            | AM1 1AA
    8             | G              | Home              |                         |                       | AM1 1AA
    9             | H              | Home              | 2020-01-01              |                       | AM12 1AA
"""


def by_area(ask, **parameters):
    given = {"parameters": Parameters(**parameters)} if parameters else {}
    answer = ask("REF01", "2026-10", ssd_cin_episodes=REFERRALS, ssd_address=ADDRESSES, **given)
    return {area: counted for area, (counted, _) in answer.tally(breakdown="area").items()}


def test_a_case_is_of_the_district_the_child_lived_in_that_day_never_of_a_placement(ask):
    told = by_area(ask, own_postcode_districts=("AM1", "AM12"))
    assert told == {"AM1": 3, "AM12": 1, "Elsewhere": 1, "Not recorded": 3}


def test_without_named_districts_they_are_those_the_children_live_in(ask):
    assert by_area(ask) == {"AM1": 3, "AM12": 1, "ZE1": 1, "Not recorded": 3}


def test_an_area_that_is_not_the_authoritys_own_stands_with_all_others(ask):
    told = by_area(ask, own_postcode_districts=("AM1",))
    assert told == {"AM1": 3, "Elsewhere": 2, "Not recorded": 3}
