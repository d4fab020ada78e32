"""The forms of activities: domains that are judged, questions that are answered."""

from enum import StrEnum

from pydantic import model_validator

from lineofsight.packs.values import Key, Source, Strict, Text


class Need(StrEnum):
    """How much a part of an activity is asked for."""

    REQUIRED = "required"
    REQUIRED_OR_REASON = "required-or-reason"
    OPTIONAL = "optional"


class QuestionKind(StrEnum):
    TEXT = "text"
    YES_NO_PARTLY = "yes-no-partly"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    GRADE = "grade"


class Option(Strict):
    key: Key
    title: Text


class ShownWhen(Strict):
    """A condition: the question is asked only if another of the form has such an answer."""

    question: Key
    is_one_of: tuple[Text, ...]


class Question(Strict):
    """A question of a form. `reported_as` gathers answers under a heading of their own in
    reports (a practice model's questions, say), whatever domain they stand in."""

    key: Key
    text: Text
    hint: str = ""
    need: Need = Need.REQUIRED
    kind: QuestionKind = QuestionKind.TEXT
    options: tuple[Option, ...] = ()
    shown_when: ShownWhen | None = None
    may_not_apply: bool = False
    asks_for_evidence: bool = False
    asks_if_seen: bool = False
    """Whether the child was seen: a “no” beside a good grade for hearing the child is asked
    about before the form is sent."""
    names_nobody: bool = False
    """The answer is read by many: one that names the child or the family is refused."""
    standard: Key | None = None
    criteria: tuple[Key, ...] = ()
    """Criteria of inspection that it answers to."""
    reported_as: str = ""

    @model_validator(mode="after")
    def options_belong_to_choices(self):
        if (self.kind == QuestionKind.CHOICE) != bool(self.options):
            raise ValueError("options belong to a question of the kind “choice”, and only to it")
        return self


class Exhibit(StrEnum):
    """Facts of the child's journey that are shown beside a judgement."""

    VISITS = "visits"
    ASSESSMENTS = "assessments"
    PLANS = "plans"
    REVIEWS = "reviews"
    PLACEMENTS = "placements"
    ENQUIRIES = "enquiries"
    WORKERS = "workers"


class Domain(Strict):
    """What is judged: one page of the form. A domain that is not graded only asks.
    `exhibits`: what the data has about the child, shown beside it."""

    key: Key
    title: Text
    asks: Text
    standard: Key | None = None
    criteria: tuple[Key, ...] = ()
    graded: bool = True
    hears_the_child: bool = False
    """It judges whether the child was heard."""
    need: Need = Need.REQUIRED
    questions: tuple[Question, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()


class Form(Strict):
    version: Text
    source: Source
    domains: tuple[Domain, ...]
    strong: Question | None = None
    better: Question | None = None
    learning: tuple[Question, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the form, in the order in which it is asked."""
        return (*(q for domain in self.domains for q in domain.questions), *self.learning)
