"""Records of one child that cannot all be so."""

from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.records import code, is_given, open_rows, with_birth
from lineofsight.quality.model import Severity


@rule("J701", "The child has an open protection plan, but no open case. Open the case, or end the"
      " plan.", "ssd_cp_plans.cppl_cp_plan_end_date", "ssd_cin_episodes.cine_close_date",
      among=open_rows("ssd_cp_plans"))  # fmt: skip
def plan_without_case(rows, t):
    return rows.anti_join(open_rows("ssd_cin_episodes")(t), "child")


@rule("J702", "The child is in care, but has no open case. Open the case, or end the care.",
      "ssd_cla_episodes.clae_cla_episode_ceased_date", "ssd_cin_episodes.cine_close_date",
      among=open_rows("ssd_cla_episodes"))  # fmt: skip
def care_without_case(rows, t):
    return rows.anti_join(open_rows("ssd_cin_episodes")(t), "child")


def ended_at_once(t):
    rows = t.ssd_cin_episodes
    return rows.filter(code(rows.cine_referral_nfa) == "Y")


@rule("J703", "The referral ended without further action, yet an assessment is recorded for it."
      " Correct the outcome, or the link.", "ssd_cin_episodes.cine_referral_nfa",
      "ssd_cin_assessments.cina_referral_id", among=ended_at_once)  # fmt: skip
def assessed_all_the_same(rows, t):
    of = t.ssd_cin_assessments
    return rows.semi_join(of, rows.cine_referral_id == of.cina_referral_id)


@rule("J704", "The child has an open child in need plan beside an open protection plan. End the one"
      " that is over.", "ssd_cin_plans.cinp_cin_plan_end_date",
      "ssd_cp_plans.cppl_cp_plan_end_date", among=open_rows("ssd_cin_plans"))  # fmt: skip
def both_plans(rows, t):
    return rows.semi_join(open_rows("ssd_cp_plans")(t), "child")


def led_to_a_plan(t):
    rows = t.ssd_initial_cp_conference
    return rows.filter(
        (code(rows.icpc_icpc_outcome_cp_flag) == "Y") & rows.icpc_icpc_date.notnull()
    )


@rule("J705", "The initial conference led to a protection plan, but the child has none from that"
      " time. Record the plan, or correct the outcome.",
      "ssd_initial_cp_conference.icpc_icpc_outcome_cp_flag",
      "ssd_cp_plans.cppl_cp_plan_start_date", among=led_to_a_plan)  # fmt: skip
def no_plan(rows, t):
    plans = t.ssd_cp_plans.select(
        plan_child=t.ssd_cp_plans.child,
        began=t.ssd_cp_plans.cppl_cp_plan_start_date,
        ended=t.ssd_cp_plans.cppl_cp_plan_end_date,
    )
    found = rows.inner_join(plans, rows.child == plans.plan_child)
    week = 7
    near = found.began.delta(found.icpc_icpc_date, unit="day")
    goes_on = (found.began <= found.icpc_icpc_date) & (
        found.ended.isnull() | (found.ended >= found.icpc_icpc_date)
    )
    fits = found.filter(((near >= -week) & (near <= week)) | goes_on)
    return rows.anti_join(fits.select("row"), "row")


@rule("J706", "The child has died, but the case is still open. Close it, or correct the record of"
      " the death.", "ssd_cin_episodes.cine_close_date", "ssd_person.pers_death_date",
      among=open_rows("ssd_cin_episodes"))  # fmt: skip
def open_after_death(rows, t):
    found = with_birth(rows, t)
    return found.filter(found.died_on <= t.as_at)


def alone(t):
    rows = t.ssd_cp_visits
    return rows.filter(is_given(rows.cppv_cp_visit_seen_alone) & is_given(rows.cppv_cp_visit_seen))


@rule("J707", "The child was seen alone at a visit at which they were not seen. Correct one of the"
      " two answers.", "ssd_cp_visits.cppv_cp_visit_seen_alone",
      "ssd_cp_visits.cppv_cp_visit_seen", among=alone)  # fmt: skip
def alone_but_not_seen(rows, t):
    return rows.filter(
        (code(rows.cppv_cp_visit_seen_alone) == "Y") & (code(rows.cppv_cp_visit_seen) == "N")
    )


@rule("J708", "The placement is open, but the child is no longer in care. End the placement, or"
      " open the episode.", "ssd_cla_placement.clap_cla_placement_end_date",
      "ssd_cla_episodes.clae_cla_episode_ceased_date",
      among=open_rows("ssd_cla_placement"))  # fmt: skip
def placed_but_not_in_care(rows, t):
    return rows.anti_join(open_rows("ssd_cla_episodes")(t), "child")


@rule("J709", "The child accepted a return interview that was not offered. Correct one of the two"
      " answers.", "ssd_missing.miss_missing_rhi_accepted",
      "ssd_missing.miss_missing_rhi_offered", severity=Severity.QUERY)  # fmt: skip
def accepted_unoffered(rows, t):
    return rows.filter(
        (code(rows.miss_missing_rhi_accepted) == "Y") & (code(rows.miss_missing_rhi_offered) == "N")
    )
