"""Checks written straight as the engine keeps them, without running a rule.

    check = kept_check(
        home,
        '''
        rule | child  | team  | worker
        J211 | C1     | SOUTH | WS1
        ''',
        as_at="2026-10-31",
    )

What is not drawn has a usual value; a dash is nothing. Rules that are drawn have failed; `passed`,
`not_run` and `broken` name others. Each team has `judged` rows of each rule.
"""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
from tests.factories.text_tables import rows_of

from lineofsight.quality.findings import FINDINGS, SCORES
from lineofsight.quality.keeping import CheckRun, Found, RuleOutcome, write
from lineofsight.quality.model import Characteristic, Outcome, Severity

USUAL = {
    "severity": "error",
    "characteristic": "accurate",
    "theme": "order_of_days",
    "table": "ssd_cin_assessments",
    "message": "The assessment ends before it starts. Correct whichever day is wrong.",
}


def kept_check(
    home: Path,
    drawing: str,
    *,
    as_at: str,
    return_id: str = "journey",
    year: int | None = None,
    checked_at: str = "",
    passed: tuple[str, ...] = (),
    not_run: tuple[str, ...] = (),
    broken: tuple[str, ...] = (),
    judged: int = 10,
) -> CheckRun:
    rows = [_row(each) for each in rows_of(drawing)]
    moment = datetime.fromisoformat(checked_at or f"{as_at}T07:00").replace(tzinfo=UTC)
    rules = {row["rule"]: row for row in rows}
    outcomes = [
        *(_outcome(rule, Outcome.FAILED, row) for rule, row in rules.items()),
        *(_outcome(rule, Outcome.PASSED) for rule in passed if rule not in rules),
        *(_outcome(rule, Outcome.NOT_RUN, reason="Last year’s return is missing.")
          for rule in not_run),
        *(_outcome(rule, Outcome.BROKEN, reason="It broke (ZeroDivisionError).")
          for rule in broken),
    ]  # fmt: skip
    done = CheckRun(
        id=f"{return_id}-{as_at}-{moment:%Y%m%dT%H%M%S}",
        return_id=return_id,
        collection_year=year,
        as_at=date.fromisoformat(as_at),
        checked_at=moment,
        snapshot_id=None,
        product_version="test",
        rules=tuple(outcomes),
    )
    found = Found(
        tuple(outcomes), pa.Table.from_pylist(rows, schema=FINDINGS), _scores(rows, judged)
    )
    return write(Path(home) / "checks", done, found)


def _row(drawn: dict[str, str | None]) -> dict:
    said = {name: value for name, value in drawn.items() if value not in (None, "", "-")}
    row = {**USUAL, **said}
    record = row.get("record") or f"{row.get('child', '')}-{row.get('rule')}"
    return {
        "finding_key": row.get("key") or f"{row['rule']}/{record}",
        "rule": row["rule"],
        "severity": row["severity"],
        "characteristic": row["characteristic"],
        "theme": row["theme"],
        "table": row["table"],
        "row": None,
        "record_key": record,
        "fields": ["cina_assessment_start_date"],
        "child_id": row.get("child"),
        "team_id": row.get("team"),
        "worker_id": row.get("worker"),
        "event_on": None,
        "message": row["message"],
    }


def _outcome(rule: str, outcome: Outcome, row: dict | None = None, reason: str = "") -> RuleOutcome:
    said = row or USUAL
    return RuleOutcome(
        rule, f"Rule {rule}", said["message"], Characteristic(said["characteristic"]),
        Severity(said["severity"]), said["theme"], outcome, reason,
        10 if outcome in (Outcome.PASSED, Outcome.FAILED) else 0, 1 if row else 0,
    )  # fmt: skip


def _scores(rows: list[dict], judged: int) -> pa.Table:
    failed = Counter((row["characteristic"], row["rule"], row["team_id"]) for row in rows)
    return pa.Table.from_pylist(
        [
            {"characteristic": characteristic, "rule": rule, "team_id": team, "judged": judged,
             "failed": count}
            for (characteristic, rule, team), count in failed.items()
        ],
        schema=SCORES,
    )  # fmt: skip
