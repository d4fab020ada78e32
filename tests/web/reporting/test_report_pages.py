"""The pages of reports, as each role."""

import io

import pytest
from lxml import html as lxml_html
from pypdf import PdfReader

from lineofsight.reports import model
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.reporting import services
from lineofsight.web.reporting.models import Report

WRITERS = ["sqa", "analyst", "group-manager"]
READERS = ["team-manager", "lead-member", "scrutiny", "board-director-non-executive"]


def page(response):
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode())


def text(response):
    return " ".join(page(response).text_content().split())


@pytest.mark.parametrize("role", READERS)
def test_those_who_only_read_do_not_see_a_draft(report, client_as, role):
    client = client_as(role)
    assert client.get(f"/reports/{report.pk}/").status_code == 404
    assert client.get(f"/reports/{report.pk}/download/pdf/").status_code == 404
    assert "October 2026" not in text(client.get("/reports/"))


@pytest.mark.parametrize("role", READERS)
def test_those_who_read_see_what_was_published_and_cannot_act_on_it(published, client_as, role):
    client = client_as(role)
    shown = client.get(f"/reports/{published.pk}/")
    assert "Monthly quality and performance report, October 2026" in text(shown)
    assert client.get(f"/reports/{published.pk}/check/").status_code == 403
    assert client.post(f"/reports/{published.pk}/publish/").status_code == 403
    assert client.get(f"/reports/{published.pk}/correct/").status_code == 403
    assert client.post("/reports/", {"definition": "monthly-quality"}).status_code == 404


@pytest.mark.parametrize("role", ["lead-member", "scrutiny", "commissioner"])
def test_those_who_see_totals_only_get_the_copy_without_small_numbers(published, client_as, role):
    client = client_as(role)
    assert "Public copy: small numbers are shown as c." in text(
        client.get(f"/reports/{published.pk}/")
    )
    answer = client.get(f"/reports/{published.pk}/download/html/")
    assert b"28 of 30" not in answer.content
    assert answer["Content-Disposition"].endswith('v1-public.html"')


def test_a_social_worker_has_no_reports(published, client_as):
    assert client_as("social-worker").get("/reports/").status_code == 403


@pytest.mark.parametrize("role", WRITERS)
def test_a_writer_starts_the_report_of_a_month_that_is_over(snapshot, client_as, role):
    client = client_as(role)
    answer = client.post("/reports/", {"definition": "monthly-quality", "period": "2026-10"})
    made = Report.objects.get()
    assert answer["Location"] == f"/reports/{made.pk}/"
    assert (made.state, made.compiled_by) == (Report.State.DRAFTING, client.user)


def _chosen(client) -> tuple[str, str]:
    """What the form to start a report begins with."""
    form = page(client.get("/reports/"))
    return tuple(
        form.xpath(f"//select[@name='{name}']/option[@selected]/@value")[0]
        for name in ("definition", "period")
    )


def test_the_form_begins_with_the_newest_whole_period_that_has_no_report_of_that_kind(
    snapshot, client_as
):
    client = client_as("sqa")
    first = _chosen(client)
    assert first == ("monthly-quality", "2026-10")
    client.post("/reports/", {"definition": first[0], "period": first[1]})
    second = _chosen(client)
    assert second != first, "it has been begun"
    assert not Report.objects.filter(definition_key=second[0], period_id=second[1]).exists()
    taken = client.post("/reports/", {"definition": "monthly-quality", "period": "2026-10"})
    assert "The newest it can be made for is September 2026" in text(taken)
    assert client.post(
        "/reports/", {"definition": second[0], "period": second[1]}
    ).status_code == 302  # fmt: skip


def test_without_data_the_writer_is_told_and_the_report_waits(ashmere, client_as):
    client = client_as("sqa")
    answer = client.post("/reports/", {"definition": "monthly-quality", "period": "2026-10"})
    told = text(client.get(answer.url))
    assert "The report was not compiled" in told
    assert "October 2026 is to be compiled" in told


def test_the_report_has_one_title_names_its_tables_and_is_stamped_frozen(report, client_of, writer):
    found = page(client_of(writer).get(f"/reports/{report.pk}/"))
    assert [h.text_content() for h in found.iter("h1")] == [
        "Monthly quality and performance report, October 2026"
    ]
    assert all(table.findtext("caption") for table in found.iter("table"))
    assert "October 2026, frozen" in found.text_content()
    assert not found.xpath("//*[@style]")


def test_a_section_is_written_on_its_page_and_shown_in_the_report(report, client_of, writer):
    client = client_of(writer)
    address = f"/reports/{report.pk}/sections/assessment/"
    assert page(client.get(address)).xpath("//textarea[@name='how_well']")
    said = {"how_well": "Auditors found <b>the</b> same cause.", "seen": "0"}
    assert client.post(address, said).status_code == 302
    shown = client.get(f"/reports/{report.pk}/").content.decode()
    assert "Auditors found &lt;b&gt;the&lt;/b&gt; same cause." in shown


def test_a_quotation_needs_to_say_whose_it_is(report, client_of, writer):
    answer = client_of(writer).post(
        f"/reports/{report.pk}/sections/assessment/", {"quote": "It was right.", "seen": "0"}
    )
    assert "Say whose words these are, without a name" in text(answer)
    assert not report.texts.exists()


def test_two_who_write_the_same_place_lose_nothing(report, client_of, writer, signer):
    first, second = client_of(writer), client_of(signer)
    address = f"/reports/{report.pk}/sections/assessment/"
    assert first.post(address, {"how_much": "Mine.", "seen": "0"}).status_code == 302
    answer = second.post(address, {"how_much": "Theirs.", "seen": "0"})
    shown = text(answer)
    assert "Priya Shah wrote here" in shown
    assert "Mine." in shown
    assert "Theirs." in shown
    assert [each.text for each in report.texts.all()] == ["Mine."]


def test_a_childs_id_in_words_is_refused_beside_the_typed_text(report, client_of, writer):
    answer = client_of(writer).post(
        f"/reports/{report.pk}/sections/assessment/", {"how_much": "CHILD003 waited.", "seen": "0"}
    )
    assert "These words hold the id of a child." in text(answer)


def test_the_whole_way_to_publication_by_its_pages(report, client_of, writer, signer, director):
    sender, signing, publishing = client_of(writer), client_of(signer), client_of(director)
    address = f"/reports/{report.pk}"
    assert "nobody has written about" in text(sender.get(f"{address}/check/"))
    sender.post(f"{address}/send/")
    assert "Read the report and confirm" in text(signing.post(f"{address}/sign/", {}))
    signing.post(f"{address}/sign/", {"confirmed": "on"})
    publishing.post(f"{address}/publish/")
    report.refresh_from_db()
    assert report.state == Report.State.PUBLISHED
    assert (report.submitted_by, report.signed_off_by, report.published_by) == (
        writer, signer, director,
    )  # fmt: skip


def test_a_writer_does_not_sign(report, client_of, writer):
    services.submit(report, by=writer)
    client = client_of(writer)
    assert client.post(f"/reports/{report.pk}/sign/", {"confirmed": "on"}).status_code == 403


def test_whoever_sent_it_is_told_that_somebody_else_signs(report, client_of, signer):
    services.submit(report, by=signer)
    assert "You sent this report yourself" in text(
        client_of(signer).get(f"/reports/{report.pk}/check/")
    )


def test_a_report_is_sent_back_with_a_reason(report, client_of, writer, signer):
    services.submit(report, by=writer)
    client = client_of(signer)
    assert "There is a problem" in text(client.post(f"/reports/{report.pk}/send-back/", {}))
    client.post(f"/reports/{report.pk}/send-back/", {"because": "Front door missing."})
    assert "Front door missing." in text(client_of(writer).get(f"/reports/{report.pk}/"))


@pytest.mark.parametrize("key", ["pdf", "docx", "xlsx", "html"])
def test_a_download_is_the_published_file_and_is_written_to_the_log(
    published, client_of, writer, key
):
    answer = client_of(writer).get(f"/reports/{published.pk}/download/{key}/")
    assert answer.content == bytes(
        published.publication.files.get(format=key, is_public_copy=False).content
    )
    assert answer["Content-Disposition"] == (
        f'attachment; filename="monthly-quality-2026-10-v1.{key}"'
    )
    event = ActivityEvent.objects.get(verb="report.downloaded")
    assert (event.by_name, event.subject_id) == ("Priya Shah", str(published.pk))


def test_a_draft_can_be_taken_along_and_is_called_a_draft(report, client_of, writer):
    answer = client_of(writer).get(f"/reports/{report.pk}/download/pdf/")
    assert 'filename="draft-monthly-quality-2026-10-v1.pdf"' in answer["Content-Disposition"]
    first = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Draft, version 1" in " ".join(first.split())


def test_an_unknown_format_is_not_found(report, client_of, writer):
    assert client_of(writer).get(f"/reports/{report.pk}/download/odt/").status_code == 404


def test_a_correction_is_begun_on_its_page_and_readers_are_led_to_it(
    published, client_of, client_as, writer, signer, director
):
    client = client_of(writer)
    answer = client.post(
        f"/reports/{published.pk}/correct/", {"because": "One word.", "figures": "same"}
    )
    correction = Report.objects.get(version=2)
    assert answer["Location"] == f"/reports/{correction.pk}/"
    services.write(correction, "assessment", {model.HOW_MUCH: ("Right.", "")}, by=writer)
    services.submit(correction, by=writer)
    services.sign_off(correction, by=signer)
    services.publish(correction, by=director)
    member = client_as("lead-member")
    assert "Version 2 corrects this one." in text(member.get(f"/reports/{published.pk}/"))
    listed = page(member.get("/reports/"))
    assert len(listed.xpath("//tbody/tr")) == 1


def test_a_published_report_cannot_be_written_about(published, client_of, writer):
    answer = client_of(writer).post(
        f"/reports/{published.pk}/sections/assessment/", {"how_much": "Late.", "seen": "0"}
    )
    assert "words cannot be changed" in text(answer)
    assert not published.texts.exists()
