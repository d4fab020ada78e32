"""From a referral to the day the case is closed: the course of each child's episode."""

import numpy as np

from lineofsight.demo import care_paths, protection, rates
from lineofsight.demo.assessments import first_assessments, later_assessments
from lineofsight.demo.children import eighteenth_birthday
from lineofsight.demo.days import NEVER, month_number
from lineofsight.demo.plan import Columns, choose
from lineofsight.demo.world import World

AUGUST = 7
NEEDS_OF_CARE = 8  # N1 to N8 come first in the list of needs


def open_cases(
    world: World, child, day, event, *, kind: str = "", before: Columns | None = None
) -> Columns:
    """One case for each child on the day of referral; rows of one `event` are a family.

    `kind` is "" for the ordinary run of referrals, "care" for children who come into care
    at once (to fill the stock of the first day) and "unaccompanied". `before` says of each
    child who comes again whether they `had_plan` or `had_care`."""
    cases = _referred(world, child, day, event, kind=kind)
    cases["assessed_on"] = first_assessments(world, cases)
    never = np.zeros(len(child), dtype=bool)
    cases["had_care"] = before["had_care"] if before else never
    _protect_and_support(world, cases, before["had_plan"] if before else never)
    later_assessments(world, cases)
    world.add("cases", cases)
    return cases


def _referred(world: World, child, day, event, *, kind: str) -> Columns:
    many, dice = len(child), world.dice
    children = world.population.columns()
    events = int(event.max()) + 1 if many else 0

    def luck(shared_share: float = 0.8) -> np.ndarray:
        """A number from 0 to 1 that brothers and sisters mostly have in common."""
        together = dice.random(events)[event]
        return np.where(dice.random(many) < shared_share, together, dice.random(many))

    area, severe = children["area"][child], children["severe"][child]
    ordinary = kind == ""
    nfa = (luck() < rates.REFERRAL_NFA) & ~severe & ordinary
    checks_only = ~nfa & (luck() < rates.REFERRAL_WITHOUT_ASSESSMENT / (1 - rates.REFERRAL_NFA))
    checks_only &= ~severe & ordinary
    assessed = ~nfa & ~checks_only
    straight = np.full(many, kind != "")
    not_in_need = rates.ASSESSED_NOT_IN_NEED
    in_need = assessed & ((luck() > not_in_need) | severe | straight)
    enquired = assessed & (luck() < rates.ENQUIRY_AT_REFERRAL) & ~severe & ordinary
    org = world.organisation
    first = np.where(
        nfa | checks_only,
        org.team_for(dice, "front-door", area),
        org.team_for(dice, "assessment", area),
    )
    disability_team = org.team_for(dice, "disability", area)
    first = np.where(severe & ~nfa, disability_team, first)
    later = np.where(severe, disability_team, org.team_for(dice, "locality", area))
    # One worker for a family, as a rule.
    seed_rows = np.zeros(events, dtype=np.int64)
    seed_rows[event[::-1]] = np.arange(many)[::-1]
    first, later = np.where(severe, first, first[seed_rows[event]]), later
    first = np.where(nfa | checks_only, org.team_for(dice, "front-door", area), first)
    first = np.where(
        assessed & ~severe & (_work(org, first) != "assessment"),
        org.team_for(dice, "assessment", area),
        first,
    )
    return {
        "case": world.cases + np.arange(many),
        "child": child,
        "event": event,
        "day": day,
        "area": area,
        "nfa": nfa,
        "assessed": assessed,
        "in_need": in_need,
        "enquired": enquired,
        "straight_to_care": straight,
        "luck": luck(),
        "luck_2": luck(),
        "luck_3": luck(),
        "source": _sources(world, day, event),
        "need": _needs(world, event, severe, kind),
        "first_team": first,
        "first_post": org.post_in(dice, first),
        "later_team": later,
        "later_post": org.post_in(dice, later),
    }


def _work(organisation, teams: np.ndarray) -> np.ndarray:
    return np.array([team.work for team in organisation.teams])[teams]


def _sources(world: World, day: np.ndarray, event: np.ndarray) -> np.ndarray:
    """Who referred: schools hardly do in August."""
    source = choose(world.dice, rates.REFERRAL_SOURCES, len(day))
    codes = [code for code, *_ in rates.REFERRAL_SOURCES]
    is_school = np.isin(source, [codes.index("2A"), codes.index("2B")])
    away = is_school & (month_number(day) % 12 == AUGUST) & world.chance(0.85, len(day))
    source = np.where(away, codes.index("6"), source)
    firsts = np.zeros(int(event.max()) + 1 if len(event) else 0, dtype=np.int64)
    firsts[event[::-1]] = source[::-1]
    return firsts[event]


def _needs(world: World, event: np.ndarray, severe: np.ndarray, kind: str) -> np.ndarray:
    codes = [code for code, _ in rates.NEEDS]
    need = choose(world.dice, rates.NEEDS, len(event))
    need = np.where(severe, codes.index("N2"), need)
    if kind == "unaccompanied":
        need = np.full(len(event), codes.index("N8"))
    elif kind == "care":
        need = np.where(world.chance(0.7, len(event)), codes.index("N1"), codes.index("N5"))
    return need


def _protect_and_support(world: World, cases: Columns, had_plan: np.ndarray):
    """Enquiries, plans, care and support, in the order in which they happen."""
    many = len(cases["case"])
    world.cases += many
    born = world.population.columns()["born"][cases["child"]]
    adult = eighteenth_birthday(born)
    likelier = np.where(had_plan, 3.3, 1.0)
    rows = np.flatnonzero(cases["enquired"])
    first = protection.enquire(
        world,
        cases,
        rows,
        cases["day"][rows] + world.within(0, 7, len(rows)),
        likelier=likelier[rows],
    )
    cases["in_need"] |= first < NEVER
    care = care_paths.entries(world, cases, first)
    support = _supported(world, cases, first, care)
    second = _enquired_later(world, cases, support, likelier, care)
    support["end"] = np.where(second < NEVER, second, support["end"])
    plan_start = np.minimum(first, second)
    plan_start = np.where(plan_start < np.minimum(care, adult - 20), plan_start, NEVER)
    into_care = np.where(care < NEVER, care + world.within(10, 45, many), NEVER)
    stops = np.minimum(into_care, adult)
    plan_end = protection.open_plans(world, cases, plan_start, stops)
    # The return on children looked after has no need "not stated" or "not in need".
    vague = (care < NEVER) & (cases["need"] >= NEEDS_OF_CARE)
    cases["need"] = np.where(vague, 0, cases["need"])
    path, care_end = care_paths.exits(world, cases, care)
    after = _step_down(world, cases, plan_end, care, care_end)
    closed = _closing(world, cases, [support["end"], plan_end, care_end, after])
    cases.update(
        path=path,
        care_start=care,
        care_end=care_end,
        closed=np.minimum(closed, np.maximum(adult, cases["day"])),
        plan_end=plan_end,
        had_plan=had_plan | (plan_start < NEVER),
    )


def _supported(world: World, cases: Columns, plan_start, care) -> Columns:
    """Child in need plans that follow an assessment; returns their spans by case."""
    children = world.population.columns()
    severe = children["severe"][cases["child"]]
    adult = eighteenth_birthday(children["born"][cases["child"]])
    many = len(severe)
    has = cases["in_need"] & (plan_start == NEVER) & (care > cases["assessed_on"])
    start = np.where(has, cases["assessed_on"] + world.within(0, 12, many), NEVER)
    days = np.where(
        severe,
        world.length(*rates.CIN_PLAN_DAYS_DISABILITY, many),
        world.length(*rates.CIN_PLAN_DAYS, many),
    )
    end = np.where(has, np.minimum(start + days, np.minimum(care, adult)), NEVER)
    has &= start < end
    span = {"start": np.where(has, start, NEVER), "end": np.where(has, end, NEVER)}
    cases["plan_1"], cases["plan_1_end"] = span["start"], span["end"]
    return span


def _enquired_later(world: World, cases: Columns, support: Columns, likelier, care) -> np.ndarray:
    """Enquiries while a child is supported; the start of a protection plan, or NEVER."""
    open_days = np.where(support["start"] < NEVER, support["end"] - support["start"], 0)
    share = np.minimum(open_days / 365.25 * rates.ENQUIRY_A_YEAR_OPEN, 0.8)
    rows = np.flatnonzero(world.chance(share, len(share)) & (open_days > 20))
    when = support["start"][rows] + (world.dice.random(len(rows)) * open_days[rows]).astype(int)
    started = protection.enquire(world, cases, rows, when, likelier=likelier[rows])
    started = np.where(started < care, started, NEVER)
    cases["plan_1_end"] = np.where(started < NEVER, started, cases["plan_1_end"])
    return started


def _step_down(world: World, cases: Columns, plan_end, care, care_end) -> np.ndarray:
    """Support after a protection plan or on going home; now and then a plan begins again."""
    many = len(plan_end)
    adult = eighteenth_birthday(world.population.columns()["born"][cases["child"]])
    home = (cases_path_home(care_end, adult)) & world.chance(0.7, many)
    from_plan = (plan_end < NEVER) & (care == NEVER) & world.chance(0.82, many)
    start = np.where(from_plan, plan_end, np.where(home, care_end, NEVER))
    end = np.where(start < NEVER, start + world.length(115, 0.6, many), NEVER)
    end = np.minimum(end, np.where(start < NEVER, np.maximum(adult, start), NEVER))
    again = from_plan & world.chance(rates.PLAN_AGAIN_AFTER_STEP_DOWN, many) & (end - start > 60)
    rows = np.flatnonzero(again)
    when = start[rows] + ((end - start)[rows] * 0.6).astype(np.int64)
    begun = protection.enquire(world, cases, rows, when, sure=True)
    begun = np.where(begun < adult - 20, begun, NEVER)
    second_end = protection.open_plans(world, cases, begun, adult)
    cases["plan_2"] = start
    cases["plan_2_end"] = np.where(begun < NEVER, begun, end)
    return np.where(second_end < NEVER, second_end, end)


def cases_path_home(care_end: np.ndarray, adult: np.ndarray) -> np.ndarray:
    """Care that ended well before 18, so that somebody looks in afterwards."""
    return (care_end < NEVER) & (care_end < adult - 200)


def _closing(world: World, cases: Columns, ends: list[np.ndarray]) -> np.ndarray:
    many = len(cases["case"])
    last = np.where(cases["assessed"], cases["assessed_on"], cases["day"])
    for end in ends:
        last = np.where(end < NEVER, np.maximum(last, end), last)
    checks = np.where(~cases["nfa"] & ~cases["assessed"], world.within(3, 22, many), 0)
    tidy = np.where(cases["assessed"], world.within(0, 12, many), checks)
    return last + tidy
