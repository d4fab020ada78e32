"""Authorities, their regions, and the ten statistical neighbours of each.

The neighbours are those of a list whose edition is not stated where it was found, so no
page may call it current. Being a neighbour is not mutual: never turn the list round.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lineofsight.errors import UnknownName

ENGLAND = "E92000001"
EDITION_NOT_STATED = "edition not stated"
REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
}


@dataclass(frozen=True)
class Authority:
    """An authority and whom it compares itself with, by ONS codes.

    An authority that is none of England's (a demonstration, one newly made) says its region
    and its neighbours itself; `code` is then empty.
    """

    name: str
    code: str
    region_code: str
    neighbours: tuple[str, ...]
    edition: str = EDITION_NOT_STATED

    def __post_init__(self):
        if self.region_code not in REGIONS:
            raise UnknownName(
                f"“{self.region_code}” is not the code of a region of England.",
                advice=f"Codes are {', '.join(REGIONS)}.",
            )

    @property
    def region(self) -> str:
        return REGIONS[self.region_code]

    def of_the_region(self) -> tuple[str, ...]:
        """The codes of the authorities of its region, its own left out."""
        codes = (
            each.code for each in authorities().values() if each.region_code == self.region_code
        )
        return tuple(code for code in codes if code != self.code)


@cache
def authorities() -> dict[str, Authority]:
    """Every authority of England with children's services, by ONS code."""
    return {
        row["ons_code"]: Authority(
            name=row["name"],
            code=row["ons_code"],
            region_code=row["region_code"],
            neighbours=tuple(row["neighbours"].split()),
        )
        for row in read("authorities.csv")
    }


def authority(code: str) -> Authority:
    """By its ONS code (E06000001) or the department's number (805)."""
    code = _ons_code_of_number().get(code, code)
    try:
        return authorities()[code]
    except KeyError:
        raise UnknownName(
            f"There is no authority with the code “{code}”.",
            advice="Give its ONS code (E06000001) or the department's three figures (805).",
        ) from None


@cache
def _ons_code_of_number() -> dict[str, str]:
    return {row["dfe_code"]: row["ons_code"] for row in read("authorities.csv")}


def read(name: str) -> list[dict[str, str]]:
    """The rows of one of this package's data files."""
    text = (files("lineofsight.benchmarks") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
