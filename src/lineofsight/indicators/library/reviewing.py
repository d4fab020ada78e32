"""Children's part in their reviews, visits that are overdue, and the reviewing officer."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    EVENT_KINDS,
    Exclusion,
    Indicator,
    Need,
    Polarity,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import at_end_of, in_period, number, with_due
from lineofsight.indicators.library.care import LEFT_OUT, NOT_LOOKED_AFTER, OPEN_CARE
from lineofsight.indicators.library.care_checks import CLR03, REVIEWS
from lineofsight.indicators.spells.care import FIRST_REVIEW
from lineofsight.periods import PeriodKind

TOOK_PART = ("PN1", "PN2", "PN3", "PN5", "PN6")
DID_NOT = ("PN4", "PN7")
TOO_YOUNG = "PN0"


def reviews_in(tables, periods):
    """Reviews held in the period, each once, with how the child took part."""
    return in_period(tables["reviews_held"], tables, "finished_on")


def in_care_with_reviewing_officer(tables, periods):
    """Children looked after at the end of the period, with the reviewing officer's latest
    contact and the day by which the next one is due.

    `is_later`: one is known of after the day; the dataset tells only the latest of each
    episode, so that an earlier one may have been there. `is_told`: is one known of any child?
    """
    rows = at_end_of(periods, tables["in_care_on"])
    contact = tables["officer_contacts"].rename(contact_child="child_id")
    rows = rows.left_join(
        contact,
        [
            rows.child_id == contact.contact_child,
            contact.from_on <= rows.on_day,
            contact.next_on > rows.on_day,
        ],
    ).drop("contact_child")
    rows = with_due(rows, tables, start="started_on", within=FIRST_REVIEW, name="first_due_on")
    within = tables.parameters.officer_contact_within
    rows = with_due(rows, tables, start="contact_on", within=within)
    return rows.mutate(
        finished_on=rows.contact_on,
        is_in_time=number(rows.on_day <= rows.due_on),
        is_told=rows.has_next.max().over(group_by=rows.period_id).fill_null(0)
        + rows.contact_on.count().over(group_by=rows.period_id),
        measure=rows.on_day.delta(rows.contact_on, unit="day"),
    )


CLR02 = Indicator(
    id="CLR02",
    title="Children taking part in their reviews",
    theme=REVIEWS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Reviews at which the child spoke, or gave views through an advocate, without words "
    "or by another way (PN1, PN2, PN3, PN5 or PN6).",
    out_of="Reviews held in the period of children who were four or over.",
    not_counted="The child attended and gave no views (PN4), or did neither (PN7).",
    left_out="Reviews of children under four (PN0).",
    why_it_matters="It is the child's review.",
    questions=("What would make it easier for this child to have a say?",),
    denominator=reviews_in,
    numerator=lambda rows: rows.participation.isin(TOOK_PART),
    unknown=lambda rows: (
        rows.participation.isnull() | rows.participation.notin([*TOOK_PART, *DID_NOT, TOO_YOUNG])
    ),
    unknown_reason="How the child took part is not recorded.",
    exclusions=(Exclusion("Under four (PN0).", lambda rows: rows.participation == TOO_YOUNG),),
    period_kinds=EVENT_KINDS,
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(OPEN_CARE, Need("ssd_cla_reviews")),
)

CLR04 = Indicator(
    id="CLR04",
    title="Visits to children looked after overdue now",
    theme=REVIEWS,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children whose next visit is overdue on the day.",
    not_counted="The next visit is not due yet.",
    left_out=LEFT_OUT,
    why_it_matters="Each is a child who is waiting for somebody to come.",
    questions=("Which of these children has waited longest?",),
    denominator=CLR03.denominator,
    numerator=lambda rows: rows.on_day > rows.due_on,
    exclusions=NOT_LOOKED_AFTER,
    timescale=Timescale(text="as CLR03", source="as CLR03", evidence=CLR03.timescale.evidence),
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=CLR03.needs,
    measure=CLR03.measure,
    cautions=CLR03.cautions,
)

CLR05 = Indicator(
    id="CLR05",
    title="Reviewing officer in contact with the child in the last six months",
    theme=REVIEWS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children whom the independent reviewing officer visited or spoke to within the "
    "authority's limit, which is 6 months unless it says otherwise.",
    out_of="Children looked after on the day, for over 20 working days.",
    not_counted="The last contact was longer ago, or there was none.",
    left_out="Children looked after for 20 working days or fewer, short breaks, and young people "
    "aged 18.",
    why_it_matters="An officer who knows the child can challenge the plan.",
    questions=("Which officers hold more children than they can know?",),
    denominator=in_care_with_reviewing_officer,
    numerator=lambda rows: rows.is_in_time == 1,
    unknown=lambda rows: (
        (rows.is_told == 0) | ((rows.is_in_time == 0) & (rows.has_next.fill_null(0) == 1))
    ),
    unknown_reason="A later contact is recorded and replaced what there was on the day, or no "
    "contact is recorded for anybody.",
    exclusions=(
        *NOT_LOOKED_AFTER,
        Exclusion(
            "Looked after for 20 working days or fewer.",
            lambda rows: rows.on_day <= rows.first_due_on,
        ),
    ),
    timescale=Timescale(
        text="local",
        source="IRO handbook",
        evidence="local choice, no national source",
        parameter="officer_contact_within",
    ),
    parameters=("officer_contact_within",),
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(OPEN_CARE,),
    measure="days since the officer's last contact",
    cautions=(
        "Only the latest contact of each episode is held: for days past, children seen since "
        "cannot be told and are left out.",
    ),
)

INDICATORS = (CLR02, CLR04, CLR05)
