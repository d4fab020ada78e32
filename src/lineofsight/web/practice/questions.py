"""Questions of a form and the answers to them: which are asked, what an answer lacks, how it
reads. Pure functions; loop steps, feedback and concerns may use them as well."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms

from lineofsight.packs.forms import Need, Question, QuestionKind
from lineofsight.packs.judging import GradeScale
from lineofsight.web.ui.forms import DateField
from lineofsight.web.ui.words import long_day

NOT_APPLICABLE = "not-applicable"
YES_NO_PARTLY = (("yes", "Yes"), ("no", "No"), ("partly", "Partly"))
ONE_OF = (QuestionKind.YES_NO_PARTLY, QuestionKind.CHOICE, QuestionKind.GRADE)
"""The kinds that are answered by choosing."""
_NUMBER = re.compile(r"^-?\d{1,9}(\.\d{1,4})?$")


@dataclass(frozen=True)
class Given:
    """What somebody has answered so far. `why_not`: the reason instead of an answer."""

    text: str = ""
    is_not_applicable: bool = False
    why_not: str = ""
    evidence: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.text or self.is_not_applicable)

    @property
    def is_anything(self) -> bool:
        return bool(self.text or self.is_not_applicable or self.why_not or self.evidence)


NOTHING = Given()


def asked(questions: Iterable[Question], given: Mapping[str, Given]) -> list[Question]:
    """Those of `questions` whose conditions hold. A condition on a question that is itself
    not asked does not hold."""
    questions = tuple(questions)
    known = {question.key: question for question in questions}

    def is_asked(question: Question, seen: frozenset[str] = frozenset()) -> bool:
        condition = question.shown_when
        if condition is None or condition.question in seen:
            return condition is None
        other = known.get(condition.question)
        if other is not None and not is_asked(other, seen | {question.key}):
            return False
        return given.get(condition.question, NOTHING).text in condition.is_one_of

    return [question for question in questions if is_asked(question)]


def options_of(question: Question, scale: GradeScale) -> list[tuple[str, str]]:
    if question.kind == QuestionKind.YES_NO_PARTLY:
        return list(YES_NO_PARTLY)
    if question.kind == QuestionKind.GRADE:
        return [(grade.key, grade.title) for grade in scale.grades]
    return [(option.key, option.title) for option in question.options]


def fault(question: Question, given: Given, scale: GradeScale) -> str:
    """What is wrong with an answer as it stands (not whether one is missing)."""
    if not given.text:
        return ""
    if question.kind in ONE_OF and given.text not in dict(options_of(question, scale)):
        return "choose one of the answers"
    if question.kind == QuestionKind.NUMBER and not _NUMBER.match(given.text):
        return "write a number, such as 12"
    if question.kind == QuestionKind.DATE and _day(given.text) is None:
        return "write a real date"
    return ""


def lacking(
    question: Question, given: Given, scale: GradeScale, *, needs_evidence: bool = True
) -> str:
    """What stands in the way of sending, in words; empty when the answer will do."""
    asks_for_evidence = question.asks_for_evidence and needs_evidence
    wrong = fault(question, given, scale)
    if wrong:
        return wrong
    if given.is_not_applicable:
        return "" if given.why_not or not asks_for_evidence else (
            "say why it does not apply"
        )  # fmt: skip
    if given.text:
        return "" if given.evidence or not asks_for_evidence else "say how you know"
    if question.need == Need.OPTIONAL or (
        question.need == Need.REQUIRED_OR_REASON and given.why_not
    ):
        return ""
    reason = ", or say why you cannot" if question.need == Need.REQUIRED_OR_REASON else ""
    return f"{'choose an answer' if question.kind in ONE_OF else 'answer this'}{reason}"


def words(question: Question, given: Given, scale: GradeScale) -> str:
    """An answer as people read it."""
    if given.is_not_applicable:
        return "Not applicable"
    if not given.text:
        return f"No answer: {given.why_not}" if given.why_not else ""
    if question.kind in ONE_OF:
        return dict(options_of(question, scale)).get(given.text, given.text)
    day = _day(given.text) if question.kind == QuestionKind.DATE else None
    return long_day(day) if day else given.text


def read(question: Question, data: Mapping, *, prefix: str = "q-") -> tuple[Given, str]:
    """An answer as a page has sent it, and what is wrong with it."""
    name = f"{prefix}{question.key}"
    text, wrong = str(data.get(name, "")).strip(), ""
    if question.kind == QuestionKind.DATE:
        text, wrong = _read_day(data, name)
    elif question.kind == QuestionKind.NUMBER:
        text = text.replace(",", "").replace(" ", "")
    not_applicable = question.may_not_apply and (
        text == NOT_APPLICABLE or (f"{name}-na" in data and not text)
    )
    given = Given(
        text="" if not_applicable else text,
        is_not_applicable=not_applicable,
        why_not=str(data.get(f"{name}-why", "")).strip(),
        evidence=str(data.get(f"{name}-evidence", "")).strip(),
    )
    return given, wrong


def _read_day(data: Mapping, name: str) -> tuple[str, str]:
    field = DateField(required=False, label="The date")
    try:
        day = field.clean(field.widget.value_from_datadict(data, {}, name))
    except forms.ValidationError as error:
        return "", error.messages[0]
    return (day.isoformat() if day else ""), ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def to_ask(
    question: Question, given: Given, scale: GradeScale, *, error: str = "", prefix: str = "q-"
) -> dict:
    """What `practice/asked.html` needs to ask a question."""
    day = _day(given.text) if question.kind == QuestionKind.DATE else None
    options = [
        {"value": key, "label": title, "chosen": given.text == key}
        for key, title in options_of(question, scale)
    ]
    if options and question.may_not_apply:
        chosen = given.is_not_applicable
        options.append({"value": NOT_APPLICABLE, "label": "Not applicable", "chosen": chosen})
    return {
        "key": question.key,
        "name": f"{prefix}{question.key}",
        "text": question.text,
        "hint": question.hint,
        "kind": question.kind.value,
        "is_optional": question.need == Need.OPTIONAL,
        "options": options,
        "given": given,
        "day": {"day": day.day, "month": day.month, "year": day.year} if day else {},
        "ticks_not_applicable": question.may_not_apply and not options,
        "asks_why": question.need == Need.REQUIRED_OR_REASON,
        "asks_evidence": question.asks_for_evidence,
        "why_label": "If you cannot answer, why not"
        if question.need == Need.REQUIRED_OR_REASON
        else "Why it does not apply",
        "shows_why": question.need == Need.REQUIRED_OR_REASON or question.may_not_apply,
        "error": error[:1].upper() + error[1:],
    }
