"""A finding's key is the same wherever its row stands, and whatever stands beside it; scores of
teams add up to the whole."""

from collections import Counter

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.quality.books import book_of
from lineofsight.quality.findings import findings_of, scores_of
from lineofsight.quality.given import take
from lineofsight.quality.holders import Holders
from lineofsight.quality.model import Outcome
from lineofsight.quality.records import WrittenRecords
from lineofsight.quality.results import RuleResult

RULE = next(rule for rule in book_of("ssda903") if rule.code == "141")
CHILDREN = ("A", "B", "C", "D")
HOLDERS = Holders(
    {"A": ("north", "w1"), "B": ("north", "w2"), "C": ("south", None)}, frozenset("ABC")
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(CHILDREN),
        st.sampled_from(["01/04/2025", "2025-04-01", "02/04/2025", "31/02/2025", ""]),
        st.sampled_from(["U1", "K2"]),
        st.booleans(),
    ),
    max_size=8,
)


def found(rows):
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    table = {name: list(values) for name, values in zip(("CHILD", "DECOM", "PLACE"), columns[:3],
                                                        strict=True)}  # fmt: skip
    taken = take({"Episodes": pa.table(table, schema=pa.schema(
        [(name, pa.string()) for name in table]))}, "ssda903")  # fmt: skip
    wrong = tuple(n for n, row in enumerate(rows) if row[3])
    outcome = Outcome.FAILED if wrong else Outcome.PASSED
    failing = {"Episodes": wrong} if wrong else {}
    results = [RuleResult(RULE, outcome, failing, judges=("episodes",))]
    records = WrittenRecords(taken)
    judged = dict(Counter(HOLDERS.team(child) for child in records.children("episodes")))
    findings = findings_of(results, records.of, HOLDERS)
    return findings, scores_of(results, findings, lambda _: judged, HOLDERS)


def keys(rows) -> list[str]:
    return sorted(found(rows)[0].column("finding_key").to_pylist())


@given(ROWS, st.randoms(use_true_random=False))
def test_keys_are_the_same_in_whatever_order_the_rows_stand(rows, dice):
    others = list(rows)
    dice.shuffle(others)

    assert keys(rows) == keys(others)


@given(ROWS, ROWS)
def test_keys_that_were_there_are_there_when_rows_are_added(rows, more):
    assert set(keys(rows)) <= set(keys(rows + more))


@given(ROWS)
def test_every_finding_has_a_key_of_its_own(rows):
    found_keys = keys(rows)

    assert len(found_keys) == len(set(found_keys)) == sum(row[3] for row in rows)


@given(ROWS)
def test_teams_add_up_to_the_whole_and_nobody_fails_what_was_not_looked_at(rows):
    _, scores = found(rows)
    lines = scores.to_pylist()

    assert sum(line["judged"] for line in lines) == len(rows)
    assert sum(line["failed"] for line in lines) == sum(row[3] for row in rows)
    assert all(line["failed"] <= line["judged"] for line in lines)
