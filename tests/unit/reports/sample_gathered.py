"""A month's gathered figures of an invented authority, small enough to read."""

from datetime import UTC, date, datetime

from lineofsight.charts.series import Month, Series
from lineofsight.charts.subjects import Subject
from lineofsight.periods import Period
from lineofsight.reports import model
from lineofsight.reports.gathered import (
    ATTENTION,
    Actions,
    Audits,
    DomainGrades,
    Feedback,
    Gathered,
    Headline,
    Measure,
    Service,
    Theme,
)
from lineofsight.reports.monthly_quality import Frame
from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.targets import Target

OCTOBER = Period.parse("2026-10")
FALLING = (*[(152, 168)] * 6, (148, 168), (151, 168), (147, 168), (150, 168), (146, 168),
           (149, 168), (145, 168), (131, 168))  # fmt: skip


def measure(
    counts=FALLING,
    *,
    indicator_id: str = "ASM03",
    question: str = model.HOW_MUCH,
    area: str = "Assessment Teams",
    commentary: model.Commentary | None = None,
    standing: str = ATTENTION,
) -> Measure:
    """A percentage by month, oldest first, up to October 2026; None is a month not covered."""
    months, cells = [], []
    for period, pair in zip(OCTOBER.series(len(counts)), counts, strict=True):
        if pair is None:
            months.append(Month(period.start, None, why_none="not covered"))
            cells.append(model.FigureCell.of(None, unit="percent", state="not_covered"))
            continue
        numerator, denominator = pair
        value = 100 * numerator / denominator
        months.append(Month(period.start, value, numerator, denominator))
        cells.append(
            model.FigureCell.of(
                value, unit="percent", numerator=numerator, denominator=denominator, unknown=0
            )
        )
    series = Series(
        title="Assessments completed within 45 working days",
        subject=Subject("Assessments on time"),
        unit="percent",
        area=area,
        months=tuple(months),
        better=Better.HIGHER,
        target=Target(at_least=90.0, tolerance=2.0),
    )
    england = model.Comparison(
        "England", "2024 to 2025", model.FigureCell.of(84.3, unit="percent")
    )  # fmt: skip
    definition = model.Definition(
        indicator_id, series.title, "those completed in 45 working days or fewer",
        "assessments completed in the month", "1",
    )  # fmt: skip
    headline = Headline(
        figure=cells[-1],
        covers="October 2026",
        year_ago=cells[-13] if len(cells) > 12 else None,
        covered_year_ago="October 2025",
        target=series.target,
        standing=standing,
    )
    return Measure(
        indicator_id, question, headline, series, tuple(cells), (england,), commentary, definition
    )


def audited_service() -> Service:
    words = model.Commentary(
        "Assessments completed within 45 working days",
        "Half of the 37 waited on health information.",
        "Helen Marsden",
        date(2026, 11, 6),
    )
    grades = ("Outstanding", "Good", "Requires improvement", "Inadequate")
    return Service(
        key="assess",
        title="Assessment Teams",
        measures=(measure(commentary=words),),
        audits=(
            Audits(
                "Case file audit", 7, 6, 6, grades,
                (DomainGrades("Voice of the child", (1, 4, 1, 0)),
                 DomainGrades("Plans", (0, 2, 3, 1))),
                (Theme("Waiting for health", 0, 4), Theme("Seen alone", 6, 0)),
            ),
        ),
        feedback=(Feedback("Child or young person", 6, 5), Feedback("Parent or carer", 6, 3)),
        actions=Actions(4, 1, 5, 3, 2, 6, 5, 5),
    )  # fmt: skip


def service_without_audits() -> Service:
    return Service(key="cl", title="Care Leavers")


def gathered(*services: Service) -> Gathered:
    services = services or (audited_service(), service_without_audits())
    whole = tuple(measure(area="All services") for service in services if service.measures)
    return Gathered(whole=whole[:1], services=services, caveats=("Invented figures.",))


def frame() -> Frame:
    return Frame(
        authority="Ashmere Children’s Services",
        audience="the performance board",
        period=OCTOBER,
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
        issue=model.Issue(version=1),
        contact="performance@ashmere.example",
    )
