"""Who holds the children: cases nobody holds, and changes of social worker."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    ROLLING_ONLY,
    Indicator,
    Need,
    Polarity,
    Unit,
)
from lineofsight.indicators.expressions import at_end_of, months_before
from lineofsight.indicators.library.care import LEFT_OUT, NOT_LOOKED_AFTER, OPEN_CARE
from lineofsight.indicators.library.quality import open_children
from lineofsight.periods import PeriodKind

THEME = "Workforce"
MANY_WORKERS = 3


def in_care_with_workers(tables, periods):
    """Children looked after at the end of the period, with how many different workers were
    responsible for them in the twelve months before."""
    rows = at_end_of(periods, tables["in_care_on"])
    held = tables["responsible"]
    named = held.filter(held.worker_id.notnull()).select(
        held_child="child_id", held_from="from_on", held_until="until_on", held_by="worker_id"
    )
    asked = rows.select("period_id", "on_day", asked_child=rows.child_id).distinct()
    asked = asked.mutate(since_on=months_before(asked.on_day, 12))
    there = asked.inner_join(
        named,
        [
            asked.asked_child == named.held_child,
            named.held_from <= asked.on_day,
            named.held_until > asked.since_on,
        ],
    )
    many = there.group_by(many_period=there.period_id, many_child=there.asked_child).agg(
        measure=there.held_by.nunique().cast("int64")
    )
    joined = rows.left_join(
        many, [rows.period_id == many.many_period, rows.child_id == many.many_child]
    )
    return joined.drop("many_period", "many_child")


WRK06 = Indicator(
    id="WRK06",
    title="Unallocated cases",
    theme=THEME,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children for whom no worker is recorded as responsible, or only a name that the "
    "authority lists as standing for nobody (“Duty”).",
    out_of="Children in need, on a plan or looked after on the day, each once.",
    not_counted="A worker is responsible.",
    why_it_matters="A child whom nobody holds is seen by nobody.",
    questions=("How long has each waited, and who knows that they do?",),
    denominator=open_children,
    numerator=lambda rows: rows.is_unallocated == 1,
    parameters=("generic_workers",),
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(
        Need("ssd_cin_episodes", spells=True),
        Need("ssd_involvements", spells=True, latest_is_enough=True),
    ),
    cautions=(
        "Names of duty lists count as workers unless the authority lists them (generic_workers in "
        "authority.yaml).",
    ),
)

WRK09 = Indicator(
    id="WRK09",
    title="Children looked after with 3 or more social workers in a year",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children for whom three or more different workers were responsible in the twelve "
    "months.",
    out_of="Children looked after at the end of the twelve months.",
    not_counted="One or two workers.",
    left_out=LEFT_OUT,
    why_it_matters="Telling one's story again and again teaches a child to stop telling it.",
    questions=("Which changes could have been avoided?",),
    denominator=in_care_with_workers,
    numerator=lambda rows: rows.measure >= MANY_WORKERS,
    unknown=lambda rows: rows.measure.isnull(),
    unknown_reason="No worker is recorded in the twelve months.",
    exclusions=NOT_LOOKED_AFTER,
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    adds_up=False,
    needs=(OPEN_CARE, Need("ssd_involvements", spells=True)),
    measure="workers in twelve months",
    cautions=(
        "The department publishes it as statistics in development, of the children looked after "
        "on 31 March; here it is the end of any twelve months.",
        "A worker who comes back is one worker. Reviewing officers, chairs and personal advisers "
        "are never counted.",
    ),
)

INDICATORS = (WRK06, WRK09)
