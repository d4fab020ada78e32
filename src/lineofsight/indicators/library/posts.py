"""Social work posts from a local extract, and how many children each worker holds."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    ROLLING_ONLY,
    WEIGHT_IN,
    Indicator,
    Need,
    Polarity,
    Record,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    at_end_of,
    day_of,
    in_period,
    number,
    with_working_days,
)
from lineofsight.indicators.library.allocation import THEME
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind

POST = Record("post", "posts")
WORKER = Record("worker", "workers")
FROM_EXTRACT = "Posts are those of the local extract, each known by its number alone."
FILLED_BY_NOBODY = (
    "A post that an agency worker covers is vacant as well: nobody is employed in it. That is how "
    "the department's workforce census counts."
)


def _posts(tables):
    """Posts at the end of each month, their weight in hundredths of a full week."""
    given = tables["loc_workforce"]
    return given.select(
        "month_ending",
        "filled_by",
        "is_case_holder",
        "left_on",
        "days_lost",
        "team_id",
        "worker_id",
        record_key=given.post_id,
        weight=(given.full_time_equivalent * WEIGHT_IN).round().cast("int64"),
    )


def posts_at_end_of(tables, periods):
    """Every post on the last day of the period. Whoever left during the month is not there."""
    rows = _posts(tables)
    stayed = rows.left_on.isnull()
    rows = rows.mutate(
        on_day=rows.month_ending,
        is_employed=number((rows.filled_by == "employee") & stayed),
        is_agency=number(rows.filled_by == "agency"),
    )
    return at_end_of(periods, rows)


def filled_posts_at_end_of(tables, periods):
    rows = posts_at_end_of(tables, periods)
    return rows.filter((rows.is_employed == 1) | (rows.is_agency == 1))


def case_holders_at_end_of(tables, periods):
    """Filled posts of case holders, with the children that whoever fills it is responsible for.
    Somebody in two posts has their cases in the first alone."""
    rows = filled_posts_at_end_of(tables, periods)
    rows = rows.filter(rows.is_case_holder == "Y")
    load = tables["caseloads_on"].select(load_day="on_day", load_worker="worker_id", cases="cases")
    rows = rows.left_join(
        load, [rows.on_day == load.load_day, rows.worker_id == load.load_worker]
    ).drop("load_day", "load_worker")
    nth = ibis.row_number().over(
        group_by=[rows.period_id, rows.worker_id], order_by=rows.record_key
    )
    rows = rows.mutate(nth=nth)
    cases = (rows.nth == 0).ifelse(rows.cases.fill_null(0), 0)
    known = rows.worker_id.notnull()
    return rows.mutate(measure=known.ifelse(cases, ibis.null("int64")))


def each_case_holder_at_end_of(tables, periods):
    """The same, each worker once, whatever posts they fill."""
    rows = case_holders_at_end_of(tables, periods)
    return rows.filter((rows.nth == 0) | rows.worker_id.isnull())


def leavers_and_posts(tables, periods):
    """Those who left in the period, by how much they worked, and the posts filled by employees
    at its end, which they are measured by."""
    rows = _posts(tables)
    left = in_period(rows.filter(rows.left_on.notnull()), tables, "left_on")
    there = posts_at_end_of(tables, periods)
    there = there.filter(there.is_employed == 1)
    return ibis.union(
        _as_case(left, "left", measure=left.weight, weight=0),
        _as_case(there, "in post", measure=0, weight=there.weight),
    )


def _as_case(rows, what: str, *, measure, weight):
    return rows.select(
        "period_id",
        "on_day",
        "team_id",
        "worker_id",
        record_key=rows.record_key.concat(f", {what}"),
        finished_on=rows.left_on,
        measure=ibis.literal(measure).cast("int64") if isinstance(measure, int) else measure,
        weight=ibis.literal(weight).cast("int64") if isinstance(weight, int) else weight,
    )


def employees_of_months_in(tables, periods):
    """Employees month by month, with the hundredths of days they lost, and as weight the days
    they were to work."""
    rows = _posts(tables)
    rows = rows.filter(rows.filled_by == "employee")
    first = ibis.date(rows.month_ending.year(), rows.month_ending.month(), 1)
    rows = rows.mutate(day_before=day_of(first - ibis.interval(days=1)))
    rows = in_period(rows, tables, "month_ending")
    dated = {"start": "day_before", "end": "month_ending", "name": "working_days"}
    rows = with_working_days(rows, tables, **dated)
    return rows.mutate(
        record_key=rows.record_key.concat(" ").concat(rows.month_ending.cast("string")),
        measure=(rows.days_lost * 100).round().cast("int64"),
        weight=rows.weight * rows.working_days,
    )


def workers_at_end_of(tables, periods):
    """Workers who hold children at the end of the period, with how many, and the most they
    should: their own limit at that month's end if an extract has one."""
    rows = at_end_of(periods, tables["caseloads_on"])
    given = tables["loc_workforce"]
    own = given.filter(given.caseload_limit.notnull())
    own = own.group_by(own_day=own.month_ending, own_worker=own.worker_id).agg(
        own_limit=own.caseload_limit.min().cast("int64")
    )
    rows = rows.left_join(own, [rows.on_day == own.own_day, rows.worker_id == own.own_worker]).drop(
        "own_day", "own_worker"
    )
    return rows.mutate(
        record_key=rows.worker_id,
        measure=rows.cases,
        at_most=rows.own_limit.fill_null(tables.parameters.caseload_limit),
    )


_posts_of = {
    "theme": THEME,
    "record": POST,
    "breakdowns": (),
    "needs": (Need("loc_workforce"),),
}
_stock = {"snapshot": True, "period_kinds": ALL_KINDS}
HELD = Need("ssd_involvements", spells=True, latest_is_enough=True)

WRK01 = Indicator(
    id="WRK01",
    title="Average caseload",
    unit=Unit.PER_WEIGHT,
    unit_words="cases per full-time worker",
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children for whom case holders are responsible on the day.",
    out_of="Full-time equivalents of posts of case holders that are filled on the day, agency "
    "workers among them.",
    left_out="Posts of case holders for whom no worker is named.",
    why_it_matters="Time for a child is what is left when cases are shared out.",
    questions=("Who holds most, and how complex are those cases?",),
    denominator=case_holders_at_end_of,
    unknown_reason="No worker is named, or the part of a full week is not recorded.",
    timescale=Timescale(
        text="none national",
        source="DfE CSWW",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
    ),
    measure="children the worker is responsible for",
    cautions=(
        FROM_EXTRACT,
        "Everybody allocated is a case, care leavers too; joint work counts once. The list shows "
        "each post's own number: an average hides who has too many.",
    ),
    **_posts_of | {"needs": (Need("loc_workforce"), HELD)},
    **_stock,
)

_caseloads = {
    "polarity": Polarity.LOWER_IS_BETTER,
    "left_out": "Posts of case holders for whom no worker is named.",
    "denominator": each_case_holder_at_end_of,
    "unknown_reason": "No worker is named.",
    "measure": "children the worker is responsible for",
    **_posts_of,
    "needs": (Need("loc_workforce"), HELD),
    **_stock,
}
OF_WORKERS = (
    "Of workers, whatever part of a full week they work; the average is per full-time equivalent."
)

WRK01A = Indicator(
    id="WRK01A",
    title="Median caseload",
    unit=Unit.MEDIAN,
    unit_words="cases",
    counted="Children for whom the case holder in the middle is responsible on the day: half of "
    "them hold as many or fewer.",
    why_it_matters="An average can be drawn up by a few; the middle cannot.",
    questions=("Is what is usual here what a worker can do well?",),
    cautions=(FROM_EXTRACT, OF_WORKERS),
    **_caseloads,
)

WRK01B = Indicator(
    id="WRK01B",
    title="Caseload of the tenth who hold most",
    unit=Unit.TOP_DECILE,
    unit_words="cases",
    counted="Children for whom the case holder at the top decile is responsible on the day: nine "
    "in ten hold as many or fewer.",
    why_it_matters="It is where the children are whom nobody has time for.",
    questions=("Who are they, and what would have to move for them to hold fewer?",),
    cautions=(FROM_EXTRACT, OF_WORKERS, "Between two workers it lies as far as the tenth does."),
    **_caseloads,
)

WRK02 = Indicator(
    id="WRK02",
    title="Social work posts that are vacant",
    unit=Unit.WEIGHTED_PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Full-time equivalents of posts in which nobody is employed on the day.",
    out_of="Full-time equivalents of all social work posts on the day.",
    not_counted="Somebody is employed in it.",
    left_out="Posts of which the part of a full week is not recorded.",
    why_it_matters="Every vacancy is a caseload shared out among those who stay.",
    questions=("How long has each been vacant, and has it been advertised?",),
    denominator=posts_at_end_of,
    numerator=lambda rows: rows.is_employed == 0,
    unknown_reason="The part of a full week is not recorded.",
    cautions=(FROM_EXTRACT, FILLED_BY_NOBODY),
    **_posts_of,
    **_stock,
)

WRK03 = Indicator(
    id="WRK03",
    title="Social workers from agencies",
    unit=Unit.WEIGHTED_PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Full-time equivalents of agency workers on the day.",
    out_of="Full-time equivalents of posts that are filled on the day.",
    not_counted="An employee fills it.",
    left_out="Posts of which the part of a full week is not recorded.",
    why_it_matters="Children lose a worker each time an agency's contract ends.",
    questions=("Which teams could not work without agency workers?",),
    denominator=filled_posts_at_end_of,
    numerator=lambda rows: rows.is_agency == 1,
    unknown_reason="The part of a full week is not recorded.",
    cautions=(FROM_EXTRACT,),
    **_posts_of,
    **_stock,
)

WRK04 = Indicator(
    id="WRK04",
    title="Turnover of social workers",
    unit=Unit.PER_WEIGHT,
    unit_words="leavers in 100 full-time workers",
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Full-time equivalents of employees who left in the twelve months.",
    out_of="Full-time equivalents of posts in which somebody is employed at their end.",
    left_out="Posts of which the part of a full week is not recorded.",
    why_it_matters="A worker who leaves takes with them what they know of each child.",
    questions=("What did those who left say, and where did they go?",),
    denominator=leavers_and_posts,
    unknown_reason="The part of a full week is not recorded.",
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    adds_up=False,
    measure="hundredths of a full-time equivalent that left",
    cautions=(
        FROM_EXTRACT,
        "The list has a line for each who left, and one for each post that is filled.",
    ),
    **_posts_of,
)

WRK05 = Indicator(
    id="WRK05",
    title="Working days lost to sickness",
    unit=Unit.PER_WEIGHT,
    unit_words="days lost in 100",
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Working days that employees lost to sickness.",
    out_of="Working days that employees were to work: the month's, by their part of a full week.",
    left_out="Months of an employee of which the days lost are not recorded; a 0 must be written.",
    why_it_matters="Sickness says how much a team is carrying.",
    questions=("Is it a few long absences, or many short ones?",),
    denominator=employees_of_months_in,
    unknown_reason="The days lost, or the part of a full week, are not recorded.",
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    measure="hundredths of days lost in the month",
    cautions=(FROM_EXTRACT,),
    **_posts_of,
)

WRK07 = Indicator(
    id="WRK07",
    title="Workers who hold more children than the limit",
    theme=THEME,
    record=WORKER,
    breakdowns=(),
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Workers responsible for more children than the authority's limit (20 unless it has "
    "chosen another), or than their own where a local extract gives one.",
    out_of="Workers who are responsible for at least one child on the day.",
    not_counted="Within the limit.",
    why_it_matters="Beyond some number nobody knows every child.",
    questions=("What was taken from the worker when the last case was given?",),
    denominator=workers_at_end_of,
    numerator=lambda rows: rows.measure > rows.at_most,
    needs=(HELD,),
    parameters=("caseload_limit",),
    measure="children the worker is responsible for",
    cautions=("A worker with children in two teams is shown in the one with most of them.",),
    **_stock,
)

INDICATORS = (WRK01, WRK01A, WRK01B, WRK02, WRK03, WRK04, WRK05, WRK07)
