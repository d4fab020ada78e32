"""What a definition compiles to is worked out once and kept, by its source and by its choices."""

import pandas as pd
import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import compiling as of_figures
from lineofsight.indicators import figures
from lineofsight.indicators.definition import Interval, Parameters, Span
from lineofsight.indicators.figures import Basis
from lineofsight.periods import Period
from lineofsight.quality import check
from lineofsight.quality import compiling as of_rules
from lineofsight.scope import WHOLE_AUTHORITY

MONTHS = [Period.parse("2026-10")]
OTHER_CHOICE = Parameters(contact_to_referral_within=Interval(5, Span.WORKING_DAYS))


@pytest.fixture(autouse=True)
def a_cache_in_the_home(monkeypatch, compiled_once_for_all_processes):
    monkeypatch.setattr(of_figures.Compiler, "__init__", compiled_once_for_all_processes)


@pytest.fixture
def compiled(monkeypatch):
    """What is compiled from now on, of figures."""
    told = []
    compile_one = of_figures.Compiler._sql

    def noted(self, expression):
        told.append(expression)
        return compile_one(self, expression)

    monkeypatch.setattr(of_figures.Compiler, "_sql", noted)
    return told


@pytest.fixture
def snapshot(tmp_path):
    made = journey(
        tmp_path,
        as_at="2026-11-22",
        ssd_contacts="""
            cont_contact_id | cont_person_id | cont_contact_date
            1               | A              | 2026-10-06
        """,
    )
    yield made
    made.close()


def as_another_process(monkeypatch):
    monkeypatch.setattr(of_figures, "_IN_MEMORY", {})
    of_figures.compiler.cache_clear()


def counted(snapshot, parameters=None):
    basis = Basis(parameters=parameters or Parameters())
    return [
        figure.value
        for figure in figures(snapshot, ["CON04"], MONTHS, scope=WHOLE_AUTHORITY, basis=basis)
    ]


def test_figures_of_another_process_are_counted_without_compiling(snapshot, compiled, monkeypatch):
    as_another_process(monkeypatch)
    first = counted(snapshot)
    assert compiled
    compiled.clear()
    as_another_process(monkeypatch)
    assert counted(snapshot) == first
    assert not compiled


@pytest.mark.parametrize("changed", ["a choice", "the engine's version"])
def test_what_was_compiled_before_a_change_is_not_used_after_it(
    snapshot, compiled, monkeypatch, changed
):
    as_another_process(monkeypatch)
    counted(snapshot)
    compiled.clear()
    as_another_process(monkeypatch)
    if changed != "a choice":
        before = of_figures.source_hash()
        monkeypatch.setattr(of_figures, "version", lambda package: "another")
        monkeypatch.setattr(of_figures, "source_hash", of_figures.source_hash.__wrapped__)
        assert of_figures.source_hash() != before
    counted(snapshot, OTHER_CHOICE if changed == "a choice" else None)
    assert compiled


@pytest.mark.parametrize("return_id", ["ssda903", "cin"])
def test_a_check_of_a_return_compiles_no_rule(monkeypatch, return_id):
    def must_not(*_):
        raise AssertionError("a rule was compiled at a check")

    monkeypatch.setattr(of_rules.Compiler, "_compile", must_not)
    of_rules.compiler.cache_clear()
    tables = {
        "ssda903": {"Header": pd.DataFrame({"CHILD": ["A"], "SEX": ["9"], "DOB": ["01/02/2010"]})},
        "cin": {"Assessments": pd.DataFrame({"LAchildID": ["A"]})},
    }
    results = check(tables[return_id], return_id, 2026)
    assert not results.is_broken
    assert len(results.rules) > 100
