"""The frame of a sample: which records could be drawn, which are left out, and why. Reads
only; the same snapshot, plan and reasons give the same frame."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lineofsight import sampling
from lineofsight.packs.programmes import Exclusion, Sampling
from lineofsight.periods import add_months
from lineofsight.sampling import Criteria, Frame, FrameRow
from lineofsight.warehouse import Snapshot
from lineofsight.web.people.queries import restricted_child_ids
from lineofsight.web.practice import rules
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.models import Audit, Plan, SampledChild

CLOSED_WITHIN_DAYS = 31
"""The frame also lists children whose case closed in the month before: left out, with the
reason, instead of never having been there."""
REASONS = {
    "restricted": "restricted",
    "closed-by-the-draw": "closed",
    "audited-in-last-months": "audited",
}
ISSUED = "issued"
"""The reason of a child who is in the same month's programme already."""
ISSUED_WORDS = "Already in this month’s programme"

Reason = Callable[[str, bool], str | None]


@dataclass(frozen=True)
class Found:
    """A frame, with the team and worker of each of its children."""

    frame: Frame
    team_of: dict[str, str]
    worker_of: dict[str, str]

    def in_frame(self, stratum: str) -> int:
        return sum(row.stratum == stratum for row in self.frame.rows)


def sampling_of(plan: Plan) -> Sampling | None:
    """What the pack says of drawing for this plan. A test in practice goes by the first
    programme that draws for its kind of activity, or else by the first that draws at all."""
    if plan.programme_key:
        return plan.pack.programme(plan.programme_key).sampling
    drawing = [each for each in plan.pack.programmes if each.sampling is not None]
    its_own = [each for each in drawing if plan.activity_key in each.activities]
    return (its_own or drawing)[0].sampling if drawing else None


def exclusions(plan: Plan) -> tuple[Exclusion, ...]:
    """What is left out. A question about children is not kept from those audited lately."""
    rule = sampling_of(plan)
    if rule is None:
        return ()
    if plan.programme_key and not plan.tested_figure:
        return rule.exclusions
    return tuple(each for each in rule.exclusions if each.rule != "audited-in-last-months")


def method_of(plan: Plan) -> str:
    """How a plan's records are drawn; by services, where nobody says otherwise."""
    rule = sampling_of(plan)
    said = plan.method or (rule.method.value if rule else None)
    return said or "stratified"


def frame_of(
    plan: Plan, snapshot: Snapshot, organisation: Organisation, *, on: date, left_out: Reason
) -> Found:
    """The children whom the activity's services hold on a day and who meet the plan's
    criteria; of a tested figure, those of them who are behind it."""
    criteria = Criteria.read(plan.criteria)
    wanted = set(plan.tested_figure["children"]) if plan.tested_figure else None
    facts = sampling.facts_on(snapshot, on) if criteria.asks_of_the_child else {}
    audited = _audited_units(plan, organisation)
    rows, team_of, worker_of = [], {}, {}
    for held in sampling.held_on(snapshot, on, closed_within_days=_closed_days(plan)):
        if wanted is not None and held.child_id not in wanted:
            continue
        stratum = audited(held.team_id)
        if stratum is None or not _asked_for(criteria, stratum, held.team_id):
            continue
        known = facts.get(held.child_id, sampling.NOBODY_KNOWS)
        if criteria.asks_of_the_child and not known.meet(criteria):
            continue
        reason = left_out(held.child_id, held.is_open) or ""
        rows.append(FrameRow(held.child_id, stratum, reason))
        team_of[held.child_id] = held.team_id
        worker_of[held.child_id] = held.worker_id
    return Found(Frame.of(rows), team_of, worker_of)


def _closed_days(plan: Plan) -> int:
    rules = {rule.rule for rule in exclusions(plan)}
    return CLOSED_WITHIN_DAYS if "closed-by-the-draw" in rules else 0


def _asked_for(criteria: Criteria, service: str, team: str) -> bool:
    return (not criteria.services or service in criteria.services) and (
        not criteria.teams or team in criteria.teams
    )


def _audited_units(plan: Plan, organisation: Organisation) -> Callable[[str], str | None]:
    """team code → code of its service, if the activity is for that service."""
    pack, keys = plan.pack, set(plan.activity.services)

    def service_code(team_code: str) -> str | None:
        unit = organisation.service_of_team(team_code)
        if unit is None or not keys:
            return unit.code if unit else None
        known = pack.service_named(unit.name)
        return unit.code if known and known.key in keys else None

    return service_code


def reasons_today(plan: Plan, day: date) -> Reason:
    """Why a child is left out today: already in the month's programme, or the first of the
    pack's reasons that applies."""
    restricted, issued = restricted_child_ids(), _issued(plan)
    named = exclusions(plan)
    audited = _audited_lately(named, day)

    def reason(child_id: str, is_open: bool) -> str | None:
        if child_id in issued:
            return ISSUED
        applies = {
            "restricted": child_id in restricted,
            "closed-by-the-draw": not is_open,
            "audited-in-last-months": child_id in audited,
        }
        return next((REASONS[each.rule] for each in named if applies[each.rule]), None)

    return reason


def _issued(plan: Plan) -> set[str]:
    """Children in other plans of the same programme for the same span."""
    if not plan.programme_key or not plan.occurrence:
        return set()
    same = SampledChild.objects.filter(
        sample__plan__programme_key=plan.programme_key,
        is_swapped_out=False,
    ).exclude(sample__plan=plan)
    if plan.pack.programme(plan.programme_key).rule in rules.MONTHLY:
        same = same.filter(sample__plan__occurrence__startswith=plan.occurrence.split("/")[0])
    else:
        same = same.filter(sample__plan__occurrence=plan.occurrence)
    return set(same.values_list("child_id", flat=True))


def _audited_lately(named: tuple[Exclusion, ...], day: date) -> set[str]:
    found: set[str] = set()
    for rule in named:
        if rule.rule == "audited-in-last-months":
            since = add_months(day, -rule.months)
            recent = Audit.objects.filter(released_on__gt=since).exclude(state="withdrawn")
            found.update(recent.values_list("child_id", flat=True))
    return found
