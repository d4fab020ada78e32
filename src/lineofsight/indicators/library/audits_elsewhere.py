"""Audits of practice that are kept in another tool, from a local extract."""

from lineofsight.indicators.definition import (
    ROLLING_ONLY,
    Indicator,
    Need,
    Polarity,
    Record,
    Unit,
)
from lineofsight.indicators.expressions import in_period
from lineofsight.periods import PeriodKind

THEME = "Audits held elsewhere"
NOT_OURS = (
    "Only audits that are kept in another tool and given as a local extract. Audits done in this "
    "product have figures of their own, among those of practice, and are not in this one."
)


def _audits(tables):
    given = tables["loc_audits_elsewhere"]
    return given.select(
        "is_good_or_better",
        "due_on",
        "team_id",
        record_key=given.audit_record_id,
        finished_on=given.completed_on,
    )


def audits_due_in(tables, periods):
    return in_period(_audits(tables), tables, "due_on")


def audits_graded_in(tables, periods):
    rows = _audits(tables)
    graded = rows.filter(rows.is_good_or_better.notnull())
    return in_period(graded, tables, "finished_on")


def actions_due_in(tables, periods):
    given = tables["loc_audit_actions"]
    rows = given.select(
        "due_on", "team_id", record_key=given.audit_record_id, finished_on=given.completed_on
    )
    rows = in_period(rows, tables, "due_on")
    return rows.mutate(measure=rows.finished_on.delta(rows.due_on, unit="day"))


_kept_elsewhere = {
    "theme": THEME,
    "unit": Unit.PERCENT,
    "polarity": Polarity.HIGHER_IS_BETTER,
    "breakdowns": (),
}
AUDIT = Record("audit", "audits")

QA01 = Indicator(
    id="QA01",
    title="Audits held elsewhere that were done",
    counted="Audits that have been completed, late or not.",
    out_of="Audits that were due in the period.",
    not_counted="It has not been done.",
    why_it_matters="A plan of audits that is not carried out tells nothing about practice.",
    questions=("Which teams' audits are left undone, and why?",),
    denominator=audits_due_in,
    numerator=lambda rows: rows.finished_on.notnull(),
    needs=(Need("loc_audits_elsewhere"),),
    record=AUDIT,
    cautions=(NOT_OURS,),
    **_kept_elsewhere,
)

QA02 = Indicator(
    id="QA02",
    title="Audits held elsewhere that were graded good or better",
    counted="Audits whose grade is good or better on the authority's own scale.",
    out_of="Audits completed in the twelve months that were graded.",
    not_counted="The grade is lower.",
    why_it_matters="It is what auditors saw, not what is recorded.",
    questions=("What would have made those that were not good enough good?",),
    denominator=audits_graded_in,
    numerator=lambda rows: rows.is_good_or_better == "Y",
    needs=(Need("loc_audits_elsewhere"),),
    record=AUDIT,
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    cautions=(NOT_OURS, "With fewer than ten audits a percentage says little."),
    **_kept_elsewhere,
)

QA03 = Indicator(
    id="QA03",
    title="Actions of audits held elsewhere closed on time",
    counted="Actions closed on or before the day they were due.",
    out_of="Actions that were due in the period.",
    not_counted="It was closed later, or is still open.",
    why_it_matters="An audit changes nothing until what came of it is done.",
    questions=("Which actions are open longest, and who owns them?",),
    denominator=actions_due_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    needs=(Need("loc_audit_actions"),),
    record=Record("action", "actions"),
    measure="days from the day it was due to the day it was closed",
    cautions=(NOT_OURS,),
    **_kept_elsewhere,
)

INDICATORS = (QA01, QA02, QA03)
