"""What people add to a compiled report, and what a correction says it changed."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.reports.sample_gathered import audited_service, frame, gathered, measure

from lineofsight.errors import UnknownName
from lineofsight.reports import display, model
from lineofsight.reports.edited import (
    QUOTE,
    Words,
    changed_figures,
    places,
    unanswered,
    with_words,
)
from lineofsight.reports.monthly_quality import FINDING, compile_report
from lineofsight.reports.text import clean, paragraphs

DAY = date(2026, 11, 9)


@pytest.fixture
def report():
    return compile_report(frame(), gathered())


def wrote(part_key, text, **more):
    return Words("assess", part_key, text, "Helen Marsden", DAY, **more)


def part(report, key):
    section = next(section for section in report.sections if section.key == "assess")
    return next(part for part in section.parts if part.key == key)


def test_a_service_can_be_written_about_in_five_places_and_the_summary_in_one(report):
    summary, assess = report.sections[:2]
    assert [key for key, _ in places(summary)] == [FINDING]
    assert [key for key, _ in places(assess)] == [FINDING, *model.QUESTIONS, QUOTE]


def test_a_finding_replaces_the_sentence_the_product_wrote(report):
    edited = with_words(report, [wrote(FINDING, "Fewer were on time.")])
    assert part(edited, FINDING).blocks == (model.Paragraph("Fewer were on time.", "lead"),)


def test_words_for_a_question_stand_above_its_figures_with_their_author(report):
    edited = with_words(report, [wrote(model.HOW_WELL, "Auditors found the same cause.")])
    said = part(edited, model.HOW_WELL).blocks[0]
    assert (said.text, said.author, said.written_on) == (
        "Auditors found the same cause.", "Helen Marsden", DAY,
    )  # fmt: skip
    assert part(edited, model.HOW_WELL).blocks[1:] == part(report, model.HOW_WELL).blocks


def test_a_childs_words_stand_under_what_difference(report):
    edited = with_words(report, [wrote(QUOTE, "It was right.", said_by="A child, aged 9")])
    assert part(edited, model.WHAT_DIFFERENCE).blocks[0] == model.Quote(
        "It was right.", "A child, aged 9"
    )


def test_the_last_words_for_a_place_count_and_empty_words_take_them_back(report):
    both = [wrote(model.HOW_MUCH, "First."), wrote(model.HOW_MUCH, "Second.")]
    assert part(with_words(report, both), model.HOW_MUCH).blocks[0].text == "Second."
    assert with_words(report, [*both, wrote(model.HOW_MUCH, " ")]) == report


def test_a_question_nobody_wrote_about_is_named(report):
    missing = unanswered(report, [wrote(model.HOW_MUCH, "Said."), wrote(model.HOW_WELL, "")])
    assert ("Assessment Teams", "How much") not in missing
    assert ("Assessment Teams", "How well") in missing
    assert ("Care Leavers", "What difference") in missing


def test_a_correction_names_each_figure_that_changed(report):
    months = [(152, 168)] * 13 + [(141, 168)]
    corrected = replace(audited_service(), measures=(measure(months),))
    after = compile_report(frame(), gathered(corrected))
    said = changed_figures(report, after)
    assert (
        "Assessment Teams, Assessments completed within 45 working days, October 2026: "
        "78.0% 131 of 168, now 83.9% 141 of 168"
    ) in said
    assert changed_figures(report, report) == []


def test_a_count_of_audits_that_changed_is_named_with_its_table(report):
    (audits,) = audited_service().audits
    more = replace(audited_service(), audits=(replace(audits, completed=7),))
    said = changed_figures(report, compile_report(frame(), gathered(more)))
    assert "Assessment Teams, Audits in October 2026, Case file audit, Completed: 6, now 7" in said


def test_text_is_cleaned_of_what_no_document_can_hold():
    assert clean("a\x00b\x07\u202ec\r\nd\ufffe") == "abc\nd"
    assert paragraphs("one\n\n\n two\nlines \n\n") == ["one", "two\nlines"]


@pytest.mark.parametrize(
    ("value", "unit", "state", "text"),
    [
        (12.25, "percent", "value", "12.3%"),
        (0.05, "rate", "value", "0.1"),
        (1204, "count", "value", "1,204"),
        (34, "working_days", "value", "34 working days"),
        (34.5, "working_days", "value", "34.5 working days"),
        (None, "percent", "suppressed", "c"),
        (None, "percent", "not_covered", "not covered"),
        (None, "count", "not_recorded", "not recorded"),
        (None, "percent", "no_cases", "no cases"),
    ],
)
def test_a_figure_is_said_in_one_way(value, unit, state, text):
    assert display.value_text(value, unit=unit, state=state) == text


def test_a_value_that_is_not_there_is_never_shown_as_nothing():
    with pytest.raises(ValueError, match="has no value"):
        display.value_text(None, unit="percent")


@pytest.mark.parametrize(
    ("least", "most", "unit", "text"),
    [
        (90, None, "percent", "90% or more"),
        (None, 22.5, "percent", "22.5% or less"),
        (15, 20, "percent", "15% to 20%"),
        (None, 45, "working_days", "45 working days or less"),
        (None, None, "count", ""),
    ],
)
def test_a_target_is_said_in_words(least, most, unit, text):
    assert display.target_text(least, most, unit=unit) == text


def test_an_unknown_unit_is_refused_with_those_that_exist():
    with pytest.raises(UnknownName, match="Units are percent"):
        display.heading_of_unit("furlongs")
