"""Health of children looked after for a year: immunisations, development, strengths and
difficulties, convictions, substances. The dataset of the return of looked after children
(OC2) is of the year to 31 March; here it is the twelve months to any day."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    Exclusion,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    age_on,
    at_end_of,
    day_of,
    is_within_months,
    months_before,
    no,
    number,
    plus,
    with_person,
    yes,
)
from lineofsight.indicators.library.care import NOT_LOOKED_AFTER, OPEN_CARE
from lineofsight.indicators.library.care_checks import (
    FOR_A_YEAR,
    HEALTH,
    HEALTH_CHECKS,
    SMALL_CHILD_BELOW,
    checked_by,
    with_last_check,
)
from lineofsight.later import ibis

SDQ_FROM, SDQ_BELOW = 4, 17
CONVICTED_FROM = 10
A_YEAR = Interval(12, Span.MONTHS)
ONLY_31_MARCH = (
    "The 903 return tells that it was so in the year, and not when: its rows carry the year's "
    "last day, so that only the figure of 31 March is exact."
)


def in_care_with_immunisations(tables, periods):
    """Children looked after at the end of the period, with whether their immunisations are
    up to date as it was last said."""
    rows = at_end_of(periods, tables["in_care_on"])
    said = tables["ssd_cla_immunisations"]
    status = said.clai_immunisations_status
    is_not = no(status) | status.upper().strip().startswith("NOT").fill_null(False)
    is_so = yes(status) | status.upper().strip().startswith("UP TO DATE").fill_null(False)
    named = said.mutate(is_so=number(is_so), is_not=number(is_not))
    named = named.group_by(said_child=named.clai_person_id).agg(
        is_so=named.is_so.max(), is_not=named.is_not.max()
    )
    return rows.left_join(named, rows.child_id == named.said_child).drop("said_child")


def in_care_with_development_check(tables, periods):
    rows = with_last_check(tables, periods, "development")
    return checked_by(rows, plus(rows.checked_on.fill_null(rows.started_on), A_YEAR))


def _in_year(day, rows):
    return is_within_months(day, rows.on_day, 12).fill_null(False)


def _with_latest(rows, days, day: str):
    """The latest such day of the child on or before the day of the row."""
    there = days.rename(latest_child="child_id", latest_next="next_on")
    return rows.left_join(
        there,
        [
            rows.child_id == there.latest_child,
            there[day] <= rows.on_day,
            there.latest_next > rows.on_day,
        ],
    ).drop("latest_child", "latest_next")


def in_care_with_score(tables, periods):
    """Children looked after at the end of the period, with the latest score of the twelve
    months before as `measure`, and their age as those twelve months began."""
    rows = with_person(at_end_of(periods, tables["in_care_on"]), tables)
    rows = _with_latest(rows, tables["sdq_scores"], "scored_on")
    is_recent = _in_year(rows.scored_on, rows)
    began = day_of(months_before(rows.on_day, 12) + ibis.interval(days=1))
    return rows.mutate(
        measure=is_recent.ifelse(rows.score, ibis.null("int64")),
        finished_on=is_recent.ifelse(rows.scored_on, ibis.null("date")),
        age_before=age_on(rows.born_on, began),
    )


def in_care_with_events(tables, periods):
    """The same, with whether in the twelve months before they were convicted or cautioned,
    or found to have a problem with substances."""
    rows = at_end_of(periods, tables["in_care_on"])
    rows = _with_latest(rows, tables["convictions"], "convicted_on")
    rows = _with_latest(rows, tables["substance_misuse"], "misused_on")
    return rows.mutate(
        is_convicted=number(_in_year(rows.convicted_on, rows)),
        is_misusing=number(_in_year(rows.misused_on, rows)),
    )


AGE_NOT_TOLD = "The day of birth is not recorded."
NOT_OF_AGE = Exclusion(
    "Not yet 4 as the twelve months began, or 17 or over at their end.",
    lambda rows: (rows.age_before < SDQ_FROM) | (rows.age >= SDQ_BELOW),
)
_scored = {
    "theme": HEALTH,
    "denominator": in_care_with_score,
    "snapshot": True,
    "period_kinds": ALL_KINDS,
    "needs": (OPEN_CARE, Need("ssd_sdq_scores", months_back=12)),
    "measure": "score",
    "unknown": lambda rows: rows.age.isnull(),
    "unknown_reason": AGE_NOT_TOLD,
    "cautions": (
        ONLY_31_MARCH,
        "The ages are those of the department's rule on the return: 4 or over when the twelve "
        "months began, under 17 when they ended.",
    ),
}
_told = {
    "theme": HEALTH,
    "unit": Unit.PERCENT,
    "denominator": in_care_with_events,
    "snapshot": True,
    "period_kinds": ALL_KINDS,
}

HLT04 = Indicator(
    id="HLT04",
    title="Immunisations up to date",
    counted="Children whose immunisations are up to date.",
    not_counted="They are not up to date.",
    why_it_matters="Children who move often miss the injections that others have at school.",
    questions=("Whose consent is waited for?",),
    denominator=in_care_with_immunisations,
    timescale=Timescale(
        text="NHS schedule",
        source="statutory guidance 2015",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
    ),
    **(
        HEALTH_CHECKS
        | {
            "numerator": lambda rows: (rows.is_so == 1) & (rows.is_not == 0),
            "unknown": lambda rows: rows.is_so.isnull() | (rows.is_so + rows.is_not != 1),
            "unknown_reason": "Whether they are up to date is not recorded.",
            "measure": "",
            "needs": (OPEN_CARE, Need("ssd_cla_immunisations", facts=True)),
            "cautions": (
                "The dataset holds what is so now: a day some months past is told by what is "
                "recorded today.",
            ),
        }
    ),
)

HLT05 = Indicator(
    id="HLT05",
    title="SDQ average score (ages 4 to 16)",
    unit=Unit.MEAN,
    unit_words="points",
    polarity=Polarity.LOWER_IS_BETTER,
    counted="The latest strengths and difficulties scores of these children in the twelve months, "
    "shared among them: 0 to 13 is usual, 17 and over a cause for concern.",
    out_of="Children aged 4 to 16 looked after for twelve months or longer, with a score in them.",
    left_out="Children without a score, of other ages, or looked after for less than a year.",
    why_it_matters="A high score says that a child is struggling, and that the carer needs help.",
    questions=("What is done for a child whose score is 17 or over?",),
    exclusions=(
        *NOT_LOOKED_AFTER,
        FOR_A_YEAR,
        NOT_OF_AGE,
        Exclusion("No score in the twelve months.", lambda rows: rows.measure.isnull()),
    ),
    **_scored,
)

HLT06 = Indicator(
    id="HLT06",
    title="Development assessments of children under 5",
    counted="Children under five with a check of their development in the last 12 months.",
    not_counted="The last check was longer ago, or none is recorded.",
    why_it_matters="What is found before five can still be made up for before school.",
    questions=("Does the health visitor know where the child lives now?",),
    denominator=in_care_with_development_check,
    **(
        HEALTH_CHECKS
        | {
            "exclusions": (
                *HEALTH_CHECKS["exclusions"],
                Exclusion("Five or over.", lambda rows: rows.age >= SMALL_CHILD_BELOW),
            ),
            "unknown": lambda rows: rows.age.isnull(),
            "unknown_reason": AGE_NOT_TOLD,
            "out_of": "Children under five looked after on the day, for twelve months or longer "
            "without a break.",
            "left_out": "Children looked after for less than twelve months, and those of five and "
            "over.",
        }
    ),
)

HLT07 = Indicator(
    id="HLT07",
    title="Children aged 4 to 16 with a strengths and difficulties score",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children with a score in the last twelve months.",
    out_of="Children aged 4 to 16 looked after for twelve months or longer.",
    not_counted="No questionnaire, or one without a score, whatever the reason given.",
    left_out="Children of other ages, or looked after for less than a year.",
    why_it_matters="Without it nobody sees how children in care are in themselves.",
    questions=("Who asks the carer, and who reads the answer?",),
    numerator=lambda rows: rows.measure.notnull(),
    exclusions=(*NOT_LOOKED_AFTER, FOR_A_YEAR, NOT_OF_AGE),
    timescale=Timescale(
        text="annual",
        source="SDQ guidance",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=A_YEAR,
    ),
    evidence="seen: 903 rule 186",
    **_scored,
)

HLT08 = Indicator(
    id="HLT08",
    title="Children looked after convicted or cautioned in the year",
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children convicted, cautioned or reprimanded in the last twelve months.",
    out_of="Children aged 10 and over looked after for twelve months or longer.",
    not_counted="None is recorded.",
    left_out="Children under 10, and those looked after for less than twelve months.",
    why_it_matters="Children should not become offenders by living in care.",
    questions=("Was the home's own call to the police the beginning?",),
    numerator=lambda rows: rows.is_convicted == 1,
    unknown=lambda rows: rows.age.isnull(),
    unknown_reason=AGE_NOT_TOLD,
    exclusions=(
        *NOT_LOOKED_AFTER,
        FOR_A_YEAR,
        Exclusion("Under 10.", lambda rows: rows.age < CONVICTED_FROM),
    ),
    needs=(OPEN_CARE, Need("ssd_cla_convictions", months_back=12)),
    cautions=(ONLY_31_MARCH,),
    **_told,
)

HLT09 = Indicator(
    id="HLT09",
    title="Children looked after with a substance misuse problem",
    polarity=Polarity.NEUTRAL,
    counted="Children found to have a problem with substances in the last twelve months.",
    out_of="Children looked after for twelve months or longer.",
    not_counted="None is recorded.",
    left_out="Children looked after for less than twelve months.",
    why_it_matters="A low figure may mean that nobody asked.",
    questions=("Was help offered, and taken?",),
    numerator=lambda rows: rows.is_misusing == 1,
    exclusions=(*NOT_LOOKED_AFTER, FOR_A_YEAR),
    needs=(OPEN_CARE, Need("ssd_cla_substance_misuse", months_back=12)),
    cautions=(ONLY_31_MARCH, "A dated record that does not say no counts as a problem found."),
    **_told,
)

INDICATORS = (HLT04, HLT05, HLT06, HLT07, HLT08, HLT09)
