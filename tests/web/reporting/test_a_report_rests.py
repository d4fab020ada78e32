"""One reporting arrangement rests for a time while the others go on (WOR-111)."""

import datetime

import pytest
from django.urls import reverse
from icalendar import Calendar
from lxml import html as lxml_html

from lineofsight.packs import load_pack
from lineofsight.periods import Period
from lineofsight.web import clock
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.reporting import services
from lineofsight.web.reporting.models import Report, ReportPause
from lineofsight.web.reporting.services import ReportNotPossible

pytestmark = pytest.mark.django_db
DAY = datetime.date


def text(response):
    assert response.status_code == 200
    return " ".join(lxml_html.fromstring(response.content.decode()).text_content().split())


@pytest.fixture
def by(ashmere, person, the_day):
    frameworks.adopt(load_pack("worcestershire"), by=None, from_on=DAY(2022, 2, 1))
    the_day("2026-10-05")
    return person("assistant-director", name="Helen Marsden")


def begun() -> set[str]:
    return {each.definition_key for each in services.start_due(clock.today())}


def test_what_rests_is_not_begun_and_the_others_go_on(by, the_day):
    services.pause("quarterly-quality", from_on=DAY(2026, 10, 1), to_on=DAY(2026, 12, 31),
                   reason="The services answer an emergency.", by=by)  # fmt: skip
    first = begun()
    assert "quarterly-quality" not in first and "monthly-quality" in first
    the_day("2027-01-04")
    assert "quarterly-quality" in begun(), "the pause is over"


def test_by_hand_it_can_still_be_made(by):
    services.pause("monthly-quality", from_on=DAY(2026, 10, 1), reason="Rest", by=by)
    assert "monthly-quality" not in begun()
    made = services.start("monthly-quality", Period.parse("2026-09"), by=by)
    assert made.state == Report.State.SCHEDULED


def test_it_goes_on_from_the_day_somebody_ends_it(by):
    paused = services.pause("monthly-quality", from_on=clock.today(), reason="Rest", by=by)
    assert "monthly-quality" not in begun()
    services.end_pause(paused, by=by)
    assert "monthly-quality" in begun()
    paused.refresh_from_db()
    assert (paused.ended_by, paused.to_on) == (by, DAY(2026, 10, 4))
    with pytest.raises(ReportNotPossible, match="is over"):
        services.end_pause(paused, by=by)
    assert ActivityEvent.objects.filter(verb__in=["report.paused", "report.resumed"]).count() == 2


@pytest.mark.parametrize(
    ("key", "more", "problem"),
    [
        ("nothing", {}, "no such report"),
        ("monthly-quality", {"reason": " "}, "Say why"),
        ("monthly-quality", {"to_on": DAY(2026, 9, 1)}, "before it begins"),
        ("quarterly-quality", {}, "rests in that time already"),
    ],
)
def test_a_pause_needs_a_report_a_reason_and_its_own_time(by, key, more, problem):
    services.pause("quarterly-quality", from_on=DAY(2026, 11, 1), reason="Rest", by=by)
    with pytest.raises(ReportNotPossible, match=problem):
        services.pause(key, **{"from_on": DAY(2026, 10, 5), "reason": "Rest", "by": by} | more)


def test_two_pauses_one_after_the_other_are_fine(by):
    services.pause("monthly-quality", from_on=DAY(2026, 10, 1), to_on=DAY(2026, 10, 31),
                   reason="Rest", by=by)  # fmt: skip
    services.pause("monthly-quality", from_on=DAY(2026, 12, 1), reason="Rest", by=by)
    assert ReportPause.objects.count() == 2


def test_it_is_paused_on_a_page_shown_with_the_year_s_reports_and_ended(by, client_of, client_as):
    client = client_of(by)
    said = {
        "definition_key": "quarterly-quality", "from_on_day": "5", "from_on_month": "10",
        "from_on_year": "2026", "reason": "Agreed with the council.",
    }  # fmt: skip
    without = client.post(reverse("reporting:pause"), said | {"reason": ""})
    assert "There is a problem" in text(without)
    assert not ReportPause.objects.exists()
    page = client.post(reverse("reporting:pause"), said, follow=True)
    assert "Agreed with the council." in text(page)
    assert "What comes by itself, this year" in text(page)
    writer = client_as("sqa")
    shown = text(writer.get(reverse("reporting:home")))
    assert "until it is ended: Agreed with the council." in shown
    assert "Let it go on" not in shown
    end = reverse("reporting:resume", args=[ReportPause.objects.get().pk])
    assert writer.post(end).status_code == 403
    assert "It goes on from today." in text(client.post(end, follow=True))
    assert "What comes by itself" not in text(client_as("lead-member").get("/reports/"))


def test_what_rests_stands_in_the_programmes_year_and_the_calendar(by, client_of, client_as):
    services.pause("quarterly-quality", from_on=DAY(2026, 10, 5), to_on=DAY(2027, 1, 31),
                   reason="Agreed with the council.", by=by)  # fmt: skip
    services.pause("monthly-quality", from_on=DAY(2027, 2, 1), reason="Rest", by=by)
    this_year = text(client_of(by).get(reverse("practice:year")))
    assert "Reports that rest in 2026" in this_year
    assert "Agreed with the council." in this_year
    next_year = text(client_of(by).get(reverse("practice:year-of", args=[2027])))
    assert "Agreed with the council." in next_year and "until it is ended" in next_year
    assert "Reports that rest" not in text(
        client_of(by).get(reverse("practice:year-of", args=[2025]))
    )
    file = client_of(by).get("/calendar/programmes/2026.ics").content
    events = {str(event["summary"]): event for event in Calendar.from_ical(file).walk("VEVENT")}
    (rests,) = [event for title, event in events.items() if title.endswith(": rests")]
    assert rests.decoded("dtstart") == DAY(2026, 10, 5)
    assert rests.decoded("dtend") == DAY(2027, 1, 1), "its days of this year"
    assert b"council" not in file
    elsewhere = client_as("administrator").get("/calendar/programmes/2026.ics").content
    assert b": rests" not in elsewhere, "who sees no reports is not told"
