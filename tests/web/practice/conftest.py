"""A quarter of audits in a small Ashmere: the framework adopted, people, a snapshot."""

import datetime

import pytest
from tests.factories.journeys import journey
from tests.factories.people import OrgUnitFactory, OrgUnitPlaceFactory, RoleAssignmentFactory
from tests.factories.practice import Quarter

from lineofsight.packs import load_pack
from lineofsight.web import clock
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.practice import subjects
from lineofsight.web.practice.models import Audit
from lineofsight.web.practice.services import beginning


@pytest.fixture
def adopted(db):
    """The framework, in force since long ago."""
    return frameworks.adopt(load_pack("worcestershire"), by=None, from_on=datetime.date(2022, 4, 1))


@pytest.fixture
def snapshot_of(settings):
    """`snapshot_of({"SOUTH": 20}, as_at="2025-11-30")`: so many open children in each team."""

    def make(children: dict[str, int], *, as_at: str, closed: tuple[str, ...] = ()):
        rows, people = [], []
        for team, number in children.items():
            for n in range(1, number + 1):
                child = f"{team}-{n:03}"
                end = as_at if child in closed else ""
                rows.append(f"I{child} | {child} | {team} | W{team} | 2025-01-06 | {end}")
                people.append(f"{child} | Child | {child.title()} | 2016-05-0{n % 9 + 1}")
        workers = "\n".join(f"W{team} | Worker of {team}" for team in children)
        return journey(
            settings.HOME,
            as_at=as_at,
            ssd_person="pers_person_id | pers_forename | pers_surname | pers_dob\n"
            + "\n".join(people),
            ssd_professionals="prof_professional_id | prof_professional_name\n" + workers,
            ssd_involvements="invo_involvements_id | invo_person_id | invo_professional_team "
            "| invo_professional_id | invo_involvement_start_date | invo_involvement_end_date\n"
            + "\n".join(rows),
        )

    return make


@pytest.fixture
def quarter(adopted, ashmere, person, snapshot_of, the_day) -> Quarter:
    """People in every part of a main audit, and a third team in Assessment."""
    ashmere.central = OrgUnitFactory(code="CENTRAL", name="Assessment Central")
    OrgUnitPlaceFactory(unit=ashmere.central, parent=ashmere.assessment)
    return Quarter(ashmere=ashmere, person=person, snapshot_of=snapshot_of, the_day=the_day)


@pytest.fixture
def manager_of(quarter):
    """Give a team another manager from a day on; the one before ends the day before."""

    def change(unit: OrgUnit, user, from_on: str) -> None:
        day = datetime.date.fromisoformat(from_on)
        unit.assignments.filter(role="team-manager", to_on=None).update(
            to_on=day - datetime.timedelta(days=1)
        )
        RoleAssignmentFactory(user=user, role="team-manager", unit=unit, from_on=day)

    return change


@pytest.fixture
def under(ashmere, person, snapshot_of, the_day, settings):
    """`under("sandwell")`: that framework adopted, people in the usual places, four children
    a team, on Monday 2 March 2026."""

    def adopt(key: str, **roles: str):
        settings.PACK = key
        adopted = frameworks.adopt(load_pack(key), by=None, from_on=datetime.date(2022, 4, 1))
        the_day("2026-03-02")
        snapshot = snapshot_of({"SOUTH": 4, "NORTH": 4, "EAST": 4}, as_at="2026-02-28")
        people = {"south": person("team-manager", ashmere.south, name="Priya Nair"),
                  "north": person("team-manager", ashmere.north, name="Tom Aldersley"),
                  "east": person("team-manager", ashmere.east, name="Jo Fairley")}  # fmt: skip
        worker = next(r.key for r in adopted.pack.roles if r.scope == "own")
        people["worker"] = person(worker, ashmere.south, name="Leah Brandt", staff_id="WSOUTH")
        for name, role in roles.items():
            people[name] = person(role, name=name.replace("_", " ").title())
        return World(adopted, snapshot, people)

    return adopt


class World:
    def __init__(self, adopted, snapshot, people: dict[str, User]):
        self.adopted, self.pack, self.snapshot, self.people = (
            adopted, adopted.pack, snapshot, people,
        )  # fmt: skip

    def __getattr__(self, name):
        return self.__dict__["people"][name]

    def begin(self, activity: str, by: User, subject=None, **more) -> Audit:
        about = subject or subjects.child("SOUTH-001", self.snapshot, clock.today())
        return beginning.begin(activity, about, by=by, **more)
