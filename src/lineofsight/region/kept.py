"""What of a record goes to a region, and as what. What is not named here does not go.

Of texts, numbers that tie records together go as pseudonyms; codes that a definition or a rule
reads go as they are, but for values that read like somebody's own words (`texts`).
"""

from enum import StrEnum

from lineofsight.journey import TABLES, Table


class Treatment(StrEnum):
    AS_IT_IS = "as it is"
    PSEUDONYM = "pseudonym"
    MONTH = "month"
    LEFT_OUT = "left out"


MONTHS = frozenset({"pers_dob", "pers_expected_dob"})
"""Days of birth: for ages, the month. A child who was ever looked after keeps the day, because
what is owed to care leavers is counted from birthdays."""

CODES = frozenset(
    """
    pers_sex pers_ethnicity pers_send_flag pers_is_mother
    disa_disability_code immi_immigration_status
    cont_contact_source_code cont_contact_outcome_json
    earl_episode_reason earl_episode_end_reason
    cine_cin_primary_need_code cine_referral_source_code cine_referral_outcome_json
    cine_referral_nfa cine_close_reason
    cina_assessment_child_seen cina_assessment_outcome_json cina_assessment_outcome_nfa
    cinf_assessment_factors_json s47e_s47_nfa s47e_s47_outcome_json
    icpc_icpc_transfer_in icpc_icpc_outcome_cp_flag icpc_icpc_outcome_json
    cinv_cin_visit_seen cinv_cin_visit_seen_alone cinv_cin_visit_bedroom
    cppl_cp_plan_initial_category cppl_cp_plan_latest_category cppl_cp_plan_ola
    cppr_cp_review_outcome_continue_cp cppr_cp_review_quorate cppr_cp_review_participation
    cppv_cp_visit_seen cppv_cp_visit_seen_alone cppv_cp_visit_bedroom
    prep_pre_pro_outcome prep_legal_gateway_outcome prep_pre_pro_parents_legal_rep
    prep_parents_legal_rep_point_of_issue prep_care_proc_short_notice
    clae_cla_episode_start_reason clae_cla_primary_need_code clae_cla_episode_ceased_reason
    clap_cla_placement_type clap_cla_placement_provider clap_cla_placement_change_reason
    lega_legal_status clar_cla_review_cancelled clar_cla_review_participation
    clav_cla_visit_seen clav_cla_visit_seen_alone
    clah_health_check_type clah_health_check_status clai_immunisations_status
    clas_substance_misused clas_intervention_received csdq_sdq_reason
    lapp_previous_permanence_option
    perm_adopted_by_carer_flag perm_part_of_sibling_group perm_permanence_order_type
    perm_decision_reversed_reason perm_adopter_sex perm_adopter_legal_status
    perm_number_of_adopters
    miss_missing_episode_type miss_missing_rhi_offered miss_missing_rhi_accepted
    clea_care_leaver_eligibility clea_care_leaver_in_touch clea_care_leaver_accommodation
    clea_care_leaver_accom_suitable clea_care_leaver_activity
    prof_professional_job_title prof_agency_worker_flag
    invo_professional_role_id invo_worker_change_reason
    ehcr_ehcp_req_outcome ehca_ehcp_assessment_outcome ehca_ehcp_assessment_exceptions
    ehcn_named_plan_ceased_reason empr_in_last_six_months adpt_left_reason
    rag_rating final_order approval_kind filled_by is_case_holder stage is_extended outcome
    sector is_good_or_better
    """.split()
)

LEFT_OUT = frozenset(
    """
    pers_forename pers_surname pers_gender pers_common_child_id pers_legacy_id pers_upn_unknown
    pers_death_date pers_nationality
    link_identifier_type link_identifier_value addr_address_type addr_address_postcode
    voch_explained_worries voch_story_help_understand voch_agree_worker voch_plan_safe
    voch_tablet_help_explain
    cont_contact_source_desc cine_referral_source_desc earl_episode_organisation
    prep_court_reference prep_proc_short_notice_reason prep_la_inital_plan_approved
    prep_la_initial_care_plan prep_la_final_plan_approved prep_la_final_care_plan
    clap_cla_placement_postcode clac_cla_conviction_offence lacp_cla_care_plan_json
    lapp_previous_permanence_la
    dept_team_name dept_team_parent_name
    prof_staff_id prof_professional_name prof_social_worker_registration_no
    send_upn send_uln send_upn_unknown
    """.split()
)

REFERENCES = frozenset(
    """
    cine_referral_team cina_assessment_team s47e_s47_completed_by_team icpc_icpc_team
    cinp_cin_plan_team invo_professional_team prof_professional_department
    clap_cla_placement_urn perm_placement_provider_urn clea_care_leaver_personal_advisor
    clea_care_leaver_allocated_team
    """.split()
)
"""Columns that tie records together though their names do not end in `_id`."""


DAYS = frozenset(
    """
    link_valid_from_date link_valid_to_date addr_address_start_date addr_address_end_date
    immi_immigration_status_start_date immi_immigration_status_end_date cont_contact_date
    earl_episode_start_date earl_episode_end_date cine_referral_date cine_close_date
    cina_assessment_start_date cina_assessment_auth_date s47e_s47_start_date s47e_s47_end_date
    icpc_icpc_target_date icpc_icpc_date cinp_cin_plan_start_date cinp_cin_plan_end_date
    cinv_cin_visit_date cppl_cp_plan_start_date cppl_cp_plan_end_date cppr_cp_review_due
    cppr_cp_review_date cppv_cp_visit_date prep_pre_pro_decision_date
    prep_initial_pre_pro_meeting_date prep_agree_stepdown_issue_date prep_pre_pro_letter_date
    prep_care_pro_letter_date clae_cla_episode_start_date clae_cla_episode_ceased_date
    clae_entered_care_date clae_cla_last_iro_contact_date clap_cla_placement_start_date
    clap_cla_placement_end_date lega_legal_status_start_date lega_legal_status_end_date
    clar_cla_review_due_date clar_cla_review_date clav_cla_visit_date clah_health_check_date
    clai_immunisations_status_date clas_substance_misuse_date clac_cla_conviction_date
    csdq_sdq_completed_date lacp_cla_care_plan_start_date lacp_cla_care_plan_end_date
    lapp_previous_permanence_order_date perm_adm_decision_date perm_ffa_cp_decision_date
    perm_placement_order_date perm_placed_for_adoption_date perm_matched_date
    perm_placed_ffa_cp_date perm_decision_reversed_date perm_placed_foster_carer_date
    perm_permanence_order_date miss_missing_episode_start_date miss_missing_episode_end_date
    clea_care_leaver_latest_contact clea_pathway_plan_review_date invo_involvement_start_date
    invo_involvement_end_date ehcr_ehcp_req_date ehcr_ehcp_req_outcome_date
    ehca_ehcp_assessment_outcome_date ehcn_named_plan_start_date ehcn_named_plan_ceased_date
    ehas_assessment_start_date ehas_assessment_completed_date asre_review_date empr_stated_date
    adpt_enquiry_date adpt_stage_1_start_date adpt_stage_1_end_date adpt_stage_2_start_date
    adpt_stage_2_end_date adpt_approved_date adpt_matched_date adpt_placed_date
    adpt_adoption_order_date adpt_left_date received_on decided_on held_on report_shared_on
    recorded_on happened_on from_on to_on results_on issued_on final_order_on started_on
    ended_on returned_on interview_offered_on requested_on given_from given_until approved_on
    extended_until visited_on notified_on month_ending left_on closed_on panel_on
    panel_report_on allegation_on referred_on strategy_meeting_on due_on completed_on
    """.split()
)
"""Days of events, which go as they are: durations are what is counted."""

COUNTS = frozenset(
    """
    prep_cp_plans_referral_period prep_prev_pre_proc_child prep_prev_care_proc_child
    prep_pre_pro_meetings_num prep_care_proc_court_hearings clap_cla_placement_distance
    csdq_sdq_score perm_siblings_placed_together perm_siblings_placed_apart
    prof_professional_caseload prof_full_time_equivalency received_hours decided_hours
    sessions_possible sessions_missed attainment_8 returned_hours interview_offered_hours
    full_time_equivalent days_lost caseload_limit
    """.split()
)
"""Numbers, hours, scores, distances. None of them is a number that stands for somebody."""

AS_THEY_ARE = {"text": CODES, "date": DAYS, "whole": COUNTS, "number": COUNTS}


def treatment_of(table: Table, column: str) -> Treatment:
    """What becomes of a column. One of which nothing is said here is left out, of whatever kind."""
    if column in LEFT_OUT:
        return Treatment.LEFT_OUT
    if column in MONTHS:
        return Treatment.MONTH
    kind = table.columns[column]
    if column in AS_THEY_ARE[kind]:
        return Treatment.AS_IT_IS
    if kind == "text" and (column.endswith("_id") or column in REFERENCES):
        return Treatment.PSEUDONYM
    return Treatment.LEFT_OUT


def left_out() -> dict[str, frozenset[str]]:
    """Table → its columns that no region has."""
    return {
        name: frozenset(c for c in table.columns if treatment_of(table, c) == Treatment.LEFT_OUT)
        for name, table in TABLES.items()
    }


NEEDS_MORE = {
    "EH05": "It tells organisations apart, which are left out.",
    "PER03": "It reads texts of care plans, which are left out.",
    "PLC06": "It looks at postcodes, which are left out.",
    "PLC07": "It looks at postcodes, which are left out.",
    "PLC08": "It looks at postcodes, which are left out.",
}
"""Indicators whose figure would be another one without what is left out: a region has none."""
