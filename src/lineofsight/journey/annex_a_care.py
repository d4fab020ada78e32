"""Annex A, lists 8 to 11, field by field: in care, after care, adoption."""

from lineofsight.journey.annex_a_keys import (
    CHILD,
    PERIOD_KEY,
    PLACED_ON,
    PLACEMENT_KEY,
    RHI_ACCEPTED,
    RHI_OFFERED,
    TEAM,
    WORKER,
    flag,
)
from lineofsight.journey.telling import Made, Telling, child_day_key

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
            "miss_missing_rhi_offered": flag(RHI_OFFERED),
            "miss_missing_rhi_accepted": flag(RHI_ACCEPTED),
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
