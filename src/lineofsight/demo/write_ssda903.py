"""The return on children looked after (SSDA903) of one collection year: a CSV for each table."""

import csv
from datetime import date
from pathlib import Path

from lineofsight.demo.as_at import open_as_at
from lineofsight.demo.authority import Authority

SPOIL_ONE_DATE_IN = 4000
UNREADABLE = "31/02/2025"

PREPARE = """
CREATE TABLE episodes AS
SELECT e.*, lega_legal_status AS status FROM cla_episodes e
LEFT JOIN legal_status ON lega_person_id = clae_person_id
    AND lega_legal_status_start_date <= clae_cla_episode_start_date
    AND (lega_legal_status_end_date IS NULL
        OR lega_legal_status_end_date > clae_cla_episode_start_date)
QUALIFY row_number() OVER (PARTITION BY clae_cla_episode_id
    ORDER BY lega_legal_status_start_date DESC, lega_legal_status_id DESC) = 1;

CREATE TABLE in_year AS
SELECT * FROM episodes
WHERE clae_cla_episode_ceased_date IS NULL OR clae_cla_episode_ceased_date >= from_on();

CREATE TABLE care AS
SELECT clae_person_id AS child, min(clae_entered_care_date) AS began_on,
    count(*) FILTER (clae_cla_episode_ceased_date IS NULL) > 0 AS is_open
FROM in_year GROUP BY ALL;

-- A young person of 17 or 18 counts as having left care by the last birthday; nobody does who
-- is in care still.
CREATE TABLE leavers_now AS
SELECT c.*, pers_dob, row_number() OVER (ORDER BY clea_person_id) AS place
FROM care_leavers c JOIN person ON pers_person_id = clea_person_id
WHERE EXISTS (SELECT 1 FROM range(17, 22) ages(years)
    WHERE pers_dob + to_years(years::INTEGER) BETWEEN from_on() AND as_at())
AND NOT EXISTS (SELECT 1 FROM in_year WHERE clae_person_id = clea_person_id
    AND (clae_cla_episode_ceased_date IS NULL OR age_at(pers_dob, as_at()) BETWEEN 17 AND 18
        AND clae_cla_episode_ceased_date
            >= pers_dob + to_years(age_at(pers_dob, as_at())::INTEGER)));

-- The dataset has a young person's status as it is now; a return has that of its year. For
-- each year back a third of them were as another one is: in touch, housed, at work or not.
CREATE TABLE leavers AS
SELECT own.* REPLACE (
    if(was_another, another.clea_care_leaver_in_touch, own.clea_care_leaver_in_touch)
        AS clea_care_leaver_in_touch,
    if(was_another, another.clea_care_leaver_activity, own.clea_care_leaver_activity)
        AS clea_care_leaver_activity,
    if(was_another, another.clea_care_leaver_accommodation, own.clea_care_leaver_accommodation)
        AS clea_care_leaver_accommodation,
    if(was_another, another.clea_care_leaver_accom_suitable, own.clea_care_leaver_accom_suitable)
        AS clea_care_leaver_accom_suitable)
FROM (SELECT *, place * 7919 % 100 < 33 * years_back()
        AND clea_care_leaver_in_touch NOT IN ('DIED', 'RHOM') AS may_differ,
        (place + 29 * years_back()) % (SELECT count(*) FROM leavers_now) + 1 AS like_place
    FROM leavers_now) own
LEFT JOIN leavers_now another ON another.place = like_place
CROSS JOIN LATERAL (SELECT may_differ
    AND coalesce(another.clea_care_leaver_in_touch NOT IN ('DIED', 'RHOM'), false)
    AS was_another) which;
"""
SEX = (
    "CASE WHEN as_at() < DATE '2025-03-31'"
    " THEN CASE pers_sex WHEN 'M' THEN '1' ELSE '2' END ELSE pers_sex END"
)
UPN = """coalesce((SELECT min(link_identifier_value) FROM linked_identifiers
    WHERE link_person_id = pers_person_id), pers_upn_unknown, 'UN1')"""
# Supported accommodation is H5 to the collection of 2024 and K3 from then on.
PLACE = """CASE WHEN clap_cla_placement_type IN ('H5', 'K3')
    THEN CASE WHEN as_at() < DATE '2025-03-31' THEN 'H5' ELSE 'K3' END
    ELSE clap_cla_placement_type END"""
A_YEAR_IN_CARE = "care.is_open AND care.began_on <= from_on()"


def _done(kind: str, months: str = "12") -> str:
    return f"""CASE WHEN EXISTS (SELECT 1 FROM cla_health WHERE clah_person_id = child
        AND clah_health_check_type LIKE '{kind}'
        AND clah_health_check_date > as_at() - INTERVAL {months} MONTH) THEN '1' ELSE '0' END"""


TABLES = {
    "header": f"""SELECT child AS CHILD, {SEX} AS SEX, pers_dob AS DOB,
        coalesce(pers_ethnicity, 'NOBT') AS ETHNIC, {UPN} AS UPN,
        CASE WHEN pers_sex = 'F' AND child IN (SELECT child FROM care)
            THEN CASE pers_is_mother WHEN 'Y' THEN '1' ELSE '0' END END AS MOTHER, NULL AS MC_DOB
        FROM (SELECT child FROM care UNION SELECT clea_person_id FROM leavers)
        JOIN person ON pers_person_id = child ORDER BY child""",
    "episodes": f"""SELECT clae_person_id AS CHILD, clae_cla_episode_start_date AS DECOM,
        clae_cla_episode_start_reason AS RNE, status AS LS, clae_cla_primary_need_code AS CIN,
        {PLACE} AS PLACE, clap_cla_placement_provider AS PLACE_PROVIDER,
        clae_cla_episode_ceased_date AS DEC, clae_cla_episode_ceased_reason AS REC,
        CASE WHEN clap_cla_placement_end_date = clae_cla_episode_ceased_date
            AND clae_cla_episode_ceased_reason = 'X1'
            THEN clap_cla_placement_change_reason END AS REASON_PLACE_CHANGE,
        (SELECT min(addr_address_postcode) FROM address WHERE addr_person_id = clae_person_id)
            AS HOME_POST,
        clap_cla_placement_postcode AS PL_POST, clap_cla_placement_urn AS URN
        FROM in_year JOIN cla_placement ON clap_cla_placement_id = clae_cla_placement_id
        ORDER BY clae_person_id, clae_cla_episode_start_date, clae_cla_episode_id""",
    "reviews": """SELECT child AS CHILD, pers_dob AS DOB, clar_cla_review_date AS REVIEW,
        clar_cla_review_participation AS REVIEW_CODE
        FROM cla_reviews
        JOIN (SELECT DISTINCT clae_cla_id, clae_person_id AS child FROM in_year)
            ON clae_cla_id = clar_cla_id
        JOIN person ON pers_person_id = child
        WHERE clar_cla_review_date >= from_on()
        ORDER BY child, clar_cla_review_date, clar_cla_review_id""",
    "uasc": f"""SELECT child AS CHILD, {SEX} AS SEX, pers_dob AS DOB,
        pers_dob + to_years(18) AS DUC
        FROM care JOIN person ON pers_person_id = child
        JOIN immigration_status ON immi_person_id = child ORDER BY child""",
    "oc2": f"""SELECT child AS CHILD, pers_dob AS DOB, sdq.csdq_sdq_score AS SDQ_SCORE,
        CASE WHEN sdq.csdq_sdq_score IS NOT NULL THEN NULL
            WHEN age_at(pers_dob, as_at()) BETWEEN 4 AND 16
            THEN coalesce(sdq.csdq_sdq_reason, 'SDQ4')
            WHEN pers_dob + to_years(17) BETWEEN from_on() AND as_at() THEN 'SDQ1' END
            AS SDQ_REASON,
        CASE WHEN age_at(pers_dob, as_at()) >= 10 THEN CASE WHEN EXISTS (
            SELECT 1 FROM cla_convictions WHERE clac_person_id = child
            AND clac_cla_conviction_date BETWEEN from_on() AND as_at()) THEN '1' ELSE '0' END END
            AS CONVICTED,
        CASE WHEN age_at(pers_dob, as_at()) < 5 THEN {_done("%assessment", "6")} END
            AS HEALTH_CHECK,
        CASE (SELECT min(clai_immunisations_status) FROM cla_immunisations
            WHERE clai_person_id = child) WHEN 'N' THEN '0' ELSE '1' END AS IMMUNISATIONS,
        {_done("Dental%")} AS TEETH_CHECK, {_done("%assessment")} AS HEALTH_ASSESSMENT,
        CASE WHEN misuse.clas_person_id IS NULL THEN '0' ELSE '1' END AS SUBSTANCE_MISUSE,
        CASE misuse.clas_intervention_received WHEN 'Y' THEN '1' WHEN 'N' THEN '0' END
            AS INTERVENTION_RECEIVED,
        CASE misuse.clas_intervention_received WHEN 'N' THEN '1' END AS INTERVENTION_OFFERED
        FROM care JOIN person ON pers_person_id = child
        LEFT JOIN (SELECT * FROM sdq_scores WHERE csdq_sdq_completed_date >= from_on()
            QUALIFY row_number() OVER (PARTITION BY csdq_person_id
                ORDER BY csdq_sdq_completed_date DESC, csdq_table_id) = 1) sdq
            ON csdq_person_id = child
        LEFT JOIN (SELECT * FROM cla_substance_misuse
            WHERE clas_substance_misuse_date BETWEEN from_on() AND as_at()
            QUALIFY row_number() OVER (PARTITION BY clas_person_id
                ORDER BY clas_substance_misuse_id) = 1) misuse ON clas_person_id = child
        WHERE {A_YEAR_IN_CARE} ORDER BY child""",
    "oc3": """SELECT clea_person_id AS CHILD, pers_dob AS DOB,
        clea_care_leaver_in_touch AS IN_TOUCH,
        CASE WHEN clea_care_leaver_in_touch IN ('YES', 'REFU', 'NREQ')
            THEN coalesce(clea_care_leaver_activity, '0') ELSE '0' END AS ACTIV,
        coalesce(clea_care_leaver_accommodation || clea_care_leaver_accom_suitable, '0') AS ACCOM
        FROM leavers WHERE age_at(pers_dob, as_at()) >= 17
            AND clea_care_leaver_eligibility <> 'Eligible' ORDER BY clea_person_id""",
    "ad1": """SELECT perm_person_id AS CHILD, pers_dob AS DOB, perm_adm_decision_date AS DATE_INT,
        perm_matched_date AS DATE_MATCH, '0' AS FOSTER_CARE, perm_number_of_adopters AS NB_ADOPTR,
        perm_adopter_sex AS SEX_ADOPTR, perm_adopter_legal_status AS LS_ADOPTR
        FROM permanence JOIN person ON pers_person_id = perm_person_id
        WHERE perm_permanence_order_date >= from_on() ORDER BY perm_person_id""",
    "placed_for_adoption": """SELECT perm_person_id AS CHILD, pers_dob AS DOB,
        perm_adm_decision_date AS DATE_PLACED, perm_decision_reversed_date AS DATE_PLACED_CEASED,
        CASE WHEN perm_decision_reversed_date IS NOT NULL THEN perm_decision_reversed_reason END
            AS REASON_PLACED_CEASED
        FROM permanence JOIN person ON pers_person_id = perm_person_id
        WHERE perm_adm_decision_date IS NOT NULL
            AND coalesce(perm_permanence_order_date, perm_decision_reversed_date, as_at())
                >= from_on()
        ORDER BY perm_person_id""",
    "previous_permanence": """SELECT child AS CHILD, pers_dob AS DOB,
        coalesce(lapp_previous_permanence_option, 'Z1') AS PREV_PERM, NULL AS LA_PERM,
        lapp_previous_permanence_order_date AS DATE_PERM
        FROM care JOIN person ON pers_person_id = child
        LEFT JOIN cla_previous_permanence ON lapp_person_id = child
        WHERE began_on >= from_on()
        QUALIFY row_number() OVER (PARTITION BY child ORDER BY lapp_table_id) = 1
        ORDER BY child""",
    "missing": """SELECT child AS CHILD, pers_dob AS DOB, miss_missing_episode_type AS MISSING,
        miss_missing_episode_start_date AS MIS_START, miss_missing_episode_end_date AS MIS_END
        FROM missing JOIN care ON child = miss_person_id
        JOIN person ON pers_person_id = child
        WHERE miss_missing_episode_start_date >= from_on()
        ORDER BY child, miss_missing_episode_start_date, miss_table_id""",
    # Each came for the reason the one before left; the end of the last one is told next year.
    "social_workers": """SELECT child AS CHILD, pers_dob AS DOB,
        coalesce(prof_social_worker_registration_no, 'XX' || invo_professional_id) AS SW_ID,
        since AS SW_DECOM,
        CASE WHEN lead(since) OVER turns IS NOT NULL THEN invo_involvement_end_date END AS SW_DEC,
        coalesce(lag(invo_worker_change_reason) OVER turns, 'FCONTA') AS SW_REASON
        FROM (SELECT *, greatest(invo_involvement_start_date, began_on) AS since
            FROM involvements JOIN care ON child = invo_person_id
            WHERE invo_professional_role_id = 'ALLOCATED_WORKER'
                AND coalesce(invo_professional_id, '') <> ''
                AND coalesce(invo_involvement_end_date, as_at()) >= from_on()
                AND coalesce(invo_involvement_end_date > greatest(invo_involvement_start_date,
                    began_on), true)
            QUALIFY row_number() OVER (PARTITION BY child, since
                ORDER BY invo_involvement_end_date DESC NULLS FIRST, invo_involvements_id) = 1)
        JOIN person ON pers_person_id = child
        LEFT JOIN professionals ON prof_professional_id = invo_professional_id
        WINDOW turns AS (PARTITION BY child ORDER BY since, invo_involvements_id)
        ORDER BY child, since, invo_involvements_id""",
}


def _latest_collection(today: date) -> int:
    return today.year if today >= date(today.year, 3, 31) else today.year - 1


def write_ssda903(authority: Authority, folder: Path, *, year: int) -> tuple[Path, ...]:
    """The tables of the collection that ends on 31 March of `year`."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = open_as_at(authority, date(year, 3, 31))
    connection.execute(f"CREATE MACRO from_on() AS DATE '{year - 1}-04-01'")
    back = _latest_collection(authority.today) - year
    connection.execute(f"CREATE MACRO years_back() AS {max(0, back)}")
    connection.execute(PREPARE)
    paths, dates_seen = [], 0
    for name, query in TABLES.items():
        found = connection.execute(query)
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([column[0] for column in found.description])
            for row in found.fetchall():
                told = []
                for value in row:
                    if isinstance(value, date):
                        dates_seen += 1
                        spoiled = dates_seen % SPOIL_ONE_DATE_IN == 0
                        value = UNREADABLE if spoiled else f"{value:%d/%m/%Y}"
                    told.append("" if value is None else value)
                writer.writerow(told)
        paths.append(path)
    connection.close()
    return tuple(paths)
