"""A board's meetings, what was contributed to them, and its recommendations until answered."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.actions.models import Action
from lineofsight.web.frameworks.models import AdoptedPack

USER = settings.AUTH_USER_MODEL
PERSON = {"on_delete": models.PROTECT, "related_name": "+"}


class Meeting(models.Model):
    """One meeting. Its agenda is what the framework has the board look at in that month, and
    the answers to its own recommendations that come back to it."""

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    board_key = models.CharField(max_length=60)
    held_on = models.DateField()
    about = models.CharField(max_length=200, blank=True, help_text="the area or issue, if one")
    is_public = models.BooleanField(default=False)
    agenda_sent_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(USER, **PERSON)
    made_at = models.DateTimeField()

    privacy = {
        "adopted": "none",
        "board_key": "none",
        "held_on": "none",
        "about": "none",
        "is_public": "none",
        "agenda_sent_on": "none",
        "made_by": "personal",
        "made_at": "none",
    }

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board_key", "held_on", "about"], name="a_board_meets_once_a_day_on_a_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.board_key}, {self.held_on}"

    @property
    def board(self):
        return self.adopted.pack.board(self.board_key)

    @property
    def agenda_by(self) -> datetime.date | None:
        """When its agenda is to have gone out; None where the framework does not say."""
        return self.board.meetings.agenda_by(self.held_on)

    def agenda_days_late(self, today: datetime.date) -> int:
        """How late the agenda went out, or is."""
        if self.agenda_by is None:
            return 0
        return max(((self.agenda_sent_on or today) - self.agenda_by).days, 0)


class Contribution(models.Model):
    """What was said to an item of the agenda, by an agency where it is one that says it.
    A later one to the same item stands beside the earlier."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="contributions")
    item_key = models.CharField(max_length=60)
    agency_key = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    by = models.ForeignKey(USER, **PERSON)
    at = models.DateTimeField()

    privacy = {
        "meeting": "none",
        "item_key": "none",
        "agency_key": "none",
        "text": "none",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="a_contribution_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"Contribution {self.pk}"


class Recommendation(models.Model):
    """What a board recommended, or the support of one service for another that it asked for.

    It becomes an action, goes into the month that follows the meeting, and comes back to the
    board when somebody has answered it.
    """

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", "Recommendation"
        PEER_SUPPORT = "peer-support", "Support by a peer"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="recommendations")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.RECOMMENDATION)
    text = models.TextField()
    service_id = models.CharField(max_length=100, blank=True, help_text="whom it is for")
    supported_by = models.CharField(max_length=100, blank=True, help_text="the service that helps")
    goes_into = models.CharField(max_length=20, help_text="the month that takes it up")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="recommendation")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(USER, null=True, **PERSON)
    answered_at = models.DateTimeField(null=True)
    came_back = models.ForeignKey(
        Meeting, null=True, on_delete=models.PROTECT, related_name="answers_heard"
    )

    privacy = {
        "meeting": "none",
        "kind": "none",
        "text": "none",
        "service_id": "none",
        "supported_by": "none",
        "goes_into": "none",
        "action": "none",
        "answer": "none",
        "answered_by": "personal",
        "answered_at": "none",
        "came_back": "none",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="peer_support_names_both_services",
                condition=~Q(kind="peer-support") | ~Q(service_id="") & ~Q(supported_by=""),
            ),
            models.CheckConstraint(
                name="an_answer_has_who_and_when",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="what_comes_back_is_answered",
                condition=Q(came_back__isnull=True) | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.pk}"
