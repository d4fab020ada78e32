"""What came onto the record late, and what should be on it by now.

That something was recorded late is known from the loads: an earlier one spoke for the day of the
event and did not list it. Where there was no earlier load nobody can say, and the rule is not run.
"""

from collections.abc import Callable

from lineofsight.journey import TABLES
from lineofsight.later import ibis
from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.order_of_days import dated
from lineofsight.quality.journey.records import code, open_rows
from lineofsight.quality.model import Severity

QUERY = Severity.QUERY
# Code, table, what was recorded late, days within which it is to be on the record.
LATE = (
    ("J801", "ssd_cin_episodes", "referral", 10),
    ("J802", "ssd_cin_assessments", "assessment", 10),
    ("J803", "ssd_cp_visits", "visit", 10),
    ("J804", "ssd_cin_visits", "visit", 10),
    ("J805", "ssd_cla_episodes", "episode of care", 5),
    ("J806", "ssd_cla_visits", "visit", 10),
)


def _spoken_for(table: str) -> Callable:
    """Rows of days that some load before the last one spoke for, and of that last one."""
    day = TABLES[table].dated_by

    def rows(t):
        of = dated(table)(t)
        spans = _spans(t, table)
        began = spans.aggregate(began_on=spans.known_on.min(), since=spans.from_on.min())
        found = of.cross_join(began)
        told_before = (found.began_on < t.as_at) & (found[day] >= found.since)
        since_then = found.known_from > found.began_on
        earlier = found[day] > found.began_on
        return found.filter(told_before & (since_then | earlier)).drop("began_on", "since")

    return rows


def _spans(t, table: str):
    return t.spoken.filter(t.spoken.spoken_table == table)


def _recorded_late(table: str) -> Callable:
    day = TABLES[table].dated_by

    def find(rows, t):
        spans = _spans(t, table)
        missed = rows.inner_join(
            spans,
            [
                rows[day] >= spans.from_on,
                rows[day] + ibis.interval(days=t.limit) <= spans.to_on,
                rows.known_from > spans.known_on,
            ],
        )
        return rows.semi_join(missed.select("row"), "row")

    return find


for _code, _table, _what, _days in LATE:
    rule(
        _code,
        f"The {_what} was recorded more than {{limit}} days after it happened: a load before did"
        " not have it yet. See that it is recorded sooner.",
        f"{_table}.{TABLES[_table].dated_by}",
        among=_spoken_for(_table),
        severity=QUERY,
        limit=_days,
    )(_recorded_late(_table))


def expected(t):
    rows = t.ssd_person
    return rows.filter(rows.pers_expected_dob.notnull())


@rule("J810", "The child should have been born more than {limit} days ago, and there is no date of"
      " birth. Enter it, or close the record.", "ssd_person.pers_dob",
      "ssd_person.pers_expected_dob", among=expected, limit=28)  # fmt: skip
def birth_overdue(rows, t):
    due = rows.pers_expected_dob + ibis.interval(days=t.limit)
    return rows.filter(rows.pers_dob.isnull() & (due < t.as_at))


def reviews_due(t):
    rows = t.ssd_cla_reviews
    held = code(rows.clar_cla_review_cancelled).fill_null("N") != "Y"
    return rows.filter(rows.clar_cla_review_due_date.notnull() & held)


@rule("J811", "The review was due more than {limit} days ago, and nothing says that it was held or"
      " cancelled. Enter which.", "ssd_cla_reviews.clar_cla_review_date",
      "ssd_cla_reviews.clar_cla_review_due_date", among=reviews_due, limit=20)  # fmt: skip
def review_not_entered(rows, t):
    due = rows.clar_cla_review_due_date + ibis.interval(days=t.limit)
    return rows.filter(rows.clar_cla_review_date.isnull() & (due < t.as_at))


def conferences_due(t):
    rows = t.ssd_initial_cp_conference
    return rows.filter(rows.icpc_icpc_target_date.notnull())


@rule("J812", "The initial conference was due more than {limit} days ago, and nothing says that it"
      " was held. Enter when it was, or that there was none.",
      "ssd_initial_cp_conference.icpc_icpc_date",
      "ssd_initial_cp_conference.icpc_icpc_target_date", among=conferences_due,
      limit=20)  # fmt: skip
def conference_not_entered(rows, t):
    due = rows.icpc_icpc_target_date + ibis.interval(days=t.limit)
    return rows.filter(rows.icpc_icpc_date.isnull() & (due < t.as_at))


@rule("J813", "The section 47 enquiry began more than {limit} days ago and has no end. Enter it.",
      "ssd_s47_enquiry.s47e_s47_end_date", among=open_rows("ssd_s47_enquiry"),
      limit=60)  # fmt: skip
def enquiry_not_ended(rows, t):
    return rows.filter(rows.s47e_s47_start_date < t.as_at - ibis.interval(days=t.limit))


@rule("J814", "The child went missing more than {limit} days ago and is not recorded as back. Enter"
      " the day, or see that the alarm still holds.",
      "ssd_missing.miss_missing_episode_end_date", among=open_rows("ssd_missing"),
      limit=14)  # fmt: skip
def return_not_entered(rows, t):
    gone = rows.miss_missing_episode_start_date
    return rows.filter(gone < t.as_at - ibis.interval(days=t.limit))
