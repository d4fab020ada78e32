"""Annex A, field by field: which list and field each column of the journey comes from."""

from lineofsight.journey.annex_a_workers import WHO_IS_RESPONSIBLE
from lineofsight.journey.telling import Made, Telling, child_day_key

CHILD = "child_unique_id"
S47_ON = "strategy_discussion_initiating_section_47_enquiry_start_date"
ICPC_ON = "date_of_initial_child_protection_conference"
REFERRAL = Made("referral_id", "the child's latest referral on or before that day, if still open")
TEAM = Made("team_id", "the id of the team of that name", "allocated_team")
WORKER = Made("worker_id", "the id of the worker of that name", "allocated_worker")


def _key(prefix: str) -> Made:
    return Made(
        f"concat_ws('-', '{prefix}', {CHILD}, strftime(on_day, '%Y%m%d'), nth)",
        f"made of the word “{prefix}”, the child, the day, and which of the day's it is",
    )


def _flag(field: str, note: str = "Y or N; unknown is empty") -> Made:
    return Made(f"CASE WHEN {field} IN ('Y', 'N') THEN {field} END", note, field)


PLAN_KEY = Made(
    f"concat_ws('-', 'cpplan', {CHILD}, strftime(on_day, '%Y%m%d'))",
    "made of the word “cpplan”, the child and the day",
)
PERIOD_KEY = Made(
    f"concat_ws('-', 'care', {CHILD}, strftime(on_day, '%Y%m%d'))",
    "made of the word “care”, the child and the day care began",
)
ICPC_KEY = child_day_key("icpc", CHILD, ICPC_ON)
EMERGENCY = (
    "subject_to_emergency_protection_order_or_protected_under_police_powers_in_last_six_months"
)
REVIEWED_ON = "date_of_latest_review_conference"
RHI_OFFERED = "was_the_child_offered_a_return_interview_after_their_last_missing_episode"
RHI_ACCEPTED = "did_the_child_accept_a_return_interview_after_their_last_missing_episode"
PLACED_ON = "start_date_of_most_recent_placement"
PLACEMENT_KEY = child_day_key("placement", CHILD, PLACED_ON)

PEOPLE = (
    Telling(
        "ssd_person",
        "people",
        {
            "pers_person_id": Made("child", "Child Unique ID of any list"),
            "pers_legacy_id": Made("child", "the same: it is the id the authority's returns use"),
            "pers_sex": Made(
                "CASE gender WHEN 'N' THEN 'I' ELSE gender END", "Gender, as most lists give it"
            ),
            "pers_ethnicity": Made(
                "ethnicity", "Ethnicity, as most lists give it; a group where only that is given"
            ),
            "pers_dob": Made(
                "CASE WHEN date_of_birth <= as_at() THEN date_of_birth END",
                "Date of Birth, as most lists give it",
            ),
            "pers_expected_dob": Made(
                "CASE WHEN date_of_birth > as_at() THEN date_of_birth END",
                "a Date of Birth after the list's day",
            ),
        },
        read_from="kept",
    ),
    *(
        Telling(
            "ssd_disability",
            name,
            {
                "disa_table_id": Made(
                    f"concat_ws('-', 'disability', {CHILD})", "one for each child"
                ),
                "disa_person_id": CHILD,
                "disa_disability_code": Made(
                    f"CASE max(does_the_child_have_a_disability) OVER (PARTITION BY {CHILD}) "
                    "WHEN 'Y' THEN 'a) Yes' WHEN 'N' THEN 'NONE' END",
                    "`a) Yes` (the kind is not told) or NONE; no row where unknown",
                    "does_the_child_have_a_disability",
                ),
            },
            needs=(CHILD,),
            where="does_the_child_have_a_disability IN ('Y', 'N')",
        )
        for name in (
            "assessments",
            "section_47",
            "children_in_need",
            "child_protection",
            "children_in_care",
            "care_leavers",
            "adoptions",
        )
    ),
    *(
        Telling(
            "ssd_immigration_status",
            name,
            {
                "immi_immigration_status_id": Made(f"concat_ws('-', 'uasc', {CHILD})", "one each"),
                "immi_person_id": CHILD,
                "immi_immigration_status": Made("'UASC'", "where the field says yes", field),
            },
            needs=(CHILD,),
            where=f"{field} = 'Y'",
        )
        for name, field in (
            ("children_in_care", "unaccompanied_asylum_seeking_child_within_the_last_12_months"),
            (
                "care_leavers",
                "unaccompanied_asylum_seeking_child_or_formerly_uasc_if_18_or_over",
            ),
        )
    ),
)

EARLY_HELP_TO_NEED = (
    Telling(
        "ssd_contacts",
        "contacts",
        {
            "cont_contact_id": _key("contact"),
            "cont_person_id": CHILD,
            "cont_contact_date": "date_of_contact",
            "cont_contact_source_code": "contact_source",
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "ssd_early_help_episodes",
        "early_help_assessments",
        {
            "earl_episode_id": _key("earlyhelp"),
            "earl_person_id": CHILD,
            "earl_episode_start_date": "assessment_start_date",
            "earl_episode_end_date": Made(
                "assessment_completion_date", "of the assessment", "assessment_completion_date"
            ),
            "earl_episode_organisation": "organisation_completing_assessment",
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "own_early_help_assessments",
        "early_help_assessments",
        {
            "ehas_assessment_id": _key("earlyhelp"),
            "ehas_person_id": CHILD,
            "ehas_assessment_start_date": "assessment_start_date",
            "ehas_assessment_completed_date": "assessment_completion_date",
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "ssd_cin_episodes",
        "referrals",
        {
            "cine_referral_id": Made(
                "referral_id",
                "the id known for the child's referral of that day; otherwise made of the word"
                " “referral”, the child, the day, and which of the day's it is",
            ),
            "cine_person_id": CHILD,
            "cine_referral_date": "date_of_referral",
            "cine_referral_source_code": "referral_source",
            "cine_referral_nfa": "referral_nfa",
            "cine_close_date": Made(
                "CASE WHEN referral_nfa = 'Y' OR referral_id NOT IN (FROM led_to_need) "
                "THEN on_day END",
                "the day of the referral, where no episode of need on list 6 followed from it",
            ),
            "cine_referral_team": TEAM,
            "cine_referral_worker_id": WORKER,
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "ssd_cin_episodes",
        "children_in_need",
        {
            "cine_referral_id": Made("referral_id", "the referral the need began with, or its own"),
            "cine_person_id": CHILD,
            "cine_referral_date": Made(
                "CASE WHEN is_tied THEN (SELECT min(on_day) FROM still_open s "
                "WHERE s.id = referral_id) ELSE on_day END",
                "the referral's day; where no referral is known, the start of need",
                "cin_start_date",
            ),
            "cine_cin_primary_need_code": "primary_need_code",
            "cine_close_date": "cin_closure_date",
            "cine_close_reason": "reason_for_closure",
            "cine_referral_team": TEAM,
            "cine_referral_worker_id": WORKER,
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "ssd_cin_assessments",
        "assessments",
        {
            "cina_assessment_id": _key("assessment"),
            "cina_person_id": CHILD,
            "cina_referral_id": REFERRAL,
            "cina_assessment_start_date": "continuous_assessment_start_date",
            "cina_assessment_child_seen": _flag("child_seen_during_continuous_assessment"),
            "cina_assessment_auth_date": "continuous_assessment_date_of_authorisation",
            "cina_assessment_outcome_nfa": Made(
                "CASE was_the_child_assessed_as_requiring_la_childrens_social_care_support "
                "WHEN 'Y' THEN 'N' WHEN 'N' THEN 'Y' END",
                "the contrary of needing the authority's support",
                "was_the_child_assessed_as_requiring_la_childrens_social_care_support",
            ),
            "cina_assessment_team": TEAM,
            "cina_assessment_worker_id": WORKER,
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "ssd_s47_enquiry",
        "section_47",
        {
            "s47e_s47_enquiry_id": _key("s47"),
            "s47e_referral_id": REFERRAL,
            "s47e_person_id": CHILD,
            "s47e_s47_start_date": S47_ON,
            "s47e_s47_outcome_json": Made(
                "CASE was_an_initial_child_protection_conference_deemed_unnecessary "
                "WHEN 'Y' THEN '{\"OUTCOME_CP_CONFERENCE_FLAG\": \"N\"}' "
                "WHEN 'N' THEN '{\"OUTCOME_CP_CONFERENCE_FLAG\": \"Y\"}' END",
                "whether a conference was needed",
                "was_an_initial_child_protection_conference_deemed_unnecessary",
            ),
            "s47e_s47_completed_by_worker_id": WORKER,
            "s47e_s47_completed_by_team": TEAM,
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "ssd_initial_cp_conference",
        "section_47",
        {
            "icpc_icpc_id": ICPC_KEY,
            "icpc_s47_enquiry_id": _key("s47"),
            "icpc_person_id": CHILD,
            "icpc_cp_plan_id": Made(
                f"CASE WHEN ({CHILD}, {ICPC_ON}) IN (SELECT ({CHILD}, on_day) FROM "
                f"child_protection) THEN concat_ws('-', 'cpplan', {CHILD}, "
                f"strftime({ICPC_ON}, '%Y%m%d')) END",
                "the plan of list 7 that began on the day of the conference",
            ),
            "icpc_referral_id": REFERRAL,
            "icpc_icpc_date": ICPC_ON,
            "icpc_icpc_outcome_cp_flag": _flag(
                "did_the_initial_child_protection_conference_result_in_a_child_protection_plan"
            ),
            "icpc_icpc_team": TEAM,
            "icpc_icpc_worker_id": WORKER,
        },
        needs=(CHILD, "on_day", ICPC_ON),
    ),
    Telling(
        "ssd_cin_plans",
        "children_in_need",
        {
            "cinp_cin_plan_id": _key("cinplan"),
            "cinp_referral_id": Made("referral_id", "the referral the need began with"),
            "cinp_person_id": CHILD,
            "cinp_cin_plan_start_date": Made(
                "on_day", "the start of need: the plan's own is not told", "cin_start_date"
            ),
            "cinp_cin_plan_end_date": "cin_closure_date",
            "cinp_cin_plan_team": TEAM,
            "cinp_cin_plan_worker_id": WORKER,
        },
        needs=(CHILD, "on_day"),
        where="case_status LIKE 'c)%'",
    ),
    Telling(
        "ssd_cin_visits",
        "children_in_need",
        {
            "cinv_cin_visit_id": child_day_key("seen", CHILD, "date_child_was_last_seen"),
            "cinv_person_id": CHILD,
            "cinv_cin_visit_date": "date_child_was_last_seen",
            "cinv_cin_visit_seen": Made("'Y'", "the field is the day the child was seen"),
        },
        needs=(CHILD, "date_child_was_last_seen"),
    ),
)

PROTECTION = (
    Telling(
        "ssd_cp_plans",
        "child_protection",
        {
            "cppl_cp_plan_id": PLAN_KEY,
            "cppl_referral_id": REFERRAL,
            "cppl_icpc_id": Made(
                f"CASE WHEN ({CHILD}, on_day) IN (SELECT ({CHILD}, {ICPC_ON}) FROM section_47) "
                f"THEN concat_ws('-', 'icpc', {CHILD}, strftime(on_day, '%Y%m%d')) END",
                "the conference of list 5 on the day the plan began",
            ),
            "cppl_person_id": CHILD,
            "cppl_cp_plan_start_date": "child_protection_plan_start_date",
            "cppl_cp_plan_end_date": "child_protection_plan_end_date",
            "cppl_cp_plan_initial_category": "initial_category_of_abuse",
            "cppl_cp_plan_ola": Made("'N'", "list 7 has the authority's own plans"),
            "cppl_cp_plan_latest_category": "latest_category_of_abuse",
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "own_emergency_protection",
        "child_protection",
        {
            "empr_statement_id": Made(
                f"concat_ws('-', 'emergency', {CHILD}, strftime(as_at(), '%Y%m%d'))",
                "made of the word “emergency”, the child and the day of the list",
            ),
            "empr_person_id": CHILD,
            "empr_stated_date": Made("as_at()", "the day of the list"),
            "empr_in_last_six_months": Made(
                f"max({EMERGENCY}) OVER (PARTITION BY {CHILD})",
                "Y or N; Y if any row of the child says so",
                EMERGENCY,
            ),
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "ssd_cp_visits",
        "child_protection",
        {
            "cppv_cp_visit_id": child_day_key("cpvisit", CHILD, "date_of_the_last_statutory_visit"),
            "cppv_person_id": CHILD,
            "cppv_cp_plan_id": PLAN_KEY,
            "cppv_cp_visit_date": "date_of_the_last_statutory_visit",
            "cppv_cp_visit_seen_alone": _flag("was_the_child_seen_alone"),
        },
        needs=(CHILD, "on_day", "date_of_the_last_statutory_visit"),
    ),
    Telling(
        "ssd_cp_reviews",
        "child_protection",
        {
            "cppr_cp_review_id": child_day_key(
                "cpreview", CHILD, "date_of_latest_review_conference"
            ),
            "cppr_person_id": CHILD,
            "cppr_cp_plan_id": PLAN_KEY,
            "cppr_cp_review_date": "date_of_latest_review_conference",
        },
        needs=(CHILD, "on_day", "date_of_latest_review_conference"),
    ),
)

IN_CARE = (
    Telling(
        "ssd_cla_episodes",
        "children_in_care",
        {
            "clae_cla_episode_id": PERIOD_KEY,
            "clae_person_id": CHILD,
            "clae_cla_episode_start_date": Made(
                "on_day", "the period of care as one episode", "date_started_to_be_looked_after"
            ),
            "clae_cla_episode_start_reason": Made("'S'", "started to be looked after"),
            "clae_cla_primary_need_code": "childs_category_of_need",
            "clae_cla_episode_ceased_date": "date_ceased_to_be_looked_after",
            "clae_cla_episode_ceased_reason": "reason_ceased_to_be_looked_after",
            "clae_cla_id": PERIOD_KEY,
            "clae_cla_placement_id": PLACEMENT_KEY,
            "clae_entered_care_date": "date_started_to_be_looked_after",
            "clae_cla_last_iro_contact_date": "date_of_last_iro_visit_contact_to_the_child",
        },
        needs=(CHILD, "on_day"),
    ),
    Telling(
        "ssd_cla_placement",
        "children_in_care",
        {
            "clap_cla_placement_id": PLACEMENT_KEY,
            "clap_cla_placement_start_date": PLACED_ON,
            "clap_cla_placement_type": "placement_type",
            "clap_cla_placement_urn": "urn_of_placement",
            "clap_cla_id": PERIOD_KEY,
            "clap_cla_placement_provider": "placement_provider",
            "clap_cla_placement_postcode": "placement_postcode",
            "clap_cla_placement_end_date": Made(
                "date_ceased_to_be_looked_after",
                "the end of care; otherwise open",
                "date_ceased_to_be_looked_after",
            ),
            "clap_person_id": CHILD,
        },
        needs=(CHILD, "on_day", PLACED_ON),
    ),
    Telling(
        "ssd_legal_status",
        "children_in_care",
        {
            "lega_legal_status_id": child_day_key(
                "legal", CHILD, "start_date_of_current_legal_status"
            ),
            "lega_person_id": CHILD,
            "lega_legal_status": "childs_legal_status",
            "lega_legal_status_start_date": "start_date_of_current_legal_status",
            "lega_legal_status_end_date": Made(
                "date_ceased_to_be_looked_after",
                "the end of care; otherwise open",
                "date_ceased_to_be_looked_after",
            ),
        },
        needs=(CHILD, "start_date_of_current_legal_status"),
    ),
    Telling(
        "ssd_cla_reviews",
        "children_in_care",
        {
            "clar_cla_review_id": child_day_key("review", CHILD, "date_of_latest_statutory_review"),
            "clar_cla_id": PERIOD_KEY,
            "clar_cla_review_date": "date_of_latest_statutory_review",
            "clar_cla_review_cancelled": Made("'N'", "the field is the day one was held"),
        },
        needs=(CHILD, "on_day", "date_of_latest_statutory_review"),
    ),
    Telling(
        "ssd_cla_visits",
        "children_in_care",
        {
            "clav_cla_visit_id": child_day_key("visit", CHILD, "date_of_last_social_work_visit"),
            "clav_cla_id": PERIOD_KEY,
            "clav_person_id": CHILD,
            "clav_cla_visit_date": "date_of_last_social_work_visit",
        },
        needs=(CHILD, "on_day", "date_of_last_social_work_visit"),
    ),
    *(
        Telling(
            "ssd_cla_health",
            "children_in_care",
            {
                "clah_health_check_id": child_day_key(prefix, CHILD, field),
                "clah_person_id": CHILD,
                "clah_health_check_type": Made(f"'{kind}'", "which field it is"),
                "clah_health_check_date": field,
            },
            needs=(CHILD, field),
        )
        for prefix, kind, field in (
            ("health", "Health assessment", "date_of_last_health_assessment"),
            ("dental", "Dental check", "date_of_last_dental_check"),
        )
    ),
    Telling(
        "ssd_missing",
        "children_in_care",
        {
            "miss_table_id": Made(
                f"concat_ws('-', 'missing', {CHILD}, strftime(as_at(), '%Y%m%d'))",
                "made of the word “missing”, the child and the day of the list",
            ),
            "miss_person_id": CHILD,
            "miss_missing_episode_type": Made(
                "'M'", "the list says “missing”; it has neither the day nor the end"
            ),
            "miss_missing_rhi_offered": _flag(RHI_OFFERED),
            "miss_missing_rhi_accepted": _flag(RHI_ACCEPTED),
        },
        needs=(CHILD, RHI_OFFERED),
    ),
    Telling(
        "ssd_cla_care_plan",
        "children_in_care",
        {
            "lacp_table_id": Made(
                f"concat_ws('-', 'careplan', {CHILD}, strftime(on_day, '%Y%m%d'))",
                "one for each period of care",
            ),
            "lacp_person_id": CHILD,
            "lacp_cla_care_plan_json": Made(
                "json_object('permanence_plan', what_is_the_permanence_plan_for_this_child)",
                "the permanence plan, in JSON",
                "what_is_the_permanence_plan_for_this_child",
            ),
        },
        needs=(CHILD, "on_day", "what_is_the_permanence_plan_for_this_child"),
    ),
)

AFTER_CARE = (
    Telling(
        "ssd_care_leavers",
        "care_leavers",
        {
            "clea_table_id": Made(f"concat_ws('-', 'careleaver', {CHILD})", "one for each"),
            "clea_person_id": CHILD,
            "clea_care_leaver_eligibility": "eligibility_category",
            "clea_care_leaver_in_touch": "la_in_touch",
            "clea_care_leaver_latest_contact": "latest_date_of_contact",
            "clea_care_leaver_accommodation": "type_of_accommodation",
            "clea_care_leaver_accom_suitable": "suitability_of_accommodation",
            "clea_care_leaver_activity": "activity_status",
            "clea_pathway_plan_review_date": "latest_pathway_plan_review_date",
            "clea_care_leaver_personal_advisor": "allocated_personal_advisor",
            "clea_care_leaver_allocated_team": TEAM,
            "clea_care_leaver_worker_id": WORKER,
        },
        needs=(CHILD,),
    ),
    Telling(
        "ssd_permanence",
        "adoptions",
        {
            "perm_table_id": Made(
                f"concat_ws('-', 'permanence', {CHILD}, coalesce(strftime(on_day, '%Y%m%d'), ''))",
                "made of the word “permanence”, the child and the day of the decision",
            ),
            "perm_person_id": CHILD,
            "perm_adm_decision_date": "date_of_decision_that_child_should_be_placed_for_adoption",
            "perm_placement_order_date": "date_of_placement_order",
            "perm_placed_for_adoption_date": "date_placed_for_adoption",
            "perm_matched_date": "date_of_matching_child_and_prospective_adopters",
            "perm_placed_ffa_cp_date": (
                "date_the_child_was_placed_for_fostering_in_ffa_or_concurrent_planning_placement"
            ),
            "perm_decision_reversed_date": (
                "date_of_decision_that_child_should_no_longer_be_placed_for_adoption"
            ),
            "perm_decision_reversed_reason": "reason_why_child_no_longer_placed_for_adoption",
            "perm_permanence_order_date": "date_of_adoption_order",
            "perm_permanence_order_type": Made(
                "CASE WHEN date_of_adoption_order IS NOT NULL THEN 'Adoption' END",
                "adoption, where an order was made",
            ),
        },
        needs=(CHILD,),
    ),
    Telling(
        "ssd_family",
        "adoptions",
        {
            "fami_table_id": Made(f"concat_ws('-', 'family', {CHILD})", "one for each child"),
            "fami_family_id": "family_identifier",
            "fami_person_id": CHILD,
        },
        needs=(CHILD, "family_identifier"),
    ),
)

ADOPTERS = (
    Telling(
        "own_adopters",
        "adopters",
        {
            "adpt_adopter_id": "individual_adopter_identifier",
            "adpt_family_id": "family_identifier",
            "adpt_enquiry_date": "date_enquiry_received",
            "adpt_stage_1_start_date": "date_stage_1_started",
            "adpt_stage_1_end_date": "date_stage_1_ended",
            "adpt_stage_2_start_date": "date_stage_2_started",
            "adpt_stage_2_end_date": "date_stage_2_ended",
            "adpt_approved_date": "date_application_approved",
            "adpt_matched_date": "date_adopter_matched_with_child",
            "adpt_placed_date": "date_child_children_placed_with_adopter",
            "adpt_adoption_order_date": "date_of_adoption_order",
            "adpt_left_date": "date_of_leaving_adoption_process",
            "adpt_left_reason": "reason_for_leaving_adoption_process",
        },
        needs=("individual_adopter_identifier",),
    ),
)

TELLINGS: tuple[Telling, ...] = (
    *PEOPLE,
    *EARLY_HELP_TO_NEED,
    *PROTECTION,
    *IN_CARE,
    *AFTER_CARE,
    *ADOPTERS,
    *WHO_IS_RESPONSIBLE,
)
