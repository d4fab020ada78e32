"""The product and the comparison tool, row by row: alike but where the tool is shown to be wrong.

A long suite for the night (`make test-peers`): it needs an environment with the tools.
"""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.peers.asking import ours, theirs
from tests.peers.explore import read_by
from tests.peers.generated import tables
from tests.peers.lists import provider_lists
from tests.peers.peers import Peer, needs_peers
from tests.spec.rules.cases import Case, cases_of, latest_year

from lineofsight.quality.books import book_of
from lineofsight.quality.tables import LAST
from lineofsight.returns import RETURNS

pytestmark = [pytest.mark.peers, needs_peers]
KNOWN = yaml.safe_load(Path(__file__).with_name("differences.yaml").read_text("utf-8")) or []
EXAMPLES = 100
COMPARED = ("ssda903", "cin")
"""Returns that another tool checks as well; nobody else has rules for Annex A."""


def is_known(return_id: str, code: str, year: int, case: Case | None = None) -> bool:
    """`drawn_only` differences show in one drawn case and in no generated return."""
    return any(
        known["return"] == return_id
        and str(known["rule"]) == code
        and year in known["years"]
        and (not known.get("drawn_only") or (case and known["shown_by"] in (case.title, case.name)))
        for known in KNOWN
    )


@pytest.fixture(scope="module")
def peer():
    started: dict[str, Peer] = {}

    def of(return_id: str) -> Peer:
        if return_id not in started:
            started[return_id] = Peer(return_id)
        return started[return_id]

    yield of
    for each in started.values():
        each.close()


CASES = [case for return_id in COMPARED for case in cases_of(return_id) if not case.is_made_up]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.return_id} {case.name}")
def test_a_drawn_case_has_the_same_rows(case, peer):
    question = (case.return_id, case.year, case.complete(), case.complete_last(), [case.code])
    given = {"authority": case.authority, "providers": case.providers}
    other = theirs(peer(case.return_id), *question, **given).get(case.code)
    if other is None or is_known(case.return_id, case.code, case.year, case):
        pytest.skip("the tool does not run this rule here, or is shown to be wrong about it")

    assert ours(*question, **given, postcodes=case.postcodes).get(case.code) == other


def spans():
    for return_id in COMPARED:
        for rule in book_of(return_id):
            year = rule.last_year or latest_year(return_id, rule.code)
            if not is_known(return_id, rule.code, year):
                yield pytest.param(return_id, rule.code, year, id=f"{return_id} {rule.code} {year}")


@pytest.mark.parametrize(("return_id", "code", "year"), list(spans()))
def test_a_generated_return_has_the_same_rows(return_id, code, year, peer):
    reads = read_by(return_id, code, year)
    every = list(RETURNS[return_id].by_name)
    now = tuple(name for name in every if name in reads or name == "header")
    before = tuple(name for name in every if LAST + name in reads)
    last = tables(return_id, year - 1, before) if before else st.none()
    providers = provider_lists(year) if "providers" in reads else st.none()
    compared = 0

    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(tables(return_id, year, now), last, providers)
    def alike(drawn, drawn_last, listed):
        nonlocal compared
        question = (return_id, year, drawn, drawn_last, [code])
        mine = ours(*question, providers=listed).get(code)
        other = theirs(peer(return_id), *question, providers=listed).get(code)
        if other is not None and mine is not None:
            compared += 1
            assert mine == other

    alike()
    if not compared:
        pytest.skip("one of the two could run this rule on none of the generated returns")


def test_every_known_difference_is_of_a_rule_and_shown_by_a_case():
    for known in KNOWN:
        cases = [c for c in cases_of(known["return"]) if c.code == str(known["rule"])]
        titles = {title for case in cases for title in (case.title, case.name)}
        assert known["shown_by"] in titles, known["rule"]
