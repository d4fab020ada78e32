"""Issuing a month of a programme in which every holder has a share: one each, or by turns.

What has been issued is not issued again: a second call gives turns only to holders who have
none, and makes nothing where everybody has one. Where the framework draws before the day, the
records of a month are drawn and its turns given then, and go out on the day with `releasing`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from lineofsight.packs.programmes import Programme
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.models import User
from lineofsight.web.practice import availability, rules, titles
from lineofsight.web.practice.assignment import Organisation, holders_of, organisation_teams
from lineofsight.web.practice.models import Plan, Release, RotationStart, SampledChild, Turn
from lineofsight.web.practice.services import drawing
from lineofsight.web.practice.services.commissioning import draws
from lineofsight.web.practice.services.drawing import Holder
from lineofsight.web.practice.services.making import send_now
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible
from lineofsight.web.ui.words import short_day


@dataclass(frozen=True)
class Issued:
    """What a call has made: turns given, holders excused, turns no record was found for."""

    given: int = 0
    excused: int = 0
    without_record: int = 0
    audits: int = 0


NOTHING = Issued()


def issue_due(today: date, snapshot: Snapshot | None) -> int:
    """Issue every monthly programme whose day has come and that goes out by itself, once a
    month; how many audits that made. What draws records waits until there are data."""
    adopted = adopted_on(today)
    made = 0
    for programme in adopted.pack.programmes:
        if not rules.runs_by_itself(programme):
            continue
        if _is_due(adopted, programme, today, snapshot):
            made += issue(programme.key, today, snapshot=snapshot, by=None).audits
        _draw_ahead(adopted, programme, today, snapshot)
    return made


def _draw_ahead(adopted: AdoptedPack, programme: Programme, today: date, snapshot) -> None:
    """Draw the records of a month that is to come, once, from the day the framework sets."""
    coming = rules.drawing_on(adopted.pack, programme, today)
    if coming is None or snapshot is None or not _draws_something(adopted.pack, programme):
        return
    month = coming.starts_on.replace(day=1)
    if not Turn.objects.filter(programme_key=programme.key, month=month).exists():
        issue(programme.key, month, snapshot=snapshot, by=None, ahead=True)


def _is_due(adopted: AdoptedPack, programme: Programme, today: date, snapshot) -> bool:
    occurrence = rules.month_of(adopted.pack, programme, today)
    if occurrence.is_paused or not occurrence.starts_on <= today <= occurrence.ends_on:
        return False
    if snapshot is None and _draws_something(adopted.pack, programme):
        return False
    issued = Turn.objects.filter(programme_key=programme.key, month=today.replace(day=1))
    return not issued.exclude(plan__state=Plan.State.DRAWN).exists()


def _draws_something(pack, programme: Programme) -> bool:
    return any(draws(pack.activity(key), programme) for key in programme.activities)


@transaction.atomic
def issue(
    programme_key: str, month: date, *, snapshot: Snapshot | None, by, ahead: bool = False
) -> Issued:
    """Give every holder who has none their turn of a month, draw the records, send them.
    `ahead`: only what draws records, which are not sent before the month's own day."""
    month = month.replace(day=1)
    adopted = _adopted_for(programme_key, month)
    programme = adopted.pack.programme(programme_key)
    occurrence = rules.month_of(adopted.pack, programme, month)
    _may_be_issued(programme, occurrence)
    organisation = Organisation(clock.today())
    waiting = _without_a_turn(programme, month)
    if not waiting:
        return NOTHING
    issuing = _Month(adopted, programme, occurrence, snapshot, by)
    for kind, holders in issuing.by_type(waiting).items():
        if ahead and not draws(adopted.pack.activity(kind), programme):
            continue
        issuing.give(kind, holders, organisation)
    return issuing.made()


def _adopted_for(programme_key: str, month: date) -> AdoptedPack:
    """The version that the month began with, if some of it went out already."""
    first = Turn.objects.filter(programme_key=programme_key, month=month).first()
    return first.plan.adopted if first else adopted_on(clock.today())


def _may_be_issued(programme: Programme, occurrence: rules.Occurrence) -> None:
    if programme.rule not in rules.MONTHLY:
        raise NotPossible(
            f"“{programme.title}” is not carried by everybody in each month.",
            advice="Plan it, or commission it, on the page of the programme.",
        )
    if not programme.switched_on.value:
        raise NotPossible(
            f"“{programme.title}” is not switched on.",
            advice="An administrator can switch it on in the framework.",
        )
    if occurrence.is_paused:
        raise NotPossible(f"{occurrence.starts_on:%B} is a paused month of “{programme.title}”.")


def _without_a_turn(programme: Programme, month: date) -> list[User]:
    """Holders who have no turn of the month yet: not even one that was reallocated away."""
    turns = Turn.objects.filter(programme_key=programme.key, month=month)
    had = set(turns.values_list("holder_id", flat=True))
    had |= set(turns.values_list("reallocations__before_id", flat=True))
    return [person for person in holders_of(programme, clock.today()) if person.pk not in had]


class _Month:
    """One month of one programme, while it is issued."""

    def __init__(self, adopted, programme, occurrence, snapshot, by):
        self.adopted, self.programme, self.occurrence = adopted, programme, occurrence
        self.snapshot, self.by = snapshot, by
        self.month = date(*map(int, occurrence.key.split("-")), 1)
        self.starts_on = max(occurrence.starts_on, clock.today())
        self.is_ahead = self.starts_on > clock.today()
        self.ends_on = max(occurrence.ends_on, self.starts_on)
        self.free = availability.between(self.starts_on, self.ends_on, programme_key=programme.key)
        self.given = self.excused = self.without_record = self.audits = 0

    def made(self) -> Issued:
        return Issued(self.given, self.excused, self.without_record, self.audits)

    def by_type(self, people: list[User]) -> dict[str, list[User]]:
        """The holders by the type of activity that the month brings them."""
        found: dict[str, list[User]] = defaultdict(list)
        types = self._types(people)
        doubled = self._have_it_already()
        for person in people:
            kind = types[person.pk]
            if kind in self.occurrence.activities and (person.pk, kind) not in doubled:
                found[kind].append(person)
        return found

    def _types(self, people: list[User]) -> dict[int, str | None]:
        if self.programme.rule != rules.Rule.ROTATION:
            return dict.fromkeys((person.pk for person in people), self.programme.activity)
        starts = starts_of(self.programme, people, month=self.month)
        return {
            person.pk: rules.turn(self.programme, started=starts[person.pk].began_on,
                                  offset=starts[person.pk].offset, month=self.month)
            for person in people
        }  # fmt: skip

    def _have_it_already(self) -> set[tuple[int, str]]:
        """Who has the same activity this month by another programme: a rotation whose turn
        it is, and the same for everybody every month, are one activity and not two."""
        others = Turn.objects.given().filter(month=self.month)
        others = others.exclude(programme_key=self.programme.key)
        return set(others.values_list("holder_id", "plan__activity_key"))

    def give(self, kind: str, people: list[User], organisation: Organisation) -> None:
        """The turns of one type: excused where somebody is away or exempt, else given."""
        plan, release = self._plan(kind)
        excused = {person.pk: self.free.why_excused(person.pk) for person in people}
        turns = Turn.objects.bulk_create(
            Turn(
                plan=plan, programme_key=self.programme.key, month=self.month, holder=person,
                due_on=self.ends_on, why=excused[person.pk],
                state=Turn.State.EXCUSED if excused[person.pk] else Turn.State.GIVEN,
            )
            for person in people
        )  # fmt: skip
        carrying = [turn for turn in turns if turn.state == Turn.State.GIVEN]
        self.excused += len(turns) - len(carrying)
        self.given += len(carrying)
        if carrying and draws(plan.activity, self.programme):
            self._draw(plan, release, carrying, organisation)
        else:
            self._ask_whom(plan, carrying)
        if plan.state == Plan.State.PLANNED or (plan.state == Plan.State.DRAWN
                                                and not self.is_ahead):  # fmt: skip
            plan.move(Plan.State.SENT_OUT)
        activity.record("programme.issued", by=self.by, subject_kind="plan", subject_id=plan.pk,
                        detail={"given": len(carrying)})  # fmt: skip

    def _plan(self, kind: str) -> tuple[Plan, Release]:
        """The plan of the month and type. Holders who come later have one of their own, so
        that the sample drawn for the others stays as it is."""
        title = titles.of_month(self.adopted.pack, self.programme, kind, self.month)
        known = Plan.objects.filter(programme_key=self.programme.key, activity_key=kind,
                                    occurrence__startswith=self.occurrence.key).count()  # fmt: skip
        plan = Plan.objects.create(
            adopted=self.adopted,
            programme_key=self.programme.key,
            activity_key=kind,
            occurrence=self.occurrence.key + (f"/{known + 1}" if known else ""),
            title=titles.not_taken(title + (", added" if known else ""), self.starts_on),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            sample_size=0,
            made_by=self.by,
            made_at=clock.now(),
        )
        release = Release.objects.create(
            plan=plan, number=1, planned_on=self.starts_on, due_on=self.ends_on,
            released_at=None if self.is_ahead else clock.now(),
        )  # fmt: skip
        return plan, release

    def _draw(self, plan, release, turns: list[Turn], organisation: Organisation) -> None:
        """A record for each holder. Whoever none is left for is shown as such, and the QA
        manager decides; nobody is quietly left out."""
        if self.snapshot is None:
            raise NotPossible("Nothing has been loaded yet, so there are no records to draw.")
        own = organisation_teams(organisation) if self.programme.own_team_excluded.value else {}
        holders = [
            Holder(turn.holder_id, turn.holder.staff_id, own.get(turn.holder_id, frozenset()))
            for turn in turns
        ]
        sample = drawing.draw_sample(plan, self.snapshot, by=self.by, holders=holders)
        self.audits += 0 if self.is_ahead else send_now(release, self.snapshot)
        found = set(SampledChild.objects.filter(sample=sample).values_list("holder", flat=True))
        for turn in turns:
            if turn.holder_id not in found:
                Turn.objects.filter(pk=turn.pk).update(state=Turn.State.NO_RECORD)
                self.given -= 1
                self.without_record += 1
        Plan.objects.filter(pk=plan.pk).update(sample_size=len(found))

    def _ask_whom(self, plan: Plan, turns: Iterable[Turn]) -> None:
        for turn in turns:
            tell(turn.holder, "turn", f"{plan.activity.title}: yours by {short_day(turn.due_on)}. "
                 "Choose whom it is about.", url=reverse("practice:turn", args=[turn.pk]),
                 about=f"turn:{turn.pk}")  # fmt: skip


def starts_of(programme: Programme, people: list[User], *, month: date) -> dict[int, RotationStart]:
    """With what each holder of a rotation began; whoever is new begins with the type that
    is rarest in this month, where the framework spreads the starts."""
    known = {each.holder_id: each
             for each in RotationStart.objects.filter(programme_key=programme.key)}  # fmt: skip
    held = rules.held_types(
        rules.turn(programme, started=each.began_on, offset=each.offset, month=month)
        for each in known.values()
    )
    new = []
    for person in people:
        if person.pk in known:
            continue
        offset = rules.first_type(programme, held)
        held[programme.activities[offset]] += 1
        known[person.pk] = RotationStart(programme_key=programme.key, holder=person,
                                         began_on=month, offset=offset)  # fmt: skip
        new.append(known[person.pk])
    RotationStart.objects.bulk_create(new)
    return known


@transaction.atomic
def begin_rotation(programme_key: str, person: User, *, month: date, activity_key: str, by) -> None:
    """Say with which type somebody begins, or goes on, in a month."""
    programme = adopted_on(clock.today()).pack.programme(programme_key)
    if activity_key not in programme.activities:
        raise NotPossible(f"“{activity_key}” is no activity of “{programme.title}”.")
    RotationStart.objects.update_or_create(
        programme_key=programme_key,
        holder=person,
        defaults={"began_on": month.replace(day=1),
                  "offset": programme.activities.index(activity_key)},
    )  # fmt: skip
    activity.record("rotation.begun", by=by, subject_kind="person", subject_id=person.pk,
                    detail={"programme": programme_key, "with": activity_key})  # fmt: skip
