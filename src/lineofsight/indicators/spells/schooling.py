"""School years and terms, and what is known of a child at school over a year."""

from lineofsight.indicators.expressions import FAR_OFF, number, with_unit
from lineofsight.later import ibis

SEPTEMBER, JANUARY, APRIL = 9, 1, 4
TERMS_BEGIN_IN = (SEPTEMBER, JANUARY, APRIL)


def school_year(day):
    """The year in which the school year of a day began."""
    return day.year() - number(day.month() < SEPTEMBER)


def first_of_september(day):
    return ibis.date(school_year(day), SEPTEMBER, 1)


def first_day_of_term(day):
    """1 September, 1 January or 1 April."""
    return ibis.date(
        day.year(),
        ibis.cases((day.month() >= SEPTEMBER, SEPTEMBER), (day.month() >= APRIL, APRIL), else_=1),
        1,
    )


def age_at_start_of_year(born, day):
    """Completed years on the 31 August before the school year of `day` began: 4 for those who
    begin reception."""
    return school_year(day) - born.year() - number(born.month() >= SEPTEMBER)


def attendance_so_far(tables):
    """Half days possible and missed in a school year, added up to the end of each span that is
    told. `next_on`: the end of the next span of that year."""
    given = tables["loc_attendance"]
    rows = given.select(
        "child_id",
        "to_on",
        "sessions_possible",
        "sessions_missed",
        school_year=school_year(given.to_on),
    )
    in_order = {"group_by": [rows.child_id, rows.school_year], "order_by": rows.to_on}
    return rows.select(
        "child_id",
        "school_year",
        "to_on",
        possible=rows.sessions_possible.sum().over(**in_order, rows=(None, 0)),
        missed=rows.sessions_missed.sum().over(**in_order, rows=(None, 0)),
        next_on=rows.to_on.lead().over(**in_order).fill_null(FAR_OFF),
    )


def education_plans(tables):
    """Times during which an education, health and care plan named a school for a child."""
    plan, made = tables["ssd_ehcp_named_plan"], tables["ssd_ehcp_assessment"]
    asked, send = tables["ssd_ehcp_requests"], tables["ssd_send"]
    rows = plan.inner_join(made, plan.ehcn_ehcp_asmt_id == made.ehca_ehcp_assessment_id)
    rows = rows.select(
        request=made.ehca_ehcp_request_id,
        from_on=plan.ehcn_named_plan_start_date,
        until_on=plan.ehcn_named_plan_ceased_date.fill_null(FAR_OFF),
    )
    rows = rows.inner_join(asked, rows.request == asked.ehcr_ehcp_request_id)
    rows = rows.select("from_on", "until_on", send_id=asked.ehcr_send_table_id)
    rows = rows.inner_join(send, rows.send_id == send.send_table_id)
    return rows.select("from_on", "until_on", child_id=send.send_person_id)


def in_need_in_march(tables):
    """Children who on the 31 March before the end of a period were in need, and neither on a
    child protection plan nor looked after, with whoever was responsible that day."""
    days = tables["days"]
    day = days.on_day
    has_come = (day.month() > 3) | ((day.month() == 3) & (day.day() == 31))
    marches = days.select(census_on=ibis.date(day.year() - number(~has_come), 3, 31)).distinct()
    need = tables["need_episodes"]
    rows = marches.inner_join(
        need, [need.from_on <= marches.census_on, need.until_on > marches.census_on]
    )
    rows = rows.select("census_on", "child_id", "record_key", "started_on", on_day="census_on")
    plan, care = tables["plans"], tables["care_periods"]
    rows = _without(rows, plan, plan.from_on)
    rows = _without(rows, care, care.first_on)
    return with_unit(rows, tables).drop("on_day")


def _without(rows, spells, from_on):
    """Those of whom none of the spells was open on the day."""
    there = spells.select(there_child="child_id", there_from=from_on, there_until="until_on")
    open_then = rows.inner_join(
        there,
        [
            rows.child_id == there.there_child,
            there.there_from <= rows.census_on,
            there.there_until > rows.census_on,
        ],
    ).select("census_on", "child_id")
    return rows.anti_join(open_then, ["census_on", "child_id"])


SPELLS = {
    "attendance_so_far": attendance_so_far,
    "education_plans": education_plans,
    "in_need_in_march": in_need_in_march,
}
