"""The stages of an issue of performance, told apart: what the framework of the day on which
the action was proposed names. Written into the action's own story, in their order."""

import datetime
from dataclasses import dataclass

from lineofsight.packs.guidance import IssueStage, StageKind
from lineofsight.web import clock
from lineofsight.web.actions import sources
from lineofsight.web.actions.models import Action, Step
from lineofsight.web.frameworks.queries import pack_on

PREFIX = "stage-"
"""Before the key of a stage: what its step of the story is called."""


@dataclass(frozen=True)
class Reached:
    """`words` empty: the stage has not been reached. `is_next`: somebody may write it now."""

    stage: IssueStage
    words: str = ""
    by: str = ""
    on: datetime.date | None = None
    is_next: bool = False


def stages_of(user, action: Action) -> list[Reached]:
    """Empty where the framework has no stages, or the action came of no issue of performance."""
    source = sources.source_of(user, action)
    declared = pack_on(_day(action.proposed_at)).issue_stages
    if source is None or not source[0].is_issue or not declared:
        return []
    steps = {each.what: each for each in action.steps.select_related("by")}
    found, open_before = [], False
    for stage in declared:
        reached = _reached(stage, action, steps, source[1].issue or source[1].label)
        is_next = stage.kind == StageKind.WORDS and not reached.words and not open_before
        open_before = open_before or is_next
        found.append(
            Reached(stage, reached.words, reached.by, reached.on, is_next and not action.is_settled)
        )
    return found


def stage_to_write(user, action: Action, key: str) -> IssueStage | None:
    """The stage of that key, if it is the one to be written next."""
    return next(
        (each.stage for each in stages_of(user, action) if each.is_next and each.stage.key == key),
        None,
    )


def _reached(stage: IssueStage, action: Action, steps: dict[str, Step], issue: str) -> Reached:
    if stage.kind == StageKind.ISSUE:
        return Reached(stage, issue, action.proposed_by.name, _day(action.proposed_at))
    if stage.kind == StageKind.PLAN:
        agreed = steps.get("agreed")
        return _of_step(stage, agreed, action.text)
    if stage.kind == StageKind.DONE:
        claimed = steps.get("claimed") if action.claimed_at else None
        evidence = action.evidence.last()
        return _of_step(stage, claimed, evidence.text if evidence else "Said to be done.")
    step = steps.get(f"{PREFIX}{stage.key}")
    return _of_step(stage, step, step.note if step else "")


def _of_step(stage: IssueStage, step: Step | None, words: str) -> Reached:
    if step is None:
        return Reached(stage)
    return Reached(stage, words, step.by.name if step.by else "", _day(step.at))


def _day(instant: datetime.datetime) -> datetime.date:
    return instant.astimezone(clock.UK).date()
