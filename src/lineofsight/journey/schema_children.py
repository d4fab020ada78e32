"""The tables about children in need of help and protection, up to pre-proceedings."""

from lineofsight.journey.model import Shape, Table, declared

TABLES: tuple[Table, ...] = (
    declared(
        "ssd_person",
        "Children and young people",
        "one child or young person; an unborn child has an expected day of birth only",
        Shape.FACT,
        """
        pers_person_id
        pers_forename
        pers_surname
        pers_sex
        pers_gender
        pers_ethnicity
        pers_dob date
        pers_common_child_id
        pers_legacy_id
        pers_upn_unknown
        pers_send_flag
        pers_expected_dob date
        pers_death_date date
        pers_is_mother
        pers_nationality
        """,
        person="pers_person_id",
    ),
    declared(
        "ssd_linked_identifiers",
        "Other identifiers",
        "one other number of a child, such as the unique pupil number",
        Shape.FACT,
        """
        link_table_id
        link_person_id -> ssd_person
        link_identifier_type
        link_identifier_value
        link_valid_from_date date
        link_valid_to_date date
        """,
        recognised_by=("link_person_id", "link_identifier_type", "link_identifier_value"),
    ),
    declared(
        "ssd_family",
        "Families",
        "one child in one family",
        Shape.FACT,
        """
        fami_table_id
        fami_family_id
        fami_person_id -> ssd_person
        """,
        key=("fami_family_id", "fami_person_id"),
    ),
    declared(
        "ssd_address",
        "Addresses",
        "one address of a child for a time; only its postcode is kept",
        Shape.SPELL,
        """
        addr_table_id
        addr_person_id -> ssd_person
        addr_address_type
        addr_address_start_date date
        addr_address_end_date date
        addr_address_postcode
        """,
        starts_on="addr_address_start_date",
        ends_on="addr_address_end_date",
    ),
    declared(
        "ssd_disability",
        "Disabilities",
        "one disability of a child; the code NONE says that there is none",
        Shape.FACT,
        """
        disa_table_id
        disa_person_id -> ssd_person
        disa_disability_code
        """,
        recognised_by=("disa_person_id", "disa_disability_code"),
    ),
    declared(
        "ssd_immigration_status",
        "Immigration status",
        "one status of a child for a time, such as unaccompanied asylum-seeking",
        Shape.SPELL,
        """
        immi_immigration_status_id
        immi_person_id -> ssd_person
        immi_immigration_status
        immi_immigration_status_start_date date
        immi_immigration_status_end_date date
        """,
        starts_on="immi_immigration_status_start_date",
        ends_on="immi_immigration_status_end_date",
    ),
    declared(
        "ssd_voice_of_child",
        "Voice of the child",
        "what one child said about the help they had",
        Shape.FACT,
        """
        voch_table_id
        voch_person_id -> ssd_person
        voch_explained_worries
        voch_story_help_understand
        voch_agree_worker
        voch_plan_safe
        voch_tablet_help_explain
        """,
        recognised_by=("voch_person_id",),
    ),
    declared(
        "ssd_contacts",
        "Contacts",
        "one contact about one child",
        Shape.EVENT,
        """
        cont_contact_id
        cont_person_id -> ssd_person
        cont_contact_date date
        cont_contact_source_code
        cont_contact_source_desc
        cont_contact_outcome_json
        """,
        event_on="cont_contact_date",
    ),
    declared(
        "ssd_early_help_episodes",
        "Early help",
        "one early help assessment or episode of a child",
        Shape.SPELL,
        """
        earl_episode_id
        earl_person_id -> ssd_person
        earl_episode_start_date date
        earl_episode_end_date date
        earl_episode_reason
        earl_episode_end_reason
        earl_episode_organisation
        earl_episode_worker_id -> ssd_professionals
        """,
        starts_on="earl_episode_start_date",
        ends_on="earl_episode_end_date",
    ),
    declared(
        "ssd_cin_episodes",
        "Referrals and episodes of need",
        "one referral of a child and the episode that followed it, until it closed",
        Shape.SPELL,
        """
        cine_referral_id
        cine_person_id -> ssd_person
        cine_referral_date date
        cine_cin_primary_need_code
        cine_referral_source_code
        cine_referral_source_desc
        cine_referral_outcome_json
        cine_referral_nfa
        cine_close_reason
        cine_close_date date
        cine_referral_team -> ssd_department
        cine_referral_worker_id -> ssd_professionals
        """,
        starts_on="cine_referral_date",
        ends_on="cine_close_date",
    ),
    declared(
        "ssd_cin_assessments",
        "Assessments",
        "one child and family assessment of one child",
        Shape.SPELL,
        """
        cina_assessment_id
        cina_person_id -> ssd_person
        cina_referral_id -> ssd_cin_episodes
        cina_assessment_start_date date
        cina_assessment_child_seen
        cina_assessment_auth_date date
        cina_assessment_outcome_json
        cina_assessment_outcome_nfa
        cina_assessment_team -> ssd_department
        cina_assessment_worker_id -> ssd_professionals
        """,
        starts_on="cina_assessment_start_date",
        ends_on="cina_assessment_auth_date",
    ),
    declared(
        "ssd_assessment_factors",
        "Factors found at assessment",
        "the factors of one assessment, as a JSON list of codes",
        Shape.FACT,
        """
        cinf_table_id
        cinf_assessment_id -> ssd_cin_assessments
        cinf_assessment_factors_json
        """,
        recognised_by=("cinf_assessment_id",),
    ),
    declared(
        "ssd_s47_enquiry",
        "Section 47 enquiries",
        "one enquiry about one child, from the strategy discussion that began it",
        Shape.SPELL,
        """
        s47e_s47_enquiry_id
        s47e_referral_id -> ssd_cin_episodes
        s47e_person_id -> ssd_person
        s47e_s47_start_date date
        s47e_s47_end_date date
        s47e_s47_nfa
        s47e_s47_outcome_json
        s47e_s47_completed_by_worker_id -> ssd_professionals
        s47e_s47_completed_by_team -> ssd_department
        """,
        starts_on="s47e_s47_start_date",
        ends_on="s47e_s47_end_date",
    ),
    declared(
        "ssd_initial_cp_conference",
        "Initial child protection conferences",
        "one initial conference about one child, held or due",
        Shape.EVENT,
        """
        icpc_icpc_id
        icpc_icpc_meeting_id
        icpc_s47_enquiry_id -> ssd_s47_enquiry
        icpc_person_id -> ssd_person
        icpc_cp_plan_id -> ssd_cp_plans
        icpc_referral_id -> ssd_cin_episodes
        icpc_icpc_transfer_in
        icpc_icpc_target_date date
        icpc_icpc_date date
        icpc_icpc_outcome_cp_flag
        icpc_icpc_outcome_json
        icpc_icpc_team -> ssd_department
        icpc_icpc_worker_id -> ssd_professionals
        """,
        event_on="icpc_icpc_date",
    ),
    declared(
        "ssd_cin_plans",
        "Child in need plans",
        "one child in need plan of one child",
        Shape.SPELL,
        """
        cinp_cin_plan_id
        cinp_referral_id -> ssd_cin_episodes
        cinp_person_id -> ssd_person
        cinp_cin_plan_start_date date
        cinp_cin_plan_end_date date
        cinp_cin_plan_team -> ssd_department
        cinp_cin_plan_worker_id -> ssd_professionals
        """,
        starts_on="cinp_cin_plan_start_date",
        ends_on="cinp_cin_plan_end_date",
    ),
    declared(
        "ssd_cin_visits",
        "Child in need visits",
        "one visit to one child in need",
        Shape.EVENT,
        """
        cinv_cin_visit_id
        cinv_person_id -> ssd_person
        cinv_cin_visit_date date
        cinv_cin_visit_seen
        cinv_cin_visit_seen_alone
        cinv_cin_visit_bedroom
        """,
        event_on="cinv_cin_visit_date",
    ),
    declared(
        "ssd_cp_plans",
        "Child protection plans",
        "one child protection plan of one child",
        Shape.SPELL,
        """
        cppl_cp_plan_id
        cppl_referral_id -> ssd_cin_episodes
        cppl_icpc_id -> ssd_initial_cp_conference
        cppl_person_id -> ssd_person
        cppl_cp_plan_start_date date
        cppl_cp_plan_end_date date
        cppl_cp_plan_initial_category
        cppl_cp_plan_ola
        cppl_cp_plan_latest_category
        """,
        starts_on="cppl_cp_plan_start_date",
        ends_on="cppl_cp_plan_end_date",
        successive=True,
    ),
    declared(
        "ssd_cp_reviews",
        "Child protection review conferences",
        "one review conference of one plan",
        Shape.EVENT,
        """
        cppr_cp_review_id
        cppr_person_id -> ssd_person
        cppr_cp_plan_id -> ssd_cp_plans
        cppr_cp_review_due date
        cppr_cp_review_date date
        cppr_cp_review_meeting_id
        cppr_cp_review_outcome_continue_cp
        cppr_cp_review_quorate
        cppr_cp_review_participation
        """,
        event_on="cppr_cp_review_date",
    ),
    declared(
        "ssd_cp_visits",
        "Child protection visits",
        "one statutory visit to one child on a plan",
        Shape.EVENT,
        """
        cppv_cp_visit_id
        cppv_person_id -> ssd_person
        cppv_cp_plan_id -> ssd_cp_plans
        cppv_cp_visit_date date
        cppv_cp_visit_seen
        cppv_cp_visit_seen_alone
        cppv_cp_visit_bedroom
        """,
        event_on="cppv_cp_visit_date",
    ),
    declared(
        "ssd_pre_proceedings",
        "Pre-proceedings",
        "one child's pre-proceedings, or family decision-making, within one family",
        Shape.SPELL,
        """
        prep_table_id
        prep_person_id -> ssd_person
        prep_plo_family_id
        prep_pre_pro_decision_date date
        prep_initial_pre_pro_meeting_date date
        prep_pre_pro_outcome
        prep_agree_stepdown_issue_date date
        prep_cp_plans_referral_period whole
        prep_legal_gateway_outcome
        prep_prev_pre_proc_child whole
        prep_prev_care_proc_child whole
        prep_pre_pro_letter_date date
        prep_care_pro_letter_date date
        prep_pre_pro_meetings_num whole
        prep_pre_pro_parents_legal_rep
        prep_parents_legal_rep_point_of_issue
        prep_court_reference
        prep_care_proc_court_hearings whole
        prep_care_proc_short_notice
        prep_proc_short_notice_reason
        prep_la_inital_plan_approved
        prep_la_initial_care_plan
        prep_la_final_plan_approved
        prep_la_final_care_plan
        """,
        starts_on="prep_pre_pro_decision_date",
        ends_on="prep_agree_stepdown_issue_date",
    ),
)
