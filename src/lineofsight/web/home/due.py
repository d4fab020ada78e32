"""One person's own list: everything dated that waits for them, from every app, late first.

Visits, assessments and reviews are listed for those who reach their own work or a team; who
reaches further gets them as counts, because nobody works through a list of thousands.
"""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse

from lineofsight.indicators.trackers import TRACKERS, DueItem
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot
from lineofsight.web.actions.models import Action
from lineofsight.web.connections.models import AccessKey
from lineofsight.web.data_quality import work as data_quality
from lineofsight.web.frameworks.queries import adopted_on, review_of
from lineofsight.web.frameworks.reference import documents_of
from lineofsight.web.people import queries, roles
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import child_reference
from lineofsight.web.performance import trackers
from lineofsight.web.performance.behind import people_of
from lineofsight.web.practice import work
from lineofsight.web.ui.words import counted, listed, working_days_from
from lineofsight.working_days import england

SHOWN_AT_ONCE = 12
RESTRICTED = (
    "A restricted record counts in totals; nothing else of it is shown to those who are not "
    "its readers."
)


@dataclass(frozen=True)
class Group:
    """Items under one heading; `more` were left out because the list would be too long."""

    heading: str
    aside: str
    items: list[dict]
    more: int


@dataclass(frozen=True)
class DueList:
    """Everything that waits, soonest first; `kinds` counts all of it by kind.

    `has_children`: what falls due for the children one sees is among it. Otherwise the list
    can tell of oneself only, and must not say that nothing is late.
    """

    items: list[dict]
    today: datetime.date
    kinds: Counter = field(default_factory=Counter)
    has_children: bool = True

    @property
    def headline(self) -> str:
        """“3 late, 4 due this week, 2 due next week”: the finding, which is the page's title."""
        late, week, next_week, _, waiting = (len(items) for items in self._spans())
        if waiting and not (late or week or next_week):
            return f"{waiting} waiting, and nothing has a day this week or next"
        if not (late or week or next_week):
            if self.has_children:
                return "Nothing is late, and nothing is due this week or next"
            return "Nothing waits for you" + (" this week or next" if self.items else "")
        nothing = "Nothing late" if self.has_children else "Nothing of yours is late"
        said = [f"{late} late"] if late else [nothing]
        said += [f"{week} due this week"] if week else []
        said += [f"{next_week} due next week"] if next_week else []
        said += [f"{waiting} waiting"] if waiting else []
        return ", ".join(said)

    def groups(self) -> list[Group]:
        late, week, next_week, _, waiting = self._spans()
        named = (("Late", "Oldest first", late), ("This week", "", week),
                 ("Next week", "", next_week), ("Waiting", "No day is set", waiting))  # fmt: skip
        return [
            Group(heading, aside, items[:SHOWN_AT_ONCE], max(0, len(items) - SHOWN_AT_ONCE))
            for heading, aside, items in named
            if items
        ]

    @property
    def later(self) -> int:
        return len(self._spans()[3])

    def _spans(self) -> tuple[list[dict], ...]:
        """Late, this week, next week (weeks end on Sunday), later; and what waits without a
        day, which cannot be late."""
        sunday = self.today + datetime.timedelta(days=6 - self.today.weekday())
        ends = (self.today - datetime.timedelta(days=1), sunday, sunday + datetime.timedelta(7))
        spans: tuple[list[dict], ...] = ([], [], [], [], [])
        for item in self.items:
            at = next((n for n, end in enumerate(ends) if item["due_on"] <= end), 3)
            at = 4 if item.get("has_no_day") else at
            spans[at].append(item)
        return spans


def due_list_of(
    user: User, scope: Scope, snapshot: Snapshot | None, day: datetime.date, *, kind: str = ""
) -> DueList:
    """What waits for somebody; of one kind only, if asked for."""
    items = work.items_of(user) + _actions_of(user, day) + _reviews_of(user, day)
    items += _keys_of(user, day) + data_quality.items_of(user, day)
    has_children = snapshot is not None and lists_children(user, day)
    if has_children:
        items += _children_of(scope, snapshot, day)
    items.sort(key=lambda item: (item["due_on"], item["title"]))
    kinds = Counter(item["kind"] for item in items)
    shown = [each for each in items if not kind or each["kind"] == kind]
    return DueList(shown, day, kinds, has_children)


def lists_children(user: User, day: datetime.date) -> bool:
    """Does this person work through children's dates themselves: their own, or a team's?"""
    reaches = {roles.role(held.role).scope for held in queries.assignments_of(user, day)}
    return user.may(Permission.CHILDREN_SEE) and bool(reaches) and reaches <= {"own", "team"}


def tracker_counts(scope: Scope, snapshot: Snapshot, day: datetime.date) -> list[dict]:
    """For those who reach further: late, and due in the next fourteen days, by timescale."""
    rows = [
        {
            "title": TRACKERS[kind].title,
            "late": counts.late,
            "soon": counts.within[14],
            "url": reverse("performance:tracker", args=[trackers.KEYS[kind]]),
        }
        for kind, counts in trackers.counts_by_kind(snapshot, scope, day).items()
    ]
    return sorted(rows, key=lambda row: -row["late"])


def what_one_sees(user: User, scope: Scope, day: datetime.date) -> str:
    """In a sentence, whose children this person sees; said on everybody's home page."""
    if not scope.child_level:
        if user.may(Permission.FIGURES_SEE):
            return "You see totals, with small numbers hidden. You see no child’s record."
        return "You see no figures and no child’s record."
    if scope.everything:
        return f"You see the children of the whole authority. {RESTRICTED}"
    units = [
        held.unit.name
        for held in queries.assignments_of(user, day)
        if roles.names_children(roles.role(held.role)) and roles.role(held.role).scope != "own"
    ]
    whose = [f"the children of {name}" for name in dict.fromkeys(units)]
    if scope.workers:
        whose.append("the children you work with")
    return f"You see {listed(whose)}. {RESTRICTED}"


def _actions_of(user: User, day: datetime.date) -> list[dict]:
    """One's own actions that are still to be done."""
    visible = Action.objects.visible_to(user)
    found = visible.owned_by(user).filter(state__in=Action.OPEN).for_lists()
    return [
        {
            "due_on": each.due_on,
            "is_late": each.due_on < day,
            "when": working_days_from(_working_days(day, each.due_on)),
            "kind": "Action",
            "title": each.text,
            "detail": f"Yours. {_evidence(each.evidence_count)}",
            "url": reverse("actions:action", args=[each.pk]),
            "act": "Update",
        }
        for each in found
        if each.due_on
    ]


def _reviews_of(user: User, day: datetime.date) -> list[dict]:
    """For those who keep the framework: itself and its documents, once they are due within
    the month to come."""
    if not user.may(Permission.FRAMEWORK_ADOPT):
        return []
    adopted = adopted_on(day)
    due = [(adopted.title, review_of(adopted).due_on, reverse("frameworks:review"))]
    due += [
        (each.said.title, each.due_on, reverse("frameworks:document", args=[each.said.key]))
        for each in documents_of(adopted)
    ]
    horizon = day + datetime.timedelta(days=28)
    return [
        {
            "due_on": on,
            "is_late": on < day,
            "when": working_days_from(_working_days(day, on)),
            "kind": "Document",
            "title": title,
            "detail": "To be looked at again",
            "url": url,
            "act": "Review",
        }
        for title, on, url in due
        if on is not None and on <= horizon
    ]


def _keys_of(user: User, day: datetime.date) -> list[dict]:
    """Programs' keys that run out within the month to come: one's own, and everybody's for
    those who manage accounts."""
    page = "keys" if user.may(Permission.PEOPLE_MANAGE) else "home"
    running_out = AccessKey.objects.visible_to(user).running_out(day)
    return [
        {
            "due_on": each.expires_on,
            "is_late": False,
            "when": working_days_from(_working_days(day, each.expires_on)),
            "kind": "Key",
            "title": f"The key “{each.name}” runs out",
            "detail": "Yours" if each.person_id == user.pk else each.person.name,
            "url": f"{reverse(f'connections:{page}')}#key-{each.pk}",
            "act": "Make another",
        }
        for each in running_out.select_related("person")
    ]


def _evidence(pieces: int) -> str:
    return f"{counted(pieces, 'piece')} of evidence" if pieces else "No evidence yet"


def _children_of(scope: Scope, snapshot: Snapshot, day: datetime.date) -> list[dict]:
    """What falls due for the children one works with: late, and in the next four weeks."""
    horizon = day + datetime.timedelta(days=28)
    found = [item for item in trackers.due_list(snapshot, scope) if item.due_on <= horizon]
    people = people_of(snapshot, list({item.child_id for item in found}), day)
    return [_child_item(item, people, day) for item in found]


def _child_item(item: DueItem, people: dict, day: datetime.date) -> dict:
    who = people.get(item.child_id)
    worker = item.worker_name if item.worker_id else "No worker recorded"
    return {
        "due_on": item.due_on,
        "is_late": item.is_overdue(day),
        "when": working_days_from(trackers.working_days_left(item, day)),
        "kind": item.tracker.tag,
        "title": _name_and_age(who) if who else item.tracker.what,
        "detail": f"{item.tracker.what}. {worker}",
        "url": reverse("performance:child", args=[child_reference(item.child_id)]),
        "private": True,
    }


def _name_and_age(who) -> str:
    """“Unborn Sandworth” is not said to be unborn once more."""
    return who.name if who.name.startswith(who.age) else f"{who.name}, {who.age}"


def _working_days(day: datetime.date, due_on: datetime.date) -> int:
    """Working days from today; what fell due on a day off is late by one at least."""
    days = england().between(day, due_on)
    return min(days, -1) if due_on < day else days
