"""What a part of an audit still lacks before it can be sent. Reads only."""

from dataclasses import dataclass
from enum import StrEnum

from lineofsight.packs.forms import Domain, Need
from lineofsight.web.practice.models import AuditPart
from lineofsight.web.practice.models.audits import NOT_APPLICABLE


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
    """The state of one part, read once. `part` comes with its audit."""

    def __init__(self, part: AuditPart):
        self.part = part
        self.activity = part.audit.activity
        self.declared = self.activity.part(part.key)
        self.judgements = {each.domain_key: each for each in part.judgements.all()}
        self.conversations = {each.key: each for each in part.audit.conversations.all()}
        self.answers = {each.question_key: each.text for each in part.answers.all()}

    @property
    def domains(self) -> tuple[Domain, ...]:
        return self.activity.judged if self.declared.judges else ()

    @property
    def talks(self):
        return [each for each in self.activity.conversations if each.asked_by == self.part.key]

    @property
    def questions(self):
        return self.activity.form.learning if self.declared.plans_actions else ()

    def lacking_in(self, domain: Domain) -> str:
        """What a domain lacks, in words; empty when it is complete."""
        judgement = self.judgements.get(domain.key)
        if judgement is None or not judgement.grade:
            return "" if domain.need == Need.OPTIONAL else "choose a grade"
        if judgement.grade == NOT_APPLICABLE:
            return "" if judgement.why_not_applicable.strip() else "say why it is not applicable"
        form = self.activity.form
        if form.strong.need == Need.REQUIRED and not judgement.strong.strip():
            return "say what is strong, and how you know"
        if form.better.need == Need.REQUIRED and not judgement.better.strip():
            return "say what would make it better"
        return ""

    def of_domain(self, domain: Domain) -> Progress:
        judgement = self.judgements.get(domain.key)
        texts = judgement and (judgement.grade or judgement.strong or judgement.better)
        if not texts:
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

    def of_questions(self) -> Progress:
        answered = [q for q in self.questions if self.answers.get(q.key, "").strip()]
        lacking = [q for q in self.questions if q.need == Need.REQUIRED and q not in answered]
        if not lacking:
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
        found += [
            Missing("question", question.key, question.text, "answer this")
            for question in self.questions
            if question.need == Need.REQUIRED and not self.answers.get(question.key, "").strip()
        ]
        found += [
            Missing("sent-back", str(asked.pk), "The moderator’s question", "answer it")
            for asked in self.part.sent_back.all()
            if not asked.answer.strip()
        ]
        return found
