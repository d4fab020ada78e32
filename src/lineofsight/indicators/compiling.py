"""SQL of a definition: compiled once, then read from the cache.

Compiling an expression costs tens of milliseconds and there are hundreds, so what was
compiled is kept in memory and, given a home, on disk under `cache/`. The file's name
holds a hash of everything that decides the SQL: the source of this room, the journey's
tables, the parameters, and the versions of what compiles.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import RLock

from lineofsight.indicators.cases import (
    Shape,
    cases,
    counts,
    marked_cases,
    tables_for,
    tally,
    tally_of_cases,
)
from lineofsight.indicators.definition import Indicator, Parameters
from lineofsight.indicators.expressions import GIVEN, Tables
from lineofsight.indicators.spells import SPELLS
from lineofsight.journey import TABLES
from lineofsight.later import ibis

DIALECTS = {"duckdb": "duckdb", "spark": "pyspark"}


@dataclass(frozen=True)
class Compiled:
    """SQL for one engine, and the spells that must be there before it runs, in order."""

    sql: str
    spells: tuple[str, ...]


@lru_cache
def source_hash() -> str:
    """Changes whenever the text of any definition, or what it is compiled by, does."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    for name, table in sorted(TABLES.items()):
        digest.update(f"{name}{dict(table.columns)}".encode())
    for package in ("duckdb", "ibis-framework", "sqlglot"):
        digest.update(version(package).encode())
    return digest.hexdigest()


def definitions_hash(parameters: Parameters) -> str:
    """Names a state of all definitions together with the parameters in force."""
    said = json.dumps(asdict(parameters), default=str, sort_keys=True)
    return hashlib.sha256(f"{source_hash()}{said}".encode()).hexdigest()[:16]


_compiling = RLock()
_IN_MEMORY: dict[tuple[str, str], dict[str, Compiled]] = {}
"""What this process has compiled, by engine and state of the definitions."""


class Compiler:
    """Compiles for one engine; `home` is where the cache lies, if it is to be kept."""

    def __init__(self, engine: str, parameters: Parameters, home: Path | None = None):
        self.engine = engine
        self.parameters = parameters
        self._file = None
        if home is not None:
            name = f"sql-{engine}-{definitions_hash(parameters)}.json"
            self._file = home / "cache" / name
        self._kept = _IN_MEMORY.setdefault((engine, definitions_hash(parameters)), {})
        self._kept.update(self._read())
        self._is_new = False

    def cases(self, indicator: Indicator) -> Compiled:
        return self._once(f"cases {indicator.id}", lambda tables: cases(indicator, tables))

    def spell(self, name: str) -> Compiled:
        return self._once(f"spell {name}", SPELLS[name])

    def marked_cases(self, indicators: Sequence[Indicator]) -> Compiled:
        names = " ".join(indicator.id for indicator in indicators)
        return self._once(f"marked {names}", lambda tables: marked_cases(indicators, tables))

    def counts(self, keys: tuple[str, ...], of: Shape) -> Compiled:
        """`of`: the indicators that are counted together."""
        return self._once(
            f"counts {' '.join(keys)} of {of}", lambda tables: counts(keys, of, tables)
        )

    def tally(self, level: str, breakdown: str | None, of: Shape) -> Compiled:
        return self._once(
            f"tally {level} {breakdown} of {of}",
            lambda tables: tally(level, breakdown, of, tables),
        )

    def tally_of_cases(
        self, level: str, breakdown: str | None, of: tuple[Shape, tuple[float, ...]]
    ) -> Compiled:
        return self._once(
            f"tally of cases {level} {breakdown} of {of}",
            lambda tables: tally_of_cases(level, breakdown, of, tables),
        )

    def expression(self, name: str, build) -> Compiled:
        """Any other query; `name` must tell it apart from all others."""
        return self._once(f"other {name}", build)

    def _once(self, name: str, build) -> Compiled:
        with _compiling:
            return self._kept_or_compiled(name, build)

    def _kept_or_compiled(self, name: str, build) -> Compiled:
        if name not in self._kept:
            tables = tables_for(self.parameters)
            expression = build(tables)
            self._kept[name] = Compiled(self._sql(expression), self._spells(tables))
            self._is_new = True
        return self._kept[name]

    def _sql(self, expression: ibis.Table) -> str:
        getattr(ibis, DIALECTS[self.engine])  # registers the engine's own options
        return str(ibis.to_sql(expression, dialect=DIALECTS[self.engine]))

    def _spells(self, tables: Tables) -> tuple[str, ...]:
        """What was used, each after what it uses itself."""
        wanted: list[str] = []
        for name in tables.used:
            if name not in SPELLS:
                continue
            for spell in (*self.spell(name).spells, name):
                if spell not in wanted:
                    wanted.append(spell)
        return tuple(wanted)

    def _read(self) -> dict[str, Compiled]:
        if self._file is None:
            return {}
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {name: Compiled(one["sql"], tuple(one["spells"])) for name, one in said.items()}

    def keep(self) -> None:
        """Write what was compiled since the last time, beside what other processes wrote
        meanwhile, whole or not at all. A home that cannot be written to costs time, nothing
        else."""
        if self._file is None or not self._is_new:
            return
        self._kept.update(self._read())
        said = {name: asdict(compiled) for name, compiled in self._kept.items()}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, written = tempfile.mkstemp(dir=self._file.parent, prefix=".sql-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(said, file)
            Path(written).replace(self._file)
        except OSError:
            return
        self._is_new = False


@lru_cache(maxsize=16)
def compiler(engine: str, parameters: Parameters, home: Path | None = None) -> Compiler:
    return Compiler(engine, parameters, home)


def is_given(name: str) -> bool:
    """Is this table handed to the engine rather than computed by it?"""
    return name in GIVEN or name in TABLES
