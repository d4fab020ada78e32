"""A report of one period, what people wrote in it, and what was published of it.

A version is compiled once from one snapshot and keeps it. A published version never
changes: constraints tie each state to who and when, and triggers (`guards.py`) refuse any
later write, whoever tries it. A correction is a new version that says what it changes.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

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
