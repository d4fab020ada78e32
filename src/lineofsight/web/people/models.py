"""People, the organisation with its effective dates, and who holds which role where and when."""

import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from lineofsight.web import clock
from lineofsight.web.people import managers
from lineofsight.web.people.permissions import Permission


class User(AbstractBaseUser):
    """Somebody who signs in. `staff_id` joins them to the worker in the data (the published
    name there is professional id), so that “own work” means something."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=200)
    staff_id = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)

    objects = managers.UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    privacy = {
        "password": "personal",
        "last_login": "personal",
        "email": "personal",
        "name": "personal",
        "staff_id": "personal",
        "is_active": "none",
        "joined_at": "none",
    }

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_id"], condition=~Q(staff_id=""), name="people_one_user_a_worker"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def may(self, permission: Permission) -> bool:
        """Does any role held today permit this?"""
        return permission in self.permissions_on(clock.today())

    def permissions_on(self, day: datetime.date) -> frozenset[str]:
        """What is permitted on a day; remembered for as long as this object lives (a request)."""
        from lineofsight.web.people import queries

        remembered = self.__dict__.setdefault("_permissions", {})
        if day not in remembered:
            remembered[day] = queries.permissions_of(self, day)
        return remembered[day]


class OrgUnit(models.Model):
    """The authority, a service or a team. `code` is its id in the data (a department's id)."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "Authority"
        SERVICE = "service", "Service"
        TEAM = "team", "Team"

    code = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True, help_text="the last day it was open")

    objects = managers.OrgUnitQuerySet.as_manager()

    privacy = dict.fromkeys(("code", "name", "kind", "opened_on", "closed_on"), "none")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="people_unit_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrgUnitPlace(models.Model):
    """To which unit another belonged, from when to when: a team that moves keeps its history."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="places")
    parent = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="places_below")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True, help_text="the last day; empty: still")

    objects = managers.EffectiveQuerySet.as_manager()

    privacy = dict.fromkeys(("unit", "parent", "from_on", "to_on"), "none")

    class Meta:
        ordering = ["unit", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="people_one_place_a_day"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="people_place_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("parent")), name="people_unit_is_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.parent_id} from {self.from_on}"


class RoleAssignment(models.Model):
    """Who holds which role of the pack, where, from when to when.

    `delegated_by` and `reason`: somebody stands in for them, for a stated time.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=60)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="assignments")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True, help_text="the last day; empty: still")
    delegated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    reason = models.CharField(max_length=300, blank=True)

    objects = managers.EffectiveQuerySet.as_manager()

    privacy = {
        "user": "personal",
        "role": "none",
        "unit": "none",
        "from_on": "none",
        "to_on": "none",
        "delegated_by": "personal",
        "reason": "personal",
    }

    class Meta:
        ordering = ["-from_on", "pk"]
        indexes = [models.Index(fields=["unit", "role"], name="people_by_unit_and_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="people_role_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(delegated_by__isnull=True) | (~Q(reason="") & Q(to_on__isnull=False)),
                name="people_delegation_has_reason_and_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} at {self.unit_id}"


class RestrictedRecord(models.Model):
    """A child whose record only named readers may open; totals still count the child."""

    child_id = models.CharField(max_length=100)
    reason = models.CharField(max_length=300)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    privacy = {
        "child_id": "special",
        "reason": "special",
        "placed_by": "personal",
        "placed_at": "none",
        "lifted_at": "none",
        "lifted_by": "personal",
    }

    class Meta:
        ordering = ["-placed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["child_id"],
                condition=Q(lifted_at__isnull=True),
                name="people_restricted_once",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(lifted_by__isnull=False),
                name="people_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"restriction {self.pk}"


class Clearance(models.Model):
    """A reader of a restricted record, from when to when, and who said so."""

    record = models.ForeignKey(RestrictedRecord, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="clearances")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = managers.EffectiveQuerySet.as_manager()

    privacy = {
        "record": "special",
        "user": "personal",
        "given_by": "personal",
        "reason": "personal",
        "from_on": "none",
        "to_on": "none",
    }

    class Meta:
        ordering = ["record", "from_on"]

    def __str__(self) -> str:
        return f"clearance {self.pk}"


class ReasonedAccess(models.Model):
    """Three hours with one child outside one's own work, for a stated reason; a manager is told.

    `until_at` is what was given; `ended_at` is set where it was given up, or taken away, before.
    """

    class Ground(models.TextChoices):
        DUTY = "duty", "I am on duty, or cover for a colleague"
        TRANSFER = "transfer", "The child is coming to my team, or has just left it"
        FAMILY = "family", "I work with a brother, a sister or another relation"
        ENQUIRY = "enquiry", "A complaint, an enquiry or a serious incident"
        PRACTICE = "practice", "I was asked to look at the practice"
        OTHER = "other", "Another reason"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reasoned_accesses")
    child_id = models.CharField(max_length=100)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    reason = models.CharField(max_length=500)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    manager = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="told_of")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="when the manager read of it")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="when it ended early")
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = managers.ReasonedAccessQuerySet.as_manager()

    privacy = {
        "user": "personal",
        "child_id": "special",
        "ground": "special",
        "reason": "special",
        "from_at": "none",
        "until_at": "none",
        "manager": "personal",
        "seen_at": "none",
        "ended_at": "none",
        "ended_by": "personal",
    }

    class Meta:
        ordering = ["-from_at"]
        indexes = [models.Index(fields=["user", "child_id"], name="people_access_by_child")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & Q(until_at__gt=F("from_at")),
                name="people_access_has_reason_and_end",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="people_access_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"access {self.pk}"

    def is_open(self, at: datetime.datetime) -> bool:
        return self.ended_at is None and self.from_at <= at < self.until_at
