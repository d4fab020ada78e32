"""The department's published figures, as an authority loads them, become comparators."""

import pytest

from lineofsight.benchmarks import Authority, Kind, comparators, loaded, pooled, rankings, shipped

CODES = ("E06000002", "E06000003", "E06000004")
AREA = Authority("Ashmere", "E06000001", "E12000001", CODES)
REFERRALS = {
    "E92000001": (500_000, 100_000, 20.0),
    "E12000001": (30_000, 7_500, 25.0),
    "E06000002": (1_000, 100, 10.0),
    "E06000003": (4_000, 1_200, 30.0),
    "E06000004": (2_000, None, None),
    "E06000005": (900, 90, 10.0),
}


def _rows():
    for code, (referrals, again, share) in REFERRALS.items():
        level = {"E92": "National", "E12": "Regional"}.get(code[:3], "Local authority")
        about = {
            "time_period": 2030, "geographic_level": level, "country_code": "E92000001",
            "region_code": code if level == "Regional" else "E12000001",
            "new_la_code": code if level == "Local authority" else None,
            "category": "Referrals and Re-referrals",
        }  # fmt: skip
        numbers = {"Referrals": referrals, "Re_referrals": again, "Re_referrals_percent": share}
        for measure, value in numbers.items():
            yield about | {
                "measure": measure,
                "value": value,
                "state": "value" if value is not None else "suppressed",
            }


@pytest.fixture
def published():
    return loaded(_rows(), "DfE, c1, loaded on 1 June 2030").before(shipped())


def test_every_comparator_is_of_the_year_and_source_that_were_loaded(published):
    found = comparators("REF03", AREA, published=published)
    assert [(each.kind, each.value, each.year_ending) for each in found] == [
        (Kind.NEIGHBOURS, 20.0, 2030),
        (Kind.REGION, 25.0, 2030),
        (Kind.ENGLAND, 20.0, 2030),
    ]
    assert {each.source for each in found} == {"DfE, c1, loaded on 1 June 2030"}


def test_what_the_department_suppressed_is_left_out_and_never_nought(published):
    neighbours, *_ = comparators("REF03", AREA, published=published)
    assert neighbours.how == "mean of 2, of 3"
    assert published.of("REF03", 2030, "E06000004") is None


def test_neighbours_pooled_weigh_by_size_and_are_not_their_mean(published):
    found = pooled("REF03", AREA, 2030, published)
    assert found.value == pytest.approx(100 * 1_300 / 5_000)
    assert found.how == "2, of 3, as one"


def test_values_that_are_shipped_without_counts_cannot_be_pooled():
    found = pooled("REF03", AREA, 2024)
    assert (found.value, found.year_ending) == (None, None)


def test_a_median_is_not_pooled(published):
    assert pooled("ASM04", AREA, 2024, published).value is None


def test_a_year_that_was_not_loaded_is_still_the_shipped_one(published):
    assert published.values["REF03", 2024] == shipped().values["REF03", 2024]


def test_rank_is_among_what_was_loaded(published):
    found = rankings("REF03", AREA, 2030, 12.0, higher_is_better=False, told=published)
    assert (found.england.rank, found.england.of) == (3, 4)
    assert rankings("REF03", AREA, 2030, 12.0, higher_is_better=None, told=published) is None
