"""Where a region's parts lie, and which there are."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lineofsight.errors import UserError
from lineofsight.warehouse import Snapshot

AUTHORITY = re.compile(r"E(06|08|09|10|99)\d{6}")
"""Authorities with children's services: unitary, metropolitan, of London, counties; and invented
ones. Not districts (E07), regions (E12) or small areas, which have other people's records."""
FOLDER = re.compile(rf"authority=({AUTHORITY.pattern})/date=(\d{{4}}-\d{{2}}-\d{{2}})")
WALES = "W"
ABOUT = "region.json"
"""Beside a part's manifest: its population, the name of the key its pseudonyms are of, and how
many values were left behind because they read like somebody's own words."""


@dataclass(frozen=True)
class Part:
    """What a region has of one authority for one day."""

    region: Path
    authority: str
    as_at: date

    @property
    def place(self) -> str:
        return f"authority={self.authority}/date={self.as_at.isoformat()}"

    @property
    def folder(self) -> Path:
        return self.region / "journey" / self.place

    def snapshot(self) -> Snapshot:
        return Snapshot(self.folder)

    def result(self, kind: str) -> Path:
        """Where this part's `figures`, or its `findings`, lie."""
        return self.region / kind / self.place / f"{kind}.parquet"


def code_of(authority: str) -> str:
    """The nine characters of an authority's code, if it is one that a region can have."""
    if authority.startswith(WALES):
        raise UserError(
            f"{authority} is in Wales, whose law, returns and time limits are its own: England's"
            " definitions would count something else there.",
            advice="Take in authorities of England: their codes begin with E.",
        )
    if not AUTHORITY.fullmatch(authority):
        raise UserError(
            f"“{authority}” is no code of an authority.",
            advice="Give the code of nine characters, as E10000016.",
        )
    return authority


def parts(region: Path, *, as_at: date | None = None) -> list[Part]:
    """Each authority's newest part, or that of a day, in the order of their codes."""
    newest: dict[str, Part] = {}
    for folder in sorted((region / "journey").glob("authority=*/date=*")):
        found = FOLDER.fullmatch(folder.relative_to(region / "journey").as_posix())
        if found is None:
            continue
        part = Part(region, found[1], date.fromisoformat(found[3]))
        if as_at in (None, part.as_at):
            newest[part.authority] = part
    if not newest:
        raise UserError(
            "there is nothing in this region yet." if as_at is None
            else f"no authority of this region has records of {as_at}.",
            where=str(region),
            advice="Take an authority's records in with: lineofsight region load",
        )  # fmt: skip
    return list(newest.values())


def installations(folder: Path) -> list[Path]:
    """The installations in a folder, each in a folder of its own named by its authority's code."""
    found = sorted(home for home in folder.iterdir() if AUTHORITY.fullmatch(home.name))
    if not found:
        raise UserError(
            "there is no installation here.",
            where=str(folder),
            advice="Each lies in a folder named by its authority's code, as E10000016.",
        )
    return found
