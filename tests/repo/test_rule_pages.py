"""What is written of the rules is what the rules are."""

import json

import pytest
from tests.peers import page as differences

from lineofsight.quality.books import BOOKS, book_of
from lineofsight.quality.compiling import Compiler, shipped_file, source_hash


@pytest.mark.parametrize("return_id", BOOKS)
def test_the_shipped_sql_is_of_the_rules_as_they_stand(return_id):
    shipped = json.loads(shipped_file(return_id, "duckdb").read_text(encoding="utf-8"))

    assert shipped["of"] == source_hash(), "run make docs"
    assert shipped["rules"].keys() == {rule.key for rule in book_of(return_id)}


@pytest.mark.parametrize("return_id", BOOKS)
def test_one_rule_of_each_theme_is_compiled_to_what_was_shipped(return_id):
    shipped = json.loads(shipped_file(return_id, "duckdb").read_text(encoding="utf-8"))["rules"]
    fresh = Compiler(book_of(return_id), is_fresh=True)
    for rule in {rule.theme: rule for rule in book_of(return_id)}.values():
        made = {table: query.sql for table, query in fresh.rule(rule).rows.items()}
        assert {t: query["sql"] for t, query in shipped[rule.key]["rows"].items()} == made


def test_the_page_of_differences_is_current():
    assert differences.PAGE.read_text(encoding="utf-8") == differences.page(), "run make docs"


def test_every_message_is_a_sentence_short_enough_to_be_read():
    for return_id in BOOKS:
        for rule in book_of(return_id):
            assert rule.message.endswith("."), rule.code
            assert 20 <= len(rule.message) <= 400, (rule.code, len(rule.message))
