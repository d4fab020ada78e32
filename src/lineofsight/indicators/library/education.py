"""Education of children looked after and in need, and the first health assessment in care.

A school year runs from 1 September. A child's year group is told by their age on the 31 August
before it: 4 for reception, 15 for year 11, 17 for year 13.
"""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    EVENT_KINDS,
    ROLLING_ONLY,
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
    is_within_months,
    number,
    with_due,
    with_person,
    with_unit,
    with_working_days,
)
from lineofsight.indicators.library.care import OPEN_CARE
from lineofsight.indicators.library.care_checks import HEALTH
from lineofsight.indicators.spells.schooling import (
    SEPTEMBER,
    TERMS_BEGIN_IN,
    age_at_start_of_year,
    first_day_of_term,
    first_of_september,
    school_year,
)
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

THEME = "Education"
RECEPTION, YEAR_11, YEAR_13 = 4, 15, 17
HEALTH_WITHIN = Interval(20, Span.WORKING_DAYS)
PEP_WITHIN = Interval(10, Span.WORKING_DAYS)
A_YEAR, TWO_YEARS = 12, 24
NOT_SEEN = "NOT SEEN: analyst knowledge, check the guidance before use"
YEAR_SO_FAR = (
    "The school year so far, from 1 September to the day: at the end of July it is a whole year, "
    "which published figures are of."
)
OF_SCHOOL_AGE = (
    "Of school age: reception to year 11, by the age on the 31 August before the school year."
)


def _care_begun_with_due(tables, within: Interval):
    """Periods of care with the day on which the time that began with them ran out."""
    care = tables["care_periods"]
    ours = care.filter(care.is_short_break == 0)
    rows = ours.select("child_id", "record_key", "until_on", started_on=ours.first_on)
    return with_due(rows, tables, start="started_on", within=within)


def _with_first(rows, events):
    """With the first of these events of the child during the period of care."""
    event = events.select(event_child="child_id", event_on="happened_on")
    joined = rows.inner_join(
        event,
        [
            rows.child_id == event.event_child,
            rows.started_on <= event.event_on,
            rows.until_on >= event.event_on,
        ],
    )
    first = joined.group_by(first_key=joined.record_key).agg(finished_on=joined.event_on.min())
    return rows.left_join(first, rows.record_key == first.first_key).drop("first_key")


def _told(rows, tables):
    rows = with_working_days(
        in_period(rows, tables, "due_on"), tables, start="started_on", end="finished_on"
    )
    return with_unit(rows, tables)


def health_assessments_due_in(tables, periods):
    """Periods of care whose twentieth working day lies in the period: of children who were
    looked after to the end of it, or had been assessed before they left."""
    rows = _care_begun_with_due(tables, HEALTH_WITHIN)
    rows = _with_first(rows, tables["loc_initial_health_assessments"])
    stayed = (rows.until_on > rows.due_on) | rows.finished_on.notnull()
    return _told(rows.filter(stayed), tables)


def first_plans_due_in(tables, periods):
    """The same for the tenth working day and the personal education plan, of children of
    school age."""
    rows = with_person(_care_begun_with_due(tables, PEP_WITHIN), tables)
    years = age_at_start_of_year(rows.born_on, rows.started_on)
    rows = rows.filter((years >= RECEPTION) & (years <= YEAR_11))
    rows = _with_first(rows, tables["loc_peps"])
    stayed = (rows.until_on > rows.due_on) | rows.finished_on.notnull()
    return _told(rows.filter(stayed), tables)


def in_care_at_school(tables, periods):
    """Children looked after at the end of the period, with their age when the school year
    began, those of school age to year 13."""
    care = tables["in_care_on"]
    rows = at_end_of(periods, care.filter(care.not_counted_as == ""))
    rows = with_person(rows, tables)
    rows = rows.mutate(years=age_at_start_of_year(rows.born_on, rows.on_day))
    return rows.filter((rows.years >= RECEPTION) & (rows.years <= YEAR_13))


def _of_school_age(tables, periods, *, months: int = 0):
    """Those up to year 11, looked after for so many months."""
    rows = in_care_at_school(tables, periods)
    rows = rows.filter(rows.years <= YEAR_11)
    return rows.filter(has_lasted(rows.started_on, rows.on_day, months)) if months else rows


def _with_latest(rows, events, name: str):
    """With the day of the child's latest of these events, as column `name`."""
    event = events.select(event_child="child_id", event_on="happened_on", event_next="next_on")
    joined = rows.left_join(
        event,
        [
            rows.child_id == event.event_child,
            event.event_on <= rows.on_day,
            event.event_next > rows.on_day,
        ],
    )
    return joined.mutate(**{name: joined.event_on}).drop("event_child", "event_on", "event_next")


def in_care_with_last_pep(tables, periods):
    rows = _with_latest(in_care_at_school(tables, periods), tables["peps"], "planned_on")
    return rows.mutate(
        finished_on=rows.planned_on,
        measure=rows.on_day.delta(rows.planned_on, unit="day"),
        term_began_on=first_day_of_term(rows.on_day),
    )


def _with_attendance(rows, tables, year):
    """With the half days possible and missed in that school year, up to the case's day."""
    there = tables["attendance_so_far"].rename(there_child="child_id")
    joined = rows.left_join(
        there,
        [
            rows.child_id == there.there_child,
            year == there.school_year,
            there.to_on <= rows.on_day,
            there.next_on > rows.on_day,
        ],
    )
    share = (100 * joined.missed / joined.possible.nullif(0)).floor()
    return joined.mutate(measure=share.cast("int64")).drop("there_child")


def in_care_with_attendance(tables, periods):
    rows = _of_school_age(tables, periods, months=A_YEAR)
    return _with_attendance(rows, tables, school_year(rows.on_day))


def in_care_with_suspension(tables, periods):
    rows = _of_school_age(tables, periods, months=A_YEAR)
    rows = _with_latest(rows, tables["suspensions"], "suspended_on")
    return rows.mutate(
        has_one=number(rows.suspended_on >= first_of_september(rows.on_day)),
    )


def in_care_with_moves(tables, periods):
    rows = _of_school_age(tables, periods, months=TWO_YEARS)
    rows = _with_latest(rows, tables["school_moves"], "moved_on")
    return _with_latest(rows, tables["mid_year_school_moves"], "moved_mid_year_on")


def in_care_with_plan_for_needs(tables, periods):
    """With whether an education, health and care plan names a school on the day."""
    rows = _of_school_age(tables, periods)
    plan = tables["education_plans"]
    named = plan.select(plan_child="child_id", plan_from="from_on", plan_until="until_on")
    keys = rows.select("period_id", "record_key", "child_id", "on_day")
    there = keys.inner_join(
        named,
        [
            keys.child_id == named.plan_child,
            named.plan_from <= keys.on_day,
            named.plan_until > keys.on_day,
        ],
    )
    has = there.select(has_period=there.period_id, has_key=there.record_key, has_plan=1).distinct()
    joined = rows.left_join(has, [rows.period_id == has.has_period, rows.record_key == has.has_key])
    return joined.drop("has_period", "has_key")


def results_published_in(tables, periods):
    """Results published in the period of children who on the 31 March before had been looked
    after for twelve months, the score in hundredths."""
    given = tables["loc_attainment"]
    rows = given.mutate(march=_march_before(given.results_on))
    care = tables["care_periods"]
    ours = care.filter(care.is_short_break == 0).select(
        care_child="child_id", care_key="record_key", care_from="first_on", care_until="until_on"
    )
    rows = rows.inner_join(
        ours,
        [
            rows.child_id == ours.care_child,
            has_lasted(ours.care_from, rows.march, A_YEAR),
            ours.care_until > rows.march,
        ],
    )
    told = rows.select(
        "child_id",
        "results_on",
        record_key=rows.care_key,
        started_on=rows.care_from,
        finished_on=rows.results_on,
        measure=(rows.attainment_8 * 100).round().cast("int64"),
    )
    return with_unit(in_period(told, tables, "results_on"), tables)


def _march_before(day):
    """The latest 31 March on or before a day."""
    has_come = (day.month() > 3) | ((day.month() == 3) & (day.day() == 31))
    return ibis.date(day.year() - number(~has_come), 3, 31)


def in_need_in_march_with_attendance(tables, periods):
    """Children who on the 31 March before the end of the period were in need and neither on a
    plan nor looked after, with their attendance of that school year."""
    rows = tables["in_need_in_march"]
    asked = periods.mutate(march=_march_before(periods.end_on))
    rows = asked.inner_join(rows, asked.march == rows.census_on)
    rows = rows.mutate(on_day=rows.end_on)
    return _with_attendance(rows, tables, school_year(rows.march))


_education = {"theme": THEME, "unit": Unit.PERCENT}
_position = {"snapshot": True, "period_kinds": ALL_KINDS, **_education}
_year_in_care = {
    "out_of": "Children of school age looked after for twelve months on the day.",
    "cautions": (YEAR_SO_FAR, OF_SCHOOL_AGE),
    **_position,
}
_absence = {
    "polarity": Polarity.LOWER_IS_BETTER,
    "counted": "Children who missed a tenth or more of the half days they could have attended.",
    "not_counted": "Missed less than a tenth.",
    "left_out": "Children of whom no attendance is recorded in that school year.",
    "numerator": lambda rows: 10 * rows.missed >= rows.possible,
    "unknown": lambda rows: rows.possible.isnull() | (rows.possible == 0),
    "unknown_reason": "No attendance of that school year is recorded.",
    "measure": "percent of half days missed, rounded down",
}
_moves = {
    "polarity": Polarity.LOWER_IS_BETTER,
    "out_of": "Children of school age looked after for two years on the day.",
    "denominator": in_care_with_moves,
    "needs": (OPEN_CARE, Need("loc_school_moves", months_back=TWO_YEARS)),
    "evidence": "seen: EES school stability",
    **_position,
}

HLT01 = Indicator(
    id="HLT01",
    title="Initial health assessments within 20 working days",
    theme=HEALTH,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children assessed within 20 working days of beginning to be looked after (day 0).",
    out_of="Children whose twentieth working day of being looked after lies in the period.",
    not_counted="Assessed later, or not.",
    why_it_matters="Many children come into care with needs that nobody has met.",
    questions=("Was the doctor asked in time, and with consent?",),
    denominator=health_assessments_due_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    needs=(
        Need("ssd_cla_episodes", months_back=2, spells=True),
        Need("loc_initial_health_assessments", months_back=2),
    ),
    timescale=Timescale(
        text="20 working days",
        source="Care Planning Regs 2010 reg 7; Promoting the health statutory guidance 2015",
        evidence=NOT_SEEN,
        limit=HEALTH_WITHIN,
        convention=Convention.DAY_0,
    ),
    measure="working days from the first day to the assessment",
    cautions=(
        "Children who left before the twentieth working day without one are not in the figure.",
        "From the local extract: Annex A has only the last health assessment of a child.",
    ),
)

EDU01 = Indicator(
    id="EDU01",
    title="First personal education plan within 10 working days",
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children whose first plan was made within 10 working days of beginning to be looked "
    "after (day 0).",
    out_of="Children of school age whose tenth working day of being looked after lies in the "
    "period.",
    not_counted="The plan came later, or has not come.",
    why_it_matters="A child who moves home often loses their school as well.",
    questions=("Did the school know that the child had come into care?",),
    denominator=first_plans_due_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    needs=(
        Need("ssd_cla_episodes", months_back=1, spells=True),
        Need("loc_peps", months_back=1),
    ),
    timescale=Timescale(
        text="10 working days",
        source="DfE promoting the education of looked-after children 2018",
        evidence=NOT_SEEN,
        limit=PEP_WITHIN,
        convention=Convention.DAY_0,
    ),
    measure="working days from the first day to the plan",
    period_kinds=EVENT_KINDS,
    cautions=("School holidays are counted like other days.", OF_SCHOOL_AGE),
    **_education,
)

EDU02 = Indicator(
    id="EDU02",
    title="Personal education plans reviewed this term",
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children whose plan was made or reviewed in the term that the day lies in.",
    out_of="Children looked after on the day, reception to year 13.",
    not_counted="Not yet this term.",
    why_it_matters="A plan that is not looked at each term does not keep up with the child.",
    questions=("Who speaks for the child's education at home?",),
    denominator=in_care_with_last_pep,
    numerator=lambda rows: rows.finished_on >= rows.term_began_on,
    needs=(OPEN_CARE, Need("loc_peps", begins_in=TERMS_BEGIN_IN)),
    timescale=Timescale(text="termly", source="as EDU01", evidence=NOT_SEEN),
    measure="days since the last plan or review",
    cautions=(
        "Terms begin on 1 September, 1 January and 1 April; the last ends with August. The figure "
        "begins anew with each term and is whole at its end.",
    ),
    **_position,
)

EDU03 = Indicator(
    id="EDU03",
    title="Children looked after who are persistently absent from school",
    why_it_matters="School is often the one thing that has stayed the same.",
    questions=("Does the child have a school place that suits them?",),
    denominator=in_care_with_attendance,
    needs=(OPEN_CARE, Need("loc_attendance", begins_in=(SEPTEMBER,))),
    **_absence,
    **_year_in_care,
)

EDU04 = Indicator(
    id="EDU04",
    title="Children looked after who were suspended from school",
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children suspended at least once in the school year so far.",
    not_counted="Not suspended this school year.",
    why_it_matters="Each suspension is a day without school and a strain on a placement.",
    questions=("What had the school been asked to do before it suspended?",),
    denominator=in_care_with_suspension,
    numerator=lambda rows: rows.has_one == 1,
    needs=(OPEN_CARE, Need("loc_suspensions", begins_in=(SEPTEMBER,))),
    **_year_in_care,
)

EDU05 = Indicator(
    id="EDU05",
    title="Children looked after with an education, health and care plan",
    polarity=Polarity.NEUTRAL,
    counted="Children of whom such a plan names a school on the day.",
    out_of="Children of school age looked after on the day.",
    not_counted="No such plan.",
    why_it_matters="Needs that are written down can be asked for.",
    questions=("Do plans move with children who are placed elsewhere?",),
    denominator=in_care_with_plan_for_needs,
    numerator=lambda rows: rows.has_plan == 1,
    needs=(OPEN_CARE, Need("ssd_ehcp_named_plan", spells=True)),
    cautions=(OF_SCHOOL_AGE,),
    **_position,
)

EDU06 = Indicator(
    id="EDU06",
    title="Children looked after who changed school in two years",
    counted="Children who changed school at least once in the 24 months before the day.",
    not_counted="At the same school, or moved up with the class.",
    why_it_matters="Every new school is new teachers, new friends and lost learning.",
    questions=("Which moves came with a move of home, and could the school have been kept?",),
    numerator=lambda rows: is_within_months(rows.moved_on, rows.on_day, TWO_YEARS),
    cautions=(
        "Changes that the whole class makes are not in the extract and not counted.",
        OF_SCHOOL_AGE,
    ),
    **_moves,
)

EDU07 = Indicator(
    id="EDU07",
    title="Children looked after who changed school during a school year",
    counted="Children who in the 24 months before the day changed school in another month than "
    "August or September.",
    not_counted="No change of school during a school year.",
    why_it_matters="A move in mid-year is the one that costs most.",
    questions=("Who decided that the move could not wait?",),
    numerator=lambda rows: is_within_months(rows.moved_mid_year_on, rows.on_day, TWO_YEARS),
    cautions=(OF_SCHOOL_AGE,),
    **_moves,
)

EDU08 = Indicator(
    id="EDU08",
    title="Average Attainment 8 of children looked after",
    theme=THEME,
    unit=Unit.MEAN,
    unit_words="points",
    measured_in=100,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children with a score, in results published in the twelve months.",
    out_of="Children with results who on the 31 March before had been looked after for twelve "
    "months.",
    left_out="Children without a score.",
    why_it_matters="It is what doors are open at sixteen.",
    questions=("How did these children do by where they began?",),
    denominator=results_published_in,
    unknown_reason="No score is recorded.",
    needs=(OPEN_CARE, Need("loc_attainment")),
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    adds_up=False,
    measure="score in hundredths",
    cautions=("A few children each year: one result can move the average.",),
)

OF_MARCH = Need("loc_attendance", months_back=6, begins_in=(SEPTEMBER,))
"""From the September before the last 31 March, which a day of March itself has six months back."""

EDU12 = Indicator(
    id="EDU12",
    title="Children in need who are persistently absent from school",
    out_of="Children in need on the 31 March before the day, neither on a plan nor looked after.",
    why_it_matters="A child who is not at school is a child whom fewer people see.",
    questions=("Is attendance in the plan, and whose task is it?",),
    denominator=in_need_in_march_with_attendance,
    needs=(Need("ssd_cin_episodes", months_back=12, spells=True), OF_MARCH),
    cautions=(
        "Attendance is that of the school year in which the 31 March lies, up to the day.",
        "Children of no school age have no attendance and are left out.",
    ),
    **_absence,
    **_position,
)

INDICATORS = (HLT01, EDU01, EDU02, EDU03, EDU04, EDU05, EDU06, EDU07, EDU08, EDU12)
