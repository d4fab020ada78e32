"""Annex A, lists 1 to 7, field by field: people, early help, need and protection."""

from lineofsight.journey.annex_a_keys import (
    CHILD,
    EMERGENCY,
    ICPC_KEY,
    ICPC_ON,
    PLAN_KEY,
    REFERRAL,
    S47_ON,
    TEAM,
    WORKER,
    day_key,
    flag,
)
from lineofsight.journey.telling import Made, Telling, child_day_key

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
            "cont_contact_id": day_key("contact"),
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
            "earl_episode_id": day_key("earlyhelp"),
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
            "ehas_assessment_id": day_key("earlyhelp"),
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
            "cina_assessment_id": day_key("assessment"),
            "cina_person_id": CHILD,
            "cina_referral_id": REFERRAL,
            "cina_assessment_start_date": "continuous_assessment_start_date",
            "cina_assessment_child_seen": flag("child_seen_during_continuous_assessment"),
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
            "s47e_s47_enquiry_id": day_key("s47"),
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
            "icpc_s47_enquiry_id": day_key("s47"),
            "icpc_person_id": CHILD,
            "icpc_cp_plan_id": Made(
                f"CASE WHEN ({CHILD}, {ICPC_ON}) IN (SELECT ({CHILD}, on_day) FROM "
                f"child_protection) THEN concat_ws('-', 'cpplan', {CHILD}, "
                f"strftime({ICPC_ON}, '%Y%m%d')) END",
                "the plan of list 7 that began on the day of the conference",
            ),
            "icpc_referral_id": REFERRAL,
            "icpc_icpc_date": ICPC_ON,
            "icpc_icpc_outcome_cp_flag": flag(
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
            "cinp_cin_plan_id": day_key("cinplan"),
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
            "cppv_cp_visit_seen_alone": flag("was_the_child_seen_alone"),
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
