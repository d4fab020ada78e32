"""The monthly quality and performance report.

A summary, then a section for every service under three questions: how much (is the work
getting done), how well (what did we find when we looked), what difference (what children
said, and what we did). A service in which nothing was audited has its section and says so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from lineofsight.charts import control_chart, findings
from lineofsight.charts.words import count_word, month_text
from lineofsight.periods import Period
from lineofsight.reports import display, model
from lineofsight.reports.gathered import (
    ATTENTION,
    PRAISE,
    Actions,
    Audits,
    Feedback,
    Gathered,
    Headline,
    Measure,
    Service,
)
from lineofsight.statistics.targets import AgainstTarget

KEY = "monthly-quality"
TITLE = "Monthly quality and performance report"
SUMMARY = "summary"
FINDING = "finding"
MOST_CHARTS = 2
"""In one service's section; a director reads the rest on the screen."""
MOST_CHARTS_OF_THE_WHOLE = 4
MOST_IN_SUMMARY = 5

_STANDING = {AgainstTarget.MET: "ok", AgainstTarget.NEAR: "near", AgainstTarget.MISSED: "off"}


@dataclass(frozen=True)
class Frame:
    """What the report says of itself."""

    authority: str
    audience: str
    period: Period
    provenance: model.Provenance
    issue: model.Issue
    title: str = TITLE
    contact: str = ""


def compile_report(frame: Frame, gathered: Gathered) -> model.Report:
    """The whole report as data. The same input gives the same report."""
    services = tuple(service_section(service, frame.period) for service in gathered.services)
    measures = [*gathered.whole, *(m for service in gathered.services for m in service.measures)]
    return model.Report(
        definition_key=KEY,
        title=frame.title,
        authority=frame.authority,
        audience=frame.audience,
        period_id=frame.period.id,
        period_label=frame.period.label,
        provenance=frame.provenance,
        issue=frame.issue,
        sections=(_summary_section(gathered, frame.period), *services),
        definitions=definitions_of(measures),
        contact=frame.contact,
        caveats=gathered.caveats,
    )


def _summary_section(gathered: Gathered, period: Period) -> model.Section:
    charted = worth_a_chart(gathered.whole)[:MOST_CHARTS_OF_THE_WHOLE]
    summary = glance_section(gathered, period)
    whole = model.Part("whole", "The whole authority", "All services together",
                       measure_blocks(gathered.whole, SUMMARY, charted))  # fmt: skip
    return replace(summary, parts=(*summary.parts, whole))


def glance_section(gathered: Gathered, period: Period) -> model.Section:
    """What matters first: what to look at, what to praise, and a line for every service."""
    units = [(SUMMARY, "", gathered.whole)]
    units += [(service.key, service.title, service.measures) for service in gathered.services]
    found = {
        kind: [
            _exception(measure, key, title)
            for key, title, measures in units
            for measure in _of_standing(measures, kind)
        ]
        for kind in (ATTENTION, PRAISE)
    }
    completed = sum(a.completed for service in gathered.services for a in service.audits)
    has_figures = any(measures for _, _, measures in units)
    tally = _tally(len(found[ATTENTION]), len(found[PRAISE])) if has_figures else ""
    parts = [finding_part(f"{tally} {audits_done(completed, period)}".strip())]
    if has_figures:
        glance = (
            _exceptions(ATTENTION, "To look at first", tuple(found[ATTENTION][:MOST_IN_SUMMARY])),
            _exceptions(PRAISE, "To praise", tuple(found[PRAISE][:MOST_IN_SUMMARY])),
        )
        parts.append(model.Part("glance", "", "", glance))
    parts.append(
        model.Part("practice", "Service by service", "What needs looking at, audits, actions",
                   practice_overview(gathered.services))
    )  # fmt: skip
    return model.Section(SUMMARY, "At a glance", tuple(parts))


def practice_overview(services: Iterable[Service]) -> tuple[model.Block, ...]:
    """One row a service, the one without an audit included."""
    rows = []
    for service in services:
        due = sum(audits.due for audits in service.audits)
        completed = sum(audits.completed for audits in service.audits)
        actions = service.actions or Actions(0, 0, 0, 0, 0, 0, 0, 0)
        standings = [measure.headline.standing for measure in service.measures]
        numbers = (standings.count(ATTENTION), standings.count(PRAISE), due, completed,
                   actions.open_at_end, actions.late_at_end, actions.rechecks_due,
                   actions.rechecks_done)  # fmt: skip
        rows.append(model.CrossRow(service.title, tuple(map(model.FigureCell.count, numbers))))
    columns = ("Measures to look at", "Measures to praise", "Audits due", "Audits completed",
               "Actions open", "Actions late", "Re-checks due", "Re-checks done")  # fmt: skip
    table = model.CrossTable(
        "audits-and-actions", "audits", "Measures, audits, actions and re-checks by service",
        "Service", columns, tuple(rows), "Open and late are as at the end of the month.",
    )  # fmt: skip
    return (table,) if rows else (model.Paragraph("No services are in this report."),)


def service_section(
    service: Service, period: Period, questions: Mapping[str, tuple[str, str]] = model.QUESTIONS
) -> model.Section:
    """A service under the three questions, titled as the framework words them."""
    blocks = {question: [] for question in model.QUESTIONS}
    charted = worth_a_chart(service.measures)[:MOST_CHARTS]
    for question, found in blocks.items():
        chosen = [measure for measure in service.measures if measure.question == question]
        found += measure_blocks(chosen, service.key, charted)
    blocks[model.HOW_WELL] += audit_blocks(service, period)
    blocks[model.WHAT_DIFFERENCE] += feedback_blocks(service.feedback, service.key, period)
    blocks[model.WHAT_DIFFERENCE] += action_blocks(service, period)
    if not blocks[model.HOW_MUCH]:
        blocks[model.HOW_MUCH].append(
            model.Paragraph("The framework names no measure of work done for this service.")
        )
    parts = [
        model.Part(question, *questions[question], tuple(found))
        for question, found in blocks.items()
    ]
    return model.Section(service.key, service.title, (finding_part(_lead(service, period)), *parts))


def finding_part(text: str) -> model.Part:
    """The sentence under a section's title; whoever edits the section may write their own."""
    return model.Part(FINDING, "", "", (model.Paragraph(text, "lead"),))


def _lead(service: Service, period: Period) -> str:
    kinds = [measure.headline.standing for measure in service.measures]
    worse, better = kinds.count(ATTENTION), kinds.count(PRAISE)
    completed = sum(audits.completed for audits in service.audits)
    said = [_tally(worse, better)] if service.measures else []
    return " ".join([*said, audits_done(completed, period)])


def _tally(attention: int, praise: int) -> str:
    """“Two measures need attention, one is going well.”"""
    first = f"{count_word(attention)} measure{' needs' if attention == 1 else 's need'} attention"
    second = (
        f"{count_word(praise) if praise else 'none'} {'is' if praise == 1 else 'are'} going well"
    )
    return f"{first[:1].upper()}{first[1:]}, {second}."


def audits_done(completed: int, period: Period) -> str:
    said = f"{count_word(completed)} audit{' was' if completed == 1 else 's were'} completed"
    return f"{said[:1].upper()}{said[1:]} in {period.label}."


def measure_blocks(
    measures: Iterable[Measure], unit_key: str, charted: Collection[str]
) -> tuple[model.Block, ...]:
    measures = list(measures)
    if not measures:
        return ()
    blocks: list[model.Block] = [_figure_table(measures, unit_key)]
    if unit_key != SUMMARY:
        for kind, title in ((ATTENTION, "To look at"), (PRAISE, "To praise")):
            items = [_exception(m, unit_key, "") for m in _of_standing(measures, kind)]
            if items:
                blocks.append(_exceptions(kind, title, tuple(items)))
    by_id = {measure.indicator_id: measure for measure in measures}
    blocks += [_chart(by_id[name], unit_key) for name in charted if name in by_id]
    return tuple(blocks)


def _of_standing(measures: Iterable[Measure], kind: str) -> list[Measure]:
    found = [measure for measure in measures if measure.headline.standing == kind]
    return sorted(found, key=lambda measure: measure.headline.rank)


def _figure_table(measures: list[Measure], unit_key: str) -> model.FigureTable:
    """Figures of the month; a measure of a whole year stands among them and says so. Where
    all are of a year, the table is."""
    ordered = sorted(measures, key=lambda measure: measure.headline.is_of_a_year)
    first = ordered[0].headline
    mixed = ordered[-1].headline.is_of_a_year and not first.is_of_a_year
    caption = f"Figures for {_within(first.covers)}"
    return model.FigureTable(
        id=f"figures-{measures[0].question}-{unit_key}",
        caption=f"{caption}, or for the year that ends with it" if mixed else caption,
        period_label=first.covers,
        rows=tuple(_row(measure, first) for measure in ordered),
        year_ago_label=first.covered_year_ago,
    )


def _within(covers: str) -> str:
    """“October 2026”, “the year to October 2026”: inside a sentence."""
    return f"the {covers[:1].lower()}{covers[1:]}" if covers.startswith("Year") else covers


def _row(measure: Measure, of_table: Headline) -> model.FigureRow:
    headline = measure.headline
    differs = headline.covers != of_table.covers
    return model.FigureRow(
        indicator_id=measure.indicator_id,
        title=measure.series.title,
        figure=headline.figure,
        target=_target(measure),
        direction=_direction(measure),
        year_ago=headline.year_ago,
        comparisons=measure.comparisons,
        covers=headline.covers if differs else "",
        covered_year_ago=headline.covered_year_ago if differs else "",
    )


def _target(measure: Measure) -> model.Target:
    target, figure = measure.headline.target, measure.headline.figure
    if target is None:
        return model.Target("none", "No target", "")
    said = display.target_text(target.at_least, target.at_most, unit=figure.unit)
    if not figure.has_value:
        return model.Target("none", "Cannot be said", said)
    return model.Target(_STANDING[target.judge(figure.value)], target.words(figure.value), said)


def _direction(measure: Measure) -> model.Direction:
    found = findings.direction(measure.series)
    arrow = "none" if found.word in ("No figure", "Not judged", "Too few months") else found.arrow
    # Why nothing has changed takes more room on paper than it says; the screen has it.
    reason = "" if found.tone == findings.Tone.SAME else found.reason
    return model.Direction(str(arrow), str(found.tone), found.word, reason)


def _exception(measure: Measure, unit_key: str, unit_title: str) -> model.ExceptionItem:
    title = f"{unit_title}: {measure.series.title}" if unit_title else measure.series.title
    return model.ExceptionItem(
        indicator_id=measure.indicator_id,
        title=title,
        finding=_what_was_found(measure),
        figure=measure.headline.figure,
        commentary=measure.commentary,
        unit_key=unit_key,
        period_label=measure.headline.covers,
    )


def _what_was_found(measure: Measure) -> str:
    """The sentence beside the figure. A figure of a year is judged as that; what its months
    did is said apart, so that one number is never explained by another's words."""
    series, target = measure.series, _target(measure)
    judged = f"{target.word} ({target.text})" if target.standing in ("off", "near") else ""
    if not measure.headline.is_of_a_year or series.is_rolling:
        return f"{findings.headline(series)}." + (f" {judged}." if judged else "")
    over = _within(measure.headline.covers)
    said = f"{judged} over {over}." if judged else f"The figure is of {over}."
    if series.last is None or series.last.value is None:
        return said
    by_month = findings.headline(series)
    return f"{said} Month by month: {by_month[:1].lower()}{by_month[1:]}."


def _exceptions(
    kind: str, title: str, items: tuple[model.ExceptionItem, ...]
) -> model.ExceptionList:
    none = {ATTENTION: "Nothing is off target or really worse.", PRAISE: "Nothing stands out."}
    return model.ExceptionList(kind, title, items, none[kind])


def worth_a_chart(measures: Iterable[Measure]) -> list[str]:
    """Ids of measures: what needs attention, then what really got better. A measure that does
    as expected has its row in the table; its drawing would say nothing more."""
    drawable = [measure for measure in measures if _is_drawable(measure)]
    praised = [m for m in _of_standing(drawable, PRAISE) if _has_moved(m)]
    return [m.indicator_id for m in (*_of_standing(drawable, ATTENTION), *praised)]


def _is_drawable(measure: Measure) -> bool:
    values = [month.value for month in measure.series.months if month.value is not None]
    return len(values) > 1 and len(set(values)) > 1 and measure.series.last.value is not None


def _has_moved(measure: Measure) -> bool:
    return findings.direction(measure.series).is_real_change


def _chart(measure: Measure, unit_key: str) -> model.ChartBlock:
    series = measure.series
    ident = f"chart-{measure.indicator_id}-{unit_key}"
    points = [
        model.ChartPoint(
            f"Year to {month_text(month.start)}" if series.is_rolling else month_text(month.start),
            cell,
            findings.point_words(series.chart, place),
        )
        for place, (month, cell) in enumerate(zip(series.months, measure.cells, strict=True))
    ]  # fmt: skip
    return model.ChartBlock(
        id=ident,
        title=findings.headline(series),
        subtitle=f"{series.title}. {control_chart.subtitle(series)}",
        summary=findings.summary(series),
        svg=control_chart.wide(series, ident=f"{ident}-w"),
        svg_narrow=control_chart.narrow(series, ident=f"{ident}-n"),
        points=tuple(points),
        indicator_id=measure.indicator_id,
        svg_paper=control_chart.for_paper(series, ident=f"{ident}-p"),
    )


def audit_blocks(service: Service, period: Period) -> list[model.Block]:
    if not service.audits:
        return [model.Paragraph(f"No audit of this service was planned in {period.label}.")]
    rows = [
        model.CrossRow(
            audits.activity,
            tuple(map(model.FigureCell.count, (audits.due, audits.completed, audits.moderated))),
        )
        for audits in service.audits
    ]
    columns = ("Due in the month", "Completed", "Moderated")
    blocks: list[model.Block] = [
        model.CrossTable(f"audits-{service.key}", "audits", f"Audits in {period.label}",
                         "Activity", columns, tuple(rows))
    ]  # fmt: skip
    for number, audits in enumerate(service.audits, 1):
        blocks += _findings_of_audits(audits, f"{service.key}-{number}")
    if not any(audits.completed for audits in service.audits):
        blocks.append(model.Paragraph("No audit was completed, so there are no grades or themes."))
    return blocks


def _findings_of_audits(audits: Audits, key: str) -> list[model.Block]:
    blocks: list[model.Block] = []
    if audits.domains:
        rows = tuple(
            model.CrossRow(row.domain, tuple(map(model.FigureCell.count, row.counts)))
            for row in audits.domains
        )
        blocks.append(
            model.CrossTable(
                f"grades-{key}", "grades", f"{audits.activity}: grades", "Domain",
                audits.grades, rows,
                "Final grades: after moderation where there was one. A domain that did not apply "
                "is not counted.",
            )
        )  # fmt: skip
    if audits.themes:
        rows = tuple(
            model.CrossRow(theme.title,
                           (model.FigureCell.count(theme.strengths),
                            model.FigureCell.count(theme.learning)))
            for theme in audits.themes
        )  # fmt: skip
        blocks.append(
            model.CrossTable(f"themes-{key}", "themes", f"{audits.activity}: themes", "Theme",
                             ("As a strength", "As learning"), rows)
        )  # fmt: skip
    return blocks


def feedback_blocks(feedback: tuple[Feedback, ...], key: str, period: Period) -> list[model.Block]:
    if not feedback:
        return [model.Paragraph(f"No child or family was asked in an audit in {period.label}.")]
    rows = tuple(
        model.CrossRow(row.whose, tuple(map(model.FigureCell.count, (row.sought, row.given))))
        for row in feedback
    )
    table = model.CrossTable(f"feedback-{key}", "feedback", "Whose view was sought in audits",
                             "Whose", ("Sought", "Given"), rows)  # fmt: skip
    return [table]


ACTION_COLUMNS = (
    "Open at the end of the month", "Of these, late", "Agreed in the month", "Reported done",
    "Verified", "Re-checks due", "Re-checks done", "Loops closed",
)  # fmt: skip


def action_blocks(service: Service, period: Period) -> list[model.Block]:
    actions = service.actions
    if actions is None:
        return [model.Paragraph("This service has no actions.")]
    numbers = (
        actions.open_at_end, actions.late_at_end, actions.agreed, actions.done,
        actions.verified, actions.rechecks_due, actions.rechecks_done, actions.loops_closed,
    )  # fmt: skip
    row = model.CrossRow(service.title, tuple(map(model.FigureCell.count, numbers)))
    table = model.CrossTable(
        f"actions-{service.key}", "actions", f"Actions and re-checks in {period.label}", "Service",
        ACTION_COLUMNS, (row,), "A loop is closed when every action of the audit is verified.",
    )  # fmt: skip
    return [table]


def definitions_of(measures: Iterable[Measure]) -> tuple[model.Definition, ...]:
    found = {m.indicator_id: m.definition for m in measures if m.definition}
    return tuple(found[indicator_id] for indicator_id in sorted(found))
