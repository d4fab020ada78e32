"""The demo is built step by step; what is missing or no longer fits is made again, only that."""

import json
import os
from pathlib import Path

import pytest
from django.db import DatabaseError

from lineofsight.indicators import cube
from lineofsight.web.demonstration import building, state
from lineofsight.web.demonstration.building import Step
from lineofsight.web.demonstration.state import DemoNotPossible, DemoState

PACK = "worcestershire"
SEE_THAT_IT_OPENS = building._see_that_it_opens


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder to build in; nothing is left of the settings that a demo has."""
    monkeypatch.setattr(building, "configure", lambda home, state: None)
    monkeypatch.setattr(building, "_see_that_it_opens", lambda home: None)
    return tmp_path / "demo"


@pytest.fixture
def steps(monkeypatch):
    """Three steps that make a file each; gives the list of those that ran."""
    ran = []

    def step(name: str) -> Step:
        def do(home: Path, state, report) -> None:
            ran.append(name)
            (home / name).write_text("made")

        return Step(name, f"Making {name}", do, lambda home: (home / name).exists())

    monkeypatch.setattr(building, "STEPS", tuple(map(step, ("files", "figures", "pages"))))
    return ran


def build(home: Path) -> DemoState:
    return building.build(home, framework=PACK, children=4000)


def test_a_second_start_does_nothing_again(home, steps):
    build(home)
    build(home)

    assert steps == ["files", "figures", "pages"]


@pytest.mark.parametrize("gone", ["files", "figures", "pages"])
def test_what_is_gone_is_made_again_and_nothing_else(home, steps, gone):
    build(home)
    (home / gone).unlink()
    build(home)

    assert steps == ["files", "figures", "pages", gone]


def test_a_step_that_was_interrupted_is_done_again_and_those_after_it(home, steps, monkeypatch):
    def killed(home, state, report):
        raise KeyboardInterrupt

    whole = building.STEPS
    broken = Step("figures", "Making figures", killed, lambda home: True)
    monkeypatch.setattr(building, "STEPS", (whole[0], broken, whole[2]))
    with pytest.raises(KeyboardInterrupt):
        build(home)
    monkeypatch.setattr(building, "STEPS", whole)
    build(home)

    assert steps == ["files", "figures", "pages"]
    assert json.loads((home / "demo.json").read_text())["done"] == ["files", "figures", "pages"]


def test_what_cannot_be_understood_says_exactly_what_to_delete(home, steps):
    build(home)
    (home / "demo.json").write_text('{"framework": "worc')

    with pytest.raises(DemoNotPossible) as refused:
        build(home)
    assert f"rm -rf '{home}' && make demo" in str(refused.value)


def test_another_demo_and_an_authority_s_own_data_are_not_built_over(home, steps):
    build(home)
    with pytest.raises(DemoNotPossible, match="4,000 children"):
        building.build(home, framework=PACK, children=9000)
    (home / "demo.json").unlink()
    (home / state.DATABASE).touch()
    with pytest.raises(DemoNotPossible, match="not a demo"):
        build(home)


@pytest.mark.django_db
def test_figures_are_worked_out_again_when_a_definition_has_changed(figures, settings, monkeypatch):
    assert building._has_figures(settings.HOME)

    monkeypatch.setattr(cube, "definitions_hash", lambda parameters: "another")

    assert not building._has_figures(settings.HOME)


@pytest.mark.django_db
def test_figures_that_were_deleted_are_missed(tmp_path, figures, settings):
    (settings.HOME / "warehouse").unlink()

    assert not building._has_figures(settings.HOME)


@pytest.mark.django_db
def test_a_database_without_anybody_was_not_filled(settings, person, monkeypatch):
    monkeypatch.setattr(building, "_is_database_gone", lambda: False)
    assert not building._has_people(settings.HOME)
    person()
    assert building._has_people(settings.HOME)


def test_a_database_file_that_is_gone_is_seen_before_an_empty_one_is_made(
    settings, tmp_path, monkeypatch
):
    given = settings.DATABASES["default"]
    monkeypatch.setitem(given, "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(given, "NAME", str(tmp_path / "gone.sqlite3"))

    assert building._is_database_gone()
    assert not building._has_people(tmp_path)
    assert not (tmp_path / "gone.sqlite3").exists()


def test_pages_are_prepared_again_after_a_stylesheet_changed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert not building._has_pages(tmp_path)
    gathered = tmp_path / "staticfiles.json"
    gathered.write_text("{}")
    building._has_pages(tmp_path)  # makes the stylesheet out of its parts
    os.utime(gathered)
    assert building._has_pages(tmp_path)

    os.utime(gathered, (0, 0))

    assert not building._has_pages(tmp_path)


def test_a_damaged_database_or_warehouse_is_named_for_deleting(home, monkeypatch, settings):
    home.mkdir()
    junk = home / state.DATABASE
    junk.write_text("no database")

    def asked(*args):
        raise DatabaseError("file is not a database")

    monkeypatch.setattr(building, "_is_database_gone", lambda: False)
    monkeypatch.setattr("lineofsight.web.people.models.User.objects.exists", asked, raising=False)
    with pytest.raises(DemoNotPossible) as refused:
        building._has_people(home)
    assert f"rm -rf '{junk}' && make demo" in str(refused.value)

    with pytest.raises(DemoNotPossible) as refused:
        SEE_THAT_IT_OPENS(home)
    assert f"rm -rf '{home / 'warehouse'}' && make demo" in str(refused.value)
