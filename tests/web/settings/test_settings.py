"""Settings come from the environment, say what is wrong with a value, and are documented."""

import datetime
import stat
from pathlib import Path

import pytest

from lineofsight.web import environment
from lineofsight.web.environment import SettingError, env, postgres, secret_key, yes_or_no

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def declarations_of_this_test(monkeypatch):
    monkeypatch.setattr(environment, "SETTINGS", dict(environment.SETTINGS))


def declared(name="LINEOFSIGHT_TEST", **how):
    return env(name, how.pop("default", None), meaning="What it is.", example="2026-11-23", **how)


def test_the_reference_page_lists_every_setting_as_it_is_declared():
    page = CHECKOUT / "docs" / "reference" / "settings.md"

    assert page.read_text(encoding="utf-8") == environment.as_markdown()


def test_a_setting_that_is_not_given_has_its_default(monkeypatch):
    monkeypatch.setenv("LINEOFSIGHT_TEST", "  ")

    assert declared(default=3) == 3


def test_a_value_is_read(monkeypatch):
    monkeypatch.setenv("LINEOFSIGHT_TEST", "2026-12-01")

    assert declared(read=environment.day) == datetime.date(2026, 12, 1)


def test_a_value_that_cannot_be_read_stops_the_start_and_says_what_to_write(monkeypatch):
    monkeypatch.setenv("LINEOFSIGHT_TEST", "tomorrow")

    with pytest.raises(SettingError) as refused:
        declared(read=environment.day)

    assert str(refused.value) == (
        "environment: the setting LINEOFSIGHT_TEST cannot be read. "
        "What it is. Write it like this: LINEOFSIGHT_TEST=2026-11-23"
    )


@pytest.mark.parametrize(("text", "means"), [("yes", True), ("No", False), ("1", True)])
def test_yes_and_no_are_understood(text, means):
    assert yes_or_no(text) is means


def test_neither_yes_nor_no_is_not():
    with pytest.raises(ValueError, match="perhaps"):
        yes_or_no("perhaps")


def test_a_postgresql_address_becomes_a_database_with_a_pool():
    found = postgres("postgresql://los:p%40ss@db.example:5433/lineofsight?sslmode=require")

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "los", "p@ss", "db.example", "5433", "lineofsight",
    )  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host/", "nonsense"])
def test_another_address_is_refused(address):
    with pytest.raises(ValueError, match=r".+"):
        postgres(address)


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = secret_key(tmp_path / "home", None)

    assert len(first) > 60
    assert secret_key(tmp_path / "home", None) == first
    assert secret_key(tmp_path / "home", "given") == "given"
    mode = stat.S_IMODE((tmp_path / "home" / "secret-key").stat().st_mode)
    assert mode == 0o600
