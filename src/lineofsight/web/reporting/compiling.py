"""Which compiler makes a report, and what it is given: as the framework's report says."""

from collections.abc import Callable

from lineofsight.packs.model import ReportUse
from lineofsight.reports import model, monthly_quality, quality_report
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.reporting import gather, queries
from lineofsight.web.reporting.practice_figures import PracticeFigures


def compiled(
    frame: monthly_quality.Frame,
    use: ReportUse,
    snapshot: Snapshot,
    tell: Callable[[int, int], None],
) -> model.Report:
    """By the sections the framework names; one that names none is the monthly report."""
    pack, period = queries.pack(clock.today()), frame.period
    if not use.sections:
        return monthly_quality.compile_report(frame, gather.gathered(snapshot, period, pack, tell))
    sections = quality_report.due_sections(use.sections, period)
    with_figures = any("figures" in section.shows for section in sections)
    gathered = gather.gathered(snapshot, period, pack, tell, with_figures=with_figures)
    figures = PracticeFigures(period, pack)
    practice = [(section, figures.of(section.activities or use.activities)) for section in sections]
    return quality_report.compile_report(
        frame, gathered, practice, key=use.key, by_service=use.by_service
    )
