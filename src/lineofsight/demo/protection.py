"""Section 47 enquiries, child protection conferences, plans and their reviews."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.days import NEVER, add_working_days, back_to_working_day
from lineofsight.demo.plan import Columns, choose, quantile, take
from lineofsight.demo.world import World

WITHIN = 15
MOST_REVIEWS = len(rates.PLAN_ENDS_AT_REVIEW)


def enquire(
    world: World, cases: Columns, rows: np.ndarray, starts: np.ndarray, *, likelier=1.0, sure=False
) -> Columns:
    """One enquiry for each of `rows`; some lead to a conference, most of those to a plan.
    Returns the plans' starts and categories by row of `cases` (NEVER where there is none)."""
    many = len(rows)
    starts = back_to_working_day(starts)
    starts = np.maximum(starts, cases["day"][rows])
    shared = cases["luck"][rows]
    to_conference = sure | (shared < rates.ENQUIRY_TO_CONFERENCE * likelier)
    late = world.stories.conference_late_share(starts)
    taken = quantile(world.dice, rates.CONFERENCE_DAYS, late, many, 0.2)
    held = np.where(to_conference, add_working_days(starts, taken), NEVER)
    to_plan = to_conference & (sure | (cases["luck_2"][rows] < rates.CONFERENCE_TO_PLAN))
    outcome_days = np.where(to_conference, np.minimum(taken - 2, 13), world.within(2, 15, many))
    ended = add_working_days(starts, np.maximum(outcome_days, 1))
    later = starts > cases["assessed_on"][rows]
    transfer_in = world.chance(0.012, many) & to_conference
    world.add(
        "enquiries",
        {
            "case": cases["case"][rows],
            "child": cases["child"][rows],
            "start": starts,
            "end": ended,
            "conference": held,
            "to_plan": to_plan,
            "transfer_in": transfer_in,
            "team": np.where(later, cases["later_team"][rows], cases["first_team"][rows]),
            "post": np.where(later, cases["later_post"][rows], cases["first_post"][rows]),
        },
    )
    plan_start = np.full(len(cases["case"]), NEVER, dtype=np.int64)
    plan_start[rows] = np.where(to_plan, held, NEVER)
    return plan_start


def last_reviews(world: World, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Review days (one column each, NEVER after the last) and the day each plan ends, which
    is the day of its last review."""
    many = len(starts)
    weights = [(share,) for share in rates.PLAN_ENDS_AT_REVIEW]
    ends_at = choose(world.dice, weights, many)
    reviews = np.full((many, MOST_REVIEWS), NEVER, dtype=np.int64)
    previous = starts
    for number in range(MOST_REVIEWS):
        limit, spread = (90, 16) if number == 0 else (181, 34)
        late = world.chance(rates.REVIEW_LATE, many)
        gap = limit - world.within(0, spread, many)
        gap = np.where(late, limit + world.within(4, 40, many), gap)
        day = back_to_working_day(previous + gap)
        reviews[:, number] = np.where(number <= ends_at, day, NEVER)
        previous = day
    return reviews, reviews[np.arange(many), ends_at]


def open_plans(world: World, cases: Columns, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """Plans for the cases with a start; they end at a review, or by `stops` (care, age 18).
    Returns the end of each case's plan."""
    rows = np.flatnonzero(starts < NEVER)
    reviews, ends = last_reviews(world, starts[rows])
    ends = np.maximum(np.minimum(ends, stops[rows]), starts[rows])
    reviews = np.where(reviews <= ends[:, None], reviews, NEVER)
    codes = [(share,) for _, share in rates.CATEGORIES]
    first = choose(world.dice, codes, len(rows))
    moved = world.chance(0.09, len(rows))
    world.add(
        "plans",
        {
            "case": cases["case"][rows],
            "child": cases["child"][rows],
            "start": starts[rows],
            "end": ends,
            "category": first,
            "latest": np.where(moved, choose(world.dice, codes, len(rows)), first),
            "other_authority": world.chance(0.012, len(rows)),
            "team": cases["later_team"][rows],
            "post": cases["later_post"][rows],
            **{f"review_{n}": reviews[:, n] for n in range(MOST_REVIEWS)},
        },
    )
    all_ends = np.full(len(starts), NEVER, dtype=np.int64)
    all_ends[rows] = ends
    return all_ends


def reviews_of(plans: Columns, last_day: int) -> Columns:
    """One row for each review held, and one for each due after it until the plan ends."""
    parts, previous = [], plans["start"]
    for number in range(MOST_REVIEWS):
        held = plans[f"review_{number}"]
        months = 3 if number == 0 else 6
        due = _months_later(previous, months)
        rows = np.flatnonzero((held <= last_day) & (held < NEVER))
        part = take({"plan": plans["plan"], "child": plans["child"]}, rows)
        parts.append({**part, "due": due[rows], "held": held[rows], "end": plans["end"][rows]})
        previous = np.where(held < NEVER, held, previous)
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _months_later(days: np.ndarray, months: int) -> np.ndarray:
    """Calendar months later, held back to the month's last day."""
    day = np.minimum(days, 60_000).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    offset = day - month
    later = (month + months).astype("datetime64[D]") + offset
    last = (month + months + 1).astype("datetime64[D]") - 1
    return np.minimum(later, last).astype(np.int64)
