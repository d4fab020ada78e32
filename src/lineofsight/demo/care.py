"""The records of children looked after: every period of care, one after another."""

from random import Random

from lineofsight.demo import rates
from lineofsight.demo.care_paths import ADOPTED, HOME, SOON_HOME, STAYS
from lineofsight.demo.days import NEVER, add_working_days, as_date
from lineofsight.demo.placements import (
    Stay,
    adoption_days,
    ceased_reason,
    episodes,
    is_over,
    legal_statuses,
    pick,
    placements,
)
from lineofsight.demo.world import World

PARTICIPATION = (
    ("PN1", 0.62),
    ("PN2", 0.06),
    ("PN3", 0.02),
    ("PN4", 0.03),
    ("PN5", 0.04),
    ("PN6", 0.16),
    ("PN7", 0.07),
)
OFFENCES = ("Caution", "Conviction", "Youth conditional caution")


class Records:
    """Rows by table, as tuples; a table's first field is what keeps it apart from others."""

    def __init__(self):
        self.rows: dict[str, list[tuple]] = {}

    def add(self, table: str, *values):
        self.rows.setdefault(table, []).append(values)

    def of(self, table: str) -> list[tuple]:
        return self.rows.get(table, [])


def look_after(world: World) -> Records:
    """Placements, legal statuses, episodes, reviews, health and the rest for every period
    of care that lasted into the history."""
    cases, children, plan = world.table("cases"), world.population.columns(), world.plan
    kept = (cases["care_start"] <= plan.last_day) & (cases["care_end"] > plan.first_day)
    dice = Random(f"{plan.seed}-{plan.children}-care")  # noqa: S311 - invented data, repeatable
    records = Records()
    for period, row in enumerate(kept.nonzero()[0].tolist()):
        child = int(cases["child"][row])
        stay = Stay(
            child=child,
            case=int(cases["case"][row]),
            born=int(children["born"][child]),
            start=int(cases["care_start"][row]),
            end=int(cases["care_end"][row]),
            path=int(cases["path"][row]),
            alone=bool(children["unaccompanied"][child]),
            area=int(cases["area"][row]),
            need=int(cases["need"][row]),
        )
        if stay.path == ADOPTED:
            stay.adoption = adoption_days(dice, stay)
        _homes(records, dice, stay, period, plan.last_day)
        _reviews(records, dice, stay, period, plan.last_day)
        _health(records, dice, stay, plan)
        _missing(records, dice, stay, plan)
        _facts(records, dice, stay, period, plan.last_day)
    return records


def _homes(records: Records, dice: Random, stay: Stay, period: int, last_day: int):
    homes = placements(dice, stay)
    legal = legal_statuses(dice, stay)
    first_home = len(records.of("homes"))
    kept = [home for home in homes if home["start"] <= last_day]
    for home in kept:
        over = home["end"] <= last_day
        records.add(
            "homes",
            period,
            stay.child,
            home["start"],
            home["end"] if over else NEVER,
            home["type"],
            home["provider"],
            home["distance"],
            home["change"] if over else "",
            dice.randint(0, 59),
        )
    for start, end, code in legal:
        if start <= last_day:
            records.add("legal", stay.child, start, end if end <= last_day else NEVER, code)
    left = is_over(stay, last_day)
    iro = min(stay.end, last_day) - dice.randint(3, 150)
    for each in episodes(homes, legal):
        if each["start"] > last_day:
            continue
        over = each["end"] <= last_day
        reason = ceased_reason(dice, stay, homes[-1]["type"]) if each["last"] else "X1"
        records.add(
            "episodes",
            period,
            stay.child,
            stay.case,
            each["start"],
            each["end"] if over else NEVER,
            each["reason"],
            reason if over else "",
            first_home + each["home"],
            stay.start,
            max(iro, stay.start) if iro - stay.start > 20 else NEVER,
            stay.need,
            each["status"],
        )
    end = stay.end if left else NEVER
    records.add("periods", period, stay.child, stay.case, stay.start, end, stay.area)


def _reviews(records: Records, dice: Random, stay: Stay, period: int, last_day: int):
    number, previous = 0, stay.start
    until = min(stay.end, last_day)
    while True:
        if number == 0:
            due = int(add_working_days(previous, 20))
            held = due - dice.randint(0, 6)
        else:
            months = 91 if number == 1 else 182
            due = previous + months
            held = due - dice.randint(0, 24)
        if dice.random() < rates.REVIEW_LATE:
            held = due + dice.randint(2, 25)
        while as_date(held).weekday() >= 5:
            held -= 1
        if held >= until:
            if due > last_day and stay.end > last_day:
                records.add("reviews", period, stay.child, due, NEVER, "")
            return
        young = stay.age_on(held) < 4
        records.add(
            "reviews", period, stay.child, due, held, "PN0" if young else pick(dice, PARTICIPATION)
        )
        previous, number = held, number + 1


def _health(records: Records, dice: Random, stay: Stay, plan):
    until, number = min(stay.end, plan.last_day), 0
    day = stay.start + dice.randint(8, 30)
    while day <= until:
        kind = "Initial health assessment" if number == 0 else "Review health assessment"
        if day >= plan.first_day - 400:
            records.add("health", stay.child, kind, day)
        day += (178 if stay.age_on(day) < 5 else 355) + dice.randint(-20, 25)
        if dice.random() < 0.15:
            day += dice.randint(60, 260)
        number += 1
    day = stay.start + dice.randint(30, 150)
    while day <= until:
        if stay.age_on(day) >= 1 and day >= plan.first_day - 400:
            records.add("health", stay.child, "Dental check", day)
        day += 330 + dice.randint(-40, 40)
        if dice.random() < 0.3:
            day += dice.randint(60, 330)
    if until - stay.start > 60:
        up_to_date = "Y" if dice.random() < 0.87 else "N"
        records.add("immunisations", stay.child, up_to_date, until - dice.randint(5, 60))
    day = stay.start + dice.randint(60, 330)
    while day <= until:
        if 4 <= stay.age_on(day) <= 16 and day >= plan.first_day:
            filled = dice.random() < 0.84
            score = min(40, max(0, int(dice.gauss(13.6, 6.8)))) if filled else -1
            reason = "" if filled else dice.choice(["SDQ2", "SDQ3", "SDQ4", "SDQ5"])
            records.add("sdq", stay.child, day, reason, score)
        day += 350 + dice.randint(0, 40)


def _missing(records: Records, dice: Random, stay: Stay, plan):
    """A few young people go missing often, most never do."""
    years = stay.age_on(min(stay.end, plan.last_day))
    if years < 11 or dice.random() > rates.GOES_MISSING * 2.2:
        return
    begin = max(stay.start, stay.born + 11 * 365, plan.first_day)
    until = min(stay.end, plan.last_day)
    rate = dice.expovariate(1 / rates.MISSING_A_YEAR)
    day = begin + int(dice.expovariate(max(rate, 0.3) / 365))
    while day < until:
        lasts = 1 if dice.random() < 0.8 else dice.randint(1, 6)
        end = day + lasts if day + lasts <= plan.last_day else NEVER
        offered = dice.random() < 0.9
        accepted = offered and dice.random() < 0.62
        records.add(
            "missing",
            stay.child,
            day,
            min(end, until) if end < NEVER else NEVER,
            "M" if dice.random() < 0.88 else "A",
            "Y" if offered else "N",
            "Y" if accepted else "N",
        )
        day += lasts + 1 + int(dice.expovariate(max(rate, 0.3) / 365))


PERMANENCE = {SOON_HOME: "Return to family", HOME: "Return to family", ADOPTED: "Adoption"}


def _facts(records: Records, dice: Random, stay: Stay, period: int, last_day: int):
    years = stay.age_on(min(stay.end, last_day))
    plan = PERMANENCE.get(stay.path)
    if plan is None:
        older = "Supported living in the community" if years >= 16 else "Long-term fostering"
        plan = "SGO/CAO" if stay.path not in (STAYS,) else older
    from_on = stay.start + dice.randint(5, 20)
    if from_on < min(stay.end, last_day):
        end = stay.end if is_over(stay, last_day) else NEVER
        records.add("care_plans", stay.child, from_on, end, plan)
    if years >= 10 and dice.random() < 0.03:
        day = min(stay.end, last_day) - dice.randint(1, 300)
        if day > stay.start:
            records.add("convictions", stay.child, day, dice.choice(OFFENCES))
    if years >= 11 and dice.random() < 0.05:
        day = min(stay.end, last_day) - dice.randint(1, 300)
        if day > stay.start:
            helped = "Y" if dice.random() < 0.6 else "N"
            records.add("substances", stay.child, day, "Y", helped)
    if dice.random() < 0.04 and stay.age_on(stay.start) > 7:
        records.add("permanence_before", stay.child, stay.start - dice.randint(400, 2000), "P2")
    if stay.alone:
        records.add("unaccompanied", stay.child, stay.start, stay.born)
    if stay.path == ADOPTED:
        _adoption(records, dice, stay, period, last_day)
    elif years < 6 and stay.path == STAYS and stay.age_on(stay.start) < 4 and dice.random() < 0.15:
        decided = stay.start + dice.randint(150, 260)
        reversed_on = decided + dice.randint(200, 600)
        if reversed_on <= min(stay.end, last_day):
            unmatched = (decided, decided + 30, NEVER, NEVER, NEVER, reversed_on)
            records.add("adoptions", stay.child, period, *unmatched, "RD3", "", "", 0)


def _adoption(records: Records, dice: Random, stay: Stay, period: int, last_day: int):
    days = stay.adoption
    if days["decided"] > last_day:
        return
    sex, status = pick(
        dice,
        ((("MF", "L11"), 0.72), (("FF", "L4"), 0.08), (("MM", "L4"), 0.07), (("F1", "L0"), 0.13)),
    )
    told = days["matched"] <= last_day
    later = (days["order"], days["matched"], days["placed"], stay.end)
    records.add(
        "adoptions",
        stay.child,
        period,
        days["decided"],
        *(day if day <= last_day else NEVER for day in later),
        NEVER,
        "",
        sex if told else "",
        status if told else "",
        (1 if sex == "F1" else 2) if told else 0,
    )
