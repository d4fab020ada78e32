"""A small whole report, as the tests of every format use it."""

from datetime import UTC, date, datetime

from lineofsight.reports import model
from lineofsight.reports.display import NOT_COVERED, SUPPRESSED
from lineofsight.reports.model import FigureCell

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 120" width="700" height="120" '
    'role="img" aria-labelledby="{id}-t"><title id="{id}-t">Falling</title>'
    '<path d="M10 20L300 60L690 110" fill="none" stroke="#5f6b74" stroke-width="1.5"/>'
    '<text x="600" y="100" font-size="14" font-family="Arial, sans-serif">78.0%</text></svg>'
)


def percent(numerator: int, denominator: int) -> FigureCell:
    return FigureCell.of(
        100 * numerator / denominator,
        unit="percent",
        numerator=numerator,
        denominator=denominator,
    )


def figure_table() -> model.FigureTable:
    return model.FigureTable(
        id="figures-assessment",
        caption="Figures for October 2026",
        period_label="October 2026",
        rows=(
            model.FigureRow(
                indicator_id="ASM03",
                title="Assessments within 45 working days",
                figure=percent(131, 168),
                target=model.Target("off", "Below target", "90% or more"),
                direction=model.Direction("down", "worse", "Worse", "since April 2026"),
                year_ago=percent(141, 168),
                comparisons=(
                    model.Comparison(
                        "England", "2024 to 2025", FigureCell.of(84.3, unit="percent")
                    ),
                ),
            ),
            model.FigureRow(
                indicator_id="REF01",
                title="Referrals",
                figure=FigureCell.count(1318),
                target=model.Target("none", "No target", ""),
                direction=model.Direction("flat", "same", "No real change"),
                year_ago=FigureCell.of(None, unit="count", state=NOT_COVERED),
            ),
            model.FigureRow(
                indicator_id="CLA06",
                title="Unaccompanied children looked after",
                figure=FigureCell.of(None, unit="count", state=SUPPRESSED),
                target=model.Target("ok", "Meets target", "22 or less"),
                direction=model.Direction("none", "none", "Too few months"),
            ),
        ),
    )


def chart() -> model.ChartBlock:
    return model.ChartBlock(
        id="chart-ASM03-assessment",
        title="Assessments on time have fallen every month since April",
        subtitle="Completed within 45 working days, % by month, Assessment service",
        summary="The figure fell from 88.5% in April 2026 to 78.0% in October 2026.",
        svg=SVG.format(id="w1"),
        svg_narrow=SVG.format(id="n1"),
        points=(
            model.ChartPoint("August 2026", percent(140, 165)),
            model.ChartPoint("September 2026", percent(138, 166)),
            model.ChartPoint("October 2026", percent(131, 168), "below the expected range"),
        ),
    )


def grade_table() -> model.CrossTable:
    return model.CrossTable(
        id="grades-assessment",
        kind="grades",
        caption="Grades by domain after moderation",
        row_heading="Domain",
        columns=("Outstanding", "Good", "Requires improvement", "Inadequate"),
        rows=(
            model.CrossRow("Voice of the child", tuple(FigureCell.count(n) for n in (1, 4, 1, 0))),
            model.CrossRow("Plans", tuple(FigureCell.count(n) for n in (0, 2, 3, 1))),
        ),
        note="6 audits. A domain that did not apply is in no column.",
    )


def section(commentary: str = "Half of the 37 waited on health.\n\nDaily sign-off from 16 Nov.",
            key: str = "assessment") -> model.Section:  # fmt: skip
    words = model.Commentary(
        about="Assessments within 45 working days",
        text=commentary,
        author="Helen Marsden",
        written_on=date(2026, 11, 6),
    )
    exception = model.ExceptionItem(
        indicator_id="ASM03",
        title="Assessments within 45 working days",
        finding="Below the expected range, and falling since April 2026.",
        figure=percent(131, 168),
        commentary=words,
    )
    how_much = (
        figure_table(),
        chart(),
        model.ExceptionList("attention", "To look at", (exception,)),
        model.ExceptionList("praise", "To praise", (), "Nothing stands out this month."),
    )
    how_well = (grade_table(), model.Points("Strengths", ("Seen alone in 6 of 6.", commentary)))
    difference = (
        model.Quote("She came back and told me what she wrote.", "A child asked during an audit"),
        words,
        model.Paragraph(commentary),
    )
    by_question = {
        model.HOW_MUCH: how_much,
        model.HOW_WELL: how_well,
        model.WHAT_DIFFERENCE: difference,
    }
    parts = tuple(
        model.Part(question, *model.QUESTIONS[question], blocks)
        for question, blocks in by_question.items()
    )
    return model.Section(key, "Assessment Teams", parts)


def report(*sections: model.Section, issue: model.Issue | None = None) -> model.Report:
    summary = model.Section(
        "summary",
        "At a glance",
        (model.Part("glance", "", "", (model.Paragraph("Fewer were on time.", "lead"),)),),
    )
    return model.Report(
        definition_key="monthly-quality",
        title="Monthly quality and performance report",
        authority="Ashmere Children’s Services",
        audience="the performance board",
        period_id="2026-10",
        period_label="October 2026",
        provenance=model.Provenance(
            snapshot_id="2026-11-04-a1b2c3",
            frame_on=date(2026, 11, 4),
            pack_id="worcestershire",
            pack_title="Quality assurance framework",
            pack_version="2022.1",
            product_version="0.1.0",
            compiled_at=datetime(2026, 11, 5, 9, 12, 30, 123456, tzinfo=UTC),
            compiled_by="Priya Shah",
        ),
        issue=issue or model.Issue(version=1),
        sections=(summary, *(sections or (section(),))),
        definitions=(
            model.Definition("ASM03", "Assessments within 45 working days",
                             "assessments completed in 45 working days or fewer",
                             "assessments completed", "1"),
        ),
        contact="performance@ashmere.example",
    )  # fmt: skip
