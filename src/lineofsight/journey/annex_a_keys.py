"""What several lists of Annex A say alike: keys made of the child and a day, flags, holders."""

from lineofsight.journey.telling import Made, child_day_key

CHILD = "child_unique_id"
S47_ON = "strategy_discussion_initiating_section_47_enquiry_start_date"
ICPC_ON = "date_of_initial_child_protection_conference"
REFERRAL = Made("referral_id", "the child's latest referral on or before that day, if still open")
TEAM = Made("team_id", "the id of the team of that name", "allocated_team")
WORKER = Made("worker_id", "the id of the worker of that name", "allocated_worker")


def day_key(prefix: str) -> Made:
    return Made(
        f"concat_ws('-', '{prefix}', {CHILD}, strftime(on_day, '%Y%m%d'), nth)",
        f"made of the word “{prefix}”, the child, the day, and which of the day's it is",
    )


def flag(field: str, note: str = "Y or N; unknown is empty") -> Made:
    return Made(f"CASE WHEN {field} IN ('Y', 'N') THEN {field} END", note, field)


PLAN_KEY = Made(
    f"concat_ws('-', 'cpplan', {CHILD}, strftime(on_day, '%Y%m%d'))",
    "made of the word “cpplan”, the child and the day",
)
PERIOD_KEY = Made(
    f"concat_ws('-', 'care', {CHILD}, strftime(on_day, '%Y%m%d'))",
    "made of the word “care”, the child and the day care began",
)
ICPC_KEY = child_day_key("icpc", CHILD, ICPC_ON)
EMERGENCY = (
    "subject_to_emergency_protection_order_or_protected_under_police_powers_in_last_six_months"
)
REVIEWED_ON = "date_of_latest_review_conference"
RHI_OFFERED = "was_the_child_offered_a_return_interview_after_their_last_missing_episode"
RHI_ACCEPTED = "did_the_child_accept_a_return_interview_after_their_last_missing_episode"
PLACED_ON = "start_date_of_most_recent_placement"
PLACEMENT_KEY = child_day_key("placement", CHILD, PLACED_ON)
