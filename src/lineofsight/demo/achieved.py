"""The rates that an invented authority reached, to hold beside those it was aimed at."""

from datetime import date

from lineofsight.demo.as_at import open_as_at
from lineofsight.demo.authority import Authority
from lineofsight.demo.plan import YEARS_OF_HISTORY
from lineofsight.working_days import calendar_table

QUERIES = {
    "referrals a year": """SELECT count(*) / years() FROM cin_episodes
        WHERE cine_referral_date >= from_on()""",
    "contacts a year": "SELECT count(*) / years() FROM contacts",
    "assessments a year": """SELECT count(*) / years() FROM cin_assessments
        WHERE cina_assessment_auth_date >= from_on()""",
    "enquiries a year": """SELECT count(*) / years() FROM s47_enquiry
        WHERE s47e_s47_start_date >= from_on()""",
    "conferences a year": """SELECT count(*) / years() FROM initial_cp_conference
        WHERE icpc_icpc_date >= from_on()""",
    "plans begun a year": """SELECT count(*) / years() FROM cp_plans
        WHERE cppl_cp_plan_start_date >= from_on()""",
    "care begun a year": """SELECT count(DISTINCT clae_cla_id) / years() FROM cla_episodes
        WHERE clae_entered_care_date >= from_on()""",
    "in need": """SELECT count(DISTINCT cine_person_id) FROM cin_episodes
        WHERE cine_referral_nfa = 'N' AND cine_close_date IS NULL""",
    "on a plan": """SELECT count(DISTINCT cppl_person_id) FROM cp_plans
        WHERE cppl_cp_plan_end_date IS NULL AND cppl_cp_plan_ola = 'N'""",
    "looked after": """SELECT count(DISTINCT clae_person_id) FROM cla_episodes
        WHERE clae_cla_episode_ceased_date IS NULL""",
}
SHARES = {
    "referred again in 12 months": """SELECT avg((EXISTS (SELECT 1 FROM cin_episodes o
        WHERE o.cine_person_id = r.cine_person_id AND o.cine_referral_date < r.cine_referral_date
        AND o.cine_referral_date >= r.cine_referral_date - INTERVAL 12 MONTH))::INT)
        FROM cin_episodes r WHERE cine_referral_date >= from_on() + INTERVAL 1 YEAR""",
    "no further action": """SELECT avg((cine_referral_nfa = 'Y')::INT) FROM cin_episodes
        WHERE cine_referral_date >= from_on()""",
    "referrals assessed": """SELECT avg((EXISTS (SELECT 1 FROM cin_assessments
        WHERE cina_referral_id = cine_referral_id))::INT) FROM cin_episodes
        WHERE cine_referral_date BETWEEN from_on() AND as_at() - 60""",
    "assessments in 45 working days": """SELECT avg((b.ordinal - a.ordinal <= 45)::INT)
        FROM cin_assessments JOIN calendar a ON a.day = cina_assessment_start_date
        JOIN calendar b ON b.day = cina_assessment_auth_date WHERE b.day >= from_on()""",
    "conferences in 15 working days": """SELECT avg((b.ordinal - a.ordinal <= 15)::INT)
        FROM initial_cp_conference JOIN s47_enquiry ON s47e_s47_enquiry_id = icpc_s47_enquiry_id
        JOIN calendar a ON a.day = s47e_s47_start_date
        JOIN calendar b ON b.day = icpc_icpc_date WHERE b.day >= from_on()""",
    "conferences that led to a plan": """SELECT avg((icpc_icpc_outcome_cp_flag = 'Y')::INT)
        FROM initial_cp_conference WHERE icpc_icpc_date IS NOT NULL""",
    "plans that are a second or later one": """SELECT avg((EXISTS (SELECT 1 FROM cp_plans o
        WHERE o.cppl_person_id = c.cppl_person_id
        AND o.cppl_cp_plan_start_date < c.cppl_cp_plan_start_date))::INT)
        FROM cp_plans c WHERE cppl_cp_plan_start_date >= as_at() - INTERVAL 2 YEAR""",
    "plans open two years": """SELECT avg((cppl_cp_plan_start_date <= as_at()
        - INTERVAL 2 YEAR)::INT) FROM cp_plans WHERE cppl_cp_plan_end_date IS NULL""",
    "three placements in a year": """SELECT avg((many >= 3)::INT) FROM (
        SELECT clap_person_id, count(*) FILTER (clap_cla_placement_end_date IS NULL
            OR clap_cla_placement_end_date > as_at() - INTERVAL 12 MONTH) AS many
        FROM cla_placement WHERE clap_person_id IN (SELECT clae_person_id FROM cla_episodes
            WHERE clae_cla_episode_ceased_date IS NULL) GROUP BY ALL)""",
    "unaccompanied, of those looked after": """SELECT avg((EXISTS (SELECT 1
        FROM immigration_status WHERE immi_person_id = clae_person_id))::INT)
        FROM (SELECT DISTINCT clae_person_id FROM cla_episodes
        WHERE clae_cla_episode_ceased_date IS NULL)""",
    "over 20 miles from home": """SELECT avg((clap_cla_placement_distance > 20)::INT)
        FROM cla_placement WHERE clap_cla_placement_end_date IS NULL""",
    "ethnicity not recorded": """SELECT avg((coalesce(pers_ethnicity, 'NOBT') = 'NOBT')::INT)
        FROM person""",
}


def rates_at(authority: Authority, day: date) -> dict[str, float]:
    """Rates per 10,000 children, by name: yearly ones over the history to `day`, the others
    on the day itself."""
    return _told(authority, day, QUERIES, per=authority.plan.children / 10_000)


def shares_at(authority: Authority, day: date) -> dict[str, float]:
    """Shares, from 0 to 1, by name."""
    return _told(authority, day, SHARES, per=1)


def _told(authority: Authority, day: date, queries: dict[str, str], *, per: float):
    connection = open_as_at(authority, day)
    today = authority.today
    start = date(today.year - YEARS_OF_HISTORY, today.month, 1)
    years = (day - start).days / 365.25
    connection.register("calendar", calendar_table())
    connection.execute(f"CREATE MACRO from_on() AS DATE '{start.isoformat()}'")
    connection.execute(f"CREATE MACRO years() AS {years}")
    told = {
        name: (connection.execute(query).fetchone()[0] or 0) / per
        for name, query in queries.items()
    }
    connection.close()
    return told
