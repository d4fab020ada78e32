"""Ashmere's services, teams and people, and who holds which post on which day.

Children's cases belong to posts, and people hold posts: when somebody leaves, the case goes
to the post's next holder, sometimes after a gap in which nobody has it.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import numpy as np
import yaml

from lineofsight.demo.days import NEVER, as_date, number
from lineofsight.demo.names import adult_names
from lineofsight.demo.plan import Plan

TENURE_DAYS = 1700
LONGEST_GAP = 50
NOBODY = -1
_SPAN = 2**31
ADVANCED_PRACTITIONERS_IN = ("eh", "ffd", "assess", "loc", "tc", "cl", "cwd")


@dataclass(frozen=True)
class Person:
    """One post that somebody held; a person who moved would have two."""

    worker_id: str
    name: str
    job_title: str
    unit_id: str
    email: str
    from_on: date
    to_on: date | None
    registration_no: str
    full_time_equivalent: float
    is_agency: bool


@dataclass(frozen=True)
class Unit:
    unit_id: str
    name: str
    parent_id: str
    work: str
    areas: tuple[str, ...]
    share: float
    posts: int


@dataclass(frozen=True)
class Organisation:
    units: tuple[Unit, ...]
    teams: tuple[Unit, ...]
    area_names: tuple[str, ...]
    area_shares: tuple[float, ...]
    people: tuple[Person, ...]
    first_post: np.ndarray  # of each team
    holder_keys: np.ndarray  # post * _SPAN + first day, sorted
    holder_ends: np.ndarray  # last day of the holder
    holders: np.ndarray  # index into people

    def team_index(self, team_id: str) -> int:
        return next(n for n, team in enumerate(self.teams) if team.unit_id == team_id)

    def team_ids(self, teams: np.ndarray) -> np.ndarray:
        return np.array([team.unit_id for team in self.teams])[teams]

    def team_for(self, dice, work: str, areas: np.ndarray) -> np.ndarray:
        """A team (index) that does `work`, for children of each area (index)."""
        chosen = np.zeros(len(areas), dtype=np.int64)
        doing = [(n, team) for n, team in enumerate(self.teams) if team.work == work]
        for area, name in enumerate(self.area_names):
            here = np.flatnonzero(areas == area)
            fitting = [(n, team) for n, team in doing if not team.areas or name in team.areas]
            weights = np.array([team.share for _, team in fitting])
            picks = dice.choice(len(fitting), size=len(here), p=weights / weights.sum())
            chosen[here] = np.array([n for n, _ in fitting])[picks]
        return chosen

    def post_in(self, dice, teams: np.ndarray) -> np.ndarray:
        posts = np.array([team.posts for team in self.teams])[teams]
        return self.first_post[teams] + (dice.random(len(teams)) * posts).astype(np.int64)

    def worker_on(self, posts: np.ndarray, days: np.ndarray) -> np.ndarray:
        """Who holds each post on each day (index into `people`), or NOBODY."""
        at = np.searchsorted(self.holder_keys, posts * _SPAN + days, side="right") - 1
        return np.where(days <= self.holder_ends[at], self.holders[at], NOBODY)

    def holders_between(self, posts, starts, ends) -> tuple[np.ndarray, np.ndarray]:
        """The holders of each post from `starts` to before `ends`: row numbers of what was
        given, and positions in the list of holders."""
        low = np.searchsorted(self.holder_keys, posts * _SPAN + starts, side="right") - 1
        last_day = np.minimum(ends - 1, _SPAN - 1)
        high = np.searchsorted(self.holder_keys, posts * _SPAN + last_day, side="right") - 1
        many = np.maximum(high - low, 0) + 1
        rows = np.repeat(np.arange(len(posts)), many)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
        return rows, low[rows] + within

    def holder_starts(self, positions: np.ndarray) -> np.ndarray:
        return self.holder_keys[positions] % _SPAN


@cache
def declared() -> dict:
    text = resources.files("lineofsight.demo").joinpath("ashmere.yaml").read_text("utf-8")
    return yaml.safe_load(text)


def _units(scale: float) -> list[Unit]:
    top = declared()["authority"]
    units = [Unit(top["id"], top["name"], "", "", (), 0, 0)]
    for service in declared()["services"]:
        work = service.get("work", "")
        units.append(Unit(service["id"], service["name"], top["id"], "", (), 0, 0))
        units += [
            Unit(
                team["id"],
                team["name"],
                service["id"],
                work,
                tuple(team.get("areas", ())),
                float(team.get("share", 1)),
                max(1, round(team["workers"] * scale)),
            )
            for team in service["teams"]
        ]
    return units


class _Staffing:
    """Fills posts with people; keeps the numbers and names already given."""

    def __init__(self, plan: Plan):
        self.dice = plan.dice("people")
        self.plan = plan
        self.named = [dict(person) for person in declared()["people"]]
        self.taken = {person["name"] for person in self.named}
        self.people: list[Person] = []
        self.spare: list[str] = []

    def hire(self, title: str, unit_id: str, from_on: date, to_on: date | None, *, name="") -> int:
        if not name:
            if not self.spare:
                self.spare = adult_names(self.dice, 200, self.taken)
                self.taken.update(self.spare)
            name = self.spare.pop()
        count = len(self.people)
        social_worker = any(word in title for word in ("Social Work", "Manager", "Chair", "Review"))
        domain = declared()["authority"]["email"]
        email = name.lower().replace(" ", ".").replace("'", "") + "@" + domain
        self.people.append(
            Person(
                worker_id=str(20110 + count * 7),
                name=name,
                job_title=title,
                unit_id=unit_id,
                email=email,
                from_on=from_on,
                to_on=to_on,
                registration_no=f"SW{70000 + count * 13}" if social_worker else "",
                full_time_equivalent=float(self.dice.choice([1.0, 1.0, 1.0, 0.8, 0.6])),
                is_agency=bool(social_worker and self.dice.random() < 0.16),
            )
        )
        return count

    def fill_post(self, team: Unit, titles: dict[str, float], *, named: dict | None):
        """The holders of one post, one after another: (first day, last day, person)."""
        held, day = [], self.plan.care_warm_up_day - int(self.dice.integers(0, 900))
        last_day = self.plan.last_day
        joins = last_day - int(self.dice.integers(500, 1500)) if named else NEVER
        while day <= last_day:
            leaves = day + 90 + int(self.dice.exponential(TENURE_DAYS))
            is_theirs = bool(named) and (day >= joins or leaves >= joins)
            if is_theirs and day < joins:
                leaves = joins - 1
                is_theirs = False
            if is_theirs or leaves > last_day:
                leaves = NEVER
            title = str(self.dice.choice(list(titles), p=list(titles.values())))
            person = self.hire(
                named["title"] if is_theirs else title,
                team.unit_id,
                as_date(day),
                None if leaves == NEVER else as_date(leaves),
                name=named["name"] if is_theirs else "",
            )
            held.append((day, leaves, person))
            if leaves == NEVER:
                break
            day = leaves + 1
            if not (named and day == joins) and self.dice.random() < 0.5:
                day += int(self.dice.integers(1, LONGEST_GAP))
        return held

    def lead(self, title: str, unit: Unit):
        """Who has led a unit: those named for it, else one now and perhaps one before."""
        first = as_date(self.plan.care_warm_up_day)
        named = [p for p in self.named if p["unit"] == unit.unit_id and p["title"] == title]
        if named:
            for person in sorted(named, key=lambda p: p.get("from") or first):
                came, left = person.get("from") or first, person.get("to")
                self.hire(title, unit.unit_id, came, left, name=person["name"])
            return
        if self.dice.random() < 0.6:
            change = self.plan.last_day - int(self.dice.integers(150, 2000))
            self.hire(title, unit.unit_id, first, as_date(change))
            first = as_date(change + 1)
        self.hire(title, unit.unit_id, first, None)


LEADERS = ("Team Manager", "Group Manager", "Advanced Social Work Practitioner")


def build(plan: Plan) -> Organisation:
    units = _units(plan.scale)
    teams = [unit for unit in units if unit.posts]
    staffing = _Staffing(plan)
    rows, first_post, post = [], [], 0
    for team in teams:
        first_post.append(post)
        named = [
            p for p in staffing.named if p["unit"] == team.unit_id and p["title"] not in LEADERS
        ]
        one_title = declared()["sqa_titles"].get(team.unit_id)
        titles = {one_title: 1.0} if one_title else declared()["titles"][team.parent_id]
        for number_in_team in range(team.posts):
            who = named[number_in_team] if number_in_team < len(named) else None
            for day, leaves, person in staffing.fill_post(team, titles, named=who):
                rows.append((post * _SPAN + day, leaves, person))
            post += 1
    _leaders(staffing, units)
    keys, ends, holders = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    return Organisation(
        units=tuple(units),
        teams=tuple(teams),
        area_names=tuple(declared()["areas"]),
        area_shares=tuple(declared()["areas"].values()),
        people=tuple(staffing.people),
        first_post=np.array(first_post),
        holder_keys=keys,
        holder_ends=ends,
        holders=holders,
    )


def _leaders(staffing: _Staffing, units: list[Unit]):
    for unit in units:
        if unit.posts:
            staffing.lead("Team Manager", unit)
            if unit.parent_id in ADVANCED_PRACTITIONERS_IN:
                staffing.lead("Advanced Social Work Practitioner", unit)
        elif unit.parent_id:
            staffing.lead("Group Manager", unit)
    first = as_date(staffing.plan.care_warm_up_day)
    workers = {person.name for person in staffing.people}
    for person in staffing.named:
        if person["name"] not in workers and person["title"] not in LEADERS:
            staffing.hire(person["title"], person["unit"], first, None, name=person["name"])


def people_from(organisation: Organisation, first_day: int) -> list[Person]:
    """Everyone whose post lasted into the history."""
    start = number(as_date(first_day))
    return [p for p in organisation.people if p.to_on is None or number(p.to_on) >= start]
