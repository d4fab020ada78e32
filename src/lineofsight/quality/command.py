"""What `lineofsight check` does: files read, checked, written out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lineofsight.errors import UserError
from lineofsight.later import leave_pandas_out
from lineofsight.quality.checking import check
from lineofsight.quality.model import Outcome, Severity
from lineofsight.quality.output import text_of, workbook_of
from lineofsight.quality.reading import ReadReturn, read_return
from lineofsight.quality.results import Results
from lineofsight.returns import RETURNS


def check_files(
    files: Sequence[Path],
    return_id: str | None,
    year: int,
    previous: Sequence[Path],
    providers: Sequence[Path],
    authority: str | None,
    rules: str | None,
) -> Results:
    """Read the files of a return and check them. Raises `UserError` where they are of another
    return than was said, or cannot be read."""
    leave_pandas_out()
    read = read_as(files, return_id)
    last = _read(previous).tables if previous else None
    return check(
        read.tables,
        read.return_id,
        year,
        previous=last,
        providers=list(providers) or None,
        authority=authority,
        rules=_codes(rules),
    )


def check_journey(home: Path, asked: Mapping[str, Any]) -> Results:
    """Check the newest snapshot's records. Raises `UserError` where something was given that
    belongs to a return, or where nothing was loaded yet."""
    from lineofsight import warehouse
    from lineofsight.quality.journey_checking import check_journey, rules_of
    from lineofsight.quality.journey_tables import of_snapshot

    given = [name for name in _OF_A_RETURN if asked.get(name)]
    if given:
        raise UserError(
            "The records of a snapshot are checked without files and options of a return.",
            advice=f"Leave out {', '.join(_OF_A_RETURN[name] for name in given)}.",
        )
    snapshot = warehouse.latest(home)
    rules = rules_of(home, _codes(asked["rules"]))
    tables = of_snapshot(home, snapshot)
    return check_journey(tables, rules, as_at=snapshot.as_at).results


_OF_A_RETURN = {
    "files": "the files",
    "year": "--year",
    "previous": "--previous",
    "providers": "--providers",
    "authority": "--authority",
}


def read_as(files: Sequence[Path], return_id: str | None) -> ReadReturn:
    """The files of a return; of the one that was said, if one was."""
    read = _read(files)
    wanted = return_id.replace("-", "_") if return_id else read.return_id
    if read.return_id != wanted:
        raise UserError(
            f"These files are of {RETURNS[read.return_id].title}, not of {RETURNS[wanted].title}.",
            advice="Leave --return out, or give the files of that return.",
        )
    return read


def _read(files: Sequence[Path]) -> ReadReturn:
    """Reading makes millions of cells and lets none of them go: there is nothing to collect, and
    looking for it takes a fifth of the time."""
    gc.disable()
    try:
        return read_return(files)
    finally:
        gc.enable()


def _codes(rules: str | None) -> list[str] | None:
    if rules is None:
        return None
    codes = [code.strip() for code in rules.split(",") if code.strip()]
    if not codes:
        raise UserError("No rule was named.", advice="Give codes with commas between, as 100,1530.")
    return codes


def write(results: Results, form: str, out: Path | None) -> None:
    """Write results to a file, or to standard output."""
    if form == "xlsx":
        _write_workbook(results, out)
    elif out is None:
        sys.stdout.writelines(text_of(results, form))
    else:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(text_of(results, form))


def _write_workbook(results: Results, out: Path | None) -> None:
    if out is not None:
        out.write_bytes(workbook_of(results))
    elif sys.stdout.isatty():
        raise UserError(
            "A workbook cannot be shown here.", advice="Say where with --out FILE.xlsx."
        )
    else:
        sys.stdout.buffer.write(workbook_of(results))


def is_bad(results: Results, fail_on: str | None) -> bool:
    """Did a rule break, or is there a finding of the kind that is to fail the run?"""
    bad = {"error": (Severity.ERROR,), "query": tuple(Severity)}.get(fail_on or "", ())
    failed = results.with_outcome(Outcome.FAILED)
    return results.is_broken or any(result.severity in bad for result in failed)
