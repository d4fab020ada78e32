"""What people of the demo answer to questions of any kind, of any framework, and what those
who moderate decide."""

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from lineofsight.packs.forms import Need, Question, QuestionKind
from lineofsight.packs.judging import GradeScale
from lineofsight.web import clock
from lineofsight.web.practice import questions
from lineofsight.web.practice.questions import Given
from lineofsight.web.practice.services.moderating import Decision


@cache
def words() -> dict:
    return yaml.safe_load((Path(__file__).parent / "demo_words.yaml").read_text(encoding="utf-8"))


def an_answer(question: Question, scale: GradeScale, dice: random.Random, say: Callable) -> Given:
    """Mostly good, sometimes not; now and then it does not apply."""
    if question.need == Need.OPTIONAL and dice.random() < 0.4:
        return Given()
    evidence = say("evidence_shows") if question.asks_for_evidence else ""
    if question.may_not_apply and dice.random() < 0.12:
        return Given(is_not_applicable=True, why_not=say("does_not_apply"))
    return Given(text=_text(question, scale, dice, say), evidence=evidence)


def _text(question: Question, scale: GradeScale, dice: random.Random, say: Callable) -> str:
    if question.kind == QuestionKind.YES_NO_PARTLY:
        return dice.choices(("yes", "partly", "no"), weights=(64, 22, 14))[0]
    if question.kind in questions.ONE_OF:
        options = [key for key, _ in questions.options_of(question, scale)]
        return dice.choice(options[: max(2, len(options) - 1)])
    if question.kind == QuestionKind.NUMBER:
        return str(dice.randint(2, 9))
    if question.kind == QuestionKind.DATE:
        return clock.today().isoformat()
    if question.names_nobody:
        return say("to_share")
    known = {"to-share": "to_share", "went-well": "went_well"}.get(question.key)
    return say(known or dice.choice(("went_well", "in_general", "to_share")))


def a_decision(given: list[str], scale: GradeScale, dice: random.Random, say: Callable) -> Decision:
    """The final grade: of two auditors' grades one; one auditor's now and then another, a step
    down more often than up. Where it differs, with the reason."""
    if len(given) > 1:
        grade = dice.choice(given)
        return Decision(grade, say("reason") if len(set(given)) > 1 else "")
    grades = [grade.key for grade in scale.grades]
    step = dice.choices((0, 1, -1), weights=(80, 14, 6))[0]
    if step == 0 or given[0] not in grades:
        return Decision(given[0])
    decided = grades[min(len(grades) - 1, max(0, grades.index(given[0]) + step))]
    if decided == given[0]:
        return Decision(decided)
    return Decision(decided, dice.choice(words()["reason_lower" if step > 0 else "reason_higher"]))


def dice_of(what: str) -> random.Random:
    """The same throws for the same thing, whatever was thrown before."""
    return random.Random(what)  # noqa: S311 - an invented grade, not a secret
