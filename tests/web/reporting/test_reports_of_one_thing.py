"""Reports of one piece of work, of one issue, for outside only, and of what lies around audits."""

import datetime

import pytest
from tests.web.reporting.activities import (
    activity,
    at_noon,
    blocks,
    closing_the_loop,
    compiled,
    document_of,
    section,
    tables,
    titles,
)
from tests.web.reporting.conftest import given as given_data

from lineofsight.periods import Period
from lineofsight.reports import model, stored
from lineofsight.reports.formats import FORMATS
from lineofsight.reports.public_copy import public_copy
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement import receiving
from lineofsight.web.partnership import services as partners
from lineofsight.web.practice.models import AuditAction, AuditTheme, Plan, Theme
from lineofsight.web.reporting import queries, services

pytestmark = pytest.mark.django_db


def plan_of(adopted, key: str, programme: str, *, title: str, starts: str, ends: str) -> Plan:
    return Plan.objects.create(
        adopted=adopted, programme_key=programme, activity_key=key, title=title, sample_size=2,
        starts_on=starts, ends_on=ends, made_at=clock.now(), state=Plan.State.SENT_OUT,
    )  # fmt: skip


def test_a_multi_agency_audit_has_a_report_of_its_own_with_cases_themes_lessons_and_times(
    in_force, data, person, ashmere, the_day, client_of
):
    adopted, writer = in_force("wirral")
    auditor = person("team-manager", ashmere.south)
    the_day("2026-03-27")
    plan = plan_of(adopted, "multi-agency-audit", "multi-agency-audits", title="Neglect",
                   starts="2026-02-01", ends="2026-03-31")  # fmt: skip
    plan.refresh_from_db()
    mine = [
        activity(adopted, "multi-agency-audit", auditor=auditor, due="2026-03-31", plan=plan,
                 done=done, answers={"learning": f"Meet before the plan ends, {done[-2:]}."})
        for done in ("2026-02-20", "2026-03-12")
    ]  # fmt: skip
    other = activity(adopted, "multi-agency-audit", auditor=auditor, due="2026-03-31",
                     done="2026-03-19", answers={"learning": "From another audit."})  # fmt: skip
    theme = Theme.objects.create(key="drift", title="Drift and delay")
    for audit in (mine[0], other):
        AuditTheme.objects.create(audit=audit, theme=theme, kind="concern", coded_by=auditor,
                                  coded_at=at_noon("2026-03-20"))  # fmt: skip
    case = closing_the_loop(adopted, by=auditor, raised="2026-02-20", answered="2026-02-24",
                            learning="Ask who else was there.")  # fmt: skip
    case.audit = mine[0]
    case.save()
    the_day("2026-04-01")
    key = f"multi-agency-report.plan-{plan.pk}"
    document = compiled(key, "2026-03", by=writer)
    assert document.title == "Multi-agency audit report: Neglect"
    assert titles(document) == ["Escalated cases", "Themes", "Learning", "Response times"]
    (cases,) = [
        table for caption, table in tables(document, "Escalated cases").items() if "days" in caption
    ]
    assert list(cases.values()) == [["4"]]
    assert tables(document, "Themes")["Themes of findings"] == {"Drift and delay": ["0", "1"]}
    lessons = blocks(document, "Learning", model.Points)[0]
    assert lessons.items == ("Meet before the plan ends, 20.", "Meet before the plan ends, 12.")
    assert "SOUTH-001" not in stored.to_json(document)
    home = client_of(writer).get("/reports/").content.decode()
    assert "Multi-agency audit report: Neglect" in home


def test_the_report_of_an_audit_is_offered_once_all_its_records_are_done(
    in_force, data, person, ashmere, the_day
):
    adopted, _writer = in_force("wirral")
    auditor = person("team-manager", ashmere.south)
    the_day("2026-03-13")
    plan = plan_of(adopted, "multi-agency-audit", "multi-agency-audits", title="Neglect",
                   starts="2026-02-01", ends="2026-03-31")  # fmt: skip
    activity(adopted, "multi-agency-audit", auditor=auditor, due="2026-03-31", plan=plan,
             done="2026-03-12")  # fmt: skip
    waiting = activity(adopted, "multi-agency-audit", auditor=auditor, due="2026-03-31", plan=plan)

    def offered():
        found = queries.definitions(clock.today())
        return [use for use in found if use.key.startswith("multi-agency-report")]

    assert offered() == []
    waiting.state, waiting.submitted_at = "submitted", at_noon("2026-03-13")
    waiting.save()
    (use,) = offered()
    assert [each.id for each in queries.periods_of(use, clock.today())] == ["2026-03"]


def test_a_multi_agency_audit_begun_outside_of_any_plan_has_a_report_of_its_own_too(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("wirral")
    auditor = person("team-manager", ashmere.south)
    the_day("2026-04-01")
    audit, _other = (
        activity(adopted, "multi-agency-audit", auditor=auditor, due="2026-03-31", done=done,
                 answers={"learning": f"Meet before the plan ends, {done[-2:]}."})
        for done in ("2026-03-12", "2026-02-20")
    )  # fmt: skip
    activity(adopted, "multi-agency-audit", auditor=auditor, due="2026-04-30")  # not done
    found = [use for use in queries.definitions(clock.today())
             if use.key.startswith("multi-agency-report")]  # fmt: skip
    kind = adopted.pack.activity("multi-agency-audit").title
    assert [use.title.partition(": ")[2] for use in found] == [
        f"{kind}, Assessment, 12 March 2026", f"{kind}, Assessment, 20 February 2026",
    ]  # fmt: skip
    assert [each.id for each in queries.periods_of(found[0], clock.today())] == ["2026-03"]
    document = compiled(f"multi-agency-report.audit-{audit.pk}", "2026-03", by=writer)
    (lessons,) = blocks(document, "Learning", model.Points)[0].items
    assert lessons == "Meet before the plan ends, 12."
    assert "SOUTH-001" not in stored.to_json(document)


def test_a_deeper_review_is_of_one_issue_and_has_its_measures_only(
    settings, in_force, counted_data, the_day
):
    _adopted, writer = in_force("wirral")
    given_data(settings, counted_data, 0)
    the_day("2026-11-23")
    document = compiled("deeper-review.timeliness", "2026-10", by=writer)
    assert document.title == "Deeper data review: Timeliness"
    shown = {d.indicator_id for d in document.definitions}
    issue = {"ASM03", "ASM04", "ASM05", "S4704", "S4709", "CPP10", "CPP12", "CLR01", "CLR03"}
    assert shown == issue
    assert blocks(document, "What the figures say", model.FigureTable)
    keys = {use.key for use in queries.definitions(clock.today())}
    assert {"deeper-review.looked-after", "deeper-review.protection-plans"} <= keys
    assert "deeper-review" not in keys


@pytest.mark.parametrize("framework", ["worcestershire", "west-sussex"])
def test_the_iro_annual_report_has_the_year_s_figures_and_the_chairs_own_work(
    settings, in_force, counted_data, the_day, framework
):
    _adopted, writer = in_force(framework)
    given_data(settings, counted_data, 0)
    the_day("2026-11-23")
    document = compiled("iro-annual", "2026-03-ytd", by=writer)
    first = document.sections[1]
    (figures,) = [
        block for part in first.parts for block in part.blocks
        if isinstance(block, model.FigureTable)
    ]  # fmt: skip
    named = {row.indicator_id for row in figures.rows}
    assert {"CLA01", "PLC01"} <= named
    assert "ASM03" not in {d.indicator_id for d in document.definitions}
    assert document.period_label == Period.parse("2026-03-ytd").label
    assert "recommend" in " ".join(titles(document)).lower() or "plans" in " ".join(
        titles(document)
    )
    for each in FORMATS.values():
        assert each.render(document)


def test_the_learning_audit_summary_is_totals_only_in_its_draft_already(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("west-sussex")
    late = person("team-manager", ashmere.south, name="Percival Unlikely")
    done = activity(adopted, "learning-audit", auditor=late, due="2026-03-31", done="2026-03-20",
                    judged="2026-03-24")  # fmt: skip
    activity(adopted, "learning-audit", auditor=late, due="2026-03-31")
    theme = Theme.objects.create(key="fathers", title="Fathers")
    AuditTheme.objects.create(audit=done, theme=theme, kind="concern", coded_by=late,
                              coded_at=at_noon("2026-03-24"))  # fmt: skip
    the_day("2026-04-01")
    document = compiled("learning-audit-summary", "2025-26-Q4", by=writer)
    assert document.public_copy
    text = stored.to_json(document)
    assert "Percival Unlikely" not in text
    assert writer.name not in text
    assert tables(document, "What audits found")["Themes of findings"] == {"Fathers": ["c", "c"]}
    assert public_copy(document) == document


def test_learning_across_teams_has_each_team_with_strengths_concerns_and_the_action_plan(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("wirral")
    coach = person("team-manager", ashmere.south)
    kind = adopted.pack.activity("coaching")
    asked = next(q.key for q in kind.form.learning if q.names_nobody)
    theme = Theme.objects.create(key="voice", title="The child's voice")
    for team, word in (("Assessment South", "strength"), ("Assessment North", "concern")):
        done = activity(adopted, "coaching", auditor=coach, due="2026-03-31", done="2026-03-20",
                        team_name=team, answers={asked: f"Learned in {word}."})  # fmt: skip
        AuditTheme.objects.create(audit=done, theme=theme, kind=word, coded_by=coach,
                                  coded_at=at_noon("2026-03-20"))  # fmt: skip
    the_day("2026-03-25")
    action = actions.propose("Practise it in group supervision", owner=coach, by=coach,
                             due_on=datetime.date(2026, 3, 30))  # fmt: skip
    actions.agree(action, by=coach)
    AuditAction.objects.create(audit=done, action=action)
    the_day("2026-04-01")
    document = compiled("coaching-learning", "2026-03", by=writer)
    by_team = tables(document, "Team by team")["Strengths and concerns by team"]
    assert by_team["Assessment South"] == ["1", "1", "0", "0", "0"]
    assert by_team["Assessment North"] == ["1", "0", "2", "1", "0"]
    plan = next(iter(tables(document, "Action plan").values()))
    assert list(plan.values()) == [["1", "0", "1"]]
    (lessons,) = blocks(document, "What was learned", model.Points)
    assert set(lessons.items) == {"Learned in strength.", "Learned in concern."}


def test_evidence_for_early_help_keeps_to_early_help_and_has_partners_feedback(
    settings, in_force, counted_data, person, ashmere, the_day, gathers_anew
):
    adopted, writer = in_force("worcestershire")
    given_data(settings, counted_data, 0)
    ashmere.care.name = "Early Help Family Support"
    ashmere.care.save()
    auditor = person("team-manager", ashmere.south)
    the_day("2026-10-20")
    for service in ("CARE", "ASSESSMENT"):
        activity(adopted, "main-audit", auditor=auditor, due="2026-10-30", done="2026-10-20",
                 judged="2026-10-21", service_id=service)  # fmt: skip
    partner = person("partner", name="Dev Sharma")
    theme = Theme.objects.create(key="partnership", title="Partnership working")
    for unit in (ashmere.care, ashmere.assessment):
        receiving.receive(
            adopted_on(clock.today()), "partners", unit=unit, theme=theme, kind="strength",
            text="Families are met together.", by=partner,
        )  # fmt: skip
    the_day("2026-11-23")
    document = compiled("early-help-evidence", "2026-10", by=writer)
    due = tables(document, "Audits")["Due in October 2026, and done by its end"]
    assert due == {"Main case file audit": ["1", "1", "100.0% 1 of 1"]} or list(due.values()) == [
        ["1", "1", "100.0% 1 of 1"]
    ]
    told = tables(document, "Partners' feedback")["Partner agencies: what they see"]
    assert list(told) == ["Early Help Family Support: Partnership working"]
    assert "Dev Sharma" not in stored.to_json(document)
    assert section(document, "Key performance indicators").unit == "early-help"


def test_tam_024_chairs_feedback_has_its_themes_by_team_and_stands_in_the_report(
    in_force, data, person, ashmere, the_day, client_of
):
    _adopted, writer = in_force("tameside")
    the_day("2026-03-10")
    chair = person("iro", name="Farida Noor")
    theme = Theme.objects.create(key="consistency", title="Consistency")
    client = client_of(chair)
    for kind in ("strength", "concern", "concern"):
        answer = client.post("/improvement/feedback/new/", {
            "source": "chairs", "unit": ashmere.south.pk, "theme": theme.pk, "kind": kind,
            "text": "Plans are dated.",
        })  # fmt: skip
        assert answer.status_code == 302, answer.content.decode()
    page = client.get("/improvement/feedback/").content.decode()
    assert "Assessment South" in page
    assert client_of(person("team-manager", ashmere.south)).get(
        "/improvement/feedback/new/"
    ).status_code == 404  # fmt: skip
    the_day("2026-04-01")
    document = compiled("monthly-quality", "2026-03", by=writer)
    found = tables(document, "What reviewing officers and chairs see")
    (table,) = found.values()
    assert table == {"Assessment South: Consistency": ["1", "2"]}
    assert "Farida Noor" not in stored.to_json(document)


def test_wor_104_the_report_to_the_executive_group_has_audits_measures_and_learning_in_totals(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("worcestershire")
    the_day("2026-03-20")
    late = person("sqa", name="Percival Unlikely")
    activity(adopted, "multi-agency-audit", auditor=late, due="2026-03-31")
    seat = {}
    for agency in ("police", "health"):
        seat[agency] = person("partner")
        partners.seat(seat[agency], agency, adopted=adopted, by=writer)
    march = Period.parse("2026-03")
    for agency, number, of in (("police", 31, 40), ("health", 3, 30)):
        partners.enter(adopted, "conference-attendance", march, number=number, of=of,
                       by=seat[agency])  # fmt: skip
    facts = {"title": "Briefing", "held_on": datetime.date(2026, 3, 12), "answered": 20,
             "useful": 18}  # fmt: skip
    partners.register_event(facts, attended={"police": 12, "health": 9}, by=writer)
    the_day("2026-04-01")
    document = compiled("partnership-report", "2026-03", by=writer)
    measures = tables(document, "Multi-agency key performance indicators")
    attendance = measures["Attendance at child protection conferences"]
    assert attendance["Police"][0] == "77.5% 31 of 40"
    assert attendance["Health"][0] == "c"
    assert attendance["Schools"][0] not in ("", "0")
    events = tables(document, "Learning and development programme")
    assert events["Events of the learning programme"]["Briefing"] == [
        "21", "2", "90.0% 18 of 20"
    ]  # fmt: skip
    assert "Percival Unlikely" not in stored.to_json(document)
    assert document.public_copy
    for each in FORMATS.values():
        assert each.render(document)


def test_a_report_that_is_under_way_already_is_not_offered_again_for_its_subject(
    settings, in_force, counted_data, the_day
):
    _adopted, writer = in_force("wirral")
    given_data(settings, counted_data, 0)
    the_day("2026-11-23")
    begun = services.start("deeper-review.timeliness", Period.parse("2026-10"), by=writer)
    periods = {
        use.key: [each.id for each in queries.periods_of(use, clock.today())]
        for use in queries.definitions(clock.today())
    }
    assert "2026-10" not in periods["deeper-review.timeliness"]
    assert "2026-10" in periods["deeper-review.looked-after"]
    assert document_of(services.compile_report(begun, by=writer)).title.endswith("Timeliness")
