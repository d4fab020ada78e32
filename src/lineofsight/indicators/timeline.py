"""One child's journey: spells in lanes, and what happened, with what was late.

    child_journey(snapshot, "C1").lanes

Nothing here is counted; the marks “in time” and “late” come from the same spells that the
indicators judge by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lineofsight.indicators.expressions import FAR_OFF
from lineofsight.indicators.figures import Basis
from lineofsight.indicators.running import Run, duckdb_run
from lineofsight.periods import Period, age_on
from lineofsight.warehouse import Snapshot

IN_TIME, LATE = "in time", "late"


@dataclass(frozen=True)
class Person:
    """Who the child is. `age` is in years on the snapshot's day; None before birth or if
    not recorded."""

    child_id: str
    forename: str
    surname: str
    sex: str
    ethnicity: str
    disability: str
    born_on: date | None
    expected_on: date | None
    age: int | None
    team_name: str
    worker_name: str
    team_id: str | None
    worker_id: str | None

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}".strip()

    @property
    def is_unborn(self) -> bool:
        return self.age is None and self.expected_on is not None


@dataclass(frozen=True)
class LaneSpell:
    """A stretch of time; `ended_on` None: still open. `detail` says more in words."""

    record_key: str
    label: str
    started_on: date
    ended_on: date | None
    detail: str = ""


@dataclass(frozen=True)
class LaneEvent:
    """Something on one day. `timing`: in time, late, or empty where no limit applies."""

    record_key: str
    label: str
    on_day: date
    timing: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Lane:
    key: str
    title: str
    spells: tuple[LaneSpell, ...] = ()
    events: tuple[LaneEvent, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.spells and not self.events


@dataclass(frozen=True)
class ChildJourney:
    person: Person
    lanes: tuple[Lane, ...]

    @property
    def events(self) -> list[tuple[str, LaneEvent]]:
        """Every event with its lane's title, latest first."""
        every = [(lane.title, event) for lane in self.lanes for event in lane.events]
        return sorted(every, key=lambda pair: pair[1].on_day, reverse=True)

    @property
    def first_on(self) -> date | None:
        days = [s.started_on for lane in self.lanes for s in lane.spells]
        days += [e.on_day for lane in self.lanes for e in lane.events]
        return min(days, default=None)


def child_journey(
    snapshot: Snapshot, child_id: str, *, basis: Basis | None = None
) -> ChildJourney | None:
    """The whole journey of one child, or None if the snapshot does not know the child."""
    basis = basis or Basis()
    today = Period.day(snapshot.as_at)
    with duckdb_run(snapshot, [today], parameters=basis.parameters, child_id=child_id) as run:
        reader = _Reader(run, child_id)
        person = _person(reader, snapshot)
        return person and ChildJourney(person, tuple(_lanes(reader)))


class _Reader:
    """Rows of one child, from tables of the journey or from spells."""

    def __init__(self, run: Run, child_id: str):
        self.run = run
        self.child_id = child_id

    def of(self, table: str, child: str, columns: str, order: str = "") -> list[tuple]:
        self.run.need(table)
        sql = f'SELECT {columns} FROM "{table}" WHERE {child} = ?'
        cursor = self.run.engine.connection.execute(
            f"{sql} ORDER BY {order}" if order else sql, [self.child_id]
        )
        return cursor.fetchall()


def _person(reader: _Reader, snapshot: Snapshot) -> Person | None:
    known = reader.of("ssd_person", "pers_person_id", "pers_forename, pers_surname")
    told = reader.of("persons", "child_id", "sex, ethnicity, disability, born_on, expected_on")
    if not known or not told:
        return None
    sex, ethnicity, disability, born_on, expected_on = told[0]
    held = reader.of("responsible", "child_id", "team_id, worker_id, from_on, until_on", "from_on")
    team, worker = _held_on(held, snapshot.as_at)
    is_born = born_on is not None and born_on <= snapshot.as_at
    units = reader.run.units
    return Person(
        child_id=reader.child_id,
        forename=known[0][0] or "",
        surname=known[0][1] or "",
        sex=sex,
        ethnicity=ethnicity,
        disability=disability,
        born_on=born_on,
        expected_on=expected_on,
        age=age_on(born_on, snapshot.as_at) if is_born else None,
        team_name=units.name_of(team),
        worker_name=units.name_of(worker, by="worker"),
        team_id=team,
        worker_id=worker,
    )


def _held_on(held, day: date) -> tuple[str | None, str | None]:
    for team, worker, from_on, until_on in held:
        if from_on <= day < until_on:
            return team, worker
    return None, None


def _lanes(reader: _Reader) -> Iterable[Lane]:
    return (
        Lane("contacts", "Contacts and referrals", _need(reader), _arrivals(reader)),
        Lane("assessments", "Assessments", _assessments(reader), _authorisations(reader)),
        Lane("section47", "Section 47", _enquiries(reader), _conferences(reader)),
        Lane("protection", "Child protection", _plans(reader), _reviews(reader, "plans")),
        Lane("care", "Care", _care(reader), _reviews(reader, "care_periods")),
        Lane("placements", "Placements", _stays(reader)),
        Lane("visits", "Visits", (), _visits(reader)),
        Lane("health", "Health", (), _health(reader)),
        Lane("workers", "Team and worker", _workers(reader)),
    )


def _open(day: date | None) -> date | None:
    return None if day is None or day >= FAR_OFF else day


def _need(reader) -> tuple[LaneSpell, ...]:
    rows = reader.of(
        "need_episodes", "child_id", "record_key, started_on, finished_on", "started_on"
    )
    return tuple(LaneSpell(key, "Child in need", start, end) for key, start, end in rows)


def _arrivals(reader) -> tuple[LaneEvent, ...]:
    contacts = reader.of("contacts", "child_id", "record_key, on_day")
    referrals = reader.of("referrals", "child_id", "record_key, on_day, previous_on")
    events = [LaneEvent(key, "Contact", day) for key, day in contacts]
    events += [
        LaneEvent(key, "Referral", day, detail="Referred before" if before else "")
        for key, day, before in referrals
    ]
    return _in_order(events)


def _assessments(reader) -> tuple[LaneSpell, ...]:
    rows = reader.of(
        "ssd_cin_assessments",
        "cina_person_id",
        "cina_assessment_id, cina_assessment_start_date, cina_assessment_auth_date",
        "cina_assessment_start_date",
    )
    return tuple(LaneSpell(key, "Assessment", start, end) for key, start, end in rows if start)


def _authorisations(reader) -> tuple[LaneEvent, ...]:
    rows = reader.of(
        "assessments", "child_id", "record_key, finished_on, started_on, due_on, measure"
    )
    return _in_order(
        LaneEvent(
            key,
            "Assessment authorised",
            day,
            _timing(day, due if start and start <= day else None),
            f"{taken} working days" if taken is not None and taken >= 0 else "",
        )
        for key, day, start, due, taken in rows
    )


def _enquiries(reader) -> tuple[LaneSpell, ...]:
    rows = reader.of("enquiries", "child_id", "record_key, started_on, ended_on", "started_on")
    return tuple(LaneSpell(key, "Section 47 enquiry", start, end) for key, start, end in rows)


def _conferences(reader) -> tuple[LaneEvent, ...]:
    rows = reader.of(
        "conferences", "child_id", "record_key, finished_on, started_on, due_on, measure"
    )
    return _in_order(
        LaneEvent(
            key,
            "Initial conference",
            day,
            _timing(day, due if start and start <= day else None),
            f"{taken} working days after the enquiry began" if taken and taken > 0 else "",
        )
        for key, day, start, due, taken in rows
    )


def _plans(reader) -> tuple[LaneSpell, ...]:
    rows = reader.of("plans", "child_id", "record_key, started_on, finished_on", "started_on")
    return tuple(LaneSpell(key, "Child protection plan", start, end) for key, start, end in rows)


def _care(reader) -> tuple[LaneSpell, ...]:
    rows = reader.of(
        "care_periods",
        "child_id",
        "record_key, started_on, until_on, is_short_break",
        "started_on",
    )
    return tuple(
        LaneSpell(key, "Short breaks" if short else "Looked after", start, _open(end))
        for key, start, end, short in rows
    )


def _reviews(reader, owner: str) -> tuple[LaneEvent, ...]:
    slots = "cp_review_slots" if owner == "plans" else "care_review_slots"
    rows = _slots(reader, slots, owner)
    return _in_order(
        LaneEvent(key, "Review", held, _timing(held, due if judged else None))
        for key, held, due, judged in rows
    )


def _slots(reader, slots: str, owner: str) -> list[tuple]:
    reader.run.need(owner, slots)
    cursor = reader.run.engine.connection.execute(
        f"SELECT s.record_key, held_on, due_on, is_judged FROM {slots} AS s "
        f"JOIN {owner} AS o ON s.record_key = o.record_key "
        "WHERE o.child_id = ? AND held_on IS NOT NULL",
        [reader.child_id],
    )
    return cursor.fetchall()


def _stays(reader) -> tuple[LaneSpell, ...]:
    rows = reader.of(
        "stays", "child_id", "placement_id, placement_type, started_on, until_on", "started_on"
    )
    return tuple(
        LaneSpell(key, "Placement", start, _open(end), kind) for key, kind, start, end in rows
    )


def _visits(reader) -> tuple[LaneEvent, ...]:
    told = (
        ("ssd_cin_visits", "cinv", "cin", "Child in need visit"),
        ("ssd_cp_visits", "cppv", "cp", "Child protection visit"),
        ("ssd_cla_visits", "clav", "cla", "Visit in care"),
    )
    events = []
    for table, prefix, kind, label in told:
        column = f"{prefix}_{kind}_visit"
        rows = reader.of(table, f"{prefix}_person_id", f"{column}_id, {column}_date, {column}_seen")
        events += [
            LaneEvent(key, label, day, detail="Not seen" if seen == "N" else "")
            for key, day, seen in rows
            if day
        ]
    return _in_order(events)


def _health(reader) -> tuple[LaneEvent, ...]:
    rows = reader.of("health_checks", "child_id", "kind, checked_on")
    labels = {
        "health": "Health assessment",
        "dental": "Dental check",
        "development": "Development check",
    }
    return _in_order(LaneEvent(f"{kind} {day}", labels[kind], day) for kind, day in rows)


def _workers(reader) -> tuple[LaneSpell, ...]:
    units = reader.run.units
    rows = reader.of("responsible", "child_id", "team_id, worker_id, from_on, until_on", "from_on")
    return tuple(
        LaneSpell(
            f"{worker} {start}",
            units.name_of(team),
            start,
            _open(end),
            units.name_of(worker, by="worker"),
        )
        for team, worker, start, end in rows
    )


def _timing(day: date, due: date | None) -> str:
    if due is None:
        return ""
    return IN_TIME if day <= due else LATE


def _in_order(events: Iterable[LaneEvent]) -> tuple[LaneEvent, ...]:
    return tuple(sorted(events, key=lambda event: (event.on_day, event.label, event.record_key)))
