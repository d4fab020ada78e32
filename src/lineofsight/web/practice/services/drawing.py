"""Drawing a plan's sample, drawing it again to compare, and swapping a child out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from lineofsight import sampling
from lineofsight.sampling import Criteria
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.people.queries import restricted_child_ids
from lineofsight.web.practice import framing
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.framing import Found
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


@dataclass(frozen=True)
class Holder:
    """Somebody who carries one record each: which teams' records, and whose case, are not
    for them."""

    pk: int
    staff_id: str = ""
    own_teams: frozenset[str] = frozenset()

    def may_have(self, found: Found, child_id: str) -> bool:
        own_case = bool(self.staff_id) and found.worker_of[child_id] == self.staff_id
        return not own_case and found.team_of[child_id] not in self.own_teams

    def as_stored(self) -> list:
        return [self.pk, self.staff_id, sorted(self.own_teams)]


@dataclass(frozen=True)
class _Drawn:
    """What came out of a draw: children by stratum, and whose each is or why it was chosen."""

    method: str
    children: dict[str, list[str]]
    holder_of: dict[str, int] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def draw_sample(
    plan: Plan,
    snapshot: Snapshot,
    *,
    by,
    seed: int | None = None,
    holders: Iterable[Holder] | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Sample:
    """Draw the sample of a plan from a named snapshot and lock it.

    `holders`: one record for each of these people. `chosen`: records taken by hand, each
    with its reason, where the pack's sampling may be edited.
    """
    _claim(plan)
    day = clock.today()
    if seed is None:
        seed = int(day.strftime("%Y%m%d"))
    organisation = Organisation(day)
    frame_on = min(day, snapshot.as_at)
    reasons = framing.reasons_today(plan, day)
    found = framing.frame_of(plan, snapshot, organisation, on=frame_on, left_out=reasons)
    listed = sorted(holders, key=lambda each: each.pk) if holders is not None else None
    drawn = _draw(plan, found, seed, holders=listed, chosen=chosen)
    if not any(drawn.children.values()) and listed is None:
        raise NotPossible(
            "Nobody can be drawn from this snapshot.",
            advice="Check that the snapshot’s teams belong to the services of this audit.",
        )
    sample = Sample.objects.create(
        plan=plan,
        snapshot_id=snapshot.id,
        frame_on=frame_on,
        method=drawn.method,
        seed=seed,
        frame_hash=found.frame.hash,
        frame_size=len(found.frame.rows),
        sizes={stratum: len(children) for stratum, children in drawn.children.items()},
        strata=_strata(found, organisation),
        criteria=_criteria(plan, listed),
        drawn_by=by,
        drawn_at=clock.now(),
    )
    _keep(sample, drawn, found)
    plan.move(Plan.State.DRAWN)
    activity.record(
        "sample.drawn",
        by=by,
        subject_kind="plan",
        subject_id=plan.pk,
        detail={"snapshot": snapshot.id, "seed": seed, "frame": found.frame.hash,
                "method": drawn.method},
    )  # fmt: skip
    return sample


def _claim(plan: Plan) -> None:
    """Of two who draw the same plan at once, the second waits for the first and is refused."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    plan.refresh_from_db(fields=["state"])
    plan.must_be_able_to_become(Plan.State.DRAWN)


def _draw(plan: Plan, found: Found, seed: int, *, holders, chosen) -> _Drawn:
    """By the plan's method; one for each holder, or by hand, where that is asked for."""
    if holders is not None:
        return _one_each(found, seed, holders)
    if chosen is not None:
        return _by_hand(plan, found, chosen)
    method = framing.method_of(plan)
    if method == "chosen":
        raise NotPossible("The records of this plan are chosen by hand, each with a reason.")
    if method == "interval":
        children = sampling.at_intervals(found.frame, plan.sample_size, seed)
        return _Drawn(sampling.METHOD_INTERVAL, children)
    if method in ("random", "criteria"):
        children = sampling.at_random(found.frame, plan.sample_size, seed)
        return _Drawn(sampling.METHOD_RANDOM, children)
    sizes = sampling.shares(plan.sample_size, found.frame.eligible, **_how_shared(plan))
    return _Drawn(sampling.METHOD, sampling.draw(found.frame, sizes, seed))


def _one_each(found: Found, seed: int, holders: list[Holder]) -> _Drawn:
    known = {each.pk: each for each in holders}
    given = sampling.one_each(
        sampling.in_order(found.frame, seed),
        known,
        lambda person, child: known[person].may_have(found, child),
        seed=seed,
    )
    holder_of = {child: person for person, child in given.items()}
    children = sampling.chosen(found.frame, sorted(holder_of))
    return _Drawn(sampling.METHOD_ONE_EACH, children, holder_of=holder_of)


def _by_hand(plan: Plan, found: Found, chosen: Mapping[str, str]) -> _Drawn:
    rule = framing.sampling_of(plan)
    if rule is None or not rule.editable:
        raise NotPossible(
            "The framework does not let anybody choose the records of this kind of activity.",
            advice="Draw the sample; a record that must not be looked at can be swapped out.",
        )
    if not all(why.strip() for why in chosen.values()):
        raise NotPossible("Give a reason for each record you choose.")
    children = sampling.chosen(found.frame, chosen)
    return _Drawn(sampling.METHOD_CHOSEN, children, why=chosen)


def _strata(found: Found, organisation: Organisation) -> dict:
    eligible = found.frame.eligible
    return {
        code: {"title": organisation.unit(code).name, "in_frame": found.in_frame(code),
               "eligible": eligible[code]}
        for code in eligible
    }  # fmt: skip


def _criteria(plan: Plan, holders: list[Holder] | None) -> dict:
    said = {
        "services": list(plan.activity.services),
        "exclusions": [rule.model_dump(mode="json") for rule in framing.exclusions(plan)],
        "tested_figure": bool(plan.tested_figure),
    }
    asked = Criteria.read(plan.criteria).as_stored()
    if asked:
        said["asked"] = asked
    if holders is not None:
        said["holders"] = [each.as_stored() for each in holders]
    return said


@dataclass(frozen=True)
class DrawnAgain:
    """What came of drawing a sample once more from what was stored."""

    is_same_frame: bool
    is_same_sample: bool
    frame_hash: str


def draw_again(sample: Sample, snapshot: Snapshot) -> DrawnAgain:
    """Draw once more from the same snapshot, criteria and seed, and compare. Changes
    nothing; the reasons for which children were left out are those stored with the sample."""
    found = _frame_again(sample, snapshot)
    if found.frame.hash != sample.frame_hash:
        return DrawnAgain(False, False, found.frame.hash)
    first = sample.children.filter(swapped_in__isnull=True)
    known = set(first.values_list("stratum", "child_id", "holder_id"))
    drawn = _draw_as_then(sample, found, first)
    again = {
        (stratum, child, drawn.holder_of.get(child))
        for stratum, children in drawn.children.items()
        for child in children
    }
    if sample.method == sampling.METHOD_ONE_EACH:
        return DrawnAgain(True, known == again, sample.frame_hash)
    same = {each[:2] for each in known} == {each[:2] for each in again}
    return DrawnAgain(True, same, sample.frame_hash)


def _draw_as_then(sample: Sample, found: Found, first) -> _Drawn:
    """With the method, the people and the sizes of then."""
    total = sum(sample.sizes.values())
    if sample.method == sampling.METHOD_ONE_EACH:
        stored = sample.criteria["holders"]
        holders = [Holder(pk, staff_id, frozenset(teams)) for pk, staff_id, teams in stored]
        return _one_each(found, sample.seed, holders)
    if sample.method == sampling.METHOD_CHOSEN:
        children = first.values_list("child_id", flat=True)
        return _Drawn(sample.method, sampling.chosen(found.frame, children))
    if sample.method == sampling.METHOD_INTERVAL:
        return _Drawn(sample.method, sampling.at_intervals(found.frame, total, sample.seed))
    if sample.method == sampling.METHOD_RANDOM:
        return _Drawn(sample.method, sampling.at_random(found.frame, total, sample.seed))
    return _Drawn(sample.method, sampling.draw(found.frame, sample.sizes, sample.seed))


def _frame_again(sample: Sample, snapshot: Snapshot) -> Found:
    stored = dict(sample.left_out.values_list("child_id", "reason"))
    return framing.frame_of(
        sample.plan,
        snapshot,
        Organisation(_day_of(sample)),
        on=sample.frame_on,
        left_out=lambda child, _: stored.get(child),
    )


@transaction.atomic
def swap(
    sampled: SampledChild, snapshot: Snapshot, *, by, reason: str, into: str = ""
) -> SampledChild:
    """Take a child out of the sample; the first of the reserve takes the place.

    Nobody chooses who comes in, unless the pack's sampling may be edited (`into`). An audit
    that has already gone out is withdrawn with it.
    """
    if not reason.strip():
        raise NotPossible("Say why this record leaves the sample.")
    if sampled.is_swapped_out:
        raise NotPossible("This record has left the sample already.")
    sample = sampled.sample
    found = _frame_again(sample, snapshot)
    child_id = _chosen_in(sample, found, into) if into else _next(sampled, found)
    _withdraw_audit_of(sampled, by=by, reason=reason)
    SampledChild.objects.filter(pk=sampled.pk, is_swapped_out=False).update(is_swapped_out=True)
    coming = SampledChild.objects.create(
        sample=sample,
        release=sampled.release,
        child_id=child_id,
        stratum=next(row.stratum for row in found.frame.rows if row.child_id == child_id),
        team_id=found.team_of[child_id],
        holder=sampled.holder,
        why_chosen=reason.strip() if into else "",
    )
    Swap.objects.create(
        sample=sample, out=sampled, into=coming, reason=reason.strip(), by=by, at=clock.now()
    )
    activity.record("sample.swapped", by=by, subject_kind="plan", subject_id=sample.plan_id,
                    detail={"out": sampled.pk, "into": coming.pk})  # fmt: skip
    return coming


def _used(sample: Sample) -> set[str]:
    return {*sample.children.values_list("child_id", flat=True), *restricted_child_ids()}


def _next(sampled: SampledChild, found: Found) -> str:
    """The next of the reserve: of the stratum, or one that the holder may have."""
    sample = sampled.sample
    if sampled.holder_id is None:
        return sampling.replacement(
            found.frame, sample.seed, stratum=sampled.stratum, used=_used(sample)
        )
    stored = {pk: Holder(pk, staff, frozenset(teams))
              for pk, staff, teams in sample.criteria.get("holders", ())}  # fmt: skip
    holder = stored.get(sampled.holder_id, Holder(sampled.holder_id))
    return sampling.next_in_order(
        found.frame, sample.seed, used=_used(sample),
        may_have=lambda child: holder.may_have(found, child),
    )  # fmt: skip


def _chosen_in(sample: Sample, found: Found, child_id: str) -> str:
    rule = framing.sampling_of(sample.plan)
    if rule is None or not rule.editable:
        raise NotPossible("The framework does not let anybody choose who comes in.")
    if child_id in _used(sample):
        raise NotPossible("This record is in the sample already, or has left it.")
    sampling.chosen(found.frame, [child_id])
    return child_id


def _withdraw_audit_of(sampled: SampledChild, *, by, reason: str) -> None:
    audit = Audit.objects.filter(sampled=sampled).first()
    if audit is not None:
        audit.move(Audit.State.WITHDRAWN, withdrawn_reason=reason.strip())
        activity.record("audit.withdrawn", by=by, subject_kind="audit", subject_id=audit.pk)


def _day_of(sample: Sample) -> date:
    """The day of the draw, by whose organisation its strata go."""
    return sample.drawn_at.astimezone(clock.UK).date()


def _how_shared(plan: Plan) -> dict:
    rule = framing.sampling_of(plan)
    if not plan.programme_key or rule is None:
        return {}
    return {"equal": rule.shares.value == "equal", "at_least": rule.at_least_per_stratum.value or 0}


def _keep(sample: Sample, drawn: _Drawn, found: Found) -> None:
    releases = list(Release.objects.filter(plan=sample.plan).order_by("number"))
    portions = sampling.in_portions(drawn.children, len(releases))
    SampledChild.objects.bulk_create(
        SampledChild(
            sample=sample,
            release=release,
            child_id=child_id,
            stratum=stratum,
            team_id=found.team_of[child_id],
            holder_id=drawn.holder_of.get(child_id),
            why_chosen=drawn.why.get(child_id, "").strip(),
        )
        for release, portion in zip(releases, portions, strict=True)
        for stratum, child_id in portion
    )
    LeftOut.objects.bulk_create(
        LeftOut(sample=sample, child_id=row.child_id, stratum=row.stratum, reason=row.left_out)
        for row in found.frame.rows
        if row.left_out
    )
