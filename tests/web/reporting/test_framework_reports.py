"""Each framework's own report, compiled from closed work in one go: the scenarios' numbers."""

import datetime

import pytest
from tests.web.reporting import activities
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

from lineofsight.errors import UserError
from lineofsight.packs import shipped_packs
from lineofsight.periods import Period
from lineofsight.reports import model, stored
from lineofsight.reports.public_copy import public_copy
from lineofsight.web import clock
from lineofsight.web.practice.models import AuditTheme, FinalGrade, Judgement, Theme
from lineofsight.web.reporting import queries, services

pytestmark = pytest.mark.django_db


def test_wir_a2_the_monthly_summary_says_31_of_40_and_names_the_nine_who_are_missing(
    in_force, data, person, ashmere, the_day, client_of
):
    adopted, writer = in_force("wirral")
    for number in range(40):
        manager = person("team-manager", ashmere.south, name=f"Manager {number:02}")
        done = "2026-03-27" if number < 31 else ""
        activity(adopted, "deep-dive", auditor=manager, due="2026-03-31", done=done,
                 judged=done)  # fmt: skip
    the_day("2026-04-01")
    client = client_of(writer)
    answer = client.post("/reports/", {"definition": "monthly-quality", "period": "2026-03"})
    report = services.Report.objects.get()
    assert answer.status_code == 302
    document = document_of(report)
    done = tables(document, "Completion")["Due in March 2026, and done by its end"]
    kind = adopted.pack.activity("deep-dive").title
    assert done == {kind: ["40", "31", "77.5% 31 of 40"]}
    (missing,) = blocks(document, "Completion", model.Points)
    assert missing.items == tuple(f"Manager {number:02}" for number in range(31, 40))
    wanted = ["Themes", "Compliance with standards", "Implications for practice", "Recommendations"]
    assert [title for title in titles(document) if title in wanted] == wanted
    page = client.get(answer.url).content.decode()
    assert "77.5%" in page
    assert "Manager 39" in page


def test_wir_a5_the_closing_the_loop_report_of_march_has_three_cases_and_their_days(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("wirral")
    manager = person("team-manager", ashmere.south)
    the_day("2026-03-20")
    raised = [("2026-03-03", "2026-03-03"), ("2026-03-12", "2026-03-16"),
              ("2026-03-20", "2026-03-20")]  # fmt: skip
    for number, (on, answered) in enumerate(raised):
        closing_the_loop(adopted, by=manager, raised=on, answered=answered,
                         learning=f"Ask who else was there, lesson {number}.")  # fmt: skip
    the_day("2026-04-01")
    document = compiled("closing-the-loop", "2026-03", by=writer)
    found = tables(document, "Timeliness of responses")
    assert found["Raised in March 2026"] == {"All cases": ["3", "3", "3"]}
    days = found["Cases, and days until they were answered"]
    assert [row[0] for row in days.values()] == ["0", "4", "0"]
    (learning,) = blocks(document, "Learning", model.Points)
    assert len(learning.items) == 3
    assert blocks(document, "Themes", model.Paragraph)
    assert "SOUTH-001" not in stored.to_json(document)


def test_wir_a10_the_iro_summary_has_every_area_of_the_iro_audit_with_footprint_and_drift(
    in_force, data, person, the_day
):
    adopted, writer = in_force("wirral")
    kind = adopted.pack.activity("iro-audit")
    answers = {q.key: "yes" if q.kind == "yes-no-partly" else "Seen on the record."
               for q in kind.form.questions}  # fmt: skip
    iro = person("iro", name="Farida Noor")
    activity(adopted, "iro-audit", auditor=iro, due="2026-03-31", done="2026-03-19",
             answers=answers)  # fmt: skip
    the_day("2026-04-01")
    document = compiled("iro-summary", "2026-03", by=writer)
    found = tables(document, "Self-evaluation")
    areas = found["IRO audit: Child protection process"]
    assert len(areas) == 7
    assert all(row[0] == "1" for row in areas.values())
    grip = [row for caption, rows in found.items() if "Footprint and grip" in caption
            for row in rows]  # fmt: skip
    asked = {q.key: q.text for q in kind.form.questions}
    assert {asked["footprint"], asked["drift"], asked["permanence"]} <= set(grip)


def test_wsx_a11_audit_numbers_stand_in_every_month_and_the_quarterly_items_in_two(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("west-sussex")
    kind = next(k for k in adopted.pack.activity_types if k.grade_scale and k.record == "child")
    auditor = person("team-manager", ashmere.south)
    for month in ("2026-01", "2026-02", "2026-03", "2026-04"):
        activity(adopted, kind.key, auditor=auditor, due=f"{month}-27", done=f"{month}-20",
                 judged=f"{month}-21")  # fmt: skip
    the_day("2026-05-01")
    with_items = []
    for month in ("2026-01", "2026-02", "2026-03", "2026-04"):
        document = compiled("monthly-quality", month, by=writer)
        (done,) = tables(document, "Audits of the month").values()
        assert done[kind.title] == ["1", "1", "100.0% 1 of 1"]
        if "Conferencing, LADO, complaints and compliments" in titles(document):
            with_items.append(month)
    assert with_items == ["2026-01", "2026-04"]


def test_san_a13_findings_of_a_review_that_ended_on_31_march_are_in_both_reports(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("sandwell")
    auditor = person("team-manager", ashmere.south)
    review = activity(adopted, "thematic-review", auditor=auditor, due="2026-03-31",
                      done="2026-03-31", judged="2026-03-31")  # fmt: skip
    theme = Theme.objects.create(key="seen-alone", title="Seen alone")
    AuditTheme.objects.create(
        audit=review, theme=theme, kind=AuditTheme.Kind.CONCERN, coded_by=auditor,
        coded_at=at_noon("2026-03-31"),
    )  # fmt: skip
    the_day("2026-04-01")
    monthly = compiled("monthly-quality", "2026-03", by=writer)
    quarterly = compiled("quarterly-quality", "2025-26-Q4", by=writer)
    for document, title in ((monthly, "Spotlight of the month"), (quarterly, "Themes")):
        assert tables(document, title)["Themes of findings"] == {"Seen alone": ["0", "1"]}
    title = adopted.pack.activity("thematic-review").title
    due = tables(quarterly, "What was done, and how good it was")
    assert due["Due in quarter 4, 2025-26, and done by its end"][title][1] == "1"


def test_san_a14_the_august_report_shows_reflection_and_feedback_instead_of_audits(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("sandwell")
    fixed = [p for p in adopted.pack.programmes if 8 in (p.months.value or ())]
    opened = [key for p in fixed for key in p.activities]
    manager = person("team-manager", ashmere.south)
    for key in opened:
        activity(adopted, key, auditor=manager, due="2026-08-28", done="2026-08-21")
    the_day("2026-09-01")
    august = compiled("monthly-quality", "2026-08", by=writer)
    recorded = tables(august, "Reflection, learning and feedback")["Recorded instead of audits"]
    assert recorded == {adopted.pack.activity(key).title: ["1"] for key in opened}
    assert len(recorded) >= 3
    grades = blocks(august, "Practice reviews", model.Paragraph)
    assert grades[0].text == "No grades became final in August 2026."
    july = compiled("monthly-quality", "2026-07", by=writer)
    assert "Reflection, learning and feedback" not in titles(july)


def test_tam_a2_every_service_answers_three_questions_and_one_without_the_third_is_incomplete(
    settings, in_force, counted_data, the_day, client_of
):
    _adopted, writer = in_force("tameside")
    given_data(settings, counted_data, 0)
    the_day("2026-11-23")
    report = services.compile_report(
        services.start("quarterly-quality", Period.parse("2026-27-Q2"), by=writer), by=writer
    )
    document = document_of(report)
    named = ["How much did we do?", "How well did we do it?", "Is anyone better off?"]
    assert titles(document)[1:4] == named
    of_services = document.sections[4:]
    assert of_services
    for each in of_services:
        assert [part.title for part in each.parts if part.title] == named
    lacking = {title for title, part in queries.incomplete(report) if part == named[2]}
    assert lacking == {each.title for each in of_services}
    page = client_of(writer).get(f"/reports/{report.pk}/").content.decode()
    assert "Incomplete: the framework asks for this section" in page
    key = of_services[0].key
    services.write(report, key, {model.WHAT_DIFFERENCE: ("Children say so.", "")}, by=writer)
    left = {title for title, part in queries.incomplete(report) if part == named[2]}
    assert left == lacking - {of_services[0].title}
    check = client_of(writer).get(f"/reports/{report.pk}/check/").content.decode()
    assert "neither figures nor words answer them yet" in check


def test_tameside_s_report_without_a_cadence_is_compiled_by_hand_and_never_by_itself(
    in_force, data, the_day
):
    _adopted, writer = in_force("tameside")
    the_day("2026-04-01")
    started = services.start_due(clock.today())
    assert "monthly-quality" not in {each.definition_key for each in started}
    assert {(each.definition_key, each.period_id) for each in started} == {
        ("quarterly-quality", "2025-26-Q4")
    }
    assert services.start_due(clock.today()) == []
    by_hand = services.start("monthly-quality", Period.parse("2026-03"), by=writer)
    assert by_hand.title == "Quality Assurance and Performance Report"


def test_wor_a13_the_footprint_question_of_a_mid_way_audit_is_in_the_quarter_s_report(
    settings, in_force, counted_data, person, the_day
):
    adopted, writer = in_force("worcestershire")
    given_data(settings, counted_data, 0)
    iro = person("iro", name="Farida Noor")
    activity(adopted, "mid-way-audit", auditor=iro, due="2026-03-31", done="2026-03-09",
             answers={"footprint": "yes", "engagement": "Letters and a visit."})  # fmt: skip
    the_day("2026-11-23")
    document = compiled("quarterly-quality", "2025-26-Q4", by=writer)
    found = tables(document, "Mid-way audits, IROs and chairs")
    kind = adopted.pack.activity("mid-way-audit")
    asked = next(q.text for q in kind.form.questions if q.key == "footprint")
    footprint = next(rows for caption, rows in found.items() if asked in rows)
    assert footprint[asked] == ["1", "0", "0"]


def test_wor_a20_every_audited_service_has_its_section_and_feedback_stands_in_june_and_december(
    settings, in_force, counted_data, the_day
):
    adopted, writer = in_force("worcestershire")
    given_data(settings, counted_data, 0)
    the_day("2026-11-23")
    with_feedback = []
    for period in ("2025-26-Q4", "2026-27-Q1"):
        document = compiled("quarterly-quality", period, by=writer)
        audited = {key for kind in adopted.pack.activity_types for key in kind.services}
        shown = {each.key for each in document.sections}
        assert audited <= shown
        for key in audited:
            service = next(each for each in document.sections if each.key == key)
            assert len([part for part in service.parts if part.title]) == 3
        if "Children's and families' feedback" in titles(document):
            with_feedback.append(period)
    assert with_feedback == ["2026-27-Q1"]


def test_grades_stand_as_they_were_first_given_and_as_they_counted(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("wirral")
    kind = adopted.pack.activity("deep-dive")
    scale = adopted.pack.grade_scale(kind.grade_scale)
    first, final = scale.grades[1].key, scale.grades[2].key
    manager = person("team-manager", ashmere.south)
    audit = activity(adopted, "deep-dive", auditor=manager, due="2026-03-31", done="2026-03-20",
                     judged="2026-03-24")  # fmt: skip
    domain = kind.judged[0]
    Judgement.objects.create(part=audit.parts.get(), domain_key=domain.key, grade=first,
                             saved_at=at_noon("2026-03-20"))  # fmt: skip
    FinalGrade.objects.create(audit=audit, domain_key=domain.key, grade=final, reason="Seen so.")
    the_day("2026-04-01")
    document = compiled("monthly-quality", "2026-03", by=writer)
    found = tables(document, "Compliance with standards")
    assert found[f"{kind.title}: as first graded"][domain.title] == ["0", "1", "0", "0"]
    assert found[f"{kind.title}: after moderation"][domain.title] == ["0", "0", "1", "0"]
    agreed = [caption for caption in found if "agree" in caption]
    assert agreed == []  # one auditor: nothing was graded by two
    assert "Nothing was graded by two people" in " ".join(
        block.text for block in blocks(document, "Compliance with standards", model.Paragraph)
    )


def test_the_members_copy_names_nobody_lists_no_case_and_hides_small_numbers(
    in_force, data, person, ashmere, the_day
):
    adopted, writer = in_force("wirral")
    late = person("team-manager", ashmere.south, name="Percival Unlikely")
    activity(adopted, "deep-dive", auditor=late, due="2026-03-31")
    closing_the_loop(adopted, by=late, raised="2026-03-03", answered="2026-03-09",
                     learning="Ask who else was there.")  # fmt: skip
    the_day("2026-04-01")
    monthly = compiled("monthly-quality", "2026-03", by=writer)
    assert "Percival Unlikely" in stored.to_json(monthly)
    outside = public_copy(monthly)
    text = stored.to_json(outside)
    for name in ("Percival Unlikely", writer.name):
        assert name not in text
    cases = public_copy(compiled("closing-the-loop", "2026-03", by=writer))
    assert not any(
        isinstance(block, model.CrossTable) and block.kind == "cases"
        for _, _, block in model.blocks(cases)
    )
    (raised,) = tables(cases, "Cases").values()
    assert raised == {"All cases": ["c", "c", "c"]}


def test_turns_nobody_has_begun_count_as_due_and_their_holders_as_missing(
    in_force, data, person, ashmere, the_day
):
    from lineofsight.web.practice.models import Plan, Turn

    adopted, writer = in_force("wirral")
    holder = person("team-manager", ashmere.south, name="Tom Aldersley")
    month = datetime.date(2026, 3, 1)
    plan = Plan.objects.create(
        adopted=adopted, programme_key="deep-dives", activity_key="deep-dive",
        title="March", starts_on=month, ends_on=datetime.date(2026, 3, 31), sample_size=0,
        made_at=at_noon("2026-03-01"),
    )  # fmt: skip
    Turn.objects.create(plan=plan, programme_key="deep-dives", month=month, holder=holder,
                        due_on=datetime.date(2026, 3, 31))  # fmt: skip
    the_day("2026-04-01")
    document = compiled("monthly-quality", "2026-03", by=writer)
    (missing,) = blocks(document, "Completion", model.Points)
    assert missing.items == ("Tom Aldersley",)


@pytest.mark.parametrize("name", shipped_packs())
def test_every_report_a_framework_gives_sections_can_be_compiled_for_a_period_of_its_cadence(
    name, settings, in_force, data, monkeypatch, the_day
):
    """Also where nothing at all was done: it says so, and every format can be made."""
    monkeypatch.setattr(activities.services.compiling.gather, "_measures", lambda *_: [])
    _adopted, writer = in_force(name)
    the_day("2026-04-01")
    uses = queries.definitions(clock.today())
    assert {"monthly-quality", "quarterly-quality"} <= {use.key for use in uses}
    for use in uses:
        period = queries.periods_of(use, clock.today())[0]
        document = compiled(use.key, period.id, by=writer)
        due = [each.title for each in use.sections
               if not each.months or period.end.month in each.months]  # fmt: skip
        assert titles(document)[1 : 1 + len(due)] == due
        if use.by_service and not use.issues:  # an issue keeps to its services
            assert len(document.sections) > 1 + len(due)


def test_a_report_is_not_made_for_a_period_of_another_length(in_force, data, the_day):
    _adopted, writer = in_force("wirral")
    the_day("2026-04-01")
    with pytest.raises(UserError, match="is not made for"):
        services.start("monthly-quality", Period.parse("2025-26-Q4"), by=writer)


def test_words_are_written_into_the_framework_s_own_sections(in_force, data, the_day, client_of):
    _adopted, writer = in_force("wirral")
    the_day("2026-04-01")
    report = services.compile_report(
        services.start("monthly-quality", Period.parse("2026-03"), by=writer), by=writer
    )
    assert ("Recommendations", "Recommendations") not in queries.incomplete(report)
    client = client_of(writer)
    url = f"/reports/{report.pk}/sections/section-implications/"
    page = client.get(url).content.decode()
    assert "Implications for practice" in page
    client.post(url, {"implications": "Supervision asks for the child's words.", "seen": "0"})
    read = client.get(f"/reports/{report.pk}/").content.decode()
    assert "Supervision asks for the child&#x27;s words." in read or (
        "Supervision asks for the child's words." in read
    )
    shown = section(queries.with_texts(report), "Implications for practice")
    assert isinstance(shown.parts[0].blocks[0], model.Commentary)
