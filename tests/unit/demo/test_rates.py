"""Ashmere's rates are near England's published ones."""

import pytest

from lineofsight.demo.achieved import rates_at, shares_at

# Name: what was aimed at, and how far off a small authority may be (share of the aim).
RATES = {
    "referrals a year": (520, 0.10),
    "contacts a year": (1100, 0.15),
    "assessments a year": (480, 0.15),
    "enquiries a year": (185, 0.15),
    "conferences a year": (60, 0.20),
    "plans begun a year": (52, 0.20),
    "care begun a year": (27, 0.25),
    "in need": (335, 0.15),
    "on a plan": (42, 0.40),
    "looked after": (70, 0.25),
}
SHARES = {
    "referred again in 12 months": (0.225, 0.03),
    "no further action": (0.065, 0.02),
    "referrals assessed": (0.85, 0.03),
    "assessments in 45 working days": (0.845, 0.03),
    "conferences in 15 working days": (0.80, 0.06),
    "conferences that led to a plan": (0.87, 0.06),
    "plans that are a second or later one": (0.22, 0.10),
    "plans open two years": (0.02, 0.03),
    "three placements in a year": (0.11, 0.06),
    "unaccompanied, of those looked after": (0.08, 0.06),
    "over 20 miles from home": (0.16, 0.08),
    "ethnicity not recorded": (0.035, 0.01),
}


@pytest.fixture(scope="module")
def rates(ashmere):
    return rates_at(ashmere, ashmere.today)


@pytest.fixture(scope="module")
def shares(ashmere):
    return shares_at(ashmere, ashmere.today)


@pytest.mark.parametrize("name", RATES)
def test_a_rate_is_near_what_it_was_aimed_at(rates, name):
    aim, slack = RATES[name]
    assert aim * (1 - slack) <= rates[name] <= aim * (1 + slack)


@pytest.mark.parametrize("name", SHARES)
def test_a_share_is_near_what_it_was_aimed_at(shares, name):
    aim, slack = SHARES[name]
    assert abs(shares[name] - aim) <= slack


def test_half_the_history_in_the_same_rates_hold(ashmere):
    """The first day of history finds cases open, so that no figure climbs out of nothing."""
    early = rates_at(ashmere, ashmere.today.replace(year=2021))
    late = rates_at(ashmere, ashmere.today)
    for name in ("in need", "on a plan", "looked after"):
        assert 0.7 < early[name] / late[name] < 1.3, name
