"""The tables about children looked after, care leavers, teams and workers."""

from lineofsight.journey.model import Shape, Table, declared

TABLES: tuple[Table, ...] = (
    declared(
        "ssd_cla_episodes",
        "Episodes of care",
        "one episode of being looked after: no change of placement or legal status within it; "
        "`clae_cla_id` is the period of care it belongs to",
        Shape.SPELL,
        """
        clae_cla_episode_id
        clae_person_id -> ssd_person
        clae_cla_episode_start_date date
        clae_cla_episode_start_reason
        clae_cla_primary_need_code
        clae_cla_episode_ceased_date date
        clae_cla_episode_ceased_reason
        clae_cla_id
        clae_referral_id -> ssd_cin_episodes
        clae_cla_placement_id -> ssd_cla_placement
        clae_entered_care_date date
        clae_cla_last_iro_contact_date date
        """,
        starts_on="clae_cla_episode_start_date",
        ends_on="clae_cla_episode_ceased_date",
        successive=True,
        groups="clae_cla_id",
    ),
    declared(
        "ssd_cla_placement",
        "Placements",
        "one placement of one child",
        Shape.SPELL,
        """
        clap_cla_placement_id
        clap_cla_placement_start_date date
        clap_cla_placement_type
        clap_cla_placement_urn
        clap_cla_placement_distance number
        clap_cla_id -> ssd_cla_episodes.clae_cla_id
        clap_cla_placement_provider
        clap_cla_placement_postcode
        clap_cla_placement_end_date date
        clap_cla_placement_change_reason
        clap_person_id -> ssd_person
        """,
        starts_on="clap_cla_placement_start_date",
        ends_on="clap_cla_placement_end_date",
        successive=True,
    ),
    declared(
        "ssd_legal_status",
        "Legal status",
        "one legal status of one child looked after",
        Shape.SPELL,
        """
        lega_legal_status_id
        lega_person_id -> ssd_person
        lega_legal_status
        lega_legal_status_start_date date
        lega_legal_status_end_date date
        """,
        starts_on="lega_legal_status_start_date",
        ends_on="lega_legal_status_end_date",
        successive=True,
    ),
    declared(
        "ssd_cla_reviews",
        "Reviews of children looked after",
        "one review, held, cancelled or due; the child is found by the period of care",
        Shape.EVENT,
        """
        clar_cla_review_id
        clar_cla_id -> ssd_cla_episodes.clae_cla_id
        clar_cla_review_due_date date
        clar_cla_review_date date
        clar_cla_review_cancelled
        clar_cla_review_participation
        """,
        event_on="clar_cla_review_date",
        recognised_by=("clar_cla_id", "clar_cla_review_date"),
    ),
    declared(
        "ssd_cla_visits",
        "Visits to children looked after",
        "one statutory visit to one child",
        Shape.EVENT,
        """
        clav_cla_visit_id
        clav_cla_id -> ssd_cla_episodes.clae_cla_id
        clav_person_id -> ssd_person
        clav_cla_visit_date date
        clav_cla_visit_seen
        clav_cla_visit_seen_alone
        """,
        event_on="clav_cla_visit_date",
    ),
    declared(
        "ssd_cla_health",
        "Health of children looked after",
        "one health or dental check, or (no date) what a return says about a year's checks",
        Shape.EVENT,
        """
        clah_health_check_id
        clah_person_id -> ssd_person
        clah_health_check_type
        clah_health_check_date date
        clah_health_check_status
        """,
        event_on="clah_health_check_date",
        recognised_by=("clah_person_id", "clah_health_check_type", "clah_health_check_date"),
    ),
    declared(
        "ssd_cla_immunisations",
        "Immunisations",
        "whether one child's immunisations are up to date",
        Shape.FACT,
        """
        clai_person_id -> ssd_person
        clai_immunisations_status
        clai_immunisations_status_date date
        """,
    ),
    declared(
        "ssd_cla_substance_misuse",
        "Substance misuse",
        "whether one child looked after had a problem with substances, and help with it",
        Shape.EVENT,
        """
        clas_substance_misuse_id
        clas_person_id -> ssd_person
        clas_substance_misuse_date date
        clas_substance_misused
        clas_intervention_received
        """,
        event_on="clas_substance_misuse_date",
    ),
    declared(
        "ssd_cla_convictions",
        "Convictions and cautions",
        "one conviction, caution or reprimand of one child looked after",
        Shape.EVENT,
        """
        clac_cla_conviction_id
        clac_person_id -> ssd_person
        clac_cla_conviction_date date
        clac_cla_conviction_offence
        """,
        event_on="clac_cla_conviction_date",
    ),
    declared(
        "ssd_sdq_scores",
        "Strengths and difficulties scores",
        "one questionnaire about one child, or the reason why there is none",
        Shape.EVENT,
        """
        csdq_table_id
        csdq_person_id -> ssd_person
        csdq_sdq_completed_date date
        csdq_sdq_reason
        csdq_sdq_score whole
        """,
        event_on="csdq_sdq_completed_date",
    ),
    declared(
        "ssd_cla_care_plan",
        "Care plans",
        "one care plan of one child, with the permanence plan in it",
        Shape.SPELL,
        """
        lacp_table_id
        lacp_person_id -> ssd_person
        lacp_cla_care_plan_start_date date
        lacp_cla_care_plan_end_date date
        lacp_cla_care_plan_json
        """,
        starts_on="lacp_cla_care_plan_start_date",
        ends_on="lacp_cla_care_plan_end_date",
    ),
    declared(
        "ssd_cla_previous_permanence",
        "Permanence before this period of care",
        "how one child had left care for good before",
        Shape.FACT,
        """
        lapp_table_id
        lapp_person_id -> ssd_person
        lapp_previous_permanence_order_date date
        lapp_previous_permanence_option
        lapp_previous_permanence_la
        """,
        recognised_by=("lapp_person_id",),
    ),
    declared(
        "ssd_permanence",
        "Adoption and permanence",
        "one child's way to a permanent home: decision, match, placing, order",
        Shape.FACT,
        """
        perm_table_id
        perm_person_id -> ssd_person
        perm_cla_id -> ssd_cla_episodes.clae_cla_id
        perm_adm_decision_date date
        perm_ffa_cp_decision_date date
        perm_placement_order_date date
        perm_placed_for_adoption_date date
        perm_matched_date date
        perm_adopted_by_carer_flag
        perm_placed_ffa_cp_date date
        perm_decision_reversed_date date
        perm_placed_foster_carer_date date
        perm_part_of_sibling_group
        perm_siblings_placed_together whole
        perm_siblings_placed_apart whole
        perm_placement_provider_urn
        perm_decision_reversed_reason
        perm_permanence_order_date date
        perm_permanence_order_type
        perm_adoption_worker_id -> ssd_professionals
        perm_adopter_sex
        perm_adopter_legal_status
        perm_number_of_adopters
        """,
        recognised_by=("perm_person_id",),
    ),
    declared(
        "ssd_missing",
        "Missing episodes",
        "one time that one child was missing, or away without authorisation",
        Shape.SPELL,
        """
        miss_table_id
        miss_person_id -> ssd_person
        miss_missing_episode_start_date date
        miss_missing_episode_type
        miss_missing_episode_end_date date
        miss_missing_rhi_offered
        miss_missing_rhi_accepted
        """,
        starts_on="miss_missing_episode_start_date",
        ends_on="miss_missing_episode_end_date",
    ),
    declared(
        "ssd_care_leavers",
        "Care leavers",
        "one care leaver as they are now",
        Shape.FACT,
        """
        clea_table_id
        clea_person_id -> ssd_person
        clea_care_leaver_eligibility
        clea_care_leaver_in_touch
        clea_care_leaver_latest_contact date
        clea_care_leaver_accommodation
        clea_care_leaver_accom_suitable
        clea_care_leaver_activity
        clea_pathway_plan_review_date date
        clea_care_leaver_personal_advisor
        clea_care_leaver_allocated_team -> ssd_department
        clea_care_leaver_worker_id -> ssd_professionals
        """,
        recognised_by=("clea_person_id",),
    ),
    declared(
        "ssd_department",
        "Teams and services",
        "one team or service, with the one it belongs to",
        Shape.LOOKUP,
        """
        dept_team_id
        dept_team_name
        dept_team_parent_id -> ssd_department
        dept_team_parent_name
        """,
    ),
    declared(
        "ssd_professionals",
        "Workers",
        "one worker",
        Shape.LOOKUP,
        """
        prof_professional_id
        prof_staff_id
        prof_professional_name
        prof_social_worker_registration_no
        prof_professional_job_title
        prof_professional_caseload whole
        prof_professional_department
        prof_full_time_equivalency number
        prof_agency_worker_flag
        """,
    ),
    declared(
        "ssd_involvements",
        "Workers' involvements",
        "one worker and team responsible for one child for a time",
        Shape.SPELL,
        """
        invo_involvements_id
        invo_professional_id -> ssd_professionals
        invo_professional_role_id
        invo_professional_team -> ssd_department
        invo_involvement_start_date date
        invo_involvement_end_date date
        invo_worker_change_reason
        invo_person_id -> ssd_person
        invo_referral_id -> ssd_cin_episodes
        """,
        starts_on="invo_involvement_start_date",
        ends_on="invo_involvement_end_date",
    ),
)
