"""Where a child looked after lives: placements and moves, legal statuses, and the episodes
that the two make together."""

from dataclasses import dataclass
from random import Random

from lineofsight.demo.care_paths import ADOPTED, GUARDIAN, HOME, STAYS
from lineofsight.demo.days import NEVER

SUPPORTED_ACCOMMODATION_REGISTERED = 19_658  # 28 October 2023: K3 takes the place of H5
# First placement by age: type and chance; and where those who move go to.
BABIES = (("U6", 0.52), ("U3", 0.24), ("U5", 0.10), ("R3", 0.07), ("P1", 0.07))
YOUNG = (("U6", 0.56), ("U3", 0.28), ("P1", 0.10), ("K2", 0.06))
TEENS = (("U6", 0.47), ("U3", 0.18), ("K2", 0.26), ("P1", 0.07), ("S1", 0.02))
OLDER = (("U6", 0.29), ("K3", 0.36), ("K2", 0.23), ("U3", 0.08), ("K1", 0.02), ("R5", 0.02))
ALONE = (("K3", 0.60), ("U6", 0.34), ("K2", 0.06))
SETTLED = (("U4", 0.62), ("U1", 0.22), ("K2", 0.16))
PROVIDERS = {
    "U": (("PR1", 0.58), ("PR4", 0.38), ("PR5", 0.04)),
    "K": (("PR4", 0.78), ("PR1", 0.15), ("PR5", 0.07)),
    "P": (("PR0", 1.0),),
    "A": (("PR1", 1.0),),
    "R": (("PR3", 0.5), ("PR4", 0.5)),
    "S": (("PR4", 1.0),),
}
CHANGE_REASONS = (
    ("CARPL", 0.44),
    ("CREQB", 0.14),
    ("CREQO", 0.12),
    ("CHILD", 0.09),
    ("LAREQ", 0.08),
    ("OTHER", 0.08),
    ("STAND", 0.03),
    ("ALLEG", 0.02),
)


@dataclass
class Stay:
    """One child's period of being looked after, in days as numbers."""

    child: int
    case: int
    born: int
    start: int
    end: int  # NEVER or later than today while open
    path: int
    alone: bool
    area: int
    need: int
    adoption: dict[str, int] | None = None

    def age_on(self, day: int) -> int:
        return max(int((day - self.born) / 365.2425), 0)


def pick(dice: Random, weighted):
    drawn, so_far = dice.random() * sum(w for _, w in weighted), 0.0
    for value, weight in weighted:
        so_far += weight
        if drawn < so_far:
            return value
    return weighted[-1][0]


def adoption_days(dice: Random, stay: Stay) -> dict[str, int]:
    """Decision, placement order, match and placing, in that order, before the adoption."""
    order = stay.end - dice.randint(290, 330)
    return {
        "decided": order - dice.randint(20, 70),
        "order": order,
        "matched": stay.end - dice.randint(255, 285),
        "placed": stay.end - dice.randint(130, 245),
    }


def placement_days(dice: Random, stay: Stay) -> list[int]:
    """The days on which a placement starts, the first included."""
    days, day, moves = [stay.start], stay.start, 0
    teen = 1.7 if stay.age_on(stay.start) >= 11 else 1.0
    while True:
        held = (day - stay.start) / 365
        usual = 320 if held < 0.5 else 750 if held < 1.5 else 2600
        if stay.path == STAYS and moves >= 1 and held > 1:
            usual = 3600
        day += 5 + int(dice.expovariate(teen / usual))
        moves += 1
        if day >= stay.end - 20:
            return days
        days.append(day)


def placement_type(dice: Random, stay: Stay, day: int, number: int) -> str:
    years = stay.age_on(day)
    if stay.alone:
        kind = pick(dice, ALONE)
    elif stay.path == GUARDIAN and number >= 1:
        kind = pick(dice, (("U3", 0.7), ("U1", 0.3)))
    elif number >= 1 and stay.path == STAYS and years < 16:
        kind = pick(dice, SETTLED)
    else:
        by_age = BABIES if years < 1 else YOUNG if years < 10 else TEENS if years < 16 else OLDER
        kind = pick(dice, by_age)
    if kind == "K3" and years < 16:
        kind = "K2"
    if kind == "K3" and day < SUPPORTED_ACCOMMODATION_REGISTERED:
        kind = "H5"
    return kind


def placements(dice: Random, stay: Stay) -> list[dict]:
    """Placements one after another; the last day of each is the first of the next."""
    days = placement_days(dice, stay)
    kinds = [placement_type(dice, stay, day, number) for number, day in enumerate(days)]
    if stay.path == ADOPTED:
        placed = stay.adoption["placed"]
        days = [day for day in days if day < placed - 10]
        kinds = kinds[: len(days)]
        days.append(placed)
        kinds.append("A6" if dice.random() < 0.8 else "A5")
    elif stay.path == HOME and dice.random() < 0.3 and stay.end - days[-1] > 120:
        days.append(stay.end - dice.randint(45, 100))
        kinds.append("P1")
    rows = []
    for number, (day, kind) in enumerate(zip(days, kinds, strict=True)):
        last = number + 1 == len(days)
        rows.append(
            {
                "start": day,
                "end": stay.end if last else days[number + 1],
                "type": kind,
                "provider": pick(dice, PROVIDERS[kind[0] if kind != "H5" else "K"]),
                "distance": distance(dice, kind),
                "change": "" if last else pick(dice, CHANGE_REASONS),
            }
        )
    return rows


def distance(dice: Random, kind: str) -> float:
    """Miles from home: most near by; homes and schools often far."""
    far = 0.30 if kind[0] in "KSR" else 0.16 if kind[0] == "A" else 0.075
    miles = 21 + dice.expovariate(1 / 35) if dice.random() < far else dice.expovariate(1 / 7)
    return round(min(miles, 19.5) if miles < 21 else miles, 1) if miles < 200 else 180.0


def legal_statuses(dice: Random, stay: Stay) -> list[tuple[int, int, str]]:
    """(start, end, code), one after another."""
    years = stay.age_on(stay.start)
    changes: list[tuple[int, str]] = []
    if stay.alone or years >= 16:
        changes.append((stay.start, "J1" if dice.random() < 0.02 else "V2"))
    else:
        first = pick(dice, (("V2", 0.5), ("C1", 0.38), ("L2", 0.07), ("L1", 0.05)))
        changes.append((stay.start, first))
        if first in ("L1", "L2"):
            changes.append((stay.start + dice.randint(2, 8), "C1"))
        elif first == "V2" and dice.random() < 0.72:
            changes.append((stay.start + dice.randint(20, 130), "C1"))
        if changes[-1][1] == "C1":
            changes.append((changes[-1][0] + dice.randint(150, 260), "C2"))
    if stay.path == ADOPTED:
        order = stay.adoption["order"]
        changes = [each for each in changes if each[0] < order]
        changes.append((order, "E1"))
    changes = [each for each in changes if each[0] < stay.end]
    ends = [day for day, _ in changes[1:]] + [stay.end]
    return [(day, end, code) for (day, code), end in zip(changes, ends, strict=True)]


def episodes(homes: list[dict], legal: list[tuple[int, int, str]]) -> list[dict]:
    """One row for each stretch without a change of placement or of legal status."""
    days = sorted({home["start"] for home in homes} | {day for day, _, _ in legal})
    end = homes[-1]["end"]
    rows = []
    for number, day in enumerate(days):
        home = max(n for n, each in enumerate(homes) if each["start"] <= day)
        status = max(n for n, (start, _, _) in enumerate(legal) if start <= day)
        moved, changed = homes[home]["start"] == day, legal[status][0] == day
        reason = "S" if number == 0 else "B" if moved and changed else "P" if moved else "L"
        last = number + 1 == len(days)
        rows.append(
            {
                "start": day,
                "end": end if last else days[number + 1],
                "reason": reason,
                "home": home,
                "status": legal[status][2],
                "last": last,
            }
        )
    return rows


def ceased_reason(dice: Random, stay: Stay, last_type: str) -> str:
    """Why the period of care ended (the department's codes)."""
    if stay.path == ADOPTED:
        return pick(dice, (("E12", 0.8), ("E11", 0.2)))
    if stay.path == GUARDIAN:
        return pick(dice, (("E45", 0.55), ("E46", 0.15), ("E47", 0.25), ("E41", 0.05)))
    if stay.end >= stay.born + 18 * 365:
        if last_type[0] == "U":
            return pick(dice, (("E17", 0.6), ("E5", 0.25), ("E6", 0.15)))
        return pick(dice, (("E5", 0.62), ("E6", 0.26), ("E7", 0.06), ("E8", 0.06)))
    if stay.alone:
        return pick(dice, (("E8", 0.6), ("E15", 0.4)))
    return pick(dice, (("E4A", 0.58), ("E4B", 0.24), ("E13", 0.1), ("E8", 0.08)))


def is_over(stay: Stay, last_day: int) -> bool:
    return stay.end < NEVER and stay.end <= last_day
