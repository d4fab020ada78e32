"""Who speaks for an agency; the figures, returns and events of the partnership; referrals.

A partner sees the agency's own requests and everybody's totals, and no child: a request names
no record. Which one is meant is agreed outside of the product, and the agency answers under
the reference it holds itself.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.partnership.querysets import ReferralQuerySet, ReturnQuerySet
from lineofsight.web.practice.models import Audit, Theme

USER = settings.AUTH_USER_MODEL
PERSON = {"on_delete": models.PROTECT, "related_name": "+"}


class Seat(models.Model):
    """The one agency that a person speaks for."""

    user = models.OneToOneField(USER, on_delete=models.PROTECT, related_name="seat")
    agency_key = models.CharField(max_length=60)
    given_by = models.ForeignKey(USER, null=True, **PERSON)
    given_at = models.DateTimeField()

    privacy = {
        "user": "personal",
        "agency_key": "none",
        "given_by": "personal",
        "given_at": "none",
    }

    class Meta:
        ordering = ["agency_key", "pk"]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.agency_key}"


class Entry(models.Model):
    """A figure that an agency entered. Nothing is overwritten: a correction is a later entry
    of the same measure and period, and the latest counts."""

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    measure_key = models.CharField(max_length=60)
    agency_key = models.CharField(max_length=60)
    period_id = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True, help_text="the whole, where it is a share")
    note = models.TextField(blank=True, help_text="what lies behind it; why it was corrected")
    by = models.ForeignKey(USER, **PERSON)
    at = models.DateTimeField()

    privacy = {
        "adopted": "none",
        "measure_key": "none",
        "agency_key": "none",
        "period_id": "none",
        "number": "none",
        "of": "none",
        "note": "none",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_part_is_no_more_than_its_whole",
                condition=Q(of__isnull=True) | Q(number__lte=F("of")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_key} of {self.agency_key}, {self.period_id}"


class AskedReturn(models.Model):
    """What one agency is asked to say in one activity, and what it said."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="agency_returns")
    part_key = models.CharField(max_length=60)
    agency_key = models.CharField(max_length=60)
    due_on = models.DateField()
    asked_by = models.ForeignKey(USER, **PERSON)
    asked_at = models.DateTimeField()
    own_reference = models.CharField(max_length=60, blank=True, help_text="the agency's own")
    answers = models.JSONField(default=dict, blank=True)
    answered_by = models.ForeignKey(USER, null=True, **PERSON)
    answered_at = models.DateTimeField(null=True)

    objects = ReturnQuerySet.as_manager()

    privacy = {
        "audit": "none",
        "part_key": "none",
        "agency_key": "none",
        "due_on": "none",
        "asked_by": "personal",
        "asked_at": "none",
        "own_reference": "special",
        "answers": "special",
        "answered_by": "personal",
        "answered_at": "none",
    }

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "part_key", "agency_key"], name="each_agency_is_asked_once"
            ),
            models.CheckConstraint(
                name="a_return_has_who_and_when",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Return {self.pk} of {self.agency_key}"

    @property
    def asks(self):
        return self.audit.activity.part(self.part_key).asks_each_agency


class LearningEvent(models.Model):
    """One event of the learning and development programme of the partnership."""

    title = models.CharField(max_length=200)
    held_on = models.DateField()
    theme = models.ForeignKey(Theme, null=True, blank=True, **PERSON)
    arose_from = models.TextField(blank=True, help_text="which audits or reviews it answers")
    answered = models.PositiveIntegerField(default=0, help_text="how many gave an evaluation")
    useful = models.PositiveIntegerField(default=0, help_text="how many found it useful")
    evaluation = models.TextField(blank=True)
    by = models.ForeignKey(USER, **PERSON)
    at = models.DateTimeField()

    privacy = {
        "title": "none",
        "held_on": "none",
        "theme": "none",
        "arose_from": "none",
        "answered": "none",
        "useful": "none",
        "evaluation": "none",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="useful_to_no_more_than_answered", condition=Q(useful__lte=F("answered"))
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attended(models.Model):
    """How many people of an agency came; nobody by name."""

    event = models.ForeignKey(LearningEvent, on_delete=models.PROTECT, related_name="attended")
    agency_key = models.CharField(max_length=60)
    people = models.PositiveIntegerField()

    privacy = {"event": "none", "agency_key": "none", "people": "none"}

    class Meta:
        ordering = ["agency_key"]
        constraints = [
            models.UniqueConstraint(fields=["event", "agency_key"], name="an_agency_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.people} of {self.agency_key}"


class Referral(models.Model):
    """An issue about a child that was put to the partnership, and what it decided."""

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    kind_key = models.CharField(max_length=60)
    child_id = models.CharField(max_length=100)
    team_id = models.CharField(max_length=100, blank=True)
    worker_id = models.CharField(max_length=100, blank=True)
    why = models.TextField()
    referred_by = models.ForeignKey(USER, **PERSON)
    referred_at = models.DateTimeField()
    due_on = models.DateField(null=True, help_text="when it is to be decided")
    outcome_key = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(USER, null=True, **PERSON)
    recorded_at = models.DateTimeField(null=True)

    objects = ReferralQuerySet.as_manager()

    privacy = {
        "adopted": "none",
        "kind_key": "none",
        "child_id": "special",
        "team_id": "none",
        "worker_id": "personal",
        "why": "special",
        "referred_by": "personal",
        "referred_at": "none",
        "due_on": "none",
        "outcome_key": "none",
        "reason": "special",
        "decided_on": "none",
        "recorded_by": "personal",
        "recorded_at": "none",
    }

    class Meta:
        ordering = ["-referred_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_referral_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="a_decision_has_what_why_and_when",
                condition=Q(outcome_key="", decided_on__isnull=True, recorded_by__isnull=True)
                | ~Q(outcome_key="")
                & ~Q(reason="")
                & Q(decided_on__isnull=False)
                & Q(recorded_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Referral {self.pk}"

    @property
    def kind(self):
        kinds = self.adopted.pack.partnership.referrals
        return next(each for each in kinds if each.key == self.kind_key)

    @property
    def outcome(self) -> str:
        return next((o.title for o in self.kind.outcomes if o.key == self.outcome_key), "")
