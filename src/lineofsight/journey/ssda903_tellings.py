"""SSDA903, field by field: which module and field each column of the journey comes from."""

from lineofsight.journey.telling import Made, Telling, child_day_key, numbered_key

CHILD = "child"
YEARLY = "of the year: its last day, because the day itself is not collected"
PERIOD = Made("period_id", "the period of care the episode belongs to")


def _yearly_key(prefix: str) -> Made:
    return Made(
        f"concat_ws('-', '{prefix}', {CHILD}, year(year_end()))",
        f"made of the word “{prefix}”, the child and the year the collection ends in",
    )


def _check(prefix: str, kind: str, field: str) -> Telling:
    return Telling(
        "ssd_cla_health",
        "oc2",
        {
            "clah_health_check_id": _yearly_key(prefix),
            "clah_person_id": CHILD,
            "clah_health_check_type": Made(f"'{kind}'", "which field it is"),
            "clah_health_check_status": Made(
                f"concat(CASE {field} WHEN 'N' THEN 'Not up to date' ELSE 'Up to date' END, "
                "strftime(year_end(), ' at %d %B %Y'))",
                "whether up to date on the last day of the year",
                field,
            ),
        },
        needs=(CHILD, field),
    )


PEOPLE = (
    Telling(
        "ssd_person",
        "header",
        {
            "pers_person_id": CHILD,
            "pers_legacy_id": Made(CHILD, "the same: the id used in returns", CHILD),
            "pers_sex": Made(
                "CASE sex WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE sex END",
                "1 and 2 up to 2023/24 are M and F",
                "sex",
            ),
            "pers_ethnicity": "ethnic",
            "pers_dob": "dob",
            "pers_is_mother": "mother",
            "pers_upn_unknown": Made(
                "CASE WHEN upn LIKE 'UN%' THEN upn END", "UPN, where it is a reason for none", "upn"
            ),
        },
        needs=(CHILD,),
    ),
    Telling(
        "ssd_linked_identifiers",
        "header",
        {
            "link_table_id": Made(f"concat_ws('-', 'upn', {CHILD})", "one for each child"),
            "link_person_id": CHILD,
            "link_identifier_type": Made("'Unique Pupil Number'", "the field is one"),
            "link_identifier_value": "upn",
        },
        needs=(CHILD, "upn"),
        where="upn NOT LIKE 'UN%'",
    ),
    Telling(
        "ssd_immigration_status",
        "uasc",
        {
            "immi_immigration_status_id": Made(f"concat_ws('-', 'uasc', {CHILD})", "one each"),
            "immi_person_id": CHILD,
            "immi_immigration_status": Made("'UASC'", "the module lists such children"),
            "immi_immigration_status_end_date": "duc",
        },
        needs=(CHILD,),
    ),
    Telling(
        "ssd_cla_previous_permanence",
        "prev_perm",
        {
            "lapp_table_id": Made(f"concat_ws('-', 'before', {CHILD})", "one for each child"),
            "lapp_person_id": CHILD,
            "lapp_previous_permanence_order_date": "date_perm",
            "lapp_previous_permanence_option": "prev_perm",
            "lapp_previous_permanence_la": "la_perm",
        },
        needs=(CHILD,),
    ),
)

IN_CARE = (
    Telling(
        "ssd_cla_episodes",
        "episodes",
        {
            "clae_cla_episode_id": numbered_key("episode", CHILD, "decom"),
            "clae_person_id": CHILD,
            "clae_cla_episode_start_date": "decom",
            "clae_cla_episode_start_reason": "rne",
            "clae_cla_primary_need_code": "cin",
            "clae_cla_episode_ceased_date": "dec",
            "clae_cla_episode_ceased_reason": "rec",
            "clae_cla_id": PERIOD,
            "clae_cla_placement_id": Made("placement_id", "the placement going on"),
            "clae_entered_care_date": Made(
                "entered_on", "the period's first day, if this or an earlier file has it", "decom"
            ),
        },
        needs=(CHILD, "decom"),
        read_from="identified",
    ),
    Telling(
        "ssd_cla_placement",
        "episodes",
        {
            "clap_cla_placement_id": Made("placement_id", "“placement”, the child, its first day"),
            "clap_cla_placement_start_date": Made(
                "placement_began_on", "the first episode's of the placement", "decom"
            ),
            "clap_cla_placement_type": "place",
            "clap_cla_placement_urn": "urn",
            "clap_cla_id": PERIOD,
            "clap_cla_placement_provider": "place_provider",
            "clap_cla_placement_postcode": "pl_post",
            "clap_cla_placement_end_date": Made(
                "placement_to", "the last episode's of the placement", "dec"
            ),
            "clap_cla_placement_change_reason": Made(
                "change_reason", "the last episode's of the placement", "reason_place_change"
            ),
            "clap_person_id": CHILD,
        },
        needs=(CHILD, "decom"),
        read_from="(SELECT DISTINCT ON (placement_id) * FROM identified ORDER BY decom DESC)",
    ),
    Telling(
        "ssd_legal_status",
        "episodes",
        {
            "lega_legal_status_id": Made("legal_id", "“legal”, the child, its first day"),
            "lega_person_id": CHILD,
            "lega_legal_status": "ls",
            "lega_legal_status_start_date": Made(
                "legal_began_on", "the first episode's with this status", "decom"
            ),
            "lega_legal_status_end_date": Made(
                "legal_to", "the last episode's with this status", "dec"
            ),
        },
        needs=(CHILD, "decom"),
        read_from="(SELECT DISTINCT ON (legal_id) * FROM identified ORDER BY decom DESC)",
    ),
    Telling(
        "ssd_cla_reviews",
        "reviews",
        {
            "clar_cla_review_id": numbered_key("review", CHILD, "review"),
            "clar_cla_id": Made("period_id", "the period of care going on that day"),
            "clar_cla_review_date": "review",
            "clar_cla_review_cancelled": Made("'N'", "reviews that were held are collected"),
            "clar_cla_review_participation": "review_code",
        },
        needs=(CHILD, "review"),
        read_from="reviews_placed",
    ),
    Telling(
        "ssd_missing",
        "missing",
        {
            "miss_table_id": numbered_key("missing", CHILD, "mis_start"),
            "miss_person_id": CHILD,
            "miss_missing_episode_start_date": "mis_start",
            "miss_missing_episode_type": "missing",
            "miss_missing_episode_end_date": "mis_end",
        },
        needs=(CHILD, "mis_start"),
    ),
)

OUTCOMES = (
    Telling(
        "ssd_sdq_scores",
        "oc2",
        {
            "csdq_table_id": _yearly_key("sdq"),
            "csdq_person_id": CHILD,
            "csdq_sdq_completed_date": Made("year_end()", YEARLY),
            "csdq_sdq_reason": "sdq_reason",
            "csdq_sdq_score": "sdq_score",
        },
        needs=(CHILD,),
        where="sdq_score IS NOT NULL OR sdq_reason IS NOT NULL",
    ),
    _check("health", "Health assessment", "health_assessment"),
    _check("dental", "Dental check", "teeth_check"),
    _check("development", "Development check", "health_check"),
    Telling(
        "ssd_cla_immunisations",
        "oc2",
        {
            "clai_person_id": CHILD,
            "clai_immunisations_status": "immunisations",
            "clai_immunisations_status_date": Made("year_end()", YEARLY),
        },
        needs=(CHILD, "immunisations"),
    ),
    Telling(
        "ssd_cla_substance_misuse",
        "oc2",
        {
            "clas_substance_misuse_id": _yearly_key("substance"),
            "clas_person_id": CHILD,
            "clas_substance_misuse_date": Made("year_end()", YEARLY),
            "clas_substance_misused": "substance_misuse",
            "clas_intervention_received": "intervention_received",
        },
        needs=(CHILD, "substance_misuse"),
    ),
    Telling(
        "ssd_cla_convictions",
        "oc2",
        {
            "clac_cla_conviction_id": _yearly_key("convicted"),
            "clac_person_id": CHILD,
            "clac_cla_conviction_date": Made("year_end()", YEARLY),
        },
        needs=(CHILD,),
        where="convicted = 'Y'",
    ),
    Telling(
        "ssd_care_leavers",
        "oc3",
        {
            "clea_table_id": Made(f"concat_ws('-', 'careleaver', {CHILD})", "one for each"),
            "clea_person_id": CHILD,
            "clea_care_leaver_in_touch": "in_touch",
            "clea_care_leaver_accommodation": Made(
                "CASE WHEN accom <> '0' THEN accom[1] END", "the code's letter", "accom"
            ),
            "clea_care_leaver_accom_suitable": Made(
                "CASE WHEN accom <> '0' THEN accom[2] END", "the code's figure: 1, 2", "accom"
            ),
            "clea_care_leaver_activity": "activ",
        },
        needs=(CHILD,),
    ),
    Telling(
        "ssd_permanence",
        "ad1",
        {
            "perm_table_id": Made(f"concat_ws('-', 'permanence', {CHILD})", "one for each child"),
            "perm_person_id": CHILD,
            "perm_adm_decision_date": "date_int",
            "perm_matched_date": "date_match",
            "perm_adopted_by_carer_flag": "foster_care",
            "perm_number_of_adopters": "nb_adoptr",
            "perm_adopter_sex": "sex_adoptr",
            "perm_adopter_legal_status": "ls_adoptr",
        },
        needs=(CHILD,),
    ),
    Telling(
        "ssd_permanence",
        "placed_adoption",
        {
            "perm_table_id": Made(f"concat_ws('-', 'permanence', {CHILD})", "one for each child"),
            "perm_person_id": CHILD,
            "perm_placed_for_adoption_date": "date_placed",
            "perm_decision_reversed_date": "date_placed_ceased",
            "perm_decision_reversed_reason": "reason_placed_ceased",
        },
        needs=(CHILD,),
    ),
    Telling(
        "ssd_permanence",
        "episodes",
        {
            "perm_table_id": Made(f"concat_ws('-', 'permanence', {CHILD})", "one for each child"),
            "perm_person_id": CHILD,
            "perm_cla_id": PERIOD,
            "perm_permanence_order_date": Made("dec", "the day care ended with an order", "dec"),
            "perm_permanence_order_type": Made(
                "CASE WHEN rec IN ('E11', 'E12') THEN 'Adoption' WHEN rec = 'E41' "
                "THEN 'Child arrangements order' ELSE 'Special guardianship order' END",
                "by the reason care ended",
                "rec",
            ),
        },
        needs=(CHILD, "dec"),
        where="rec IN ('E11', 'E12', 'E41', 'E43', 'E44', 'E45', 'E46', 'E47', 'E48')",
        read_from="(SELECT DISTINCT ON (child) * FROM identified WHERE rec <> 'X1' "
        "ORDER BY child, decom DESC)",
    ),
)

WORKERS = (
    Telling(
        "ssd_professionals",
        "sw_episodes",
        {
            "prof_professional_id": "sw_id",
            "prof_social_worker_registration_no": Made("sw_id", "the same", "sw_id"),
        },
        needs=("sw_id",),
    ),
    Telling(
        "ssd_involvements",
        "sw_episodes",
        {
            "invo_involvements_id": child_day_key("worker", CHILD, "sw_decom"),
            "invo_professional_id": "sw_id",
            "invo_involvement_start_date": "sw_decom",
            "invo_involvement_end_date": "sw_dec",
            "invo_worker_change_reason": "sw_reason",
            "invo_person_id": CHILD,
        },
        needs=(CHILD, "sw_decom", "sw_id"),
    ),
)

TELLINGS: tuple[Telling, ...] = (*PEOPLE, *IN_CARE, *OUTCOMES, *WORKERS)
