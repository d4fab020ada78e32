"""Who comes into care, and how and when care ends."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.children import ages, eighteenth_birthday
from lineofsight.demo.days import NEVER
from lineofsight.demo.plan import Columns, choose
from lineofsight.demo.world import World

SOON_HOME, HOME, ADOPTED, GUARDIAN, STAYS, LEFT = range(6)
PATHS = ("soon home", "home", "adopted", "special guardianship", "stays to 18", "left")
# By age on coming into care: chances of each path, invented so that about 70 in 10,000 are
# looked after and about 9% of those who leave are adopted (England 2025: 8.8%).
CHANCES = (
    (0, (0.18, 0.13, 0.38, 0.19, 0.12, 0)),
    (1, (0.26, 0.19, 0.16, 0.18, 0.21, 0)),
    (5, (0.30, 0.25, 0.01, 0.12, 0.32, 0)),
    (10, (0.34, 0.26, 0, 0.03, 0.36, 0.01)),
    (16, (0.24, 0.12, 0, 0, 0.62, 0.02)),
)
UNACCOMPANIED_CHANCES = (0, 0.02, 0, 0, 0.93, 0.05)
# Shortest and longest, in days.
LENGTHS = {
    SOON_HOME: (4, 130),
    HOME: (130, 800),
    ADOPTED: (430, 900),
    GUARDIAN: (180, 620),
    LEFT: (20, 300),
}


def entries(world: World, cases: Columns, plan_start: np.ndarray) -> np.ndarray:
    """The day each case's child comes into care, or NEVER."""
    many, dice = len(cases["case"]), world.dice
    on_plan, enquired = plan_start < NEVER, cases["enquired"]
    share = np.select(
        [on_plan, enquired, cases["in_need"]],
        [rates.CARE_AFTER_PLAN, rates.CARE_AFTER_ENQUIRY, rates.CARE_IN_NEED],
        0.0,
    )
    share = np.where(cases["had_care"], np.maximum(share, rates.CARE_AGAIN), share)
    comes = ~cases["nfa"] & world.chance(share, many)
    at_once = ~cases["nfa"] & (cases["luck_3"] < rates.CARE_AT_ONCE)
    from_plan = plan_start + world.within(8, 250, many)
    soon = cases["day"] + world.within(0, 25, many)
    later = cases["day"] + 30 + dice.exponential(120, many).astype(np.int64)
    day = np.select([on_plan, enquired], [from_plan, soon], later)
    day = np.where(comes, day, NEVER)
    day = np.where(at_once, cases["day"] + world.within(0, 3, many), day)
    day = np.where(cases["straight_to_care"], cases["day"] + world.within(0, 2, many), day)
    born = world.population.columns()["born"][cases["child"]]
    day = np.where(day < NEVER, np.maximum(day, born + 1), day)
    return np.where(day < eighteenth_birthday(born) - 30, day, NEVER)


def exits(world: World, cases: Columns, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The path of each period of care and the day it ends, at the 18th birthday at latest."""
    children = world.population.columns()
    born = children["born"][cases["child"]]
    alone = children["unaccompanied"][cases["child"]]
    years = ages(born, np.minimum(starts, born + 365 * 18))
    path = np.full(len(starts), STAYS)
    low, high = np.zeros(len(starts)), np.zeros(len(starts))
    bands = [(first, chances) for first, chances in CHANCES]
    for number, (first, chances) in enumerate(bands):
        last = bands[number + 1][0] if number + 1 < len(bands) else 99
        rows = np.flatnonzero((years >= first) & (years < last) & ~alone)
        path[rows] = choose(world.dice, [(share,) for share in chances], len(rows))
    rows = np.flatnonzero(alone)
    path[rows] = choose(world.dice, [(share,) for share in UNACCOMPANIED_CHANCES], len(rows))
    for kind, (shortest, longest) in LENGTHS.items():
        low[path == kind], high[path == kind] = shortest, longest
    days = low + (high - low) * world.dice.random(len(starts)) ** 1.4
    at_18 = eighteenth_birthday(born)
    ends = np.where(path == STAYS, at_18, np.minimum(starts + days.astype(np.int64), at_18))
    path = np.where(ends >= at_18, STAYS, path)
    return path, np.where(starts < NEVER, ends, NEVER)
