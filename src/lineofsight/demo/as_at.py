"""The records as they stood on one day, open to SQL: later events are not there, and later
endings have not come."""

from datetime import date

import duckdb

from lineofsight.demo.authority import Authority

# The day each table's rows are known from, and the days that may not have come yet.
EVENTS = {
    "ssd_contacts": "cont_contact_date",
    "ssd_early_help_episodes": "earl_episode_start_date",
    "ssd_cin_episodes": "cine_referral_date",
    "ssd_cin_assessments": "cina_assessment_start_date",
    "ssd_s47_enquiry": "s47e_s47_start_date",
    "ssd_cin_plans": "cinp_cin_plan_start_date",
    "ssd_cin_visits": "cinv_cin_visit_date",
    "ssd_cp_plans": "cppl_cp_plan_start_date",
    "ssd_cp_reviews": "cppr_cp_review_date",
    "ssd_cp_visits": "cppv_cp_visit_date",
    "ssd_cla_episodes": "clae_cla_episode_start_date",
    "ssd_cla_placement": "clap_cla_placement_start_date",
    "ssd_legal_status": "lega_legal_status_start_date",
    "ssd_cla_reviews": "clar_cla_review_date",
    "ssd_cla_visits": "clav_cla_visit_date",
    "ssd_cla_health": "clah_health_check_date",
    "ssd_sdq_scores": "csdq_sdq_completed_date",
    "ssd_missing": "miss_missing_episode_start_date",
    "ssd_permanence": "perm_adm_decision_date",
    "ssd_involvements": "invo_involvement_start_date",
    "ssd_immigration_status": "immi_immigration_status_start_date",
}
DUE = ("cppr_cp_review_due", "clar_cla_review_due_date", "icpc_icpc_target_date")
# The latest of something, as far as it is kept: no later than the day.
LATEST = (
    "clea_care_leaver_latest_contact",
    "clea_pathway_plan_review_date",
    "clae_cla_last_iro_contact_date",
    "clai_immunisations_status_date",
)
# What is emptied with a day that has not come: it is known only when the day is.
WITH_DAY = {
    "cina_assessment_auth_date": ("cina_assessment_outcome_nfa",),
    "icpc_icpc_date": ("icpc_icpc_outcome_cp_flag", "icpc_cp_plan_id"),
    "cine_close_date": ("cine_close_reason",),
    "clae_cla_episode_ceased_date": ("clae_cla_episode_ceased_reason",),
    "clap_cla_placement_end_date": ("clap_cla_placement_change_reason",),
    "s47e_s47_end_date": ("s47e_s47_nfa",),
}


def open_as_at(authority: Authority, day: date) -> duckdb.DuckDBPyConnection:
    """A view for each table, named as it is without `ssd_`; `as_at()` gives the day."""
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute(f"CREATE MACRO as_at() AS DATE '{day.isoformat()}'")
    connection.execute(
        "CREATE MACRO age_at(born, day) AS date_diff('year', born, day)"
        " - CASE WHEN strftime(born, '%m%d') > strftime(day, '%m%d') THEN 1 ELSE 0 END"
    )
    for name, table in authority.tables.items():
        connection.register(f"all_{name}", table)
        dates = [f.name for f in table.schema if str(f.type).startswith("date")]
        changes = {n: f"CASE WHEN {n} <= as_at() THEN {n} END" for n in dates if n not in DUE}
        changes |= {n: f"least({n}, as_at())" for n in dates if n in LATEST}
        for day_column, others in WITH_DAY.items():
            if day_column in dates:
                changes |= {n: f"CASE WHEN {day_column} <= as_at() THEN {n} END" for n in others}
        if name == "ssd_person":
            changes.pop("pers_expected_dob")
        replaced = ", ".join(f"{expression} AS {n}" for n, expression in changes.items())
        chosen = f"* REPLACE ({replaced})" if replaced else "*"
        happened = EVENTS.get(name)
        # A start that is missing is a fault of the record: the row is there all the same.
        where = f"WHERE {happened} <= as_at() OR {happened} IS NULL" if happened else ""
        connection.execute(
            f"CREATE VIEW {name.removeprefix('ssd_')} AS SELECT {chosen} FROM all_{name} {where}"
        )
    return connection
