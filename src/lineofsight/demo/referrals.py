"""Demand: contacts, early help and referrals, and families who are referred again."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.care_paths import HOME, SOON_HOME
from lineofsight.demo.cases import open_cases
from lineofsight.demo.children import ages, eighteenth_birthday
from lineofsight.demo.days import NEVER
from lineofsight.demo.plan import Columns, choose
from lineofsight.demo.world import World

MOST_TIMES = 7
STEPS_UP_WITHIN = 21
# Children to a referral event, and how many referrals each first one brings with it.
CHILDREN_TO_EVENT = 1.80


def refer(world: World):
    """All referrals with what follows: new families, then wave after wave of return."""
    plan = world.plan
    years = (plan.last_day - plan.warm_up_day) / 365.25
    ordinary = rates.REFERRALS - rates.UASC_STARTS
    share_new = 1 - rates.REFERRED_AGAIN * 0.74
    events = round(plan.count(ordinary * share_new, years) / CHILDREN_TO_EVENT)
    days = plan.days_of(world.dice, events, plan.warm_up_day, plan.last_day)
    child, event = world.population.new_families(days)
    cases = open_cases(world, child, days[event], event)
    for _ in range(MOST_TIMES):
        again = _again(world, cases)
        if not len(again["child"]):
            break
        cases = open_cases(world, again["child"], again["day"], again["event"], before=again)
    _unaccompanied(world)
    _in_care_before(world)


def _again(world: World, cases: Columns) -> Columns:
    """The families of `cases` that come back, some with a new baby on the way."""
    events = int(cases["event"].max()) + 1 if len(cases["event"]) else 0
    last_closed = np.zeros(events, dtype=np.int64)
    np.maximum.at(last_closed, cases["event"], cases["closed"])
    comes = world.dice.random(events) < rates.REFERRED_AGAIN
    wait = world.dice.exponential(rates.DAYS_TO_REFERRAL_AGAIN, events).astype(np.int64) + 4
    drawn = last_closed + wait
    day = _to_weekday(world, drawn)
    had_care = cases["care_start"] < NEVER
    at_home = ~had_care | np.isin(cases["path"], (SOON_HOME, HOME))
    rows = comes[cases["event"]] & at_home & world.chance(0.9, len(cases["event"]))
    rows = np.flatnonzero(rows)
    rows = rows[day[cases["event"][rows]] <= world.plan.last_day]
    children = world.population.columns()
    born = children["born"][cases["child"][rows]]
    rows = rows[day[cases["event"][rows]] < eighteenth_birthday(born) - 40]
    child, event = cases["child"][rows], cases["event"][rows]
    before = np.stack([cases["had_plan"][rows], had_care[rows]])
    firsts = np.unique(event, return_index=True)[1]
    firsts = firsts[world.chance(0.05, len(firsts))]
    expecting = child[firsts]
    babies = world.population.babies(
        day[event[firsts]],
        family=children["family"][expecting],
        area=children["area"][expecting],
        ethnicity=children["ethnicity"][expecting],
    )
    child = np.concatenate([child, babies])
    event = np.concatenate([event, event[firsts]])
    before = np.concatenate([before, np.zeros((2, len(babies)), dtype=bool)], axis=1)
    order = np.lexsort((child, day[event]))
    child, event, before = child[order], event[order], before[:, order]
    days = day[event]
    dense = np.unique(event, return_inverse=True)[1]
    return {
        "child": child,
        "day": days,
        "event": dense,
        "had_plan": before[0],
        "had_care": before[1],
    }


def _to_weekday(world: World, days: np.ndarray) -> np.ndarray:
    """Most referrals that fall on a weekend arrive on the Monday; fewer come in August."""
    weekend = (days + 3) % 7 >= 5
    moved = weekend & world.chance(0.8, len(days))
    days = np.where(moved, days + (7 - (days + 3) % 7), days)
    months = np.minimum(days, 40_000).astype("datetime64[D]").astype("datetime64[M]")
    quiet = 1 - np.array(rates.BY_MONTH)[months.astype(np.int64) % 12]
    later = world.chance(np.clip(quiet, 0, None), len(days))
    return np.where(later, days + 31, days)


def _unaccompanied(world: World):
    plan = world.plan
    years = (plan.last_day - plan.warm_up_day) / 365.25
    how_many = plan.count(rates.UASC_STARTS, years)
    days = plan.days_of(world.dice, how_many, plan.warm_up_day, plan.last_day)
    child = world.population.unaccompanied(days)
    open_cases(world, child, days, np.arange(len(days)), kind="unaccompanied")


def _in_care_before(world: World):
    """Children who came into care before the warm-up and may still be there."""
    plan = world.plan
    start, end = plan.care_warm_up_day, plan.warm_up_day - 1
    how_many = plan.count(rates.CARE_STARTS_BEFORE, (end - start) / 365.25)
    days = plan.days_of(world.dice, round(how_many / CHILDREN_TO_EVENT), start, end)
    child, event = world.population.new_families(days)
    open_cases(world, child, days[event], event, kind="care")


def contacts(world: World, cases: Columns):
    """Every referral began with a contact; most contacts go no further."""
    plan, dice = world.plan, world.dice
    years = (plan.last_day - plan.first_day) / 365.25
    lag = dice.choice([0, 0, 0, 1, 1, 2, 4], len(cases["day"]))
    world.add("contacts", _contact(cases["child"], cases["day"] - lag, cases["source"], "referral"))
    more = max(plan.count(rates.CONTACTS - rates.REFERRALS, years), 0)
    known = more // 2
    row = dice.integers(0, len(cases["child"]), known)
    near = cases["day"][row] + (dice.exponential(220, known) - 90).astype(np.int64)
    source = choose(dice, rates.REFERRAL_SOURCES, known)
    world.add("contacts", _contact(cases["child"][row], near, source, "information"))
    days = plan.days_of(dice, round((more - known) / 2.4), plan.first_day, plan.last_day)
    child, event = world.population.new_families(days)
    on = days[event]
    source = choose(dice, rates.REFERRAL_SOURCES, len(days))[event]
    world.add("contacts", _contact(child, on, source, "advice"))
    back = np.flatnonzero(world.chance(0.42, len(child)))
    later = on[back] + dice.exponential(170, len(back)).astype(np.int64) + 1
    world.add("contacts", _contact(child[back], later, source[back], "early help"))
    _early_help(world, child, on, cases)


OUTCOMES = ("referral", "information", "advice", "early help")


def _contact(child, day, source, outcome: str) -> Columns:
    code = np.full(len(child), OUTCOMES.index(outcome))
    return {"child": child, "day": day, "source": source, "outcome": code}


def _early_help(world: World, child: np.ndarray, known_on: np.ndarray, cases: Columns):
    plan = world.plan
    years = (plan.last_day - plan.first_day) / 365.25
    how_many = min(plan.count(rates.EARLY_HELP_EPISODES, years), len(child))
    rows = np.sort(world.dice.choice(len(child), how_many, replace=False))
    start = known_on[rows] + world.within(2, 30, how_many)
    born = world.population.columns()["born"][child[rows]]
    start = np.maximum(start, born)
    end = start + world.length(150, 0.5, how_many)
    keep = (start <= plan.last_day) & (ages(born, start) < 18)
    helped = {
        "child": child[rows][keep],
        "start": start[keep],
        "end": end[keep],
        "area": world.population.columns()["area"][child[rows]][keep],
    }
    _step_up(world, helped, cases)
    world.add("early_help", helped)


def _step_up(world: World, helped: Columns, cases: Columns):
    """Let some of the early help have been that of children who were then referred: it ends
    around the referral. They take the places of others, so that all else stays as it is."""
    dice, children = world.plan.dice("stepped up"), world.population.columns()
    known = np.flatnonzero(cases["day"] >= world.plan.first_day)
    how_many = min(round(len(helped["child"]) * rates.STEPPED_UP), len(known))
    rows = np.sort(dice.choice(known, how_many, replace=False))
    child, day = cases["child"][rows], cases["day"][rows]
    end = day + dice.integers(-STEPS_UP_WITHIN, STEPS_UP_WITHIN + 1, how_many)
    lasted = np.exp(dice.normal(np.log(120), 0.5, how_many)).astype(np.int64)
    start = np.maximum(day - np.maximum(lasted, STEPS_UP_WITHIN + 1), children["born"][child])
    places = dice.choice(len(helped["child"]), how_many, replace=False)
    good = start < day - STEPS_UP_WITHIN
    stepped = {"child": child, "start": start, "end": end, "area": children["area"][child]}
    for name, values in stepped.items():
        helped[name][places[good]] = values[good]
