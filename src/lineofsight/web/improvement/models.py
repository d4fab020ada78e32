"""Challenge and support, external reviews, pieces of learning, acknowledgements."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.actions.models import Action
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.improvement.querysets import (
    AcknowledgedQuerySet,
    ChallengeQuerySet,
    ReceivedQuerySet,
)
from lineofsight.web.practice.models import Theme

USER = settings.AUTH_USER_MODEL


class Challenge(models.Model):
    """Somebody challenges performance and says what support is given. About a service or a
    team it asks for an action plan; about a person it never becomes an action, a count or a
    line of an export."""

    class Level(models.TextChoices):
        SERVICE = "service", "A service"
        TEAM = "team", "A team"
        INDIVIDUAL = "individual", "One person"

    level = models.CharField(max_length=12, choices=Level)
    unit_code = models.CharField(max_length=100)
    unit_name = models.CharField(max_length=200)
    person = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    line_manager = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    indicator_id = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=120, blank=True)
    period_id = models.CharField(max_length=20, blank=True)
    value_then = models.FloatField(null=True)
    issue = models.TextField()
    support = models.TextField()
    plan = models.OneToOneField(
        Action, null=True, on_delete=models.PROTECT, related_name="challenge"
    )
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ChallengeQuerySet.as_manager()

    privacy = {
        "level": "none",
        "unit_code": "none",
        "unit_name": "none",
        "person": "personal",
        "line_manager": "personal",
        "indicator_id": "none",
        "place": "none",
        "period_id": "none",
        "value_then": "none",
        "issue": "personal",
        "support": "personal",
        "plan": "none",
        "made_by": "personal",
        "made_at": "none",
    }

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="challenge_of_a_person_names_one_and_has_no_plan",
                condition=Q(level="individual", person__isnull=False, plan__isnull=True)
                | ~Q(level="individual") & Q(person__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Challenge {self.pk}"


class ExternalReview(models.Model):
    """A review by somebody outside, of a kind that the pack knows."""

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    kind_key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    done_by = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField()
    summary = models.TextField(blank=True)
    registered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    privacy = {
        "adopted": "none",
        "kind_key": "none",
        "title": "none",
        "done_by": "none",
        "from_on": "none",
        "to_on": "none",
        "summary": "none",
        "registered_by": "personal",
        "registered_at": "none",
    }

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="review_ends_after_it_begins", condition=Q(to_on__gte=models.F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self):
        reviews = self.adopted.pack.external_reviews
        return next(each for each in reviews if each.key == self.kind_key)


class ReviewFinding(models.Model):
    """What a review found; a concern becomes an action, a strength may."""

    review = models.ForeignKey(ExternalReview, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField()
    kind = models.CharField(max_length=10, choices=Action.Kind)
    service_id = models.CharField(max_length=100, blank=True)
    themes = models.ManyToManyField(Theme, related_name="in_reviews")
    action = models.OneToOneField(
        Action, null=True, on_delete=models.PROTECT, related_name="review_finding"
    )

    privacy = {
        "review": "none",
        "text": "none",
        "kind": "none",
        "service_id": "none",
        "themes": "none",
        "action": "none",
    }

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Finding {self.pk}"


class Learning(models.Model):
    """A piece of learning on its way: undertaken, shared, implemented, embedded, re-tested."""

    title = models.CharField(max_length=200)
    what = models.TextField(help_text="what was learned; it names nobody")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="learning")
    service_id = models.CharField(max_length=100, blank=True)
    retest_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    privacy = {
        "title": "none",
        "what": "none",
        "theme": "none",
        "service_id": "none",
        "retest_on": "none",
        "made_by": "personal",
        "made_at": "none",
    }

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.title


class LearningStage(models.Model):
    """One stage that a piece of learning has reached, and what shows it."""

    class Stage(models.TextChoices):
        UNDERTAKEN = "undertaken", "Undertaken"
        SHARED = "shared", "Shared"
        IMPLEMENTED = "implemented", "Implemented"
        EMBEDDED = "embedded", "Embedded"
        RETESTED = "retested", "Tested again"

    learning = models.ForeignKey(Learning, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage)
    done_on = models.DateField()
    evidence = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "learning": "none",
        "stage": "none",
        "done_on": "none",
        "evidence": "none",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["learning", "stage"], name="a_stage_reached_once"),
            models.CheckConstraint(name="a_stage_is_shown_by_something", condition=~Q(evidence="")),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.learning_id}"


class Received(models.Model):
    """Feedback about the practice of a team or service that reached us outside of any audit:
    a strength or a concern, with its theme. It names nobody."""

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Action.Kind)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="in_feedback")
    unit_code = models.CharField(max_length=100)
    unit_name = models.CharField(max_length=200)
    service_id = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects = ReceivedQuerySet.as_manager()

    privacy = {
        "adopted": "none",
        "source_key": "none",
        "kind": "none",
        "theme": "none",
        "unit_code": "none",
        "unit_name": "none",
        "service_id": "none",
        "text": "personal",
        "given_by": "personal",
        "given_at": "none",
    }

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="feedback_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"Feedback {self.pk}"

    @property
    def source(self):
        sources = self.adopted.pack.feedback
        return next(each for each in sources if each.key == self.source_key)


class Acknowledged(models.Model):
    """Good practice with a child, formally recognised and told to the worker's manager."""

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    kind_key = models.CharField(max_length=60)
    child_id = models.CharField(max_length=100)
    team_id = models.CharField(max_length=100, blank=True)
    service_id = models.CharField(max_length=100, blank=True)
    worker_id = models.CharField(max_length=100, blank=True)
    worker_name = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    told = models.ManyToManyField(USER, related_name="acknowledgements_told")

    objects = AcknowledgedQuerySet.as_manager()

    privacy = {
        "adopted": "none",
        "kind_key": "none",
        "child_id": "special",
        "team_id": "none",
        "service_id": "none",
        "worker_id": "personal",
        "worker_name": "personal",
        "text": "special",
        "given_by": "personal",
        "given_at": "none",
        "told": "personal",
    }

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(name="acknowledgement_says_why", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"Acknowledgement {self.pk}"

    @property
    def kind(self):
        kinds = self.adopted.pack.acknowledgements
        return next(each for each in kinds if each.key == self.kind_key)
