"""A quality assurance report as a framework divides it: its own sections, its own words.

First what matters, then each section the framework names, for the whole authority, then a
section for every service, also where there was nothing. What a section shows is said in the
pack; a section that the framework requires and that nothing answers yet is marked
incomplete, until somebody writes what is to be said.
"""

from collections.abc import Sequence
from dataclasses import replace

from lineofsight.packs.model import ReportSection
from lineofsight.periods import Period
from lineofsight.reports import around_sections, model
from lineofsight.reports import monthly_quality as monthly
from lineofsight.reports.around import Course
from lineofsight.reports.gathered import Gathered, Measure, Service
from lineofsight.reports.practice import Practice
from lineofsight.reports.quality_sections import SHOWS as OF_PRACTICE

SHOWS = OF_PRACTICE | around_sections.SHOWS
OF_A_SERVICE = "practice"
JUDGING = ("grades", "strengths-and-concerns")
INCOMPLETE = "Incomplete: the framework asks for this section, and nothing says anything yet."


def compile_report(
    frame: monthly.Frame,
    gathered: Gathered,
    practice: Sequence[tuple[ReportSection, Practice]],
    *,
    key: str,
    by_service: bool,
    course: Course | None = None,
) -> model.Report:
    """`practice` has the sections due in the period with what each may count: all kinds of
    activity, or those the section is about. `course`: the report is of one piece of work,
    which is what its tables then say instead of the period."""
    when = course or frame.period
    sections = [section for section, _ in practice]
    shown = gathered if _shows(sections, "figures") else _without_figures(gathered)
    parts = [_of_the_whole(section, sections, found, shown, when) for section, found in practice]
    services = [_of_a_service(each, sections, frame.period) for each in shown.services]
    measures = [*shown.whole, *(m for service in shown.services for m in service.measures)]
    return model.Report(
        definition_key=key,
        title=frame.title,
        authority=frame.authority,
        audience=frame.audience,
        period_id=frame.period.id,
        period_label=frame.period.label,
        provenance=frame.provenance,
        issue=frame.issue,
        sections=(
            *(() if course else (monthly.glance_section(shown, frame.period),)),
            *parts,
            *(services if by_service else ()),
        ),
        definitions=monthly.definitions_of(measures),
        contact=frame.contact,
        caveats=gathered.caveats if measures else (),
    )


def due_sections(sections: Sequence[ReportSection], period: Period) -> list[ReportSection]:
    """The sections a report of this period has: some belong to certain months only, and
    to the quarters that end with one of them."""
    return [each for each in sections if not each.months or period.end.month in each.months]


def _shows(sections: Sequence[ReportSection], name: str) -> bool:
    return any(name in section.shows for section in sections)


def _without_figures(gathered: Gathered) -> Gathered:
    services = tuple(replace(each, measures=()) for each in gathered.services)
    return replace(gathered, whole=(), services=services)


def _questions_in(section: ReportSection, sections: Sequence[ReportSection]) -> set[str]:
    """Which measures stand in a section. A report that asks what difference was made has
    them under its three questions; another has all of them where it shows figures."""
    if not _shows(sections, "figures"):
        return set()
    if not _shows(sections, "difference"):
        return set(model.QUESTIONS) if "figures" in section.shows else set()
    found = set()
    judged_in = next((each for each in sections if set(JUDGING) & set(each.shows)), None)
    if "figures" in section.shows:
        found |= {model.HOW_MUCH} | (set() if judged_in else {model.HOW_WELL})
    if section is judged_in:
        found.add(model.HOW_WELL)
    if "difference" in section.shows:
        found.add(model.WHAT_DIFFERENCE)
    return found


def _of_the_whole(
    section: ReportSection, sections: Sequence[ReportSection], practice: Practice,
    shown: Gathered, period: Period | Course,
) -> model.Section:  # fmt: skip
    questions = _questions_in(section, sections)
    unit = _unit_of(section)
    chosen = [each for each in _measures_of(section, shown) if each.question in questions]
    charted = monthly.worth_a_chart(_measures_of(section, shown))
    blocks: list[model.Block] = list(
        monthly.measure_blocks(chosen, unit, charted[: monthly.MOST_CHARTS_OF_THE_WHOLE])
    )
    for name in section.shows:
        if name == "services":
            blocks += monthly.practice_overview(shown.services)
        elif name in SHOWS:
            blocks += SHOWS[name](practice, period, f"{section.key}-{name}")
    part = model.Part(
        section.key, "", "", tuple(_answered_or_not(section, blocks)), is_written=True
    )
    return model.Section(f"section-{section.key}", section.title, (part,), unit)


def _unit_of(section: ReportSection) -> str:
    """Whose figures a section has: the one service it keeps to, or the whole authority."""
    return section.services[0] if len(section.services) == 1 else monthly.SUMMARY


def _measures_of(section: ReportSection, shown: Gathered) -> list[Measure]:
    unit = _unit_of(section)
    found = next((each.measures for each in shown.services if each.key == unit), ())
    measures = shown.whole if unit == monthly.SUMMARY else found
    wanted = set(section.indicators)
    return [each for each in measures if not wanted or each.indicator_id in wanted]


def _answered_or_not(section: ReportSection, blocks: list[model.Block]) -> list[model.Block]:
    if blocks:
        return blocks
    if section.required:
        return [model.Paragraph(INCOMPLETE, "incomplete")]
    return [model.Paragraph("Nothing to report.")]


def _of_a_service(
    service: Service, sections: Sequence[ReportSection], period: Period
) -> model.Section:
    if _shows(sections, "difference"):
        found = monthly.service_section(service, period, _titles(sections))
        return _third_question_answered_or_not(found, service, sections)
    charted = monthly.worth_a_chart(service.measures)[: monthly.MOST_CHARTS]
    blocks = [
        *monthly.measure_blocks(service.measures, service.key, charted),
        *monthly.audit_blocks(service, period),
        *monthly.feedback_blocks(service.feedback, service.key, period),
        *monthly.action_blocks(service, period),
    ]
    completed = sum(audits.completed for audits in service.audits)
    lead = monthly.finding_part(monthly.audits_done(completed, period))
    part = model.Part(OF_A_SERVICE, "What was done and found", "", tuple(blocks), is_written=True)
    return model.Section(service.key, service.title, (lead, part))


def _titles(sections: Sequence[ReportSection]) -> dict[str, tuple[str, str]]:
    """The three questions in the framework's own words, each with our line beside it."""
    titles = dict(model.QUESTIONS)
    for section in sections:
        for question in _questions_in(section, sections):
            titles[question] = (section.title, model.QUESTIONS[question][1])
    return titles


def _third_question_answered_or_not(
    found: model.Section, service: Service, sections: Sequence[ReportSection]
) -> model.Section:
    """What difference was made is answered by a measure with a case, by somebody's view, or
    by a loop that was closed; how much and how well are answered by “none”, too."""
    asked = next(section for section in sections if "difference" in section.shows)
    measured = any(
        measure.question == model.WHAT_DIFFERENCE and measure.headline.figure.has_value
        for measure in service.measures
    )
    heard = any(each.given for each in service.feedback)
    closed = service.actions is not None and service.actions.loops_closed > 0
    if measured or heard or closed or not asked.required:
        return found
    mark = model.Paragraph(INCOMPLETE, "incomplete")
    parts = tuple(
        replace(part, blocks=(mark, *part.blocks)) if part.key == model.WHAT_DIFFERENCE else part
        for part in found.parts
    )
    return replace(found, parts=parts)
