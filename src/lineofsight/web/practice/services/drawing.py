"""Drawing a plan's sample, drawing it again to compare, and swapping a child out."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lineofsight import sampling
from lineofsight.periods import add_months
from lineofsight.sampling import Frame, FrameRow
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.people.queries import restricted_child_ids
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.models import (
    Audit,
    LeftOut,
    Plan,
    Release,
    Sample,
    SampledChild,
    Swap,
)
from lineofsight.web.practice.services.planning import NotPossible

CLOSED_WITHIN_DAYS = 31
"""The frame also lists children whose case closed in the month before: left out, with the
reason, instead of never having been there."""
REASONS = {
    "restricted": "restricted",
    "closed-by-the-draw": "closed",
    "audited-in-last-months": "audited",
}


@transaction.atomic
def draw_sample(plan: Plan, snapshot: Snapshot, *, by, seed: int | None = None) -> Sample:
    """Draw the sample of a plan from a named snapshot and lock it."""
    day = clock.today()
    if seed is None:
        seed = int(day.strftime("%Y%m%d"))
    organisation = Organisation(day)
    rules = _exclusions(plan)
    frame_on = min(day, snapshot.as_at)
    found = _frame(plan, snapshot, organisation, on=frame_on, left_out=_reasons_today(rules, day))
    eligible = found.frame.eligible
    sizes = sampling.shares(plan.sample_size, eligible, **_how_shared(plan))
    drawn = sampling.draw(found.frame, sizes, seed)
    if not any(drawn.values()):
        raise NotPossible(
            "Nobody can be drawn from this snapshot.",
            advice="Check that the snapshot’s teams belong to the services of this audit.",
        )
    sample = Sample.objects.create(
        plan=plan,
        snapshot_id=snapshot.id,
        frame_on=frame_on,
        method=sampling.METHOD,
        seed=seed,
        frame_hash=found.frame.hash,
        frame_size=len(found.frame.rows),
        sizes=sizes,
        strata={
            code: {"title": organisation.unit(code).name, "in_frame": found.in_frame(code),
                   "eligible": eligible[code]}
            for code in eligible
        },
        criteria={
            "services": list(plan.activity.services),
            "exclusions": [rule.model_dump(mode="json") for rule in rules],
            "tested_figure": bool(plan.tested_figure),
        },
        drawn_by=by,
        drawn_at=clock.now(),
    )  # fmt: skip
    _keep(sample, drawn, found)
    plan.move(Plan.State.DRAWN)
    activity.record(
        "sample.drawn",
        by=by,
        subject_kind="plan",
        subject_id=plan.pk,
        detail={"snapshot": snapshot.id, "seed": seed, "frame": found.frame.hash},
    )
    return sample


@dataclass(frozen=True)
class DrawnAgain:
    """What came of drawing a sample once more from what was stored."""

    is_same_frame: bool
    is_same_sample: bool
    frame_hash: str


def draw_again(sample: Sample, snapshot: Snapshot) -> DrawnAgain:
    """Draw once more from the same snapshot, criteria and seed, and compare. Changes
    nothing; the reasons for which children were left out are those stored with the sample."""
    stored = dict(sample.left_out.values_list("child_id", "reason"))
    organisation = Organisation(_day_of(sample))
    found = _frame(
        sample.plan,
        snapshot,
        organisation,
        on=sample.frame_on,
        left_out=lambda child, _: stored.get(child),
    )
    if found.frame.hash != sample.frame_hash:
        return DrawnAgain(False, False, found.frame.hash)
    again = sampling.draw(found.frame, sample.sizes, sample.seed)
    first = sample.children.filter(swapped_in__isnull=True).values_list("stratum", "child_id")
    drawn = {(stratum, child) for stratum, found in again.items() for child in found}
    return DrawnAgain(True, set(first) == drawn, sample.frame_hash)


@transaction.atomic
def swap(sampled: SampledChild, snapshot: Snapshot, *, by, reason: str) -> SampledChild:
    """Take a child out of the sample; the first of the reserve takes the place.

    Nobody chooses who comes in. An audit that has already gone out is withdrawn with it.
    """
    if not reason.strip():
        raise NotPossible("Say why this record leaves the sample.")
    if sampled.is_swapped_out:
        raise NotPossible("This record has left the sample already.")
    sample = sampled.sample
    stored = dict(sample.left_out.values_list("child_id", "reason"))
    organisation = Organisation(_day_of(sample))
    found = _frame(
        sample.plan,
        snapshot,
        organisation,
        on=sample.frame_on,
        left_out=lambda child, _: stored.get(child),
    )
    used = sample.children.values_list("child_id", flat=True)
    next_child = sampling.replacement(
        found.frame, sample.seed, stratum=sampled.stratum, used=set(used) | restricted_child_ids()
    )
    _withdraw_audit_of(sampled, by=by, reason=reason)
    SampledChild.objects.filter(pk=sampled.pk, is_swapped_out=False).update(is_swapped_out=True)
    into = SampledChild.objects.create(
        sample=sample,
        release=sampled.release,
        child_id=next_child,
        stratum=sampled.stratum,
        team_id=found.team_of[next_child],
    )
    Swap.objects.create(
        sample=sample, out=sampled, into=into, reason=reason.strip(), by=by, at=clock.now()
    )
    activity.record("sample.swapped", by=by, subject_kind="plan", subject_id=sample.plan_id,
                    detail={"out": sampled.pk, "into": into.pk})  # fmt: skip
    return into


def _withdraw_audit_of(sampled: SampledChild, *, by, reason: str) -> None:
    audit = Audit.objects.filter(sampled=sampled).first()
    if audit is not None:
        audit.move(Audit.State.WITHDRAWN, withdrawn_reason=reason.strip())
        activity.record("audit.withdrawn", by=by, subject_kind="audit", subject_id=audit.pk)


def _day_of(sample: Sample) -> date:
    """The day of the draw, by whose organisation its strata go."""
    return sample.drawn_at.astimezone(clock.UK).date()


@dataclass(frozen=True)
class _Found:
    frame: Frame
    team_of: dict[str, str]

    def in_frame(self, stratum: str) -> int:
        return sum(row.stratum == stratum for row in self.frame.rows)


def _frame(
    plan: Plan, snapshot: Snapshot, organisation: Organisation, *, on: date, left_out
) -> _Found:
    """The children whom the activity's services hold on a day; of a tested
    figure, those of them who are behind it. `left_out(child_id, is_open)` gives a reason."""
    wanted = set(plan.tested_figure["children"]) if plan.tested_figure else None
    audited = _audited_units(plan, organisation)
    rows, team_of = [], {}
    lists_closed = any(rule.rule == "closed-by-the-draw" for rule in _exclusions(plan))
    days = CLOSED_WITHIN_DAYS if lists_closed else 0
    for held in sampling.held_on(snapshot, on, closed_within_days=days):
        if wanted is not None and held.child_id not in wanted:
            continue
        service = audited(held.team_id)
        if service is not None:
            reason = left_out(held.child_id, held.is_open) or ""
            rows.append(FrameRow(held.child_id, service, reason))
            team_of[held.child_id] = held.team_id
    return _Found(Frame.of(rows), team_of)


def _audited_units(plan: Plan, organisation: Organisation):
    """team code → code of its service, if the activity is for that service."""
    pack, keys = plan.pack, set(plan.activity.services)

    def service_code(team_code: str) -> str | None:
        unit = organisation.service_of_team(team_code)
        known = pack.service_named(unit.name) if unit else None
        return unit.code if known and known.key in keys else None

    return service_code


def _exclusions(plan: Plan):
    if plan.programme_key:
        return plan.pack.programme(plan.programme_key).sampling.exclusions
    rules = plan.pack.programmes[0].sampling.exclusions
    return tuple(rule for rule in rules if rule.rule != "audited-in-last-months")


def _how_shared(plan: Plan) -> dict:
    if not plan.programme_key:
        return {}
    rule = plan.pack.programme(plan.programme_key).sampling
    return {"equal": rule.shares.value == "equal", "at_least": rule.at_least_per_stratum.value or 0}


def _reasons_today(rules, day: date):
    """Why a child is left out: the first of the pack's reasons that applies."""
    restricted = restricted_child_ids()
    named = [rule.rule for rule in rules]
    audited: set[str] = set()
    for rule in rules:
        if rule.rule == "audited-in-last-months":
            since = add_months(day, -rule.months)
            recent = Audit.objects.filter(released_on__gt=since).exclude(state="withdrawn")
            audited.update(recent.values_list("child_id", flat=True))

    def reason(child_id: str, is_open: bool) -> str | None:
        applies = {
            "restricted": child_id in restricted,
            "closed-by-the-draw": not is_open,
            "audited-in-last-months": child_id in audited,
        }
        return next((REASONS[rule] for rule in named if applies[rule]), None)

    return reason


def _keep(sample: Sample, drawn: dict[str, list[str]], found: _Found) -> None:
    releases = list(Release.objects.filter(plan=sample.plan).order_by("number"))
    portions = sampling.in_portions(drawn, len(releases))
    SampledChild.objects.bulk_create(
        SampledChild(
            sample=sample,
            release=release,
            child_id=child_id,
            stratum=stratum,
            team_id=found.team_of[child_id],
        )
        for release, portion in zip(releases, portions, strict=True)
        for stratum, child_id in portion
    )
    LeftOut.objects.bulk_create(
        LeftOut(sample=sample, child_id=row.child_id, stratum=row.stratum, reason=row.left_out)
        for row in found.frame.rows
        if row.left_out
    )
