"""Kinds of quality assurance activity: who does what, on which record, judged how, and how
the loop is closed. One mechanism runs them all; what differs is said here."""

from enum import StrEnum
from typing import Literal

from lineofsight.packs.forms import Domain, Form, Need, Question
from lineofsight.packs.values import (
    Key,
    NonWorkingRule,
    Setting,
    Source,
    Strict,
    Text,
    Whole,
    YesNo,
)

OVERALL = "overall"
OVERALL_ASKS = "Taken together, how good was the practice?"


class Record(StrEnum):
    """What an activity is about; where its result is kept."""

    CHILD = "child"
    FOSTER_CARER = "foster-carer"
    FAMILY = "family"
    WORKER = "worker"
    TEAM = "team"
    SERVICE = "service"
    SETTING = "setting"


class Who(StrEnum):
    """The ways in which a part of an activity finds the person who does it."""

    CASE_RESPONSIBLE_MANAGER = "case-responsible-manager"
    ANOTHER_MANAGER_OF_THE_SERVICE = "another-manager-of-the-service"
    ANOTHER_MANAGER = "another-manager"
    HOLDER_OF_ROLE = "holder-of-role"
    HOLDER_OF_ROLE_IN_THE_SERVICE = "holder-of-role-in-the-service"
    WORKER_OF_THE_CASE = "worker-of-the-case"
    LINE_MANAGER_OF_THE_WORKER = "line-manager-of-the-worker"
    CHAIR_OF_THE_CHILD = "chair-of-the-child"
    WHOSE_TURN_IT_IS = "whose-turn-it-is"


class PartKind(StrEnum):
    LEAD = "lead"
    PEER = "peer"
    SINGLE = "single"
    REFLECTIVE_TOOL = "reflective-tool"
    RECORDS_REVIEW = "records-review"
    FAMILY_VIEWS = "family-views"
    WORKER_DISCUSSION = "worker-discussion"
    OBSERVATION = "observation"
    VISIT = "visit"
    AGENCY_RETURN = "agency-return"


class Part(Strict):
    """What one person does in an activity. `domains`: those it answers; empty means all.
    `asks_each_agency`: what agencies that take part answer for themselves, each by its own
    person, who sees these questions and no child."""

    key: Key
    title: Text
    kind: PartKind = PartKind.SINGLE
    done_by: Who
    role: Key | None = None
    domains: tuple[Key, ...] = ()
    need: Need = Need.REQUIRED
    judges: bool = True
    plans_actions: bool = False
    asks_each_agency: tuple[Question, ...] = ()
    source: Source


class Conversation(Strict):
    """Somebody who is to be heard: the child, a parent, the worker."""

    key: Key
    title: Text
    prompt: Text
    asked_by: Key
    need: Need
    hears_the_worker: bool = False
    """It is had with the worker of the record, who so takes part."""
    source: Source


class ModerationKind(StrEnum):
    """How the final grades are agreed: by one person of a role, by one of the senior
    leaders, by the QA service with feedback to the auditor, or together in a session."""

    BY_ROLE = "by-role"
    BY_SENIOR_LEADERS = "by-senior-leaders"
    BY_QA_SERVICE = "by-qa-service"
    GROUP_SESSION = "group-session"


class Moderation(Strict):
    """Who agrees the final grades. `by` not set: there is no moderation.

    `also_by` are further roles that may moderate; `sampled_percent` says which share of
    the audits is moderated (not set: all of them); `feedback` what the moderator tells the
    auditor about the audit itself.
    """

    kind: ModerationKind = ModerationKind.BY_ROLE
    by: Setting[Key]
    also_by: tuple[Key, ...] = ()
    within_working_days: Setting[Whole]
    reason_where_it_differs: Setting[YesNo]
    sampled_percent: Setting[Whole] = Setting[Whole](source=Source.NOT_SET)
    feedback: tuple[Question, ...] = ()
    attendance: tuple[Key, ...] = ()
    """Roles invited to a session."""


class LoopStepKind(StrEnum):
    """What happens in a step on the way to a closed loop.

    share: findings are told to those named. acknowledge: somebody confirms having seen
    them. oversight: the line manager gives directions, each with a day, which become
    actions. assurance: somebody else confirms that completed actions improved quality.
    re-check: an independent look at the record after a time. impact: evidence of what
    changed for the child. retest: the same is tested again.
    """

    SHARE = "share"
    ACKNOWLEDGE = "acknowledge"
    OVERSIGHT = "oversight"
    ASSURANCE = "assurance"
    RE_CHECK = "re-check"
    IMPACT = "impact"
    RETEST = "retest"


class LoopStep(Strict):
    """`by` is a role; `done_by` another way to find the person. `asks` is answered when the
    step is done. `after_days` not set: it is due when the one before is done."""

    key: Key
    title: Text
    kind: LoopStepKind
    by: Setting[Key] = Setting[Key](source=Source.NOT_SET)
    done_by: Who | None = None
    after_days: Setting[Whole] = Setting[Whole](source=Source.NOT_SET)
    anchor: Setting[Literal["moderation", "completion", "step-before"]] = Setting(
        source=Source.NOT_SET
    )
    non_working: Setting[NonWorkingRule] = Setting(source=Source.NOT_SET)
    question: str = ""
    asks: tuple[Question, ...] = ()
    told: tuple[Key, ...] = ()
    """For a step of sharing: the roles told, beside the worker and the worker's manager."""
    tells_the_chair: bool = False
    footprint: str = ""
    source: Source


class LoopKind(StrEnum):
    """What “closing the loop” means; each framework reports it by its own name."""

    ESCALATION = "escalation"
    IMPACT_CHECK = "impact-check"
    LEARNING_CYCLE = "learning-cycle"
    ACTION_CHECK = "action-check"


class Loop(Strict):
    """What must have happened, in order, before an activity's loop counts as closed."""

    kind: LoopKind
    title: Text
    steps: tuple[LoopStep, ...] = ()
    source: Source


class ActivityType(Strict):
    """A kind of quality assurance activity, such as a case file audit.

    `services` empty: all. `many_on_one_screen`: short checks of many records at once.
    `pausable`: nothing of it goes out in a paused month of its programme.
    """

    key: Key
    title: Text
    about: str = ""
    record: Record = Record.CHILD
    many_on_one_screen: bool = False
    pausable: bool = True
    services: tuple[Key, ...] = ()
    grade_scale: Key | None = None
    overall_grade: Setting[Need]
    form: Form
    parts: tuple[Part, ...]
    conversations: tuple[Conversation, ...] = ()
    moderation: Moderation
    loop: Loop | None = None
    action_due_working_days: Setting[Whole]
    concern: Key | None = None
    write_back: tuple[Text, ...] = ()
    source: Source

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def domain(self, key: str) -> Domain:
        return next(domain for domain in (*self.form.domains, *self.judged) if domain.key == key)

    def loop_step(self, key: str) -> LoopStep:
        return next(step for step in self.loop.steps if step.key == key)

    @property
    def judged(self) -> tuple[Domain, ...]:
        """Every domain that gets a grade, the overall one last if there is one."""
        if self.grade_scale is None:
            return ()
        graded = tuple(domain for domain in self.form.domains if domain.graded)
        overall = self.overall_grade.value
        if overall is None:
            return graded
        return (*graded, Domain(key=OVERALL, title="Overall", asks=OVERALL_ASKS, need=overall))

    def domains_of(self, part: Part) -> tuple[Domain, ...]:
        """What a part answers: the pages of its form, in order, the overall grade last. One
        that gives no grades has only the domains that ask something."""
        mine = [each for each in self.form.domains if not part.domains or each.key in part.domains]
        if not part.judges:
            return tuple(each for each in mine if each.questions)
        overall = [each for each in self.judged if each.key == OVERALL]
        return (*mine, *overall)

    def judged_in(self, part: Part) -> tuple[Domain, ...]:
        """The domains a part gives a grade to."""
        if not part.judges:
            return ()
        return tuple(
            each
            for each in self.judged
            if each.key == OVERALL or not part.domains or each.key in part.domains
        )

    @property
    def is_moderated(self) -> bool:
        return self.moderation.by.value is not None

    @property
    def follow_up(self) -> LoopStep | None:
        """The independent re-check after a time, if the loop has one."""
        steps = self.loop.steps if self.loop else ()
        return next((step for step in steps if step.kind == LoopStepKind.RE_CHECK), None)

    @property
    def is_followed_up(self) -> bool:
        return self.follow_up is not None and self.follow_up.after_days.value is not None
