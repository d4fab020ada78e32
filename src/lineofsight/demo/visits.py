"""Visits to children: regular, now and then late or missed, on working days."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.children import ages
from lineofsight.demo.days import back_to_working_day
from lineofsight.demo.plan import Columns
from lineofsight.demo.world import World

OLD_ENOUGH_TO_BE_ALONE = 2
BABIES_ALONE = 0.3


def regular(
    world: World, starts: np.ndarray, ends: np.ndarray, *, every: int, first: int, missed: float
) -> tuple[np.ndarray, np.ndarray]:
    """Days of visits from `starts` until `ends` (or today): row number and day of each.
    The first comes within `first` days, the rest about every `every` days."""
    ends = np.minimum(ends, world.plan.last_day + 1)
    starts = np.maximum(starts, world.plan.first_day - 4 * every)
    span = np.clip(ends - starts, 0, None)
    gap = every - 2
    many = np.where(span > 0, span // gap + 1, 0)
    rows = np.repeat(np.arange(len(starts)), many)
    place = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
    wander = world.within(-3, 3, len(rows))
    early = world.within(0, first, len(rows))
    days = starts[rows] + np.where(place == 0, early, place * gap + wander)
    days = np.maximum(back_to_working_day(days), starts[rows])
    kept = (days < ends[rows]) & ((place == 0) | ~world.chance(missed, len(rows)))
    return rows[kept], days[kept]


def visits(world: World, spells: Columns, *, every: int, first: int, missed: float) -> Columns:
    """Visits in `spells` (child, start, end): whether seen, and seen alone."""
    rows, days = regular(
        world, spells["start"], spells["end"], every=every, first=first, missed=missed
    )
    child = spells["child"][rows]
    born = world.population.columns()["born"][child]
    seen = world.chance(rates.SEEN_AT_VISIT, len(rows)) & (born <= days)
    share = world.stories.seen_alone_share(days)
    share = np.where(ages(born, days) < OLD_ENOUGH_TO_BE_ALONE, BABIES_ALONE, share)
    return {
        "row": rows,
        "child": child,
        "day": days,
        "unborn": born > days,
        "seen": seen,
        "alone": seen & world.chance(share, len(rows)),
        "bedroom": seen & world.chance(0.62, len(rows)),
    }
