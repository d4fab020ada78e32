"""Read a pack, or say what is wrong with it and on which line."""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from lineofsight.errors import PackError
from lineofsight.packs.check import complaints
from lineofsight.packs.faults import Fault, line_of, of_validation, refusal
from lineofsight.packs.local_rules import Records
from lineofsight.packs.model import Pack
from lineofsight.packs.yaml_text import read_yaml, text_of

LIBRARY = Path(__file__).parent / "library"
ENDINGS = {".yaml", ".yml"}


def shipped_packs() -> list[str]:
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def load_pack(
    name: str | Path,
    *,
    permissions: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
    records: Records | None = None,
) -> Pack:
    """The pack of that name from our library, or from a file.

    With `permissions` and `indicators` (the ids that exist in the product) and `records` (the
    tables its rules can be about) what the pack says about them is checked too. Raises
    `PackError`, which has a line for each fault.
    """
    path = Path(name)
    if path.suffix in ENDINGS:
        return load_file(path, permissions=permissions, indicators=indicators, records=records)
    if path.name not in shipped_packs():
        raise PackError(
            f"there is no pack called “{name}”.",
            advice=f"We ship {', '.join(shipped_packs())}; or give the path of a YAML file.",
        )
    return _shipped(path.name, _fixed(permissions), _fixed(indicators), records)


def _fixed(names: Collection[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


@lru_cache(maxsize=16)
def _shipped(
    name: str,
    permissions: frozenset[str] | None,
    indicators: frozenset[str] | None,
    records: Records | None,
) -> Pack:
    """One of our library, read once a process: its file is part of the product."""
    return load_file(
        LIBRARY / f"{name}.yaml", permissions=permissions, indicators=indicators, records=records
    )


def load_file(
    path: Path,
    *,
    permissions: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
    records: Records | None = None,
) -> Pack:
    """The pack in a file, whatever the file is called."""
    return read_pack(
        text_of(path),
        where=path.name,
        permissions=permissions,
        indicators=indicators,
        records=records,
    )


def read_pack(
    text: str,
    *,
    where: str,
    permissions: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
    records: Records | None = None,
) -> Pack:
    """A pack from its text; `where` names the source in messages."""
    read = read_yaml(text, where=where)
    try:
        pack = Pack.model_validate(read.content)
    except ValidationError as error:
        faults = [of_validation(fault, Pack, read.lines) for fault in error.errors()]
        raise refusal(faults, where) from None
    found = complaints(pack, permissions=permissions, indicators=indicators, records=records)
    if found:
        raise refusal(
            [
                Fault(line_of(read.lines, each.path), f"{each.problem} {each.advice}".strip())
                for each in found
            ],
            where,
        )
    return pack


def pack_from_json(content: dict) -> Pack:
    """A pack as it was kept when it was adopted."""
    return Pack.model_validate(content)
