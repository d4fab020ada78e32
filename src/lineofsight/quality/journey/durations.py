"""What lasts longer than it can, or than anybody would believe."""

from lineofsight.later import ibis
from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.records import born, days_between, open_rows, with_birth
from lineofsight.quality.model import Severity

QUERY = Severity.QUERY


def assessments_done(t):
    rows = t.ssd_cin_assessments
    return rows.filter(
        rows.cina_assessment_start_date.notnull() & rows.cina_assessment_auth_date.notnull()
    )


@rule("J401", "The assessment took more than {limit} days. Correct a date, or say why it took so"
      " long.", "ssd_cin_assessments.cina_assessment_auth_date",
      "ssd_cin_assessments.cina_assessment_start_date", among=assessments_done,
      severity=QUERY, limit=180)  # fmt: skip
def long_assessment(rows, t):
    took = days_between(rows.cina_assessment_start_date, rows.cina_assessment_auth_date)
    return rows.filter(took > t.limit)


@rule("J402", "The child protection plan has been open for more than {limit} days. Enter its end,"
      " or see that it is right.", "ssd_cp_plans.cppl_cp_plan_start_date",
      "ssd_cp_plans.cppl_cp_plan_end_date", among=open_rows("ssd_cp_plans"),
      severity=QUERY, limit=1095)  # fmt: skip
def long_plan(rows, t):
    return rows.filter(rows.cppl_cp_plan_start_date < t.as_at - ibis.interval(days=t.limit))


@rule("J403", "The child is said to have been missing for more than {limit} days. Correct a date,"
      " or see that it is right.", "ssd_missing.miss_missing_episode_end_date",
      "ssd_missing.miss_missing_episode_start_date", severity=QUERY, limit=90)  # fmt: skip
def long_away(rows, t):
    until = rows.miss_missing_episode_end_date.fill_null(t.as_at)
    away = days_between(rows.miss_missing_episode_start_date, until)
    return rows.filter(away > t.limit)


@rule("J404", "The police’s protection (L1) lasted for more than three days, or an emergency"
      " protection order (L2) for more than 21. Correct the dates or the legal status.",
      "ssd_legal_status.lega_legal_status_end_date", "ssd_legal_status.lega_legal_status",
      among=lambda t: _short_orders(t))  # fmt: skip
def long_order(rows, t):
    until = rows.lega_legal_status_end_date.fill_null(t.as_at)
    lasted = days_between(rows.lega_legal_status_start_date, until)
    at_most = (rows.lega_legal_status.upper().strip() == "L1").ifelse(3, 21)
    return rows.filter(lasted > at_most)


def _short_orders(t):
    rows = t.ssd_legal_status
    return rows.filter(rows.lega_legal_status.upper().strip().isin(["L1", "L2"]))


def _of_known_birth(table: str):
    def rows(t):
        known = born(t).filter(lambda people: people.born_on.notnull())
        return open_rows(table)(t).semi_join(known, "child")

    return rows


@rule("J405", "The young person is 18 or over and still in care. End the care, or correct the date"
      " of birth.", "ssd_cla_episodes.clae_cla_episode_ceased_date", "ssd_person.pers_dob",
      among=_of_known_birth("ssd_cla_episodes"))  # fmt: skip
def care_of_an_adult(rows, t):
    found = with_birth(rows, t)
    return found.filter(found.born_on <= t.as_at - ibis.interval(years=18))


@rule("J406", "The young person is 18 or over and has an open child protection plan. End the plan,"
      " or correct the date of birth.", "ssd_cp_plans.cppl_cp_plan_end_date",
      "ssd_person.pers_dob", among=_of_known_birth("ssd_cp_plans"))  # fmt: skip
def plan_of_an_adult(rows, t):
    found = with_birth(rows, t)
    return found.filter(found.born_on <= t.as_at - ibis.interval(years=18))


@rule("J407", "The person is over 25 and the case is still open. Close it, or correct the date of"
      " birth.", "ssd_cin_episodes.cine_close_date", "ssd_person.pers_dob",
      among=_of_known_birth("ssd_cin_episodes"))  # fmt: skip
def case_of_an_adult(rows, t):
    found = with_birth(rows, t)
    return found.filter(found.born_on <= t.as_at - ibis.interval(years=26))
