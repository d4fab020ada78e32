"""X-1: the calendars of the frameworks we ship, as files that a calendar program takes."""

import datetime

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from lineofsight.cli import main
from lineofsight.packs import governance_year, load_pack, shipped_packs
from lineofsight.web import command_line
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.home.year_calendar import as_file
from lineofsight.web.practice.calendar import year_of
from lineofsight.web.reporting import services as pausing

STAMP = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def read(content: bytes) -> list:
    calendar = Calendar.from_ical(content)
    assert calendar["version"] == "2.0" and calendar["prodid"]
    return calendar.walk("VEVENT")


def everything_of(pack) -> int:
    """The programmes' days, and those of boards and reports."""
    return len(year_of(pack, 2026)) + len(governance_year.year_of(pack, 2026))


@pytest.mark.parametrize("name", shipped_packs())
def test_x_1_each_frameworks_calendar_of_2026_exports_with_no_error(name):
    pack = load_pack(name)
    events = read(as_file(pack, 2026, stamp=STAMP))

    assert len(events) == everything_of(pack) > 0
    assert len({event["uid"] for event in events}) == len(events)
    assert {event.decoded("dtstart").year for event in events} == {2026}
    assert all(event.decoded("dtend") > event.decoded("dtstart") for event in events)
    assert all(str(event["summary"]) for event in events)


@pytest.mark.parametrize("name", shipped_packs())
def test_x_1_the_file_folds_and_ends_its_lines_as_the_standard_says(name):
    lines = as_file(load_pack(name), 2026, stamp=STAMP).split(b"\r\n")

    assert lines[-2] == b"END:VCALENDAR" and lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_x_1_no_two_frameworks_share_an_event():
    uids = [
        {str(event["uid"]) for event in read(as_file(load_pack(name), 2026, stamp=STAMP))}
        for name in shipped_packs()
    ]

    assert len(set.union(*uids)) == sum(map(len, uids))


def test_the_page_gives_the_framework_in_force(client_as):
    page = client_as("sqa").get("/calendar/programmes/2026.ics")

    assert page.headers["Content-Type"].startswith("text/calendar")
    assert read(page.content)


@pytest.mark.parametrize("year", [1999, 2045, 99999])
def test_a_year_outside_what_the_calendar_knows_is_not_found(client_as, year):
    assert client_as("sqa").get(f"/calendar/programmes/{year}.ics").status_code == 404


def test_the_command_writes_the_same_file_every_time(tmp_path, monkeypatch):
    monkeypatch.setattr(command_line, "is_database_gone", lambda: True)
    out = tmp_path / "year.ics"
    for _ in range(2):
        ran = CliRunner().invoke(
            main, ["pack", "calendar", "worcestershire", "--year", "2026", "--out", str(out)]
        )
        assert ran.exit_code == 0, ran.output
    first = out.read_bytes()

    assert read(first) and first == as_file(
        load_pack("worcestershire"), 2026,
        stamp=datetime.datetime.combine(
            load_pack("worcestershire").published_on or datetime.date(2026, 1, 1),
            datetime.time(), datetime.UTC,
        ),
    )  # fmt: skip


@pytest.fixture
def write_calendar(tmp_path):
    def write(pack: str) -> tuple[str, list]:
        out = tmp_path / "year.ics"
        ran = CliRunner().invoke(
            main, ["pack", "calendar", pack, "--year", "2026", "--out", str(out)]
        )
        assert ran.exit_code == 0, ran.output
        return ran.output, read(out.read_bytes())

    return write


def test_without_an_installation_the_command_says_that_pauses_are_not_in_the_file(
    write_calendar, monkeypatch
):
    monkeypatch.setattr(command_line, "is_database_gone", lambda: True)
    said, events = write_calendar("worcestershire")

    assert "has no installation to read them from, so none are in the file" in said
    assert len(events) == everything_of(load_pack("worcestershire"))


@pytest.mark.django_db
def test_the_command_tells_the_pauses_of_the_installation_that_runs_the_framework(
    write_calendar, monkeypatch, person, settings
):
    monkeypatch.setattr(command_line, "is_database_gone", lambda: False)
    settings.PACK = "wirral"
    frameworks.adopt(load_pack("wirral"), by=None, from_on=datetime.date(2022, 4, 1))
    by = person("qa-manager")
    day = datetime.date(2026, 10, 1)
    pausing.pause("monthly-quality", from_on=day, reason="The panel's wish", by=by)
    said, events = write_calendar("wirral")

    assert "With 1 pause of reports recorded in" in said
    (rest,) = [each for each in events if str(each["summary"]).endswith(": rests")]
    assert rest.decoded("dtstart") == day and rest.decoded("dtend").year == 2027
    said, events = write_calendar("sandwell")
    assert "has no installation of this framework, so no pauses are in the file" in said
    assert not [each for each in events if str(each["summary"]).endswith(": rests")]
