"""A rule that could not run, or broke, has never passed."""

import pandas as pd
import pytest

from lineofsight.quality import Characteristic, Outcome, Results, RuleBook
from lineofsight.quality.compiling import Compiler
from lineofsight.quality.engines import DuckDB
from lineofsight.quality.given import take
from lineofsight.quality.running import Material, Run

BIRTHS = pd.DataFrame({"CHILD": ["A", "B"], "DOB": ["01/02/2010", ""], "SEX": ["1", "1"]})


@pytest.fixture
def book():
    book = RuleBook("ssda903", watches=lambda *_: Characteristic.VALID)

    @book.rule("OK", "No message.", "Header.DOB")
    def no_birth(t):
        return t.header.filter(t.header.dob.isnull())

    @book.rule("LAST", "No message.", "Header.DOB")
    def another_birth(t):
        return t.header.join(t.last.header, "child").select("row")

    @book.rule("LISTED", "No message.", "Header.DOB")
    def listed(t):
        return t.header.join(t.providers, t.header.upn == t.providers.urn).select("row")

    @book.rule("UPN", "No message.", "Header.UPN")
    def no_number(t):
        return t.header.filter(t.header.upn.isnull())

    @book.rule("BUILT", "No message.", "Header.DOB")
    def cannot_be_built(t):
        return t.header.filter(t.header.nothing == "x")

    @book.rule("RUNS", "No message.", "Header.DOB")
    def breaks_when_run(t):
        return t.header.filter(t.header.sex.cast("date") == t.end)

    @book.rule("WHOLE", "No message.", "Header.DOB", judges_whole=True)
    def too_many_without_birth(t):
        without = t.header.dob.isnull().sum().name("without")
        return t.header.aggregate(without).filter(lambda found: found.without > 0)

    return book


def results(book, tables=None, missing=None):
    given = take({"Header": BIRTHS} if tables is None else tables, "ssda903")
    lacking: dict = {}
    for table, column in given.missing:
        lacking.setdefault(table, set()).add(column)
    with DuckDB() as engine:
        engine.define(start="2025-04-01", end="2026-03-31", authority="")
        material = Material(given.tables, lacking, given.names)
        found = Run(engine, Compiler(book), material, "ssda903").rules(list(book))
    return {each.code: each for each in found}


def test_failing_rows_are_those_at_fault(book):
    assert results(book)["OK"].rows == {"Header": (1,)}


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("LAST", "Last year’s Header was not given."),
        ("LISTED", "The list of providers was not given."),
        ("UPN", "Header has no column UPN."),
    ],
)
def test_a_rule_that_lacks_something_is_not_run_and_says_what(book, code, reason):
    result = results(book)[code]

    assert (result.outcome, result.rows) == (Outcome.NOT_RUN, {})
    assert reason in result.reason


def test_a_rule_without_its_table_is_not_run(book):
    found = results(book, {"Episodes": pd.DataFrame({"CHILD": ["A"]})})

    assert found["OK"].outcome is Outcome.NOT_RUN
    assert found["OK"].message == "Header was not given."


@pytest.mark.parametrize("code", ["BUILT", "RUNS"])
def test_a_rule_that_breaks_is_broken_stops_no_other_and_quotes_no_value(book, code):
    found = results(book)

    assert found[code].outcome is Outcome.BROKEN
    assert "not known" in found[code].message
    assert "1" not in found[code].message
    assert found["OK"].outcome is Outcome.FAILED


def test_a_rule_about_the_whole_return_fails_without_rows(book):
    assert (results(book)["WHOLE"].outcome, results(book)["WHOLE"].rows) == (Outcome.FAILED, {})


def test_broken_rules_stand_first_then_failed_ones_then_those_not_run(book):
    found = Results(
        list(results(book).values()), return_id="ssda903", collection_year=2026, children={}
    )
    order = [Outcome.BROKEN, Outcome.FAILED, Outcome.NOT_RUN, Outcome.PASSED]
    ranks = [order.index(result.outcome) for result in found.rules]

    assert ranks == sorted(ranks)
    assert found.is_broken


def test_two_declarations_of_a_rule_may_not_hold_in_one_year():
    book = RuleBook("ssda903", watches=lambda *_: Characteristic.VALID)
    book.rule("1", "Old.", "Header.DOB", years=(2023, 2025))(lambda t: t.header)
    book.rule("1", "New.", "Header.DOB", years=(2026, None))(lambda t: t.header)

    assert [rule.message for rule in book.in_year(2025)] == ["Old."]
    assert [rule.message for rule in book.in_year(2027)] == ["New."]
    with pytest.raises(ValueError, match="twice for the same years"):
        book.rule("1", "Newer.", "Header.DOB", years=(2027, 2027))(lambda t: t.header)


def test_a_rule_names_a_field_to_look_at():
    with pytest.raises(ValueError, match="name the fields"):
        RuleBook("ssda903").rule("1", "No message.")
