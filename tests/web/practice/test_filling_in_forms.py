"""Forms with questions of every kind; many records on one screen; groups that moderate."""

import pytest
from django.urls import reverse
from tests.factories.practice import complete

from lineofsight.errors import UserError
from lineofsight.web.practice import moderation_sample, self_check
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.models import Answer, Audit, AuditPart, Plan
from lineofsight.web.practice.questions import Given
from lineofsight.web.practice.services import answering, carrying_out, moderating, sending, sessions
from lineofsight.web.practice.services.carrying_out import Judged
from lineofsight.web.practice.services.moderating import Decision

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def fresh(part: AuditPart) -> AuditPart:
    return AuditPart.objects.select_related("audit__adopted", "auditor").get(pk=part.pk)


@pytest.fixture
def review(under):
    """Sandwell's practice review, and the part in which its statutory questions are asked."""
    world = under("sandwell", qa="qa-officer")
    audit = world.begin("practice-review", world.north)
    return audit.parts.select_related("audit__adopted", "auditor").get(key="records-review")


def test_an_answer_brings_another_question_and_taking_it_back_takes_it_away(review, client_of):
    client = client_of(review.auditor)
    page = reverse("practice:domain", args=[review.audit_id, "statutory"])
    assert "What was late, and why?" not in text(client.get(page))
    asked = ["visits-in-time", "reviews-in-time", "assessment-in-time"]
    sent = {"shown": asked, "q-visits-in-time": "no", "q-reviews-in-time": "yes",
            "q-assessment-in-time": "not-applicable"}  # fmt: skip
    answer = client.post(page, sent, follow=True)
    assert "Your answer brings more questions" in text(answer)
    assert "What was late, and why?" in text(answer)
    assert Answer.objects.get(question_key="assessment-in-time").is_not_applicable
    client.post(page, sent | {"shown": [*asked, "why-late"], "q-why-late": "Two visits."})
    assert Answer.objects.get(question_key="why-late").text == "Two visits."
    client.post(page, sent | {"shown": [*asked, "why-late"], "q-why-late": "Two visits.",
                              "q-visits-in-time": "yes"})  # fmt: skip
    assert not Answer.objects.filter(question_key="why-late").exists()


def test_autosave_brings_the_question_at_once(review, client_of):
    client = client_of(review.auditor)
    page = reverse("practice:autosave", args=[review.audit_id, "statutory"])
    shown = text(client.post(page, {"shown": ["visits-in-time"], "q-visits-in-time": "partly"}))
    assert "Saved" in shown
    assert 'id="q-why-late" hx-swap-oob="true"' in shown
    assert "What was late, and why?" in shown


def test_a_number_or_a_day_that_is_none_is_said_at_the_question(under, client_of):
    world = under("sandwell", qa="qa-officer")
    client = client_of(world.south)
    client.post(reverse("practice:begin", args=["practice-observation"]),
                {"worker": world.worker.pk})  # fmt: skip
    page = reverse("practice:domain", args=[Audit.objects.get().pk, "observed"])
    sent = {"shown": ["observed-on", "done-well"], "q-observed-on_day": "31",
            "q-observed-on_month": "2", "q-observed-on_year": "2026",
            "q-done-well": "Listened."}  # fmt: skip
    answer = client.post(page, sent)
    assert "must be a real date" in text(answer)
    assert "Listened." in text(answer)


def test_all_on_one_page_saves_every_page(review, client_of):
    client = client_of(review.auditor)
    page = reverse("practice:all-on-one-page", args=[review.audit_id])
    assert "Life of the child" in text(client.get(page))
    sent = {"life-of-the-child-grade": "good", "life-of-the-child-strong": "Known well.",
            "life-of-the-child-revision": "0", "shown": ["who-was-heard"],
            "q-who-was-heard": "both"}  # fmt: skip
    assert client.post(page, sent).status_code == 302
    part = fresh(review)
    assert part.judgements.get(domain_key="life-of-the-child").strong == "Known well."
    assert Answer.objects.get(question_key="who-was-heard").part.key == "family-feedback"


def test_standards_of_the_law_and_of_the_authority_stand_apart(review, client_of):
    page = reverse("practice:domain", args=[review.audit_id, "statutory"])
    assert "What the law asks" in text(client_of(review.auditor).get(page))


def test_grades_all_the_same_without_evidence_need_a_reason_before_sending(quarter, client_of):
    lead = quarter.audit_of("SOUTH").parts.get(key="lead")
    complete(lead)
    lead = fresh(lead)
    lead.judgements.first().evidence.all().delete()
    assert [each.key for each in self_check.unexplained(fresh(lead))] == ["all-the-same"]
    with pytest.raises(UserError, match="All 7 grades are the same"):
        carrying_out.send(fresh(lead), by=lead.auditor)
    client = client_of(lead.auditor)
    check = reverse("practice:check", args=[lead.audit_id])
    assert "is this so?" in text(client.get(check))
    refused = text(client.post(check, {}))
    assert "There is a problem" in refused
    assert f'<a href="#why-{lead.pk}-all-the-same">All 7 grades are the same' in refused
    assert not fresh(lead).is_submitted
    name = f"why-{lead.pk}-all-the-same"
    client.post(check, {name: "I looked twice."})
    assert fresh(lead).is_submitted
    assert lead.explained.get().reason == "I looked twice."


def test_overall_good_with_three_standards_not_met_is_asked_about(under):
    world = under("wirral", slt="director")
    audit = world.begin("deep-dive", world.north)
    part = fresh(audit.parts.get())
    complete(part, grade="requires-improvement")
    carrying_out.save_judgement(part, "overall", Judged("good", strong="Yes."), by=part.auditor)
    found = [each.says for each in self_check.warnings(fresh(part))]
    assert any(each.startswith("Overall is Good, with") for each in found)


def test_wir_a10_all_seven_areas_and_footprint_and_drift_are_answered(under):
    world = under("wirral", iro="iro")
    audit = world.begin("iro-audit", world.iro)
    part = fresh(audit.parts.get())
    known = Completeness(part)
    areas = next(d for d in known.domains if d.key == "protection")
    assert len(areas.questions) >= 7
    keys = [q.key for d in known.domains for q in d.questions]
    assert any("footprint" in key for key in keys)
    assert any("drift" in key for key in keys)
    for key in keys:
        complete(part, but=(key,))
        Answer.objects.filter(part=part, question_key=key).delete()
        question = next(q for d in known.domains for q in d.questions if q.key == key)
        if question.need == "required":
            with pytest.raises(UserError):
                carrying_out.send(fresh(part), by=world.iro)
    complete(part)
    carrying_out.send(fresh(part), by=world.iro)
    assert fresh(part).is_submitted


def test_a_dip_sample_is_checked_on_one_screen_and_told_by_check_and_team(
    under, client_of, ashmere
):
    world = under("wirral")
    client = client_of(world.south)
    begun = client.post(reverse("practice:begin", args=["dip-sample"]),
                        {"unit": ashmere.south.pk, "size": "4",
                         "question": "In time?"})  # fmt: skip
    plan = Plan.objects.get()
    grid = reverse("practice:dip-sample", args=[plan.pk])
    assert begun.headers["Location"] == grid
    parts = list(AuditPart.objects.filter(audit__plan=plan).order_by("pk"))
    assert len(parts) == 4
    assert {part.auditor for part in parts} == {world.south}
    page = text(client.get(grid))
    kind = plan.activity
    checks = [q.key for d in kind.form.domains for q in d.questions if q.kind != "text"]
    assert len(checks) == 8
    assert page.count('type="radio"') >= 4 * 8 * 3
    sent = {f"r{part.pk}-{key}": "yes" for part in parts for key in checks}
    sent[f"r{parts[0].pk}-{checks[0]}"] = "no"
    for question in kind.form.learning:
        sent[f"q-{question.key}"] = "What it shows."
    part = client.post(grid, dict(list(sent.items())[:5]), headers={"HX-Request": "true"})
    assert "Saved" in text(part)
    assert "5 of 32<" in text(part)
    client.post(grid, sent)
    assert "32 of 32</span> checks answered" in text(client.get(grid))
    answer = client.post(grid, sent | {"send": "yes"}, follow=True)
    assert "What 4 records show" in text(answer)
    assert "75%" in text(answer)
    assert "97%" in text(answer)
    assert all(fresh(part).is_submitted for part in parts)


def test_a_group_moderates_several_audits_in_a_session_and_who_was_there_is_kept(under, client_of):
    world = under("west-sussex", lead="qa-lead", officer="qa-officer")
    audit = world.begin("learning-audit", world.north)
    part = fresh(audit.parts.get())
    complete(part)
    carrying_out.send(fresh(part), by=part.auditor)
    audit.refresh_from_db()
    assert (audit.state, audit.moderator) == (Audit.State.SUBMITTED, None)
    leader = world.lead if sessions.may_lead(audit.activity, world.lead) else world.officer
    client = client_of(leader)
    answer = client.post(reverse("practice:sessions"),
                         {"audit": audit.pk, "on_day": "9", "on_month": "3",
                          "on_year": "2026"})  # fmt: skip
    audit.refresh_from_db()
    page = reverse("practice:session", args=[audit.session_id])
    assert answer.headers["Location"] == page
    decisions = {domain.key: Decision("good") for domain in audit.activity.judged}
    with pytest.raises(UserError, match="moderated together"):
        moderating.confirm(audit, decisions, by=leader, learning="")
    client.post(page, {"present": [leader.pk, part.auditor.pk]})
    there = audit.session.attendance.filter(was_there=True)
    assert {each.person for each in there} == {leader, part.auditor}
    audit = Audit.objects.get(pk=audit.pk)
    moderating.confirm(audit, decisions, by=leader, learning="Well seen.", feedback={
        point.key: "Good." for point in audit.activity.moderation.feedback})  # fmt: skip
    client.post(page, {"hold": "yes", "note": "What we take from it."})
    audit.session.refresh_from_db()
    assert audit.session.state == "held"
    audit.refresh_from_db()
    assert audit.is_judged


def test_a_share_of_the_audits_is_moderated_by_a_throw_that_can_be_made_again():
    throws = [moderation_sample.throw(f"2026-03/main-audit/{n}") for n in range(2000)]
    assert throws == [moderation_sample.throw(f"2026-03/main-audit/{n}") for n in range(2000)]
    assert set(throws) == set(range(100))
    drawn = sum(each < 20 for each in throws) / len(throws)
    assert 0.17 < drawn < 0.23


def test_what_is_not_drawn_for_moderation_is_final_as_sent_and_says_so(
    quarter, client_of, monkeypatch
):
    from lineofsight.web.practice.moderation_sample import Drawn

    monkeypatch.setattr(moderation_sample, "is_drawn", lambda _: Drawn(False, "the seed"))
    audit = quarter.submitted("SOUTH")
    assert audit.state == Audit.State.MODERATED
    assert audit.moderation_seed == "the seed"
    page = text(client_of(quarter.south).get(reverse("practice:audit", args=[audit.pk])))
    assert "not drawn for moderation" in page


def test_an_answer_that_is_not_offered_is_refused(review):
    with pytest.raises(UserError, match="choose one of the answers"):
        answering.save_answers(review, {"visits-in-time": Given(text="perhaps")}, by=review.auditor)


def test_nobody_who_has_no_part_leaves_one_out(review, quarter_people):
    with pytest.raises(UserError, match="Only somebody who carries out"):
        sending.leave_out(review, by=quarter_people, reason="Away")


@pytest.fixture
def quarter_people(person, ashmere):
    return person("team-manager", ashmere.west, name="Len Osborne")


def test_grades_beside_the_final_ones_are_shown_to_the_qa_service_and_to_oneself(
    quarter, client_of
):
    quarter.moderated()
    page = reverse("practice:agreement")
    assert "Beside the final grades" in text(client_of(quarter.sqa).get(page))
    own = text(client_of(quarter.south).get(page))
    assert "You, beside the final grades" in own
    assert "too few to say" in own
    assert "Tom Aldersley" not in own


def test_what_the_data_has_about_the_child_stands_beside_the_judgement(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    client = client_of(quarter.south)
    page = text(client.get(reverse("practice:domain", args=[audit.pk, "voice-of-the-child"])))
    assert "What the data says" in page
    assert "Last seen alone" in page
    assert "Not recorded" in page
    for key in ("assessments", "plans", "management-oversight"):
        shown = text(client.get(reverse("practice:domain", args=[audit.pk, key])))
        assert "What the data says" in shown
    other = text(client.get(reverse("practice:domain", args=[audit.pk, "partnership-working"])))
    assert "What the data says" not in other
