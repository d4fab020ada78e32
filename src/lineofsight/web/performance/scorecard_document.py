"""The scorecard as a document: the page's own cards, group by group, for PDF, Word and Excel.

What a reader is not shown on the page is not in the cards, so it is in no file either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lineofsight import __version__
from lineofsight.benchmarks import Kind
from lineofsight.charts.findings import Tone
from lineofsight.indicators import Figure
from lineofsight.packs.model import Pack
from lineofsight.periods import Period
from lineofsight.reports import model
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.performance.scorecards import (
    AS_EXPECTED,
    ATTENTION,
    GOING_WELL,
    NO_FIGURE,
    Card,
    Scorecard,
)

TITLE = "Scorecard"
MADE_AS = "Made when it was asked for; not signed off"
GROUPS = (
    (ATTENTION, "Needs attention",
     "Off target, or the control chart shows a real change for the worse.",
     "No measure needs attention."),
    (GOING_WELL, "Going well", "A real change for the better, or held well within target.",
     "No measure stands out for the better."),
    (AS_EXPECTED, "As expected", "Neither off target nor really changed.",
     "No measure is as expected."),
    (NO_FIGURE, "Without a figure", "The data do not cover them, or there was nothing to count.",
     "Every measure has a figure."),
)  # fmt: skip
NO_ARROW = ("No figure", "Not judged", "Too few months")


@dataclass(frozen=True)
class From:
    """What the document is made from, for whom. `by`: empty for a reader outside."""

    snapshot: Snapshot
    pack: Pack
    authority: str
    by: str
    at: datetime
    is_outside: bool


def document(card: Scorecard, year_ago: Mapping[str, Figure], made_from: From) -> model.Report:
    """`year_ago`: each measure's figure twelve months before, as this reader has it."""
    sections = tuple(
        model.Section(key, title, (model.Part(key, "", "", (
            model.Paragraph(f"{strap}" if card.groups[key] else none, "lead"),
            *_tables(key, title, card, year_ago),
        )),))
        for key, title, strap, none in GROUPS
    )  # fmt: skip
    return model.Report(
        definition_key="scorecard",
        title=f"{TITLE}, {card.place.name}",
        authority=made_from.authority,
        audience="readers outside" if made_from.is_outside else "managers",
        period_id=card.month.id,
        period_label=card.month.label,
        provenance=_provenance(made_from),
        issue=model.Issue(version=1, made_as=MADE_AS),
        sections=sections,
        definitions=tuple(_definition(each) for each in card.cards),
        public_copy=made_from.is_outside,
        caveats=(card.headline + ".",),
    )


def _provenance(made_from: From) -> model.Provenance:
    return model.Provenance(
        snapshot_id=made_from.snapshot.id,
        frame_on=made_from.snapshot.as_at,
        pack_id=made_from.pack.id,
        pack_title=made_from.pack.title,
        pack_version=made_from.pack.version,
        product_version=__version__,
        compiled_at=made_from.at,
        compiled_by="" if made_from.is_outside else made_from.by,
    )


def _tables(
    key: str, title: str, card: Scorecard, year_ago: Mapping[str, Figure]
) -> list[model.Block]:
    cards = card.groups[key]
    if not cards:
        return []
    rows = tuple(_row(each, card, year_ago.get(each.indicator.id)) for each in cards)
    before = card.month.earlier(12).label
    table = model.FigureTable(key, title, card.month.label, rows, year_ago_label=before)
    return [table, *_said(cards)]


def _row(card: Card, of: Scorecard, before: Figure | None) -> model.FigureRow:
    covers = Period.parse(card.figure.period_id).label
    differs = covers != of.month.label
    return model.FigureRow(
        indicator_id=card.indicator.id,
        title=card.indicator.title,
        figure=_cell(card, card.figure),
        target=model.Target(card.rag, card.rag_words, card.target_words),
        direction=_direction(card),
        year_ago=_cell(card, before) if before else None,
        comparisons=tuple(
            model.Comparison(
                each.name, each.span, model.FigureCell.of(each.value, unit=card.indicator.shown_as)
            )
            for each in card.comparators
            if each.value is not None and each.kind != Kind.REGION
        ),
        covers=covers if differs else "",
        covered_year_ago=Period.parse(before.period_id).label if differs and before else "",
    )


def _cell(card: Card, figure: Figure) -> model.FigureCell:
    unit = card.indicator.shown_as
    return model.FigureCell.of(
        figure.value,
        unit=unit,
        state=str(figure.state),
        numerator=figure.numerator,
        denominator=None if unit == "count" else figure.denominator,
    )


def _direction(card: Card) -> model.Direction:
    found = card.direction
    arrow = "none" if found.word in NO_ARROW else str(found.arrow)
    reason = "" if found.tone == Tone.SAME else found.reason
    return model.Direction(arrow, str(found.tone), found.word, reason)


def _said(cards: tuple[Card, ...]) -> list[model.Block]:
    return [
        model.Commentary(
            card.indicator.title, card.said.text, card.said.by.name,
            card.said.at.astimezone(clock.UK).date(),
        )
        for card in cards
        if card.said
    ]  # fmt: skip


def _definition(card: Card) -> model.Definition:
    of = card.indicator
    out_of = of.out_of or "not a share: a number"
    return model.Definition(of.id, of.title, of.counted, out_of, of.version)
