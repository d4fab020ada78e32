"""Making a plan: a quarter of a programme, or a test in practice of one figure."""

from datetime import date

from django.db import IntegrityError, transaction

from lineofsight.errors import UserError
from lineofsight.packs.activities import ActivityType, Record
from lineofsight.packs.model import Pack
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.practice import dates, titles
from lineofsight.web.practice.models import Plan, Release, Turn


class NotPossible(UserError):
    """Practice cannot be changed like that."""


@transaction.atomic
def plan_programme(programme_key: str, *, day: date, by, size: int | None = None) -> Plan:
    """Plan the span of the programme that `day` lies in. Without `size`, the pack's."""
    adopted = adopted_on(day)
    programme = adopted.pack.programme(programme_key)
    start, end = dates.span_of_plan(programme, day)
    setting = programme.sampling.size
    plan = make(
        adopted=adopted,
        programme_key=programme_key,
        activity_key=programme.activity,
        occurrence=start.isoformat(),
        title=f"{programme.title}, {start:%B} to {end:%B %Y}",
        starts_on=start,
        ends_on=end,
        sample_size=_at_least_one(
            setting.require("how many records a plan takes") if size is None else size
        ),
        is_size_assumed=size is None and setting.is_assumed,
        by=by,
    )
    for number, day_out in enumerate(dates.release_days(programme.release, start, end), 1):
        Release.objects.create(
            plan=plan,
            number=number,
            planned_on=day_out,
            due_on=dates.audit_due(programme.release, day_out),
        )
    return plan


def testing_kinds(pack: Pack) -> list[ActivityType]:
    """The kinds of activity that can look at children behind a figure; first the one that
    the framework's first programme with samples runs, then the others as it names them."""
    about_children = [each for each in pack.activity_types if each.record == Record.CHILD]
    drawn = [key for each in pack.programmes if each.sampling for key in each.activities]
    return sorted(about_children, key=lambda each: each.key != next(iter(drawn), ""))


@transaction.atomic
def plan_test_in_practice(
    figure: dict,
    *,
    child_ids: list[str],
    title: str,
    release_on: date,
    due_on: date,
    size: int,
    by,
    activity_key: str = "",
    question: str = "",
) -> Plan:
    """Look at the practice behind a figure: its children become the frame of a sample.

    `figure` says which figure it is (indicator, period, unit); it is kept with the plan.
    """
    if not child_ids:
        raise NotPossible("There are no children behind this figure to draw from.")
    adopted = adopted_on(clock.today())
    kind = activity_key or testing_kinds(adopted.pack)[0].key
    plan = make(
        adopted=adopted,
        programme_key="",
        activity_key=kind,
        title=titles.not_taken(title, release_on),
        question=question.strip(),
        starts_on=release_on,
        ends_on=due_on,
        sample_size=_at_least_one(min(size, len(set(child_ids)))),
        tested_figure={**figure, "children": sorted(set(child_ids))},
        by=by,
    )
    Release.objects.create(plan=plan, number=1, planned_on=release_on, due_on=due_on)
    return plan


def _at_least_one(size: int) -> int:
    if size < 1:
        raise NotPossible("A sample needs at least one record.")
    return size


@transaction.atomic
def withdraw_plan(plan: Plan, *, by, reason: str) -> None:
    """Give a plan up before anything of it has gone out."""
    if not reason.strip():
        raise NotPossible("Say why the plan is given up.")
    if plan.releases.filter(released_at__isnull=False).exists():
        raise NotPossible("Audits of this plan have been sent out: withdraw them one by one.")
    plan.move(Plan.State.WITHDRAWN)
    given = plan.turns.filter(state__in=[Turn.State.GIVEN, Turn.State.NO_RECORD])
    given.update(state=Turn.State.WITHDRAWN, why=reason.strip())
    activity.record(
        "plan.withdrawn", by=by, subject_kind="plan", subject_id=plan.pk, detail={"reason": reason}
    )


def make(*, by, **fields) -> Plan:
    """A plan, unless this time of its programme is planned already."""
    try:
        with transaction.atomic():
            plan = Plan.objects.create(made_by=by, made_at=clock.now(), **fields)
    except IntegrityError:
        raise NotPossible(
            f"“{fields['title']}” is planned already.", advice="Open it on the programme board."
        ) from None
    activity.record(
        "plan.made", by=by, subject_kind="plan", subject_id=plan.pk,
        detail={"size": plan.sample_size, "from": plan.starts_on.isoformat()},
    )  # fmt: skip
    return plan
