"""The children (or other records) behind a figure, as a list: filtered, sorted, counted,
named where allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest

from lineofsight.indicators import (
    COUNTED,
    LEFT_OUT,
    NOT_COUNTED,
    ChildrenBehind,
    ChildRow,
    UnitRef,
    children,
)
from lineofsight.periods import Period, age_on
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot
from lineofsight.web.people.references import child_reference
from lineofsight.web.performance.places import Choice
from lineofsight.web.performance.reading import BasisKey

SHOWS = (NOT_COUNTED, COUNTED, LEFT_OUT)
CHIPS = {NOT_COUNTED: "Not counted", COUNTED: "Counted", LEFT_OUT: "Left out"}
DAYS_OVER = {
    "": ("Any", 0, None),
    "1-5": ("1 to 5", 1, 5),
    "6-10": ("6 to 10", 6, 10),
    "11-": ("Over 10", 11, None),
}
SORTS = {"started": "started_on", "finished": "finished_on", "due": "due_on", "days": "measure"}
PER_PAGE = (25, 50, 100)
NOBODY = "none"


@dataclass(frozen=True)
class Filters:
    """What the address asks the list for. Empty means all."""

    show: str
    team: str = ""
    worker: str = ""
    reason: str = ""
    over: str = ""
    sort: str = ""

    @classmethod
    def read(cls, request: HttpRequest, first: str) -> "Filters":
        get = request.GET.get
        show = get("show", first)
        return cls(
            show=show if show in SHOWS else first,
            team=get("team", ""),
            worker=get("worker", ""),
            reason=get("reason", ""),
            over=get("over", "") if get("over", "") in DAYS_OVER else "",
            sort=get("sort", "") if get("sort", "").lstrip("-") in SORTS else "",
        )


@dataclass(frozen=True)
class Person:
    """What a list says of a child beside the case: as recorded, or said to be missing."""

    name: str
    age: str
    number: str


@dataclass(frozen=True)
class Line:
    """One row of the page: the case, who the child is, and where their page is."""

    row: ChildRow
    person: Person
    reference: str


@lru_cache(maxsize=64)
def cases_behind(
    snapshot: Snapshot,
    indicator_id: str,
    period: Period,
    unit: UnitRef,
    scope: Scope,
    basis_key: BasisKey,
) -> ChildrenBehind:
    """The engine's answer, kept for the next page of the same list. What the reader may see
    is part of the key."""
    return children(snapshot, indicator_id, period, unit=unit, scope=scope, basis=basis_key.basis)


def filtered(rows: Sequence[ChildRow], wanted: Filters) -> list[ChildRow]:
    low, high = DAYS_OVER[wanted.over][1:]
    found = [
        row
        for row in rows
        if (not wanted.team or (row.team_id or NOBODY) == wanted.team)
        and (not wanted.worker or (row.worker_id or NOBODY) == wanted.worker)
        and (not wanted.reason or row.reason == wanted.reason)
        and (not wanted.over or low <= (row.days_over or 0) <= (high or 10**6))
    ]
    if not wanted.sort:
        return sorted(found, key=_longest_first)
    column = SORTS[wanted.sort.lstrip("-")]
    known = [row for row in found if getattr(row, column) is not None]
    known.sort(key=lambda row: getattr(row, column), reverse=wanted.sort.startswith("-"))
    return known + [row for row in found if getattr(row, column) is None]


def _longest_first(row: ChildRow) -> tuple:
    return (row.measure is None, -(row.measure or 0), row.child_id or "", row.record_key or "")


def choices(rows: Sequence[ChildRow], wanted: Filters) -> dict[str, list[Choice]]:
    """The options of the four filters, from the rows that the chip shows."""
    teams = {row.team_id or NOBODY: row.team_name for row in rows}
    workers = {row.worker_id or NOBODY: row.worker_name for row in rows}
    reasons = {row.reason: row.reason for row in rows if row.reason}
    return {
        "team": _options(teams, wanted.team, f"All {len(teams)} teams"),
        "worker": _options(workers, wanted.worker, "All workers"),
        "reason": _options(reasons, wanted.reason, "All reasons"),
        "over": [
            Choice(value, label, value == wanted.over) for value, (label, _, _) in DAYS_OVER.items()
        ],
    }


def _options(named: dict[str, str], chosen: str, every: str) -> list[Choice]:
    ordered = sorted(named.items(), key=lambda pair: (pair[0] == NOBODY, pair[1]))
    options = [Choice(value, label, value == chosen) for value, label in ordered]
    return [Choice("", every, not chosen), *options]


def how_counted(behind: ChildrenBehind, wanted: Filters) -> list[dict]:
    """How the cases are counted: a row a status, those left out by their reason as far as
    the reader sees them. The numbers add up to everything that was looked at."""
    rows = []
    for status in (COUNTED, NOT_COUNTED):
        total = behind.totals[status]
        rows.append({"label": CHIPS[status], "count": total, "show": status,
                     "is_here": status == wanted.show})  # fmt: skip
    seen: dict[str, int] = {}
    for row in behind.with_status(LEFT_OUT):
        seen[row.reason] = seen.get(row.reason, 0) + 1
    for reason, count in sorted(seen.items()):
        rows.append({"label": f"Left out: {_lower(reason)}", "count": count, "show": LEFT_OUT,
                     "is_here": False})  # fmt: skip
    unseen = behind.totals[LEFT_OUT] - sum(seen.values())
    if unseen:
        rows.append({"label": "Left out, not shown to you", "count": unseen, "show": LEFT_OUT,
                     "is_here": False})  # fmt: skip
    return rows


def _lower(text: str) -> str:
    return (text[:1].lower() + text[1:]).rstrip(".")


def people_of(snapshot: Snapshot, child_ids: Sequence[str], day: date) -> dict[str, Person]:
    """Name, age and number of these children, in one query."""
    wanted = sorted({child_id for child_id in child_ids if child_id})
    if not wanted:
        return {}
    with snapshot.connect() as connection:
        rows = connection.execute(
            "SELECT pers_person_id, pers_forename, pers_surname, pers_dob, pers_expected_dob "
            "FROM ssd_person WHERE list_contains(?, pers_person_id)",
            [wanted],
        ).fetchall()
    return {row[0]: person_of(*row, day) for row in rows}


def person_of(child_id, forename, surname, born_on, expected_on, day: date) -> Person:
    name = " ".join(part for part in (forename, surname) if part)
    return Person(name or "Name not recorded", age_words(born_on, expected_on, day), child_id)


def age_words(born_on: date | None, expected_on: date | None, day: date) -> str:
    """“9”, “Under 1”, “Unborn”; never an age out of nothing."""
    if born_on is None:
        return "Unborn" if expected_on else "Age not recorded"
    age = age_on(born_on, day)
    if age < 0:
        return "Unborn"
    return str(age) if age else "Under 1"


def children_in(rows: Sequence[ChildRow]) -> int:
    """How many different children these cases name; none where they are about other records."""
    return len({row.child_id for row in rows if row.child_id})


def lines_of(snapshot: Snapshot, rows: Sequence[ChildRow], day: date) -> list[Line]:
    """A case about another record than a child is shown by the number of that record."""
    people = people_of(snapshot, [row.child_id for row in rows], day)
    nobody = Person("Not in the list of children", "Age not recorded", "")
    return [
        Line(
            row,
            _as_record(row)
            or people.get(row.child_id)
            or Person(nobody.name, nobody.age, row.child_id or ""),
            child_reference(row.child_id) if row.child_id else "",
        )
        for row in rows
    ]


def _as_record(row: ChildRow) -> Person | None:
    if not row.record:
        return None
    return Person(f"{row.record[:1].upper()}{row.record[1:]}", "", row.record_key)
