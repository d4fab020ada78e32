"""What an activity is about: a child, a carer, a worker, a team … as it is written down."""

from dataclasses import dataclass, field
from datetime import date

from lineofsight import sampling
from lineofsight.packs.activities import Record
from lineofsight.sampling.chairs import chairs_of
from lineofsight.warehouse import Snapshot
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.practice.assignment import Case


@dataclass(frozen=True)
class Subject:
    """`name` is empty for a child, whose name comes from the data and is stored nowhere.
    `case` says whose work it is; `worker_name` as on the day."""

    kind: Record
    id: str
    name: str = ""
    case: Case = field(default_factory=Case)
    worker_name: str = ""

    @property
    def child_id(self) -> str:
        return self.id if self.kind == Record.CHILD else ""


def child(child_id: str, snapshot: Snapshot | None, day: date) -> Subject:
    """A child, with the team and worker who hold the case and the chair, as the data says."""
    if snapshot is None:
        return Subject(Record.CHILD, child_id)
    held = next((each for each in sampling.held_on(snapshot, min(day, snapshot.as_at))
                 if each.child_id == child_id), None)  # fmt: skip
    chair = chairs_of(snapshot, [child_id], day).get(child_id, "")
    if held is None:
        return Subject(Record.CHILD, child_id, case=Case(chair_id=chair))
    case = Case(team_code=held.team_id, worker_id=held.worker_id, chair_id=chair)
    return Subject(Record.CHILD, child_id, case=case, worker_name=held.worker_name)


def worker(person: User, day: date) -> Subject:
    """A worker: whose practice it is, and the team they are in."""
    held = people.assignments_of(person, day)
    team = next((each.unit for each in held if each.unit.kind == OrgUnit.Kind.TEAM), None)
    unit = team or (held[0].unit if held else None)
    case = Case(team_code=unit.code if unit else "", worker_id=person.staff_id or "")
    return Subject(Record.WORKER, person.staff_id, person.name, case, person.name)


def unit(place: OrgUnit, kind: Record) -> Subject:
    """A team, a service, or a setting that the organisation knows as a unit."""
    is_service = place.kind == OrgUnit.Kind.SERVICE
    case = Case(service_code=place.code) if is_service else Case(team_code=place.code)
    return Subject(kind, place.code, place.name, case)


def referred(kind: Record, reference: str, name: str, place: OrgUnit | None) -> Subject:
    """Somebody the data does not know: a foster carer or a family, by the reference of the
    authority's own system, with the team or service that is responsible."""
    return Subject(kind, reference, name, unit(place, kind).case if place else Case())
