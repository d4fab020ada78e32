"""Annex A, told in the journey: Ofsted's lists of the last six months.

`annex_a_lists` says how teams, workers and referrals are made out. Beyond that:

* “Latest” dates (visits, reviews, checks) give one event each; successive files add up.
* A child's sex, ethnicity and day of birth are those most of the lists give; where lists
  differ the rows are named as problems. A day of birth after the day of the list is an
  expected one. What the lists call neither is `I`, as in the dataset.
* A referral that did not lead to an episode of need closes on its own day: list 6 has
  everybody who was in need, and it is not there.
* The worker and team named now are taken to have been responsible since the child's
  current need, plan or care began, unless an earlier file named others.
* List 11 is about adopters, not children: it has a table of its own, without what tells who
  they are.
"""

from collections.abc import Mapping
from datetime import date

import duckdb
import pyarrow as pa

from lineofsight.intake.submission import Problem
from lineofsight.journey.annex_a_lists import PRIORITY, prepare
from lineofsight.journey.annex_a_tellings import TELLINGS
from lineofsight.journey.model import Coverage, CoverageKind, Origin, Untold
from lineofsight.journey.telling import given, tell
from lineofsight.periods import add_months
from lineofsight.returns import RETURNS

ANNEX_A = RETURNS["annex_a"]
MONTHS_BACK = 6
MONTHS_BACK_ADOPTION = 12

ORIGINS: tuple[Origin, ...] = tuple(o for telling in TELLINGS for o in telling.origins())
UNTOLD = (
    Untold("ssd_person", "names, death, nationality, whether a mother, other identifiers"),
    Untold("ssd_disability", "the kind of disability: only whether there is one"),
    Untold("ssd_contacts", "the outcome; which referral it led to; repeats on one day"),
    Untold("ssd_early_help_episodes", "the reason, the worker, whether it is an episode at all"),
    Untold("ssd_cin_episodes", "the need and closing of a referral that is not on list 6"),
    Untold("ssd_cin_assessments", "factors found; the date of the child being seen"),
    Untold("ssd_s47_enquiry", "its end"),
    Untold("ssd_initial_cp_conference", "the target day; transfers in; conferences not yet held"),
    Untold("ssd_cin_plans", "the plan's own start; earlier plans of a child"),
    Untold("ssd_cin_visits", "any but the last time the child was seen; seen alone or not"),
    Untold(
        "ssd_cp_plans",
        "another authority's plans; of two plans in six months, the first;"
        " the number of earlier plans stays with the return",
    ),
    Untold("ssd_cp_visits", "any but the last visit"),
    Untold("ssd_cp_reviews", "any but the latest review; when it was due; its outcome"),
    Untold("ssd_cla_episodes", "episodes within a period of care"),
    Untold(
        "ssd_cla_placement",
        "earlier placements, reasons for change, distance; whether it lies"
        " outside the authority stays with the return",
    ),
    Untold("ssd_legal_status", "earlier legal statuses"),
    Untold("ssd_cla_reviews", "any but the latest review; participation; when it was due"),
    Untold("ssd_cla_visits", "any but the last visit; whether the child was seen"),
    Untold("ssd_cla_health", "any but the last check of each kind"),
    Untold("ssd_cla_care_plan", "when the plan was made"),
    Untold(
        "ssd_missing",
        "single episodes: list 8 has their number in twelve months only, which"
        " stays with the return; of the last one, only whether an interview was offered and"
        " accepted, without its day",
    ),
    Untold("ssd_immigration_status", "when it began and ended"),
    Untold("ssd_permanence", "the adopters, the siblings, permanence other than adoption"),
    Untold("own_adopters", "those who had no contact with the agency for twelve months; a team"),
    Untold("ssd_involvements", "when the worker became responsible; earlier workers"),
    Untold("ssd_department", "the service a team belongs to"),
)

_SPANS: tuple[tuple[str, str, CoverageKind, int], ...] = (
    ("contacts", "ssd_contacts", CoverageKind.EVENTS, MONTHS_BACK),
    ("early_help_assessments", "ssd_early_help_episodes", CoverageKind.SPELLS, MONTHS_BACK),
    ("early_help_assessments", "own_early_help_assessments", CoverageKind.SPELLS, MONTHS_BACK),
    ("referrals", "ssd_cin_episodes", CoverageKind.EVENTS, MONTHS_BACK),
    ("assessments", "ssd_cin_assessments", CoverageKind.SPELLS, MONTHS_BACK),
    ("section_47", "ssd_s47_enquiry", CoverageKind.EVENTS, MONTHS_BACK),
    ("section_47", "ssd_initial_cp_conference", CoverageKind.EVENTS, MONTHS_BACK),
    ("children_in_need", "ssd_cin_episodes", CoverageKind.LATEST_SPELLS, MONTHS_BACK),
    ("children_in_need", "ssd_cin_plans", CoverageKind.LATEST_SPELLS, 0),
    ("children_in_need", "ssd_cin_visits", CoverageKind.LATEST, MONTHS_BACK),
    ("child_protection", "ssd_cp_plans", CoverageKind.LATEST_SPELLS, MONTHS_BACK),
    ("child_protection", "own_emergency_protection", CoverageKind.EVENTS, 0),
    ("child_protection", "ssd_cp_visits", CoverageKind.LATEST, MONTHS_BACK),
    ("child_protection", "ssd_cp_reviews", CoverageKind.LATEST, MONTHS_BACK),
    ("children_in_care", "ssd_cla_episodes", CoverageKind.LATEST_SPELLS, MONTHS_BACK),
    ("children_in_care", "ssd_cla_placement", CoverageKind.LATEST_SPELLS, 0),
    ("children_in_care", "ssd_legal_status", CoverageKind.LATEST_SPELLS, 0),
    ("children_in_care", "ssd_cla_reviews", CoverageKind.LATEST, MONTHS_BACK),
    ("children_in_care", "ssd_cla_visits", CoverageKind.LATEST, MONTHS_BACK),
    ("children_in_care", "ssd_cla_health", CoverageKind.LATEST, MONTHS_BACK),
    ("children_in_care", "ssd_missing", CoverageKind.LATEST, 0),
    ("children_in_care", "ssd_cla_care_plan", CoverageKind.LATEST, 0),
    ("children_in_care", "ssd_immigration_status", CoverageKind.LATEST, 0),
    ("care_leavers", "ssd_care_leavers", CoverageKind.SPELLS, 0),
    ("adoptions", "ssd_permanence", CoverageKind.LATEST, MONTHS_BACK_ADOPTION),
    ("adoptions", "ssd_family", CoverageKind.LATEST, MONTHS_BACK_ADOPTION),
    ("adopters", "own_adopters", CoverageKind.LATEST, MONTHS_BACK_ADOPTION),
)


def tell_annex_a(
    submission, known: Mapping[str, pa.Table]
) -> tuple[dict[str, pa.Table], tuple[Coverage, ...], list[Problem]]:
    """`known` gives the ids of teams and workers met before, the referrals that needs
    began with, and who was responsible so far."""
    lists = {name for name in ANNEX_A.by_name if name in submission.tables}
    with duckdb.connect() as database:
        given(database, ANNEX_A, submission.tables)
        database.execute(f"CREATE MACRO as_at() AS DATE '{submission.as_at.isoformat()}'")
        prepare(database, lists, known)
        tables = tell(database, TELLINGS, lists | {"people", "teams", "workers", "responsible"})
        problems = _differing(database) + _needs_without_referral(database, submission.as_at)
    return tables, _coverage(lists, submission.as_at), problems


def _coverage(lists: set[str], as_at: date) -> tuple[Coverage, ...]:
    spans = [
        Coverage(table, add_months(as_at, -months), as_at, kind)
        for name, table, kind, months in _SPANS
        if name in lists
    ]
    spans += [
        Coverage(name, as_at, as_at, CoverageKind.FACTS)
        for name in ("ssd_person", "ssd_disability")
    ]
    if lists & set(PRIORITY):
        spans.append(Coverage("ssd_involvements", as_at, as_at, CoverageKind.LATEST))
    return tuple(spans)


def _differing(database: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Rows that give a child another day of birth, sex or ethnicity than the one kept."""
    problems = []
    for column, published in (
        ("date_of_birth", "Date of Birth"),
        ("gender", "Gender"),
        ("ethnicity", "Ethnicity"),
    ):
        rows = database.execute(f"""
            SELECT list_name, row_id FROM people p JOIN kept k USING (child)
            WHERE p.{column} <> k.{column} ORDER BY list, row_id
        """).fetchall()
        problems += [
            Problem(
                "",
                ANNEX_A.by_name[name].title,
                row,
                published,
                "lists_differ",
                "another row gives this child a different value; the one given most often is used.",
                "Put it right in the case system, so that every list says the same.",
            )
            for name, row in rows
        ]
    return problems


def _needs_without_referral(database: duckdb.DuckDBPyConnection, as_at: date) -> list[Problem]:
    since = add_months(as_at, -MONTHS_BACK)
    rows = database.execute(
        "SELECT row_id FROM children_in_need WHERE NOT is_tied AND on_day >= ? "
        "AND EXISTS (FROM referrals) ORDER BY row_id",
        [since],
    ).fetchall()
    return [
        Problem(
            "",
            ANNEX_A.by_name["children_in_need"].title,
            row,
            "CIN Start Date",
            "no_referral",
            "the child's need began in the six months, and list 3 has no referral for it that"
            " was taken up; the start of need is used as the day of the referral.",
            "See whether list 3 is complete, or the start of need is right.",
        )
        for (row,) in rows
    ]
