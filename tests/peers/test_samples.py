"""Real files from elsewhere: the same rows, rule by rule."""

import csv
from pathlib import Path

import pytest
from tests.peers.asking import theirs, whole_or_header
from tests.peers.peers import Peer, needs_peers
from tests.peers.test_differences import is_known

from lineofsight.quality import Outcome
from lineofsight.quality.books import book_of
from lineofsight.quality.command import check_files
from lineofsight.quality.schema import table_called

pytestmark = [pytest.mark.peers, pytest.mark.samples, needs_peers]
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
AUTHORITY = "E10000016"


def by_rule(results) -> dict:
    """Failing rows by code and our table, of what could run."""
    return {
        result.code: {
            table_called(results.return_id, name): list(rows) for name, rows in result.rows.items()
        }
        | ({"": [0]} if result.rule.judges_whole and result.outcome is Outcome.FAILED else {})
        for result in results.rules
        if result.outcome is not Outcome.NOT_RUN
    }


def different(return_id: str, year: int, mine: dict, other: dict) -> dict:
    return {
        code: (mine.get(code), other[code])
        for code in other
        if code in mine and mine[code] != other[code] and not is_known(return_id, code, year)
    }


@pytest.mark.parametrize("year", [2024, 2026])
@pytest.mark.parametrize("name", ["CIN_Census_2021", "CIN_Census_2024", "fake_CIN_data"])
def test_a_census(name, year):
    file = SAMPLES / "cin" / f"{name}.xml"
    if not file.is_file():
        pytest.skip("the sample files are not here")
    mine = by_rule(check_files([file], None, year, (), (), None, None))
    peer = Peer("cin")
    said = peer.ask(year=year, xml=str(file))
    peer.close()
    other = {code: _named(rows) for code, rows in said["rows"].items()}
    other |= {code: whole_or_header("cin", code) for code in said["whole"]}
    for rule in book_of("cin").in_year(year):
        if rule.code not in said["broken"]:
            other.setdefault(rule.code, {})

    assert different("cin", year, mine, other) == {}


def _named(rows: dict) -> dict:
    return {table_called("cin", name): found for name, found in rows.items()}


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_an_ssda903(year):
    files = sorted((SAMPLES / "ssda903").glob("*.csv"))
    if not files:
        pytest.skip("the sample files are not here")
    codes = [rule.code for rule in book_of("ssda903").in_year(year)]
    mine = by_rule(check_files(files, None, year, (), (), AUTHORITY, None))
    tables = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            tables[file.stem] = list(csv.reader(opened))
    peer = Peer("ssda903")
    other = theirs(peer, "ssda903", year, tables, None, codes)
    peer.close()

    assert different("ssda903", year, mine, other) == {}
