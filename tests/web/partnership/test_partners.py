"""Partner agencies: their returns, figures, events; referrals to the partnership."""

import datetime

import pytest
from django.urls import reverse
from tests.web.practice.finished import a_child_with_a_chair, framework

from lineofsight.errors import UserError
from lineofsight.periods import Period, PeriodKind
from lineofsight.web import clock
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.partnership import queries, services
from lineofsight.web.partnership.models import AskedReturn, Entry, LearningEvent, Referral
from lineofsight.web.people.references import child_reference
from lineofsight.web.practice.models import Audit, AuditPart, Theme

__all__ = ["framework"]
pytestmark = pytest.mark.django_db
MONTH = Period.parse("2026-02")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def the_police(framework, person, ashmere, the_day):
    """Worcestershire, with somebody of the police and of health, each with a seat."""
    the_day("2026-03-10")

    class Here:
        adopted = framework("worcestershire")
        manager = person("sqa", name="Ruth Ellison")
        police = person("partner", name="Dev Sharma")
        health = person("partner", name="Mina Roy")
        nobody = person("partner", name="Not Seated")

    services.seat(Here.police, "police", adopted=Here.adopted, by=Here.manager)
    services.seat(Here.health, "health", adopted=Here.adopted, by=Here.manager)
    return Here


@pytest.fixture
def review(framework, person, ashmere, the_day, settings):
    """Sandwell's multi-agency review of a child, with somebody of the police seated."""
    a_child_with_a_chair(settings, child="SOUTH-001", as_at="2026-02-28")
    the_day("2026-03-10")

    class Here:
        adopted = framework("sandwell")
        manager = person("qa-manager", name="Ruth Ellison")
        officer = person("qa-officer", name="Ola Berg")
        police = person("partner", name="Dev Sharma")
        health = person("partner", name="Mina Roy")

    services.seat(Here.police, "police", adopted=Here.adopted, by=Here.manager)
    services.seat(Here.health, "health", adopted=Here.adopted, by=Here.manager)
    Here.audit = Audit.objects.create(
        adopted=Here.adopted, activity_key="multi-agency-review", child_id="SOUTH-001",
        team_id="SOUTH", team_name="Assessment South", service_id="ASSESSMENT",
        service_name="Assessment", released_on=clock.today(), due_on=day("2026-03-31"),
        started_by=Here.manager, state=Audit.State.IN_PROGRESS,
    )  # fmt: skip
    for key, who in (("agencies", Here.officer), ("review", Here.manager)):
        AuditPart.objects.create(audit=Here.audit, key=key, auditor=who)
    return Here


def asked(review) -> AskedReturn:
    services.ask(review.audit, "agencies", ["police"], due_on=day("2026-03-20"), by=review.officer)
    return AskedReturn.objects.get()


ANSWERS = {
    "q-found": "Two visits were not passed on.", "q-heard": "yes", "q-heard-evidence": "Log.",
    "q-shared": "partly", "q-shared-evidence": "Late twice.", "q-learned": "Ask on the day.",
    "own_reference": "P-778",
}  # fmt: skip


def test_san_011_an_agency_answers_its_own_part_and_sees_no_child(review, client_of):
    found = asked(review)
    client = client_of(review.police)
    url = reverse("partnership:return", args=[found.pk])
    assert review.police.notices.filter(about=f"return:{found.pk}").exists()
    page = client.get(url).content.decode()
    for secret in ("SOUTH-001", "Assessment South", child_reference("SOUTH-001")):
        assert secret not in page
        assert secret not in client.get(reverse("partnership:home")).content.decode()
    opened = ActivityEvent.objects.filter(verb="return.opened", subject_id=str(found.pk))
    assert opened.get().by_name == "Dev Sharma"
    missing = client.post(url, {"q-found": "Something"})
    assert missing.status_code == 200
    assert AskedReturn.objects.get().answered_at is None
    assert client.post(url, ANSWERS).status_code == 302
    found.refresh_from_db()
    assert (found.own_reference, found.answered_by) == ("P-778", review.police)
    assert "Two visits" not in client.get(url).content.decode()
    assert client.post(url, ANSWERS).status_code == 404
    for name in ("practice:audit", "partnership:returns"):
        assert client.get(reverse(name, args=[review.audit.pk])).status_code == 403


def test_san_011_another_agency_and_one_without_a_seat_do_not_find_it(review, client_of, person):
    found = asked(review)
    url = reverse("partnership:return", args=[found.pk])
    assert client_of(review.health).get(url).status_code == 404
    assert client_of(person("partner")).get(url).status_code == 404
    assert client_of(review.officer).get(url).status_code == 403
    with pytest.raises(UserError, match="Another agency"):
        services.answer(found, own_reference="", given={}, by=review.health)


def test_san_011_what_agencies_sent_stands_with_the_audit_and_its_reading_is_recorded(
    review, client_of
):
    found = asked(review)
    client_of(review.police).post(reverse("partnership:return", args=[found.pk]), ANSWERS)
    client = client_of(review.officer)
    page = client.get(reverse("partnership:returns", args=[review.audit.pk])).content.decode()
    assert "Two visits were not passed on." in page
    assert "P-778" in page
    read = ActivityEvent.objects.filter(verb=ActivityEvent.READ, child_id="SOUTH-001")
    assert "Ola Berg" in read.values_list("by_name", flat=True)
    hub = client.get(reverse("practice:audit", args=[review.audit.pk])).content.decode()
    assert reverse("partnership:returns", args=[review.audit.pk]) in hub
    counted = queries.returned(review.adopted.pack, [review.audit])
    assert [(r.agency, r.asked, r.answered, r.in_time) for r in counted] == [("Police", 1, 1, 1)]


def test_wor_067_an_agency_enters_a_figure_and_corrects_it_with_history(the_police, client_of):
    url = reverse("partnership:enter", args=["conference-attendance"])
    client = client_of(the_police.police)
    assert client.post(url, {"period": "2026-02", "number": "31", "of": "40"}).status_code == 302
    refused = client.post(url, {"period": "2026-02", "number": "33", "of": "40"})
    assert "why the earlier figure is corrected" in refused.content.decode()
    client.post(url, {"period": "2026-02", "number": "33", "of": "40", "note": "Two by video"})
    entries = Entry.objects.filter(measure_key="conference-attendance")
    assert [each.number for each in entries] == [31, 33]
    assert {each.agency_key for each in entries} == {"police"}
    measure = the_police.adopted.pack.partnership.measures[0]
    value = queries.value_of(measure, "police", MONTH, queries.latest(the_police.adopted.pack))
    assert (value.text, value.basis) == ("82.5%", "33 of 40")
    page = client.get(url).content.decode()
    assert "31 of 40" in page
    assert "Two by video" in page
    more = client.post(url, {"period": "2026-01", "number": "41", "of": "40"})
    assert "cannot be more than the whole" in more.content.decode()


def test_wor_067_nobody_enters_for_another_agency_or_a_measure_of_another(the_police, client_of):
    url = reverse("partnership:enter", args=["missing-debriefs"])
    assert client_of(the_police.health).get(url).status_code == 404
    assert client_of(the_police.nobody).get(url).status_code == 404
    assert client_of(the_police.manager).get(url).status_code == 403
    with pytest.raises(UserError, match="does not enter"):
        services.enter(the_police.adopted, "missing-debriefs", MONTH, number=1, of=2,
                       by=the_police.health)  # fmt: skip
    with pytest.raises(UserError, match="speak for"):
        services.enter(the_police.adopted, "conference-attendance", MONTH, number=1, of=2,
                       by=the_police.nobody)  # fmt: skip


def test_wor_020_the_dashboard_adds_months_up_to_quarters_and_hides_small_numbers_of_others(
    the_police, client_of, the_day
):
    the_day("2026-04-02")
    enter = {"2026-01": (31, 40), "2026-02": (33, 40)}
    for period, (number, of) in enter.items():
        services.enter(the_police.adopted, "conference-attendance", Period.parse(period),
                       number=number, of=of, by=the_police.police)  # fmt: skip
    services.enter(the_police.adopted, "conference-attendance", Period.parse("2026-02"), number=3,
                   of=30, by=the_police.health)  # fmt: skip
    pack = the_police.adopted.pack
    quarter = Period.of_kind(PeriodKind.QUARTER, day("2026-03-31"))
    value = queries.value_of(pack.partnership.measures[0], "police", quarter, queries.latest(pack))
    assert (value.text, value.basis, value.is_whole) == ("80.0%", "64 of 80", False)
    url = reverse("partnership:dashboard")
    quarters = client_of(the_police.police).get(url, {"by": "quarter"}).content.decode()
    assert "64 of 80" in quarters
    assert "2 of 3 months" in quarters
    assert "early help assessments" in quarters.lower()
    months = client_of(the_police.police).get(url).content.decode()
    assert "3 of 30" not in months
    assert "early help assessments" not in months.lower()
    for sees in (the_police.health, the_police.manager):
        assert "3 of 30" in client_of(sees).get(url).content.decode()


def test_wor_069_groups_of_the_partnership_have_programmes_of_their_own(the_police, client_of):
    rows = queries.runs_of_groups(the_police.adopted.pack, clock.today())
    own = {row["group"].key: [each.key for each in row["programmes"]] for row in rows}
    assert own["front-door-leadership"] == ["front-door-audits"]
    assert own["get-safe"] == ["get-safe-audits"]
    page = client_of(the_police.manager).get(reverse("partnership:home")).content.decode()
    assert "Get Safe Partnership" in page
    assert reverse("practice:programme", args=["get-safe-audits"]) in page


def test_wor_066_an_event_has_its_theme_who_came_by_agency_and_its_evaluation(
    the_police, client_of
):
    theme = Theme.objects.create(key="drift", title="Drift and delay")
    facts = {
        "title": "Briefing on drift", "held_on_day": "3", "held_on_month": "3",
        "held_on_year": "2026", "theme": theme.pk, "arose_from": "Multi-agency audits of winter",
        "answered": "20", "useful": "18", "evaluation": "Use the form at once.",
        "from-police": "12", "from-health": "9", "from-schools": "0", "from-probation": "0",
    }  # fmt: skip
    client = client_of(the_police.manager)
    assert client.post(reverse("partnership:new-event"), facts).status_code == 302
    event = LearningEvent.objects.get()
    assert {(a.agency_key, a.people) for a in event.attended.all()} == {
        ("police", 12), ("health", 9)
    }  # fmt: skip
    page = client_of(the_police.police).get(reverse("partnership:event", args=[event.pk]))
    assert "18 of 20" in page.content.decode()
    (row,) = queries.events(day("2026-03-01"), day("2026-03-31"))
    assert (row.people, row.agencies, row.theme) == (21, 2, "Drift and delay")
    wrong = client.post(reverse("partnership:new-event"), {**facts, "useful": "21"})
    assert "No more than gave an evaluation" in wrong.content.decode()


def test_san_070_a_referral_is_due_and_its_decision_is_entered_once_and_told(review, client_of):
    child = child_reference("SOUTH-001")
    client = client_of(review.manager)
    url = reverse("partnership:refer", args=[child, "practice-review"])
    assert "Referral to the partnership" in client.get(
        reverse("performance:child", args=[child])
    ).content.decode()  # fmt: skip
    assert client.post(url, {"why": "Three agencies held a part of it."}).status_code == 302
    made = Referral.objects.get()
    assert made.due_on == day("2026-03-31")
    page = reverse("partnership:referral", args=[made.pk])
    said = {"outcome": "rapid-review", "reason": "The criteria are met.", "decided_on_day": "10",
            "decided_on_month": "3", "decided_on_year": "2026"}  # fmt: skip
    assert client.post(page, said).status_code == 302
    made.refresh_from_db()
    assert (made.outcome, made.decided_on) == ("Rapid review", day("2026-03-10"))
    with pytest.raises(UserError, match="entered already"):
        services.decide(made, outcome_key="no-review", reason="x", decided_on=clock.today(),
                        by=review.manager)  # fmt: skip
    (row,) = queries.referred(review.adopted.pack, day("2026-03-01"), day("2026-03-31"))
    assert (row.referred, row.decided, row.waiting) == (1, 1, 0)
    assert ("Rapid review", 1) in row.outcomes


def test_san_070_who_may_not_see_the_child_does_not_find_the_referral(
    review, client_of, person, ashmere
):
    held = services.Held("SOUTH-001", "SOUTH", "", "", is_open=True)
    made = services.refer(held, adopted=review.adopted, kind_key="practice-review", why="Why.",
                          by=review.manager)  # fmt: skip
    page = reverse("partnership:referral", args=[made.pk])
    assert client_of(person("team-manager", ashmere.south)).get(page).status_code == 200
    assert client_of(person("team-manager", ashmere.east)).get(page).status_code == 404
    for outside in (review.police, person("lead-member")):
        assert client_of(outside).get(page).status_code == 403
    with pytest.raises(UserError, match="made by others"):
        services.refer(held, adopted=review.adopted, kind_key="practice-review", why="Why.",
                       by=person("analyst"))  # fmt: skip


def test_a_seat_is_for_somebody_of_a_partner_agency_only(the_police, person, client_of):
    with pytest.raises(UserError, match="no role of a partner"):
        services.seat(person("analyst"), "police", adopted=the_police.adopted,
                      by=the_police.manager)  # fmt: skip
    url = reverse("partnership:seats")
    client = client_of(the_police.manager)
    answer = client.post(url, {"person": the_police.nobody.pk, "agency": "schools"})
    assert answer.status_code == 302
    assert the_police.nobody.seat.agency_key == "schools"
