"""What people of the demo answer to questions of any kind, of any framework."""

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
