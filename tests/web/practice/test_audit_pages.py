"""The pages of an audit, as each person meets them; without a script in the browser."""

import io

import pytest
from django.urls import reverse
from docx import Document

from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.notices.models import Notice
from lineofsight.web.practice.models import Audit, Concern, Judgement
from lineofsight.web.practice.services import carrying_out
from lineofsight.web.practice.services.carrying_out import Judged

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"practice:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def test_the_hub_lists_what_is_to_do_and_the_reading_is_written_first(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    page = client_of(quarter.south).get(url("audit", audit.pk))
    assert page.status_code == 200
    assert "Case file audit: 0 of 7 standards complete" in text(page)
    assert "Embracing Diversity" in text(page)
    reading = ActivityEvent.objects.readings_of(audit.child_id).first()
    assert (reading.by_name, reading.is_refused) == ("Priya Nair", False)
    assert "Lead auditor" in reading.why


def test_the_peer_is_asked_to_hear_the_family_and_the_lead_is_not(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    peer = audit.parts.get(key="peer").auditor
    assert "Hear from the child, a parent or carer and the allocated worker" in text(
        client_of(peer).get(url("audit", audit.pk))
    )
    assert "Hear from" not in text(client_of(quarter.south).get(url("audit", audit.pk)))


def test_descriptors_are_beside_the_grades_and_none_is_chosen(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    page = text(client_of(quarter.south).get(url("domain", audit.pk, "plans")))
    assert "names the need, who does what by when" in page
    assert "Written with the child and the family" in page
    assert "Words assumed" in page
    assert " checked" not in page.split('id="judgement"')[1].split("</form>")[0]


def test_saving_a_standard_keeps_it_and_goes_to_the_next(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    client = client_of(quarter.south)
    answer = client.post(
        url("domain", audit.pk, "assessments"),
        {"grade": "good", "strong": "Says what life is like.", "better": "", "revision": "0"},
    )
    assert answer.headers["Location"] == url("domain", audit.pk, "plans")
    kept = Judgement.objects.get(domain_key="assessments")
    assert (kept.grade, kept.strong) == ("good", "Says what life is like.")
    audit.refresh_from_db()
    assert audit.state == Audit.State.IN_PROGRESS


def test_autosave_answers_with_the_time_and_the_next_revision(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    client = client_of(quarter.south)
    first = client.post(url("autosave", audit.pk, "plans"), {"strong": "Half", "revision": "0"})
    assert "Saved" in text(first)
    assert 'value="1"' in text(first)
    client.post(url("autosave", audit.pk, "plans"), {"strong": "Half a thought", "revision": "1"})
    assert Judgement.objects.get().strong == "Half a thought"


def test_text_from_another_window_is_never_overwritten(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    client = client_of(quarter.south)
    address = url("domain", audit.pk, "plans")
    client.post(address, {"strong": "First window", "revision": "0"})
    client.post(address, {"strong": "First window again", "revision": "1"})
    late = client.post(address, {"strong": "Second window", "revision": "1"})
    assert late.status_code == 200
    assert "saved in another window" in text(late)
    assert "Second window" in text(late)
    assert Judgement.objects.get().strong == "First window again"


def test_evidence_is_added_and_taken_away(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    client = client_of(quarter.south)
    address = url("evidence", audit.pk, "plans")
    client.post(address, {
        "evidence-dated_on_day": "9/2/2026",
        "evidence-dated_on_month": "", "evidence-dated_on_year": "",
        "evidence-where": "Child in need plan", "evidence-shows": "Own words, 4 steps",
    })  # fmt: skip
    piece = Judgement.objects.get().evidence.get()
    assert piece.dated_on.isoformat() == "2026-02-09"
    assert "Child in need plan" in text(client.get(url("domain", audit.pk, "plans")))
    client.post(address, {"remove": piece.pk})
    assert not Judgement.objects.get().evidence.exists()


def test_what_is_missing_is_listed_before_sending(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    client = client_of(quarter.south)
    page = text(client.get(url("check", audit.pk)))
    assert "8 things are still missing" in page
    assert ">Send<" not in page.replace("\n", "")
    answer = client.post(url("check", audit.pk), follow=True)
    assert "Voice of the Child: choose a grade." in text(answer)


def test_sending_through_the_pages_hides_the_grades_until_the_other_has_sent(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    lead, peer = audit.parts.get(key="lead"), audit.parts.get(key="peer")
    quarter.judge(lead, grade="outstanding")
    client = client_of(lead.auditor)
    assert client.post(url("check", audit.pk)).headers["Location"] == url("audit", audit.pk)
    own = text(client.get(url("audit", audit.pk)))
    assert "Grades are shown when every auditor has sent theirs" in own
    assert "Outstanding" in own
    others = [client_of(peer.auditor), client_of(audit.moderator), client_of(quarter.sqa)]
    for other in others:
        assert "Outstanding</" not in text(other.get(url("audit", audit.pk)))


def test_those_who_have_nothing_to_do_with_it_get_404_and_it_is_logged(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    stranger = client_of(quarter.east)
    assert stranger.get(url("audit", audit.pk)).status_code == 404
    assert stranger.get(url("domain", audit.pk, "plans")).status_code == 404
    refused = ActivityEvent.objects.readings_of(audit.child_id).first()
    assert (refused.by_name, refused.is_refused) == ("Jo Fairley", True)


def test_a_worker_sees_an_audit_of_the_work_only_after_it_was_shared(quarter, client_of):
    audit = quarter.moderated()
    client = client_of(quarter.worker)
    assert client.get(url("audit", audit.pk)).status_code == 404
    quarter.shared(audit)
    page = client.get(url("audit", audit.pk))
    assert page.status_code == 200
    assert "Final grade" in text(page)


def test_moderation_shows_where_they_differ_and_asks_for_a_reason(quarter, client_of):
    audit = quarter.submitted("SOUTH", plans="requires-improvement")
    client = client_of(quarter.group)
    page = text(client.get(url("moderate", audit.pk)))
    assert "The auditors differ on 1 of 7 practice standards" in page
    assert "1 grade apart" in page
    posted = {f"grade-{key.key}": "good" for key in audit.activity.judged}
    again = client.post(url("moderate", audit.pk), posted)
    assert "Plans: say why, because the grades differ." in text(again)
    done = client.post(
        url("moderate", audit.pk), posted | {"reason-plans": "Reviewed twice.", "learning": "Fine."}
    )
    assert done.headers["Location"] == url("moderate-check", audit.pk)
    assert "8-week review due" in text(client.get(url("moderate-check", audit.pk)))
    client.post(url("moderate-check", audit.pk))
    audit.refresh_from_db()
    assert audit.state == Audit.State.MODERATED
    assert audit.final_grades.get(domain_key="plans").reason == "Reviewed twice."
    given = {part.key: part.judgements.get(domain_key="plans").grade for part in audit.parts.all()}
    assert given == {"lead": "good", "peer": "requires-improvement"}


def test_saved_for_later_is_seen_by_nobody_else(quarter, client_of):
    audit = quarter.submitted("SOUTH", plans="requires-improvement")
    client = client_of(quarter.group)
    client.post(url("moderate", audit.pk), {
        "later": "yes", "grade-plans": "inadequate", "reason-plans": "To think over",
    })  # fmt: skip
    audit.refresh_from_db()
    assert audit.state == Audit.State.SUBMITTED
    assert "To think over" in text(client.get(url("moderate", audit.pk)))
    assert "To think over" not in text(client_of(quarter.south).get(url("audit", audit.pk)))


def test_a_question_goes_back_to_one_auditor_and_needs_an_answer(quarter, client_of):
    audit = quarter.submitted("SOUTH")
    lead = audit.parts.get(key="lead")
    client_of(quarter.group).post(
        url("send-back", audit.pk), {"part": lead.pk, "question": "Which review do you mean?"}
    )
    lead.refresh_from_db()
    audit.refresh_from_db()
    assert (lead.state, audit.state) == ("in_progress", "in_progress")
    client = client_of(lead.auditor)
    assert "Which review do you mean?" in text(client.get(url("audit", audit.pk)))
    assert "answer it" in text(client.post(url("check", audit.pk), follow=True))
    asked = lead.sent_back.get()
    client.post(url("question", audit.pk, asked.pk), {"answer": "The one of 14 October."})
    client.post(url("check", audit.pk))
    audit.refresh_from_db()
    assert audit.state == Audit.State.SUBMITTED


def test_the_note_for_the_file_is_text_and_word_and_names_no_other_child(quarter, client_of):
    audit = quarter.moderated()
    quarter.shared(audit)
    client = client_of(quarter.south)
    page = text(client.get(url("file", audit.pk)))
    assert "Voice of the Child: Good" in page
    assert "Hold the family group meeting." in page
    word = client.get(url("file-word", audit.pk))
    document = Document(io.BytesIO(word.content))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == "Case file audit: note for the child’s file"
    assert "Action plan" in headings
    whole = "\n".join(p.text for p in document.paragraphs)
    other = Audit.objects.exclude(child_id=audit.child_id).first().child_id
    assert audit.child_id in whole
    assert other not in whole


def test_a_concern_reaches_the_responsible_manager_before_the_page_answers(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    peer = audit.parts.get(key="peer").auditor
    client = client_of(peer)
    lacking = client.post(url("raise-concern", audit.pk), {"what": "Bruises seen today."})
    assert "Answer this: What have you done already?" in text(lacking)
    said = {"what": "Bruises seen today.", "done": "Rang the duty desk."}
    done = client.post(url("raise-concern", audit.pk), said)
    concern = Concern.objects.get()
    assert done.headers["Location"] == url("concern", concern.pk)
    notice = Notice.objects.get(kind="concern", recipient=quarter.south)
    assert notice.is_urgent
    assert "Child" not in notice.text.replace("A child", "")
    manager = client_of(quarter.south)
    assert "Acknowledge" in text(manager.get(url("concern", concern.pk)))
    manager.post(url("concern", concern.pk), {"acknowledge": "yes"})
    concern.refresh_from_db()
    assert concern.state == Concern.State.ACKNOWLEDGED
    manager.post(url("concern", concern.pk), {"step": "yes", "what": "Visited, child is safe."})
    manager.post(url("concern", concern.pk), {"step": "yes", "what": "Strategy meeting held."})
    concern.refresh_from_db()
    assert concern.state == Concern.State.RESOLVED


def test_my_list_has_what_is_mine_by_date(quarter, client_of):
    audit = quarter.submitted("SOUTH")
    assert "Moderate" in text(client_of(quarter.group).get(url("mine")))
    assert "Nothing to do" not in text(client_of(quarter.south).get(url("mine")))
    assert client_of(quarter.worker).get(url("mine")).status_code == 200
    assert audit.state == Audit.State.SUBMITTED


def test_a_hidden_auditor_may_not_write_in_anothers_part(quarter):
    audit = quarter.audit_of("SOUTH")
    peer = audit.parts.get(key="peer")
    with pytest.raises(carrying_out.NotPossible, match="belongs to another auditor"):
        carrying_out.save_judgement(peer, "plans", Judged(grade="good"), by=quarter.south)
