"""Keeping answers to the questions of a form."""

from django.db import transaction

from lineofsight.packs.forms import Question
from lineofsight.web import clock
from lineofsight.web.people.naming import must_name_nobody
from lineofsight.web.practice import questions
from lineofsight.web.practice.completeness import Completeness, given_of
from lineofsight.web.practice.models import Answer, AuditPart
from lineofsight.web.practice.questions import Given
from lineofsight.web.practice.services import carrying_out
from lineofsight.web.practice.services.planning import NotPossible


@transaction.atomic
def save_answers(part: AuditPart, answers: dict[str, Given], *, by) -> list[str]:
    """Keep answers, complete or not; the keys of those that are asked now.

    What a condition hides is no answer: it is taken away, so that nothing is reported that
    nobody was asked.
    """
    carrying_out.open_for(part, by)
    mine = {question.key: question for question in questions_of(part)}
    for key in answers:
        if key not in mine:
            raise NotPossible("This question is not asked in this part.")
    for key, given in answers.items():
        _keep(part, mine[key], given)
    kept = {each.question_key: given_of(each) for each in part.answers.all()}
    asked = [question.key for question in questions.asked(mine.values(), kept)]
    part.answers.exclude(question_key__in=asked).delete()
    return asked


def questions_of(part: AuditPart) -> list[Question]:
    known = Completeness(part)
    return [*(q for domain in known.domains for q in domain.questions), *known.questions]


def _keep(part: AuditPart, question: Question, given: Given) -> None:
    wrong = questions.fault(question, given, part.audit.scale)
    if wrong:
        raise NotPossible(f"{question.text}: {wrong}.")
    if question.names_nobody:
        must_name_nobody(part.audit.child_id, (given.text, given.evidence))
    if not given.is_anything:
        part.answers.filter(question_key=question.key).delete()
        return
    Answer.objects.update_or_create(
        part=part,
        question_key=question.key,
        defaults={
            "text": given.text,
            "is_not_applicable": given.is_not_applicable and question.may_not_apply,
            "why_not": given.why_not,
            "evidence": given.evidence,
            "saved_at": clock.now(),
        },
    )
