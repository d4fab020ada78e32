"""Assessments under section 17: when they start, how long they take, what they find."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.days import NEVER, add_working_days, working_days_between
from lineofsight.demo.plan import Columns, choose, quantile
from lineofsight.demo.world import World

FACTORS = (
    ("3B", 0.30),
    ("4B", 0.31),
    ("17A", 0.20),
    ("16A", 0.17),
    ("4A", 0.16),
    ("2B", 0.14),
    ("1B", 0.13),
    ("18C", 0.10),
    ("10A", 0.05),
    ("15A", 0.06),
    ("5A", 0.08),
    ("11A", 0.03),
    ("13A", 0.03),
    ("24A", 0.03),
    ("7A", 0.03),
    ("14A", 0.06),
    ("19C", 0.05),
)


def assess(world: World, cases: Columns, rows: np.ndarray, starts: np.ndarray, *, teams, posts):
    """One assessment for each of `rows` of `cases`; returns the day each is signed off."""
    many = len(rows)
    stories, team_ids = world.stories, world.organisation.team_ids(teams)
    late = stories.assessment_late_share(team_ids, starts)
    points = rates.ASSESSMENT_DAYS
    taken = quantile(world.dice, points, late, many, 1 - points[3][0])
    ends = add_working_days(starts, taken)
    forged = stories.backdated(team_ids, ends, taken)
    recorded = np.where(forged, add_working_days(starts, 45), ends)
    born = world.population.columns()["born"][cases["child"][rows]]
    seen = world.chance(rates.CHILD_SEEN, many) & (born <= recorded)
    world.add(
        "assessments",
        {
            "case": cases["case"][rows],
            "child": cases["child"][rows],
            "start": starts,
            "end": recorded,
            "truly_ended": ends,
            "seen": seen,
            "in_need": cases["in_need"][rows],
            "team": teams,
            "post": posts,
        },
    )
    return recorded


def first_assessments(world: World, cases: Columns) -> np.ndarray:
    """The assessment that follows a referral; the day of signing off for each case."""
    rows = np.flatnonzero(cases["assessed"])
    lag = np.array([0, 0, 0, 1, 1, 2, 3])[world.within(0, 6, len(rows))]
    starts = add_working_days(cases["day"][rows], lag)
    starts = np.maximum(starts, cases["day"][rows])
    ends = np.full(len(cases["case"]), NEVER, dtype=np.int64)
    teams, posts = cases["first_team"][rows], cases["first_post"][rows]
    ends[rows] = assess(world, cases, rows, starts, teams=teams, posts=posts)
    return ends


def later_assessments(world: World, cases: Columns):
    """Open cases are assessed again from time to time by the team that holds them."""
    opened = np.where(cases["in_need"], cases["assessed_on"], NEVER)
    until = np.minimum(cases["closed"], world.plan.last_day + 1)
    spare = np.where(opened < NEVER, until - opened - 120, 0)
    share = np.clip(spare, 0, None) / 365.25 * rates.ASSESSED_AGAIN_A_YEAR
    rows = np.flatnonzero((spare > 0) & world.chance(np.minimum(share, 0.9), len(spare)))
    after = (world.dice.random(len(rows)) * spare[rows]).astype(np.int64)
    starts = add_working_days(opened[rows] + 40 + after, 1)
    assess(
        world,
        cases,
        rows,
        starts,
        teams=cases["later_team"][rows],
        posts=cases["later_post"][rows],
    )


def factors(world: World, assessments: Columns) -> list[str]:
    """The factors identified at the end of each assessment, as a JSON list. That there were none
    is found only where the case then closes."""
    many = len(assessments["case"])
    drawn = world.dice.random((many, len(FACTORS))) < np.array([share for _, share in FACTORS])
    fallback = choose(world.dice, (("21", 0.4), ("20", 0.6)), many)
    fallback = np.where(assessments["in_need"], 1, fallback)
    codes = np.array([code for code, _ in FACTORS])
    lists = []
    for row in range(many):
        found = codes[drawn[row]].tolist() or [("21", "20")[fallback[row]]]
        lists.append("[" + ", ".join(f'"{code}"' for code in found) + "]")
    return lists


def days_taken(assessments: Columns) -> np.ndarray:
    """Working days of each finished assessment, day 0 convention."""
    return working_days_between(assessments["start"], assessments["end"])
