"""What people put to a report: words, and actions it led to."""

from django.conf import settings
from django.db import models

from lineofsight.reports.edited import Words
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.reporting.models.reports import Report


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
