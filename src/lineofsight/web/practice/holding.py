"""Who holds what in a month, who is late, and what comes next: the same facts on the board,
on the page of a programme and in somebody's own list. Reads only, a few queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.periods import add_months
from lineofsight.web import clock
from lineofsight.web.people.models import RoleAssignment
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.practice import presenting, rules
from lineofsight.web.practice.assignment import Organisation, organisation_teams
from lineofsight.web.practice.models import Audit, AuditPart, Plan, RotationStart, Turn
from lineofsight.web.ui.words import short_day


@dataclass(frozen=True)
class Held:
    """One turn, as pages show it. `next_kind`: what the month after brings this person."""

    turn: Turn
    kind: str
    state: str
    is_done: bool
    is_late: bool
    when: str
    audit: Audit | None
    next_kind: str = ""
    has_left: bool = False
    """The holder has no role here any more, and what is theirs is not done."""

    @property
    def is_not_out(self) -> bool:
        """Its record is drawn, and goes out on the day of the month."""
        return self.audit is None and self.turn.plan.state == Plan.State.DRAWN


def turns_of_month(user, pack: Pack, month: date, *, programme_key: str = "") -> list[Held]:
    """Everybody's turns of a month as far as this person sees the holders' teams: late ones
    first, then what is still to do."""
    turns = Turn.objects.filter(month=month.replace(day=1)).exclude(state=Turn.State.WITHDRAWN)
    if programme_key:
        turns = turns.filter(programme_key=programme_key)
    found = _held(_within_reach(user, list(_with_work(turns))), pack, month)
    return sorted(
        found,
        key=lambda each: (each.is_done, not each.has_left, not each.is_late, each.turn.holder.name),
    )


def turns_of(user, pack: Pack) -> list[Held]:
    """Somebody's own turns that are not done, and those of this month."""
    turns = _with_work(Turn.objects.filter(holder=user).exclude(state=Turn.State.WITHDRAWN))
    found = _held(list(turns.filter(month__gte=add_months(clock.today(), -6))), pack, clock.today())
    this_month = clock.today().replace(day=1)
    return [each for each in found if not each.is_done or each.turn.month == this_month]


def turns_of_plan(plan: Plan) -> list[Held]:
    """Everybody's turns of one plan."""
    turns = _with_work(plan.turns.exclude(state=Turn.State.WITHDRAWN))
    return sorted((_one(turn, "") for turn in turns), key=lambda each: each.turn.holder.name)


def to_choose(user) -> list[Turn]:
    """Turns of somebody's for which they have still to say whom they are about."""
    return list(Turn.objects.to_choose().filter(holder=user).prefetch_related("plan__adopted"))


def _with_work(turns):
    parts = AuditPart.objects.select_related("auditor")
    audits = Audit.objects.exclude(state=Audit.State.WITHDRAWN).prefetch_related(
        "adopted", Prefetch("parts", queryset=parts)
    )
    return turns.select_related("holder", "plan").prefetch_related(
        "plan__adopted", Prefetch("audits", queryset=audits)
    )


def _within_reach(user, turns: list[Turn]) -> list[Turn]:
    scope = scope_for(user)
    if scope.everything:
        return turns
    teams = organisation_teams(Organisation(clock.today()))
    return [
        turn for turn in turns
        if turn.holder_id == user.pk or teams.get(turn.holder_id, frozenset()) & scope.teams
    ]  # fmt: skip


def _held(turns: list[Turn], pack: Pack, month: date) -> list[Held]:
    coming = next_kinds(pack, {turn.programme_key for turn in turns}, month)
    here = _still_here({turn.holder_id for turn in turns})
    return [
        _one(turn, coming.get((turn.programme_key, turn.holder_id), ""),
             is_here=turn.holder_id in here)
        for turn in turns
    ]  # fmt: skip


def _still_here(people: set[int]) -> set[int]:
    held = RoleAssignment.objects.on(clock.today()).filter(user__in=people, user__is_active=True)
    return set(held.values_list("user_id", flat=True))


def _one(turn: Turn, next_kind: str, *, is_here: bool = True) -> Held:
    audit = next(iter(turn.audits.all()), None)
    is_done = turn.state == Turn.State.EXCUSED or (audit is not None and _is_done(audit, turn))
    is_late = not is_done and turn.due_on < clock.today()
    return Held(
        turn=turn,
        kind=turn.plan.activity.title,
        state=_state(turn, audit),
        is_done=is_done,
        is_late=is_late,
        when="" if is_done else presenting.due_words(turn.due_on)["when"],
        audit=audit,
        next_kind=next_kind,
        has_left=not is_here and not is_done,
    )


def _is_done(audit: Audit, turn: Turn) -> bool:
    """The holder has sent what is theirs; the rest of the audit may still go on."""
    if audit.state not in Audit.WITH_AUDITORS:
        return True
    mine = [part for part in audit.parts.all() if part.auditor_id == turn.holder_id]
    return bool(mine) and all(part.is_submitted for part in mine)


def _state(turn: Turn, audit: Audit | None) -> str:
    if turn.state == Turn.State.EXCUSED:
        return turn.why
    if turn.state == Turn.State.NO_RECORD:
        return turn.get_state_display()
    if audit is None and turn.plan.state == Plan.State.DRAWN:
        return f"Drawn, goes out on {short_day(turn.plan.starts_on)}"
    return "Record to be chosen" if audit is None else presenting.state_words(audit)


def next_kinds(pack: Pack, keys: set[str], month: date) -> dict[tuple[str, int], str]:
    """For rotations: what the next active month brings each holder. One query."""
    rotations = {each.key: each for each in pack.programmes
                 if each.key in keys and each.rule == Rule.ROTATION}  # fmt: skip
    if not rotations:
        return {}
    ahead = {key: _next_active(each, month) for key, each in rotations.items()}
    return {
        (start.programme_key, start.holder_id): pack.activity(kind).title
        for start in RotationStart.objects.filter(programme_key__in=rotations)
        if (kind := _kind_of(rotations[start.programme_key], start, ahead[start.programme_key]))
    }


def _next_active(programme: Programme, month: date) -> date:
    after = add_months(month.replace(day=1), 1)
    for n in range(12):
        if not rules.is_paused(programme, add_months(after, n).month):
            return add_months(after, n)
    return after


def _kind_of(programme: Programme, start: RotationStart, month: date) -> str | None:
    return rules.turn(programme, started=start.began_on, offset=start.offset, month=month)


@dataclass(frozen=True)
class Kind:
    """A month of one kind of activity, counted."""

    programme_key: str
    title: str
    given: int
    done: int
    under_way: int
    to_choose: int
    without_record: int
    excused: int
    late: int


def by_kind(held: list[Held]) -> list[Kind]:
    """The turns of a month by kind of activity: how many are done, late, not begun."""
    groups = defaultdict(list)
    for each in held:
        groups[each.turn.programme_key, each.kind].append(each)
    return [_kind(key, title, group) for (key, title), group in sorted(groups.items())]


def _kind(key: str, title: str, group: list[Held]) -> Kind:
    given = [each for each in group if each.turn.state == Turn.State.GIVEN]
    done = sum(each.is_done for each in given)
    not_out = sum(each.is_not_out for each in given)
    to_choose = sum(each.audit is None for each in given) - not_out
    return Kind(
        programme_key=key,
        title=title,
        given=len(given),
        done=done,
        under_way=len(given) - done - to_choose - not_out,
        to_choose=to_choose,
        without_record=sum(each.turn.state == Turn.State.NO_RECORD for each in group),
        excused=sum(each.turn.state == Turn.State.EXCUSED for each in group),
        late=sum(each.is_late for each in group),
    )
