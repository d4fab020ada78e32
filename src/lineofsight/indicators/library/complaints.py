"""Complaints about children's social care, stage by stage, from a local extract."""

from lineofsight.indicators.definition import (
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
from lineofsight.indicators.expressions import in_period, with_due, with_working_days
from lineofsight.working_days import Convention

THEME = "Complaints"
COMPLAINT = Record("complaint", "complaints")
FIRST, FIRST_EXTENDED = Interval(10, Span.WORKING_DAYS), Interval(20, Span.WORKING_DAYS)
SECOND, SECOND_EXTENDED = Interval(25, Span.WORKING_DAYS), Interval(65, Span.WORKING_DAYS)
PANEL_WITHIN = Interval(30, Span.WORKING_DAYS)
REPORT_WITHIN, RESPONSE_WITHIN = Interval(5, Span.WORKING_DAYS), Interval(15, Span.WORKING_DAYS)
PANEL_SETTLED = Interval(20, Span.WORKING_DAYS)
REGULATIONS = "Children Act 1989 Representations Procedure (England) Regulations 2006, regulation"
FROM_EXTRACT = "Complaints are those of the local extract; each is known by its number alone."
PAUSE = "A pause that was agreed does not stop the clock."
WHEN_OVER = (
    "A case belongs to the period in which its time ran out, so that the latest month is whole."
)


def stages(tables):
    """Every stage of every complaint, told as a case. The number with the stage is its key."""
    given = tables["loc_complaints"]
    return given.select(
        "stage",
        "is_extended",
        "outcome",
        "panel_on",
        "panel_report_on",
        "team_id",
        record_key=given.complaint_id.concat(", stage ").concat(given.stage),
        started_on=given.received_on,
        finished_on=given.closed_on,
    )


def _of_stage(tables, stage: str):
    every = stages(tables)
    return every.filter(every.stage == stage)


def first_stages_closed_in(tables, periods):
    """With the day by which the answer was due: later where the time was extended."""
    rows = in_period(_of_stage(tables, "1"), tables, "finished_on")
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    rows = with_due(rows, tables, start="started_on", within=FIRST, name="usual_due_on")
    rows = with_due(rows, tables, start="started_on", within=FIRST_EXTENDED, name="extended_due_on")
    is_extended = (rows.is_extended == "Y").fill_null(False)
    return rows.mutate(due_on=is_extended.ifelse(rows.extended_due_on, rows.usual_due_on))


def second_stages_closed_in(tables, periods):
    rows = in_period(_of_stage(tables, "2"), tables, "finished_on")
    return with_working_days(rows, tables, start="started_on", end="finished_on")


def panels_due_in(tables, periods):
    """Requests for a panel whose time to hold one ran out in the period."""
    rows = with_due(_of_stage(tables, "3"), tables, start="started_on", within=PANEL_WITHIN)
    rows = in_period(rows.mutate(finished_on=rows.panel_on), tables, "due_on")
    return with_working_days(rows, tables, start="started_on", end="finished_on")


def panels_settled_in(tables, periods):
    """Panels after which the time for the report and the response ran out in the period."""
    rows = _of_stage(tables, "3")
    rows = with_due(rows, tables, start="panel_on", within=PANEL_SETTLED)
    rows = in_period(rows, tables, "due_on")
    rows = with_working_days(
        rows, tables, start="panel_on", end="panel_report_on", name="to_report"
    )
    return with_working_days(rows, tables, start="panel_report_on", end="finished_on")


def stages_closed_in(tables, periods):
    return in_period(stages(tables), tables, "finished_on")


def _timescale(text: str, regulation: str, evidence: str, limit=None) -> Timescale:
    return Timescale(
        text=text,
        source=f"{REGULATIONS} {regulation}",
        evidence=evidence,
        limit=limit,
        convention=Convention.DAY_0,
    )


_complaints = {
    "theme": THEME,
    "record": COMPLAINT,
    "breakdowns": (),
    "needs": (Need("loc_complaints"),),
}
_timed = {"unit": Unit.PERCENT, "polarity": Polarity.HIGHER_IS_BETTER, **_complaints}
_second = {
    "denominator": second_stages_closed_in,
    "out_of": "Second stages that were closed in the period.",
    "measure": "working days from the request to the adjudication",
    "cautions": (FROM_EXTRACT, PAUSE),
}

COM01 = Indicator(
    id="COM01",
    title="Stage 1 complaints answered in 10 working days",
    counted="First stages answered within 10 working days of the complaint (day 0), or within 20 "
    "where the time was extended and the reason was told.",
    out_of="First stages that were closed in the period.",
    not_counted="It was answered later.",
    why_it_matters="A family that complains is owed an answer while it can still help.",
    questions=(
        "Was the time extended for a reason the family would accept?",
        "Which teams answer late, and who chases them?",
    ),
    denominator=first_stages_closed_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    timescale=_timescale(
        "10 (20) working days", "14", "seen: Family Rights Group page; Greenwich council page"
    ),
    measure="working days from the complaint to the answer",
    cautions=(FROM_EXTRACT, PAUSE, "A blank for “extended” means that it was not."),
    **_timed,
)

COM02 = Indicator(
    id="COM02",
    title="Stage 2 complaints adjudicated within 25 working days",
    counted="Second stages adjudicated within 25 working days of the request (day 0).",
    not_counted="It was adjudicated later.",
    why_it_matters="The usual time for an independent look at what happened.",
    questions=("What held the investigation up?",),
    numerator=lambda rows: rows.measure <= SECOND.number,
    timescale=_timescale("25 working days", "17", "seen: Greenwich council page", SECOND),
    **_second,
    **_timed,
)

COM03 = Indicator(
    id="COM03",
    title="Stage 2 complaints adjudicated within 65 working days",
    counted="Second stages adjudicated within 65 working days of the request (day 0).",
    not_counted="It was adjudicated later than the longest time there is.",
    why_it_matters="The longest an independent investigation may take.",
    questions=("Was the family told why it took so long?",),
    numerator=lambda rows: rows.measure <= SECOND_EXTENDED.number,
    timescale=_timescale("65 working days", "17", "seen: Greenwich council page", SECOND_EXTENDED),
    **_second,
    **_timed,
)

COM04 = Indicator(
    id="COM04",
    title="Stage 3 panels held within 30 working days",
    counted="Requests for a review panel that was held within 30 working days (day 0).",
    out_of="Requests whose 30 working days ran out in the period.",
    not_counted="It was held later, or not at all.",
    why_it_matters="The last step before the Ombudsman should not be another long wait.",
    questions=("Are there enough independent people to sit on panels?",),
    denominator=panels_due_in,
    numerator=lambda rows: rows.measure <= PANEL_WITHIN.number,
    timescale=_timescale("30 working days", "19", "seen: Family Rights Group page", PANEL_WITHIN),
    measure="working days from the request to the panel",
    cautions=(FROM_EXTRACT, WHEN_OVER),
    **_timed | {"needs": (Need("loc_complaints", months_back=2),)},
)

COM05 = Indicator(
    id="COM05",
    title="Stage 3: report within 5 and response within 15 working days",
    counted="Panels whose report was sent within 5 working days, and to which the authority "
    "responded within 15 working days of the report.",
    out_of="Panels held whose 20 working days ran out in the period.",
    not_counted="The report or the response came later, or has not come.",
    why_it_matters="What a panel found is worth little until the authority says what it will do.",
    questions=("Who in the authority signs the response, and when did they see the report?",),
    denominator=panels_settled_in,
    numerator=lambda rows: (
        (rows.to_report <= REPORT_WITHIN.number) & (rows.measure <= RESPONSE_WITHIN.number)
    ),
    timescale=_timescale(
        "5 and 15 working days", "20", "seen: Family Rights Group page; LG Inform duty page"
    ),
    measure="working days from the panel's report to the response",
    cautions=(FROM_EXTRACT, WHEN_OVER),
    **_timed | {"needs": (Need("loc_complaints", months_back=3),)},
)

COM06 = Indicator(
    id="COM06",
    title="Complaints upheld or partly upheld",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Stages that ended in the complaint being upheld, whole or in part.",
    out_of="Stages of complaints that were closed in the period.",
    not_counted="It was not upheld.",
    left_out="Complaints that were withdrawn, and those whose outcome is not recorded.",
    why_it_matters="Every one that was upheld is something to learn from.",
    questions=("What do the upheld ones have in common, and what was changed?",),
    denominator=stages_closed_in,
    numerator=lambda rows: rows.outcome.isin(["upheld", "partly"]),
    unknown=lambda rows: rows.outcome.isnull(),
    unknown_reason="The outcome is not recorded.",
    exclusions=(Exclusion("It was withdrawn.", lambda rows: rows.outcome == "withdrawn"),),
    cautions=(FROM_EXTRACT, "A complaint that goes on to the next stage is counted at each."),
    **_complaints,
)

INDICATORS = (COM01, COM02, COM03, COM04, COM05, COM06)
