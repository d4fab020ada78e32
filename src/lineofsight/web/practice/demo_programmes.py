"""What else a lived-in year of programmes has: times of the year planned, themes on the
planner, somebody away, somebody exempt, a turn that changed hands."""

import datetime

from lineofsight.errors import UserError
from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Rule
from lineofsight.periods import add_months
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.models import User
from lineofsight.web.practice import rules
from lineofsight.web.practice.assignment import holders_of
from lineofsight.web.practice.models import Turn
from lineofsight.web.practice.services import away, commissioning, theming, turns
from lineofsight.web.practice.services.commissioning import Commission
from lineofsight.web.practice.services.theming import Raised

PLANNED_SINCE_DAYS = 85
"""How far back what set months bring was planned: with the turns that everybody had."""
THEMES = (
    ("The child’s own words in plans", "Plans say what we do, seldom what the child wants.", 120),
    ("Visits to children under five", "Several reviews found no note of direct work.", 70),
    ("Fathers and other carers", "The quarterly report saw them missing from assessments.", 15),
)


def expect(life, pack: Pack, planner: User) -> None:
    """Put each thing on its day. `life.later(day, act, *what)` does what has come by today."""
    today = life.today
    for programme in pack.programmes:
        if programme.rule in (Rule.FIXED_MONTHS, Rule.NUMBER_A_YEAR):
            day = today - datetime.timedelta(days=PLANNED_SINCE_DAYS)
            life.later(day, _plan_year, programme.key, planner)
    for n, (title, why, days) in enumerate(THEMES):
        raised = today - datetime.timedelta(days=days)
        life.later(raised, _raise_theme, pack, title, why, n, planner)
        if n < 2:
            life.later(raised + datetime.timedelta(days=7), _agree_theme, title, planner)
    life.later(today - datetime.timedelta(days=55), _test_theme, pack, THEMES[0][0], planner)
    monthly = next((each for each in pack.programmes if rules.runs_by_itself(each)), None)
    if monthly is not None:
        first = add_months(today.replace(day=1), -1)
        life.later(first - datetime.timedelta(days=12), _be_away, monthly.key)
        life.later(first - datetime.timedelta(days=10), _be_exempt, monthly.key)
        life.later(today - datetime.timedelta(days=4), _ask, monthly.key)
        life.later(today - datetime.timedelta(days=9), _reallocate, monthly.key, planner)


def _plan_year(key: str, planner: User) -> None:
    try:
        commissioning.plan_year(key, clock.today(), by=planner)
    except UserError:
        return  # the framework does not set when, so nothing is planned


def _raise_theme(pack: Pack, title: str, why: str, n: int, planner: User) -> None:
    boards = [each.key for each in pack.boards if each.raises_themes]
    boards = boards or [each.key for each in pack.boards]
    in_board = boards[n % len(boards)] if boards else ""
    theming.raise_theme(
        Raised(title=title, why=why, on=clock.today(), in_board=in_board,
               how="" if in_board else "The quarterly report"),
        by=planner,
    )  # fmt: skip


def _theme(title: str):
    return theming.CandidateTheme.objects.get(title=title)


def _agree_theme(title: str, planner: User) -> None:
    theming.agree(_theme(title), month=add_months(clock.today(), 1), by=planner)


def _test_theme(pack: Pack, title: str, planner: User) -> None:
    """The first kind of sample that may be asked for tests the theme."""
    asked = next((each for each in pack.programmes
                  if each.rule == Rule.ON_REQUEST and each.sampling), None)  # fmt: skip
    if asked is None:
        return
    starts_on = add_months(clock.today().replace(day=1), 3)
    commissioning.commission(
        asked.key,
        Commission(
            title=title, question="Does the plan say what the child wants?",
            prompted_by="Thematic planner", starts_on=starts_on,
            due_on=starts_on + datetime.timedelta(days=25), theme=_theme(title), size=8,
        ),
        by=planner,
    )  # fmt: skip


def _holders(key: str) -> list[User]:
    return holders_of(pack_on(clock.today()).programme(key), clock.today())


def _be_away(key: str) -> None:
    for person in _holders(key)[3:4]:
        first = add_months(clock.today().replace(day=1), 1)
        away.note(person, from_on=first, to_on=first + datetime.timedelta(days=29), by=person)


def _exemption(key: str, person: User, reason: str):
    first = add_months(clock.today().replace(day=1), 1)
    return away.ask_exemption(
        person, key, from_on=first, to_on=add_months(first, 3) - datetime.timedelta(days=1),
        reason=reason, by=person,
    )  # fmt: skip


def _be_exempt(key: str) -> None:
    programme = pack_on(clock.today()).programme(key)
    if programme.exempted_by.value is None:
        return
    deciders = away.deciders_of(programme)
    for person in _holders(key)[5:6]:
        asked = _exemption(key, person, "Covers two teams until the vacancy is filled.")
        decider = next((each for each in deciders if each.pk != person.pk), None)
        if decider is not None:
            away.decide(asked, is_approved=True, by=decider, decision="Until the post is filled.")


def _ask(key: str) -> None:
    if pack_on(clock.today()).programme(key).exempted_by.value is not None:
        for person in _holders(key)[7:8]:
            _exemption(key, person, "Leads the preparation of the inspection.")


def _reallocate(key: str, planner: User) -> None:
    """Somebody has left: a colleague carries theirs as well, with the reason."""
    month = clock.today().replace(day=1)
    given = Turn.objects.given().filter(programme_key=key, month=month).select_related("holder")
    turn = given.exclude(audits__parts__state="submitted").last()
    other = given.exclude(holder=turn.holder).first() if turn else None
    if turn is None or other is None:
        return
    try:
        turns.reallocate(turn, to=other.holder, by=planner, reason="Left the authority.",
                         why_two="Covers the team until the post is filled.")  # fmt: skip
    except UserError:
        return  # their own case, or they moderate it: it stays where it is
