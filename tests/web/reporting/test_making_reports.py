"""A report goes from its month's end to publication: compiled, written, signed, published."""

import pytest
from tests.web.reporting.finding import figure_rows, section

from lineofsight.errors import TransitionNotAllowed, WarehouseError
from lineofsight.periods import Period
from lineofsight.reports import model, stored
from lineofsight.reports.edited import QUOTE
from lineofsight.web import warehouse
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.performance.places import Place
from lineofsight.web.performance.scorecards import scorecard
from lineofsight.web.performance.services import comment
from lineofsight.web.reporting import gather, queries, services
from lineofsight.web.reporting.models import Report
from lineofsight.web.reporting.words import NamesAChild
from lineofsight.web.states import states_of

State = Report.State
OCTOBER = Period.parse("2026-10")


def test_every_state_can_be_reached_and_nothing_follows_publication():
    assert states_of(Report, reachable_from=State.SCHEDULED) == set(State)
    assert Report.TRANSITIONS[State.PUBLISHED] == set()


def test_a_report_names_the_snapshot_pack_and_product_it_was_compiled_from(report, snapshot):
    assert report.state == State.DRAFTING
    assert (report.snapshot_id, report.pack_id) == (snapshot.id, "worcestershire")
    made = stored.from_json(report.document).provenance
    assert (made.snapshot_id, made.pack_version) == (snapshot.id, report.pack_version)
    assert made.product_version == report.product_version != ""
    assert made.compiled_by == "Priya Shah"


def test_figures_are_those_of_the_service_and_of_the_whole(report):
    document = stored.from_json(report.document)
    for key in ("assessment", "section-how-much"):
        row = figure_rows(document, key)["ASM03"]
        assert (row.figure.text, row.figure.basis) == ("60.0%", "18 of 30")
        assert row.target.word == "Below target"
        assert row.year_ago.text == "93.3%"


def test_the_report_shows_what_the_scorecard_shows(report, snapshot):
    place = Place("service:ASSESSMENT", "service", "ASSESSMENT", "Assessment")
    rows = figure_rows(stored.from_json(report.document), "assessment")
    board = scorecard(
        warehouse.snapshot(snapshot.id), list(rows), place, OCTOBER,
        facts=gather.facts_of(place, OCTOBER, queries.pack(OCTOBER.end)),
    )  # fmt: skip
    assert {card.indicator.id for card in board.cards} == set(rows)
    for card in board.cards:
        row = rows[card.indicator.id]
        assert (row.figure.text, row.figure.basis) == (card.value, card.of)
        assert (row.target.standing, row.target.text) == (card.rag, card.target_words)
        assert row.direction.word == card.direction.word


def test_every_audited_service_has_its_section_also_without_an_audit(report):
    sections = [each.key for each in stored.from_json(report.document).sections]
    audited = ["early-help", "front-door", "assessment", "locality", "through-care", "care-leavers"]
    assert [key for key in sections if key in audited] == audited
    words = [
        block.text
        for part in section(stored.from_json(report.document), "early-help").parts
        for block in part.blocks
        if isinstance(block, model.Paragraph)
    ]
    assert "No audits were completed in October 2026." in words


def test_what_the_owner_says_on_the_scorecard_stands_in_the_report(
    snapshot, writer, person, gathers_anew
):
    manager = person("group-manager", name="Joanne Pike")
    comment("ASM03", "service:ASSESSMENT", "2026-10", text="Half waited on health.", by=manager)
    started = services.start("monthly-quality", OCTOBER, by=writer)
    services.compile_report(started, by=writer)
    assert "Half waited on health." in started.document
    assert "Joanne Pike" in started.document


def test_later_data_do_not_change_a_compiled_report(report, newer_snapshot):
    before = report.document
    newer_snapshot()
    report.refresh_from_db()
    assert report.document == before


def test_a_report_can_be_counted_again_while_it_is_written(report, writer, newer_snapshot):
    services.write(report, "assessment", {model.HOW_MUCH: ("Said.", "")}, by=writer)
    newer = newer_snapshot()
    services.compile_report(report, by=writer)
    assert report.snapshot_id == newer.id
    document = queries.with_texts(report)
    assert figure_rows(document, "assessment")["ASM03"].figure.basis == "27 of 30"
    part = section(document, "assessment").parts[1]
    assert part.blocks[0].text == "Said."


def test_a_month_that_is_not_over_has_no_report(snapshot, writer):
    with pytest.raises(services.ReportNotPossible, match="November 2026 is not over yet"):
        services.start("monthly-quality", Period.parse("2026-11"), by=writer)


def test_a_month_has_one_report(report, writer):
    with pytest.raises(services.ReportNotPossible, match="a report for October 2026 already"):
        services.start("monthly-quality", OCTOBER, by=writer)


def test_a_report_that_cannot_be_compiled_says_so_and_can_be_compiled_later(
    ashmere, writer, settings
):
    from lineofsight.packs import load_pack
    from lineofsight.web.frameworks import services as frameworks

    frameworks.adopt(load_pack("worcestershire"), by=None, from_on=OCTOBER.start)
    started = services.start("monthly-quality", OCTOBER, by=writer)
    with pytest.raises(WarehouseError):
        services.compile_report(started, by=writer)
    started.refresh_from_db()
    assert (started.state, started.document) == (State.SCHEDULED, "")


def test_only_changed_words_are_kept_anew_and_earlier_words_stay(report, writer, signer):
    said = {model.HOW_MUCH: ("First.", ""), model.HOW_WELL: ("", "")}
    assert services.write(report, "assessment", said, by=writer) == 1
    assert services.write(report, "assessment", said, by=writer) == 0
    said[model.HOW_MUCH] = ("Second.", "")
    assert services.write(report, "assessment", said, by=signer) == 1
    assert [text.text for text in report.texts.all()] == ["First.", "Second."]
    latest = queries.latest_texts(report)["assessment", model.HOW_MUCH]
    assert (latest.text, latest.by) == ("Second.", signer)


def test_words_that_hold_a_childs_id_are_refused_and_not_repeated(report, writer):
    with pytest.raises(NamesAChild) as refused:
        services.write(report, "assessment", {QUOTE: ("See CHILD007.", "A child")}, by=writer)
    assert "CHILD007" not in str(refused.value)
    assert not report.texts.exists()


def test_no_childs_id_is_in_a_compiled_report(report):
    assert "CHILD0" not in report.document


def test_words_stand_still_once_the_report_is_sent_for_sign_off(report, writer):
    services.submit(report, by=writer)
    with pytest.raises(TransitionNotAllowed, match="words cannot be changed"):
        services.write(report, "assessment", {model.HOW_MUCH: ("Late.", "")}, by=writer)


def test_nobody_signs_what_they_sent_themselves(report, signer):
    services.submit(report, by=signer)
    with pytest.raises(
        services.ReportNotPossible, match="Somebody else who may sign reports off has to"
    ):
        services.sign_off(report, by=signer)


def test_a_report_sent_back_is_written_again_and_loses_its_signature(signed, director):
    services.send_back(signed, by=director, because="The front door is missing.")
    assert signed.state == State.DRAFTING
    assert signed.signed_off_by is None
    assert signed.returned_because == "The front door is missing."


def test_a_report_is_not_published_before_it_is_signed(report, director):
    with pytest.raises(TransitionNotAllowed):
        services.publish(report, by=director)
    assert not hasattr(Report.objects.get(pk=report.pk), "publication")


def test_of_two_who_publish_at_once_one_succeeds(signed, director, signer):
    other = Report.objects.get(pk=signed.pk)
    services.publish(signed, by=director)
    with pytest.raises(TransitionNotAllowed):
        services.publish(other, by=signer)


def test_a_report_sent_back_while_somebody_publishes_is_not_published(signed, director, signer):
    seen = Report.objects.get(pk=signed.pk)
    services.send_back(signed, by=signer, because="One word.")
    with pytest.raises(TransitionNotAllowed):
        services.publish(seen, by=director)


def test_each_step_is_written_to_the_log_without_words(published):
    verbs = ActivityEvent.objects.about("report", published.pk).values_list("verb", flat=True)
    assert sorted(verbs) == sorted(
        ["report.started", "report.compiled", "report.submitted", "report.signed_off",
         "report.published"]
    )  # fmt: skip
