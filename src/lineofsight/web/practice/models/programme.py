"""What is planned: a plan's sample, its draw and its releases."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.practice.models.planner import CandidateTheme
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class Plan(Stateful):
    """The work of one span of time: a quarter or a month of a programme, one of so many a
    year, or something commissioned. It keeps the version of the pack it was made under.

    `occurrence` says which time of its programme it is; what is commissioned has none.
    `criteria` say which records the frame holds, `method` how they are drawn.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        DRAWN = "drawn", "Sample drawn"
        SENT_OUT = "sent_out", "Sent out"
        WITHDRAWN = "withdrawn", "Withdrawn"

    TRANSITIONS = {
        State.PLANNED: {State.DRAWN, State.SENT_OUT, State.WITHDRAWN},
        State.DRAWN: {State.SENT_OUT, State.WITHDRAWN},
        State.SENT_OUT: {State.WITHDRAWN},
        State.WITHDRAWN: set(),
    }
    called = "plan"

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    programme_key = models.CharField(max_length=60, blank=True)
    activity_key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    sample_size = models.PositiveIntegerField()
    is_size_assumed = models.BooleanField(default=False)
    tested_figure = models.JSONField(null=True, help_text="the figure that this plan tests")
    occurrence = models.CharField(max_length=40, blank=True)
    question = models.TextField(blank=True, help_text="what is to be found out")
    prompted_by = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=20, blank=True)
    criteria = models.JSONField(default=dict, blank=True)
    theme = models.ForeignKey(
        CandidateTheme, null=True, on_delete=models.PROTECT, related_name="plans"
    )
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    made_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    privacy = {
        "adopted": "none",
        "programme_key": "none",
        "activity_key": "none",
        "title": "none",
        "starts_on": "none",
        "ends_on": "none",
        "sample_size": "none",
        "is_size_assumed": "none",
        "tested_figure": "none",
        "occurrence": "none",
        "question": "none",
        "prompted_by": "none",
        "method": "none",
        "criteria": "none",
        "theme": "none",
        "state": "none",
        "made_by": "personal",
        "made_at": "none",
    }

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_it_starts", condition=Q(ends_on__gte=models.F("starts_on"))
            ),
            models.UniqueConstraint(
                fields=["programme_key", "occurrence", "activity_key"],
                condition=~Q(occurrence="") & ~Q(state="withdrawn"),
                name="each_time_of_a_programme_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def pack(self):
        return self.adopted.pack

    @property
    def activity(self):
        return self.adopted.pack.activity(self.activity_key)


class Release(models.Model):
    """A day on which a portion of the sample goes out. Happens once: `released_at` is set
    by an UPDATE that asks whether it still is empty."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    planned_on = models.DateField()
    due_on = models.DateField()
    released_at = models.DateTimeField(null=True)

    privacy = {
        "plan": "none",
        "number": "none",
        "planned_on": "none",
        "due_on": "none",
        "released_at": "none",
    }

    class Meta:
        ordering = ["planned_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="release_numbers_of_a_plan"),
            models.CheckConstraint(
                name="release_due_after_it_goes_out",
                condition=Q(due_on__gte=models.F("planned_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.number}"


class Sample(models.Model):
    """How a plan's children were found, so that anybody can find them again. Locked from
    the moment it is drawn; what changes afterwards is a swap, with its reason."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="sample")
    snapshot_id = models.CharField(max_length=80)
    frame_on = models.DateField(help_text="the day whose open cases are the frame")
    method = models.CharField(max_length=60)
    seed = models.BigIntegerField()
    frame_hash = models.CharField(max_length=64)
    frame_size = models.PositiveIntegerField()
    sizes = models.JSONField(help_text="how many of each stratum")
    strata = models.JSONField(help_text="stratum: its title, and how many were in the frame")
    criteria = models.JSONField(help_text="in words and values, as the pack had them")
    drawn_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    privacy = {
        "plan": "none",
        "snapshot_id": "none",
        "frame_on": "none",
        "method": "none",
        "seed": "none",
        "frame_hash": "none",
        "frame_size": "none",
        "sizes": "none",
        "strata": "none",
        "criteria": "none",
        "drawn_by": "personal",
        "drawn_at": "none",
    }

    def __str__(self) -> str:
        return f"Sample of {self.plan}"


class SampledChild(models.Model):
    """A child of a sample, and the release the record goes out with."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="children")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="children")
    child_id = models.CharField(max_length=100)
    stratum = models.CharField(max_length=100)
    team_id = models.CharField(max_length=100, blank=True)
    is_swapped_out = models.BooleanField(default=False)
    holder = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    why_chosen = models.TextField(blank=True, help_text="where somebody chose it by hand")

    privacy = {
        "sample": "none",
        "release": "none",
        "child_id": "special",
        "stratum": "none",
        "team_id": "none",
        "is_swapped_out": "none",
        "holder": "personal",
        "why_chosen": "special",
    }

    class Meta:
        ordering = ["release", "stratum", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "child_id"], name="no_child_twice_in_sample")
        ]

    def __str__(self) -> str:
        return f"Sampled {self.pk}"


class LeftOut(models.Model):
    """A child of the frame who could not be drawn, and why."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="left_out")
    child_id = models.CharField(max_length=100)
    stratum = models.CharField(max_length=100)
    reason = models.CharField(max_length=60)

    privacy = {"sample": "none", "child_id": "special", "stratum": "none", "reason": "none"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "child_id"], name="left_out_of_sample_once")
        ]

    def __str__(self) -> str:
        return f"Left out {self.pk}"


class Swap(models.Model):
    """A child taken out of a drawn sample; the next of the reserve takes the place."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="swaps")
    out = models.OneToOneField(SampledChild, on_delete=models.PROTECT, related_name="swapped_for")
    into = models.OneToOneField(SampledChild, on_delete=models.PROTECT, related_name="swapped_in")
    reason = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "sample": "none",
        "out": "none",
        "into": "none",
        "reason": "special",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"Swap {self.pk}"
