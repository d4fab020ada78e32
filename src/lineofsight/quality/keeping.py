"""How a check is kept: a folder with `run.json`, `findings.parquet` and `scores.parquet`.

Of a load it lies in the snapshot's `derived/checks/`, since it can be worked out again; of files
that were only checked in LINEOFSIGHT_HOME/checks/. A folder is written beside and then renamed.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.errors import UserError
from lineofsight.quality.findings import (
    FINDINGS,
    SCORES,
    Judged,
    Records,
    findings_of,
    scores_of,
)
from lineofsight.quality.holders import Holders
from lineofsight.quality.model import Characteristic, Outcome, Severity
from lineofsight.quality.results import RuleResult
from lineofsight.warehouse import Snapshot
from lineofsight.warehouse.layout import warehouse_folder

CHECKS = "checks"
UNFINISHED = ".unfinished-"
RUN_ID = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class RuleOutcome:
    """How one rule came out. `reason`: why it was not run, or that it broke."""

    code: str
    title: str
    message: str
    characteristic: Characteristic
    severity: Severity
    theme: str
    outcome: Outcome
    reason: str
    judged: int
    failed: int
    is_local: bool = False


@dataclass(frozen=True)
class Found:
    """What a check found, before it is kept."""

    outcomes: tuple[RuleOutcome, ...]
    findings: pa.Table
    scores: pa.Table


NOTHING = Found((), FINDINGS.empty_table(), SCORES.empty_table())


@dataclass(frozen=True)
class CheckRun:
    """One check that was done. `snapshot_id` is None of files that were only checked; `fault` says
    what went wrong where the check as a whole could not be done: then it has no rules."""

    id: str
    return_id: str
    collection_year: int | None
    as_at: date
    checked_at: datetime
    snapshot_id: str | None
    product_version: str
    rules: tuple[RuleOutcome, ...]
    fault: str = ""
    folder: Path = field(default=Path(), compare=False, repr=False)

    @property
    def is_broken(self) -> bool:
        """Is anything of it not known, because the check or one of its rules broke?"""
        return bool(self.fault) or any(each.outcome is Outcome.BROKEN for each in self.rules)

    def findings(self) -> pa.Table:
        return pq.read_table(self.folder / "findings.parquet")

    def scores(self) -> pa.Table:
        return pq.read_table(self.folder / "scores.parquet")


def gather(results: list[RuleResult], records: Records, judged: Judged, holders: Holders) -> Found:
    """What is to be kept of the results of a check."""
    findings = findings_of(results, records, holders)
    scores = scores_of(results, findings, judged, holders)
    counts: dict[str, list[int]] = {}
    for code, looked_at, wrong in zip(
        *(scores.column(name).to_pylist() for name in ("rule", "judged", "failed")), strict=True
    ):
        count = counts.setdefault(code, [0, 0])
        count[0] += looked_at
        count[1] += wrong
    outcomes = tuple(_outcome(each, *counts.get(each.code, (0, 0))) for each in results)
    return Found(outcomes, findings, scores)


def _outcome(result: RuleResult, judged: int, failed: int) -> RuleOutcome:
    rule = result.rule
    return RuleOutcome(
        rule.code, rule.title, rule.message, rule.characteristic, rule.severity, rule.theme,
        result.outcome, result.reason, judged, failed, rule.is_local,
    )  # fmt: skip


def folder_of(snapshot: Snapshot) -> Path:
    return snapshot.path / "derived" / CHECKS


def write(folder: Path, done: CheckRun, found: Found) -> CheckRun:
    """Keep a check under its id; one that is there already is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
    unfinished.chmod(0o755)
    pq.write_table(found.findings, unfinished / "findings.parquet", compression="zstd")
    pq.write_table(found.scores, unfinished / "scores.parquet", compression="zstd")
    (unfinished / "run.json").write_text(_as_json(done), encoding="utf-8")
    place = folder / done.id
    if place.exists():
        shutil.rmtree(place)
    unfinished.rename(place)
    return replace(done, folder=place)


def runs(home: Path) -> list[CheckRun]:
    """Every check that is kept, of loads and of files, newest first."""
    found = [_read(file, file.stat().st_mtime_ns) for file in _files(Path(home))]
    return sorted(found, key=lambda each: (each.checked_at, each.id), reverse=True)


def run(home: Path, run_id: str) -> CheckRun:
    """One of them. Raises `UserError` where there is none of that id."""
    found = {file.parent.name: file for file in _files(Path(home))}
    if not RUN_ID.fullmatch(run_id) or run_id not in found:
        raise UserError("There is no such check.", advice="The list of checks has those there are.")
    return _read(found[run_id], found[run_id].stat().st_mtime_ns)


def _files(home: Path) -> list[Path]:
    of_loads = warehouse_folder(home).glob(f"*/derived/{CHECKS}/*/run.json")
    of_files = (home / CHECKS).glob("*/run.json")
    return [each for each in (*of_loads, *of_files)
            if not each.parent.name.startswith(UNFINISHED)]  # fmt: skip


def _as_json(done: CheckRun) -> str:
    said = asdict(done) | {
        "as_at": done.as_at.isoformat(),
        "checked_at": done.checked_at.isoformat(),
    }
    del said["folder"]
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


@lru_cache(maxsize=512)
def _read(file: Path, _changed: int) -> CheckRun:
    """Kept in memory until the file is another."""
    said = json.loads(file.read_text(encoding="utf-8"))
    rules = tuple(
        RuleOutcome(
            **each
            | {
                "characteristic": Characteristic(each["characteristic"]),
                "severity": Severity(each["severity"]),
                "outcome": Outcome(each["outcome"]),
            }
        )
        for each in said["rules"]
    )
    return CheckRun(
        **said
        | {
            "as_at": date.fromisoformat(said["as_at"]),
            "checked_at": datetime.fromisoformat(said["checked_at"]),
            "rules": rules,
            "folder": file.parent,
        }
    )
