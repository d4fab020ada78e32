"""Children looked after: how many, who they are, starting, coming back and leaving."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    Exclusion,
    Indicator,
    Need,
    Polarity,
    Unit,
)
from lineofsight.indicators.expressions import (
    FAR_OFF,
    WITHIN,
    at_end_of,
    in_period,
    is_within_months,
    number,
)
from lineofsight.indicators.spells.care import ADULT
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind

THEME = "Children looked after"
RETURNED_HOME = ("E4A", "E4B", "D) RETURNED HOME TO LIVE WITH PARENTS OR RELATIVES")
"""Why care ended: the 903's codes, and Ofsted's words where Annex A gives no more."""
ANOTHER_FOLLOWS = "X1"
OPEN_CARE = Need("ssd_cla_episodes", spells=True)
NOT_LOOKED_AFTER = (
    Exclusion(
        "Only on a series of short breaks.", lambda rows: rows.not_counted_as == "short break"
    ),
    Exclusion(
        "Aged 18 or over, with an episode that was never closed.",
        lambda rows: rows.not_counted_as == "adult",
    ),
)
LEFT_OUT = (
    "Children on a series of short breaks only (legal status V1, V3 or V4), and young people "
    "aged 18 or over."
)
SHORT_BREAKS = Exclusion("A series of short breaks.", lambda rows: rows.is_short_break == 1)
NOT_LEFT = (
    SHORT_BREAKS,
    Exclusion(
        "The last episode says that another follows (X1), but none does.",
        lambda rows: rows.ended_reason == ANOTHER_FOLLOWS,
    ),
    Exclusion(
        "Left care again later in the period, which is counted.",
        lambda rows: rows.is_last == 0,
    ),
)
POPULATION = (
    "Children aged 0 to 17 who live in the authority, at the latest mid-year before the period "
    "ends."
)


def in_care(tables, periods):
    """Children with an open period of care at the end of the period, each once."""
    rows = at_end_of(periods, tables["in_care_on"])
    return rows.mutate(measure=rows.on_day.delta(rows.started_on, unit="day"))


def in_care_with_asylum(tables, periods):
    """The same, with whether the child was unaccompanied and seeking asylum on the day; where
    a return does not tell since when, from the day it was first told."""
    rows = in_care(tables, periods)
    status = tables["ssd_immigration_status"]
    said = status.immi_immigration_status.upper().strip().fill_null("")
    status = status.mutate(
        since_on=status.immi_immigration_status_start_date.fill_null(status.known_from)
    )
    asylum = status.filter(said.contains("UASC") | said.contains("UNACCOMPANIED"))
    days = tables["days"]
    there = days.inner_join(
        asylum,
        [
            asylum.since_on <= days.on_day,
            asylum.immi_immigration_status_end_date.fill_null(FAR_OFF) > days.on_day,
        ],
    )
    there = there.select(
        asylum_day=there.on_day, asylum_child=there.immi_person_id, asylum=1
    ).distinct()
    return rows.left_join(
        there, [rows.on_day == there.asylum_day, rows.child_id == there.asylum_child]
    )


def care_started_in(tables, periods):
    """Children who started to be looked after in the period, by their periods of care."""
    return in_period(tables["care_starts"], tables, "started_on")


def in_care_with_stay(tables, periods):
    """The same, with the stay the child is in: the latest that began by the day, left out
    if it ended before this period of care."""
    rows = at_end_of(periods, tables["in_care_on"])
    stay = tables["stays"]
    named = stay.select(
        stay_child=stay.child_id,
        stay_from=stay.started_on,
        stay_since=stay.since_on,
        stay_next=stay.next_on,
        stay_until=stay.until_on,
        placement_type=stay.placement_type,
        provider=stay.provider,
        postcode=stay.postcode,
        distance=stay.distance,
    )
    return rows.left_join(
        named,
        [
            rows.child_id == named.stay_child,
            named.stay_from <= rows.on_day,
            named.stay_next > rows.on_day,
            named.stay_until > rows.started_on,
        ],
    ).drop("stay_child")


def care_first_started_in(tables, periods):
    """The same, with whether the start is the child's first of the period."""
    rows = care_started_in(tables, periods)
    place = ibis.row_number().over(
        group_by=[rows.period_id, rows.child_id],
        order_by=[rows.is_short_break, rows.started_on, rows.record_key],
    )
    rows = rows.mutate(place=place)
    return rows.mutate(is_first=number(rows.place == 0))


def care_ended_in(tables, periods):
    """Periods of care that ended in the period, with whether the end is the child's last in
    it: a child who comes back and leaves again has left once."""
    rows = in_period(tables["care_ends"], tables, "finished_on")
    place = ibis.row_number().over(
        group_by=[rows.period_id, rows.child_id],
        order_by=[
            rows.is_short_break,
            number(rows.ended_reason == ANOTHER_FOLLOWS),
            rows.finished_on.desc(),
            rows.record_key,
        ],
    )
    rows = rows.mutate(place=place)
    return rows.mutate(
        is_last=number(rows.place == 0),
        measure=rows.finished_on.delta(rows.started_on, unit="day"),
    )


STOCK = {
    "snapshot": True,
    "period_kinds": ALL_KINDS,
    "exclusions": NOT_LOOKED_AFTER,
    "left_out": LEFT_OUT,
}
"""What the figures of children looked after on a day have in common."""
_children = {
    "theme": THEME,
    "denominator": in_care,
    "needs": (OPEN_CARE,),
    "measure": "days in this period of care",
}

CLA01 = Indicator(
    id="CLA01",
    title="Children looked after",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children looked after on the day, each once.",
    why_it_matters="For these children the authority is the parent.",
    questions=("Do starts, or leaving, explain the change?",),
    cautions=(
        "A period of care that ends on the day is not open on it.",
        "The dataset keeps legal status apart from episodes: a child with no legal status "
        "recorded on the day is counted.",
    ),
    **_children,
    **STOCK,
)

CLA02 = Indicator(
    id="CLA02",
    title="Children looked after per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Children looked after on the day, each once.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before it.",
    why_it_matters="It lets the number be compared with other authorities.",
    questions=("Is more care used than by neighbours, for which ages?",),
    **_children,
    **STOCK,
)

_first_start = {
    "denominator": care_first_started_in,
    "exclusions": (
        SHORT_BREAKS,
        Exclusion(
            "A later start of the same child in the period.", lambda rows: rows.is_first == 0
        ),
    ),
    "left_out": "Short breaks, and a second or later start of a child within the period.",
    "needs": (Need("ssd_cla_episodes"),),
}

CLA03 = Indicator(
    id="CLA03",
    title="Children starting to be looked after per 10,000 children",
    theme=THEME,
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Children who started to be looked after in the period, each once.",
    out_of=POPULATION,
    why_it_matters="It lets the way into care be compared with other authorities.",
    questions=("Which ages and which areas have more starts than before?",),
    headline_kind=PeriodKind.ROLLING_YEAR,
    adds_up=False,
    cautions=(
        "A child who starts twice counts once, by the first start, as DfE counts.",
        "Published rates are of twelve months to 31 March: compare the rolling year.",
    ),
    **_first_start,
)

LEAVERS = {
    "theme": THEME,
    "denominator": care_ended_in,
    "exclusions": NOT_LEFT,
    "left_out": "Short breaks; an end after which another episode should follow (X1) and does "
    "not; an end after which the child left again within the period.",
    "headline_kind": PeriodKind.ROLLING_YEAR,
    "needs": (Need("ssd_cla_episodes", spells=True),),
    "measure": "days looked after",
    "adds_up": False,
}
"""What the figures of those who left care have in common; the theme may be another."""
LAST_COUNTS = "A child who leaves twice counts once, by the last end of the period, as DfE counts."
THE_DAY = "The day of leaving is the first on which the child is no longer looked after."

CLA04 = Indicator(
    id="CLA04",
    title="Children ceasing to be looked after per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Children who ceased to be looked after in the period, each once.",
    out_of=POPULATION,
    why_it_matters="Beside the starts it tells whether the number in care will rise.",
    questions=("Where do children go, and does it last?",),
    cautions=(LAST_COUNTS, THE_DAY),
    **LEAVERS,
)

CLA05 = Indicator(
    id="CLA05",
    title="Children ceasing to be looked after",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children who ceased to be looked after in the period, each once.",
    why_it_matters="Each of them needs a home that lasts, or a start of their own.",
    questions=("Was each of them ready, and who stays in touch?",),
    cautions=(LAST_COUNTS, THE_DAY),
    **LEAVERS,
)

_unaccompanied = _children | {
    "denominator": in_care_with_asylum,
    "numerator": lambda rows: rows.asylum == 1,
    "polarity": Polarity.NEUTRAL,
    "counted": "Children looked after who were unaccompanied and seeking asylum on the day.",
    "out_of": "Children looked after on the day.",
    "not_counted": "Not recorded as unaccompanied and seeking asylum on the day.",
    "needs": (OPEN_CARE, Need("ssd_immigration_status", spells=True, latest_is_enough=True)),
    "cautions": ("Annex A's mark covers the last twelve months, the 903 return's the day itself.",),
}

CLA06 = Indicator(
    id="CLA06",
    title="Unaccompanied asylum-seeking children looked after",
    unit=Unit.COUNT,
    why_it_matters="They need their own kinds of placement, health care and legal help.",
    questions=("Are placements within reach of the community the child knows?",),
    **_unaccompanied,
    **STOCK,
)

CLA07 = Indicator(
    id="CLA07",
    title="Share of children looked after who are unaccompanied and seeking asylum",
    unit=Unit.PERCENT,
    why_it_matters="It says how much of the change in numbers is the national transfer of "
    "children, and how much the authority's own.",
    questions=("How do the figures of placements and health look without these children?",),
    **_unaccompanied,
    **STOCK,
)

CLA08 = Indicator(
    id="CLA08",
    title="Children looked after under section 20 (V2)",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Children accommodated with their parents' agreement (legal status V2).",
    out_of="Children looked after on the day whose legal status is recorded.",
    not_counted="Another legal status.",
    why_it_matters="An agreement must not stand in for a plan.",
    questions=(
        "How long has it lasted, and is it still what is right?",
        "Do parents know that they may end it?",
    ),
    numerator=lambda rows: rows.legal_status == "V2",
    unknown=lambda rows: rows.legal_status.isnull(),
    unknown_reason="No legal status is recorded on the day.",
    **(_children | {"needs": (OPEN_CARE, Need("ssd_legal_status", spells=True))}),
    **STOCK,
)

_coming_back = {
    "denominator": care_started_in,
    "exclusions": (SHORT_BREAKS,),
    "left_out": "Short breaks.",
    "headline_kind": PeriodKind.ROLLING_YEAR,
    "needs": (Need("ssd_cla_episodes", months_back=12, spells=True),),
    "measure": "days since the period of care before",
}

CLA09 = Indicator(
    id="CLA09",
    version="2",
    title="Second or later period of care within 12 months",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children who had left care less than twelve months before they came back.",
    out_of="Children who started to be looked after in the period.",
    not_counted="No period of care had ended in the twelve months before.",
    why_it_matters="A return home that fails hurts a child twice.",
    questions=("What support was there after the return home?",),
    numerator=lambda rows: is_within_months(rows.previous_until_on, rows.started_on, 12),
    cautions=("Worked out from the periods of care; Annex A's own mark is not used.", WITHIN),
    **_coming_back,
)


def _aged(first: int, below: int):
    return lambda rows: (rows.age >= first) & (rows.age < below)


def _of_age(indicator_id: str, words: str, first: int, below: int) -> Indicator:
    """One band of the ages of children looked after."""
    return Indicator(
        id=indicator_id,
        title=f"Share of children looked after aged {words}",
        unit=Unit.PERCENT,
        polarity=Polarity.NEUTRAL,
        counted=f"Children looked after, aged {words} on the day.",
        out_of="Children looked after on the day whose day of birth is recorded.",
        not_counted="Of another age.",
        why_it_matters="Babies, schoolchildren and young people need different homes.",
        questions=("Are there the placements that children of this age need?",),
        numerator=_aged(first, below),
        unknown=lambda rows: rows.age.isnull(),
        unknown_reason="The day of birth is not recorded.",
        cautions=("A child born on 29 February is a year older on 1 March of a common year.",),
        **_children,
        **STOCK,
    )


CLA10 = _of_age("CLA10", "16 or 17", 16, ADULT)
CLA10A = _of_age("CLA10A", "under 1", 0, 1)
CLA10B = _of_age("CLA10B", "1 to 4", 1, 5)
CLA10C = _of_age("CLA10C", "5 to 9", 5, 10)
CLA10D = _of_age("CLA10D", "10 to 15", 10, 16)

CLA11 = Indicator(
    id="CLA11",
    version="2",
    title="Returned to parents, then looked after again within 12 months",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children who had gone home to parents or relatives (E4A, E4B) within the twelve "
    "months before they came back.",
    out_of="Children who started to be looked after in the period.",
    not_counted="Was not looked after in the twelve months before, or had left for another reason.",
    why_it_matters="Going home should be planned, supported and for good.",
    questions=("Was the return home planned, and what help was there?",),
    numerator=lambda rows: (
        is_within_months(rows.previous_until_on, rows.started_on, 12)
        & rows.previous_reason.isin(RETURNED_HOME)
    ),
    unknown=lambda rows: (
        is_within_months(rows.previous_until_on, rows.started_on, 12) & (rows.previous_reason == "")
    ),
    unknown_reason="Why care ended the last time is not recorded.",
    cautions=(f"{WITHIN} They are calendar months, not 365 days.",),
    **_coming_back,
)

INDICATORS = (
    CLA01,
    CLA02,
    CLA03,
    CLA04,
    CLA05,
    CLA06,
    CLA07,
    CLA08,
    CLA09,
    CLA10,
    CLA10A,
    CLA10B,
    CLA10C,
    CLA10D,
    CLA11,
)
