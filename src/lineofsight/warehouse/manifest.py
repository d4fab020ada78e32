"""What a snapshot says about itself: `manifest.json`, written last and read first."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from lineofsight.errors import WarehouseError
from lineofsight.journey import Coverage

FILE_NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Source:
    """One file that was loaded: its name, what it was to the byte, rows by table."""

    name: str
    sha256: str
    size: int
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """A snapshot's own account.

    `as_at`: the day the accumulated history speaks for. `told_on`: the day the files of
    this load speak for, which is earlier when an older return is loaded after a newer one.
    `coverage`: every span told so far, by this load and the ones before it, each with the
    return that told it.
    """

    id: str
    number: int
    as_at: date
    told_on: date
    created_at: datetime
    return_id: str
    collection_year: int | None
    product_version: str
    previous: str | None
    sources: tuple[Source, ...]
    rows: Mapping[str, int]
    problem_count: int
    coverage: tuple[tuple[str, Coverage], ...]

    @property
    def fingerprint(self) -> str:
        return fingerprint(source.sha256 for source in self.sources)

    def as_json(self) -> str:
        said = asdict(self) | {
            "format": FORMAT,
            "as_at": self.as_at.isoformat(),
            "told_on": self.told_on.isoformat(),
            "created_at": self.created_at.isoformat(),
            "coverage": [
                {"return": return_id, **span.as_json()} for return_id, span in self.coverage
            ],
        }
        return json.dumps(said, indent=2, sort_keys=True) + "\n"


def read(folder: Path) -> Manifest:
    """Read a snapshot's manifest. `WarehouseError` if it is missing, cut short or newer
    than this version of the product understands."""
    try:
        said = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError) as reason:
        raise WarehouseError(
            "the snapshot's manifest is missing or cannot be read.",
            where=folder.name,
            advice="Move that folder out of the warehouse and load its files again.",
        ) from reason
    if said.pop("format", None) != FORMAT:
        raise WarehouseError(
            "the snapshot was written by another version of the product.",
            where=folder.name,
            advice="Use that version, or load the files again with this one.",
        )
    said |= {
        "as_at": date.fromisoformat(said["as_at"]),
        "told_on": date.fromisoformat(said["told_on"]),
        "created_at": datetime.fromisoformat(said["created_at"]),
        "sources": tuple(Source(**source) for source in said["sources"]),
        "coverage": tuple((span["return"], Coverage.from_json(span)) for span in said["coverage"]),
    }
    return Manifest(**said)


def fingerprint(hashes) -> str:
    """One hash for a set of files, whatever their order."""
    return sha256("\n".join(sorted(hashes)).encode()).hexdigest()
