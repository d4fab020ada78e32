"""The planner of themes: candidates with the meeting that raised each, and what became of them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.practice.models import CandidateTheme, Plan, ThemeStep
from lineofsight.web.practice.services.planning import NotPossible

State = CandidateTheme.State


@dataclass(frozen=True)
class Raised:
    """A theme as it is put forward. `in_board` is the key of the meeting that raised it, or
    `how` says where else it came from."""

    title: str
    why: str
    on: date
    in_board: str = ""
    how: str = ""
    coded_as: str = ""
    figure: dict | None = None


@transaction.atomic
def raise_theme(raised: Raised, *, by) -> CandidateTheme:
    """Put a theme on the planner."""
    title, why, how = raised.title.strip(), raised.why.strip(), raised.how.strip()
    if not title or not why:
        raise NotPossible("A theme needs a title, and why it should be looked at.")
    boards = {board.key for board in pack_on(clock.today()).boards}
    if raised.in_board and raised.in_board not in boards:
        raise NotPossible("The framework knows no such meeting.")
    if not raised.in_board and not how:
        raise NotPossible("Say which meeting raised it, or where else it came from.")
    theme = CandidateTheme.objects.create(
        title=title, why=why, raised_in=raised.in_board, raised_how=how, raised_on=raised.on,
        coded_as=raised.coded_as, figure=raised.figure, recorded_by=by, recorded_at=clock.now(),
    )  # fmt: skip
    _note(theme, by=by, note=why)
    return theme


@transaction.atomic
def agree(theme: CandidateTheme, *, month: date, by, note: str = "") -> None:
    """It will be looked at, in a month."""
    theme.move(State.AGREED, planned_for=month.replace(day=1))
    _note(theme, by=by, note=note)


@transaction.atomic
def start(theme: CandidateTheme, *, by) -> None:
    """The first plan that tests it is there: it is under way."""
    theme.move(State.RUNNING)
    _note(theme, by=by)


@transaction.atomic
def report(theme: CandidateTheme, *, found: str, by) -> None:
    """What was found, for the month's and the quarter's report."""
    if not found.strip():
        raise NotPossible("Say what was found.")
    if not theme.plans.exclude(state=Plan.State.WITHDRAWN).exists():
        raise NotPossible(
            "Nothing has tested this theme yet.", advice="Commission a sample or a review for it."
        )
    theme.move(State.REPORTED, found=found.strip())
    _note(theme, by=by, note=found)


@transaction.atomic
def close(theme: CandidateTheme, *, by, note: str) -> None:
    """It has been reported, and nothing of it is left to do."""
    _with_note(note)
    theme.move(State.CLOSED)
    _note(theme, by=by, note=note)


@transaction.atomic
def reopen(theme: CandidateTheme, *, by, note: str) -> None:
    """Look at it again: from the reported back to running, from set aside to candidate."""
    _with_note(note)
    back = {State.REPORTED: State.RUNNING, State.SET_ASIDE: State.CANDIDATE}
    wanted = back.get(State(theme.state))
    if wanted is None:
        raise NotPossible("This theme is not one to be taken up again.")
    theme.move(wanted)
    _note(theme, by=by, note=note)


@transaction.atomic
def set_aside(theme: CandidateTheme, *, by, note: str) -> None:
    _with_note(note)
    theme.move(State.SET_ASIDE)
    _note(theme, by=by, note=note)


def tested_by(theme: CandidateTheme, plan: Plan, *, by) -> None:
    """A plan tests the theme: with the first one it is under way."""
    if theme.state not in (State.AGREED, State.RUNNING):
        raise NotPossible(
            f"“{theme.title}” is “{theme.get_state_display()}”, so nothing tests it now.",
            advice="Agree the theme first.",
        )
    Plan.objects.filter(pk=plan.pk).update(theme=theme)
    plan.refresh_from_db()
    if theme.state == State.AGREED:
        start(theme, by=by)


def _with_note(note: str) -> None:
    if not note.strip():
        raise NotPossible("Say why.")


def _note(theme: CandidateTheme, *, by, note: str = "") -> None:
    ThemeStep.objects.create(theme=theme, state=theme.state, note=note.strip(), by=by,
                             at=clock.now())  # fmt: skip
    activity.record(f"theme.{theme.state}", by=by, subject_kind="theme", subject_id=theme.pk)
