"""What a pack may say. Data only: ids, words, numbers, dates and lists; never logic.

A pack is one version of one authority's framework for quality assurance and performance.
The product acts on what a pack says and on nothing else: there is no branch on the name
of an authority anywhere. Work that has begun keeps the version it began with.
"""

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import Literal

from lineofsight.packs.values import Key, Setting, Source, Strict, Text


class Need(StrEnum):
    """How much a part of an activity is asked for."""

    REQUIRED = "required"
    REQUIRED_OR_REASON = "required-or-reason"
    OPTIONAL = "optional"


class Who(StrEnum):
    """The ways in which a part of an activity finds the person who does it."""

    CASE_RESPONSIBLE_MANAGER = "case-responsible-manager"
    ANOTHER_MANAGER_OF_THE_SERVICE = "another-manager-of-the-service"
    HOLDER_OF_ROLE = "holder-of-role"
    HOLDER_OF_ROLE_IN_THE_SERVICE = "holder-of-role-in-the-service"


class NonWorkingRule(StrEnum):
    """Where a date goes that falls on a weekend or a bank holiday."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


class Term(Strict):
    """What this authority calls one of the things the product deals with."""

    one: Text
    many: str = ""
    meaning: str = ""
    source: Source

    @property
    def plural(self) -> str:
        return self.many or f"{self.one}s"


class Service(Strict):
    key: Key
    title: Text
    also_called: tuple[Text, ...] = ()
    about: str = ""
    source: Source

    @property
    def names(self) -> frozenset[str]:
        """Every name by which this service may appear in the data, in small letters."""
        return frozenset(name.casefold() for name in (self.title, *self.also_called))


class Role(Strict):
    key: Key
    title: Text
    scope: Literal["own", "team", "service", "all", "none"]
    aggregates_only: bool = False
    permissions: tuple[Text, ...] = ()
    does: str = ""
    source: Source


class Grade(Strict):
    key: Key
    title: Text
    letter: Text
    shape: Literal["disc", "ring", "dashed", "square"]
    meaning: str = ""


class GradeScale(Strict):
    """Grades from best to worst. A scale is never edited once work carries its grades:
    it is ended, and another begins."""

    key: Key
    title: Text
    version: Text
    from_on: date | None = None
    ended_on: date | None = None
    source: Source
    grades: tuple[Grade, ...]

    def rank(self, grade_key: str) -> int:
        """0 for the best grade."""
        return [grade.key for grade in self.grades].index(grade_key)


class Standard(Strict):
    """A practice standard: what good looks like, and what each grade looks like."""

    key: Key
    title: Text
    looks_like: tuple[Text, ...]
    descriptors: dict[Key, Text]
    reference: str = ""
    source: Source


class Question(Strict):
    """A question answered in writing."""

    key: Key
    text: Text
    hint: str = ""
    need: Need = Need.REQUIRED


class Domain(Strict):
    """What is judged: one page of the form."""

    key: Key
    title: Text
    asks: Text
    standard: Key | None = None
    need: Need = Need.REQUIRED
    questions: tuple[Question, ...] = ()


class Form(Strict):
    version: Text
    source: Source
    domains: tuple[Domain, ...]
    strong: Question
    better: Question
    learning: tuple[Question, ...] = ()


class Part(Strict):
    """What one person does in an activity."""

    key: Key
    title: Text
    done_by: Who
    role: Key | None = None
    judges: bool = True
    plans_actions: bool = False
    source: Source


class Conversation(Strict):
    """Somebody who is to be heard: the child, a parent, the worker."""

    key: Key
    title: Text
    prompt: Text
    asked_by: Key
    need: Need
    source: Source


class Moderation(Strict):
    """Who agrees the final grades. `by` not set: there is no moderation."""

    by: Setting[Key]
    within_working_days: Setting[int]
    reason_where_it_differs: Setting[bool]


class FollowUp(Strict):
    """The independent re-check. `after_days` not set: there is none."""

    title: Text
    after_days: Setting[int]
    anchor: Setting[Literal["moderation", "completion"]]
    non_working: Setting[NonWorkingRule]
    by: Setting[Key]
    question: Text
    footprint: Text


class ActivityType(Strict):
    """A kind of quality assurance activity, such as a case file audit."""

    key: Key
    title: Text
    record: Literal["child", "foster-carer"] = "child"
    services: tuple[Key, ...]
    grade_scale: Key
    overall_grade: Setting[Need]
    form: Form
    parts: tuple[Part, ...]
    conversations: tuple[Conversation, ...] = ()
    moderation: Moderation
    follow_up: FollowUp
    action_due_working_days: Setting[int]
    concern: Key
    write_back: tuple[Text, ...] = ()
    source: Source

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def domain(self, key: str) -> Domain:
        return next(domain for domain in self.judged if domain.key == key)

    @property
    def judged(self) -> tuple[Domain, ...]:
        """Every domain that gets a grade, the overall one last if there is one."""
        overall = self.overall_grade.value
        if overall is None:
            return self.form.domains
        return (*self.form.domains, Domain(key=OVERALL, title="Overall", asks=OVERALL_ASKS,
                                           need=overall))  # fmt: skip

    @property
    def is_moderated(self) -> bool:
        return self.moderation.by.value is not None

    @property
    def is_followed_up(self) -> bool:
        return self.follow_up.after_days.value is not None


OVERALL = "overall"
OVERALL_ASKS = "Taken together, how good was the practice?"


class Exclusion(Strict):
    """A reason for which a child is left out of the frame of a sample."""

    rule: Literal["restricted", "audited-in-last-months", "closed-by-the-draw"]
    months: int | None = None
    title: Text
    source: Source


class Sampling(Strict):
    size: Setting[int]
    stratified_by: Setting[Literal["service"]]
    shares: Setting[Literal["proportional", "equal"]]
    at_least_per_stratum: Setting[int]
    exclusions: tuple[Exclusion, ...]
    drawn_days_before: Setting[int]


class Release(Strict):
    """When the sampled records go out: on one day of each month of the plan."""

    day_of_month: Setting[int]
    non_working: Setting[NonWorkingRule]
    due: Setting[Literal["last-working-day-of-month", "last-day-of-month"]]


class Programme(Strict):
    key: Key
    title: Text
    activity: Key
    plans_every_months: Setting[int]
    year_starts_in_month: Setting[int]
    sampling: Sampling
    release: Release
    source: Source


class Escalation(Strict):
    """What follows when a child may be unsafe now. The tiers are told in order, each
    when the one before has not acknowledged within the hours."""

    key: Key
    title: Text
    tiers: tuple[Key, ...]
    acknowledge_within_hours: Setting[int]
    asks: tuple[Question, ...]
    source: Source


class IndicatorUse(Strict):
    indicator: Text
    services: tuple[Key, ...] = ()
    target: Setting[float]
    tolerance: Setting[float]


class Board(Strict):
    key: Key
    title: Text
    cadence: Setting[Text]
    looks_at: str = ""
    source: Source


class ReportUse(Strict):
    key: Key
    title: Text
    cadence: Setting[Text]
    audience: str = ""
    source: Source


class Pack(Strict):
    """One version of one authority's framework."""

    pack: Key
    version: Text
    title: Text
    publisher: Text
    published_on: date | None = None
    about: str = ""
    vocabulary: dict[Key, Term]
    services: tuple[Service, ...]
    roles: tuple[Role, ...]
    standards: tuple[Standard, ...]
    grade_scales: tuple[GradeScale, ...]
    activity_types: tuple[ActivityType, ...]
    programmes: tuple[Programme, ...]
    escalations: tuple[Escalation, ...]
    indicators: tuple[IndicatorUse, ...] = ()
    boards: tuple[Board, ...] = ()
    reports: tuple[ReportUse, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.pack}@{self.version}"

    def as_json(self) -> dict:
        """The whole content as plain data, the same for the same content."""
        return self.model_dump(mode="json")

    @property
    def content_hash(self) -> str:
        canonical = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def term(self, concept: str) -> Term:
        return self.vocabulary[concept]

    def service(self, key: str) -> Service:
        return _keyed(self.services, key)

    def service_named(self, name: str) -> Service | None:
        """The service that the data calls by this name, if the pack knows it."""
        wanted = name.strip().casefold()
        return next((service for service in self.services if wanted in service.names), None)

    def role(self, key: str) -> Role:
        return _keyed(self.roles, key)

    def standard(self, key: str) -> Standard:
        return _keyed(self.standards, key)

    def grade_scale(self, key: str) -> GradeScale:
        return _keyed(self.grade_scales, key)

    def activity(self, key: str) -> ActivityType:
        return _keyed(self.activity_types, key)

    def programme(self, key: str) -> Programme:
        return _keyed(self.programmes, key)

    def escalation(self, key: str) -> Escalation:
        return _keyed(self.escalations, key)


def _keyed(items, key):
    return next(item for item in items if item.key == key)
