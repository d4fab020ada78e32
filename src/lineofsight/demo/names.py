"""Names, addresses and numbers of invented people."""

from functools import cache
from importlib import resources

import numpy as np
import yaml

MALE, FEMALE, UNKNOWN = 0, 1, 2


@cache
def word_lists() -> dict:
    text = resources.files("lineofsight.demo").joinpath("names.yaml").read_text("utf-8")
    return yaml.safe_load(text)


def given_names(dice, sexes: np.ndarray) -> np.ndarray:
    """A name for each child; where the sex is not known, from either list."""
    lists = word_lists()["given"]
    girls, boys = np.array(lists["girls"]), np.array(lists["boys"])
    as_girl = np.where(sexes == UNKNOWN, dice.random(len(sexes)) < 0.5, sexes == FEMALE)
    return np.where(
        as_girl,
        girls[dice.integers(0, len(girls), len(sexes))],
        boys[dice.integers(0, len(boys), len(sexes))],
    )


@cache
def all_surnames() -> np.ndarray:
    lists = word_lists()["surnames"]
    made = [front + back for front in lists["front"] for back in lists["back"]]
    return np.array(sorted(made) + sorted(lists["whole"]) * 20)


def surnames(dice, how_many: int) -> np.ndarray:
    """Made-up surnames; about a quarter are from the list of whole ones."""
    lists = all_surnames()
    return lists[dice.integers(0, len(lists), how_many)]


def adult_names(dice, how_many: int, taken: set[str]) -> list[str]:
    """Full names, each given once and none of them in `taken`."""
    given = np.array(word_lists()["given"]["adults"])
    seen, names = set(taken), []
    while len(names) < how_many:
        name = f"{given[dice.integers(0, len(given))]} {surnames(dice, 1)[0]}"
        if name not in seen:
            seen.add(name)
            names.append(name)
    return names


def postcodes(dice, how_many: int) -> np.ndarray:
    """Postcodes of the area AM, which does not exist."""
    letters = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
    district = dice.integers(1, 20, how_many).astype(str)
    sector = dice.integers(1, 10, how_many).astype(str)
    unit = np.char.add(
        letters[dice.integers(0, len(letters), how_many)],
        letters[dice.integers(0, len(letters), how_many)],
    )
    outward = np.char.add("AM", district)
    return np.char.add(np.char.add(outward, " "), np.char.add(sector, unit))


def opaque_numbers(dice, how_many: int) -> np.ndarray:
    """Numbers that say nothing about their order: seven digits, each once."""
    room = max(9_000_000, how_many * 3)
    return dice.choice(room, size=how_many, replace=False) + 1_000_000
