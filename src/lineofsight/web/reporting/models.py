"""A report of one period, what people wrote in it, and what was published of it.

A version is compiled once from one snapshot and keeps it. A published version never
changes: constraints tie each state to who and when, and triggers (`guards.py`) refuse any
later write, whoever tries it. A correction is a new version that says what it changes.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lineofsight.reports.edited import Words
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.people.permissions import Permission
from lineofsight.web.states import Stateful

PERSON = {"on_delete": models.PROTECT, "related_name": "+", "null": True, "blank": True}


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        """Published reports for whoever may see reports; drafts for those who make them."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Permission.REPORT_WRITE) or user.may(Permission.REPORT_SIGN):
            return self
        if user.may(Permission.REPORT_SEE):
            return self.filter(state=Report.State.PUBLISHED)
        return self.none()


class Report(Stateful):
    """One version of a report for one period.

    `document` is the compiled report as JSON, without what people wrote: that is kept in
    `SectionText` and put in its places when the report is shown.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "To be compiled"
        COMPILING = "compiling", "Being compiled"
        DRAFTING = "drafting", "Being written"
        AWAITING_SIGNOFF = "awaiting_signoff", "Waiting to be signed off"
        SIGNED_OFF = "signed_off", "Signed off"
        PUBLISHED = "published", "Published"

    TRANSITIONS = {
        State.SCHEDULED: {State.COMPILING},
        State.COMPILING: {State.DRAFTING, State.SCHEDULED},
        State.DRAFTING: {State.AWAITING_SIGNOFF, State.COMPILING},
        State.AWAITING_SIGNOFF: {State.DRAFTING, State.SIGNED_OFF},
        State.SIGNED_OFF: {State.DRAFTING, State.PUBLISHED},
        State.PUBLISHED: set(),
    }
    called = "report"

    definition_key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=200)
    period_id = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    what_changed = models.TextField(blank=True, help_text="for a correction: what is different")
    state = models.CharField(max_length=20, choices=State, default=State.SCHEDULED)

    snapshot_id = models.CharField(max_length=100, blank=True)
    frame_on = models.DateField(null=True, blank=True)
    pack_id = models.CharField(max_length=60, blank=True)
    pack_version = models.CharField(max_length=40, blank=True)
    product_version = models.CharField(max_length=40, blank=True)
    document = models.TextField(blank=True)
    compiled_at = models.DateTimeField(null=True, blank=True)
    compiled_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    returned_because = models.TextField(blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    objects = ReportQuerySet.as_manager()

    privacy = {
        **dict.fromkeys(
            ("definition_key", "title", "audience", "period_id", "version", "corrects",
             "what_changed", "state", "snapshot_id", "frame_on", "pack_id",
             "pack_version", "product_version", "document", "compiled_at", "submitted_at",
             "returned_because", "signed_off_at", "published_at"),
            "none",
        ),
        **dict.fromkeys(
            ("compiled_by", "submitted_by", "signed_off_by", "published_by"), "personal"
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-period_id", "definition_key", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition_key", "period_id", "version"], name="report_one_a_version"
            ),
            models.UniqueConstraint(
                fields=["definition_key", "period_id"],
                condition=~Q(state="published"),
                name="report_one_in_the_making",
            ),
            models.CheckConstraint(
                name="report_names_what_it_was_compiled_from",
                condition=Q(state__in=["scheduled", "compiling"])
                | (
                    ~Q(document="") & ~Q(snapshot_id="") & ~Q(pack_id="") & ~Q(pack_version="")
                    & ~Q(product_version="") & Q(frame_on__isnull=False)
                    & Q(compiled_at__isnull=False) & Q(compiled_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="report_sent_for_sign_off_by_somebody",
                condition=~Q(state__in=["awaiting_signoff", "signed_off", "published"])
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_signed_off_by_somebody_else",
                condition=~Q(state__in=["signed_off", "published"])
                | (
                    Q(signed_off_by__isnull=False, signed_off_at__isnull=False)
                    & ~Q(signed_off_by=F("submitted_by"))
                ),
            ),
            models.CheckConstraint(
                name="report_published_has_who_and_when",
                condition=Q(
                    state="published", published_by__isnull=False, published_at__isnull=False
                )
                | (
                    ~Q(state="published")
                    & Q(published_by__isnull=True, published_at__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="report_correction_says_what_changed",
                condition=Q(version=1, corrects__isnull=True)
                | (Q(version__gt=1, corrects__isnull=False) & ~Q(what_changed="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.definition_key} {self.period_id} v{self.version}"

    @property
    def can_be_written(self) -> bool:
        return self.state == self.State.DRAFTING

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_compiled(self) -> bool:
        return bool(self.document) and self.state != self.State.COMPILING


class MakingQuerySet(models.QuerySet):
    def going_on(self) -> "MakingQuerySet":
        return self.filter(state__in=["waiting", "running"])


class Making(Stateful):
    """One attempt to compile or to publish a report, by a process of its own. Running means
    that the process holds the lock file; one that does not was interrupted."""

    class Kind(models.TextChoices):
        COMPILE = "compile", "compiled"
        PUBLISH = "publish", "published"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"
        INTERRUPTED = "interrupted", "Interrupted"

    TRANSITIONS = {
        State.WAITING: {State.RUNNING, State.REFUSED, State.INTERRUPTED},
        State.RUNNING: {State.DONE, State.REFUSED, State.INTERRUPTED},
        State.DONE: set(),
        State.REFUSED: set(),
        State.INTERRUPTED: set(),
    }
    called = "attempt"
    privacy = {
        **dict.fromkeys(
            ("report", "kind", "at", "state", "steps_done", "steps", "outcome"), "none"
        ),
        "by": "personal",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="makings")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="report_makings"
    )
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    outcome = models.TextField(blank=True, help_text="Why it came to nothing, and what to do.")

    objects = MakingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state__in=["waiting", "running"]),
                name="reporting_one_making_at_a_time",
            ),
            models.CheckConstraint(
                name="making_that_failed_says_why",
                condition=~Q(state__in=["refused", "interrupted"]) | Q(outcome__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.report_id}"

    @property
    def came_to_nothing(self) -> bool:
        return self.state in (self.State.REFUSED, self.State.INTERRUPTED)


class SectionText(models.Model):
    """What one author wrote for one place of a report. Never changed: a new text follows."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    section_key = models.CharField(max_length=60)
    part_key = models.CharField(max_length=30)
    text = models.TextField(blank=True, help_text="empty: what was there is taken back")
    said_by = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="report_texts"
    )
    at = models.DateTimeField()

    privacy = {
        "report": "none",
        "section_key": "none",
        "part_key": "none",
        "text": "personal",
        "said_by": "personal",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["report", "section_key"], name="reporting_by_section")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section_key} {self.part_key}"

    def as_words(self) -> Words:
        return Words(
            section_key=self.section_key,
            part_key=self.part_key,
            text=self.text,
            author=self.by.get_full_name(),
            written_on=self.at.astimezone(clock.UK).date(),
            said_by=self.said_by,
        )


class ReportAction(models.Model):
    """An action that a report led to: which section of it, and the training it is tied to."""

    class Training(models.TextChoices):
        NONE = "none", "No training"
        FORMAL = "formal", "Formal training: a course, a workshop"
        INFORMAL = "informal", "Informal training: in supervision, beside a colleague"

    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="report_link")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="action_links")
    section_key = models.CharField(max_length=60, blank=True, help_text="empty: the whole report")
    section_title = models.CharField(max_length=200, blank=True)
    training = models.CharField(max_length=10, choices=Training, default=Training.NONE)

    privacy = dict.fromkeys(
        ("action", "report", "section_key", "section_title", "training"), "none"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"action {self.action_id} from report {self.report_id}"


class ReportPauseQuerySet(models.QuerySet):
    def on(self, day) -> "ReportPauseQuerySet":
        return self.filter(from_on__lte=day).filter(Q(to_on__isnull=True) | Q(to_on__gte=day))

    def not_over(self, day) -> "ReportPauseQuerySet":
        """Those that hold today, and those to come."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))


class ReportPause(models.Model):
    """A reporting arrangement rests for a time while the others go on: why, and who said so.
    `to_on` empty: until somebody ends it."""

    definition_key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    reason = models.TextField()
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    paused_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    ended_at = models.DateTimeField(null=True)

    objects = ReportPauseQuerySet.as_manager()

    privacy = {
        **dict.fromkeys(
            ("definition_key", "title", "from_on", "to_on", "reason", "paused_at", "ended_at"),
            "none",
        ),
        **dict.fromkeys(("paused_by", "ended_by"), "personal"),
    }

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="pause_ends_after_it_begins",
                condition=Q(to_on__isnull=True)
                | Q(to_on__gte=F("from_on"))
                | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(name="pause_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.definition_key} paused from {self.from_on}"


class Publication(models.Model):
    """The report as published, word for word, and the copy for those who see totals only."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="publication")
    document = models.TextField()
    document_sha256 = models.CharField(max_length=64)
    public_document = models.TextField()
    public_sha256 = models.CharField(max_length=64)

    privacy = dict.fromkeys(
        ("report", "document", "document_sha256", "public_document", "public_sha256"), "none"
    )

    def __str__(self) -> str:
        return f"Publication of {self.report_id}"


class PublishedFile(models.Model):
    """One format of a published report, as it was on the day: a later version of the
    product would set it differently."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    is_public_copy = models.BooleanField()
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    privacy = dict.fromkeys(
        ("publication", "format", "is_public_copy", "name", "content", "sha256"), "none"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "format", "is_public_copy"],
                name="reporting_one_file_a_format",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BookQuerySet(models.QuerySet):
    def visible_to(self, user) -> "BookQuerySet":
        """One's own only: a book is about the children its maker may see."""
        if not user.is_authenticated or not user.may(Permission.CHILDREN_SEE):
            return self.none()
        return self.filter(by=user)

    def going_on(self) -> "BookQuerySet":
        return self.filter(state__in=["waiting", "running"])


class Book(Stateful):
    """A book that somebody had made: children line by line, or all figures with what is due. Who
    took it, when and why stays; its files go after a week. `reach_key`: what the maker might see
    when it was made; with another reach it is not handed out any more."""

    class Kind(models.TextChoices):
        ANNEX_A = "annex-a", "Child-level book of Annex A"
        DATA = "data", "Data book with trackers"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Being made"
        DONE = "done", "Made"
        REFUSED = "refused", "Refused"
        INTERRUPTED = "interrupted", "Interrupted"
        DELETED = "deleted", "Deleted"

    TRANSITIONS = {
        State.WAITING: {State.RUNNING, State.REFUSED, State.INTERRUPTED},
        State.RUNNING: {State.DONE, State.REFUSED, State.INTERRUPTED},
        State.DONE: {State.DELETED},
        State.REFUSED: set(),
        State.INTERRUPTED: set(),
        State.DELETED: set(),
    }
    called = "book"
    privacy = {
        **dict.fromkeys(
            ("kind", "period_id", "at", "state", "outcome", "snapshot_id", "reach", "reach_key",
             "row_count", "child_count", "file_names", "until_on"),
            "none",
        ),
        **dict.fromkeys(("by", "reason"), "personal"),
    }  # fmt: skip

    kind = models.CharField(max_length=10, choices=Kind)
    period_id = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    outcome = models.TextField(blank=True, help_text="Why it came to nothing, and what to do.")
    snapshot_id = models.CharField(max_length=60, blank=True)
    reach = models.CharField(max_length=500, blank=True, help_text="Whose children, in words.")
    reach_key = models.CharField(max_length=64, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    child_count = models.PositiveIntegerField(default=0)
    file_names = models.JSONField(default=list)
    until_on = models.DateField(help_text="The last day on which its files are there.")

    objects = BookQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "kind"],
                condition=Q(state__in=["waiting", "running"]),
                name="reporting_one_book_at_a_time",
            ),
            models.CheckConstraint(name="book_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="book_that_failed_says_why",
                condition=~Q(state__in=["refused", "interrupted"]) | Q(outcome__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"book {self.pk}"

    @property
    def is_going_on(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
