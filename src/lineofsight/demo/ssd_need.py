"""The dataset's tables on need and protection: from contacts to plans and visits."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.assessments import factors
from lineofsight.demo.days import NEVER, add_working_days
from lineofsight.demo.plan import Columns, take
from lineofsight.demo.protection import reviews_of
from lineofsight.demo.referrals import OUTCOMES
from lineofsight.demo.tables import Tables, coded, ids, until, yes_no
from lineofsight.demo.visits import visits
from lineofsight.demo.world import World

REFERRAL, CONTACT, ASSESSMENT, ENQUIRY = 410_000, 1_200_000, 560_000, 330_000
CONFERENCE, CP_PLAN, CIN_PLAN, VISIT = 290_000, 180_000, 220_000, 2_000_000
SOURCES = [code for code, *_ in rates.REFERRAL_SOURCES]
SOURCE_WORDS = [words for _, words, _ in rates.REFERRAL_SOURCES]
NEEDS = [code for code, _ in rates.NEEDS]
CATEGORIES = [code for code, _ in rates.CATEGORIES]
MEETING_ROOM = "Ashmere House"


class Keys:
    """The numbers and names by which records are known outside."""

    def __init__(self, world: World, child_numbers: np.ndarray):
        self.world = world
        self.child_numbers = child_numbers.astype(str)
        self.worker_ids = np.array([p.worker_id for p in world.organisation.people])

    def child(self, children: np.ndarray) -> np.ndarray:
        return self.child_numbers[children]

    def team(self, teams: np.ndarray) -> np.ndarray:
        return self.world.organisation.team_ids(teams)

    def worker(self, posts: np.ndarray, days: np.ndarray) -> np.ndarray:
        days = np.minimum(days, self.world.plan.last_day)
        holders = self.world.organisation.worker_on(posts, days)
        return np.where(holders >= 0, self.worker_ids[holders], "")


def need_tables(world: World, keys: Keys, cases: Columns) -> Tables:
    """`cases` are those that lasted into the history."""
    tables = {
        "ssd_contacts": _contacts(world, keys),
        "ssd_early_help_episodes": _early_help(world, keys),
        "ssd_cin_episodes": _episodes(world, keys, cases),
    }
    kept = np.zeros(world.cases, dtype=bool)
    kept[cases["case"]] = True
    tables.update(_assessments(world, keys, kept))
    tables.update(_enquiries(world, keys, kept))
    tables.update(_cin_plans(world, keys, cases))
    return tables


def _contacts(world: World, keys: Keys) -> Columns:
    plan, contacts = world.plan, world.table("contacts")
    rows = np.flatnonzero((contacts["day"] >= plan.first_day) & (contacts["day"] <= plan.last_day))
    rows = rows[np.lexsort((contacts["child"][rows], contacts["day"][rows]))]
    kept = take(contacts, rows)
    outcome = np.array([f'{{"OUTCOME": "{words}"}}' for words in OUTCOMES])
    return {
        "cont_contact_id": ids(CONTACT, np.arange(len(rows))),
        "cont_person_id": keys.child(kept["child"]),
        "cont_contact_date": kept["day"],
        "cont_contact_source_code": coded(SOURCES, kept["source"]),
        "cont_contact_source_desc": coded(SOURCE_WORDS, kept["source"]),
        "cont_contact_outcome_json": outcome[kept["outcome"]],
    }


def _early_help(world: World, keys: Keys) -> Columns:
    helped = world.table("early_help")
    many, dice = len(helped["child"]), world.dice
    reasons = np.array(["Parenting", "Behaviour", "School attendance", "Housing", "Wellbeing"])
    by_whom = np.array(["Ashmere Early Help", "School", "Health visiting service"])
    return {
        "earl_episode_id": ids(150_000, np.arange(many)),
        "earl_person_id": keys.child(helped["child"]),
        "earl_episode_start_date": helped["start"],
        "earl_episode_end_date": until(helped["end"], world.plan.last_day),
        "earl_episode_reason": reasons[dice.integers(0, len(reasons), many)],
        "earl_episode_organisation": by_whom[dice.choice([0, 0, 0, 1, 1, 2], many)],
    }


def _episodes(world: World, keys: Keys, cases: Columns) -> Columns:
    last_day = world.plan.last_day
    closed = until(cases["closed"], last_day)
    outcome = np.select(
        [cases["nfa"], ~cases["assessed"]],
        ["No further action", "Information and advice"],
        "Assessment",
    )
    return {
        "cine_referral_id": ids(REFERRAL, cases["case"]),
        "cine_person_id": keys.child(cases["child"]),
        "cine_referral_date": cases["day"],
        "cine_cin_primary_need_code": coded(NEEDS, cases["need"]),
        "cine_referral_source_code": coded(SOURCES, cases["source"]),
        "cine_referral_source_desc": coded(SOURCE_WORDS, cases["source"]),
        "cine_referral_outcome_json": np.array(
            [f'{{"OUTCOME": "{words}"}}' for words in outcome.tolist()]
        ),
        "cine_referral_nfa": yes_no(cases["nfa"]),
        "cine_close_reason": np.where(closed < NEVER, _close_reasons(world, cases), ""),
        "cine_close_date": closed,
        "cine_referral_team": keys.team(cases["first_team"]),
        "cine_referral_worker_id": keys.worker(cases["first_post"], cases["day"]),
    }


def _close_reasons(world: World, cases: Columns) -> np.ndarray:
    many = len(cases["case"])
    in_care = cases["care_start"] < NEVER
    adopted, guardian = in_care & (cases["path"] == 2), in_care & (cases["path"] == 3)
    moved = world.chance(0.05, many)
    to_early_help = world.chance(0.3, many)
    # Closed after assessment with nothing further: only where nothing else followed either.
    assessed_only = cases["assessed"] & ~cases["enquired"]
    nothing_further = ~cases["in_need"] & (cases["nfa"] | assessed_only)
    return np.select(
        [adopted, guardian, nothing_further & to_early_help, nothing_further, moved],
        ["RC1", "RC4", "RC9", "RC8", "RC5"],
        "RC7",
    )


def _assessments(world: World, keys: Keys, kept: np.ndarray) -> Tables:
    plan, all_of_them = world.plan, world.table("assessments")
    rows = np.flatnonzero(kept[all_of_them["case"]] & (all_of_them["start"] <= plan.last_day))
    rows = rows[np.lexsort((all_of_them["child"][rows], all_of_them["start"][rows]))]
    assessed = take(all_of_them, rows)
    many = len(rows)
    end = until(assessed["end"], plan.last_day)
    known_late = until(assessed["truly_ended"], plan.last_day)
    end = np.where(known_late < NEVER, end, NEVER)
    done = end < NEVER
    number = ids(ASSESSMENT, np.arange(many))
    words = np.where(
        assessed["in_need"], "Children's social care support", "No further action or early help"
    )
    outcome = np.array([f'{{"OUTCOME": "{each}"}}' for each in words.tolist()])
    seen = np.where(done, yes_no(assessed["seen"]), np.where(assessed["seen"], "Y", ""))
    table = {
        "cina_assessment_id": number,
        "cina_person_id": keys.child(assessed["child"]),
        "cina_referral_id": ids(REFERRAL, assessed["case"]),
        "cina_assessment_start_date": assessed["start"],
        "cina_assessment_child_seen": seen,
        "cina_assessment_auth_date": end,
        "cina_assessment_outcome_json": np.where(done, outcome, ""),
        "cina_assessment_outcome_nfa": np.where(done, yes_no(~assessed["in_need"]), ""),
        "cina_assessment_team": keys.team(assessed["team"]),
        "cina_assessment_worker_id": keys.worker(
            assessed["post"], np.minimum(assessed["end"], plan.last_day)
        ),
    }
    found = np.flatnonzero(done)
    factor = {
        "cinf_table_id": ids(900_000, np.arange(len(found))),
        "cinf_assessment_id": number[found],
        "cinf_assessment_factors_json": np.array(factors(world, take(assessed, found))),
    }
    return {"ssd_cin_assessments": table, "ssd_assessment_factors": factor}


def _enquiries(world: World, keys: Keys, kept: np.ndarray) -> Tables:
    plan, every = world.plan, world.table("enquiries")
    rows = np.flatnonzero(kept[every["case"]] & (every["start"] <= plan.last_day))
    rows = rows[np.lexsort((every["child"][rows], every["start"][rows]))]
    asked = take(every, rows)
    end, held = until(asked["end"], plan.last_day), until(asked["conference"], plan.last_day)
    number = np.arange(len(rows))
    to_conference = asked["conference"] < NEVER
    words = np.where(to_conference, "Initial child protection conference", "No conference")
    outcome = np.array([f'{{"OUTCOME": "{each}"}}' for each in words.tolist()])
    worker = keys.worker(asked["post"], asked["start"])
    team = keys.team(asked["team"])
    enquiry = {
        "s47e_s47_enquiry_id": ids(ENQUIRY, number),
        "s47e_referral_id": ids(REFERRAL, asked["case"]),
        "s47e_person_id": keys.child(asked["child"]),
        "s47e_s47_start_date": asked["start"],
        "s47e_s47_end_date": end,
        "s47e_s47_nfa": np.where(end < NEVER, yes_no(~to_conference), ""),
        "s47e_s47_outcome_json": np.where(end < NEVER, outcome, ""),
        "s47e_s47_completed_by_worker_id": worker,
        "s47e_s47_completed_by_team": team,
    }
    plans, plan_of = _plan_numbers(world, kept)
    called = np.flatnonzero(to_conference)
    plan_key = asked["case"][called] * 2**31 + asked["conference"][called]
    led_to = np.array([plan_of.get(key, -1) for key in plan_key.tolist()], dtype=np.int64)
    done = held[called] < NEVER
    conference = {
        "icpc_icpc_id": ids(CONFERENCE, number[called]),
        "icpc_icpc_meeting_id": ids(700_000, number[called]),
        "icpc_s47_enquiry_id": ids(ENQUIRY, number[called]),
        "icpc_person_id": keys.child(asked["child"][called]),
        "icpc_cp_plan_id": np.where(done, ids(CP_PLAN, led_to), ""),
        "icpc_referral_id": ids(REFERRAL, asked["case"][called]),
        "icpc_icpc_transfer_in": yes_no(asked["transfer_in"][called]),
        "icpc_icpc_target_date": add_working_days(asked["start"][called], 15),
        "icpc_icpc_date": held[called],
        "icpc_icpc_outcome_cp_flag": np.where(done, yes_no(asked["to_plan"][called]), ""),
        "icpc_icpc_team": team[called],
        "icpc_icpc_worker_id": worker[called],
    }
    conference_of = dict(zip(led_to.tolist(), number[called].tolist(), strict=True))
    return {
        "ssd_s47_enquiry": enquiry,
        "ssd_initial_cp_conference": conference,
        **_plans(world, keys, plans, conference_of),
    }


def _plan_numbers(world: World, kept: np.ndarray) -> tuple[Columns, dict[int, int]]:
    """Plans that began, numbered in order of starting, and each one's number by case and day."""
    plans = world.table("plans")
    rows = np.flatnonzero(kept[plans["case"]] & (plans["start"] <= world.plan.last_day))
    rows = rows[np.lexsort((plans["child"][rows], plans["start"][rows]))]
    plans = {**take(plans, rows), "plan": np.arange(len(rows))}
    key = plans["case"] * 2**31 + plans["start"]
    return plans, dict(zip(key.tolist(), plans["plan"].tolist(), strict=True))


def _plans(world: World, keys: Keys, plans: Columns, conference_of: dict[int, int]) -> Tables:
    last_day, dice = world.plan.last_day, world.dice
    held_by = np.array([conference_of.get(n, -1) for n in plans["plan"].tolist()], dtype=np.int64)
    plan_table = {
        "cppl_cp_plan_id": ids(CP_PLAN, plans["plan"]),
        "cppl_referral_id": ids(REFERRAL, plans["case"]),
        "cppl_icpc_id": ids(CONFERENCE, held_by),
        "cppl_person_id": keys.child(plans["child"]),
        "cppl_cp_plan_start_date": plans["start"],
        "cppl_cp_plan_end_date": until(plans["end"], last_day),
        "cppl_cp_plan_initial_category": coded(CATEGORIES, plans["category"]),
        "cppl_cp_plan_ola": yes_no(plans["other_authority"]),
        "cppl_cp_plan_latest_category": coded(CATEGORIES, plans["latest"]),
    }
    reviews = reviews_of(plans, last_day)
    order = np.lexsort((reviews["plan"], reviews["held"]))
    reviews = take(reviews, order)
    many = len(order)
    review_table = {
        "cppr_cp_review_id": ids(640_000, np.arange(many)),
        "cppr_person_id": keys.child(reviews["child"]),
        "cppr_cp_plan_id": ids(CP_PLAN, reviews["plan"]),
        "cppr_cp_review_due": reviews["due"],
        "cppr_cp_review_date": reviews["held"],
        "cppr_cp_review_meeting_id": ids(740_000, np.arange(many)),
        "cppr_cp_review_outcome_continue_cp": yes_no(reviews["held"] < reviews["end"]),
        "cppr_cp_review_quorate": yes_no(dice.random(many) < 0.97),
        "cppr_cp_review_participation": yes_no(dice.random(many) < 0.55),
    }
    seen = visits(
        world,
        plans,
        every=rates.PROTECTION_VISIT_EVERY,
        first=8,
        missed=rates.VISIT_MISSED,
    )
    visit_table = {
        "cppv_cp_visit_id": ids(VISIT, np.arange(len(seen["day"]))),
        "cppv_person_id": keys.child(seen["child"]),
        "cppv_cp_plan_id": ids(CP_PLAN, plans["plan"][seen["row"]]),
        **_visit("cppv_cp_visit", seen),
        "cppv_cp_visit_bedroom": yes_no(seen["bedroom"]),
    }
    return {
        "ssd_cp_plans": plan_table,
        "ssd_cp_reviews": review_table,
        "ssd_cp_visits": visit_table,
    }


def _visit(prefix: str, seen: Columns) -> Columns:
    return {
        f"{prefix}_date": seen["day"],
        f"{prefix}_seen": yes_no(seen["seen"]),
        f"{prefix}_seen_alone": np.where(seen["unborn"], "", yes_no(seen["alone"])),
    }


def _cin_plans(world: World, keys: Keys, cases: Columns) -> Tables:
    spans = []
    for which in ("plan_1", "plan_2"):
        rows = np.flatnonzero(
            (cases[which] <= world.plan.last_day) & (cases[which] < cases[f"{which}_end"])
        )
        spans.append(
            {
                "case": cases["case"][rows],
                "child": cases["child"][rows],
                "start": cases[which][rows],
                "end": np.minimum(cases[f"{which}_end"][rows], cases["closed"][rows]),
                "team": cases["later_team"][rows],
                "post": cases["later_post"][rows],
            }
        )
    spans = {name: np.concatenate([part[name] for part in spans]) for name in spans[0]}
    spans = take(spans, np.flatnonzero(spans["start"] < spans["end"]))
    spans = take(spans, np.lexsort((spans["child"], spans["start"])))
    table = {
        "cinp_cin_plan_id": ids(CIN_PLAN, np.arange(len(spans["case"]))),
        "cinp_referral_id": ids(REFERRAL, spans["case"]),
        "cinp_person_id": keys.child(spans["child"]),
        "cinp_cin_plan_start_date": spans["start"],
        "cinp_cin_plan_end_date": until(spans["end"], world.plan.last_day),
        "cinp_cin_plan_team": keys.team(spans["team"]),
        "cinp_cin_plan_worker_id": keys.worker(
            spans["post"], np.minimum(spans["end"], world.plan.last_day)
        ),
    }
    seen = visits(world, spans, every=rates.CIN_VISIT_EVERY, first=14, missed=rates.VISIT_MISSED)
    visit_table = {
        "cinv_cin_visit_id": ids(VISIT * 2, np.arange(len(seen["day"]))),
        "cinv_person_id": keys.child(seen["child"]),
        **_visit("cinv_cin_visit", seen),
        "cinv_cin_visit_bedroom": yes_no(seen["bedroom"]),
    }
    return {"ssd_cin_plans": table, "ssd_cin_visits": visit_table}
