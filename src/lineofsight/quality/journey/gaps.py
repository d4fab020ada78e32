"""What is not recorded and has to be."""

from lineofsight.later import ibis
from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.records import (
    children_with_work,
    code,
    is_blank,
    is_given,
    open_rows,
    recent_rows,
)
from lineofsight.quality.model import Severity

QUERY = Severity.QUERY
A_YEAR = 365
NOT_STATED = ("NOBT", "F) NOT STATED")
"""Words for an ethnicity that nobody has asked for; a refusal is an answer."""
PUPIL_NUMBER = "UNIQUE PUPIL NUMBER"
NOT_THE_WORKER = ("IRO", "CP_CHAIR", "PERSONAL_ADVISER")
IN_TOUCH = "YES"


@rule("J101", "The child has neither a date of birth nor an expected one. Enter it.",
      "ssd_person.pers_dob", "ssd_person.pers_expected_dob")  # fmt: skip
def no_birth(rows, t):
    return rows.filter(rows.pers_dob.isnull() & rows.pers_expected_dob.isnull())


@rule("J102", "The child’s sex is not recorded. Enter it, if need be as unknown.",
      "ssd_person.pers_sex", among=children_with_work)  # fmt: skip
def no_sex(rows, t):
    return rows.filter(is_blank(rows.pers_sex))


@rule("J103", "Somebody works with the child, but the ethnicity is not recorded or not obtained"
      " yet. Ask, and enter it.", "ssd_person.pers_ethnicity",
      among=children_with_work)  # fmt: skip
def no_ethnicity(rows, t):
    said = rows.pers_ethnicity
    return rows.filter(is_blank(said) | code(said).isin(NOT_STATED).fill_null(False))


def of_school_age(t):
    """Children somebody works with who were 5 to 15 on the last 31 August."""
    rows = children_with_work(t)
    year = (t.as_at - ibis.interval(months=8)).year().cast("string")
    start = ibis.literal("-08-31")
    begun = (year + start).cast("date")
    return rows.filter(
        (rows.pers_dob <= begun - ibis.interval(years=5))
        & (rows.pers_dob > begun - ibis.interval(years=16))
    )


@rule("J104", "The child is of school age and has neither a unique pupil number nor a reason why"
      " there is none. Enter the number, or the reason.",
      "ssd_person.pers_upn_unknown", among=of_school_age)  # fmt: skip
def no_pupil_number(rows, t):
    numbers = t.ssd_linked_identifiers
    numbers = numbers.filter(
        (code(numbers.link_identifier_type) == PUPIL_NUMBER)
        & is_given(numbers.link_identifier_value)
    )
    return rows.filter(is_blank(rows.pers_upn_unknown)).anti_join(numbers, "child")


def where_it_is_recorded(t):
    """Children somebody works with, where the authority records the number of any of them."""
    rows = children_with_work(t)
    rows = rows.mutate(is_known=is_given(rows.pers_common_child_id).any().over(ibis.window()))
    return rows.filter(rows.is_known)


@rule("J105", "The child has no NHS number (common child identifier), though the authority records"
      " it for others. Enter it.", "ssd_person.pers_common_child_id",
      among=where_it_is_recorded, severity=QUERY)  # fmt: skip
def no_common_number(rows, t):
    return rows.filter(is_blank(rows.pers_common_child_id))


def open_and_taken_on(t):
    """Open episodes of need whose referral led to something."""
    rows = open_rows("ssd_cin_episodes")(t)
    return rows.filter((code(rows.cine_referral_nfa) != "Y").fill_null(True))


@rule("J106", "The episode of need is open without a primary need. Enter its code.",
      "ssd_cin_episodes.cine_cin_primary_need_code", among=open_and_taken_on)  # fmt: skip
def no_need(rows, t):
    return rows.filter(is_blank(rows.cine_cin_primary_need_code))


def _involved(t):
    """Workers and teams that hold cases now."""
    rows = open_rows("ssd_involvements")(t)
    role = code(rows.invo_professional_role_id).fill_null("")
    return rows.filter(~role.isin(NOT_THE_WORKER))


@rule("J107", "The case is open and no worker holds it. Enter who does, or close the case.",
      "ssd_cin_episodes.cine_referral_worker_id", among=open_and_taken_on)  # fmt: skip
def no_worker(rows, t):
    involved = _involved(t)
    held = involved.filter(is_given(involved.invo_professional_id))
    return rows.filter(is_blank(rows.cine_referral_worker_id)).anti_join(held, "child")


@rule("J108", "The case is open and no team holds it. Enter which does, or close the case.",
      "ssd_cin_episodes.cine_referral_team", among=open_and_taken_on)  # fmt: skip
def no_team(rows, t):
    involved = _involved(t)
    held = involved.filter(is_given(involved.invo_professional_team))
    return rows.filter(is_blank(rows.cine_referral_team)).anti_join(held, "child")


@rule("J109", "The referral does not say who made it. Enter the code of its source.",
      "ssd_cin_episodes.cine_referral_source_code",
      among=recent_rows("ssd_cin_episodes", A_YEAR))  # fmt: skip
def no_source(rows, t):
    return rows.filter(is_blank(rows.cine_referral_source_code))


def closed(t):
    rows = t.ssd_cin_episodes
    return rows.filter(rows.cine_close_date.notnull())


@rule("J110", "The case is closed without a reason. Enter the reason.",
      "ssd_cin_episodes.cine_close_reason", among=closed)  # fmt: skip
def no_reason(rows, t):
    return rows.filter(is_blank(rows.cine_close_reason))


@rule("J111", "The assessment has no day on which it started. Enter it.",
      "ssd_cin_assessments.cina_assessment_start_date")  # fmt: skip
def no_start(rows, t):
    return rows.filter(rows.cina_assessment_start_date.isnull())


def authorised(t):
    rows = t.ssd_cin_assessments
    return rows.filter(rows.cina_assessment_auth_date >= t.as_at - ibis.interval(days=A_YEAR))


@rule("J112", "The assessment is authorised, but nothing says whether the child was seen. Enter"
      " it.", "ssd_cin_assessments.cina_assessment_child_seen", among=authorised)  # fmt: skip
def not_said_whether_seen(rows, t):
    return rows.filter(is_blank(rows.cina_assessment_child_seen))


@rule("J113", "The assessment is authorised, but no factors were entered. Enter those found, or"
      " that there were none.", "ssd_cin_assessments.cina_assessment_id",
      among=authorised, severity=QUERY)  # fmt: skip
def no_factors(rows, t):
    factors = t.ssd_assessment_factors
    found = factors.filter(~factors.cinf_assessment_factors_json.isin(["", "[]"]).fill_null(True))
    return rows.anti_join(found, rows.cina_assessment_id == found.cinf_assessment_id)


def enquiries_ended(t):
    rows = t.ssd_s47_enquiry
    return rows.filter(rows.s47e_s47_end_date.notnull())


@rule("J114", "The section 47 enquiry has ended, but nothing says with what. Enter its outcome.",
      "ssd_s47_enquiry.s47e_s47_outcome_json", "ssd_s47_enquiry.s47e_s47_nfa",
      among=enquiries_ended)  # fmt: skip
def no_outcome(rows, t):
    return rows.filter(is_blank(rows.s47e_s47_outcome_json) & is_blank(rows.s47e_s47_nfa))


@rule("J115", "The child protection plan does not say for what category of abuse. Enter the first"
      " and the latest.", "ssd_cp_plans.cppl_cp_plan_initial_category",
      "ssd_cp_plans.cppl_cp_plan_latest_category")  # fmt: skip
def no_category(rows, t):
    first, latest = rows.cppl_cp_plan_initial_category, rows.cppl_cp_plan_latest_category
    return rows.filter(is_blank(first) | is_blank(latest))


@rule("J116", "Nothing says whether the child was seen alone at the visit. Enter it.",
      "ssd_cp_visits.cppv_cp_visit_seen_alone",
      among=recent_rows("ssd_cp_visits", A_YEAR))  # fmt: skip
def not_said_whether_alone(rows, t):
    return rows.filter(is_blank(rows.cppv_cp_visit_seen_alone))


@rule("J117", "Nothing says whether the child was seen at the visit. Enter it.",
      "ssd_cin_visits.cinv_cin_visit_seen",
      among=recent_rows("ssd_cin_visits", A_YEAR))  # fmt: skip
def not_said_whether_seen_at_visit(rows, t):
    return rows.filter(is_blank(rows.cinv_cin_visit_seen))


@rule("J118", "The child lives in a placement whose postcode is not recorded. Enter it.",
      "ssd_cla_placement.clap_cla_placement_postcode",
      among=open_rows("ssd_cla_placement"))  # fmt: skip
def no_postcode(rows, t):
    return rows.filter(is_blank(rows.clap_cla_placement_postcode))


@rule("J119", "The child is in care without a legal status. Enter the one in force.",
      "ssd_cla_episodes.clae_cla_episode_id", among=open_rows("ssd_cla_episodes"))  # fmt: skip
def no_legal_status(rows, t):
    statuses = open_rows("ssd_legal_status")(t)
    return rows.anti_join(statuses.filter(is_given(statuses.lega_legal_status)), "child")


def reviews_held(t):
    rows = recent_rows("ssd_cla_reviews", A_YEAR)(t)
    return rows.filter(rows.clar_cla_review_date <= t.as_at)


@rule("J120", "The review was held, but nothing says how the child took part. Enter the code.",
      "ssd_cla_reviews.clar_cla_review_participation", among=reviews_held)  # fmt: skip
def no_participation(rows, t):
    return rows.filter(is_blank(rows.clar_cla_review_participation))


def in_touch(t):
    rows = t.ssd_care_leavers
    return rows.filter(code(rows.clea_care_leaver_in_touch) == IN_TOUCH)


@rule("J121", "The authority is in touch with the care leaver, but where they live, whether that is"
      " suitable, or what they do is not recorded. Enter it.",
      "ssd_care_leavers.clea_care_leaver_accommodation",
      "ssd_care_leavers.clea_care_leaver_accom_suitable",
      "ssd_care_leavers.clea_care_leaver_activity", among=in_touch)  # fmt: skip
def not_said_how_they_live(rows, t):
    return rows.filter(
        is_blank(rows.clea_care_leaver_accommodation)
        | is_blank(rows.clea_care_leaver_accom_suitable)
        | is_blank(rows.clea_care_leaver_activity)
    )


def back_again(t):
    rows = t.ssd_missing
    return rows.filter(rows.miss_missing_episode_end_date.notnull())


@rule("J122", "The child is back, but nothing says whether a return interview was offered. Enter"
      " it.", "ssd_missing.miss_missing_rhi_offered", among=back_again)  # fmt: skip
def not_said_whether_offered(rows, t):
    return rows.filter(is_blank(rows.miss_missing_rhi_offered))
