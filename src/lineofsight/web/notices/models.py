"""What one person is told in the product, the e-mails that go out, and who wants which."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.notices.queries import LetterQuerySet, NoticeQuerySet

USER = settings.AUTH_USER_MODEL


class Notice(models.Model):
    """One thing that one person is told. No child's name, so that it may also be sent."""

    recipient = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    about = models.CharField(max_length=80, help_text="what it is about, such as audit:12")
    is_urgent = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    privacy = {
        "recipient": "personal",
        "kind": "none",
        "text": "personal",
        "url": "none",
        "about": "none",
        "is_urgent": "none",
        "sent_at": "none",
        "read_at": "none",
    }

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(
                fields=["recipient"], condition=Q(read_at__isnull=True), name="notices_unread"
            )
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk}"


class Letter(models.Model):
    """One e-mail. It is written down before it is sent, and stays until it has been sent.

    `taken_at` is when a process last began to send it, by the machine's clock: another leaves
    it alone meanwhile. `failure` is the kind of the last error, never its words.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest", "Summary of the day"
        URGENT = "urgent", "At once"

    recipient = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=100, blank=True)

    objects = LetterQuerySet.as_manager()

    privacy = {
        "recipient": "personal",
        "kind": "none",
        "day": "none",
        "subject": "personal",
        "text": "personal",
        "html": "personal",
        "written_at": "none",
        "taken_at": "none",
        "sent_at": "none",
        "tries": "none",
        "failure": "none",
    }

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["written_at"], condition=Q(sent_at__isnull=True), name="notices_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "day"],
                condition=Q(kind="digest"),
                name="notices_one_digest_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"Letter {self.pk}"


class MailChoice(models.Model):
    """Whether somebody wants the summary of the day by e-mail; without a choice they get it."""

    person = models.OneToOneField(USER, on_delete=models.CASCADE, related_name="mail_choice")
    wants_digest = models.BooleanField()
    chosen_at = models.DateTimeField()

    privacy = {"person": "personal", "wants_digest": "none", "chosen_at": "none"}

    def __str__(self) -> str:
        return f"Choice of {self.person_id}"
