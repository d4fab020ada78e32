"""Who is on each of Annex A's lists, asked of the records: one query a list.

Inclusion is that of the queries authorities share, with what is known to be wrong in them put
right: a protection plan without a flag of another authority is ours, and what the wording calls
one row a child or an enquiry is one. Spells of the indicators are used wherever there is one, so
that a list and the figure beside it are about the same children. `{day}` is the last day of the
data, `{six}` six months and `{year}` twelve months before it.

Columns are named as the list's own fields; in front stand `record_key`, `child_id`, `team_id`,
`worker_id`, `began_on` and `ended_on`. Some have `other_key`, of a record the row is also about.
"""

HELD = "LEFT JOIN held h ON h.held_child = {child}"
HELD_ON = """
SELECT child_id AS held_child, arg_max(team_id, from_on) AS held_team,
    arg_max(worker_id, from_on) AS held_worker
FROM responsible WHERE from_on <= {day} GROUP BY 1
"""
"""Who holds each child on the day, or did last: table `held` of the run."""
SPELLS = ("responsible", "persons", "care_periods", "plans", "in_care_on", "seen")


def _held(child: str) -> str:
    return HELD.format(child=child)


CONTACTS = f"""
SELECT cont_contact_id AS record_key, cont_person_id AS child_id, held_team AS team_id,
    held_worker AS worker_id, cont_contact_date AS began_on, NULL::DATE AS ended_on,
    cont_contact_date AS date_of_contact, cont_contact_source_code AS contact_source
FROM ssd_contacts {_held("cont_person_id")}
WHERE cont_contact_date BETWEEN {{six}} AND {{day}}
ORDER BY cont_contact_date, cont_contact_id
"""

EARLY_HELP = f"""
SELECT earl_episode_id AS record_key, earl_person_id AS child_id, held_team AS team_id,
    coalesce(earl_episode_worker_id, held_worker) AS worker_id,
    earl_episode_start_date AS began_on,
    CASE WHEN earl_episode_end_date <= {{day}} THEN earl_episode_end_date END AS ended_on,
    coalesce(ehas_assessment_start_date, earl_episode_start_date) AS assessment_start_date,
    ehas_assessment_completed_date AS assessment_completion_date,
    earl_episode_organisation AS organisation_completing_assessment
FROM ssd_early_help_episodes
    LEFT JOIN own_early_help_assessments ON ehas_assessment_id = earl_episode_id
    {_held("earl_person_id")}
WHERE earl_episode_start_date <= {{day}}
    AND (earl_episode_end_date IS NULL OR earl_episode_end_date >= {{six}})
ORDER BY earl_episode_start_date, earl_episode_id
"""

REFERRALS = f"""
SELECT cine_referral_id AS record_key, cine_person_id AS child_id,
    coalesce(cine_referral_team, held_team) AS team_id,
    coalesce(cine_referral_worker_id, held_worker) AS worker_id,
    cine_referral_date AS began_on,
    CASE WHEN cine_close_date <= {{day}} THEN cine_close_date END AS ended_on,
    cine_referral_date AS date_of_referral, cine_referral_source_code AS referral_source,
    cine_referral_nfa AS referral_nfa,
    (SELECT count(*) FROM ssd_cin_episodes o WHERE o.cine_person_id = r.cine_person_id
        AND o.cine_referral_date >= {{year}} AND o.cine_referral_date <= {{day}}) - 1
        AS number_of_referrals_in_last_12_months,
    r.source = 'annex_a' AND cine_referral_source_code IS NULL AND cine_referral_nfa IS NULL
        AS is_start_of_need
FROM ssd_cin_episodes r {_held("cine_person_id")}
WHERE cine_referral_date BETWEEN {{six}} AND {{day}}
ORDER BY cine_referral_date, cine_referral_id
"""

ASSESSMENTS = f"""
SELECT cina_assessment_id AS record_key, cina_person_id AS child_id,
    coalesce(cina_assessment_team, held_team) AS team_id,
    coalesce(cina_assessment_worker_id, held_worker) AS worker_id,
    cina_assessment_start_date AS began_on,
    CASE WHEN cina_assessment_auth_date <= {{day}} THEN cina_assessment_auth_date END AS ended_on,
    cina_assessment_start_date AS continuous_assessment_start_date,
    cina_assessment_child_seen AS child_seen_during_continuous_assessment,
    cina_assessment_auth_date AS continuous_assessment_date_of_authorisation,
    CASE cina_assessment_outcome_nfa WHEN 'Y' THEN 'N' WHEN 'N' THEN 'Y' END
        AS was_the_child_assessed_as_requiring_la_childrens_social_care_support
FROM ssd_cin_assessments {_held("cina_person_id")}
WHERE cina_assessment_start_date <= {{day}}
    AND (cina_assessment_auth_date IS NULL OR cina_assessment_auth_date >= {{six}})
ORDER BY cina_assessment_start_date, cina_assessment_id
"""

SECTION_47 = f"""
SELECT s47e_s47_enquiry_id AS record_key, icpc_id AS other_key, s47e_person_id AS child_id,
    coalesce(s47e_s47_completed_by_team, held_team) AS team_id,
    coalesce(s47e_s47_completed_by_worker_id, held_worker) AS worker_id,
    s47e_s47_start_date AS began_on,
    CASE WHEN s47e_s47_end_date <= {{day}} THEN s47e_s47_end_date END AS ended_on,
    s47e_s47_start_date AS strategy_discussion_initiating_section_47_enquiry_start_date,
    CASE WHEN s47e_s47_nfa = 'Y' OR replace(s47e_s47_outcome_json, ' ', '')
            LIKE '%"OUTCOME_CP_CONFERENCE_FLAG":"N"%' THEN 'Y'
        WHEN held_on IS NOT NULL OR replace(s47e_s47_outcome_json, ' ', '')
            LIKE '%"OUTCOME_CP_CONFERENCE_FLAG":"Y"%' THEN 'N' END
        AS was_an_initial_child_protection_conference_deemed_unnecessary,
    held_on AS date_of_initial_child_protection_conference,
    led_to AS did_the_initial_child_protection_conference_result_in_a_child_protection_plan,
    (SELECT count(*) FROM ssd_s47_enquiry o WHERE o.s47e_person_id = s.s47e_person_id
        AND o.s47e_s47_start_date BETWEEN {{year}} AND {{day}})
        AS number_of_section_47_enquiries_in_the_last_12_months,
    (SELECT count(*) FROM ssd_initial_cp_conference o WHERE o.icpc_person_id = s.s47e_person_id
        AND o.icpc_icpc_date BETWEEN {{year}} AND {{day}})
        AS number_of_icpcs_in_the_last_12_months
FROM ssd_s47_enquiry s
    LEFT JOIN (SELECT icpc_s47_enquiry_id AS of_enquiry, min(icpc_icpc_date) AS held_on,
        arg_min(icpc_icpc_id, icpc_icpc_date) AS icpc_id,
        arg_min(icpc_icpc_outcome_cp_flag, icpc_icpc_date) AS led_to
        FROM ssd_initial_cp_conference WHERE icpc_icpc_date <= {{day}} GROUP BY 1)
        ON of_enquiry = s47e_s47_enquiry_id
    {_held("s47e_person_id")}
WHERE s47e_s47_start_date <= {{day}} AND (s47e_s47_start_date >= {{six}}
    OR s47e_s47_end_date >= {{six}} OR (s47e_s47_end_date IS NULL AND s.source <> 'annex_a'))
ORDER BY s47e_s47_start_date, s47e_s47_enquiry_id
"""

CHILDREN_IN_NEED = f"""
SELECT cine_referral_id AS record_key, cine_person_id AS child_id,
    coalesce(held_team, cine_referral_team) AS team_id,
    coalesce(held_worker, cine_referral_worker_id) AS worker_id,
    cine_referral_date AS began_on,
    CASE WHEN cine_close_date <= {{day}} THEN cine_close_date END AS ended_on,
    cine_referral_date AS cin_start_date, cine_cin_primary_need_code AS primary_need_code,
    (SELECT max(seen_on) FROM seen WHERE seen.child_id = cine_person_id AND seen_on <= {{day}})
        AS date_child_was_last_seen,
    CASE WHEN cine_close_date <= {{day}} THEN cine_close_date END AS cin_closure_date,
    cine_close_reason AS reason_for_closure,
    CASE WHEN cine_close_date <= {{day}} THEN 'e) Closed episode'
        WHEN EXISTS (SELECT 1 FROM in_care_on c WHERE c.child_id = cine_person_id
            AND c.on_day = {{day}} AND c.not_counted_as = '') THEN 'a) Looked after child'
        WHEN EXISTS (SELECT 1 FROM plans p WHERE p.child_id = cine_person_id
            AND p.started_on <= {{day}} AND p.until_on > {{day}}) THEN 'b) Child Protection plan'
        WHEN EXISTS (SELECT 1 FROM ssd_cin_plans WHERE cinp_person_id = cine_person_id
            AND cinp_cin_plan_start_date <= {{day}}
            AND coalesce(cinp_cin_plan_end_date, DATE '2999-01-01') > {{day}})
            THEN 'c) Child in need plan'
        WHEN EXISTS (SELECT 1 FROM ssd_care_leavers WHERE clea_person_id = cine_person_id)
            THEN 'c) Child in need plan'
        WHEN EXISTS (SELECT 1 FROM ssd_cin_assessments WHERE cina_person_id = cine_person_id
            AND cina_assessment_start_date <= {{day}}
            AND coalesce(cina_assessment_auth_date, DATE '2999-01-01') > {{day}})
            THEN 'd) Open assessment'
        ELSE 'c) Child in need plan' END AS case_status
FROM ssd_cin_episodes {_held("cine_person_id")}
WHERE cine_referral_date <= {{day}} AND coalesce(upper(trim(cine_referral_nfa)), '') <> 'Y'
    AND (cine_close_date IS NULL OR cine_close_date >= {{six}})
QUALIFY row_number() OVER (PARTITION BY cine_person_id
    ORDER BY coalesce(cine_close_date, DATE '2999-01-01') > {{day}} DESC,
        cine_referral_date DESC, cine_referral_id DESC) = 1
ORDER BY cine_referral_date, cine_referral_id
"""

CHILD_PROTECTION = f"""
SELECT p.record_key, p.child_id, held_team AS team_id, held_worker AS worker_id,
    p.started_on AS began_on,
    CASE WHEN p.finished_on <= {{day}} THEN p.finished_on END AS ended_on,
    p.started_on AS child_protection_plan_start_date,
    c.cppl_cp_plan_initial_category AS initial_category_of_abuse,
    c.cppl_cp_plan_latest_category AS latest_category_of_abuse,
    visited_on AS date_of_the_last_statutory_visit, alone AS was_the_child_seen_alone,
    (SELECT max(cppr_cp_review_date) FROM ssd_cp_reviews
        WHERE cppr_cp_plan_id = p.record_key AND cppr_cp_review_date <= {{day}})
        AS date_of_latest_review_conference,
    CASE WHEN p.finished_on <= {{day}} THEN p.finished_on END AS child_protection_plan_end_date,
    CASE WHEN EXISTS (SELECT 1 FROM ssd_legal_status WHERE lega_person_id = p.child_id
        AND lega_legal_status IN ('L1', 'L2')
        AND lega_legal_status_start_date BETWEEN {{six}} AND {{day}}) THEN 'Y' ELSE 'N' END AS
    subject_to_emergency_protection_order_or_protected_under_police_powers_in_last_six_months,
    p.earlier_plans AS number_of_previous_child_protection_plans
FROM plans p JOIN ssd_cp_plans c ON c.cppl_cp_plan_id = p.record_key
    LEFT JOIN (SELECT cppv_cp_plan_id, max(cppv_cp_visit_date) AS visited_on,
        arg_max(cppv_cp_visit_seen_alone, cppv_cp_visit_date) AS alone
        FROM ssd_cp_visits WHERE cppv_cp_visit_date <= {{day}} GROUP BY 1) v
        ON v.cppv_cp_plan_id = p.record_key
    {_held("p.child_id")}
WHERE p.started_on <= {{day}} AND p.until_on >= {{six}}
QUALIFY row_number() OVER (PARTITION BY p.child_id
    ORDER BY p.started_on DESC, p.record_key DESC) = 1
ORDER BY p.started_on, p.record_key
"""

CHILDREN_IN_CARE = f"""
WITH latest AS (
    SELECT * FROM care_periods
    WHERE is_short_break = 0 AND first_on <= {{day}} AND until_on >= {{six}}
        AND NOT EXISTS (SELECT 1 FROM in_care_on i WHERE i.child_id = care_periods.child_id
            AND i.on_day = {{day}} AND i.not_counted_as = 'short break'
            AND i.record_key = care_periods.record_key)
    QUALIFY row_number() OVER (PARTITION BY child_id ORDER BY first_on DESC) = 1
), told AS (
    SELECT clae_person_id AS of_child,
        arg_max(clae_cla_primary_need_code, clae_cla_episode_start_date) AS need,
        max(clae_cla_last_iro_contact_date) FILTER (clae_cla_last_iro_contact_date <= {{day}})
            AS officer_on
    FROM ssd_cla_episodes JOIN latest l ON l.child_id = clae_person_id
        AND clae_cla_episode_start_date >= l.first_on
    GROUP BY 1
), status AS (
    SELECT lega_person_id AS of_child, arg_max(lega_legal_status,
        (lega_legal_status_start_date, lega_legal_status_id)) AS status,
        max(lega_legal_status_start_date) AS status_on
    FROM ssd_legal_status WHERE lega_legal_status_start_date <= {{day}} GROUP BY 1
), stay AS (
    SELECT * FROM ssd_cla_placement WHERE clap_cla_placement_start_date <= {{day}}
    QUALIFY row_number() OVER (PARTITION BY clap_person_id
        ORDER BY clap_cla_placement_start_date DESC, clap_cla_placement_id DESC) = 1
), gone AS (
    SELECT miss_person_id AS of_child,
        count(*) FILTER (miss_missing_episode_type = 'M' AND miss_missing_episode_start_date
            >= {{year}}) AS missing,
        count(*) FILTER (miss_missing_episode_type = 'A' AND miss_missing_episode_start_date
            >= {{year}}) AS absent,
        arg_max(miss_missing_rhi_offered, miss_missing_episode_start_date) AS offered,
        arg_max(miss_missing_rhi_accepted, miss_missing_episode_start_date) AS accepted
    FROM ssd_missing WHERE miss_missing_episode_start_date <= {{day}} GROUP BY 1
), checked AS (
    SELECT clah_person_id AS of_child,
        max(clah_health_check_date) FILTER (upper(clah_health_check_type) LIKE '%ASSESS%'
            AND upper(clah_health_check_type) NOT LIKE '%DEVELOPMENT%'
            AND upper(clah_health_check_type) NOT LIKE '%DENT%'
            OR upper(trim(clah_health_check_type)) IN ('IHA', 'RHA', 'HA', 'HEALTH')) AS health_on,
        max(clah_health_check_date) FILTER (upper(clah_health_check_type) LIKE '%DENT%'
            OR upper(clah_health_check_type) LIKE '%TEETH%') AS dental_on
    FROM ssd_cla_health WHERE clah_health_check_date <= {{day}} GROUP BY 1
)
SELECT l.record_key, l.child_id, held_team AS team_id, held_worker AS worker_id,
    l.started_on AS began_on, CASE WHEN l.until_on <= {{day}} THEN l.until_on END AS ended_on,
    CASE WHEN EXISTS (SELECT 1 FROM ssd_immigration_status WHERE immi_person_id = l.child_id
        AND upper(immi_immigration_status) LIKE '%UASC%'
        AND coalesce(immi_immigration_status_end_date, {{day}}) >= {{year}})
        THEN 'Y' ELSE 'N' END AS unaccompanied_asylum_seeking_child_within_the_last_12_months,
    l.started_on AS date_started_to_be_looked_after, need AS childs_category_of_need,
    CASE WHEN l.previous_until_on >= {{year}} THEN 'Y' ELSE 'N' END AS
is_this_a_second_or_subsequent_period_of_being_a_looked_after_child_within_the_last_12_months,
    status_on AS start_date_of_current_legal_status, status AS childs_legal_status,
    (SELECT max(clar_cla_review_date) FROM ssd_cla_reviews WHERE clar_cla_id = l.record_key
        AND clar_cla_review_date <= {{day}}
        AND coalesce(upper(trim(clar_cla_review_cancelled)), '') <> 'Y')
        AS date_of_latest_statutory_review,
    (SELECT max(clav_cla_visit_date) FROM ssd_cla_visits WHERE clav_person_id = l.child_id
        AND clav_cla_visit_date BETWEEN l.first_on AND {{day}}) AS date_of_last_social_work_visit,
    (SELECT arg_max(lacp_cla_care_plan_json ->> 'PERMANENCE_PLAN', lacp_cla_care_plan_start_date)
        FROM ssd_cla_care_plan WHERE lacp_person_id = l.child_id)
        AS what_is_the_permanence_plan_for_this_child,
    officer_on AS date_of_last_iro_visit_contact_to_the_child,
    health_on AS date_of_last_health_assessment, dental_on AS date_of_last_dental_check,
    (SELECT count(*) FROM ssd_cla_placement m WHERE m.clap_person_id = l.child_id
        AND m.clap_cla_placement_start_date <= {{day}}
        AND coalesce(m.clap_cla_placement_end_date, DATE '2999-01-01') > {{year}})
        AS number_of_placements_in_the_last_12_months,
    CASE WHEN l.until_on <= {{day}} THEN l.until_on END AS date_ceased_to_be_looked_after,
    CASE WHEN l.until_on <= {{day}} THEN l.ended_reason END AS reason_ceased_to_be_looked_after,
    clap_cla_placement_start_date AS start_date_of_most_recent_placement,
    clap_cla_placement_type AS placement_type, clap_cla_placement_provider AS placement_provider,
    clap_cla_placement_urn AS urn_of_placement,
    NULL::VARCHAR AS placement_location, NULL::VARCHAR AS la_of_placement,
    coalesce(missing, 0) AS
number_of_episodes_the_child_has_been_missing_from_their_placement_in_the_last_12_months,
    coalesce(absent, 0) AS
number_of_episodes_the_child_has_been_absent_from_their_placement_in_the_last_12_months,
    offered AS was_the_child_offered_a_return_interview_after_their_last_missing_episode,
    accepted AS did_the_child_accept_a_return_interview_after_their_last_missing_episode
FROM latest l LEFT JOIN told ON told.of_child = l.child_id
    LEFT JOIN status ON status.of_child = l.child_id
    LEFT JOIN stay ON clap_person_id = l.child_id
    LEFT JOIN gone ON gone.of_child = l.child_id
    LEFT JOIN checked ON checked.of_child = l.child_id
    {_held("l.child_id")}
ORDER BY l.started_on, l.record_key
"""

CARE_LEAVERS = f"""
SELECT clea_table_id AS record_key, clea_person_id AS child_id,
    coalesce(clea_care_leaver_allocated_team, held_team) AS team_id,
    coalesce(clea_care_leaver_worker_id, held_worker) AS worker_id,
    NULL::DATE AS began_on, NULL::DATE AS ended_on,
    CASE WHEN EXISTS (SELECT 1 FROM ssd_immigration_status WHERE immi_person_id = clea_person_id
        AND upper(immi_immigration_status) LIKE '%UASC%') THEN 'Y' ELSE 'N' END
        AS unaccompanied_asylum_seeking_child_or_formerly_uasc_if_18_or_over,
    coalesce(prof_professional_name, clea_care_leaver_personal_advisor)
        AS allocated_personal_advisor,
    clea_care_leaver_eligibility AS eligibility_category,
    clea_pathway_plan_review_date AS latest_pathway_plan_review_date,
    clea_care_leaver_in_touch AS la_in_touch,
    clea_care_leaver_latest_contact AS latest_date_of_contact,
    clea_care_leaver_accommodation AS type_of_accommodation,
    clea_care_leaver_accom_suitable AS suitability_of_accommodation,
    nullif(clea_care_leaver_activity, '0') AS activity_status
FROM ssd_care_leavers
    LEFT JOIN ssd_professionals ON prof_professional_id = clea_care_leaver_personal_advisor
    {_held("clea_person_id")}
QUALIFY row_number() OVER (PARTITION BY clea_person_id
    ORDER BY clea_care_leaver_latest_contact DESC NULLS LAST, clea_table_id DESC) = 1
ORDER BY clea_person_id
"""

ADOPTIONS = f"""
SELECT perm_table_id AS record_key, perm_person_id AS child_id, held_team AS team_id,
    held_worker AS worker_id, perm_adm_decision_date AS began_on,
    coalesce(perm_permanence_order_date, perm_decision_reversed_date) AS ended_on,
    (SELECT min(fami_family_id) FROM ssd_family WHERE fami_person_id = perm_person_id)
        AS family_identifier,
    (SELECT max(started_on) FROM care_periods c WHERE c.child_id = perm_person_id
        AND c.started_on <= {{day}}) AS date_the_child_entered_care,
    perm_adm_decision_date AS date_of_decision_that_child_should_be_placed_for_adoption,
    perm_placement_order_date AS date_of_placement_order,
    perm_matched_date AS date_of_matching_child_and_prospective_adopters,
    perm_placed_for_adoption_date AS date_placed_for_adoption,
    perm_permanence_order_date AS date_of_adoption_order,
    perm_decision_reversed_date
        AS date_of_decision_that_child_should_no_longer_be_placed_for_adoption,
    perm_decision_reversed_reason AS reason_why_child_no_longer_placed_for_adoption,
    perm_placed_ffa_cp_date
        AS date_the_child_was_placed_for_fostering_in_ffa_or_concurrent_planning_placement
FROM ssd_permanence {_held("perm_person_id")}
WHERE perm_adm_decision_date <= {{day}}
    AND (coalesce(perm_permanence_order_date, perm_decision_reversed_date) IS NULL
        OR perm_permanence_order_date >= {{year}} OR perm_decision_reversed_date >= {{year}})
QUALIFY row_number() OVER (PARTITION BY perm_person_id
    ORDER BY perm_adm_decision_date DESC, perm_table_id DESC) = 1
ORDER BY perm_adm_decision_date, perm_table_id
"""

ADOPTERS = """
SELECT adpt_adopter_id AS record_key, NULL::VARCHAR AS child_id, NULL::VARCHAR AS team_id,
    NULL::VARCHAR AS worker_id, adpt_enquiry_date AS began_on,
    coalesce(adpt_left_date, adpt_adoption_order_date) AS ended_on,
    coalesce(adpt_family_id, adpt_adopter_id) AS other_key,
    adpt_adopter_id AS individual_adopter_identifier, adpt_family_id AS family_identifier,
    adpt_enquiry_date AS date_enquiry_received, adpt_stage_1_start_date AS date_stage_1_started,
    adpt_stage_1_end_date AS date_stage_1_ended, adpt_stage_2_start_date AS date_stage_2_started,
    adpt_stage_2_end_date AS date_stage_2_ended, adpt_approved_date AS date_application_approved,
    adpt_matched_date AS date_adopter_matched_with_child,
    adpt_placed_date AS date_child_children_placed_with_adopter,
    adpt_adoption_order_date AS date_of_adoption_order,
    adpt_left_date AS date_of_leaving_adoption_process,
    adpt_left_reason AS reason_for_leaving_adoption_process
FROM own_adopters
WHERE coalesce(adpt_enquiry_date, {day}) <= {day}
    AND (coalesce(adpt_left_date, adpt_adoption_order_date) IS NULL
        OR adpt_left_date >= {year} OR adpt_adoption_order_date >= {year})
ORDER BY adpt_enquiry_date, adpt_adopter_id
"""
