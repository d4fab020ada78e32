"""Each rule watches one of the six characteristics of good data."""

import pytest

from lineofsight.quality import Characteristic
from lineofsight.quality.books import BOOKS, book_of
from lineofsight.quality.characteristics import BY_CODE, BY_THEME, characteristic_of


@pytest.mark.parametrize("return_id", BOOKS)
def test_every_rule_watches_one_characteristic_and_the_table_names_no_rule_that_is_not(return_id):
    rules = list(book_of(return_id))

    assert {type(rule.characteristic) for rule in rules} == {Characteristic}
    assert not set(BY_CODE[return_id]) - {rule.code for rule in rules}
    assert not set(BY_THEME[return_id]) - {rule.theme for rule in rules}


def test_a_theme_that_nobody_placed_is_refused():
    with pytest.raises(ValueError, match="say in quality/characteristics"):
        characteristic_of("ssda903", "unheard_of", "999")


def test_the_spans_of_a_rule_that_changed_watch_the_same():
    for return_id in BOOKS:
        by_code = {}
        for rule in book_of(return_id):
            by_code.setdefault(rule.code, set()).add(rule.characteristic)
        assert {code for code, found in by_code.items() if len(found) > 1} == set()


@pytest.mark.parametrize(
    ("return_id", "code", "watches"),
    [
        ("ssda903", "102", "valid"),
        ("ssda903", "356", "accurate"),
        ("ssda903", "202", "reliable"),
        ("ssda903", "442", "complete"),
        ("ssda903", "628", "relevant"),
        ("cin", "8670Q", "timely"),
        ("cin", "8500", "complete"),
        ("annex_a", "A850", "timely"),
        ("journey", "J106", "complete"),
    ],
)
def test_what_a_rule_watches_is_what_a_data_officer_would_say(return_id, code, watches):
    assert {rule.characteristic for rule in book_of(return_id).spans_of(code)} == {watches}


def test_every_characteristic_has_a_meaning_in_a_sentence():
    for each in Characteristic:
        assert each.meaning.endswith(".")
