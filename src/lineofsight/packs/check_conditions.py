"""Can a question that depends on another ever be asked? One whose condition names an answer
that is not offered, or that waits for itself, would be hidden for ever and nobody would know."""

from collections.abc import Iterator

from lineofsight.packs.activities import ActivityType
from lineofsight.packs.faults import Complaint, nearest
from lineofsight.packs.forms import Question, QuestionKind
from lineofsight.packs.model import Pack

YES_NO_PARTLY = ("yes", "no", "partly")


def conditions(pack: Pack) -> Iterator[Complaint]:
    for n, activity in enumerate(pack.activity_types):
        known = {question.key: question for question in activity.form.questions}
        for m, domain in enumerate(activity.form.domains):
            for k, question in enumerate(domain.questions):
                if question.shown_when is None or question.shown_when.question not in known:
                    continue
                path = ("activity_types", n, "form", "domains", m, "questions", k, "shown_when")
                other = known[question.shown_when.question]
                yield from _not_offered(question, other, _answers(pack, activity, other), path)
                if _waits_for_itself(question, known):
                    yield Complaint(path, f"“{question.key}” waits for itself, so it is never "
                                          "asked.")  # fmt: skip


def _not_offered(
    question: Question, other: Question, offered: tuple[str, ...], path
) -> Iterator[Complaint]:
    for answer in question.shown_when.is_one_of if offered else ():
        if answer not in offered:
            yield Complaint(
                (*path, "is_one_of"),
                f"“{answer}” is no answer to “{other.key}”, so the question is never asked for it.",
                f"{nearest(answer, offered)} It is answered by {', '.join(offered)}.".strip(),
            )


def _answers(pack: Pack, activity: ActivityType, question: Question) -> tuple[str, ...]:
    """What it can be answered with; empty where anything can be written."""
    if question.kind == QuestionKind.YES_NO_PARTLY:
        return YES_NO_PARTLY
    if question.kind == QuestionKind.CHOICE:
        return tuple(option.key for option in question.options)
    scales = {scale.key: scale for scale in pack.grade_scales}
    scale = scales.get(activity.grade_scale) if question.kind == QuestionKind.GRADE else None
    return tuple(grade.key for grade in scale.grades) if scale else ()


def _waits_for_itself(question: Question, known: dict[str, Question]) -> bool:
    seen, here = {question.key}, question
    while here is not None and here.shown_when is not None:
        if here.shown_when.question in seen:
            return here.shown_when.question == question.key
        seen.add(here.shown_when.question)
        here = known.get(here.shown_when.question)
    return False
