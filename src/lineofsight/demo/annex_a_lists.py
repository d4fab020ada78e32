"""What stands in each of Annex A's eleven lists, as SQL over the records as at a day.

`{child}` stands for the columns with which every list begins. `said_set(code)` gives
Ashmere's spelling of a code.
"""

CHILD = """
    p.pers_person_id,
    said_sex(p.pers_sex),
    said_ethnicity(coalesce(p.pers_ethnicity, 'NOBT')),
    p.pers_dob,
    age_at(p.pers_dob, as_at())
"""
DISABLED = """
    (SELECT CASE WHEN count(*) FILTER (disa_disability_code <> 'NONE') > 0 THEN 'a) Yes'
        WHEN count(*) > 0 THEN 'b) No' ELSE 'c) Unknown' END
     FROM disability WHERE disa_person_id = p.pers_person_id)
"""
HELD = """
    t.dept_team_name, w.prof_professional_name
"""
PREPARE = """
CREATE TABLE held AS
SELECT invo_person_id AS held_child, invo_professional_team AS held_team,
    invo_professional_id AS held_worker
FROM involvements
WHERE invo_professional_role_id = 'ALLOCATED_WORKER'
QUALIFY row_number() OVER (PARTITION BY invo_person_id
    ORDER BY invo_involvement_start_date DESC, invo_involvements_id DESC) = 1;

CREATE TABLE seen AS
SELECT seen_child, max(seen_on) AS seen_on FROM (
    SELECT cinv_person_id AS seen_child, cinv_cin_visit_date AS seen_on FROM cin_visits
        WHERE cinv_cin_visit_seen = 'Y'
    UNION ALL SELECT cppv_person_id, cppv_cp_visit_date FROM cp_visits
        WHERE cppv_cp_visit_seen = 'Y'
    UNION ALL SELECT clav_person_id, clav_cla_visit_date FROM cla_visits
        WHERE clav_cla_visit_seen = 'Y'
    UNION ALL SELECT cina_person_id, cina_assessment_start_date + 12 FROM cin_assessments
        WHERE cina_assessment_child_seen = 'Y'
) WHERE seen_on <= as_at() GROUP BY seen_child;

CREATE TABLE care AS
SELECT clae_person_id AS care_child, clae_cla_id AS care_id,
    min(clae_entered_care_date) AS began_on,
    max(clae_cla_primary_need_code) AS need, max(clae_cla_last_iro_contact_date) AS iro_on,
    CASE WHEN count(*) FILTER (clae_cla_episode_ceased_date IS NULL) > 0 THEN NULL
        ELSE max(clae_cla_episode_ceased_date) END AS ended_on,
    CASE WHEN count(*) FILTER (clae_cla_episode_ceased_date IS NULL) = 0
        THEN arg_max(clae_cla_episode_ceased_reason, clae_cla_episode_start_date) END AS reason
FROM cla_episodes GROUP BY ALL;
"""
TEAM_OF = """
    LEFT JOIN held ON held_child = p.pers_person_id
    LEFT JOIN department t ON t.dept_team_id = held_team
    LEFT JOIN professionals w ON w.prof_professional_id = held_worker
"""


def team_on(team: str, worker: str) -> str:
    return f"""
    LEFT JOIN department t ON t.dept_team_id = {team}
    LEFT JOIN professionals w ON w.prof_professional_id = {worker}
    """


SIX = "as_at() - INTERVAL 6 MONTH"
YEAR = "as_at() - INTERVAL 12 MONTH"

LISTS = (
    f"""SELECT {CHILD}, cont_contact_date,
        said_source(cont_contact_source_code)
    FROM contacts JOIN person p ON p.pers_person_id = cont_person_id
    WHERE cont_contact_date > {SIX} ORDER BY cont_contact_date, cont_contact_id""",
    f"""SELECT {CHILD}, earl_episode_start_date,
        CASE WHEN earl_episode_start_date + 30 <= as_at() THEN earl_episode_start_date + 30 END,
        earl_episode_organisation
    FROM early_help_episodes JOIN person p ON p.pers_person_id = earl_person_id
    WHERE earl_episode_start_date > {SIX} OR earl_episode_end_date IS NULL
    ORDER BY earl_episode_start_date, earl_episode_id""",
    f"""SELECT {CHILD}, r.cine_referral_date,
        said_source(r.cine_referral_source_code),
        said_yes(r.cine_referral_nfa),
        (SELECT count(*) FROM cin_episodes o WHERE o.cine_person_id = r.cine_person_id
            AND o.cine_referral_date > {YEAR}) - 1, {HELD}
    FROM cin_episodes r JOIN person p ON p.pers_person_id = r.cine_person_id
        {team_on("r.cine_referral_team", "r.cine_referral_worker_id")}
    WHERE r.cine_referral_date > {SIX} ORDER BY r.cine_referral_date, r.cine_referral_id""",
    f"""SELECT {CHILD}, {DISABLED}, cina_assessment_start_date,
        coalesce(said_yes(cina_assessment_child_seen), 'b) No'),
        cina_assessment_auth_date,
        CASE cina_assessment_outcome_nfa WHEN 'Y' THEN 'b) No' WHEN 'N' THEN 'a) Yes' END, {HELD}
    FROM cin_assessments JOIN person p ON p.pers_person_id = cina_person_id
        {team_on("cina_assessment_team", "cina_assessment_worker_id")}
    WHERE cina_assessment_auth_date > {SIX} OR cina_assessment_auth_date IS NULL
    ORDER BY cina_assessment_start_date, cina_assessment_id""",
    f"""SELECT {CHILD}, {DISABLED},
        s.s47e_s47_start_date,
        CASE s.s47e_s47_nfa WHEN 'Y' THEN 'a) Yes' WHEN 'N' THEN 'b) No' END,
        icpc_icpc_date,
        said_yes(icpc_icpc_outcome_cp_flag),
        (SELECT count(*) FROM s47_enquiry o WHERE o.s47e_person_id = s.s47e_person_id
            AND o.s47e_s47_start_date > {YEAR}),
        (SELECT count(*) FROM initial_cp_conference o WHERE o.icpc_person_id = s.s47e_person_id
            AND o.icpc_icpc_date > {YEAR}), {HELD}
    FROM s47_enquiry s JOIN person p ON p.pers_person_id = s.s47e_person_id
        LEFT JOIN initial_cp_conference ON icpc_s47_enquiry_id = s.s47e_s47_enquiry_id
        {team_on("s.s47e_s47_completed_by_team", "s.s47e_s47_completed_by_worker_id")}
    WHERE s.s47e_s47_start_date > {SIX}
    ORDER BY s.s47e_s47_start_date, s.s47e_s47_enquiry_id""",
    f"""SELECT {CHILD}, {DISABLED}, cine_referral_date,
        said_need(cine_cin_primary_need_code),
        CASE WHEN seen_on >= cine_referral_date THEN seen_on END,
        cine_close_date, said_closure(cine_close_reason),
        CASE WHEN cine_close_date IS NOT NULL THEN 'e) Closed episode'
            WHEN EXISTS (SELECT 1 FROM care
                WHERE care_child = p.pers_person_id AND ended_on IS NULL)
                THEN 'a) Looked after child'
            WHEN EXISTS (SELECT 1 FROM cp_plans WHERE cppl_person_id = p.pers_person_id
                AND cppl_cp_plan_end_date IS NULL) THEN 'b) Child Protection plan'
            WHEN EXISTS (SELECT 1 FROM cin_plans WHERE cinp_person_id = p.pers_person_id
                AND cinp_cin_plan_end_date IS NULL) THEN 'c) Child in need plan'
            WHEN EXISTS (SELECT 1 FROM cin_assessments WHERE cina_referral_id = cine_referral_id
                AND cina_assessment_auth_date IS NULL) THEN 'd) Open assessment'
            ELSE 'c) Child in need plan' END, {HELD}
    FROM cin_episodes JOIN person p ON p.pers_person_id = cine_person_id
        LEFT JOIN seen ON seen_child = cine_person_id {TEAM_OF}
    WHERE cine_referral_nfa = 'N' AND (cine_close_date IS NULL OR cine_close_date > {SIX})
    QUALIFY row_number() OVER (PARTITION BY cine_person_id
        ORDER BY cine_referral_date DESC, cine_referral_id DESC) = 1
    ORDER BY cine_referral_date, cine_referral_id""",
    f"""SELECT {CHILD}, {DISABLED}, c.cppl_cp_plan_start_date,
        said_abuse(c.cppl_cp_plan_initial_category),
        said_abuse(c.cppl_cp_plan_latest_category),
        v.visited_on,
        said_yes(v.alone),
        (SELECT max(cppr_cp_review_date) FROM cp_reviews
            WHERE cppr_cp_plan_id = c.cppl_cp_plan_id),
        c.cppl_cp_plan_end_date,
        CASE WHEN EXISTS (SELECT 1 FROM legal_status WHERE lega_person_id = p.pers_person_id
            AND lega_legal_status IN ('L1', 'L2') AND lega_legal_status_start_date > {SIX})
            THEN 'a) Yes' ELSE 'b) No' END,
        (SELECT count(*) FROM cp_plans o WHERE o.cppl_person_id = c.cppl_person_id
            AND o.cppl_cp_plan_start_date < c.cppl_cp_plan_start_date), {HELD}
    FROM cp_plans c JOIN person p ON p.pers_person_id = c.cppl_person_id
        LEFT JOIN (SELECT cppv_cp_plan_id, max(cppv_cp_visit_date) AS visited_on,
            arg_max(cppv_cp_visit_seen_alone, cppv_cp_visit_date) AS alone
            FROM cp_visits GROUP BY ALL) v ON v.cppv_cp_plan_id = c.cppl_cp_plan_id {TEAM_OF}
    WHERE c.cppl_cp_plan_ola = 'N'
        AND (c.cppl_cp_plan_end_date IS NULL OR c.cppl_cp_plan_end_date > {SIX})
    QUALIFY row_number() OVER (PARTITION BY c.cppl_person_id
        ORDER BY c.cppl_cp_plan_start_date DESC, c.cppl_cp_plan_id DESC) = 1
    ORDER BY c.cppl_cp_plan_start_date, c.cppl_cp_plan_id""",
    f"""SELECT {CHILD},
        CASE WHEN EXISTS (SELECT 1 FROM immigration_status WHERE immi_person_id = p.pers_person_id
            AND coalesce(immi_immigration_status_end_date, as_at()) > {YEAR})
            THEN 'a) Yes' ELSE 'b) No' END,
        {DISABLED}, c.began_on,
        said_need(c.need),
        CASE WHEN EXISTS (SELECT 1 FROM care o WHERE o.care_child = c.care_child
            AND o.began_on < c.began_on AND o.ended_on > {YEAR}) THEN 'a) Yes' ELSE 'b) No' END,
        l.lega_legal_status_start_date,
        said_legal(l.lega_legal_status),
        (SELECT max(clar_cla_review_date) FROM cla_reviews WHERE clar_cla_id = c.care_id),
        (SELECT max(clav_cla_visit_date) FROM cla_visits WHERE clav_cla_id = c.care_id),
        said_permanence((SELECT arg_max(lacp_cla_care_plan_json ->> 'PERMANENCE_PLAN',
            lacp_cla_care_plan_start_date) FROM cla_care_plan
            WHERE lacp_person_id = c.care_child)),
        c.iro_on,
        (SELECT max(clah_health_check_date) FROM cla_health WHERE clah_person_id = c.care_child
            AND clah_health_check_type LIKE '%assessment'),
        (SELECT max(clah_health_check_date) FROM cla_health WHERE clah_person_id = c.care_child
            AND clah_health_check_type LIKE 'Dental%'),
        (SELECT count(*) FROM cla_placement h WHERE h.clap_cla_id = c.care_id
            AND (h.clap_cla_placement_end_date IS NULL OR h.clap_cla_placement_end_date > {YEAR})),
        c.ended_on,
        said_ceased(c.reason),
        h.clap_cla_placement_start_date,
        said_place(h.clap_cla_placement_type),
        said_provider(h.clap_cla_placement_provider),
        h.clap_cla_placement_postcode,
        h.clap_cla_placement_urn,
        CASE WHEN h.clap_cla_placement_distance > 20 THEN 'b) Out' ELSE 'a) In' END,
        CASE WHEN h.clap_cla_placement_distance > 20 THEN 'Gloucestershire' ELSE 'Ashmere' END,
        (SELECT count(*) FROM missing WHERE miss_person_id = c.care_child
            AND miss_missing_episode_type = 'M' AND miss_missing_episode_start_date > {YEAR}),
        (SELECT count(*) FROM missing WHERE miss_person_id = c.care_child
            AND miss_missing_episode_type = 'A' AND miss_missing_episode_start_date > {YEAR}),
        said_yes((SELECT arg_max(miss_missing_rhi_offered, miss_missing_episode_start_date)
            FROM missing WHERE miss_person_id = c.care_child)),
        said_yes((SELECT arg_max(miss_missing_rhi_accepted, miss_missing_episode_start_date)
            FROM missing WHERE miss_person_id = c.care_child)), {HELD}
    FROM care c JOIN person p ON p.pers_person_id = c.care_child
        JOIN (SELECT * FROM legal_status QUALIFY row_number() OVER (PARTITION BY lega_person_id
            ORDER BY lega_legal_status_start_date DESC, lega_legal_status_id DESC) = 1) l
            ON l.lega_person_id = c.care_child
        JOIN (SELECT * FROM cla_placement QUALIFY row_number() OVER (PARTITION BY clap_cla_id
            ORDER BY clap_cla_placement_start_date DESC, clap_cla_placement_id DESC) = 1) h
            ON h.clap_cla_id = c.care_id {TEAM_OF}
    WHERE c.ended_on IS NULL OR c.ended_on > {SIX}
    QUALIFY row_number() OVER (PARTITION BY c.care_child
        ORDER BY c.began_on DESC, c.care_id DESC) = 1
    ORDER BY c.began_on, c.care_id""",
    f"""SELECT {CHILD},
        CASE WHEN EXISTS (SELECT 1 FROM immigration_status WHERE immi_person_id = p.pers_person_id)
            THEN 'a) Yes' ELSE 'b) No' END,
        {DISABLED}, {HELD}, a.prof_professional_name,
        said_eligibility(clea_care_leaver_eligibility),
        clea_pathway_plan_review_date,
        said_touch(clea_care_leaver_in_touch),
        clea_care_leaver_latest_contact,
        said_accommodation(clea_care_leaver_accommodation),
        said_suitable(clea_care_leaver_accom_suitable),
        said_activity(nullif(clea_care_leaver_activity, '0'))
    FROM care_leavers JOIN person p ON p.pers_person_id = clea_person_id
        LEFT JOIN professionals a ON a.prof_professional_id = clea_care_leaver_personal_advisor
        {team_on("clea_care_leaver_allocated_team", "clea_care_leaver_worker_id")}
    ORDER BY clea_table_id""",
    f"""SELECT p.pers_person_id,
        (SELECT min(fami_family_id) FROM family WHERE fami_person_id = p.pers_person_id),
        said_sex(p.pers_sex),
        said_ethnicity(coalesce(p.pers_ethnicity, 'NOBT')),
        p.pers_dob, age_at(p.pers_dob, as_at()),
        {DISABLED}, (SELECT min(began_on) FROM care WHERE care_id = perm_cla_id),
        perm_adm_decision_date,
        perm_placement_order_date,
        perm_matched_date,
        perm_placed_for_adoption_date,
        perm_permanence_order_date,
        perm_decision_reversed_date,
        CASE WHEN perm_decision_reversed_date IS NOT NULL
            THEN said_reversed(perm_decision_reversed_reason) END,
        NULL::DATE
    FROM permanence JOIN person p ON p.pers_person_id = perm_person_id
    WHERE coalesce(perm_permanence_order_date, perm_decision_reversed_date, as_at()) > {YEAR}
    ORDER BY perm_adm_decision_date, perm_table_id""",
)
