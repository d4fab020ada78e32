"""SSDA903, told in the journey: a year of children looked after, to 31 March.

* An episode belongs to the period of care of the one before, if it begins on the day that
  one ended and that one ended with X1. The period's id is made of the child and its first
  day; where the file begins in the middle of a period, the id known from the year before.
* A placement begins with an episode whose reason is S, P, T, B or U and goes on through
  changes of legal status alone; a legal status goes on through changes of placement.
* A day of ceasing is the day the next one begins: the first on which it is over.
* OC2 says what was so in the year, without days. Scores, convictions and substance misuse
  are dated by the year's last day; health checks have no day, only whether they were up
  to date on it.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from lineofsight.intake.submission import Problem
from lineofsight.journey.model import Coverage, CoverageKind, Origin, Untold
from lineofsight.journey.schema import TABLES
from lineofsight.journey.ssda903_tellings import TELLINGS
from lineofsight.journey.telling import given, tell
from lineofsight.periods import add_months
from lineofsight.returns import RETURNS

SSDA903 = RETURNS["ssda903"]
ORIGINS: tuple[Origin, ...] = tuple(o for telling in TELLINGS for o in telling.origins())
UNTOLD = (
    Untold("ssd_person", "names, nationality, death other than as the end of care"),
    Untold("ssd_address", "the home postcode stays with the return"),
    Untold("ssd_cla_placement", "distance, which is worked out from postcodes"),
    Untold("ssd_cla_visits", "visits are not collected"),
    Untold("ssd_cla_reviews", "when it was due; reviews that were cancelled"),
    Untold("ssd_cla_health", "the days of the checks"),
    Untold("ssd_sdq_scores", "the day of the questionnaire"),
    Untold("ssd_cla_convictions", "the day, the number and the offence"),
    Untold("ssd_missing", "times of day; return interviews"),
    Untold("ssd_permanence", "placement orders, siblings, the worker"),
    Untold("ssd_care_leavers", "eligibility, the adviser, the day of contact"),
    Untold("ssd_department", "teams are not collected"),
)
_SPANS: tuple[tuple[str, str, CoverageKind], ...] = (
    ("header", "ssd_person", CoverageKind.FACTS),
    ("header", "ssd_linked_identifiers", CoverageKind.FACTS),
    ("episodes", "ssd_cla_episodes", CoverageKind.SPELLS),
    ("episodes", "ssd_cla_placement", CoverageKind.SPELLS),
    ("episodes", "ssd_legal_status", CoverageKind.SPELLS),
    ("reviews", "ssd_cla_reviews", CoverageKind.EVENTS),
    ("uasc", "ssd_immigration_status", CoverageKind.LATEST),
    ("oc2", "ssd_sdq_scores", CoverageKind.EVENTS),
    ("oc2", "ssd_cla_convictions", CoverageKind.EVENTS),
    ("oc2", "ssd_cla_substance_misuse", CoverageKind.EVENTS),
    ("oc2", "ssd_cla_health", CoverageKind.LATEST),
    ("oc2", "ssd_cla_immunisations", CoverageKind.FACTS),
    ("oc3", "ssd_care_leavers", CoverageKind.FACTS),
    ("ad1", "ssd_permanence", CoverageKind.LATEST),
    ("placed_adoption", "ssd_permanence", CoverageKind.LATEST),
    ("prev_perm", "ssd_cla_previous_permanence", CoverageKind.FACTS),
    ("missing", "ssd_missing", CoverageKind.SPELLS),
    ("sw_episodes", "ssd_involvements", CoverageKind.SPELLS),
)


def tell_ssda903(
    submission, known: Mapping[str, pa.Table]
) -> tuple[dict[str, pa.Table], tuple[Coverage, ...], list[Problem]]:
    """`known` gives the periods, placements and legal statuses that were going on when the
    year began."""
    lists = {name for name in SSDA903.by_name if name in submission.tables}
    year_end = (
        date(submission.collection_year, 3, 31) if submission.collection_year else submission.as_at
    )
    with duckdb.connect() as database:
        given(database, SSDA903, submission.tables)
        database.execute(f"CREATE MACRO year_end() AS DATE '{year_end.isoformat()}'")
        _prepare(database, known)
        problems = _without_a_period(database, lists)
        tables = tell(database, TELLINGS, lists)
    start = add_months(year_end, -12) + timedelta(days=1)
    coverage = tuple(
        Coverage(table, start, year_end, kind) for name, table, kind in _SPANS if name in lists
    )
    return tables, tuple(dict.fromkeys(coverage)), problems


def _prepare(database: duckdb.DuckDBPyConnection, known: Mapping[str, pa.Table]) -> None:
    for name in ("ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status"):
        database.register("known_rows", known.get(name, TABLES[name].empty()))
        database.execute(f"CREATE TABLE known_{name} AS FROM known_rows")
    database.execute(_PLACED)
    of = "placed"
    for name in ("period", "placement", "legal"):
        database.execute(_grouped(of, name))
        of = f"with_{name}"
    database.execute(_IDENTIFIED)


_PLACED = """
    CREATE TABLE placed AS
    SELECT *,
        lag(dec) OVER w IS DISTINCT FROM decom OR lag(rec) OVER w IS DISTINCT FROM 'X1'
            OR rne = 'S' AS begins_period,
        begins_period OR rne IN ('S', 'P', 'T', 'B', 'U') AS begins_placement,
        begins_period OR lag(ls) OVER w IS DISTINCT FROM ls AS begins_legal,
        row_number() OVER (PARTITION BY child, decom ORDER BY row_id) AS nth
    FROM episodes WHERE child IS NOT NULL AND decom IS NOT NULL
    WINDOW w AS (PARTITION BY child ORDER BY decom, row_id)
"""


def _grouped(of: str, name: str) -> str:
    """Add the number of each run of episodes, and its first day and end."""
    return f"""
        CREATE TABLE with_{name} AS
        SELECT *, min(decom) OVER (PARTITION BY child, {name}_number) AS {name}_from,
            last_value(dec) OVER (PARTITION BY child, {name}_number ORDER BY decom, row_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS {name}_to
        FROM (SELECT *, sum(begins_{name}::INT) OVER
                (PARTITION BY child ORDER BY decom, row_id) AS {name}_number FROM {of})
    """


_IDENTIFIED = """
    CREATE TABLE identified AS
    SELECT e.*,
        coalesce(p.clae_cla_id,
            concat_ws('-', 'care', child, strftime(period_from, '%Y%m%d'))) AS period_id,
        coalesce(p.clae_entered_care_date,
            CASE first(rne) OVER period WHEN 'S' THEN period_from END) AS entered_on,
        coalesce(l.clae_cla_placement_id,
            concat_ws('-', 'placement', child, strftime(placement_from, '%Y%m%d'))) AS placement_id,
        coalesce(k.clap_cla_placement_start_date, placement_from) AS placement_began_on,
        last_value(reason_place_change) OVER (PARTITION BY child, placement_number
            ORDER BY decom, row_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            AS change_reason,
        coalesce(s.lega_legal_status_id,
            concat_ws('-', 'legal', child, strftime(legal_from, '%Y%m%d'))) AS legal_id,
        coalesce(s.lega_legal_status_start_date, legal_from) AS legal_began_on
    FROM with_legal e
    LEFT JOIN known_ssd_cla_episodes p
        ON p.clae_person_id = child AND p.clae_cla_episode_start_date = period_from
    LEFT JOIN known_ssd_cla_episodes l
        ON l.clae_person_id = child AND l.clae_cla_episode_start_date = placement_from
    LEFT JOIN known_ssd_cla_placement k ON k.clap_cla_placement_id = l.clae_cla_placement_id
    LEFT JOIN known_ssd_legal_status s
        ON s.lega_person_id = child AND s.lega_legal_status = ls
        AND s.lega_legal_status_start_date <= legal_from
        AND coalesce(s.lega_legal_status_end_date > legal_from, true)
    WINDOW period AS (PARTITION BY child, period_number ORDER BY decom, e.row_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    QUALIFY row_number() OVER (PARTITION BY e.row_id
        ORDER BY s.lega_legal_status_start_date DESC, p.clae_cla_episode_id, l.clae_cla_episode_id
    ) = 1
"""


def _without_a_period(database: duckdb.DuckDBPyConnection, lists: set[str]) -> list[Problem]:
    """Reviews on a day when, by the episodes, the child was not looked after."""
    database.execute("""
        CREATE TABLE reviews_placed AS
        SELECT r.*, CASE WHEN i.period_to IS NULL OR i.period_to >= r.review THEN i.period_id END
            AS period_id
        FROM reviews r ASOF LEFT JOIN (SELECT DISTINCT ON (child, decom) * FROM identified) i
            ON r.child = i.child AND r.review >= i.decom
    """)
    if "episodes" not in lists:
        return []
    rows = database.execute(
        "SELECT row_id FROM reviews_placed WHERE period_id IS NULL AND child IS NOT NULL "
        "AND review IS NOT NULL ORDER BY row_id"
    ).fetchall()
    return [
        Problem(
            "",
            "Reviews",
            row,
            "REVIEW",
            "outside_care",
            "the child was not looked after on the day of this review, by the episodes listed.",
            "Put the review's date right, or the episodes'.",
        )
        for (row,) in rows
    ]
