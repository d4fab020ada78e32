"""Whether open cases are supervised, kept up, and held by the same people."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    ROLLING_ONLY,
    Exclusion,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    at_end_of,
    has_lasted,
    in_period,
    months_before,
    plus,
    with_due,
    with_unit,
)
from lineofsight.indicators.library.allocation import THEME as WORKFORCE
from lineofsight.indicators.library.care import OPEN_CARE
from lineofsight.indicators.library.care_checks import REVIEWS
from lineofsight.indicators.library.permanence import THEME as COURT
from lineofsight.indicators.library.quality import THEME as RECORDS
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind

A_YEAR = 12
LOCAL = "local choice, no national source"
OPEN = (
    Need("ssd_cin_episodes", spells=True),
    Need("ssd_cp_plans", spells=True),
    Need("ssd_cla_episodes", spells=True),
)


def _open_with_latest(tables, periods, events: str, day: str):
    """Open children with the day of the latest of these events, as `finished_on`."""
    rows = at_end_of(periods, tables["open_on"])
    event = tables[events].rename(event_child="child_id")
    rows = rows.left_join(
        event,
        [
            rows.child_id == event.event_child,
            event[day] <= rows.on_day,
            event.next_on > rows.on_day,
        ],
    )
    rows = rows.mutate(finished_on=rows[day]).drop("event_child", "next_on")
    return rows.mutate(measure=rows.on_day.delta(rows.finished_on, unit="day"))


def open_with_supervision(tables, periods):
    rows = _open_with_latest(tables, periods, "supervisions", "recorded_on")
    within = tables.parameters.supervision_within
    rows = with_due(rows, tables, start="finished_on", within=within)
    return with_due(rows, tables, start="started_on", within=within, name="first_due_on")


def open_with_chronology(tables, periods):
    rows = _open_with_latest(tables, periods, "chronologies", "recorded_on")
    return with_due(rows, tables, start="finished_on", within=tables.parameters.chronology_within)


def open_with_activity(tables, periods):
    """Those open for a year or longer."""
    rows = _open_with_latest(tables, periods, "activity", "done_on")
    return rows.filter(has_lasted(rows.started_on, rows.on_day, A_YEAR))


def open_with_changes(tables, periods):
    """Children open for twelve months, with how often another worker became responsible for
    them in these."""
    rows = at_end_of(periods, tables["open_on"])
    since = months_before(rows.on_day, A_YEAR)
    rows = rows.filter(rows.started_on <= since).mutate(since_on=since)
    rows = _with_changes_until(rows, tables, "on_day", "until_now")
    rows = _with_changes_until(rows, tables, "since_on", "until_then")
    return rows.mutate(measure=(rows.until_now - rows.until_then).cast("int64"))


def _with_changes_until(rows, tables, day: str, name: str):
    change = tables["worker_changes"].rename(change_child="child_id")
    joined = rows.left_join(
        change,
        [
            rows.child_id == change.change_child,
            change.changed_on <= rows[day],
            change.next_on > rows[day],
        ],
    )
    joined = joined.mutate(**{name: joined.nth.fill_null(0)})
    return joined.drop("change_child", "changed_on", "next_on", "nth")


def reviews_after_another_in(tables, periods):
    """Reviews held in the period that were not the first of their period of care, with the
    reviewing officers of both."""
    rows = tables["reviews_with_officer"]
    rows = rows.filter(rows.previous_on.notnull())
    rows = rows.mutate(
        record_key=rows.record_key.concat(" ").concat(rows.review_on.cast("string")),
        started_on=rows.previous_on,
        finished_on=rows.review_on,
    )
    return with_unit(in_period(rows, tables, "finished_on"), tables)


def proceedings_ended_in(tables, periods):
    given = tables["loc_care_proceedings"]
    rows = given.select(
        "child_id",
        record_key=given.proceedings_id.concat(" ").concat(given.child_id),
        started_on=given.issued_on,
        finished_on=given.final_order_on,
    )
    rows = in_period(rows, tables, "finished_on")
    rows = rows.mutate(
        due_on=plus(rows.started_on, TWENTY_SIX_WEEKS),
        measure=rows.finished_on.delta(rows.started_on, unit="day"),
    )
    return with_unit(rows, tables)


def pre_proceedings_open(tables, periods):
    """Pre-proceedings open at the end of the period, each child once by the earliest."""
    given = tables["ssd_pre_proceedings"]
    rows = periods.inner_join(
        given,
        [
            given.prep_pre_pro_decision_date <= periods.end_on,
            (given.prep_agree_stepdown_issue_date > periods.end_on)
            | given.prep_agree_stepdown_issue_date.isnull(),
        ],
    )
    place = ibis.row_number().over(
        group_by=[rows.period_id, rows.prep_person_id],
        order_by=[rows.prep_pre_pro_decision_date, rows.prep_table_id],
    )
    rows = rows.mutate(place=place)
    first = rows.filter(rows.place == 0)
    once = first.select(
        "period_id",
        "end_on",
        child_id=first.prep_person_id,
        record_key=first.prep_table_id,
        started_on=first.prep_pre_pro_decision_date,
    )
    once = once.mutate(
        on_day=once.end_on,
        due_on=plus(once.started_on, SIXTEEN_WEEKS),
        measure=once.end_on.delta(once.started_on, unit="day"),
    )
    return with_unit(once, tables)


TWENTY_SIX_WEEKS, SIXTEEN_WEEKS = Interval(26, Span.WEEKS), Interval(16, Span.WEEKS)
NOT_SEEN = "NOT SEEN: analyst knowledge, check the guidance before use"
_stock = {"snapshot": True, "period_kinds": ALL_KINDS}
_open = {
    "unit": Unit.PERCENT,
    "polarity": Polarity.HIGHER_IS_BETTER,
    "numerator": lambda rows: rows.due_on >= rows.on_day,
    **_stock,
}

WRK08 = Indicator(
    id="WRK08",
    title="Open cases supervised in the last 28 days",
    theme=WORKFORCE,
    counted="Children whose case was supervised within the local limit before the day (28 days "
    "unless the authority has chosen another).",
    out_of="Children in need, on a plan or looked after on the day, open for longer than the "
    "limit.",
    not_counted="No supervision within the limit is recorded.",
    left_out="Children who have been open for no longer than the limit.",
    why_it_matters="Nobody should decide alone about a child for longer than a month.",
    questions=("Does supervision not happen, or is it not recorded?",),
    denominator=open_with_supervision,
    exclusions=(
        Exclusion(
            "Open for no longer than the limit.", lambda rows: rows.first_due_on >= rows.on_day
        ),
    ),
    needs=(*OPEN, Need("loc_supervision", months_back=1)),
    timescale=Timescale(
        text="local",
        source="local",
        evidence=LOCAL,
        limit=Interval(28, Span.DAYS),
        parameter="supervision_within",
    ),
    parameters=("supervision_within",),
    measure="days since the last supervision",
    cautions=("From the local extract, which has the days and no words.",),
    **_open,
)

WRK10 = Indicator(
    id="WRK10",
    title="Changes of social worker in 12 months",
    theme=WORKFORCE,
    unit=Unit.MEAN,
    unit_words="changes for each child",
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children open for twelve months, by how often another worker became responsible.",
    out_of="Children in need, on a plan or looked after on the day, open for twelve months.",
    why_it_matters="Each change is somebody new to whom a child has to tell it all again.",
    questions=("Do changes come from leavers, or from how work is passed between teams?",),
    denominator=open_with_changes,
    needs=(*OPEN, Need("ssd_involvements", months_back=A_YEAR, spells=True)),
    measure="changes of worker in the twelve months",
    cautions=(
        "The hand-over from one team to the next is a change where the worker is another.",
        "A time without a worker is no change; the next worker after it is, if it is another.",
    ),
    **_stock,
)

QA04 = Indicator(
    id="QA04",
    title="Chronologies updated in the last 6 months",
    theme=RECORDS,
    counted="Children whose chronology was updated within the local limit before the day (6 "
    "months unless the authority has chosen another).",
    out_of="Children in need, on a plan or looked after on the day, open for over 3 months.",
    not_counted="Not updated within the limit.",
    left_out="Children open for 3 months or less.",
    why_it_matters="It is how the next worker sees the pattern in a child's life.",
    questions=("Could a new worker understand this child's story from the record?",),
    denominator=open_with_chronology,
    exclusions=(
        Exclusion(
            "Open for 3 months or less.",
            lambda rows: rows.started_on >= months_before(rows.on_day, 3),
        ),
    ),
    needs=(*OPEN, Need("loc_chronologies", months_back=6)),
    timescale=Timescale(
        text="local",
        source="local",
        evidence=LOCAL,
        limit=Interval(6, Span.MONTHS),
        parameter="chronology_within",
    ),
    parameters=("chronology_within",),
    measure="days since the last update",
    **_open,
)

QA06 = Indicator(
    id="QA06",
    title="Open children with nothing recorded for 12 months",
    theme=RECORDS,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children without a visit, review, conference or assessment in the twelve months "
    "before the day.",
    out_of="Children in need, on a plan or looked after on the day, open for twelve months.",
    not_counted="Something was recorded in the twelve months.",
    why_it_matters="Either nobody has been there, or the case should have been closed.",
    questions=("Is the child safe, and who knows that?",),
    denominator=open_with_activity,
    numerator=lambda rows: (
        rows.finished_on.isnull() | has_lasted(rows.finished_on, rows.on_day, A_YEAR)
    ),
    needs=(
        *OPEN,
        Need("ssd_cin_visits", months_back=A_YEAR),
        Need("ssd_cp_visits", months_back=A_YEAR),
        Need("ssd_cla_visits", months_back=A_YEAR),
    ),
    measure="days since anything was recorded",
    cautions=("Case notes are not in the Standard Safeguarding Dataset and are not seen.",),
    **_stock,
)

CLR06 = Indicator(
    id="CLR06",
    title="Reviews held by the same reviewing officer as before",
    theme=REVIEWS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Reviews at which the reviewing officer was the same as at the review before.",
    out_of="Reviews of children looked after in the twelve months, the first of each period of "
    "care apart.",
    not_counted="Another reviewing officer.",
    left_out="Reviews where no reviewing officer is recorded for one of the two days.",
    why_it_matters="An independent reviewing officer is for many children the one who stays.",
    questions=("Why did officers change, and were children told?",),
    denominator=reviews_after_another_in,
    numerator=lambda rows: rows.officer == rows.officer_before,
    unknown=lambda rows: rows.officer.isnull() | rows.officer_before.isnull(),
    unknown_reason="No reviewing officer is recorded for the day of one of the two reviews.",
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(
        OPEN_CARE,
        Need("ssd_cla_reviews", months_back=6),
        Need("ssd_involvements", months_back=6, spells=True),
    ),
    cautions=(
        "The officer is whoever is involved with the child as reviewing officer on the day.",
    ),
)

PER05 = Indicator(
    id="PER05",
    title="Care proceedings concluded within 26 weeks",
    theme=COURT,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children whose proceedings ended within 26 weeks (182 days) of being issued.",
    out_of="Children whose care proceedings ended in the twelve months.",
    not_counted="They took longer.",
    why_it_matters="For a baby half a year is a life.",
    questions=("Was the delay the court's, the assessments', or ours?",),
    denominator=proceedings_ended_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("loc_care_proceedings", spells=True),),
    timescale=Timescale(
        text="26 weeks",
        source="Children Act 1989 s32 (Children and Families Act 2014)",
        evidence=NOT_SEEN,
        limit=TWENTY_SIX_WEEKS,
    ),
    measure="days from issue to the final order",
    cautions=("Each child is counted, not each set of proceedings.",),
)

PER06 = Indicator(
    id="PER06",
    title="Children in pre-proceedings for over 16 weeks",
    theme=COURT,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children whose pre-proceedings were decided on more than 16 weeks before the day.",
    out_of="Children in pre-proceedings on the day.",
    not_counted="For 16 weeks or less.",
    why_it_matters="It is time in which parents must show change, and the child waits.",
    questions=("What would let us step down, or issue, today?",),
    denominator=pre_proceedings_open,
    numerator=lambda rows: rows.due_on < rows.on_day,
    needs=(Need("ssd_pre_proceedings", spells=True),),
    timescale=Timescale(
        text="16 weeks (guidance)",
        source="PLO best practice guidance",
        evidence=NOT_SEEN,
        limit=SIXTEEN_WEEKS,
    ),
    measure="days since the decision",
    cautions=("They end with the day on which it was agreed to step down or to issue.",),
    **_stock,
)

INDICATORS = (WRK08, WRK10, QA04, QA06, CLR06, PER05, PER06)
