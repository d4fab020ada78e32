"""What a part of an audit still lacks before it can be sent. Reads only."""

from dataclasses import dataclass
from enum import StrEnum

from lineofsight.packs.forms import Domain, Need, Question
from lineofsight.web.practice import questions
from lineofsight.web.practice.models import AuditPart
from lineofsight.web.practice.models.audits import NOT_APPLICABLE
from lineofsight.web.practice.questions import NOTHING, Given


class Progress(StrEnum):
    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    COMPLETE = "Complete"


@dataclass(frozen=True)
class Missing:
    """Something to do before sending: where it is done, and what to say about it."""

    kind: str
    key: str
    title: str
    problem: str


class Completeness:
    """The state of one part, read once. `part` comes with its audit. In short checks of many
    records evidence is asked for and never held against sending."""

    def __init__(self, part: AuditPart):
        self.part = part
        self.activity = part.audit.activity
        self.scale = part.audit.scale
        self.declared = self.activity.part(part.key)
        self.judgements = {each.domain_key: each for each in part.judgements.all()}
        self.conversations = {each.key: each for each in part.audit.conversations.all()}
        self.given = {each.question_key: given_of(each) for each in part.answers.all()}

    @property
    def domains(self) -> tuple[Domain, ...]:
        return self.activity.domains_of(self.declared)

    @property
    def judged(self) -> tuple[Domain, ...]:
        return self.activity.judged_in(self.declared)

    @property
    def talks(self):
        return [each for each in self.activity.conversations if each.asked_by == self.part.key]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions about learning: asked of who plans the actions; where nobody does,
        of the last part."""
        planners = [part.key for part in self.activity.parts if part.plans_actions]
        of = planners[0] if planners else self.activity.parts[-1].key
        return self.activity.form.learning if self.part.key == of else ()

    def asked_in(self, domain: Domain) -> list[Question]:
        """The questions of a domain that are asked, as things stand."""
        inside = {question.key for question in domain.questions}
        everything = [question for each in self.domains for question in each.questions]
        return [q for q in questions.asked(everything, self.given) if q.key in inside]

    def problems_in(self, domain: Domain) -> dict[str, str]:
        """What the questions of a domain lack, by question."""
        quick = self.activity.many_on_one_screen
        found = {
            question.key: questions.lacking(
                question, self.given.get(question.key, NOTHING), self.scale,
                needs_evidence=not quick,
            )
            for question in self.asked_in(domain)
        }  # fmt: skip
        return {key: problem for key, problem in found.items() if problem}

    def lacking_in(self, domain: Domain) -> str:
        """What a domain lacks, in words; empty when it is complete."""
        if self._is_graded(domain):
            judgement = self.judgements.get(domain.key)
            if judgement is not None and judgement.grade == NOT_APPLICABLE:
                said = judgement.why_not_applicable.strip()
                return "" if said else "say why it is not applicable"
            problem = self._lacking_judgement(domain, judgement)
            if problem:
                return problem
        return next(iter(self.problems_in(domain).values()), "")

    def _lacking_judgement(self, domain: Domain, judgement) -> str:
        if judgement is None or not judgement.grade:
            return "" if domain.need == Need.OPTIONAL else "choose a grade"
        form = self.activity.form
        for question, text, what in (
            (form.strong, judgement.strong, "say what is strong, and how you know"),
            (form.better, judgement.better, "say what would make it better"),
        ):
            if question is not None and question.need == Need.REQUIRED and not text.strip():
                return what
        return ""

    def _is_graded(self, domain: Domain) -> bool:
        return domain.key in {each.key for each in self.judged}

    def of_domain(self, domain: Domain) -> Progress:
        judgement = self.judgements.get(domain.key)
        texts = judgement and (judgement.grade or judgement.strong or judgement.better)
        begun = any(self.given.get(q.key, NOTHING).is_anything for q in domain.questions)
        if not texts and not begun:
            return Progress.NOT_STARTED
        return Progress.IN_PROGRESS if self.lacking_in(domain) else Progress.COMPLETE

    def lacking_in_talk(self, talk) -> str:
        said = self.conversations.get(talk.key)
        if said is not None and said.said.strip():
            return ""
        if talk.need == Need.OPTIONAL:
            return ""
        if talk.need == Need.REQUIRED_OR_REASON:
            if said is not None and said.why_not_possible.strip():
                return ""
            return "write down what was said, or why it was not possible"
        return "write down what was said"

    def of_talks(self) -> Progress:
        lacking = [talk for talk in self.talks if self.lacking_in_talk(talk)]
        if not lacking:
            return Progress.COMPLETE
        heard = any(talk.key in self.conversations for talk in self.talks)
        return Progress.IN_PROGRESS if heard else Progress.NOT_STARTED

    def learning_lacks(self) -> dict[str, str]:
        """What the questions about learning lack, by question."""
        found = {
            question.key: questions.lacking(
                question, self.given.get(question.key, NOTHING), self.scale
            )
            for question in questions.asked(self.questions, self.given)
        }
        return {key: problem for key, problem in found.items() if problem}

    def of_questions(self) -> Progress:
        answered = [q for q in self.questions if self.given.get(q.key, NOTHING).is_anything]
        if not self.learning_lacks():
            return Progress.COMPLETE
        return Progress.IN_PROGRESS if answered else Progress.NOT_STARTED

    @property
    def complete_domains(self) -> int:
        return sum(self.of_domain(domain) == Progress.COMPLETE for domain in self.domains)

    def missing(self) -> list[Missing]:
        """Everything that stands in the way of sending, in the order of the pages."""
        found = [
            Missing("conversation", talk.key, talk.title, self.lacking_in_talk(talk))
            for talk in self.talks
            if self.lacking_in_talk(talk)
        ]
        found += [
            Missing("domain", domain.key, domain.title, self.lacking_in(domain))
            for domain in self.domains
            if self.lacking_in(domain)
        ]
        learning = self.learning_lacks()
        found += [
            Missing("question", question.key, question.text, learning[question.key])
            for question in self.questions
            if question.key in learning
        ]
        found += [
            Missing("sent-back", str(asked.pk), "The moderator’s question", "answer it")
            for asked in self.part.sent_back.all()
            if not asked.answer.strip()
        ]
        return found


def given_of(answer) -> Given:
    return Given(
        text=answer.text,
        is_not_applicable=answer.is_not_applicable,
        why_not=answer.why_not,
        evidence=answer.evidence,
    )
