"""What a person is told in the product."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One thing that one person is told. No child's name, so that it may also be sent."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    about = models.CharField(max_length=80, help_text="what it is about, such as audit:12")
    is_urgent = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

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
                fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"
            )
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk}"
