"""Records that lead to nothing, or to another child's: a reference whose other end is missing."""

from collections.abc import Callable

from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.records import is_given

CORRECT = "Record it, or correct the link."
# Code, the column that refers, the column it refers to, what is wrong.
LINKS = (
    ("J501", "ssd_cin_assessments.cina_referral_id", "ssd_cin_episodes.cine_referral_id",
     "The assessment is of a referral that there is not."),
    ("J502", "ssd_s47_enquiry.s47e_referral_id", "ssd_cin_episodes.cine_referral_id",
     "The section 47 enquiry is of a referral that there is not."),
    ("J503", "ssd_cp_reviews.cppr_cp_plan_id", "ssd_cp_plans.cppl_cp_plan_id",
     "The review conference is of a child protection plan that there is not."),
    ("J504", "ssd_cp_visits.cppv_cp_plan_id", "ssd_cp_plans.cppl_cp_plan_id",
     "The visit is recorded for a child protection plan that there is not."),
    ("J505", "ssd_cla_reviews.clar_cla_id", "ssd_cla_episodes.clae_cla_id",
     "The review is of a period of care that has no episode."),
    ("J506", "ssd_cla_episodes.clae_cla_placement_id", "ssd_cla_placement.clap_cla_placement_id",
     "The episode of care names a placement that there is not."),
    ("J507", "ssd_involvements.invo_professional_id", "ssd_professionals.prof_professional_id",
     "The case is held by a worker who is not in the list of workers."),
    ("J508", "ssd_involvements.invo_professional_team", "ssd_department.dept_team_id",
     "The case is held by a team that is not in the list of teams."),
    ("J509", "ssd_cin_episodes.cine_person_id", "ssd_person.pers_person_id",
     "The referral is about a child who is not in the list of children."),
    ("J510", "ssd_cp_plans.cppl_person_id", "ssd_person.pers_person_id",
     "The child protection plan is of a child who is not in the list of children."),
    ("J511", "ssd_cla_episodes.clae_person_id", "ssd_person.pers_person_id",
     "The episode of care is of a child who is not in the list of children."),
)  # fmt: skip


def _referring(field: str) -> Callable:
    table, column = field.split(".")

    def rows(t):
        of = getattr(t, table)
        return of.filter(is_given(of[column]))

    return rows


def _leads_nowhere(field: str, to: str) -> Callable:
    column = field.split(".")[1]
    other, key = to.split(".")

    def find(rows, t):
        there = getattr(t, other).select(known_key=getattr(t, other)[key]).distinct()
        return rows.anti_join(there, rows[column] == there.known_key)

    return find


for _code, _field, _to, _wrong in LINKS:
    rule(_code, f"{_wrong} {CORRECT}", _field, _to, among=_referring(_field))(
        _leads_nowhere(_field, _to)
    )

# Code, the column that refers, the column it refers to, what is wrong.
OF_ONE_CHILD = (
    ("J520", "ssd_cin_assessments.cina_referral_id", "ssd_cin_episodes.cine_referral_id",
     "The assessment is of another child’s referral."),
    ("J521", "ssd_cp_visits.cppv_cp_plan_id", "ssd_cp_plans.cppl_cp_plan_id",
     "The visit is recorded for another child’s protection plan."),
)  # fmt: skip


def _of_another(field: str, to: str) -> Callable:
    column = field.split(".")[1]
    other, key = to.split(".")

    def find(rows, t):
        there = getattr(t, other)
        whose = there.select(known_key=there[key], known_child=there.child)
        found = rows.inner_join(whose, rows[column] == whose.known_key)
        return found.filter(found.child != found.known_child)

    return find


for _code, _field, _to, _wrong in OF_ONE_CHILD:
    rule(_code, f"{_wrong} Correct the link, or whose record it is.", _field, _to,
         among=_referring(_field))(_of_another(_field, _to))  # fmt: skip
