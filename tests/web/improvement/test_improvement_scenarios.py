"""Challenge and support, external reviews, learning, acknowledgements: scenarios by number."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from tests.web.practice.finished import a_child_with_a_chair, finished, framework

from lineofsight.errors import UserError
from lineofsight.indicators import State
from lineofsight.periods import Period
from lineofsight.statistics.targets import Target
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.improvement import queries, services
from lineofsight.web.improvement.models import Acknowledged, Challenge
from lineofsight.web.people.naming import NamesAChild
from lineofsight.web.people.references import child_reference
from lineofsight.web.performance.queries import TargetInForce
from lineofsight.web.practice import themes as counting
from lineofsight.web.practice.models import Theme
from lineofsight.web.practice.services import themes

__all__ = ["finished", "framework"]
pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 5, 29)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def place(framework, ashmere, person):
    class Place:
        adopted = framework("worcestershire")
        assistant = person("assistant-director", ashmere.authority, name="Ama Boateng")
        manager = person("team-manager", ashmere.south, name="Priya Nair")
        worker = person("social-worker", ashmere.south, name="Leah Brandt", staff_id="W1")
        iro = person("iro", ashmere.authority, name="Farida Noor")

    return Place()


def test_tam_a7_a_challenge_makes_a_required_action_plan_with_owner_support_and_due(
    place, ashmere, client_of
):
    client = client_of(place.assistant)
    answer = client.post(reverse("improvement:new-challenge"), {
        "unit": ashmere.assessment.pk, "issue": "Assessments are late", "support": "Two agency "
        "workers for a month", "plan": "Bring assessments back into time",
        "owner": place.manager.pk, "due_on_day": "29", "due_on_month": "5",
        "due_on_year": "2026",
    })  # fmt: skip
    assert answer.status_code == 302
    made = Challenge.objects.get()
    assert (made.plan.owner, made.plan.due_on) == (place.manager, DUE)
    assert made.plan.state == Action.State.AGREED
    assert made.support.startswith("Two agency")
    assert place.manager.notices.filter(about=f"challenge:{made.pk}").exists()
    without = client.post(reverse("improvement:new-challenge"), {
        "unit": ashmere.assessment.pk, "issue": "Late", "support": "Help"})  # fmt: skip
    assert without.status_code == 200
    assert Challenge.objects.count() == 1


def test_what_is_written_about_no_one_child_names_no_child_all_the_same(
    place, ashmere, client_of, settings
):
    a_child_with_a_chair(settings, child="SOUTH-001", as_at="2026-04-30")
    client = client_of(place.assistant)
    said = {
        "unit": ashmere.assessment.pk, "issue": "Late, as for Maisie Holroyd", "support": "Two "
        "workers", "plan": "Catch up", "owner": place.manager.pk, "due_on_day": "29",
        "due_on_month": "5", "due_on_year": "2026",
    }  # fmt: skip
    refused = client.post(reverse("improvement:new-challenge"), said).content.decode()
    assert "names somebody whose record is in the data" in refused
    assert not Challenge.objects.exists()
    with pytest.raises(NamesAChild):
        services.challenge_person(place.manager, unit=ashmere.south, issue="Holds SOUTH-001 alone",
                                  support="Help", by=place.assistant)  # fmt: skip
    with pytest.raises(NamesAChild):
        services.begin_learning(
            "Seen in audits",
            what="Maisie Holroyd was not seen.",
            by=place.assistant,
            undertaken_on=clock.today(),
            evidence="Audits",
        )
    said["issue"] = "Late, as Priya Nair says of Maisie’s team"
    assert client.post(reverse("improvement:new-challenge"), said).status_code == 302


def test_tam_a7_a_later_value_at_the_target_shows_effect(place, ashmere, monkeypatch):
    made = services.challenge_unit(
        ashmere.assessment, issue="Late", support="Help", by=place.assistant,
        plan={"text": "Catch up", "owner": place.manager, "due_on": DUE},
        figure={"indicator_id": "ASM03", "place": "service:ASSESSMENT", "period_id": "2026-03",
                "value_then": 61.0},
    )  # fmt: skip
    assert queries.effect_of(made) is None  # no data yet: nothing is claimed
    in_force = TargetInForce(Target(at_least=80), "set")
    monkeypatch.setattr(queries.performance, "targets_in_force", lambda *_: {"ASM03": in_force})
    monkeypatch.setattr(queries.warehouse, "current_or_none", lambda: "a snapshot")
    monkeypatch.setattr(queries, "latest_month", lambda _: Period.month(2026, 6))
    for value, is_shown in ((74.0, False), (84.5, True), (None, None)):
        state = State.VALUE if value is not None else State.NOT_RECORDED
        later = SimpleNamespace(value=value, state=state)
        monkeypatch.setattr(queries.reading, "figure_of", lambda *_, later=later: later)
        effect = queries.effect_of(made)
        assert (effect.then, effect.now, effect.is_shown) == (61.0, value, is_shown)


def test_tam_a8_an_individual_challenge_is_seen_by_the_person_and_the_line_only(
    place, ashmere, person, client_of, client_as
):
    made = services.challenge_person(
        place.worker, unit=ashmere.south, issue="Visits not written up", support="Protected time",
        by=place.manager,
    )  # fmt: skip
    url = reverse("improvement:challenge", args=[made.pk])
    for near in (place.worker, place.manager):
        assert client_of(near).get(url).status_code == 200
    assert client_of(place.assistant).get(url).status_code == 404
    assert client_as("team-manager", ashmere.east).get(url).status_code == 404
    for outside in ("lead-member", "partner", "scrutiny"):
        assert client_as(outside).get(url).status_code == 403
    assert made not in Challenge.objects.for_exports()
    assert not Action.objects.exists()
    export = client_of(place.assistant).get(reverse("actions:export"), {"show": "all"})
    assert "Visits not written up" not in export.content.decode()
    home = client_of(place.assistant).get(reverse("improvement:home")).content.decode()
    assert "Leah Brandt" not in home


def test_tam_a17_findings_of_a_peer_review_and_an_inspection_become_actions(
    framework, ashmere, person, client_as
):
    adopted = framework("tameside")
    manager = person("team-manager", ashmere.south)
    kinds = [each.key for each in adopted.pack.external_reviews][:2]
    writer = person("head-of-service", ashmere.authority)
    for kind in kinds:
        review = services.register_review(
            adopted, kind, title=f"Of kind {kind}", from_on=day("2026-03-02"),
            to_on=day("2026-03-06"), by=writer,
        )  # fmt: skip
        with pytest.raises(UserError, match="becomes an action"):
            services.add_finding(review, text="Plans drift", kind="concern", by=writer)
        services.add_finding(
            review, text="Plans drift", kind="concern", by=writer,
            plan={"text": "Date every plan", "owner": manager, "due_on": DUE},
        )  # fmt: skip
    rows = queries.external_reviews(day("2026-03-01"), day("2026-03-31"))
    assert [(row.findings, row.concerns, row.actions) for row in rows] == [(1, 1, 1), (1, 1, 1)]
    assert Action.objects.filter(review_finding__isnull=False).count() == 2


def test_wor_a17_an_acknowledgement_is_told_to_the_team_manager_that_day_and_counted_apart(
    place, settings, client_of, the_day
):
    a_child_with_a_chair(settings, child="SOUTH-001", as_at="2026-04-30")
    the_day("2026-05-05")
    kind = place.adopted.pack.acknowledgements[0].key
    url = reverse("improvement:acknowledge", args=[child_reference("SOUTH-001"), kind])
    client_of(place.iro).post(url, {"text": "The child led the review"})
    given = Acknowledged.objects.get()
    notice = place.manager.notices.get(about=f"acknowledged:{given.pk}")
    assert notice.sent_at.astimezone(clock.UK).date() == day("2026-05-05")
    assert place.worker in given.told.all()
    may = (day("2026-05-01"), day("2026-05-31"))
    assert queries.acknowledgements(*may) == [("Practice acknowledgement", 1)]
    client_of(place.manager).post(url, {"text": "Mine"})
    assert Acknowledged.objects.count() == 1


def test_san_086_learning_goes_through_its_stages_in_order(place, the_day):
    the_day("2026-03-02")
    learning = services.begin_learning(
        "Dates in plans", what="Every step has a name and a day", by=place.assistant,
        undertaken_on=day("2026-02-20"), evidence="Thematic review of February",
    )  # fmt: skip
    stages = services.Stage
    with pytest.raises(UserError, match="in their order"):
        services.reach(learning, stages.EMBEDDED, done_on=day("2026-03-01"), evidence="x",
                       by=place.assistant)  # fmt: skip
    services.reach(learning, stages.SHARED, done_on=day("2026-02-27"), evidence="Briefing",
                   by=place.assistant, retest_on=day("2026-05-29"))  # fmt: skip
    the_day("2026-05-29")
    assert learning in queries.learning_to_test(clock.today())
    counted = dict(queries.learning(day("2026-02-01"), day("2026-02-28")))
    assert (counted["Undertaken"], counted["Shared"], counted["Embedded"]) == (1, 1, 0)


def test_themes_merge_and_split_with_history_and_count_by_service_not_by_worker(
    place, ashmere, finished, client_of
):
    themes.take_from(place.adopted.pack)
    plans, drift = Theme.objects.get(key="plans"), Theme.objects.get(key="drift")
    audit = finished(place.adopted, "main-audit", auditor=place.manager, worker=place.worker,
                     completed="2026-03-09")  # fmt: skip
    themes.code_audit(audit, [(drift, "concern", "")], by=place.assistant)
    themes.merge(drift, into=plans, by=place.assistant, reason="The same in practice")
    march = (day("2026-03-01"), day("2026-03-31"))
    (row,) = counting.counts(*march)
    assert (row.title, row.concerns, row.strengths) == ("Plans", 1, 0)
    assert list(counting.by_service(*march)) == ["ASSESSMENT"]
    assert audit.themes.get().theme == drift
    parts = themes.split(plans, titles=["Plans with dates", "Plans with the family"],
                         by=place.assistant, reason="Two questions")  # fmt: skip
    assert [part.split_from for part in parts] == [plans, plans]
    with pytest.raises(UserError, match="is closed"):
        themes.code_audit(audit, [(plans, "concern", "")], by=place.assistant)
    assert {change.what for change in plans.changes.all()} == {"split"}
    mine = counting.learning_of(place.worker, *march)
    assert [each["is_mine"] for each in mine] == [True]
    assert counting.learning_of(place.manager, *march)[0]["worker"]
    assert counting.learning_of(place.assistant, *march) == []
