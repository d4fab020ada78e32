import datetime

import pytest
from tests.factories.people import RoleAssignmentFactory

from lineofsight.web.people import queries, services

DAY = datetime.date


@pytest.fixture
def managers(person, ashmere):
    """Gareth managed Assessment South until March 2026, Priya since June; nobody between."""
    gareth, priya = person(name="Gareth"), person(name="Priya")
    RoleAssignmentFactory(
        user=gareth, unit=ashmere.south, from_on=DAY(2024, 1, 1), to_on=DAY(2026, 3, 31)
    )
    held = RoleAssignmentFactory(user=priya, unit=ashmere.south, from_on=DAY(2026, 6, 1))
    return gareth, priya, held


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (DAY(2026, 3, 31), "Gareth"),
        (DAY(2026, 4, 1), None),
        (DAY(2026, 5, 31), None),
        (DAY(2026, 6, 1), "Priya"),
    ],
)
def test_the_manager_of_the_day_was_responsible(managers, day, name):
    found = queries.who_was_responsible("SOUTH", day)

    assert (found.name if found else None) == name


def test_somebody_who_stands_in_is_responsible_for_that_time(managers, person):
    _, priya, held = managers
    tom = person(name="Tom")
    services.delegate(
        held,
        tom,
        by=priya,
        from_on=DAY(2026, 8, 3),
        to_on=DAY(2026, 8, 14),
        reason="Annual leave",
    )

    responsible = [
        queries.who_was_responsible("SOUTH", day).name
        for day in (DAY(2026, 8, 2), DAY(2026, 8, 3), DAY(2026, 8, 14), DAY(2026, 8, 15))
    ]
    assert responsible == ["Priya", "Tom", "Tom", "Priya"]


def test_nobody_is_responsible_for_a_team_that_is_not_known(managers):
    assert queries.who_was_responsible("NOWHERE", DAY(2026, 6, 1)) is None


def test_the_managers_of_a_service_are_those_of_its_teams(person, ashmere):
    south, north = person("team-manager", ashmere.south), person("team-manager", ashmere.north)
    person("team-manager", ashmere.east)

    found = queries.managers_of_service(ashmere.assessment, DAY(2026, 11, 23))

    assert set(found) == {south, north}
    assert queries.service_of(ashmere.south, DAY(2026, 11, 23)) == ashmere.assessment


def test_a_unit_cannot_be_put_under_one_of_its_own(ashmere):
    with pytest.raises(services.NotPossible):
        services.place_unit(ashmere.assessment, ashmere.south, by=None, from_on=DAY(2026, 1, 1))
