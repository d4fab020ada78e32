"""A person and a day → whose children they may see, as the engine understands it.

Two scopes, kept apart on purpose: `scope_for` is for rows about children and covers only
what roles that name children reach; `figures_scope_for` is for totals and never gives rows.
"""

import datetime
from dataclasses import dataclass, replace

from django.db.models import Q

from lineofsight.sampling.chairs import chaired_by
from lineofsight.scope import NOTHING, TOTALS_ONLY, Scope
from lineofsight.web import clock, warehouse
from lineofsight.web.once import once
from lineofsight.web.people import queries, roles
from lineofsight.web.people.models import OrgUnit, ReasonedAccess, User
from lineofsight.web.people.permissions import Permission


@once
def scope_for(user: User, day: datetime.date | None = None) -> Scope:
    """Whose children's rows this person may see on a day (today); nothing unless a role says so."""
    if not user.is_authenticated:
        return NOTHING
    day = day or clock.today()
    everything, teams, workers = False, set(), set()
    for held in queries.assignments_of(user, day):
        role = roles.role(held.role)
        if not roles.names_children(role):
            continue
        if role.scope == "own" and user.staff_id:
            workers.add(user.staff_id)
        elif role.scope == "all" and held.unit.kind == OrgUnit.Kind.AUTHORITY:
            everything = True
        elif role.scope in {"team", "service", "all"}:
            teams |= queries.team_codes_below(held.unit, day)
    if not (everything or teams or workers):
        return NOTHING
    return Scope(
        everything=everything,
        teams=frozenset(teams),
        workers=frozenset(workers),
        child_level=True,
        restricted=queries.restricted_child_ids(),
        cleared_for=queries.cleared_child_ids(user, day),
    )


@dataclass(frozen=True)
class AuditReach:
    """Whose audits, concerns, disputes and actions somebody may see beside those they take
    part in: all, or of the teams and the children named. `hidden`: restricted children for
    whom the person is not cleared; nothing about them is shown."""

    everything: bool = False
    teams: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    def rows(self) -> Q:
        """The rows within reach, of a table with `team_id` and `child_id`."""
        if self.everything:
            return Q()
        named = Q(child_id__in=self.children) if self.children else Q(pk__in=())
        return named | Q(team_id__in=self.teams, team_id__gt="") if self.teams else named


@once
def audit_reach_for(user: User) -> AuditReach:
    """As far as `scope_for`, but a role that reads the audits of children chaired for
    reaches those children, not the whole authority."""
    if not user.is_authenticated:
        return AuditReach()
    day = clock.today()
    everything, is_chair, teams = False, False, set()
    for held in queries.assignments_of(user, day):
        role = roles.role(held.role)
        if not roles.names_children(role) or role.scope not in {"team", "service", "all"}:
            continue
        chairs = role.reads_audits == "of-children-chaired"
        is_chair |= chairs
        if held.unit.kind != OrgUnit.Kind.AUTHORITY or role.scope != "all":
            teams |= queries.team_codes_below(held.unit, day)
        elif not chairs:
            everything = True
    scope = scope_for(user)
    return AuditReach(
        everything=everything,
        teams=frozenset(teams),
        children=_chaired_by(user, day) if is_chair and not everything else frozenset(),
        hidden=scope.restricted - scope.cleared_for,
    )


def _chaired_by(user: User, day: datetime.date) -> frozenset[str]:
    newest = warehouse.current_or_none()
    return chaired_by(newest, user.staff_id, day) if newest and user.staff_id else frozenset()


@once
def figures_scope_for(user: User) -> Scope:
    """For totals: everything, without a row, for who may see figures; otherwise nothing."""
    if not (user.is_authenticated and user.may(Permission.FIGURES_SEE)):
        return NOTHING
    return replace(TOTALS_ONLY, restricted=queries.restricted_child_ids())


@dataclass(frozen=True)
class Access:
    """May this child's record be opened, and in what capacity: what the log says as the reason.

    `reasoned`: it opens only because of this access, until it ends.
    """

    is_allowed: bool
    capacity: str
    reasoned: ReasonedAccess | None = None


def access_to_child(user: User, child_id: str, *, team: str | None, worker: str | None) -> Access:
    """Whether a person may open a child's record, whose team and worker today are given.

    A restricted record opens for its named readers only: neither reach nor a reason opens it.
    """
    if not user.may(Permission.CHILD_READ):
        return Access(False, "No role that opens children’s records")
    scope = scope_for(user)
    if scope.hides(child_id):
        return Access(False, "Restricted record")
    if child_id in scope.cleared_for:
        return Access(True, "Named reader of a restricted record")
    if scope.child_level and scope.covers(team=team, worker=worker):
        return Access(True, capacity_of(user))
    held = queries.reasoned_access(user, child_id, clock.now())
    if held and child_id not in queries.restricted_child_ids():
        return Access(True, f"Access with a reason: {held.get_ground_display()}", held)
    return Access(False, "Outside the work this person sees")


def capacity_of(user: User, day: datetime.date | None = None) -> str:
    """The first role held, in words: “Team Manager, Assessment South”."""
    held = queries.assignments_of(user, day or clock.today())
    if not held:
        return ""
    first = held[0]
    title = roles.role(first.role).title
    return title if first.unit.kind == OrgUnit.Kind.AUTHORITY else f"{title}, {first.unit.name}"
