"""The children who come to Ashmere's attention, in families."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.days import NEVER, age, birthday
from lineofsight.demo.names import FEMALE, MALE, UNKNOWN
from lineofsight.demo.plan import Columns, choose, stack

FAMILY_SIZES = ((1, 0.56), (2, 0.26), (3, 0.12), (4, 0.06))
# Share of referrals by year of age, 0 to 17: babies and teenagers stand out.
BY_AGE = (7.5, *(5.2,) * 4, *(5.4,) * 5, 5.5, 5.7, 6.0, 6.2, 6.2, 5.8, 5.0, 3.2)
UNBORN = 0.022
NONE = -1


class Population:
    """Every child so far, by index; each has a family, an area and what never changes."""

    def __init__(self, dice, area_shares: tuple[float, ...]):
        self.dice = dice
        self.area_shares = area_shares
        self.parts: list[Columns] = []
        self.count = 0
        self.families = 0

    def columns(self) -> Columns:
        return stack(self.parts)

    def new_families(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """One family for each day, seen for the first time then: child indexes, and which
        of the given days each child belongs to."""
        sizes = np.array([size for size, _ in FAMILY_SIZES])
        size = sizes[choose(self.dice, FAMILY_SIZES, len(days))]
        event = np.repeat(np.arange(len(days)), size)
        order = np.arange(len(event)) - np.repeat(np.cumsum(size) - size, size)
        on = days[event]
        weights = [(share,) for share in BY_AGE]
        index_age = choose(self.dice, weights, len(days))[event]
        gap = np.where(order == 0, 0, order * self.dice.choice([-3, -2, 2, 2, 3, 4], len(event)))
        years = np.clip(index_age + gap, 0, 17)
        born = birthday(on, -(years + 1)) + 1 + self.dice.integers(0, 365, len(on))
        born = np.minimum(born, on)
        unborn = (self.dice.random(len(on)) < UNBORN) & (years < 8)
        born = np.where(unborn, on + self.dice.integers(10, 170, len(on)), born)
        area = choose(self.dice, [(share,) for share in self.area_shares], len(days))[event]
        family = self.families + event
        self.families += len(days)
        ethnicity = choose(self.dice, rates.ETHNICITIES, len(days))[event]
        return self.add(born, on, family=family, area=area, ethnicity=ethnicity), event

    def unaccompanied(self, days: np.ndarray) -> np.ndarray:
        """Young people who arrive alone: nearly all boys of 16 and 17."""
        years = self.dice.choice([14, 15, 16, 17], len(days), p=[0.05, 0.15, 0.38, 0.42])
        born = birthday(days, -(years + 1)) + 1 + self.dice.integers(0, 364, len(days))
        family = self.families + np.arange(len(days))
        self.families += len(days)
        codes = [code for code, _ in rates.ETHNICITIES]
        ethnicity = self.dice.choice(
            [codes.index(code) for code in ("OOTH", "BAFR", "AOTH", "WOTH")],
            len(days),
            p=[0.45, 0.3, 0.17, 0.08],
        )
        area = choose(self.dice, [(share,) for share in self.area_shares], len(days))
        children = self.add(born, days, family=family, area=area, ethnicity=ethnicity)
        last = self.parts[-1]
        last["unaccompanied"] = np.ones(len(days), dtype=bool)
        last["severe"] = np.zeros(len(days), dtype=bool)
        last["sex"] = np.where(self.dice.random(len(days)) < 0.94, MALE, FEMALE)
        return children

    def babies(self, days, *, family, area, ethnicity) -> np.ndarray:
        """A brother or sister not yet born on the day they are referred."""
        born = days + self.dice.integers(10, 170, len(days))
        return self.add(born, days, family=family, area=area, ethnicity=ethnicity)

    def add(self, born, known_on, *, family, area, ethnicity) -> np.ndarray:
        many = len(born)
        disability = np.where(
            self.dice.random(many) < rates.DISABILITY,
            choose(self.dice, rates.DISABILITIES, many),
            NONE,
        )
        severe = self.dice.random(many) < rates.SEVERE_DISABILITY
        known_before_birth = born > known_on
        expected = np.where(known_before_birth, born + self.dice.integers(-16, 13, many), NEVER)
        self.parts.append(
            {
                "family": family,
                "area": area,
                "ethnicity": ethnicity,
                "born": born,
                "expected": np.where(expected < NEVER, np.maximum(expected, known_on + 3), NEVER),
                "sex": np.where(
                    self.dice.random(many) < 0.006,
                    UNKNOWN,
                    np.where(self.dice.random(many) < 0.515, MALE, FEMALE),
                ),
                "disability": np.where(severe & (disability == NONE), 1, disability),
                "severe": severe,
                "unaccompanied": np.zeros(many, dtype=bool),
            }
        )
        self.count += many
        return np.arange(self.count - many, self.count)


def eighteenth_birthday(born: np.ndarray) -> np.ndarray:
    return birthday(born, 18)


def ages(born: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Whole years; -1 for a child not yet born."""
    return np.where(born > days, -1, age(born, days))
