"""Prospective adopters: how long approval takes, and who waits for a match.

The Standard Safeguarding Dataset has no adopters: they come from list 11 of Annex A. Adopters
of one family are one case.
"""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    Exclusion,
    Indicator,
    Interval,
    Need,
    Polarity,
    Record,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import in_period, plus
from lineofsight.indicators.library.permanence import THEME
from lineofsight.periods import PeriodKind

FAMILY = Record("adoptive family", "adoptive families")
STAGE_1, STAGE_2 = Interval(2, Span.MONTHS), Interval(4, Span.MONTHS)
WAITED_LONG = Interval(3, Span.MONTHS)
LISTED = Need("own_adopters", lasting=True)
NOT_SEEN = "NOT SEEN: analyst knowledge, check the guidance before use"


def _stage_ended_in(tables, stage: int, limit: Interval):
    family = tables["adoptive_families"]
    rows = family.filter(family[f"stage_{stage}_to"].notnull())
    rows = rows.mutate(
        started_on=rows[f"stage_{stage}_from"], finished_on=rows[f"stage_{stage}_to"]
    )
    rows = in_period(rows, tables, "finished_on")
    return rows.mutate(
        due_on=plus(rows.started_on, limit),
        measure=rows.finished_on.delta(rows.started_on, unit="day"),
    )


def first_stage_ended_in(tables, periods):
    return _stage_ended_in(tables, 1, STAGE_1)


def second_stage_ended_in(tables, periods):
    return _stage_ended_in(tables, 2, STAGE_2)


def waiting_for_a_match(tables, periods):
    """Families approved by the end of the period who had neither left nor been matched."""
    family = tables["adoptive_families"]
    rows = periods.inner_join(
        family,
        [
            family.approved_on <= periods.end_on,
            (family.matched_on > periods.end_on) | family.matched_on.isnull(),
            (family.left_on > periods.end_on) | family.left_on.isnull(),
        ],
    )
    return rows.mutate(
        on_day=rows.end_on,
        started_on=rows.approved_on,
        due_on=plus(rows.approved_on, WAITED_LONG),
        measure=rows.end_on.delta(rows.approved_on, unit="day"),
    )


_adopters = {"theme": THEME, "record": FAMILY, "breakdowns": (), "needs": (LISTED,)}
_stage = _adopters | {
    "unit": Unit.PERCENT,
    "polarity": Polarity.HIGHER_IS_BETTER,
    "numerator": lambda rows: rows.finished_on <= rows.due_on,
    "unknown": lambda rows: rows.started_on.isnull() | (rows.started_on > rows.finished_on),
    "unknown_reason": "The day on which the stage began is not recorded, or is after its end.",
    "not_counted": "The stage took longer.",
    "left_out": "Families whose stage has no recorded beginning.",
    "headline_kind": PeriodKind.ROLLING_YEAR,
    "measure": "days in the stage",
    "cautions": (
        "List 11 has those in contact with the agency in twelve months: an earlier year is told "
        "only by an earlier list.",
        "Adopters of one family are one case: from the first beginning to the last end.",
    ),
}

ADO08 = Indicator(
    id="ADO08",
    title="Adopters: stage 1 of approval within 2 months",
    counted="Families whose first stage ended within two months of its beginning.",
    out_of="Families whose first stage ended in the period.",
    why_it_matters="People who want to adopt should not lose heart waiting for checks.",
    questions=("Which check takes longest, and can it be asked for sooner?",),
    denominator=first_stage_ended_in,
    timescale=Timescale(
        text="2 months",
        source="Statutory guidance on adoption 2013 (rev. 2014)",
        evidence=NOT_SEEN,
        limit=STAGE_1,
    ),
    **_stage,
)

ADO09 = Indicator(
    id="ADO09",
    title="Adopters: stage 2 of approval within 4 months",
    counted="Families whose second stage ended within four months of its beginning.",
    out_of="Families whose second stage ended in the period.",
    why_it_matters="Children wait while their future parents are being assessed.",
    questions=("Did the panel's dates, the report or the family set the pace?",),
    denominator=second_stage_ended_in,
    timescale=Timescale(
        text="4 months",
        source="Statutory guidance on adoption",
        evidence=NOT_SEEN,
        limit=STAGE_2,
    ),
    **_stage,
)

ADO10 = Indicator(
    id="ADO10",
    title="Adopters waiting over 3 months for a match",
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Families approved more than three months before the day, not matched and not gone.",
    left_out="Families approved within three months.",
    why_it_matters="There are children waiting for the families who wait.",
    questions=("Which children has each family been told about, and what stood in the way?",),
    denominator=waiting_for_a_match,
    exclusions=(
        Exclusion(
            "Approved within the last three months.", lambda rows: rows.on_day <= rows.due_on
        ),
    ),
    snapshot=True,
    period_kinds=ALL_KINDS,
    measure="days since approval",
    cautions=("A family that put its process on hold has left while it is on hold.",),
    **_adopters,
)

INDICATORS = (ADO08, ADO09, ADO10)
