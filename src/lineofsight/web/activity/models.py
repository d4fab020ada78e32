"""One table, and no foreign keys: the log outlives what it describes."""

from django.db import models

from lineofsight.web.activity import chain


class ActivityEventQuerySet(models.QuerySet):
    def readings_of(self, child_id: str) -> "ActivityEventQuerySet":
        """Every opening of this child's record, refused attempts included; latest first."""
        return self.filter(child_id=child_id, verb=ActivityEvent.READ).order_by("-number")

    def about(self, subject_kind: str, subject_id: str) -> "ActivityEventQuerySet":
        """What happened to one thing; latest first."""
        return self.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by(
            "-number"
        )


class ActivityEvent(models.Model):
    """Something that somebody did, or tried to."""

    READ = "child.read"
    LISTED = "children.listed"

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField(help_text="by the product's clock")
    machine_at = models.DateTimeField(help_text="by the machine's clock, which nothing moves")
    verb = models.CharField(max_length=60)
    by_id = models.CharField(max_length=40, help_text="empty: the product itself")
    by_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=200)
    child_id = models.CharField(max_length=100, blank=True)
    is_refused = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    detail = models.TextField(help_text="canonical JSON; never a value from a child's record")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ActivityEventQuerySet.as_manager()

    privacy = {
        "number": "none",
        "at": "none",
        "machine_at": "none",
        "verb": "none",
        "by_id": "personal",
        "by_name": "personal",
        "subject_kind": "none",
        "subject_id": "personal",
        "child_id": "special",
        "is_refused": "none",
        "why": "personal",
        "detail": "personal",
        "previous_hash": "none",
        "hash": "none",
    }

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["child_id", "-number"], name="activity_by_child"),
            models.Index(fields=["subject_kind", "subject_id"], name="activity_by_subject"),
            models.Index(fields=["by_id", "-number"], name="activity_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    def facts(self) -> dict:
        """Everything of the row but its hashes, as it is hashed."""
        return {
            "number": self.number,
            "at": chain.utc(self.at),
            "machine_at": chain.utc(self.machine_at),
            "verb": self.verb,
            "by_id": self.by_id,
            "by_name": self.by_name,
            "subject_kind": self.subject_kind,
            "subject_id": self.subject_id,
            "child_id": self.child_id,
            "is_refused": self.is_refused,
            "why": self.why,
            "detail": self.detail,
        }

    def expected_hash(self) -> str:
        return chain.digest(self.facts(), self.previous_hash)
