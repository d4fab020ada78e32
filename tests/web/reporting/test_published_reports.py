"""What was published never changes, by whatever way somebody tries; a correction is new."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.web.reporting.finding import figure_rows

from lineofsight.reports import model, stored
from lineofsight.web.reporting import guards, queries, services
from lineofsight.web.reporting.models import Publication, PublishedFile, Report, SectionText


def refused(act):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        act()


def test_a_published_report_keeps_its_words_hash_and_four_formats_twice(published):
    publication = published.publication
    assert stored.hash_of(publication.document) == publication.document_sha256
    files = publication.files.all()
    assert {(file.format, file.is_public_copy) for file in files} == {
        (key, public) for key in ("pdf", "docx", "xlsx", "html") for public in (True, False)
    }
    document = stored.from_json(publication.document)
    assert document.issue.published_by == "Ann Lee"
    assert document.issue.signed_off_by == "Helen Marsden"


@pytest.mark.parametrize(
    "column", ["document", "state", "snapshot_id", "published_at", "what_changed", "title"]
)
def test_no_column_of_a_published_report_can_be_updated(published, column):
    other = {"published_at": None, "state": "drafting"}.get(column, "something else")
    refused(lambda: Report.objects.filter(pk=published.pk).update(**{column: other}))


def test_a_published_report_cannot_be_saved_deleted_or_moved(published):
    published.title = "Another"
    refused(published.save)
    refused(lambda: Report.objects.filter(pk=published.pk)._raw_delete("default"))
    with pytest.raises(Exception, match="cannot become"):
        published.move(Report.State.DRAFTING)


def test_nothing_can_be_written_into_a_published_report(published, writer):
    from lineofsight.web import clock

    refused(
        lambda: SectionText.objects.create(
            report=published, section_key="assessment", part_key="how_much", text="Late.",
            by=writer, at=clock.now(),
        )
    )  # fmt: skip


def test_words_are_added_never_changed_and_stay_after_publication(report, writer, signer, director):
    services.write(report, "assessment", {model.HOW_MUCH: ("Said.", "")}, by=writer)
    text = report.texts.get()
    refused(lambda: SectionText.objects.filter(pk=text.pk).update(text="Other."))
    services.submit(report, by=writer)
    services.sign_off(report, by=signer)
    services.publish(report, by=director)
    refused(lambda: SectionText.objects.filter(pk=text.pk)._raw_delete("default"))


@pytest.mark.parametrize("kind", [Publication, PublishedFile])
def test_neither_the_publication_nor_its_files_can_be_changed_or_removed(published, kind):
    refused(lambda: kind.objects.all().update(**{
        "document" if kind is Publication else "name": "other"
    }))  # fmt: skip
    refused(lambda: kind.objects.all()._raw_delete("default"))


def test_sql_by_hand_is_refused_too(published):
    def by_hand():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE reporting_report SET title = 'x' WHERE id = %s", [published.pk])

    refused(by_hand)


def test_whoever_takes_the_guard_away_is_found_out_by_the_hash(published, signer):
    guards.take_away(connection)
    try:
        Publication.objects.update(document=published.publication.document.replace("18", "28"))
        PublishedFile.objects.update(content=b"other")
    finally:
        guards.put_in_place(connection)
    tampered = Report.objects.get(pk=published.pk)
    with pytest.raises(queries.PublicationBroken):
        queries.copy_for(tampered, signer)
    with pytest.raises(queries.PublicationBroken):
        queries.published_file(tampered, "pdf", signer)


def test_a_correction_of_words_keeps_the_figures_and_names_what_changed(
    published, writer, signer, director
):
    correction = services.correct(
        published, by=writer, because="A word was wrong.", newest_data=False
    )
    assert (correction.version, correction.state) == (2, Report.State.DRAFTING)
    assert correction.snapshot_id == published.snapshot_id
    services.write(correction, "assessment", {model.HOW_MUCH: ("Right.", "")}, by=writer)
    services.submit(correction, by=writer)
    services.sign_off(correction, by=signer)
    services.publish(correction, by=director)
    issue = stored.from_json(correction.publication.document).issue
    assert issue.version == 2
    assert issue.what_changed == (
        "A word was wrong. No figure changed. "
        "Words that changed: Assessment Teams, How much are we doing?."
    )
    assert Report.objects.get(pk=published.pk).version == 1


def test_a_correction_from_newer_data_names_each_figure_that_changed(
    published, writer, newer_snapshot
):
    newer_snapshot()
    correction = services.correct(published, by=writer, because="Late entries.", newest_data=True)
    services.compile_report(correction, by=writer)
    said = queries.what_changed(correction)
    assert said.startswith("Late entries. Figures that changed: ")
    assert "60.0% 18 of 30, now 90.0% 27 of 30" in said


def test_a_correction_begins_with_the_words_of_the_version_before(report, writer, signer, director):
    services.write(report, "assessment", {model.HOW_MUCH: ("Said.", "")}, by=writer)
    services.submit(report, by=writer)
    services.sign_off(report, by=signer)
    services.publish(report, by=director)
    correction = services.correct(report, by=signer, because="A figure.", newest_data=False)
    latest = queries.latest_texts(correction)["assessment", model.HOW_MUCH]
    assert (latest.text, latest.by) == ("Said.", writer)


def test_a_version_is_corrected_once_and_only_after_publication(published, report, writer):
    services.correct(published, by=writer, because="A word.", newest_data=False)
    with pytest.raises(services.ReportNotPossible, match="corrected already"):
        services.correct(published, by=writer, because="Another.", newest_data=False)


def test_a_draft_is_not_corrected_but_written(report, writer):
    with pytest.raises(services.ReportNotPossible, match="Only a published report"):
        services.correct(report, by=writer, because="A word.", newest_data=False)


def test_small_numbers_are_hidden_in_the_copy_for_elected_members(published, person):
    member = person("lead-member")
    full = figure_rows(queries.copy_for(published, person("director")), "assessment")
    public = figure_rows(queries.copy_for(published, member), "assessment")
    assert queries.copy_for(published, member).public_copy
    assert full["ASM03"].year_ago.text == "93.3%"  # 28 of 30: two late
    assert public["ASM03"].year_ago.text == "c"
    assert public["ASM03"].figure.text == full["ASM03"].figure.text == "60.0%"
