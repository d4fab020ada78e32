"""Days that cannot both be right: an end before its start, a day that has not come, an event
before birth or before what led to it."""

from collections.abc import Callable
from functools import lru_cache

from lineofsight.journey import TABLES
from lineofsight.later import ibis
from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.records import born, with_birth
from lineofsight.quality.model import Severity

CORRECT = "Correct whichever date is wrong."
WEEKS_BEFORE_BIRTH = 40
# Code, table, what ends before it starts.
SPELLS = (
    ("J301", "ssd_cin_episodes", "The case was closed before the referral."),
    ("J302", "ssd_cin_assessments", "The assessment was authorised before it started."),
    ("J303", "ssd_s47_enquiry", "The section 47 enquiry ended before it started."),
    ("J304", "ssd_cin_plans", "The child in need plan ended before it started."),
    ("J305", "ssd_cp_plans", "The child protection plan ended before it started."),
    ("J306", "ssd_cla_episodes", "The episode of care ceased before it started."),
    ("J307", "ssd_cla_placement", "The placement ended before it started."),
    ("J308", "ssd_missing", "The child came back before going missing."),
    ("J309", "ssd_involvements", "The worker left the case before taking it."),
)
# Code, table, what lies in the future.
TO_COME = (
    ("J310", "ssd_contacts", "The contact"),
    ("J311", "ssd_cin_episodes", "The referral"),
    ("J312", "ssd_cp_visits", "The visit"),
    ("J313", "ssd_cin_visits", "The visit"),
    ("J314", "ssd_cla_visits", "The visit"),
)


def _ended(table: str) -> Callable:
    declared = TABLES[table]

    def rows(t):
        of = getattr(t, table)
        return of.filter(of[declared.starts_on].notnull() & of[declared.ends_on].notnull())

    return rows


def _backwards(table: str) -> Callable:
    declared = TABLES[table]

    def find(rows, t):
        return rows.filter(rows[declared.ends_on] < rows[declared.starts_on])

    return find


for _code, _table, _wrong in SPELLS:
    _fields = (f"{_table}.{TABLES[_table].ends_on}", f"{_table}.{TABLES[_table].starts_on}")
    rule(_code, f"{_wrong} {CORRECT}", *_fields, among=_ended(_table))(_backwards(_table))


@lru_cache
def dated(table: str) -> Callable:
    day = TABLES[table].dated_by

    def rows(t):
        of = getattr(t, table)
        return of.filter(of[day].notnull())

    return rows


def _to_come(table: str) -> Callable:
    day = TABLES[table].dated_by

    def find(rows, t):
        return rows.filter(rows[day] > t.as_at)

    return find


for _code, _table, _what in TO_COME:
    rule(
        _code,
        f"{_what} lies in the future, after the day of the records. Correct its date.",
        f"{_table}.{TABLES[_table].dated_by}",
        among=dated(_table),
    )(_to_come(_table))


def _of_known_birth(table: str) -> Callable:
    def rows(t):
        return dated(table)(t).semi_join(born(t).filter(lambda p: p.born_on.notnull()), "child")

    return rows


@rule("J320", f"Care started before the child was born. {CORRECT}",
      "ssd_cla_episodes.clae_cla_episode_start_date", "ssd_person.pers_dob",
      among=_of_known_birth("ssd_cla_episodes"))  # fmt: skip
def care_before_birth(rows, t):
    found = with_birth(rows, t)
    return found.filter(found.clae_cla_episode_start_date < found.born_on)


@rule("J321", f"The referral was made more than {WEEKS_BEFORE_BIRTH} weeks before the child was"
      f" born. {CORRECT}", "ssd_cin_episodes.cine_referral_date", "ssd_person.pers_dob",
      among=_of_known_birth("ssd_cin_episodes"))  # fmt: skip
def referral_before_pregnancy(rows, t):
    found = with_birth(rows, t)
    earliest = found.born_on - ibis.interval(weeks=WEEKS_BEFORE_BIRTH)
    return found.filter(found.cine_referral_date < earliest)


def of_a_referral(t):
    """Assessments that say which referral they are of."""
    rows = dated("ssd_cin_assessments")(t)
    return rows.semi_join(t.ssd_cin_episodes, rows.cina_referral_id == _key(t))


def _key(t):
    return t.ssd_cin_episodes.cine_referral_id


@rule("J322", f"The assessment started before the referral it is of. {CORRECT}",
      "ssd_cin_assessments.cina_assessment_start_date", "ssd_cin_episodes.cine_referral_date",
      among=of_a_referral)  # fmt: skip
def assessed_before_referral(rows, t):
    made = t.ssd_cin_episodes.select("cine_referral_id", "cine_referral_date")
    found = rows.inner_join(made, rows.cina_referral_id == made.cine_referral_id)
    return found.filter(found.cina_assessment_start_date < found.cine_referral_date)


def _with_plan(rows, plan: str, t):
    plans = t.ssd_cp_plans.select(
        "cppl_cp_plan_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"
    )
    return rows.inner_join(plans, rows[plan] == plans.cppl_cp_plan_id)


def visits_of_a_plan(t):
    rows = dated("ssd_cp_visits")(t)
    return rows.semi_join(t.ssd_cp_plans, rows.cppv_cp_plan_id == t.ssd_cp_plans.cppl_cp_plan_id)


@rule("J323", "The visit lies before or after the child protection plan it is recorded for. Correct"
      " its date, or the plan.", "ssd_cp_visits.cppv_cp_visit_date",
      "ssd_cp_plans.cppl_cp_plan_start_date", "ssd_cp_plans.cppl_cp_plan_end_date",
      among=visits_of_a_plan, severity=Severity.QUERY)  # fmt: skip
def visit_outside_its_plan(rows, t):
    found = _with_plan(rows, "cppv_cp_plan_id", t)
    return found.filter(_is_outside(found, found.cppv_cp_visit_date))


def reviews_of_a_plan(t):
    rows = dated("ssd_cp_reviews")(t)
    return rows.semi_join(t.ssd_cp_plans, rows.cppr_cp_plan_id == t.ssd_cp_plans.cppl_cp_plan_id)


@rule("J324", "The review conference lies before or after the child protection plan it is of."
      " Correct its date, or the plan.", "ssd_cp_reviews.cppr_cp_review_date",
      "ssd_cp_plans.cppl_cp_plan_start_date", "ssd_cp_plans.cppl_cp_plan_end_date",
      among=reviews_of_a_plan)  # fmt: skip
def review_outside_its_plan(rows, t):
    found = _with_plan(rows, "cppr_cp_plan_id", t)
    return found.filter(_is_outside(found, found.cppr_cp_review_date))


def _is_outside(found, day):
    ended = (day > found.cppl_cp_plan_end_date).fill_null(False)
    return (day < found.cppl_cp_plan_start_date) | ended
