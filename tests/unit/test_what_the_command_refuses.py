"""What the command line will not do is told in one sentence, never by a traceback."""

import errno
import os

import pytest
from click.testing import CliRunner
from tests.factories.workbooks import contact, contacts_workbook

from lineofsight import loading
from lineofsight.cli import main


@pytest.fixture
def list_of_contacts(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEOFSIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LINEOFSIGHT_TODAY", "2026-11-23")
    return str(contacts_workbook(tmp_path / "list.xlsx", contact()))


def said_of(*arguments):
    result = CliRunner().invoke(main, ["load", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.mark.parametrize("year", ["26", "-5", "99999", "2150", "2025/26", "this year", ""])
def test_a_collection_year_is_four_figures(list_of_contacts, year):
    code, output = said_of(list_of_contacts, f"--collection-year={year}")
    assert code == 2
    assert f"“{year}” is not a collection year. Write the year it ends in: 2026." in output


@pytest.mark.parametrize("day", ["0001-01-01", "2026-11-24", "9999-12-31"])
def test_a_day_to_come_or_of_another_age_is_refused(list_of_contacts, day):
    code, output = said_of(list_of_contacts, "--as-at", day)
    assert code == 1
    assert "the day the files would speak for" in output


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "can only be read"), (errno.EACCES, "may")],
)
def test_a_disk_that_will_not_take_a_load_is_named_and_nothing_was_loaded(
    list_of_contacts, monkeypatch, number, words
):
    def broken(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(loading.warehouse, "load", broken)
    code, output = said_of(list_of_contacts)
    assert code == 1
    assert "nothing was loaded" in output
    assert words in output


def test_a_disk_that_fills_up_after_the_load_says_that_the_files_were_loaded(
    list_of_contacts, monkeypatch
):
    def broken(*_, **__):
        raise loading.duckdb.IOException("IO Error: … No space left on device")

    monkeypatch.setattr(loading, "work_out_figures", broken)
    code, output = said_of(list_of_contacts)
    assert code == 1
    assert "the files were loaded as 2020-09-16-001-" in output
    assert "the disk is full" in output


@pytest.mark.parametrize("unit", ["service", "team", "worker"])
def test_the_children_of_a_unit_that_is_not_there_are_not_nobody(list_of_contacts, unit):
    assert said_of(list_of_contacts)[0] == 0

    asked = ["children", "--indicator", "CON01", "--period", "2020-09", f"--{unit}", "nope"]
    result = CliRunner().invoke(main, asked)

    assert result.exit_code == 1
    assert f"No {unit} of snapshot" in result.output
    assert "is “nope”" in result.output


@pytest.mark.parametrize("day", ["1800-01-01", "2043-01-01"])
def test_a_history_outside_the_calendar_is_refused(tmp_path, day):
    asked = ["demo-data", "--children", "500", "--today", day, "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, asked)

    assert result.exit_code == 1
    assert f"up to {day}" in result.output
    assert not (tmp_path / "out").exists()


def test_a_measure_asked_for_twice_is_printed_once(list_of_contacts):
    assert said_of(list_of_contacts)[0] == 0

    asked = ["figures", "--period", "2020-08", *["--indicator", "CON01"] * 2]
    printed = CliRunner().invoke(main, asked).output

    assert printed.count("CON01,") == 1


def test_an_error_that_may_be_a_bug_is_not_hushed_up(list_of_contacts, monkeypatch):
    def broken(*_, **__):
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(loading.warehouse, "load", broken)
    result = CliRunner().invoke(main, ["load", list_of_contacts])
    assert isinstance(result.exception, OSError)


@pytest.mark.parametrize("why", ["", "  "])
def test_a_book_of_children_is_not_written_without_a_reason(tmp_path, why):
    result = CliRunner().invoke(main, ["book", "--why", why, "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "Say with --why what the book is for." in result.output
    assert list(tmp_path.iterdir()) == []
