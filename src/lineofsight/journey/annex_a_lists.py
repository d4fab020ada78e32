"""Annex A's lists made ready: numbered, teams and workers given ids, needs tied to referrals.

What the lists leave open, and what is done about it:

* Teams and workers have names only. A name that is known already keeps its id; a new one
  gets the name itself in small letters and hyphens. Two workers of one name are one.
* Nothing says which referral an assessment, enquiry or plan followed from: it is the
  child's latest on or before that day which had not closed before it.
* List 6 dates the start of need, list 3 the referral. A start belongs to the child's
  latest referral on or before it that was taken up, in this file or known before;
  otherwise it stands for the referral, whose own day is not told.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from lineofsight.journey.schema import TABLES

DATED_BY = {
    "contacts": "date_of_contact",
    "early_help_assessments": "assessment_start_date",
    "referrals": "date_of_referral",
    "assessments": "continuous_assessment_start_date",
    "section_47": "strategy_discussion_initiating_section_47_enquiry_start_date",
    "children_in_need": "cin_start_date",
    "child_protection": "child_protection_plan_start_date",
    "children_in_care": "date_started_to_be_looked_after",
    "care_leavers": "date_of_birth",
    "adoptions": "date_of_decision_that_child_should_be_placed_for_adoption",
}
WITH_TEAM = (
    "referrals",
    "assessments",
    "section_47",
    "children_in_need",
    "child_protection",
    "children_in_care",
    "care_leavers",
)
FOLLOWS_A_REFERRAL = ("assessments", "section_47", "child_protection")
PRIORITY = ("children_in_care", "child_protection", "children_in_need", "care_leavers")
"""Whose worker is the child's, of several lists that name one."""
SAID = ("gender", "ethnicity", "date_of_birth")
ENDED_BY = {
    "children_in_care": "date_ceased_to_be_looked_after",
    "child_protection": "child_protection_plan_end_date",
    "children_in_need": "cin_closure_date",
    "care_leavers": "NULL::DATE",
}


def prepare(
    database: duckdb.DuckDBPyConnection, lists: set[str], known: Mapping[str, pa.Table]
) -> None:
    """Add to each list `nth`, `on_day`, and where they apply `team_id`, `worker_id` and
    `referral_id`; make `people`, `teams`, `workers`, `referral_days`, `responsible`."""
    for name in ("ssd_department", "ssd_professionals", "ssd_cin_episodes", "ssd_involvements"):
        database.register("known_rows", known.get(name, TABLES[name].empty()))
        database.execute(f"CREATE TABLE known_{name} AS FROM known_rows")
    database.execute(
        "CREATE MACRO slug(name) AS "
        "trim(regexp_replace(lower(strip_accents(name)), '[^a-z0-9]+', '-', 'g'), '-')"
    )
    for name, day in DATED_BY.items():
        database.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT *, {day} AS on_day, row_number() OVER "
            f"(PARTITION BY child_unique_id, {day} ORDER BY row_id) AS nth FROM {name}"
        )
    _name_units(database, "teams", "allocated_team", "ssd_department")
    _name_units(database, "workers", "allocated_worker", "ssd_professionals")
    for name in WITH_TEAM:
        database.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT l.*, t.id AS team_id, w.id AS worker_id "
            f"FROM {name} l LEFT JOIN teams t ON t.name = l.allocated_team "
            "LEFT JOIN workers w ON w.name = l.allocated_worker"
        )
    _tie_to_referrals(database, "children_in_need" in lists)
    _people(database)
    _responsible(database)


def _name_units(database, units: str, column: str, known: str) -> None:
    key, name = {
        "teams": ("dept_team_id", "dept_team_name"),
        "workers": ("prof_professional_id", "prof_professional_name"),
    }[units]
    names = " UNION ".join(f"SELECT {column} AS name FROM {each}" for each in WITH_TEAM)
    database.execute(f"""
        CREATE TABLE {units} AS
        SELECT n.name, coalesce(k.id, slug(n.name)) AS id, k.id IS NULL AS is_new
        FROM ({names}) n LEFT JOIN (
            SELECT slug({name}) AS slug, min({key}) AS id FROM known_{known}
            GROUP BY 1 HAVING count(DISTINCT {key}) = 1
        ) k ON k.slug = slug(n.name)
        WHERE slug(n.name) <> ''
    """)


def _tie_to_referrals(database, has_needs: bool) -> None:
    database.execute("""
        CREATE OR REPLACE TABLE referrals AS
        SELECT l.*, coalesce(k.id, concat_ws(
            '-', 'referral', child_unique_id, strftime(on_day, '%Y%m%d'), l.nth)) AS referral_id
        FROM referrals l LEFT JOIN (
            SELECT cine_person_id, cine_referral_date, cine_referral_id AS id, row_number() OVER
                (PARTITION BY cine_person_id, cine_referral_date ORDER BY cine_referral_id) AS nth
            FROM known_ssd_cin_episodes
        ) k ON k.cine_person_id = child_unique_id AND cine_referral_date = on_day AND k.nth = l.nth
    """)
    database.execute("""
        CREATE TABLE taken_up AS
        SELECT child_unique_id AS child, on_day, referral_id AS id
        FROM referrals WHERE on_day IS NOT NULL AND referral_nfa IS DISTINCT FROM 'Y'
        UNION
        SELECT cine_person_id, cine_referral_date, cine_referral_id FROM known_ssd_cin_episodes
        WHERE cine_referral_nfa IS DISTINCT FROM 'Y' AND cine_referral_date IS NOT NULL
    """)
    database.execute("""
        CREATE TABLE still_open AS
        SELECT t.child, t.on_day, min(t.id) AS id, min(k.cine_close_date) AS closed_on
        FROM taken_up t LEFT JOIN known_ssd_cin_episodes k ON k.cine_referral_id = t.id
        GROUP BY ALL
    """)
    made = "concat_ws('-', 'referral', l.child_unique_id, strftime(l.on_day, '%Y%m%d'), 1)"
    is_tied = "r.closed_on IS NULL OR r.closed_on >= l.on_day OR r.closed_on = r.on_day"
    database.execute(f"""
        CREATE OR REPLACE TABLE children_in_need AS
        SELECT l.*, CASE WHEN r.id IS NOT NULL AND ({is_tied}) THEN r.id ELSE {made} END
            AS referral_id, r.id IS NOT NULL AND ({is_tied}) AS is_tied
        FROM children_in_need l ASOF LEFT JOIN still_open r
            ON l.child_unique_id = r.child AND l.on_day >= r.on_day
    """)
    database.execute("""
        INSERT INTO still_open
        SELECT child_unique_id, on_day, referral_id, cin_closure_date FROM children_in_need
        WHERE NOT is_tied AND on_day IS NOT NULL
    """)
    for name in FOLLOWS_A_REFERRAL:
        database.execute(f"""
            CREATE OR REPLACE TABLE {name} AS
            SELECT l.*, CASE WHEN {is_tied} THEN r.id END AS referral_id
            FROM {name} l ASOF LEFT JOIN still_open r
                ON l.child_unique_id = r.child AND l.on_day >= r.on_day
        """)
    listed = "SELECT referral_id FROM children_in_need" if has_needs else "SELECT id FROM taken_up"
    database.execute(f"CREATE TABLE led_to_need AS {listed}")


def _people(database) -> None:
    """`people`: every mention of a child; `kept`: what is believed of each."""
    columns = f"child_unique_id AS child, {', '.join(SAID)}, row_id"
    mentions = " UNION ALL ".join(
        f"SELECT {n} AS list, '{name}' AS list_name, {columns} FROM {name}"
        for n, name in enumerate(DATED_BY, start=1)
    )
    database.execute(f"CREATE TABLE people AS FROM ({mentions}) WHERE child IS NOT NULL")
    kept = " ".join(f"LEFT JOIN ({_most_given(column)}) USING (child)" for column in SAID)
    database.execute(f"CREATE TABLE kept AS FROM (SELECT DISTINCT child FROM people) AS p {kept}")


def _most_given(column: str) -> str:
    """Each child's value that most rows give; of several, the one listed first."""
    return f"""
        SELECT child, {column} FROM (
            SELECT child, {column}, count(*) AS rows, min((list, row_id)) AS listed
            FROM people WHERE {column} IS NOT NULL GROUP BY child, {column}
        ) QUALIFY row_number() OVER (PARTITION BY child ORDER BY rows DESC, listed) = 1
    """


def _responsible(database) -> None:
    """One team and worker for each child, from the first of the lists in `PRIORITY` that
    has the child, preferring rows that have not ended."""
    rows = " UNION ALL ".join(
        f"SELECT {n} AS list, child_unique_id AS child, team_id, worker_id, "
        f"{'NULL::DATE' if name == 'care_leavers' else 'on_day'} AS began_on, "
        f"{ENDED_BY[name]} AS ended_on FROM {name}"
        for n, name in enumerate(PRIORITY)
    )
    database.execute(f"""
        CREATE TABLE responsible AS FROM ({rows})
        WHERE child IS NOT NULL AND (team_id IS NOT NULL OR worker_id IS NOT NULL)
        QUALIFY row_number() OVER (
            PARTITION BY child ORDER BY ended_on IS NOT NULL, list, began_on DESC
        ) = 1
    """)
