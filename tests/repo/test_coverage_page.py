"""The coverage page says nothing that is not there."""

import csv

import pytest
from tests.repo import coverage

from lineofsight.packs import load_pack

EVERY = coverage.requirements()
KINDS = {"activity_types", "programmes", "reports", "boards", "standards", "services", "roles",
         "documents", "themes", "external_reviews", "acknowledgements", "escalations",
         "handovers", "inspection_criteria", "principles", "issue_stages"}  # fmt: skip
NAMED = sorted({one for each in EVERY for one in each.shown})


def test_no_requirement_is_blank():
    blank = [each.id for each in EVERY if not each.what or not (each.shown or each.not_yet)]

    assert blank == []


@pytest.mark.parametrize("shown", [one for one in NAMED if "::" in one])
def test_a_test_that_is_named_exists(shown):
    path, name = coverage.test_named(shown)

    assert path.is_file() and name in coverage.functions_of(path)


@pytest.mark.parametrize("shown", [one for one in NAMED if one.startswith("pack ")])
def test_a_part_of_a_pack_that_is_named_is_in_it(shown):
    _, name, kind, key = shown.split()

    assert kind in KINDS
    assert key in {each.key for each in getattr(load_pack(name), kind)}


def test_everything_else_that_is_named_is_a_page():
    others = [one for one in NAMED if "::" not in one and not one.startswith("pack ")]

    assert [one for one in others if not one.startswith("page ")] == []


def test_the_page_is_current():
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.as_markdown(), (
        "run python -m tests.repo.coverage, look at the difference, and commit it"
    )


def test_no_id_stands_twice():
    names = [each.id for each in EVERY]

    assert len(names) == len(set(names))


def test_every_id_of_these_areas_stands_there_and_says_it_in_our_own_words():
    path = coverage.CHECKOUT.parent / "shared" / "requirements" / "requirements.csv"
    if not path.is_file():
        pytest.skip("the folder shared/requirements is not beside the checkout")
    with path.open(encoding="utf-8", newline="") as file:
        asked = {row["id"]: row for row in csv.DictReader(file)}
    areas = {each.area for each in EVERY}
    wanted = {name for name, row in asked.items() if row["capability_area"] in areas}

    assert {each.id for each in EVERY} == wanted
    assert [each.id for each in EVERY if asked[each.id]["capability_area"] != each.area] == []
    copied = [each.id for each in EVERY if _runs(each.what) & _runs(asked[each.id]["requirement"])]
    assert copied == []


def _runs(text: str, length: int = 7) -> set[tuple[str, ...]]:
    """Every so many words that follow each other."""
    words = text.lower().split()
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}
