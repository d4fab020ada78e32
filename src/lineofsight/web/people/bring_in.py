"""The organisation and its people in one go: departments from the data, people from a list.

The list is a CSV file with a row for each post that somebody holds or held:

    worker_id,name,job_title,unit_id,email,from_on,to_on

`worker_id` is the professional id in the data, `unit_id` the department's; other columns are
not read. A job title gives a role by the pack's own titles, then by the words that the pack says
posts of a role are known by. Bringing in the same list again changes nothing; somebody who
left is closed, with their history kept.
"""

import csv
import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lineofsight.errors import UserError
from lineofsight.web.activity import services as activity
from lineofsight.web.people import roles
from lineofsight.web.people.models import OrgUnit, OrgUnitPlace, RoleAssignment, User

COLUMNS = ("worker_id", "name", "job_title", "unit_id", "email", "from_on", "to_on")


@dataclass(frozen=True)
class Department:
    """A row of the data's departments: `parent_id` is empty for the authority itself."""

    id: str
    name: str
    parent_id: str


@dataclass(frozen=True)
class Post:
    """One post that somebody holds or held. `to_on` is its last day."""

    worker_id: str
    name: str
    job_title: str
    unit_id: str
    email: str
    from_on: datetime.date
    to_on: datetime.date | None


@dataclass(frozen=True)
class BroughtIn:
    """What came of it. `without_role`: titles that give no role, and how often they came."""

    units: int
    people: int
    roles: int
    without_role: dict[str, int]


class UnusablePeopleList(UserError):
    """The list of people cannot be read."""


def departments_of(snapshot) -> list[Department]:
    """The departments a snapshot knows."""
    rows = snapshot.connect().execute(
        "SELECT dept_team_id, dept_team_name, dept_team_parent_id FROM ssd_department"
    )
    return [Department(key, name or key, parent or "") for key, name, parent in rows.fetchall()]


def read_posts(path: Path) -> list[Post]:
    """The posts of a list; raises `UnusablePeopleList` saying the line and what to do."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
        if missing:
            raise UnusablePeopleList(
                f"the column {missing[0]} is missing.",
                where=path.name,
                advice=f"The first line must name {', '.join(COLUMNS)}.",
            )
        return [_post(row, f"{path.name}, line {n}") for n, row in enumerate(reader, start=2)]


def _post(row: dict[str, str], where: str) -> Post:
    try:
        return Post(
            *(row[name].strip() for name in COLUMNS[:5]),
            from_on=datetime.date.fromisoformat(row["from_on"].strip()),
            to_on=datetime.date.fromisoformat(row["to_on"].strip()) if row["to_on"] else None,
        )
    except ValueError:
        raise UnusablePeopleList(
            "a day cannot be read.", where=where, advice="Write days as 2026-11-23."
        ) from None


@transaction.atomic
def bring_in(
    departments: Iterable[Department],
    posts: Iterable[Post],
    *,
    by: User | None,
    password: str | None = None,
) -> BroughtIn:
    """Make units, accounts and roles that are not there yet.

    `password` is given to every new account: for a demo. Without it accounts open by single
    sign-on, or when an administrator sets a password.
    """
    posts = list(posts)
    units = _units(list(departments), posts)
    people = _people(posts, password)
    given, without_role = _roles(posts, units, people)
    result = BroughtIn(len(units), len(people), given, dict(without_role))
    activity.record(
        "people.brought_in",
        by=by,
        subject_kind="organisation",
        subject_id="",
        detail={"units": result.units, "people": result.people, "roles": result.roles},
    )
    return result


def _units(departments: list[Department], posts: list[Post]) -> dict[str, OrgUnit]:
    opened_on = min((post.from_on for post in posts), default=datetime.date(1989, 11, 16))
    parents = {each.parent_id for each in departments}
    known = {unit.code: unit for unit in OrgUnit.objects.all()}
    for each in departments:
        if each.id in known:
            continue
        if not each.parent_id:
            kind = OrgUnit.Kind.AUTHORITY
        else:
            kind = OrgUnit.Kind.SERVICE if each.id in parents else OrgUnit.Kind.TEAM
        known[each.id] = OrgUnit.objects.create(
            code=each.id, name=each.name, kind=kind, opened_on=opened_on
        )
    placed = set(OrgUnitPlace.objects.values_list("unit_id", flat=True))
    OrgUnitPlace.objects.bulk_create(
        OrgUnitPlace(unit=known[each.id], parent=known[each.parent_id], from_on=opened_on)
        for each in departments
        if each.parent_id in known and known[each.id].pk not in placed
    )
    return known


def _people(posts: list[Post], password: str | None) -> dict[str, User]:
    """Accounts by worker id; one hash for all, because hashing is slow on purpose."""
    hashed = make_password(password)
    known = {user.staff_id: user for user in User.objects.exclude(staff_id="")}
    taken = set(User.objects.values_list("email", flat=True))
    for post in sorted(posts, key=lambda each: each.from_on, reverse=True):
        email = _free(User.objects.normalised(post.email), taken)
        if post.worker_id not in known:
            taken.add(email)
            known[post.worker_id] = User.objects.create(
                email=email,
                name=post.name,
                staff_id=post.worker_id,
                password=hashed,
                is_active=post.to_on is None,
            )
    return known


def _free(email: str, taken: set[str]) -> str:
    """The address, or the first numbered one that nobody has: two people may share a name."""
    name, _, domain = email.partition("@")
    number, free = 2, email
    while free in taken:
        free, number = f"{name}{number}@{domain}", number + 1
    return free


def _roles(posts, units, people) -> tuple[int, dict[str, int]]:
    held = set(RoleAssignment.objects.values_list("user_id", "role", "unit_id", "from_on"))
    new, without_role = [], defaultdict(int)
    for post in posts:
        key = role_of_title(post.job_title)
        unit = units.get(post.unit_id)
        if key is None or unit is None:
            without_role[post.job_title] += 1
            continue
        where, user = _as_far_as(roles.role(key).scope, unit, units), people[post.worker_id]
        if (user.pk, key, where.pk, post.from_on) not in held:
            new.append(
                RoleAssignment(
                    user=user, role=key, unit=where, from_on=post.from_on, to_on=post.to_on
                )
            )
    RoleAssignment.objects.bulk_create(new)
    return len(new), without_role


def role_of_title(title: str) -> str | None:
    """The role that goes with a job title, or None: the role of that very title, or the one
    with the longest words that the job title contains."""
    lowered = title.casefold()
    for key, role in roles.roles().items():
        if role.title.casefold() == lowered:
            return key
    fitting = [
        (len(words), key)
        for key, role in roles.roles().items()
        for words in role.job_titles
        if words.casefold() in lowered
    ]
    return max(fitting)[1] if fitting else None


def _as_far_as(reach: str, unit: OrgUnit, units: dict[str, OrgUnit]) -> OrgUnit:
    """Where a role is held: one that reaches the whole authority is held at the authority."""
    if reach not in {"all", "none"}:
        return unit
    return next((each for each in units.values() if each.kind == OrgUnit.Kind.AUTHORITY), unit)
