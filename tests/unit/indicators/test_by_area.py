"""Figures by area as a snapshot tells them: counted when asked for, or not covered."""

import pytest
from tests.factories.journeys import journey

from lineofsight.errors import UnknownName
from lineofsight.indicators import CATALOGUE, Parameters, State, cube, shown_outside
from lineofsight.indicators.figures import Basis
from lineofsight.periods import Period
from lineofsight.scope import TOTALS_ONLY

OCTOBER = Period.parse("2026-10")
BASIS = Basis(parameters=Parameters(own_postcode_districts=("AM1", "AM2", "AM3")))
LIVES = {"AM1": 20, "AM2": 14, "AM3": 2}


def _referrals(children):
    head = "cine_referral_id | cine_person_id | cine_referral_date"
    return "\n".join([head, *(f"R{n} | C{n} | 2026-10-06" for n in range(children))])


def _addresses():
    rows = ["addr_table_id | addr_person_id | addr_address_start_date | addr_address_postcode"]
    areas = [area for area, many in LIVES.items() for _ in range(many)]
    rows += [f"{n} | C{n} | 2020-01-01 | {area} 1AA" for n, area in enumerate(areas)]
    return "\n".join(rows)


@pytest.fixture
def only_referrals(monkeypatch):
    monkeypatch.setattr(cube, "CATALOGUE", {"REF01": CATALOGUE["REF01"]})


@pytest.fixture
def snapshot(tmp_path, only_referrals):
    made = journey(tmp_path, as_at="2026-10-31", ssd_cin_episodes=_referrals(36),
                   ssd_address=_addresses())  # fmt: skip
    yield made
    made.close()


def by_area(snapshot):
    return cube.read(
        snapshot, ["REF01"], [OCTOBER], breakdown="area", scope=TOTALS_ONLY, basis=BASIS
    )


def test_areas_are_counted_when_somebody_asks(snapshot):
    assert {each.category: each.numerator for each in by_area(snapshot)} == LIVES


def test_a_small_area_is_hidden_outside_and_does_not_follow_from_the_others(snapshot):
    shown = shown_outside(snapshot, by_area(snapshot), basis=BASIS)
    hidden = {each.category for each in shown if each.state == State.SUPPRESSED}
    assert "AM3" in hidden
    assert len(hidden) == 2


def test_without_home_addresses_it_is_not_covered_and_says_what_would_tell(
    tmp_path, only_referrals
):
    made = journey(tmp_path, as_at="2026-10-31", ssd_cin_episodes=_referrals(3))
    (figure,) = by_area(made)
    assert figure.state == State.NOT_COVERED
    assert "Standard Safeguarding Dataset" in figure.reason
    assert figure.numerator is None
    made.close()


def test_what_is_not_about_children_has_no_area(snapshot):
    with pytest.raises(UnknownName, match="not broken down by “area”"):
        cube.read(snapshot, ["WRK01"], [OCTOBER], breakdown="area", basis=BASIS)
