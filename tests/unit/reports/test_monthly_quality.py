"""The monthly report: a section a service, three questions each, nothing left unsaid."""

from dataclasses import replace

import pytest
from tests.unit.reports.sample_gathered import (
    audited_service,
    frame,
    gathered,
    measure,
    service_without_audits,
)

from lineofsight.reports import model
from lineofsight.reports.gathered import Service
from lineofsight.reports.monthly_quality import compile_report


@pytest.fixture
def report():
    return compile_report(frame(), gathered())


def section(report, key):
    return next(section for section in report.sections if section.key == key)


def blocks(report, key, kind):
    return [b for s, _, b in model.blocks(report) if s.key == key and isinstance(b, kind)]


def words(report, key):
    return " ".join(block.text for block in blocks(report, key, model.Paragraph))


def test_every_service_has_its_section_also_one_with_no_audit_at_all(report):
    assert [s.key for s in report.sections] == ["summary", "assess", "cl"]
    assert "No audit of this service was planned in October 2026." in words(report, "cl")
    overview = next(b for b in blocks(report, "summary", model.CrossTable))
    assert [row.label for row in overview.rows] == ["Assessment Teams", "Care Leavers"]
    assert [cell.text for cell in overview.rows[1].cells] == ["0"] * 8


def test_every_service_answers_the_three_questions(report):
    for key in ("assess", "cl"):
        titles = [part.title for part in section(report, key).parts if part.title]
        assert titles == ["How much", "How well", "What difference"]
        for part in section(report, key).parts:
            assert part.blocks


def test_a_figure_stands_with_its_count_target_direction_year_ago_and_england(report):
    (table,) = blocks(report, "assess", model.FigureTable)
    (row,) = table.rows
    assert (row.figure.text, row.figure.basis) == ("78.0%", "131 of 168")
    assert (row.target.standing, row.target.word) == ("off", "Below target")
    assert row.target.text == "90% or more"
    assert row.direction.word == "Worse"
    assert (table.year_ago_label, row.year_ago.text) == ("October 2025", "90.5%")
    assert [(c.name, c.year, c.figure.text) for c in row.comparisons] == [
        ("England", "2024 to 2025", "84.3%")
    ]


def test_an_exception_carries_the_owners_words_and_its_chart(report):
    (attention,) = blocks(report, "assess", model.ExceptionList)
    (item,) = attention.items
    assert item.commentary.author == "Helen Marsden"
    assert "below the expected range" in item.finding
    (chart,) = blocks(report, "assess", model.ChartBlock)
    assert chart.title == "Assessments on time are now below the expected range"
    assert "78.0%" in chart.summary
    assert len(chart.points) == 14
    assert chart.svg.startswith("<svg")


def test_the_summary_counts_what_the_sections_show(report):
    assert section(report, "summary").parts[0].blocks[0].text == (
        "Two measures need attention, none are going well. "
        "Six audits were completed in October 2026."
    )


def test_grades_themes_views_and_actions_are_counted_not_told_by_child(report):
    kinds = {block.kind: block for block in blocks(report, "assess", model.CrossTable)}
    assert set(kinds) == {"audits", "grades", "themes", "feedback", "actions"}
    assert [c.text for c in kinds["audits"].rows[0].cells] == ["7", "6", "6"]
    assert [c.text for c in kinds["grades"].rows[1].cells] == ["0", "2", "3", "1"]
    assert kinds["actions"].columns[5] == "Re-checks due"
    assert [c.text for c in kinds["actions"].rows[0].cells] == list("41532655")


def test_a_month_the_data_do_not_cover_is_said_to_be_not_covered():
    lacking = measure(((150, 168), (151, 168), None))
    service = Service(key="assess", title="Assessment Teams", measures=(lacking,))
    report = compile_report(frame(), gathered(service))
    (table,) = blocks(report, "assess", model.FigureTable)
    assert table.rows[0].figure.text == "not covered"
    assert table.rows[0].target.word == "Cannot be said"


def of_a_year(measure, **changes):
    headline = replace(measure.headline, covers="Year to October 2026", **changes)
    return replace(measure, headline=headline)


def test_a_measure_of_a_year_says_so_in_its_row_of_the_months_table():
    monthly, yearly = measure(indicator_id="ASM03"), of_a_year(measure(indicator_id="REF03"))
    (table,) = blocks(
        compile_report(frame(), gathered(Service("a", "A", (yearly, monthly)))),
        "a", model.FigureTable,
    )  # fmt: skip
    assert table.caption == "Figures for October 2026, or for the year that ends with it"
    assert [(row.indicator_id, row.covers) for row in table.rows] == [
        ("ASM03", ""),
        ("REF03", "Year to October 2026"),
    ]
    assert [table.label_of(row) for row in table.rows] == ["October 2026", "Year to October 2026"]


def test_a_figure_of_a_year_is_never_explained_by_the_words_of_its_last_month():
    yearly = of_a_year(measure(((150, 168), (151, 168), None)), standing="attention",
                       figure=measure().headline.figure)  # fmt: skip
    report = compile_report(frame(), gathered(Service("a", "A", (yearly,))))
    (found,) = blocks(report, "a", model.ExceptionList)
    (item,) = found.items
    assert item.finding == "Below target (90% or more) over the year to October 2026."
    yearly = of_a_year(measure(), standing="attention")
    report = compile_report(frame(), gathered(Service("a", "A", (yearly,))))
    (item,) = blocks(report, "a", model.ExceptionList)[0].items
    assert item.finding.startswith("Below target (90% or more) over the year to October 2026. "
                                   "Month by month: assessments on time")  # fmt: skip


def test_a_measure_that_does_as_expected_or_never_moves_has_no_drawing():
    expected = measure(indicator_id="CLA01")
    expected = replace(expected, headline=replace(expected.headline, standing="expected"))
    flat = measure(((9, 10),) * 14, indicator_id="ASM03")
    flat = replace(flat, headline=replace(flat.headline, standing="attention"))
    report = compile_report(frame(), gathered(Service("a", "A", (expected, flat))))
    assert not blocks(report, "a", model.ChartBlock)
    assert len(blocks(report, "a", model.FigureTable)[0].rows) == 2


def test_exceptions_come_in_the_order_of_the_scorecard_and_praise_beside_them():
    ranked = [
        replace(found, headline=replace(found.headline, rank=rank, standing=standing))
        for found, rank, standing in (
            (measure(indicator_id="ASM03"), 1, "attention"),
            (measure(indicator_id="S4704"), 0, "attention"),
            (measure(indicator_id="CPP12"), 0, "praise"),
            (measure(indicator_id="CLA01"), 0, "expected"),
        )
    ]
    report = compile_report(frame(), gathered(Service("a", "A", tuple(ranked))))
    lists = blocks(report, "a", model.ExceptionList)
    assert [(found.kind, [item.indicator_id for item in found.items]) for found in lists] == [
        ("attention", ["S4704", "ASM03"]),
        ("praise", ["CPP12"]),
    ]
    charts = blocks(report, "a", model.ChartBlock)
    assert [chart.indicator_id for chart in charts] == ["S4704", "ASM03"]


def test_a_measure_without_a_cell_for_each_month_is_refused():
    whole = measure()
    with pytest.raises(ValueError, match="a cell for every month"):
        replace(whole, cells=whole.cells[1:])


def test_a_measure_of_no_question_is_refused():
    with pytest.raises(ValueError, match="no question “why”"):
        replace(measure(), question="why")


def test_the_same_input_gives_the_same_report():
    services = (audited_service(), service_without_audits())
    first = compile_report(frame(), gathered(*services))
    assert first == compile_report(frame(), gathered(*services))
