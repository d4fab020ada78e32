"""Pages of a programme with many audits: what they ask does not grow with it, and what they
count is what one would count by hand."""

import datetime
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.practice.finished import finished, framework

from lineofsight.web import clock
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.practice import board, calibration
from lineofsight.web.practice import themes as counting
from lineofsight.web.practice.models import Audit, AuditPart, Theme
from lineofsight.web.practice.services import carrying_out, moderating, themes
from lineofsight.web.practice.services.moderating import Decision

__all__ = ["finished", "framework"]
pytestmark = pytest.mark.django_db


def asked(work) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        work()
    return [each["sql"] for each in queries.captured_queries]


@pytest.fixture
def coded(framework, finished, ashmere, person):
    """`coded("drift", "2026-03-09", worker=…)`: an audit final on a day, with a concern."""
    adopted, manager = framework("worcestershire"), person("team-manager", ashmere.south)
    themes.take_from(adopted.pack)

    def make(key: str, day: str, **facts):
        audit = finished(adopted, "main-audit", auditor=manager, completed=day, **facts)
        themes.code_audit(audit, [(Theme.objects.get(key=key), "concern", "")], by=manager)
        return audit

    make.adopted, make.manager = adopted, manager
    return make


def test_themes_known_already_are_read_with_one_query_and_no_lock(coded):
    (one,) = asked(lambda: themes.take_from(coded.adopted.pack))
    assert one.startswith("SELECT")
    Theme.objects.filter(key="drift").delete()
    assert [each.key for each in themes.take_from(coded.adopted.pack)] == [
        each.key for each in coded.adopted.pack.themes
    ]


def test_the_page_of_themes_asks_as_much_of_many_audits_as_of_one(coded, ashmere, client_as):
    client, url = client_as("sqa"), reverse("practice:themes")
    coded("drift", "2026-03-09")
    client.get(url)
    first = len(asked(lambda: client.get(url)))
    for child in ("SOUTH-002", "SOUTH-003", "SOUTH-004"):
        coded("plans", "2026-03-10", child=child)
    assert len(asked(lambda: client.get(url))) == first


def test_a_finding_at_midnight_counts_in_the_month_it_is_in_the_united_kingdom(coded):
    """Final at half past midnight on 1 July in summer time: still 30 June in UTC."""
    moment = datetime.datetime(2026, 7, 1, 0, 30, tzinfo=clock.UK)
    audit = coded("drift", "2026-06-29")
    type(audit).objects.filter(pk=audit.pk).update(judged_at=moment)
    year = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    assert list(counting.by_month(*year, key="drift")) == [datetime.date(2026, 7, 1)]


def test_a_merged_theme_brings_its_months_to_its_heir(coded):
    coded("drift", "2026-03-09")
    coded("plans", "2026-04-09", child="SOUTH-002")
    drift, plans = Theme.objects.get(key="drift"), Theme.objects.get(key="plans")
    themes.merge(drift, into=plans, by=coded.manager, reason="The same in practice")
    year = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    for key in ("drift", "plans"):
        found = counting.by_month(*year, key=key)
        assert [(month.month, each.title, each.concerns) for month, each in found.items()] == [
            (3, "Plans", 1),
            (4, "Plans", 1),
        ]


def test_a_worker_s_findings_are_counted_by_theme(coded, ashmere, person):
    worker = person("social-worker", ashmere.south, staff_id="W1")
    for child in ("SOUTH-001", "SOUTH-002"):
        coded("drift", "2026-03-09", child=child, worker=worker)
    coded("plans", "2026-03-10", child="SOUTH-003", worker=worker)
    (row,) = counting.learning_of(worker, datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
    assert [(each["count"], each["kind"]) for each in row["themes"]] == [
        (2, "concern"),
        (1, "concern"),
    ]


def all_judged(quarter, *, until: str, days: int = 10) -> list[Audit]:
    """So many audits of the quarter, graded by both and final on a day."""
    quarter.audit_of("SOUTH")
    audits = list(Audit.objects.filter(released_on="2026-03-01")[:days])
    for audit in audits:
        for part in audit.parts.all():
            quarter.judge(part, grade="good")
            carrying_out.send(part, by=part.auditor)
        audit.refresh_from_db()
        decided = {each.key: Decision("good", "Agreed.") for each in audit.activity.judged}
        moderating.confirm(audit, decided, by=audit.moderator, learning="")
    moment = datetime.datetime.fromisoformat(until).replace(tzinfo=clock.UK)
    Audit.objects.filter(pk__in=[each.pk for each in audits]).update(judged_at=moment)
    return audits


def test_agreement_is_asked_in_as_many_questions_however_many_audits(quarter, client_of):
    client, url = client_of(quarter.sqa), reverse("practice:agreement")
    client.get(url)
    first = len(asked(lambda: client.get(url)))
    all_judged(quarter, until="2026-03-20T12:00")
    # one more: the names of those who graded
    assert len(asked(lambda: client.get(url))) <= first + 1


def test_a_domain_that_three_graded_is_no_pair(quarter):
    (audit, *_) = all_judged(quarter, until="2026-03-20T12:00", days=1)
    today = datetime.date(2026, 3, 31)
    domains = len(audit.activity.judged)
    counted = calibration.pairs([audit.activity_key], until=today)
    assert sum(each.number for each in counted) == domains
    third = AuditPart.objects.create(audit=audit, key="third", auditor=None)
    first = audit.activity.judged[0].key
    third.judgements.create(domain_key=first, grade="good", saved_at=clock.now())
    counted = calibration.pairs([audit.activity_key], until=today)
    assert sum(each.number for each in counted) == domains - 1
    assert first not in {each.domain_key for each in counted}


@pytest.mark.parametrize(
    ("final", "quarters"),
    [
        ("2026-04-01T00:30", {"2026 April to June"}),  # 31 March in UTC
        ("2026-03-31T23:30", {"2026 January to March"}),
        ("2025-04-30T12:00", set()),  # a year and a day before
        ("2025-05-01T00:10", {"2025 April to June"}),
    ],
)
def test_a_pair_counts_in_the_quarter_in_which_it_became_final(quarter, final, quarters):
    (audit,) = all_judged(quarter, until=final, days=1)
    for ask in (calibration.pairs, calibration.with_final):
        found = ask([audit.activity_key], until=datetime.date(2026, 4, 30))
        assert {each.quarter for each in found} == quarters


def test_the_board_shows_the_first_rows_of_a_long_list_and_leads_to_all(
    quarter, client_of, monkeypatch
):
    monkeypatch.setattr(board, "SHOWN", 2)
    quarter.audit_of("SOUTH")
    url = reverse("practice:board") + "?month=2026-03"
    client = client_of(quarter.sqa)
    found = board.of_month(quarter.sqa, datetime.date(2026, 3, 1))
    number = len(board.not_done(found))
    assert number > 2
    page = client.get(url).content.decode()
    assert f"Who has not sent theirs ({number})" in page
    assert page.count("Swap the auditor") == 2
    assert f"Show all {number}" in page
    whole = client.get(f"{url}&all=not-done").content.decode()
    assert whole.count("Swap the auditor") == number
    assert "Show all" not in whole


def test_only_records_shown_are_noted_as_listed(quarter, client_of, monkeypatch):
    all_judged(quarter, until="2026-03-20T12:00", days=4)
    url, client = reverse("practice:board") + "?month=2026-03", client_of(quarter.sqa)
    for shown, noted in ((2, 2), (20, 4)):
        monkeypatch.setattr(board, "SHOWN", shown)
        assert client.get(url).content.decode().count(">Record ") == noted
        event = ActivityEvent.objects.filter(verb=ActivityEvent.LISTED).order_by("pk").last()
        assert json.loads(event.detail)["children"] == noted


def test_nobody_waits_for_a_part_that_was_not_possible(quarter):
    audit = quarter.audit_of("SOUTH")
    month = datetime.date(2026, 3, 1)
    before = len(board.not_done(board.of_month(quarter.sqa, month)))
    audit.parts.filter(key="peer").update(state=AuditPart.State.LEFT_OUT, why_left_out="Away")
    assert len(board.not_done(board.of_month(quarter.sqa, month))) == before - 1


def test_quarters_come_in_the_order_of_the_year():
    told = ["2026 July to September", "2026 January to March", "2025 October to December",
            "2026 April to June"]  # fmt: skip
    assert sorted(told, key=calibration.quarter_order) == [
        "2025 October to December",
        "2026 January to March",
        "2026 April to June",
        "2026 July to September",
    ]
