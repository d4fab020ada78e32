"""A worker, a team manager and a group manager of Assessment South, and checks to take up."""

import pytest
from tests.factories.checks import kept_check

from lineofsight.web.data_quality.models import Finding
from lineofsight.web.data_quality.services import taking_up

FOUR = """
    rule | child | team  | worker | characteristic | severity
    J301 | C1    | SOUTH | WS1    | accurate       | error
    J301 | C2    | SOUTH | WS1    | accurate       | error
    J103 | C3    | SOUTH | -      | complete       | query
    J301 | C4    | EAST  | WE1    | accurate       | error
"""


@pytest.fixture
def worker(person):
    return person("social-worker", staff_id="WS1", name="Leah Brandt")


@pytest.fixture
def manager(person):
    return person("team-manager", name="Ola Benson")


@pytest.fixture
def group_manager(person):
    return person("group-manager", name="Helen Marsden")


@pytest.fixture
def taken(settings, ashmere):
    """Take up a check that is drawn: `taken(FOUR, as_at="2026-10-31")`."""

    def take(drawing: str = FOUR, *, as_at: str = "2026-10-31", **said) -> taking_up.TakenUp:
        return taking_up.take_up(kept_check(settings.HOME, drawing, as_at=as_at, **said))

    return take


@pytest.fixture
def of_child(db):
    """The finding about a child."""

    def find(child_id: str) -> Finding:
        return Finding.objects.get(child_id=child_id)

    return find
