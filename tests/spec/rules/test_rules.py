"""Every rule against its drawings, on each engine that is there."""

import pyarrow as pa
import pytest
from tests.spec.rules.cases import Case, Drawn, cases_of
from tests.spec.rules.journeys import check_case

from lineofsight.quality import Outcome, Rule, check
from lineofsight.quality.books import BOOKS, book_of
from lineofsight.quality.engines import DuckDB, Spark
from lineofsight.quality.schema import JOURNEY_ID

CASES = [case for return_id in BOOKS for case in cases_of(return_id)]


def table(drawn: Drawn) -> pa.Table:
    headings, *rows = drawn
    columns = [[row[at] or None for row in rows] for at in range(len(headings))]
    return pa.table(dict(zip(headings, (pa.array(c, pa.string()) for c in columns), strict=True)))


def found(case: Case, engine) -> object:
    if case.return_id == JOURNEY_ID:
        return check_case(case, engine).results[case.code]
    last = case.complete_last()
    results = check(
        {name: table(drawn) for name, drawn in case.complete().items()},
        case.return_id,
        case.year,
        previous=None if last is None else {name: table(drawn) for name, drawn in last.items()},
        providers=None if case.providers is None else table(case.providers),
        postcodes=table(case.postcodes),
        authority=case.authority,
        rules=[case.code],
        engine=engine,
    )
    return results[case.code]


def judged(case: Case, result) -> None:
    assert result.outcome in (Outcome.PASSED, Outcome.FAILED), result.reason
    assert {name: list(rows) for name, rows in result.rows.items()} == case.fails
    assert (result.outcome is Outcome.FAILED) == bool(case.fails or case.fails_whole)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.return_id} {case.name}")
def test_rule(case):
    with DuckDB() as engine:
        judged(case, found(case, engine))


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")  # Spark's own sockets are closed by the collector
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.return_id} {case.name}")
def test_rule_on_spark(case, spark_session):
    with Spark(spark_session) as engine:
        judged(case, found(case, engine))


def is_drawn(rule: Rule, cases: list[Case]) -> bool:
    """Does something fail, and does something pass? A rule of the whole return has no rows."""
    fails = any(case.fails or case.fails_whole or case.cannot_fail for case in cases)
    if rule.judges_whole:
        return fails and any(not case.fails_whole for case in cases)
    return fails and sum(case.passing for case in cases) >= 2


@pytest.mark.parametrize("return_id", BOOKS)
def test_every_rule_has_a_row_that_fails_one_that_passes_and_one_more(return_id):
    drawn: dict[str, list[Case]] = {}
    for case in cases_of(return_id):
        drawn.setdefault(case.rule.key, []).append(case)
    wanting = [
        rule.key for rule in book_of(return_id) if not is_drawn(rule, drawn.get(rule.key, []))
    ]
    assert not wanting, f"draw cases for {wanting}"


@pytest.mark.parametrize("case", cases_of(JOURNEY_ID), ids=lambda case: case.name)
def test_no_row_of_the_journey_fails_that_was_not_looked_at(case):
    checked = check_case(case)
    result = checked.results[case.code]

    assert sum(checked.judged[case.code].values()) >= result.count
