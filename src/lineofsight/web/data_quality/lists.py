"""Fix lists: whose findings, which of them, in which order; and one line of them for the page."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When
from django.http import Http404, HttpRequest

from lineofsight.journey import TABLES
from lineofsight.web import clock
from lineofsight.web.data_quality import people_named, places
from lineofsight.web.data_quality.models import Desk, Finding
from lineofsight.web.data_quality.models.findings import SEVERITIES
from lineofsight.web.data_quality.models.runs import CHARACTERISTICS, RETURNS
from lineofsight.web.people import roles
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.people.references import child_id_of, child_reference
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.ui.words import working_days_from
from lineofsight.working_days import england

State = Finding.State
MINE, TEAM, SERVICE, EVERYTHING = "mine", "team", "service", "all"
WHOSE = {
    MINE: "For me to do",
    TEAM: "My team’s",
    SERVICE: "My service’s",
    EVERYTHING: "All",
}
SHOWN = {
    "correct": ("To correct", Finding.TO_CORRECT),
    "check": ("To check", (State.CORRECTED,)),
    "confirm": ("To confirm", (State.CHECKED,)),
    "waiting": ("All that waits", Finding.WAITING),
    "returned": ("Sent back", (State.RETURNED,)),
    "exempt": ("Left as it is", (State.EXEMPT,)),
    "settled": ("Settled", (State.CONFIRMED, State.CLOSED)),
}
SHORT = {"journey": "the record", "cin": "the census", "ssda903": "SSDA903", "annex_a": "Annex A"}
SHORT_FORMS = {
    "asmt": "assessment", "auth": "authority", "cin": "CIN", "cla": "CLA", "cp": "CP",
    "dob": "date of birth", "ehcp": "EHCP", "icpc": "ICPC", "id": "ID", "iro": "IRO",
    "la": "LA", "nfa": "NFA", "plo": "PLO", "prev": "previous", "req": "request",
    "s47": "section 47", "sdq": "SDQ", "send": "SEND", "uln": "ULN", "upn": "UPN", "urn": "URN",
}  # fmt: skip
DUE = {"": "Any day", "late": "Late", "week": "Within five working days"}


@dataclass(frozen=True)
class Reach:
    """Where somebody stands in the cycle: the teams whose desk is theirs, by desk."""

    staff_id: str = ""
    team_desk: frozenset[str] = frozenset()
    group_desk: frozenset[str] = frozenset()
    team: frozenset[str] = frozenset()
    service: frozenset[str] = frozenset()
    keeps_the_rest: bool = False
    everything: bool = False

    @property
    def only_what_comes_up(self) -> bool:
        """A group manager is shown what was not settled below, or waits to be confirmed."""
        return bool(self.group_desk) and not self.everything


def reach_of(user: User) -> Reach:
    team_desk, group_desk, team, service = set(), set(), set(), set()
    for held in assignments_of(user, clock.today()):
        role = roles.role(held.role)
        if not roles.names_children(role) or held.unit.kind == OrgUnit.Kind.AUTHORITY:
            continue
        codes = places.teams_of(held.unit)
        is_team = held.unit.kind == OrgUnit.Kind.TEAM
        if role.scope != "own":
            (team if is_team else service).update(codes)
        if P.QUALITY_CHECK in role.permissions:
            team_desk |= codes
        if P.QUALITY_CONFIRM in role.permissions:
            group_desk |= codes
    everything = scope_for(user).everything
    return Reach(
        user.staff_id if user.may(P.QUALITY_CORRECT) else "",
        *(frozenset(each) for each in (team_desk, group_desk, team, service)),
        keeps_the_rest=everything and user.may(P.SUBMISSIONS_LOAD),
        everything=everything,
    )


def on_ones_desk(user: User, reach: Reach) -> QuerySet[Finding]:
    """What waits for this person. What no team holds waits for those who load the data."""
    mine = Q(pk__in=())
    if reach.staff_id:
        mine |= Q(desk=Desk.WORKER, worker_id=reach.staff_id, state__in=Finding.TO_CORRECT)
    if reach.team_desk:
        mine |= Q(desk=Desk.TEAM_MANAGER, team_id__in=reach.team_desk)
    if reach.group_desk:
        mine |= Q(desk=Desk.GROUP_MANAGER, team_id__in=reach.group_desk)
    if reach.keeps_the_rest:
        mine |= Q(team_id="") & ~Q(desk=Desk.WORKER)
    return Finding.objects.visible_to(user).filter(mine).waiting()


@dataclass(frozen=True)
class Asked:
    """What the address asks a list for. Empty means all."""

    whose: str
    state: str = "waiting"
    rule: str = ""
    characteristic: str = ""
    return_id: str = ""
    severity: str = ""
    due: str = ""
    team: str = ""
    worker: str = ""
    child: str = ""
    """A child's reference, never its id."""

    @classmethod
    def read(cls, request: HttpRequest, reach: Reach) -> "Asked":
        get = request.GET.get
        offered = lists_of(reach)
        asked = cls(
            whose=get("whose", offered[0]),
            state=get("state", "waiting"),
            rule=get("rule", "").strip(),
            characteristic=get("characteristic", ""),
            return_id=get("return", ""),
            severity=get("severity", ""),
            due=get("due", ""),
            team=get("team", ""),
            worker=get("worker", ""),
            child=get("child", ""),
        )
        known = (
            asked.whose in offered, asked.state in SHOWN, asked.due in DUE,
            asked.characteristic in {"", *dict(CHARACTERISTICS)},
            asked.return_id in {"", *dict(RETURNS)}, asked.severity in {"", *dict(SEVERITIES)},
        )  # fmt: skip
        if not all(known):
            raise Http404
        return asked

    @property
    def query(self) -> dict[str, str]:
        """For the addresses of the page; what is empty is left out."""
        said = {
            "whose": self.whose, "state": self.state, "rule": self.rule,
            "characteristic": self.characteristic, "return": self.return_id,
            "severity": self.severity, "due": self.due, "team": self.team,
            "worker": self.worker, "child": self.child,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}


def lists_of(reach: Reach) -> list[str]:
    """The lists somebody has, one's own first."""
    has = {TEAM: reach.team, SERVICE: reach.service, EVERYTHING: reach.everything}
    return [MINE, *(name for name, is_there in has.items() if is_there)]


def listed(user: User, reach: Reach, asked: Asked) -> QuerySet[Finding]:
    """The findings that fit, late first, then errors before queries."""
    found = _of(user, reach, asked.whose).filter(state__in=SHOWN[asked.state][1])
    exact = {"rule": asked.rule, "characteristic": asked.characteristic,
             "return_id": asked.return_id, "severity": asked.severity,
             "worker_id": asked.worker}  # fmt: skip
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if asked.team:
        found = found.filter(team_id="" if asked.team == "none" else asked.team)
    if asked.child:
        found = found.filter(child_id=child_id_of(asked.child) or "?")
    today = clock.today()
    if asked.due == "late":
        found = found.late(today)
    elif asked.due == "week":
        found = found.waiting().filter(due_on__lte=england().add(today, 5))
    errors_first = Case(When(severity="error", then=0), default=1, output_field=IntegerField())
    return found.order_by("due_on", errors_first, "rule", "pk")


def _of(user: User, reach: Reach, whose: str) -> QuerySet[Finding]:
    if whose == MINE:
        return on_ones_desk(user, reach)
    found = Finding.objects.visible_to(user)
    if whose == TEAM:
        return found.filter(team_id__in=reach.team)
    if whose == SERVICE:
        found = found.filter(team_id__in=reach.service)
        if reach.only_what_comes_up:
            found = found.filter(~Q(state__in=Finding.WAITING) | Q(desk=Desk.GROUP_MANAGER))
    return found


def elsewhere(user: User, reach: Reach) -> list[dict]:
    """For a group manager: how many wait with the teams, who is on it; no rows."""
    rows = (
        Finding.objects.visible_to(user)
        .filter(team_id__in=reach.service)
        .waiting()
        .exclude(desk=Desk.GROUP_MANAGER)
        .order_by()
        .values("team_id", "desk")
        .annotate(count=Count("pk"))
    )
    names = places.names()
    found: dict[str, dict] = {}
    for row in rows:
        line = found.setdefault(row["team_id"], {
            "team": names.get(row["team_id"], row["team_id"]), "worker": 0, "manager": 0
        })  # fmt: skip
        line["worker" if row["desk"] == Desk.WORKER else "manager"] += row["count"]
    return sorted(found.values(), key=lambda each: each["team"])


@dataclass(frozen=True)
class Line:
    """A finding as a list shows it."""

    finding: Finding
    child: people_named.Child | None
    team: str
    worker: str
    when: str
    is_late: bool
    where: str = field(default="")

    @property
    def short_return(self) -> str:
        return SHORT[self.finding.return_id]


def lines_of(findings: list[Finding]) -> list[Line]:
    """With names, in three queries however many there are."""
    today = clock.today()
    teams = places.names()
    children = people_named.children(each.child_id for each in findings)
    workers = people_named.workers(each.worker_id for each in findings)
    return [
        Line(
            each,
            children.get(each.child_id),
            teams.get(each.team_id, each.team_id),
            workers.get(each.worker_id, "") or "No worker recorded",
            when(each.due_on, today) if each.is_waiting else "",
            each.is_late(today),
            where(each),
        )
        for each in findings
    ]


def where(finding: Finding) -> str:
    """“Episodes, row 14: DECOM, DEC”: rows counted from 1, as people count them. What is held
    of the children (not a return's own list) has names for programs; it is said in words."""
    table = TABLES.get(finding.of_table)
    parts = [table.title if table else finding.of_table]
    if finding.row is not None:
        parts.append(f"row {finding.row + 1}")
    columns = ", ".join(map(_words_of, finding.columns) if table else finding.columns)
    place = ", ".join(part for part in parts if part)
    return f"{place}: {columns}" if columns else place


def _words_of(column: str) -> str:
    """“cinv_cin_visit_seen” → “CIN visit seen”: without the letters of its table."""
    words = column.partition("_")[2].split("_")
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


def when(due_on: datetime.date, today: datetime.date) -> str:
    days = england().between(today, due_on)
    return working_days_from(min(days, -1) if due_on < today else days)


def of_child(user: User, child_id: str) -> tuple[int, str]:
    """How many wait about a child, of those this person sees; and where they are listed."""
    count = Finding.objects.visible_to(user).filter(child_id=child_id).waiting().count()
    return count, child_reference(child_id)
