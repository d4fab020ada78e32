"""Can a snapshot speak for an indicator and a period at all? If not, why not."""

from datetime import date

from lineofsight.indicators.definition import Indicator, Need
from lineofsight.journey import TABLES, Coverage, CoverageKind
from lineofsight.periods import Period, add_months
from lineofsight.warehouse import Snapshot

HOMES = Need("ssd_address", spells=True, latest_is_enough=True, column="addr_address_postcode")


def gap(snapshot: Snapshot, indicator: Indicator, period: Period) -> str:
    """Why the figure cannot be given, as a sentence; empty if it can."""
    if period.end > snapshot.as_at:
        return f"The data end on {_said(snapshot.as_at)}, before the period does."
    start = period.end if indicator.snapshot else period.start
    for need in indicator.needs:
        if _is_met(snapshot, need, start, period.end):
            continue
        if need.instead and _is_met(snapshot, need.instead, start, period.end):
            continue
        return _why(snapshot, need.instead or need, start)
    return ""


def area_gap(snapshot: Snapshot, indicator: Indicator, period: Period) -> str:
    """Why nobody can say in which areas the children lived; empty if the data tell it."""
    start = period.end if indicator.snapshot else period.start
    if _is_met(snapshot, HOMES, start, period.end):
        return ""
    if snapshot.fills(HOMES.table, HOMES.column):
        return _why(snapshot, HOMES, start)
    return (
        "No file that was loaded tells where children live: the Standard Safeguarding Dataset "
        "does; Annex A and the children in need census have no home address, and that of the "
        "SSDA903 stays with the return."
    )


def _is_met(snapshot: Snapshot, need: Need, start: date, end: date) -> bool:
    if need.column and not snapshot.fills(need.table, need.column):
        return False
    if need.lasting:
        return any(
            span.table == need.table and end <= span.to_on and _reaches_back_to(span, start)
            for span in snapshot.coverage
        )
    if need.facts:
        return any(
            span.table == need.table
            and add_months(span.to_on, -need.stands_for_months) < end <= span.to_on
            for span in snapshot.coverage
        )
    if snapshot.covers(need.table, need.since(start), end, open_spells=need.spells):
        return True
    return need.latest_is_enough and any(
        span.table == need.table and span.kind == CoverageKind.LATEST and span.to_on == end
        for span in snapshot.coverage
    )


def _reaches_back_to(span: Coverage, start: date) -> bool:
    """A list of what is latest has nothing of what was over before it begins; other facts
    have no beginning."""
    return span.kind != CoverageKind.LATEST or span.from_on <= start


def _why(snapshot: Snapshot, need: Need, start: date) -> str:
    what = TABLES[need.table].title
    if need.column and not snapshot.fills(need.table, need.column):
        return f"No file that was loaded tells what it needs of “{what}” (`{need.column}`)."
    if need.facts:
        return f"“{what}” is known only as it was near the day the data were made."
    if need.lasting:
        return f"“{what}” is told by none of the files that were loaded."
    since = _said(need.since(start))
    return f"“{what}” is not covered for the whole time from {since} to the period's end."


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
