"""An audit: its parts, one a person, and what each of them found."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.packs.activities import Record
from lineofsight.packs.judging import GradeScale
from lineofsight.web.actions.models import Action
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.practice.models.programme import Plan, SampledChild
from lineofsight.web.practice.models.sessions import Session
from lineofsight.web.practice.models.turns import Turn
from lineofsight.web.practice.querysets import AuditPartQuerySet, AuditQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL
NOT_APPLICABLE = "not-applicable"
SUBJECTS = [(each.value, each.value.replace("-", " ").capitalize()) for each in Record]
NO_GRADES = GradeScale(key="none", title="No grades", version="1", source="stated", grades=())


class Audit(Stateful):
    """One activity about one record, under the version of the pack it was released with.

    Most are about a child; the pack's type says what else: a foster carer, a family, a
    worker, a team, a service or a setting. `child_id` is empty then, and `subject_name`
    says whom it is about. A child's name is never stored: it comes from the data.
    Team, service and worker are those of the day of release, and stay.
    """

    class State(models.TextChoices):
        RELEASED = "released", "Sent out"
        IN_PROGRESS = "in_progress", "In progress"
        SUBMITTED = "submitted", "Waiting for moderation"
        MODERATED = "moderated", "Moderated"
        SHARED = "shared", "Shared with the worker"
        LOOP_CLOSED = "loop_closed", "Loop closed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    TRANSITIONS = {
        State.RELEASED: {State.IN_PROGRESS, State.WITHDRAWN},
        State.IN_PROGRESS: {State.SUBMITTED, State.WITHDRAWN},
        State.SUBMITTED: {State.IN_PROGRESS, State.MODERATED, State.WITHDRAWN},
        State.MODERATED: {State.SHARED},
        State.SHARED: {State.LOOP_CLOSED},
        State.LOOP_CLOSED: {State.SHARED},
        State.WITHDRAWN: set(),
    }
    WITH_AUDITORS = (State.RELEASED, State.IN_PROGRESS)
    JUDGED = (State.MODERATED, State.SHARED, State.LOOP_CLOSED)
    """The grades are final."""

    called = "audit"

    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="audits")
    sampled = models.OneToOneField(
        SampledChild, null=True, on_delete=models.PROTECT, related_name="audit"
    )
    turn = models.ForeignKey(Turn, null=True, on_delete=models.PROTECT, related_name="audits")
    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    activity_key = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=20, choices=SUBJECTS, default=Record.CHILD.value)
    subject_id = models.CharField(max_length=100, blank=True)
    subject_name = models.CharField(max_length=200, blank=True)
    child_id = models.CharField(max_length=100, blank=True)
    held_on = models.DateField(null=True, help_text="the day of what was observed or visited")
    started_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    team_id = models.CharField(max_length=100, blank=True)
    team_name = models.CharField(max_length=200, blank=True)
    service_id = models.CharField(max_length=100, blank=True)
    service_name = models.CharField(max_length=200, blank=True)
    worker_id = models.CharField(max_length=100, blank=True)
    worker_name = models.CharField(max_length=200, blank=True)
    released_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.RELEASED)
    moderator = models.ForeignKey(
        USER, null=True, on_delete=models.PROTECT, related_name="moderating"
    )
    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="audits")
    is_drawn_for_moderation = models.BooleanField(
        null=True, help_text="where a share of the audits is moderated: is this one of them?"
    )
    moderation_seed = models.CharField(max_length=120, blank=True)
    submitted_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True, help_text="when the grades became final")
    shared_at = models.DateTimeField(null=True)
    shared_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    shared_note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = AuditQuerySet.as_manager()

    privacy = {
        "plan": "none",
        "sampled": "none",
        "turn": "none",
        "adopted": "none",
        "activity_key": "none",
        "subject_kind": "none",
        "subject_id": "special",
        "subject_name": "special",
        "child_id": "special",
        "held_on": "none",
        "started_by": "personal",
        "team_id": "none",
        "team_name": "none",
        "service_id": "none",
        "service_name": "none",
        "worker_id": "personal",
        "worker_name": "personal",
        "released_on": "none",
        "due_on": "none",
        "state": "none",
        "moderator": "personal",
        "session": "none",
        "is_drawn_for_moderation": "none",
        "moderation_seed": "none",
        "submitted_at": "none",
        "judged_at": "none",
        "shared_at": "none",
        "shared_by": "personal",
        "shared_note": "special",
        "closed_at": "none",
        "closed_by": "personal",
        "withdrawn_reason": "special",
    }

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["child_id"], name="audit_of_child"),
            models.Index(fields=["state", "due_on"], name="audit_by_state"),
            models.Index(fields=["released_on", "service_id"], name="audit_by_release"),
            models.Index(fields=["subject_kind", "subject_id"], name="audit_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_about_a_child_names_the_child",
                condition=Q(subject_kind="child", subject_name="") & ~Q(child_id="")
                | ~Q(subject_kind="child") & Q(child_id="") & ~Q(subject_name=""),
            ),
            models.CheckConstraint(
                name="audit_submitted_has_when",
                condition=~Q(state__in=["submitted", "moderated", "shared", "loop_closed"])
                | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="audit_judged_has_when",
                condition=~Q(state__in=["moderated", "shared", "loop_closed"])
                | Q(judged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="audit_shared_has_who_and_when",
                condition=~Q(state__in=["shared", "loop_closed"])
                | Q(shared_at__isnull=False, shared_by__isnull=False),
            ),
            models.CheckConstraint(
                name="audit_closed_has_who_and_when",
                condition=~Q(state="loop_closed")
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="audit_withdrawn_has_reason",
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Audit {self.pk}"

    @property
    def pack(self):
        return self.adopted.pack

    @property
    def activity(self):
        return self.adopted.pack.activity(self.activity_key)

    @property
    def scale(self):
        """The grades of the activity; a scale without grades where it gives none."""
        key = self.activity.grade_scale
        return self.adopted.pack.grade_scale(key) if key else NO_GRADES

    @property
    def is_about_a_child(self) -> bool:
        return self.subject_kind == Record.CHILD

    @property
    def is_moderated(self) -> bool:
        """Does somebody agree the final grades of this one?"""
        return self.activity.is_moderated and self.is_drawn_for_moderation is not False

    @property
    def is_submitted(self) -> bool:
        """Have all parts been sent?"""
        return self.submitted_at is not None and self.state not in self.WITH_AUDITORS

    @property
    def is_judged(self) -> bool:
        return self.state in self.JUDGED


class AuditPart(Stateful):
    """What one person does in an audit."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        SUBMITTED = "submitted", "Sent"
        LEFT_OUT = "left_out", "Not possible"

    TRANSITIONS = {
        State.NOT_STARTED: {State.IN_PROGRESS, State.LEFT_OUT},
        State.IN_PROGRESS: {State.SUBMITTED, State.LEFT_OUT},
        State.SUBMITTED: {State.IN_PROGRESS},
        State.LEFT_OUT: {State.IN_PROGRESS},
    }
    DONE = (State.SUBMITTED, State.LEFT_OUT)
    """The audit does not wait for it any more."""

    called = "part of the audit"

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="parts")
    key = models.CharField(max_length=60)
    auditor = models.ForeignKey(
        USER, null=True, on_delete=models.PROTECT, related_name="audit_parts"
    )
    judges = models.BooleanField(default=True, help_text="gives grades of its own")
    state = models.CharField(max_length=20, choices=State, default=State.NOT_STARTED)
    submitted_at = models.DateTimeField(null=True)
    why_left_out = models.TextField(blank=True)

    objects = AuditPartQuerySet.as_manager()

    privacy = {
        "audit": "none",
        "key": "none",
        "auditor": "personal",
        "judges": "none",
        "state": "none",
        "submitted_at": "none",
        "why_left_out": "special",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "key"], name="each_part_of_an_audit_once"),
            models.UniqueConstraint(
                fields=["audit", "auditor"],
                condition=Q(auditor__isnull=False, judges=True),
                name="nobody_judges_an_audit_twice",
            ),
            models.CheckConstraint(
                name="part_submitted_has_who_and_when",
                condition=~Q(state="submitted")
                | Q(submitted_at__isnull=False, auditor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.audit_id}"

    @property
    def declared(self):
        """What the pack says about this part."""
        return self.audit.activity.part(self.key)

    @property
    def is_submitted(self) -> bool:
        return self.state == self.State.SUBMITTED

    @property
    def is_done(self) -> bool:
        return self.state in self.DONE


class Handover(models.Model):
    """A part of an audit given from one person to another."""

    part = models.ForeignKey(AuditPart, on_delete=models.PROTECT, related_name="handovers")
    before = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "part": "none",
        "before": "personal",
        "after": "personal",
        "reason": "personal",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"Handover {self.pk}"


class Judgement(models.Model):
    """What one auditor makes of one domain. Never changed once the part has been sent,
    unless the moderator sends it back."""

    part = models.ForeignKey(AuditPart, on_delete=models.PROTECT, related_name="judgements")
    domain_key = models.CharField(max_length=60)
    grade = models.CharField(max_length=60, blank=True)
    why_not_applicable = models.TextField(blank=True)
    strong = models.TextField(blank=True)
    better = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    privacy = {
        "part": "none",
        "domain_key": "none",
        "grade": "none",
        "why_not_applicable": "special",
        "strong": "special",
        "better": "special",
        "saved_at": "none",
        "revision": "none",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["part", "domain_key"], name="one_judgement_a_domain")
        ]

    def __str__(self) -> str:
        return f"Judgement {self.pk}"


class Evidence(models.Model):
    """Where in the record it stands, and what it shows."""

    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="evidence")
    dated_on = models.DateField(null=True)
    where = models.CharField(max_length=200)
    shows = models.CharField(max_length=300)

    privacy = {"judgement": "none", "dated_on": "none", "where": "special", "shows": "special"}

    class Meta:
        ordering = ["dated_on", "pk"]

    def __str__(self) -> str:
        return f"Evidence {self.pk}"


class Conversation(models.Model):
    """Somebody who was heard for the audit, or the reason why this was not possible."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="conversations")
    key = models.CharField(max_length=60)
    held_on = models.DateField(null=True)
    said = models.TextField(blank=True)
    why_not_possible = models.TextField(blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    privacy = {
        "audit": "none",
        "key": "none",
        "held_on": "none",
        "said": "special",
        "why_not_possible": "special",
        "recorded_by": "personal",
        "recorded_at": "none",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "key"], name="each_person_heard_once")
        ]

    def __str__(self) -> str:
        return f"Conversation {self.pk}"


class Answer(models.Model):
    """An answer to a question of the form. `text` holds it as the kind of question has it:
    words, the key of an option or of a grade, yes, no or partly, a number, a day."""

    part = models.ForeignKey(AuditPart, on_delete=models.PROTECT, related_name="answers")
    question_key = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    is_not_applicable = models.BooleanField(default=False)
    why_not = models.TextField(blank=True, help_text="why there is no answer")
    evidence = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    privacy = {
        "part": "none",
        "question_key": "none",
        "text": "special",
        "is_not_applicable": "none",
        "why_not": "special",
        "evidence": "special",
        "saved_at": "none",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["part", "question_key"], name="one_answer_a_question")
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class Explained(models.Model):
    """Why an auditor sends a part although a self-check has warned of something."""

    part = models.ForeignKey(AuditPart, on_delete=models.PROTECT, related_name="explained")
    warning = models.CharField(max_length=120)
    reason = models.TextField()
    at = models.DateTimeField()

    privacy = {"part": "none", "warning": "none", "reason": "special", "at": "none"}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["part", "warning"], name="one_reason_a_warning")
        ]

    def __str__(self) -> str:
        return f"Explained {self.pk}"


class AuditAction(models.Model):
    """An action that an audit raised, and the domain it came from."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="action_links")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="audit_link")
    domain_key = models.CharField(max_length=60, blank=True)

    privacy = {"audit": "none", "action": "none", "domain_key": "none"}

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Action {self.action_id} of audit {self.audit_id}"
