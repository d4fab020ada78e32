"""The monthly quality and performance report.

A summary, then a section for every service under three questions: how much (is the work
getting done), how well (what did we find when we looked), what difference (what children
said, and what we did). A service in which nothing was audited has its section and says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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
    Measure,
    Service,
)
from lineofsight.statistics.targets import AgainstTarget

KEY = "monthly-quality"
TITLE = "Monthly quality and performance report"
SUMMARY = "summary"
FINDING = "finding"
MOST_CHARTS = 3
"""In one section; a director reads the rest on the screen."""
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
    services = tuple(_service_section(service, frame.period) for service in gathered.services)
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
        definitions=_definitions(measures),
        contact=frame.contact,
        caveats=gathered.caveats,
    )


def _summary_section(gathered: Gathered, period: Period) -> model.Section:
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
    tally = _tally(len(found[ATTENTION]), len(found[PRAISE]))
    lead = f"{tally} {_audits_done(completed, period)}"
    glance = (
        _exceptions(ATTENTION, "To look at first", tuple(found[ATTENTION][:MOST_IN_SUMMARY])),
        _exceptions(PRAISE, "To praise", tuple(found[PRAISE][:MOST_IN_SUMMARY])),
    )
    return model.Section(
        SUMMARY,
        "At a glance",
        (
            _finding(lead),
            model.Part("glance", "", "", glance),
            model.Part("whole", "The whole authority", "All services together",
                       _measure_blocks(gathered.whole, SUMMARY)),
            model.Part("practice", "Audits and actions", "By service",
                       _practice_overview(gathered.services)),
        ),
    )  # fmt: skip


def _practice_overview(services: Iterable[Service]) -> tuple[model.Block, ...]:
    """One row a service, the one without an audit included."""
    rows = []
    for service in services:
        due = sum(audits.due for audits in service.audits)
        completed = sum(audits.completed for audits in service.audits)
        actions = service.actions or Actions(0, 0, 0, 0, 0, 0, 0, 0)
        numbers = (due, completed, actions.open_at_end, actions.late_at_end,
                   actions.rechecks_due, actions.rechecks_done)  # fmt: skip
        rows.append(model.CrossRow(service.title, tuple(map(model.FigureCell.count, numbers))))
    columns = ("Audits due", "Audits completed", "Actions open", "Actions late",
               "Re-checks due", "Re-checks done")  # fmt: skip
    table = model.CrossTable(
        "audits-and-actions", "audits", "Audits, actions and re-checks by service", "Service",
        columns, tuple(rows), "Open and late are as at the end of the month.",
    )  # fmt: skip
    return (table,) if rows else (model.Paragraph("No services are in this report."),)


def _service_section(service: Service, period: Period) -> model.Section:
    blocks = {question: [] for question in model.QUESTIONS}
    for question, found in blocks.items():
        chosen = [measure for measure in service.measures if measure.question == question]
        found += _measure_blocks(chosen, service.key)
    blocks[model.HOW_WELL] += _audit_blocks(service, period)
    blocks[model.WHAT_DIFFERENCE] += _feedback_blocks(service.feedback, service.key, period)
    blocks[model.WHAT_DIFFERENCE] += _action_blocks(service.actions, service.key, period)
    if not blocks[model.HOW_MUCH]:
        blocks[model.HOW_MUCH].append(
            model.Paragraph("The framework names no measure of work done for this service.")
        )
    parts = [
        model.Part(question, *model.QUESTIONS[question], tuple(found))
        for question, found in blocks.items()
    ]
    return model.Section(service.key, service.title, (_finding(_lead(service, period)), *parts))


def _finding(text: str) -> model.Part:
    """The sentence under a section's title; whoever edits the section may write their own."""
    return model.Part(FINDING, "", "", (model.Paragraph(text, "lead"),))


def _lead(service: Service, period: Period) -> str:
    kinds = [measure.headline.standing for measure in service.measures]
    worse, better = kinds.count(ATTENTION), kinds.count(PRAISE)
    completed = sum(audits.completed for audits in service.audits)
    said = [_tally(worse, better)] if service.measures else []
    return " ".join([*said, _audits_done(completed, period)])


def _tally(attention: int, praise: int) -> str:
    """“Two measures need attention, one is going well.”"""
    first = f"{count_word(attention)} measure{' needs' if attention == 1 else 's need'} attention"
    second = (
        f"{count_word(praise) if praise else 'none'} {'is' if praise == 1 else 'are'} going well"
    )
    return f"{first[:1].upper()}{first[1:]}, {second}."


def _audits_done(completed: int, period: Period) -> str:
    said = f"{count_word(completed)} audit{' was' if completed == 1 else 's were'} completed"
    return f"{said[:1].upper()}{said[1:]} in {period.label}."


def _measure_blocks(measures: Iterable[Measure], unit_key: str) -> tuple[model.Block, ...]:
    measures = list(measures)
    if not measures:
        return ()
    blocks: list[model.Block] = [
        _figure_table(rows, unit_key)
        for is_of_a_year in (False, True)
        if (rows := [m for m in measures if m.headline.is_of_a_year == is_of_a_year])
    ]
    if unit_key != SUMMARY:
        for kind, title in ((ATTENTION, "To look at"), (PRAISE, "To praise")):
            items = [_exception(m, unit_key, "") for m in _of_standing(measures, kind)]
            if items:
                blocks.append(_exceptions(kind, title, tuple(items)))
    blocks += [_chart(measure, unit_key) for measure in _worth_a_chart(measures)]
    return tuple(blocks)


def _of_standing(measures: Iterable[Measure], kind: str) -> list[Measure]:
    found = [measure for measure in measures if measure.headline.standing == kind]
    return sorted(found, key=lambda measure: measure.headline.rank)


def _figure_table(measures: list[Measure], unit_key: str) -> model.FigureTable:
    """Figures that cover the same time: the month, or the year that ends with it."""
    first = measures[0].headline
    covers = f"the {first.covers[:1].lower()}{first.covers[1:]}" if first.is_of_a_year else (
        first.covers)  # fmt: skip
    kind = "year" if first.is_of_a_year else "month"
    return model.FigureTable(
        id=f"figures-{kind}-{measures[0].question}-{unit_key}",
        caption=f"Figures for {covers}",
        period_label=first.covers,
        rows=tuple(_row(measure) for measure in measures),
        year_ago_label=first.covered_year_ago,
    )


def _row(measure: Measure) -> model.FigureRow:
    series = measure.series
    return model.FigureRow(
        indicator_id=measure.indicator_id,
        title=series.title,
        figure=measure.headline.figure,
        target=_target(measure),
        direction=_direction(measure),
        year_ago=measure.headline.year_ago,
        comparisons=measure.comparisons,
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
    series = measure.series
    title = f"{unit_title}: {series.title}" if unit_title else series.title
    target = _target(measure)
    said = f"{findings.headline(series)}."
    if target.standing in ("off", "near"):
        said += f" {target.word} ({target.text})."
    return model.ExceptionItem(
        indicator_id=measure.indicator_id,
        title=title,
        finding=said,
        figure=measure.headline.figure,
        commentary=measure.commentary,
        unit_key=unit_key,
        period_label=measure.headline.covers,
    )


def _exceptions(
    kind: str, title: str, items: tuple[model.ExceptionItem, ...]
) -> model.ExceptionList:
    none = {ATTENTION: "Nothing is off target or really worse.", PRAISE: "Nothing stands out."}
    return model.ExceptionList(kind, title, items, none[kind])


def _worth_a_chart(measures: list[Measure]) -> list[Measure]:
    """Exceptions first, what is worse before what is better; with no exception the first."""
    drawable = [measure for measure in measures if _is_drawable(measure)]
    exceptions = _of_standing(drawable, ATTENTION) + _of_standing(drawable, PRAISE)
    return exceptions[:MOST_CHARTS] or drawable[:1]


def _is_drawable(measure: Measure) -> bool:
    return sum(month.value is not None for month in measure.series.months) > 1


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
    )


def _audit_blocks(service: Service, period: Period) -> list[model.Block]:
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


def _feedback_blocks(feedback: tuple[Feedback, ...], key: str, period: Period) -> list[model.Block]:
    if not feedback:
        return [model.Paragraph(f"No child or family was asked in an audit in {period.label}.")]
    rows = tuple(
        model.CrossRow(row.whose, tuple(map(model.FigureCell.count, (row.sought, row.given))))
        for row in feedback
    )
    table = model.CrossTable(f"feedback-{key}", "feedback", "Whose view was sought in audits",
                             "Whose", ("Sought", "Given"), rows)  # fmt: skip
    return [table]


def _action_blocks(actions: Actions | None, key: str, period: Period) -> list[model.Block]:
    if actions is None:
        return [model.Paragraph("This service has no actions.")]
    rows = (
        ("Actions open at the end of the month", actions.open_at_end),
        ("Of these, late", actions.late_at_end),
        ("Actions agreed in the month", actions.agreed),
        ("Actions reported done in the month", actions.done),
        ("Actions verified in the month", actions.verified),
        ("Re-checks due in the month", actions.rechecks_due),
        ("Re-checks done in the month", actions.rechecks_done),
        ("Loops closed: every action verified", actions.loops_closed),
    )
    table = model.CrossTable(
        f"actions-{key}", "actions", f"Actions and re-checks in {period.label}", "What",
        ("Number",),
        tuple(model.CrossRow(label, (model.FigureCell.count(number),)) for label, number in rows),
    )  # fmt: skip
    return [table]


def _definitions(measures: Iterable[Measure]) -> tuple[model.Definition, ...]:
    found = {m.indicator_id: m.definition for m in measures if m.definition}
    return tuple(found[indicator_id] for indicator_id in sorted(found))
