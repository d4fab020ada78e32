"""Where postcodes lie, from packs as the optional package has them."""

import pandas as pd
import pytest

from lineofsight.errors import UserError
from lineofsight.quality import Outcome, check, postcodes
from lineofsight.quality.postcodes import as_listed, look_up, looked_after_by, take_postcodes

PACK = {
    "pcd": ["FY1 1AD", "FY101AA", "F1  1AA", "FY9 9ZZ"],
    "laua": ["E06000009", "E07000119", "S12000033", float("nan")],
    "oseast1m": [330849.0, 331650.0, 1.0, float("nan")],
    "osnrth1m": [436336.0, 442774.0, 2.0, float("nan")],
}


@pytest.fixture
def directory(tmp_path, monkeypatch):
    brotli = pytest.importorskip("brotli")
    msgpack = pytest.importorskip("msgpack")
    packed = msgpack.packb({"columns": list(PACK), "data": PACK}, use_bin_type=True)
    (tmp_path / "postcodes_F.msgpack.br").write_bytes(brotli.compress(packed))
    monkeypatch.setattr(postcodes, "_folder", lambda: tmp_path)


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("FY1 1AD", "FY1 1AD"),
        ("fy11ad", "FY1 1AD"),
        ("FY10 1AA", "FY101AA"),
        ("F1 1AA", "F1  1AA"),
        ("FY1\u00a01AD", "FY1 1AD"),
        ("FY1", ""),
        ("FY10 1AAA", ""),
        ("FÝ1 1AD", ""),
        ("../../x", ""),
    ],
)
def test_a_postcode_is_found_however_it_is_spaced(written, listed):
    assert as_listed(written) == listed


def test_only_postcodes_asked_for_that_there_are_come_back(directory):
    found = {row["postcode"]: row for row in look_up(["fy1 1ad", "FY2 2AA", "Q1 1AA", None, "x"])
             .to_pylist()}  # fmt: skip

    assert found == {
        "FY11AD": {"postcode": "FY11AD", "la": "E06000009", "east": 330849.0, "north": 436336.0}
    }


def test_a_district_is_looked_after_by_its_county_and_a_scottish_council_by_itself(directory):
    found = look_up(["FY10 1AA", "F1 1AA"]).to_pylist()

    assert {row["la"] for row in found} == {"E10000017", "S12000033"}


def test_a_postcode_that_lies_nowhere_is_there_without_a_place(directory):
    assert look_up(["FY9 9ZZ"]).to_pylist() == [
        {"postcode": "FY99ZZ", "la": None, "east": None, "north": None}
    ]


@pytest.mark.parametrize(
    ("council", "authority"),
    [
        ("E07000107", "E10000016"),  # Dartford is in Kent
        ("E08000039", "E08000019"),  # Sheffield, under its code of 2025
        ("E06000063", "E06000063"),  # Cumberland, made in 2023
        ("E07000026", "E06000063"),  # Allerdale, which is in it now
        ("N09000003", "N09000003"),
        (None, None),
    ],
)
def test_who_looks_after_children_there(council, authority):
    assert looked_after_by(council) == authority


def test_without_the_package_rules_that_need_postcodes_say_why_they_did_not_run(monkeypatch):
    monkeypatch.setattr(postcodes, "_folder", lambda: None)
    episodes = pd.DataFrame({"CHILD": ["A"], "LS": ["C2"], "HOME_POST": ["FY1 1AD"],
                             "PL_POST": ["FY1 1AD"]})  # fmt: skip

    result = check({"Episodes": episodes}, "ssda903", 2026, rules=["169"])["169"]

    assert result.outcome is Outcome.NOT_RUN
    assert "postcodes" in result.reason


@pytest.mark.parametrize(
    ("authority", "outcome"),
    [(None, Outcome.NOT_RUN), ("E08000039", Outcome.PASSED), ("E06000009", Outcome.FAILED)],
    ids=["not said", "by its new code", "another"],
)
def test_a_rule_that_asks_whose_return_it_is_needs_to_be_told(authority, outcome):
    listed = pd.DataFrame(
        {"postcode": ["S1 2HH"], "la": ["E08000039"], "east": [435359], "north": [387191]}
    )
    episodes = pd.DataFrame({"CHILD": ["A"], "LS": ["C2"], "PLACE": ["K2"],
                             "PLACE_PROVIDER": ["PR1"], "HOME_POST": [None],
                             "PL_POST": ["S1 2HH"]})  # fmt: skip

    result = check({"Episodes": episodes}, "ssda903", 2026, authority=authority, rules=["1015"],
                   postcodes=listed)["1015"]  # fmt: skip

    assert result.outcome is outcome
    assert outcome is not Outcome.NOT_RUN or "authority" in result.reason


def test_a_table_handed_over_takes_the_place_of_the_package():
    listed = {"Postcode": ["fy1 1ad"], "LA": ["E07000119"], "East": [1], "North": ["2"]}

    assert take_postcodes(pd.DataFrame(listed)).to_pylist() == [
        {"postcode": "FY11AD", "la": "E10000017", "east": 1.0, "north": 2.0}
    ]


def test_a_table_without_a_column_is_refused():
    with pytest.raises(UserError, match="no column north"):
        take_postcodes(pd.DataFrame({"postcode": [], "la": [], "east": []}))
