"""Plans that somebody makes: one of so many a year, the set months of a year, what is asked
for when it is needed; and opening those for which nothing is drawn when their day has come."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from lineofsight.packs.activities import Record
from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.sampling import Criteria
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.models import User
from lineofsight.web.practice import availability, rules, titles
from lineofsight.web.practice.assignment import holders_of, lightest
from lineofsight.web.practice.models import CandidateTheme, Plan, Release, Turn
from lineofsight.web.practice.services import theming
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible, make
from lineofsight.web.ui.words import short_day


@dataclass(frozen=True)
class Commission:
    """What is asked for: its title and days, what is to be found out, and which records."""

    title: str
    starts_on: date
    due_on: date
    question: str = ""
    prompted_by: str = ""
    size: int | None = None
    method: str = ""
    criteria: Criteria = field(default_factory=Criteria)
    theme: CandidateTheme | None = None
    figure: dict | None = None
    """The figure whose children are the frame, with their ids under `children`."""


@transaction.atomic
def commission(
    programme_key: str, asked: Commission, *, by, occurrence: str = "", activity_key: str = ""
) -> Plan:
    """Plan something for once: what is asked for, or one time (`occurrence`) of a programme
    of so many a year or of set months."""
    adopted = adopted_on(clock.today())
    programme = adopted.pack.programme(programme_key)
    if programme.rule in rules.MONTHLY or programme.rule == Rule.PLANNED_SPAN:
        raise NotPossible(f"“{programme.title}” goes out by itself; it is not commissioned.")
    if not programme.switched_on.value:
        raise NotPossible(f"“{programme.title}” is not switched on.")
    if asked.due_on < asked.starts_on:
        raise NotPossible("It would be due before it begins.")
    if programme.rule == Rule.ON_REQUEST and not asked.question.strip():
        raise NotPossible("Say what is to be found out.")
    kind = activity_key or programme.activity
    if kind not in programme.activities:
        raise NotPossible("This kind of activity does not belong to the programme.")
    plan = make(
        adopted=adopted,
        programme_key=programme_key,
        activity_key=kind,
        occurrence=occurrence,
        title=_title(adopted.pack, programme, kind, asked),
        starts_on=asked.starts_on,
        ends_on=asked.due_on,
        question=asked.question.strip(),
        prompted_by=asked.prompted_by.strip(),
        method=asked.method,
        criteria=asked.criteria.as_stored(),
        tested_figure=asked.figure,
        sample_size=_size(adopted, programme, asked),
        is_size_assumed=asked.size is None and _size_is_assumed(programme),
        by=by,
    )
    Release.objects.create(plan=plan, number=1, planned_on=asked.starts_on, due_on=asked.due_on)
    if asked.theme is not None:
        theming.tested_by(asked.theme, plan, by=by)
    return plan


def _title(pack: Pack, programme: Programme, activity_key: str, asked: Commission) -> str:
    """The one that was asked for, if it tells this plan from the others of its month."""
    said = asked.title.strip()
    if not said:
        usual = titles.asked_for(pack, programme, activity_key, asked.starts_on)
        return titles.not_taken(usual, asked.starts_on)
    _must_tell_apart(said, asked.starts_on)
    return said


def _must_tell_apart(title: str, starts_on: date, *, apart_from: int | None = None) -> None:
    if titles.is_taken(title, starts_on, apart_from=apart_from):
        raise NotPossible(
            f"There is a plan called “{title}” in {starts_on:%B %Y} already.",
            advice="Say in the title what tells this one apart: its service, team or question.",
        )


def _size(adopted: AdoptedPack, programme: Programme, asked: Commission) -> int:
    if not draws(adopted.pack.activity(programme.activity), programme):
        return 0
    size = asked.size or programme.sampling.size.value
    if size is None:
        raise NotPossible("Say how many records: the framework does not.")
    return min(size, len(asked.figure["children"])) if asked.figure else size


def _size_is_assumed(programme: Programme) -> bool:
    return programme.sampling is not None and programme.sampling.size.is_assumed


def tests_themes(programme: Programme) -> bool:
    """May it be commissioned to look at a theme: what is asked for, or what draws records
    and does not go out by itself?"""
    if programme.rule == Rule.ON_REQUEST:
        return True
    by_itself = programme.rule in rules.MONTHLY or programme.rule == Rule.PLANNED_SPAN
    return programme.sampling is not None and not by_itself


def draws(kind, programme: Programme) -> bool:
    """Records are drawn for activities about children, where the pack says how."""
    return programme.sampling is not None and kind.record == Record.CHILD


@transaction.atomic
def plan_year(programme_key: str, year_first: date, *, by) -> list[Plan]:
    """Plan every time that a programme comes round in the year from `year_first` and that
    has no plan yet; those that lie behind us are left to be planned one by one."""
    adopted = adopted_on(clock.today())
    programme = adopted.pack.programme(programme_key)
    if programme.rule not in (Rule.FIXED_MONTHS, Rule.NUMBER_A_YEAR):
        raise NotPossible(f"“{programme.title}” has no times of the year to plan.")
    found = rules.occurrences(adopted.pack, programme, rules.year_of(programme, year_first))
    if not found:
        raise NotPossible(
            f"The framework does not set when “{programme.title}” takes place.",
            advice="Set its months in the framework, or plan each time by hand.",
        )
    planned = _planned(programme_key)
    return [
        commission(programme_key, _as_the_pack_says(adopted.pack, programme, each), by=by,
                   occurrence=each.key)
        for each in found
        if each.key not in planned and each.ends_on >= clock.today() and each.activities
    ]  # fmt: skip


def _planned(programme_key: str) -> set[str]:
    plans = Plan.objects.filter(programme_key=programme_key).exclude(state=Plan.State.WITHDRAWN)
    return set(plans.values_list("occurrence", flat=True))


def unplanned(programme_key: str, day: date) -> list[rules.Occurrence]:
    """The times of the year that `day` lies in for which there is no plan."""
    pack = adopted_on(clock.today()).pack
    programme = pack.programme(programme_key)
    planned = _planned(programme_key)
    found = rules.occurrences(pack, programme, rules.year_of(programme, day))
    return [each for each in found if each.key not in planned and each.activities]


def _as_the_pack_says(pack: Pack, programme: Programme, each: rules.Occurrence) -> Commission:
    return Commission(
        title=titles.not_taken(titles.of_time(pack, programme, each), each.starts_on),
        starts_on=each.starts_on,
        due_on=each.ends_on,
    )


@transaction.atomic
def move_plan(plan: Plan, *, starts_on: date, due_on: date, by) -> None:
    """Other days for a plan that has not gone out."""
    if due_on < starts_on:
        raise NotPossible("It would be due before it begins.")
    _must_tell_apart(plan.title, starts_on, apart_from=plan.pk)
    moved = Plan.objects.filter(pk=plan.pk, state=Plan.State.PLANNED).update(
        starts_on=starts_on, ends_on=due_on
    )
    if not moved:
        raise NotPossible("Only what is planned, and not drawn or sent out, can be moved.")
    Release.objects.filter(plan=plan).update(planned_on=starts_on, due_on=due_on)
    plan.refresh_from_db()
    activity.record("plan.moved", by=by, subject_kind="plan", subject_id=plan.pk,
                    detail={"from": starts_on.isoformat()})  # fmt: skip


def open_due(today: date) -> int:
    """Open every plan whose day has come and for which nothing is drawn; how many."""
    waiting = Plan.objects.filter(
        state=Plan.State.PLANNED, starts_on__lte=today, programme_key__gt="", sample_size=0
    ).select_related("adopted")
    return sum(open_plan(plan) for plan in waiting)


@transaction.atomic
def open_plan(plan: Plan) -> bool:
    """Those who carry it are given their turns, and say themselves whom it is about. In set
    months every holder has one; of so many a year, the holder who has had the fewest."""
    programme = plan.pack.programme(plan.programme_key)
    if draws(plan.activity, programme) and plan.sample_size:
        return False
    claimed = plan.releases.filter(released_at__isnull=True).update(released_at=clock.now())
    if not claimed:
        return False
    for holder, why in _carriers(plan, programme):
        _give(plan, holder, why)
    plan.move(Plan.State.SENT_OUT)
    activity.record("plan.opened", by=None, subject_kind="plan", subject_id=plan.pk)
    return True


def _carriers(plan: Plan, programme: Programme) -> list[tuple[User, str]]:
    """Who has a turn, and why somebody is excused."""
    free = availability.between(plan.starts_on, plan.ends_on, programme_key=programme.key)
    people = holders_of(programme, clock.today())
    if programme.rule == Rule.FIXED_MONTHS:
        return [(person, free.why_excused(person.pk)) for person in people]
    there = [person for person in people if not free.why_excused(person.pk)]
    had = Counter(dict(
        Turn.objects.given().filter(programme_key=programme.key).order_by()
        .values_list("holder").annotate(Count("pk"))
    ))  # fmt: skip
    chosen = lightest(there, had, turn=f"{programme.key}/{plan.pk}")
    return [(chosen, "")] if chosen else []


def _give(plan: Plan, holder: User, why_excused: str) -> None:
    month = plan.starts_on.replace(day=1)
    same = Turn.objects.filter(programme_key=plan.programme_key, month=month, holder=holder)
    extra = same.exclude(state=Turn.State.WITHDRAWN).count()
    turn = Turn.objects.create(
        plan=plan, programme_key=plan.programme_key, month=month, holder=holder,
        due_on=plan.ends_on, extra=extra,
        state=Turn.State.EXCUSED if why_excused else Turn.State.GIVEN,
        why=why_excused or (f"Also carries {plan.title}" if extra else ""),
    )  # fmt: skip
    if not why_excused:
        tell(holder, "turn", f"{plan.title}: yours by {short_day(turn.due_on)}. "
             "Choose whom it is about.", url=reverse("practice:turn", args=[turn.pk]),
             about=f"turn:{turn.pk}")  # fmt: skip
