"""The children in need census, told in the journey: the year to 31 March.

* The census has no identifiers below the child. Keys are made of the child, the day and,
  of several on a day, a number in the order of the file.
* Every row knows its parents by intake's numbers of the file's blocks, so an assessment,
  enquiry or plan belongs to the episode it stands in.
* A conference stands both on the episode and on the enquiry that led to it: the same day
  of the same child is one conference. One on the episode alone is told too (a transfer
  in, or an enquiry of an earlier year).
* Team and worker are not collected.
"""

from datetime import date, timedelta

import duckdb
import pyarrow as pa

from lineofsight.intake.submission import Problem
from lineofsight.journey.model import Coverage, CoverageKind, Origin, Untold
from lineofsight.journey.telling import Made, Telling, given, numbered_key, tell
from lineofsight.periods import add_months
from lineofsight.returns import RETURNS

CIN = RETURNS["cin"]
CHILD = "la_child_id"
NUMBERS = ("child_number", "cin_details_number", "assessment_number", "cpp_number")


def _key_of(prefix: str, day: str, number: str) -> str:
    """A block's own key: its rows are counted once for each child and day."""
    return (
        f"concat_ws('-', '{prefix}', {CHILD}, strftime({day}, '%Y%m%d'), "
        f"row_number() OVER (PARTITION BY {CHILD}, {day} ORDER BY {number}))"
    )


def _parent(key: str, note: str) -> Made:
    return Made(key, note)


EPISODE = _parent("episode_key", "the episode the block stands in")
PLAN = _parent("plan_key", "the plan the review stands in")

TELLINGS: tuple[Telling, ...] = (
    Telling(
        "ssd_person",
        "child_identifiers",
        {
            "pers_person_id": CHILD,
            "pers_legacy_id": Made(CHILD, "the same: the id used in returns", CHILD),
            "pers_sex": Made(
                "coalesce(sex, CASE gender_current WHEN '1' THEN 'M' WHEN '2' THEN 'F' "
                "WHEN '9' THEN 'I' WHEN '0' THEN 'U' END)",
                "Sex; GenderCurrent (1, 2, 9, 0) up to 2023/24",
                "sex",
            ),
            "pers_ethnicity": Made(
                "ethnicity", "ChildCharacteristics.Ethnicity of the same Child block"
            ),
            "pers_dob": "person_birth_date",
            "pers_expected_dob": "expected_person_birth_date",
            "pers_death_date": "person_death_date",
            "pers_upn_unknown": "upn_unknown",
        },
        needs=(CHILD,),
        read_from="children",
    ),
    *(
        Telling(
            "ssd_linked_identifiers",
            "child_identifiers",
            {
                "link_table_id": Made(f"concat_ws('-', '{prefix}', {CHILD})", "one for each child"),
                "link_person_id": CHILD,
                "link_identifier_type": Made(f"'{kind}'", "which field it is"),
                "link_identifier_value": field,
            },
            needs=(CHILD, field),
        )
        for prefix, kind, field in (
            ("upn", "Unique Pupil Number", "upn"),
            ("formerupn", "Former Unique Pupil Number", "former_upn"),
        )
    ),
    Telling(
        "ssd_disability",
        "disabilities",
        {
            "disa_table_id": Made(
                f"concat_ws('-', 'disability', {CHILD}, disability)", "the child and the code"
            ),
            "disa_person_id": CHILD,
            "disa_disability_code": "disability",
        },
        needs=(CHILD, "disability"),
    ),
    Telling(
        "ssd_cin_episodes",
        "cin_details",
        {
            "cine_referral_id": Made("episode_key", "“referral”, the child, the day, a number"),
            "cine_person_id": CHILD,
            "cine_referral_date": "cin_referral_date",
            "cine_cin_primary_need_code": "primary_need_code",
            "cine_referral_source_code": "referral_source",
            "cine_referral_nfa": "referral_nfa",
            "cine_close_reason": "reason_for_closure",
            "cine_close_date": Made(
                "coalesce(cin_closure_date, CASE referral_nfa WHEN 'Y' THEN cin_referral_date END)",
                "a referral with no further action has none: it closes on its own day",
                "cin_closure_date",
            ),
        },
        needs=(CHILD, "cin_referral_date"),
        read_from="episodes_in_need",
    ),
    Telling(
        "ssd_cin_assessments",
        "assessments",
        {
            "cina_assessment_id": Made(
                "assessment_key", "“assessment”, the child, the day, a number"
            ),
            "cina_person_id": CHILD,
            "cina_referral_id": EPISODE,
            "cina_assessment_start_date": "assessment_actual_start_date",
            "cina_assessment_auth_date": "assessment_authorisation_date",
        },
        needs=(CHILD, "assessment_actual_start_date"),
        read_from="assessments_made",
    ),
    Telling(
        "own_assessment_reviews",
        "assessments",
        {
            "asre_assessment_id": Made("assessment_key", "the assessment that was reviewed"),
            "asre_person_id": CHILD,
            "asre_review_date": "assessment_internal_review_date",
        },
        needs=(CHILD, "assessment_actual_start_date", "assessment_internal_review_date"),
        read_from="assessments_made",
    ),
    Telling(
        "ssd_assessment_factors",
        "assessment_factors",
        {
            "cinf_table_id": Made("concat('factors-', assessment_key)", "one for each assessment"),
            "cinf_assessment_id": Made("assessment_key", "the assessment the factors stand in"),
            "cinf_assessment_factors_json": Made(
                "factors", "a JSON list of the codes", "assessment_factor"
            ),
        },
        needs=("assessment_key",),
        read_from="factors_found",
    ),
    Telling(
        "ssd_cin_plans",
        "cin_plan_dates",
        {
            "cinp_cin_plan_id": numbered_key("cinplan", CHILD, "cin_plan_start_date"),
            "cinp_referral_id": EPISODE,
            "cinp_person_id": CHILD,
            "cinp_cin_plan_start_date": "cin_plan_start_date",
            "cinp_cin_plan_end_date": "cin_plan_end_date",
        },
        needs=(CHILD, "cin_plan_start_date"),
        read_from="cin_plan_dates JOIN episode_keys USING (cin_details_number)",
    ),
    Telling(
        "ssd_s47_enquiry",
        "section_47",
        {
            "s47e_s47_enquiry_id": Made("enquiry_key", "“s47”, the child, the day, a number"),
            "s47e_referral_id": EPISODE,
            "s47e_person_id": CHILD,
            "s47e_s47_start_date": "s47_actual_start_date",
            "s47e_s47_outcome_json": Made(
                "CASE icpc_not_required WHEN 'Y' THEN '{\"OUTCOME_CP_CONFERENCE_FLAG\": \"N\"}' "
                "WHEN 'N' THEN '{\"OUTCOME_CP_CONFERENCE_FLAG\": \"Y\"}' END",
                "whether a conference was needed",
                "icpc_not_required",
            ),
        },
        needs=(CHILD, "s47_actual_start_date"),
        read_from="enquiries",
    ),
    Telling(
        "ssd_initial_cp_conference",
        "section_47",
        {
            "icpc_icpc_id": Made("conference_key", "“icpc”, the child and the day held or due"),
            "icpc_s47_enquiry_id": Made("enquiry_key", "the enquiry it stands in"),
            "icpc_person_id": CHILD,
            "icpc_referral_id": EPISODE,
            "icpc_cp_plan_id": Made("plan_key", "the episode's plan that began on that day"),
            "icpc_icpc_target_date": "initial_cpc_target",
            "icpc_icpc_date": "date_of_initial_cpc",
            "icpc_icpc_outcome_cp_flag": Made(
                "CASE WHEN date_of_initial_cpc IS NOT NULL THEN "
                "CASE WHEN plan_key IS NOT NULL THEN 'Y' ELSE 'N' END END",
                "Y where a plan of the episode began on the day of the conference",
            ),
        },
        needs=(CHILD, "conference_key"),
        where="icpc_not_required IS DISTINCT FROM 'Y' OR date_of_initial_cpc IS NOT NULL",
        read_from="conferences_of_enquiries",
    ),
    Telling(
        "ssd_initial_cp_conference",
        "cin_details",
        {
            "icpc_icpc_id": Made("conference_key", "“icpc”, the child and the day"),
            "icpc_person_id": CHILD,
            "icpc_referral_id": EPISODE,
            "icpc_cp_plan_id": Made("plan_key", "the episode's plan that began on that day"),
            "icpc_icpc_date": "date_of_initial_cpc",
            "icpc_icpc_outcome_cp_flag": Made(
                "CASE WHEN plan_key IS NOT NULL THEN 'Y' ELSE 'N' END",
                "Y where a plan of the episode began on the day of the conference",
            ),
        },
        needs=(CHILD, "date_of_initial_cpc"),
        read_from="conferences_of_episodes",
    ),
    Telling(
        "ssd_cp_plans",
        "child_protection_plans",
        {
            "cppl_cp_plan_id": Made("plan_key", "“cpplan”, the child and the day"),
            "cppl_referral_id": EPISODE,
            "cppl_person_id": CHILD,
            "cppl_cp_plan_start_date": "cpp_start_date",
            "cppl_cp_plan_end_date": "cpp_end_date",
            "cppl_cp_plan_initial_category": "initial_category_of_abuse",
            "cppl_cp_plan_latest_category": "latest_category_of_abuse",
            "cppl_cp_plan_ola": Made("'N'", "the census has the authority's own plans"),
        },
        needs=(CHILD, "cpp_start_date"),
        read_from="protection_plans",
    ),
    Telling(
        "ssd_cp_reviews",
        "reviews",
        {
            "cppr_cp_review_id": numbered_key("cpreview", CHILD, "cpp_review_date"),
            "cppr_person_id": CHILD,
            "cppr_cp_plan_id": PLAN,
            "cppr_cp_review_date": "cpp_review_date",
        },
        needs=(CHILD, "cpp_review_date"),
        read_from="reviews JOIN plan_keys USING (cpp_number)",
    ),
    Telling(
        "ssd_pre_proceedings",
        "pre_proceedings",
        {
            "prep_table_id": numbered_key("preproceedings", CHILD, "pp_start_date"),
            "prep_person_id": CHILD,
            "prep_pre_pro_decision_date": Made(
                "pp_start_date", "the start, as the decision to begin", "pp_start_date"
            ),
            "prep_initial_pre_pro_meeting_date": "initial_pp_meeting_date",
            "prep_pre_pro_outcome": "pp_outcome",
            "prep_agree_stepdown_issue_date": "step_decision_date",
            "prep_pre_pro_meetings_num": "review_meetings_count",
            "prep_pre_pro_letter_date": "lbp_sent_date",
            "prep_care_pro_letter_date": "letter_init_cp_date",
        },
        needs=(CHILD, "pp_start_date"),
    ),
)
ORIGINS: tuple[Origin, ...] = tuple(o for telling in TELLINGS for o in telling.origins())
UNTOLD = (
    Untold("ssd_person", "names, nationality, whether a mother"),
    Untold("ssd_contacts", "contacts that did not become referrals"),
    Untold("ssd_cin_assessments", "whether the child was seen; the outcome; team and worker"),
    Untold("ssd_s47_enquiry", "its end; team and worker"),
    Untold("ssd_initial_cp_conference", "transfers in; an outcome other than a plan that began"),
    Untold("ssd_cp_plans", "another authority's plans; the number of earlier plans"),
    Untold("ssd_cp_reviews", "when it was due; its outcome"),
    Untold("ssd_pre_proceedings", "court application; offers of family group meetings"),
    Untold("ssd_department", "teams and workers are not collected"),
)
_SPANS: tuple[tuple[str, str, CoverageKind], ...] = (
    ("cin_details", "ssd_cin_episodes", CoverageKind.SPELLS),
    ("assessments", "ssd_cin_assessments", CoverageKind.SPELLS),
    ("assessments", "own_assessment_reviews", CoverageKind.EVENTS),
    ("assessment_factors", "ssd_assessment_factors", CoverageKind.FACTS),
    ("cin_plan_dates", "ssd_cin_plans", CoverageKind.SPELLS),
    ("section_47", "ssd_s47_enquiry", CoverageKind.EVENTS),
    ("section_47", "ssd_initial_cp_conference", CoverageKind.EVENTS),
    ("child_protection_plans", "ssd_cp_plans", CoverageKind.SPELLS),
    ("reviews", "ssd_cp_reviews", CoverageKind.EVENTS),
    ("pre_proceedings", "ssd_pre_proceedings", CoverageKind.SPELLS),
    ("child_identifiers", "ssd_person", CoverageKind.FACTS),
    ("disabilities", "ssd_disability", CoverageKind.FACTS),
    ("child_identifiers", "ssd_linked_identifiers", CoverageKind.FACTS),
)


def tell_cin(submission, known) -> tuple[dict[str, pa.Table], tuple[Coverage, ...], list[Problem]]:
    """`known` is not needed: the census names the parents of every row itself."""
    lists = {name for name in CIN.by_name if name in submission.tables}
    with duckdb.connect() as database:
        given(database, CIN, submission.tables, numbers=NUMBERS)
        _prepare(database)
        tables = tell(database, TELLINGS, lists)
        problems = _children_twice(database)
    return tables, _coverage(lists, submission), problems


def _coverage(lists: set[str], submission) -> tuple[Coverage, ...]:
    """The census year: 1 April to the reference date, which is 31 March."""
    year_end = (
        date(submission.collection_year, 3, 31) if submission.collection_year else submission.as_at
    )
    start = add_months(year_end, -12) + timedelta(days=1)
    return tuple(
        Coverage(table, start, year_end, kind) for name, table, kind in _SPANS if name in lists
    )


def _prepare(database: duckdb.DuckDBPyConnection) -> None:
    """Give every block its key, and its parent's."""
    for made in (
        "children AS SELECT i.*, c.ethnicity FROM child_identifiers i "
        "LEFT JOIN child_characteristics c USING (child_number)",
        f"episodes_in_need AS SELECT *, {_key_of('referral', 'cin_referral_date', 'row_id')} "
        "AS episode_key FROM cin_details",
        "episode_keys AS SELECT cin_details_number, episode_key FROM episodes_in_need",
        "assessments_made AS SELECT *, "
        f"{_key_of('assessment', 'assessment_actual_start_date', 'row_id')} AS assessment_key "
        "FROM assessments JOIN episode_keys USING (cin_details_number)",
        "factors_found AS SELECT assessment_key, to_json(list(assessment_factor "
        "ORDER BY f.row_id))::VARCHAR AS factors FROM assessment_factors f JOIN assessments_made "
        "USING (assessment_number) WHERE assessment_factor IS NOT NULL GROUP BY assessment_key",
        "protection_plans AS SELECT *, "
        f"concat_ws('-', 'cpplan', {CHILD}, strftime(cpp_start_date, '%Y%m%d')) AS plan_key "
        "FROM child_protection_plans JOIN episode_keys USING (cin_details_number)",
        "plan_keys AS SELECT cpp_number, plan_key FROM protection_plans",
        "plan_days AS SELECT cin_details_number, cpp_start_date, min(plan_key) AS plan_key "
        "FROM protection_plans GROUP BY ALL",
        f"enquiries AS SELECT *, {_key_of('s47', 's47_actual_start_date', 'row_id')} "
        "AS enquiry_key FROM section_47 JOIN episode_keys USING (cin_details_number)",
        "conferences_of_enquiries AS SELECT e.*, plan_key, "
        f"concat_ws('-', 'icpc', {CHILD}, strftime(coalesce(date_of_initial_cpc, "
        "initial_cpc_target), '%Y%m%d')) AS conference_key FROM enquiries e LEFT JOIN plan_days p "
        "ON p.cin_details_number = e.cin_details_number "
        "AND p.cpp_start_date = e.date_of_initial_cpc "
        "WHERE coalesce(date_of_initial_cpc, initial_cpc_target) IS NOT NULL",
        "conferences_of_episodes AS SELECT e.*, plan_key, "
        f"concat_ws('-', 'icpc', {CHILD}, strftime(date_of_initial_cpc, '%Y%m%d')) "
        "AS conference_key FROM episodes_in_need e LEFT JOIN plan_days p "
        "ON p.cin_details_number = e.cin_details_number "
        "AND p.cpp_start_date = e.date_of_initial_cpc",
    ):
        database.execute(f"CREATE TABLE {made}")


def _children_twice(database: duckdb.DuckDBPyConnection) -> list[Problem]:
    rows = database.execute(
        f"SELECT row_id FROM child_identifiers WHERE {CHILD} IS NOT NULL "
        f"QUALIFY row_number() OVER (PARTITION BY {CHILD} ORDER BY row_id) > 1 ORDER BY row_id"
    ).fetchall()
    return [
        Problem(
            "",
            "ChildIdentifiers",
            row,
            "LAchildID",
            "child_twice",
            "an earlier Child block has the same LAchildID: both are taken as one child, and the"
            " first says who it is.",
            "Put all of a child's episodes into one Child block, or give each child its own id.",
        )
        for (row,) in rows
    ]
