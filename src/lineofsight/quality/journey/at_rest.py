"""Records that are open and on which nothing happens: they are over, or nobody writes."""

from lineofsight.later import ibis
from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.records import code, open_rows, with_work
from lineofsight.quality.model import Severity

QUERY = Severity.QUERY
DONE_BY_A_WORKER = (
    ("ssd_contacts", "cont_contact_date"),
    ("ssd_cin_episodes", "cine_referral_date"),
    ("ssd_cin_assessments", "cina_assessment_start_date"),
    ("ssd_cin_assessments", "cina_assessment_auth_date"),
    ("ssd_s47_enquiry", "s47e_s47_start_date"),
    ("ssd_initial_cp_conference", "icpc_icpc_date"),
    ("ssd_cin_plans", "cinp_cin_plan_start_date"),
    ("ssd_cin_visits", "cinv_cin_visit_date"),
    ("ssd_cp_plans", "cppl_cp_plan_start_date"),
    ("ssd_cp_reviews", "cppr_cp_review_date"),
    ("ssd_cp_visits", "cppv_cp_visit_date"),
    ("ssd_cla_episodes", "clae_cla_episode_start_date"),
    ("ssd_cla_reviews", "clar_cla_review_date"),
    ("ssd_cla_visits", "clav_cla_visit_date"),
)
"""What shows that somebody works with a child."""


def last_activity(t):
    """The latest day on which somebody did something with each child, whatever was given."""
    days = []
    for table, column in DONE_BY_A_WORKER:
        rows = getattr(t.if_given, table)
        latest = rows.filter(rows[column] <= t.as_at).group_by("child")
        days.append(latest.aggregate(active_on=rows[column].max()))
    every = ibis.union(*days)
    return every.group_by("child").aggregate(active_on=every.active_on.max())


def _at_rest(rows, t, start: str):
    """Rows that began so long ago, of children with whom nothing has happened since."""
    before = t.as_at - ibis.interval(days=t.limit)
    active = t.fact(last_activity)
    lately = active.filter(active.active_on >= before)
    return rows.filter(rows[start] < before).anti_join(lately, "child")


@rule("J901", "The case is open, and nothing has happened on it for {limit} days. Close it, or"
      " record what was done.", "ssd_cin_episodes.cine_close_date",
      among=open_rows("ssd_cin_episodes"), limit=365)  # fmt: skip
def case_at_rest(rows, t):
    return _at_rest(rows, t, "cine_referral_date")


@rule("J902", "The child in need plan is open, and nothing has happened with the child for {limit}"
      " days. End it, or record what was done.", "ssd_cin_plans.cinp_cin_plan_end_date",
      among=open_rows("ssd_cin_plans"), limit=180)  # fmt: skip
def plan_at_rest(rows, t):
    return _at_rest(rows, t, "cinp_cin_plan_start_date")


@rule("J903", "The child protection plan is open, and there has been neither a visit nor a review"
      " for {limit} days. End it, or record what was done.",
      "ssd_cp_plans.cppl_cp_plan_end_date", among=open_rows("ssd_cp_plans"),
      limit=90)  # fmt: skip
def protection_at_rest(rows, t):
    return _without_work(
        rows,
        t,
        "cppl_cp_plan_start_date",
        (("ssd_cp_visits", "cppv_cp_visit_date"), ("ssd_cp_reviews", "cppr_cp_review_date")),
    )


@rule("J904", "The child is in care, and there has been neither a visit nor a review for {limit}"
      " days. Record what was done, or end the care.",
      "ssd_cla_episodes.clae_cla_episode_ceased_date", among=open_rows("ssd_cla_episodes"),
      limit=180)  # fmt: skip
def care_at_rest(rows, t):
    return _without_work(
        rows,
        t,
        "clae_cla_episode_start_date",
        (("ssd_cla_visits", "clav_cla_visit_date"), ("ssd_cla_reviews", "clar_cla_review_date")),
    )


def _without_work(rows, t, start: str, work: tuple[tuple[str, str], ...]):
    before = t.as_at - ibis.interval(days=t.limit)
    found = rows.filter(rows[start] < before)
    for table, column in work:
        done = getattr(t, table)
        lately = done.filter((done[column] >= before) & (done[column] <= t.as_at))
        found = found.anti_join(lately.select("child").distinct(), "child")
    return found


@rule("J905", "The early help has been open for more than {limit} days. End it, or see that it"
      " still goes on.", "ssd_early_help_episodes.earl_episode_end_date",
      among=open_rows("ssd_early_help_episodes"), severity=QUERY, limit=730)  # fmt: skip
def early_help_at_rest(rows, t):
    began = rows.earl_episode_start_date
    return rows.filter(began < t.as_at - ibis.interval(days=t.limit))


def allocated(t):
    rows = open_rows("ssd_involvements")(t)
    return rows.filter(code(rows.invo_professional_role_id) == "ALLOCATED_WORKER")


@rule("J906", "A worker is still allocated to a child who has no open case, care or plan. End it.",
      "ssd_involvements.invo_involvement_end_date", among=allocated)  # fmt: skip
def still_allocated(rows, t):
    return rows.anti_join(t.fact(with_work), "child")
