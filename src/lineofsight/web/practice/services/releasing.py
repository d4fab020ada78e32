"""Sending out what is due, and everything else that the calendar does by itself.

`run_due` is called by the clock, as often as one likes: what has happened is not repeated.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.once import asked_once
from lineofsight.web.practice.models import Audit, Plan, Release, SampledChild
from lineofsight.web.practice.services import commissioning, concerns, issuing
from lineofsight.web.practice.services.making import Maker, send_now


@dataclass(frozen=True)
class Ran:
    """What `run_due` did: audits sent out, concerns passed on to the next tier."""

    audits: int
    concerns: int


@asked_once()
def run_due(today: date, snapshot: Snapshot | None = None) -> Ran:
    """Release every portion whose day has come, issue the months of programmes that go out
    by themselves, open what is planned and needs no sample, and pass on concerns that nobody
    acknowledged.

    `snapshot` says who holds each child on the day; without it, the sample's own record.
    """
    audits = issuing.issue_due(today, snapshot)
    due = Release.objects.filter(
        released_at__isnull=True, planned_on__lte=today, plan__state=Plan.State.DRAWN
    )
    audits += sum(release_portion(release, today, snapshot) for release in due)
    commissioning.open_due(today)
    return Ran(audits=audits, concerns=concerns.pass_on_overdue(clock.now()))


@transaction.atomic
def release_portion(release: Release, today: date, snapshot: Snapshot | None = None) -> int:
    """Send out one portion; how many audits that made. A second call makes none."""
    claimed = Release.objects.filter(pk=release.pk, released_at__isnull=True).update(
        released_at=clock.now()
    )
    if not claimed:
        return 0
    plan = release.plan
    made = send_now(release, snapshot)
    if not plan.releases.filter(released_at__isnull=True).exists():
        plan.move(Plan.State.SENT_OUT)
    activity.record("release.sent_out", by=None, subject_kind="plan", subject_id=plan.pk,
                    detail={"number": release.number, "audits": made})  # fmt: skip
    return made


@transaction.atomic
def release_one(sampled: SampledChild, snapshot: Snapshot | None = None) -> Audit:
    """Send out one record by itself: a child swapped in after the others went out."""
    maker = Maker(sampled.sample.plan, sampled.release, clock.today(), snapshot)
    audit = maker.make(sampled)
    maker.tell_everybody()
    return audit
