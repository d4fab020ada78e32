"""What the parts of the generator share: the plan, the organisation, the children so far,
the stories, and the tables being filled (each a list of pieces, stacked at the end)."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from lineofsight.demo.children import Population
from lineofsight.demo.organisation import Organisation
from lineofsight.demo.plan import Columns, Plan, stack
from lineofsight.demo.stories import Stories


@dataclass
class World:
    plan: Plan
    organisation: Organisation
    population: Population
    stories: Stories
    dice: np.random.Generator
    pieces: dict[str, list[Columns]] = field(default_factory=lambda: defaultdict(list))
    cases: int = 0

    def add(self, table: str, columns: Columns):
        self.pieces[table].append(columns)

    def table(self, name: str) -> Columns:
        return stack(self.pieces[name])

    def chance(self, share, how_many: int) -> np.ndarray:
        """True for about `share` of the rows (one number, or one for each row)."""
        return self.dice.random(how_many) < share

    def within(self, low: int, high: int, how_many: int) -> np.ndarray:
        """Whole numbers from `low` to `high`, both included."""
        return self.dice.integers(low, high + 1, how_many)

    def length(self, median: float, spread: float, how_many: int) -> np.ndarray:
        """Days with that median and a long tail (lognormal), at least a week."""
        days = np.exp(self.dice.normal(np.log(median), spread, how_many))
        return np.maximum(days, 7).astype(np.int64)
