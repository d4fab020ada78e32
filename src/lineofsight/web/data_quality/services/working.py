"""What people do with findings: correct, check, confirm, send back, leave as it is."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.data_quality.cycle import cycle_on
from lineofsight.web.data_quality.models import Desk, Finding
from lineofsight.web.data_quality.services.moving import begin_again, move_all
from lineofsight.web.data_quality.services.taking_up import NOBODY
from lineofsight.web.notices.services import tell_once
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import stands_for
from lineofsight.web.ui.words import counted

State = Finding.State


class NotPossible(UserError):
    """None of the findings that were chosen can be dealt with like that."""


@dataclass(frozen=True)
class Act:
    """`frm`: the states it is done from; `left`: what is told of those it cannot be done to."""

    key: str
    label: str
    frm: tuple[State, ...]
    permissions: tuple[P, ...]
    left: str


CORRECT = Act(
    "correct", "I have corrected these", Finding.TO_CORRECT, (P.QUALITY_CORRECT,),
    "are not waiting to be corrected",
)  # fmt: skip
CHECK = Act(
    "check", "I have checked these", (State.CORRECTED,), (P.QUALITY_CHECK, P.QUALITY_CONFIRM),
    "are not waiting for a check, or you corrected them yourself",
)  # fmt: skip
CONFIRM = Act(
    "confirm", "I confirm these", (State.CHECKED,), (P.QUALITY_CONFIRM,),
    "are not waiting to be confirmed, or you corrected or checked them yourself",
)  # fmt: skip
RETURN = Act(
    "return", "Send back", (State.CORRECTED, State.CHECKED),
    (P.QUALITY_CHECK, P.QUALITY_CONFIRM), "cannot be sent back",
)  # fmt: skip
EXEMPT = Act(
    "exempt", "Leave as it is for a time", Finding.TO_CORRECT, (P.QUALITY_EXEMPT,),
    "are not waiting to be corrected",
)  # fmt: skip
REOPEN = Act(
    "reopen", "Take up again", (State.EXEMPT,), (P.QUALITY_EXEMPT,), "are not left as they are"
)
ACTS = {each.key: each for each in (CORRECT, CHECK, CONFIRM, RETURN, EXEMPT, REOPEN)}


def may(user: User, act: Act) -> bool:
    return any(user.may(each) for each in act.permissions)


def open_to(user: User, act: Act, found):
    """Those of some findings on which this person can do this, nobody judging their own: not
    what they corrected or checked, nor what somebody did for whom they stand in."""
    if not may(user, act):
        return found.none()
    fitting = found.filter(state__in=act.frm)
    own = stands_for(user, clock.today())
    if act in (CHECK, CONFIRM, RETURN):
        fitting = fitting.exclude(corrected_by__in=own)
    if act is CONFIRM:
        fitting = fitting.exclude(checked_by__in=own)
    return fitting


@transaction.atomic
def correct(chosen: Iterable[int], *, by: User, note: str = "") -> int:
    """The fault is put right in the case system; the team's manager checks."""
    return _do(CORRECT, chosen, by=by, note=note, to=State.CORRECTED, desk=Desk.TEAM_MANAGER,
               facts=lambda now: {"corrected_by": by, "corrected_at": now})  # fmt: skip


@transaction.atomic
def check(chosen: Iterable[int], *, by: User, note: str = "") -> int:
    return _do(CHECK, chosen, by=by, note=note, to=State.CHECKED, desk=Desk.GROUP_MANAGER,
               facts=lambda now: {"checked_by": by, "checked_at": now})  # fmt: skip


@transaction.atomic
def confirm(chosen: Iterable[int], *, by: User, note: str = "") -> int:
    """The last of three. Of those the data no longer have, nothing is left: they close."""
    pks = list(chosen)
    done = _do(CONFIRM, pks, by=by, note=note, to=State.CONFIRMED, desk=None,
               facts=lambda now: {"confirmed_by": by, "confirmed_at": now})  # fmt: skip
    move_all(
        Finding.objects.filter(pk__in=pks, state=State.CONFIRMED, is_gone=True),
        State.CLOSED,
        note="The data no longer have it.",
        closed_at=clock.now(),
    )
    return done


@transaction.atomic
def send_back(chosen: Iterable[int], *, by: User, note: str) -> int:
    """Not right yet: to whoever corrected it, with what is still to be done."""
    _said(note, "Say what is still to be done.")
    pks = list(chosen)
    found = open_to(by, RETURN, Finding.objects.visible_to(by).filter(pk__in=pks))
    people = {each.corrected_by for each in found.select_related("corrected_by")}
    done = _begin_again(RETURN, pks, by=by, note=note, to=State.RETURNED, **NOBODY)
    for person in people:
        tell_once(
            person,
            "finding-returned",
            "A correction of yours was sent back.",
            url="/data-quality/lists/?state=returned",
            about=f"returned:{person.pk}",
        )
    return done


@transaction.atomic
def exempt(chosen: Iterable[int], *, by: User, reason: str, until_on: datetime.date) -> int:
    """Leave a fault as it is until a day, because it is right as it stands or cannot be put
    right. The day after it is open again."""
    _said(reason, "Say why it is left as it is.")
    cycle = cycle_on(clock.today())
    if not cycle.today < until_on <= cycle.longest_exemption:
        raise UserError(
            "The day is not one to which a fault may be left as it is.",
            advice=f"Give one after today and no later than {cycle.longest_exemption:%-d %B %Y}.",
        )
    facts = {"exempt_by": by, "exempt_reason": reason.strip(), "exempt_until_on": until_on}
    return _do(EXEMPT, chosen, by=by, note=reason, to=State.EXEMPT, desk=None,
               facts=lambda now: facts | {"exempt_at": now})  # fmt: skip


@transaction.atomic
def reopen(chosen: Iterable[int], *, by: User, note: str = "") -> int:
    """Take an exemption back before its day."""
    return _begin_again(REOPEN, chosen, by=by, note=note, to=State.OPEN)


def _do(
    act: Act,
    chosen: Iterable[int],
    *,
    by: User,
    note: str,
    to: State,
    desk: Desk | None,
    facts: Callable[[datetime.datetime], dict],
) -> int:
    """Do it to those of the chosen for which it can be done; refuse where that is none."""
    pks = sorted(set(chosen))
    found = open_to(by, act, Finding.objects.visible_to(by).filter(pk__in=pks))
    lies = {"due_on": None}
    if desk:
        lies = {"desk": desk, "due_on": cycle_on(clock.today()).due_on(desk)}
    done = move_all(found, to, note=note.strip(), by=by, **lies, **facts(clock.now()))
    return _logged(act, pks, done, by=by, to=to)


def _begin_again(act: Act, chosen: Iterable[int], *, by: User, note: str, to: State, **changes):
    """The same, where somebody then has to correct them again."""
    pks = sorted(set(chosen))
    found = open_to(by, act, Finding.objects.visible_to(by).filter(pk__in=pks))
    cycle = cycle_on(clock.today())
    done = begin_again(found, to, cycle=cycle, note=note.strip(), by=by, **changes)
    return _logged(act, pks, done, by=by, to=to)


def _logged(act: Act, pks: list[int], done: int, *, by: User, to: State) -> int:
    if not done:
        raise NotPossible(
            f"{counted(len(pks), 'finding')} you chose {act.left}.",
            advice="Reload the list to see where they stand.",
        )
    activity.record(f"finding.{to}", by=by, subject_kind="findings", subject_id=pks[0],
                    detail={"count": done})  # fmt: skip
    return done


def _said(text: str, ask: str) -> None:
    if not text.strip():
        raise UserError(ask)
