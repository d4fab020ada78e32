"""Published values to compare with."""

import csv

import pytest

from lineofsight.benchmarks import Authority, Kind, authority, comparators
from lineofsight.benchmarks.areas import REGIONS, authorities
from lineofsight.benchmarks.comparators import own_published
from lineofsight.errors import UnknownName

ASHMERE = Authority(
    name="Ashmere",
    code="",
    region_code="E12000005",
    neighbours=("E06000001", "E06000002", "E06000003", "E06000004"),
    edition="invented for the demonstration",
)


def by_kind(found):
    return {comparator.kind: comparator for comparator in found}


def test_there_are_153_authorities_with_ten_neighbours_each_none_its_own():
    known = authorities()
    assert len(known) == 153
    for code, area in known.items():
        assert len(set(area.neighbours)) == 10
        assert code not in area.neighbours
        assert set(area.neighbours) <= set(known)
        assert area.region in REGIONS.values()


def test_being_a_neighbour_is_not_mutual():
    known = authorities()
    one_way = [
        (code, other)
        for code, area in known.items()
        for other in area.neighbours
        if code not in known[other].neighbours
    ]
    assert len(one_way) == 592


def test_an_authority_is_found_by_either_of_its_codes():
    assert authority("805").name == "Hartlepool"
    assert authority("E06000001") is authority("805")
    with pytest.raises(UnknownName, match="no authority"):
        authority("E99")


def test_a_region_that_does_not_exist_is_refused():
    with pytest.raises(UnknownName, match="region"):
        Authority("Nowhere", "", "Midlands", ())


def test_neighbours_region_and_england_are_of_one_year_with_their_source():
    found = by_kind(comparators("ASM03", ASHMERE))
    assert {comparator.year_ending for comparator in found.values()} == {2024}
    assert found[Kind.ENGLAND].value == 84.5
    assert found[Kind.REGION].name == "West Midlands"
    assert all(comparator.source for comparator in found.values())
    assert found[Kind.ENGLAND].year == "Mar 2024"
    assert found[Kind.ENGLAND].span == "2023 to 2024"


def test_a_neighbour_whose_value_is_suppressed_is_left_out_and_the_rest_are_counted():
    neighbours = by_kind(comparators("ASM03", ASHMERE))[Kind.NEIGHBOURS]
    published = [own_published("ASM03", authority(code), 2024) for code in ASHMERE.neighbours]
    assert published[0] is None
    present = [value for value in published if value is not None]
    assert neighbours.how == "mean of 3, of 4"
    assert neighbours.value == pytest.approx(sum(present) / 3)


def test_a_measure_nobody_publishes_has_no_figure_rather_than_nought():
    for comparator in comparators("ASM06", ASHMERE):
        assert comparator.value is None
        assert comparator.year == ""
        assert comparator.span == ""


def test_a_count_is_not_compared():
    assert all(comparator.value is None for comparator in comparators("REF01", ASHMERE))


def test_no_year_after_the_latest_asked_for_is_used():
    found = by_kind(comparators("REF03", ASHMERE, latest_year=2022))
    assert {comparator.year_ending for comparator in found.values()} == {2022}


def test_england_alone_is_given_its_newest_year():
    found = by_kind(comparators("CLA02", ASHMERE))
    assert (found[Kind.ENGLAND].value, found[Kind.ENGLAND].year_ending) == (70, 2024)
    assert found[Kind.NEIGHBOURS].value is None
    assert found[Kind.REGION].value is None


def test_every_regional_value_agrees_with_the_reference(reference):
    """For the year whose file we hold: what we ship is what was published."""
    checked = 0
    with (reference / "benchmarks.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["geography_code"] != "E12000005" or row["year_ending"] != "2024":
                continue
            found = by_kind(comparators(row["indicator_id"], ASHMERE, latest_year=2024))
            if found[Kind.REGION].value is not None:
                assert found[Kind.REGION].value == float(row["value"])
                checked += 1
    assert checked >= 13


def test_an_authoritys_own_value_is_the_departments(samples):
    name = "c1_children_in_need_referrals_and_rereferrals_2013_to_2024.csv"
    with (samples / "benchmarks" / name).open(encoding="utf-8-sig") as lines:
        rows = [row for row in csv.DictReader(lines) if row["new_la_code"] == "E06000001"]
    for row in rows:
        year = int(row["time_period"])
        if year >= 2022:
            value = own_published("REF02", authority("E06000001"), year)
            assert value == float(row["Referrals_rate"])
