"""What a pack may say. Data only: ids, words, numbers, dates and lists; never logic.

A pack is one version of one authority's framework for quality assurance and performance.
The product acts on what a pack says and on nothing else: there is no branch on the name
of an authority anywhere. Work that has begun keeps the version it began with.
"""

import hashlib
import json
from datetime import date
from typing import Literal

from lineofsight.packs.activities import ActivityType
from lineofsight.packs.data_quality import DataQuality
from lineofsight.packs.forms import Question
from lineofsight.packs.governance import ComplaintStage, Cycle, OutcomeTool
from lineofsight.packs.guidance import Criterion, HandOver, IssueStage, Principle
from lineofsight.packs.judging import GradeScale, Standard
from lineofsight.packs.partnership import FeedbackSource, Partnership
from lineofsight.packs.programmes import Programme
from lineofsight.packs.reporting import AgendaItem, Board, Issue, ReportSection, ReportUse
from lineofsight.packs.values import Key, Number, Setting, Source, Strict, Text, Whole, YesNo

__all__ = ["AgendaItem", "Board", "Issue", "Pack", "ReportSection", "ReportUse"]


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
    reads_audits: Literal["in-scope", "of-children-chaired"] = "in-scope"
    """of-children-chaired: of audits, concerns, disputes and actions only those about children
    whose reviews or conferences the person chairs, of the teams of a service or team they are
    assigned to, and what they take part in, however many children `scope` lets them open."""
    aggregates_only: bool = False
    permissions: tuple[Text, ...] = ()
    job_titles: tuple[Text, ...] = ()
    """Words by which posts of this role are known in lists of staff, beside its own title:
    the longest words that a job title contains decide."""
    does: str = ""
    source: Source


class Escalation(Strict):
    """What follows when something cannot wait for the programme.

    concern: a child may be unsafe now; each tier is told when the one before has not
    acknowledged within the hours. closing-the-loop: the same, with action and learning
    recorded too, and reported each month. dispute: passed up the tiers only in order,
    until resolved or withdrawn, with its age in days.
    """

    key: Key
    title: Text
    kind: Literal["concern", "closing-the-loop", "dispute"] = "concern"
    raised_by: tuple[Key, ...] = ()
    """Roles that may raise it; empty: whoever may raise concerns."""
    tiers: tuple[Key, ...]
    tells_the_worker: bool = False
    acknowledge_within_hours: Setting[Whole]
    step_within_working_days: Setting[Whole] = Setting(source=Source.NOT_SET)
    asks: tuple[Question, ...]
    learning: tuple[Question, ...] = ()
    """Asked when it is raised or resolved; the answers carry no child's name."""
    source: Source


class ActionPolicy(Strict):
    """What must have happened before an action is laid aside, whatever raised it.

    `checked_by_another` not set: somebody else checks that it was done, always.
    `impact_before_closed`: it closes only when somebody has said what changed for the child.
    """

    checked_by_another: Setting[YesNo] = Setting(source=Source.NOT_SET)
    impact_before_closed: Setting[YesNo] = Setting(source=Source.NOT_SET)


class Acknowledgement(Strict):
    """Formal recognition of good practice with a child, told to the worker's manager."""

    key: Key
    title: Text
    given_by: tuple[Key, ...]
    told: tuple[Key, ...]
    source: Source


class ExternalReview(Strict):
    """A kind of review by somebody outside, whose findings become actions."""

    key: Key
    title: Text
    done_by: str = ""
    source: Source


class Theme(Strict):
    """A theme that findings are coded with."""

    key: Key
    title: Text
    about: str = ""
    source: Source


class SupportingDocument(Strict):
    """A document the framework relies on, and when it is to be looked at again."""

    key: Key
    title: Text
    is_at_hand: bool
    about: str = ""
    review_due_on: date | None = None
    review_every_months: Setting[Whole] = Setting(source=Source.NOT_SET)
    source: Source


class IndicatorUse(Strict):
    indicator: Text
    services: tuple[Key, ...] = ()
    target: Setting[Number]
    tolerance: Setting[Number]


class Pack(Strict):
    """One version of one authority's framework."""

    pack: Key
    version: Text
    title: Text
    publisher: Text
    published_on: date | None = None
    supersedes: tuple[Text, ...] = ()
    part_of: str = ""
    """A wider framework that this one is a part of."""
    review_every_months: Setting[Whole] = Setting(source=Source.NOT_SET)
    about: str = ""
    documents: tuple[SupportingDocument, ...] = ()
    principles: tuple[Principle, ...] = ()
    vocabulary: dict[Key, Term]
    services: tuple[Service, ...]
    handovers: tuple[HandOver, ...] = ()
    roles: tuple[Role, ...]
    inspection_criteria: tuple[Criterion, ...] = ()
    standards: tuple[Standard, ...]
    grade_scales: tuple[GradeScale, ...]
    activity_types: tuple[ActivityType, ...]
    programmes: tuple[Programme, ...]
    escalations: tuple[Escalation, ...]
    issue_stages: tuple[IssueStage, ...] = ()
    actions: ActionPolicy = ActionPolicy()
    data_quality: DataQuality = DataQuality()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    external_reviews: tuple[ExternalReview, ...] = ()
    themes: tuple[Theme, ...] = ()
    partnership: Partnership = Partnership()
    feedback: tuple[FeedbackSource, ...] = ()
    indicators: tuple[IndicatorUse, ...] = ()
    record_system: Setting[Text] = Setting(source=Source.NOT_SET)
    """The case system that keeps children's records, by the name people know it by."""
    compared_with: Setting[Text] = Setting(source=Source.NOT_SET)
    """Whom the framework compares its figures with, in its own words."""
    cycle: Cycle = Cycle()
    complaint_stages: tuple[ComplaintStage, ...] = ()
    outcome_tool: OutcomeTool = OutcomeTool()
    boards: tuple[Board, ...] = ()
    reports: tuple[ReportUse, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.pack}@{self.version}"

    def as_json(self) -> dict:
        """What the pack says as plain data: keys it leaves out are left out here too, so
        that a later version of the product, which knows more keys, reads the same pack."""
        return self.model_dump(mode="json", exclude_unset=True)

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

    def criterion(self, key: str) -> Criterion:
        return _keyed(self.inspection_criteria, key)

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

    def board(self, key: str) -> Board:
        return _keyed(self.boards, key)

    def agency_title(self, key: str) -> str:
        """The name of an agency; its key where this version knows it no more."""
        return next((each.title for each in self.partnership.agencies if each.key == key), key)


def _keyed(items, key):
    return next(item for item in items if item.key == key)
