"""Spells that do not depend on the periods asked for, kept with a snapshot's figures.

They are made once, when the figures of all pages are counted after a load, and written beside
them: one Parquet file a spell in a folder under `derived/`, named by a hash of the definitions
and parameters. Whoever counts later begins with them instead of the records.
"""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb

from lineofsight.indicators.carried import carry
from lineofsight.indicators.compiling import definitions_hash
from lineofsight.indicators.definition import Parameters
from lineofsight.warehouse import Snapshot


def folder_of(snapshot: Snapshot, parameters: Parameters) -> Path:
    return snapshot.path / "derived" / f"spells-{definitions_hash(parameters)}"


def kept_in(folder: Path) -> dict[str, str]:
    """The spells that are kept there, each with the query that reads it; none if none are."""
    return {file.stem: f"SELECT * FROM {_read(file)}" for file in folder.glob("*.parquet")}


def keep(
    connection: duckdb.DuckDBPyConnection, schema: str, names: Iterable[str], folder: Path
) -> None:
    """Write these spells of the schema, all or none; where they are kept already, they stay."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".spells-"))
    try:
        for name in sorted(names):
            connection.execute(
                f'COPY (SELECT * FROM {schema}."{name}") '
                f"TO {_quoted(part / f'{name}.parquet')} (FORMAT parquet, COMPRESSION zstd)"
            )
        _put(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def carry_over(before: Path, folder: Path) -> None:
    """Give the spells of an earlier snapshot, which has the same records, to a later one."""
    if folder.is_dir() or not before.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".spells-"))
    try:
        for file in before.glob("*.parquet"):
            carry(file, part / file.name)
        _put(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put(part: Path, folder: Path) -> None:
    """Of two processes that made the same, one is first and the other's is thrown away."""
    part.chmod(0o700)
    try:
        part.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


def _read(file: Path) -> str:
    return f"read_parquet({_quoted(file)})"


def _quoted(file: Path) -> str:
    return "'" + str(file).replace("'", "''") + "'"
