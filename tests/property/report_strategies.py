"""Any report at all: random figures in every state and unit, random words."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from tests.unit.reports.sample_reports import SVG

from lineofsight.reports import as_xlsx, model
from lineofsight.reports.display import (
    NO_CASES,
    NOT_COVERED,
    NOT_RECORDED,
    SUPPRESSED,
    VALUE,
)
from lineofsight.reports.model import FigureCell

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><svg onload=alert(1)>",
    "#set page(fill: red)",
    '#read("/etc/passwd")',
    "*bold* _it_ $x^2$ `raw` @ref <label> \\ // /* = Heading",
    '=cmd|"/c calc"!A1',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "=HYPERLINK(\"http://x.example\")",
    "\u202e78.0%\u202c",
    "שלום 12.5% مرحبا",
    "👩‍👧 and 🙂",
    "日本語",
    "a\x00b\x07c\x1b",
    "{{ figure }} {% now %}",
    "&amp; &lt; &#x3c;",
    "line\r\nline\n\nparagraph",
    "\ufffe\ufdd0",
    "https://x.example/?a=1",
)  # fmt: skip

words = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x2FF), max_size=40),
)
labels = st.sampled_from(
    ["Assessments on time", "Plans & reviews", "<b>Visits</b>", "Children’s voice", "=A1", "#x"]
)


@st.composite
def figures(draw) -> FigureCell:
    unit = draw(st.sampled_from(["percent", "count", "rate", "days", "working_days"]))
    state = draw(
        st.sampled_from([VALUE] * 6 + [SUPPRESSED, NOT_COVERED, NOT_RECORDED, NO_CASES])
    )  # fmt: skip
    if state != VALUE:
        return FigureCell.of(None, unit=unit, state=state, numerator=3, denominator=4)
    if unit == "percent":
        denominator = draw(st.integers(1, 20_000))
        numerator = draw(st.integers(0, denominator))
        unknown = draw(st.integers(0, 50))
        return FigureCell.of(
            100 * numerator / denominator,
            unit=unit,
            numerator=numerator,
            denominator=denominator,
            unknown=unknown,
        )
    if unit == "count":
        return FigureCell.count(draw(st.integers(0, 3_000_000)))
    return FigureCell.of(
        draw(st.floats(0, 5_000, allow_nan=False)) if unit == "rate"
        else draw(st.integers(0, 800)) / 4,
        unit=unit,
    )  # fmt: skip


targets = st.builds(
    model.Target,
    st.sampled_from(["ok", "near", "off", "none"]),
    st.sampled_from(["Meets target", "Below target", "No target"]),
    st.sampled_from(["", "90% or more"]),
)
directions = st.builds(
    model.Direction,
    st.sampled_from(["up", "down", "flat", "none"]),
    st.sampled_from(["better", "worse", "same", "neutral", "none"]),
    st.sampled_from(["Better", "Worse", "No real change"]),
    st.sampled_from(["", "since April 2026"]),
)
comparisons = st.lists(
    st.builds(
        model.Comparison,
        st.sampled_from(["England", "Neighbours"]),
        st.sampled_from(["2024 to 2025", "2018 to 2019"]),
        figures(),
    ),
    max_size=2,
    unique_by=lambda comparison: comparison.name,
).map(lambda found: tuple(sorted(found, key=lambda comparison: comparison.name)))
figure_rows = st.builds(
    model.FigureRow,
    st.just("ASM03"),
    labels,
    figures(),
    targets,
    directions,
    st.none() | figures(),
    comparisons,
    st.sampled_from(["", "Year to October 2026"]),
)
figure_tables = st.builds(
    model.FigureTable,
    st.just("figures"),
    labels,
    st.just("October 2026"),
    st.lists(figure_rows, min_size=1, max_size=4).map(tuple),
)


@st.composite
def cross_tables(draw) -> model.CrossTable:
    columns = draw(
        st.lists(st.sampled_from(["Good", "Open", "Late", "Done"]), min_size=1, unique=True)
    )
    cells = st.lists(figures(), min_size=len(columns), max_size=len(columns)).map(tuple)
    rows = st.lists(st.builds(model.CrossRow, labels, cells), min_size=1, max_size=4)
    kind = draw(st.sampled_from(list(as_xlsx.CROSS_TITLES)))
    return model.CrossTable(
        "counts", kind, draw(labels), "Row", tuple(columns), tuple(draw(rows)), draw(words)
    )


commentaries = st.builds(
    model.Commentary, st.just(""), words, words, st.dates(date(2020, 1, 1), date(2030, 1, 1))
)
charts = st.builds(
    model.ChartBlock,
    st.just("chart"),
    labels,
    labels,
    labels,
    st.sampled_from(["", SVG.format(id="w")]),
    st.just(SVG.format(id="n")),
    st.lists(
        st.builds(model.ChartPoint, st.sampled_from(["May 2026", "June 2026"]), figures(), words),
        min_size=1,
        max_size=4,
    ).map(tuple),
    svg_paper=st.sampled_from(["", SVG.format(id="p")]),
)
exceptions = st.builds(
    model.ExceptionList,
    st.sampled_from(["attention", "praise"]),
    labels,
    st.lists(
        st.builds(
            model.ExceptionItem, st.just("ASM03"), labels, labels, figures(),
            st.none() | commentaries,
        ),
        max_size=3,
    ).map(tuple),
    st.just("Nothing stands out."),
)  # fmt: skip
blocks = st.one_of(
    figure_tables,
    cross_tables(),
    charts,
    exceptions,
    commentaries,
    st.builds(model.Paragraph, words, st.sampled_from(["body", "lead", "note"])),
    st.builds(model.Points, labels, st.lists(words, max_size=3).map(tuple)),
    st.builds(model.Quote, words, labels),
)
parts = st.builds(
    model.Part, st.just("p"), st.sampled_from(["", "How much"]), st.just("strap"),
    st.lists(blocks, max_size=3).map(tuple),
)  # fmt: skip
sections = st.builds(
    model.Section, st.just("s"), labels, st.lists(parts, min_size=1, max_size=2).map(tuple)
)


@st.composite
def reports(draw) -> model.Report:
    return model.Report(
        definition_key="monthly-quality",
        title="Monthly report",
        authority=draw(labels),
        audience="the board",
        period_id="2026-10",
        period_label="October 2026",
        provenance=model.Provenance(
            snapshot_id="2026-11-04-a1b2",
            frame_on=date(2026, 11, 4),
            pack_id="worcestershire",
            pack_title="Framework",
            pack_version="2022.1",
            product_version="0.1.0",
            compiled_at=datetime(2026, 11, 5, 9, 12, 30, 123456, tzinfo=UTC),
            compiled_by=draw(labels),
        ),
        issue=model.Issue(version=1, what_changed=draw(words)),
        sections=tuple(draw(st.lists(sections, min_size=1, max_size=3))),
    )
