"""An invented country: 153 authorities as unequal as England's, each invented by itself.

Their sizes follow those of England's authorities, their names and codes are nobody's, and their
records come from the same generator as the demo's, one authority after another, so that a whole
country takes no more memory than its largest authority.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np

from lineofsight.demo.authority import generate
from lineofsight.demo.place import place
from lineofsight.demo.plan import DEMO_SEED, DEMO_TODAY, SMALLEST
from lineofsight.demo.snapshot import write_snapshot
from lineofsight.errors import UserError
from lineofsight.packs.authority import FILE_NAME, write_authority
from lineofsight.progress import Report

AUTHORITIES = 153
CHILDREN = 12_000_000
"""Aged 0 to 17 (England, mid 2023: 11,998,646), of whom some 400,000 are in need at a time."""
SPREAD = (
    *((0.0, 400), (0.0066, 650), (0.013, 8_000), (0.02, 20_400), (0.05, 27_400), (0.1, 33_300)),
    *((0.2, 39_000), (0.3, 46_700), (0.4, 56_000), (0.5, 61_300), (0.6, 66_700), (0.7, 77_200)),
    *((0.8, 103_400), (0.9, 147_300), (0.95, 174_100), (0.98, 285_600), (1.0, 348_300)),
)
"""So large a share of England's authorities have fewer children than this (Office for National
Statistics, mid 2023, rounded)."""
CODE = "E99{:06d}"
"""No area of England has a code of E99: it stands for places that are none."""
FIRST = (
    *("Alder", "Aspen", "Birch", "Cedar", "Elder", "Hazel", "Holly", "Juniper", "Larch"),
    *("Linden", "Maple", "Medlar", "Myrtle", "Rowan", "Sallow", "Spruce", "Willow"),
)
LAST = ("fold", "garth", "haven", "mere", "moor", "quay", "reach", "shaw", "wold")
LIST = "authorities.csv"


@dataclass(frozen=True)
class Place:
    """One authority of the invented country."""

    code: str
    name: str
    children: int
    seed: int


def share_of(said: str) -> Fraction:
    """A share as people write it: 1/100, or 0.01."""
    try:
        return Fraction(said)
    except (ValueError, ZeroDivisionError):
        raise UserError(f"“{said}” is no share.", advice="Write it as 1/100 or 0.01.") from None


def authorities(share: Fraction, *, seed: int = DEMO_SEED) -> tuple[Place, ...]:
    """Every authority of a country scaled down to `share`, in the order of their codes, which
    says nothing of their sizes. The generator invents no authority below its smallest: where a
    share is so small that some would be, they have that size and the others make up for it."""
    total = _total(share)
    order = np.random.default_rng([seed, AUTHORITIES]).permutation(AUTHORITIES)
    names = [first + last for last in LAST for first in FIRST]
    sizes = _sizes(total)
    return tuple(
        Place(CODE.format(n + 1), names[n], int(sizes[order[n]]), seed * 1000 + n + 1)
        for n in range(AUTHORITIES)
    )


def _total(share: Fraction) -> int:
    least = Fraction(AUTHORITIES * SMALLEST, CHILDREN)
    if not least <= share <= 1:
        raise UserError(
            f"{share} of the country cannot be invented.",
            advice=f"Choose a share from 1/{int(1 / least)} to 1: {AUTHORITIES} authorities have"
            f" at least {SMALLEST} children each.",
        )
    return round(CHILDREN * share)


def _sizes(total: int) -> np.ndarray:
    """As many children in all, with the spread of England's authorities; smallest first."""
    shares, children = zip(*SPREAD, strict=True)
    true = np.interp(np.linspace(0, 1, AUTHORITIES), shares, children)
    low, high = 0.0, total / true.sum()
    for _ in range(60):  # the larger the factor, the larger the sum: halve until it fits
        factor = (low + high) / 2
        if np.maximum(true * factor, SMALLEST).sum() > total:
            high = factor
        else:
            low = factor
    sizes = np.maximum(np.floor(true * low), SMALLEST).astype(np.int64)
    sizes[-1] += total - sizes.sum()  # what rounding left over
    return sizes


def write_country(
    out: Path,
    share: Fraction,
    *,
    seed: int = DEMO_SEED,
    today: date = DEMO_TODAY,
    progress: Report = lambda part: None,
) -> Iterator[Place]:
    """Write an installation's folder for each authority, as `region load` reads them, and give
    each as soon as it is whole. One that is there already is left as it is: a run that was
    interrupted goes on."""
    places = authorities(share, seed=seed)
    out.mkdir(parents=True, exist_ok=True)
    _begin(out / LIST, places)
    done = 0
    for one in places:
        home = out / one.code
        if not (home / FILE_NAME).is_file():  # it is written last
            write_snapshot(generate(one.children, seed=one.seed, today=today), home)
            known = place(one.children).model_copy(update={"name": one.name, "code": one.code})
            write_authority(home, known)
        done += one.children
        progress(done / sum(each.children for each in places))
        yield one


def _begin(file: Path, places: tuple[Place, ...]) -> None:
    """The list of the authorities, with their sizes and seeds. Another country than that which
    was begun here is refused: the two would lie among one another."""
    lines = [tuple(f.name for f in fields(Place)), *(astuple(one) for one in places)]
    text = [[str(value) for value in line] for line in lines]
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as before:
            if list(csv.reader(before)) != text:
                raise UserError(
                    "another country was begun here.",
                    where=str(file),
                    advice="Choose an empty folder, or the share and the seed of that one.",
                )
        return
    with file.open("w", encoding="utf-8", newline="") as new:
        csv.writer(new, lineterminator="\n").writerows(text)
