"""Care leavers around their birthdays: those of 19 to 21, and those of 22 to 25."""

from lineofsight.indicators.definition import Exclusion, Indicator, Need, Polarity, Unit
from lineofsight.indicators.expressions import (
    FAR_OFF,
    day_of,
    is_within_months,
    with_person,
    with_unit,
    yes,
)
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind

THEME = "Care leavers"
AGES = (19, 20, 21)
OLDER_AGES = (22, 23, 24, 25)
IN_WORK_OR_LEARNING = ("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5")
NOT_IN_WORK_OR_LEARNING = ("G4", "G5", "G6")


def birthdays_in(tables, periods):
    """Care leavers whose 19th, 20th or 21st birthday lies in the period, with what is known
    of them now: the latest contact no later than a month after that birthday, if several
    are held."""
    return _birthdays(AGES, tables, periods)


def later_birthdays_in(tables, periods):
    """The same, of those who turn 22 to 25."""
    return _birthdays(OLDER_AGES, tables, periods)


def told_of(tables):
    """What the dataset holds of each care leaver, in capitals; an activity by its code, which
    Annex A writes with its words behind it."""
    leaver = tables["ssd_care_leavers"]
    return leaver.select(
        child_id=leaver.clea_person_id,
        record_key=leaver.clea_table_id,
        in_touch=leaver.clea_care_leaver_in_touch.upper().strip(),
        contact_on=leaver.clea_care_leaver_latest_contact,
        accommodation=leaver.clea_care_leaver_accommodation.upper().strip(),
        suitable=leaver.clea_care_leaver_accom_suitable.upper().strip(),
        activity=leaver.clea_care_leaver_activity.upper().strip().substr(0, 2),
        eligibility=leaver.clea_care_leaver_eligibility.upper().strip(),
        reviewed_on=leaver.clea_pathway_plan_review_date,
        adviser=leaver.clea_care_leaver_personal_advisor.strip(),
        own_team=leaver.clea_care_leaver_allocated_team,
        own_worker=leaver.clea_care_leaver_worker_id,
        told_on=leaver.told_on,
    )


def _birthdays(ages: tuple[int, ...], tables, periods):
    rows = with_person(told_of(tables), tables)
    rows = rows.filter(rows.born_on.notnull())
    turned = ibis.union(*(_turning(rows, age) for age in ages))
    joined = turned.inner_join(
        periods, [turned.on_day >= periods.start_on, turned.on_day <= periods.end_on]
    )
    return with_unit(_one_each(joined), tables, team="own_team", worker="own_worker")


def later_birthdays_with_support(tables, periods):
    """The same, with whether support that they had asked for was given on some day of the
    twelve months that end with the birthday."""
    rows = later_birthdays_in(tables, periods)
    told = tables["loc_leaver_support"]
    given = told.filter(told.given_from.notnull() & told.requested_on.notnull())
    named = given.select(
        given_child=given.child_id,
        given_from=given.given_from,
        given_until=given.given_until.fill_null(FAR_OFF),
    )
    asked = rows.select("period_id", "on_day", asked_child=rows.child_id)
    there = asked.inner_join(
        named, [asked.asked_child == named.given_child, named.given_from <= asked.on_day]
    )
    there = there.filter(is_within_months(there.given_until, there.on_day, 12))
    there = there.select(
        given_period=there.period_id, given_to=there.asked_child, is_supported=1
    ).distinct()
    return rows.left_join(
        there, [rows.period_id == there.given_period, rows.child_id == there.given_to]
    ).drop("given_period", "given_to")


def _turning(rows, age):
    """The day `age` is reached; a child of 29 February reaches it on 1 March."""
    months = 12 * age
    birthday = day_of(rows.born_on + ibis.interval(months=months))
    leap_day = (rows.born_on.month() == 2) & (rows.born_on.day() == 29) & (birthday.day() == 28)
    return rows.mutate(
        on_day=leap_day.ifelse(day_of(birthday + ibis.interval(days=1)), birthday),
        measure=ibis.literal(age, "int64"),
    )


def _one_each(rows):
    fits = (rows.contact_on <= day_of(rows.on_day + ibis.interval(months=1))).fill_null(False)
    rows = rows.mutate(fits=fits.ifelse(1, 0))
    place = ibis.row_number().over(
        group_by=[rows.period_id, rows.child_id],
        order_by=[
            rows.on_day.desc(),
            rows.fits.desc(),
            rows.contact_on.desc(nulls_first=False),
            rows.record_key.desc(),
        ],
    )
    rows = rows.mutate(place=place)
    first = rows.filter(rows.place == 0)
    return first.mutate(finished_on=first.contact_on, started_on=first.on_day)


def is_suitable(rows):
    return (
        yes(rows.suitable)
        | rows.suitable.isin(["SUITABLE", "A) SUITABLE"]).fill_null(False)
        | (rows.suitable.isnull() & rows.accommodation.endswith("1")).fill_null(False)
    )


def is_unsuitable(rows):
    words = ["2", "N", "NO", "UNSUITABLE", "NOT SUITABLE", "B) NOT SUITABLE"]
    said = rows.suitable.isin(words).fill_null(False)
    return said | (rows.suitable.isnull() & rows.accommodation.endswith("2")).fill_null(False)


def is_in_touch(rows):
    return yes(rows.in_touch) | (rows.in_touch == "A) IN TOUCH").fill_null(False)


DIED = Exclusion("Has died.", lambda rows: rows.in_touch == "DIED")
HOME = Exclusion("Has returned home for six months or more.", lambda rows: rows.in_touch == "RHOM")
TO_BE_EXCLUDED = Exclusion(
    "The return says to leave this young person out.", lambda rows: rows.in_touch == "D) EXCLUDE"
)
_leavers = {
    "theme": THEME,
    "unit": Unit.PERCENT,
    "polarity": Polarity.HIGHER_IS_BETTER,
    "denominator": birthdays_in,
    "unknown_stays": True,
    "adds_up": False,
    "headline_kind": PeriodKind.ROLLING_YEAR,
    "needs": (Need("ssd_care_leavers", facts=True),),
    "measure": "age reached",
}
AS_NOW = (
    "Each young person counts once in a year, around their birthday, with what was last "
    "recorded: the dataset holds care leavers as they are now, so a period long past is told "
    "by today's facts."
)

CL02 = Indicator(
    id="CL02",
    title="Care leavers in touch",
    counted="Young people with whom the authority is in touch.",
    out_of="Care leavers whose 19th, 20th or 21st birthday was in the period.",
    not_counted="Not in touch, refused contact, or no longer needing a service.",
    left_out="Young people who have died, or returned home for six months or more.",
    why_it_matters="Help can only reach a young person whom somebody still knows.",
    questions=("Who last heard from this young person, and how?",),
    numerator=is_in_touch,
    unknown=lambda rows: rows.in_touch.isnull() | (rows.in_touch == "C) NOT RECORDED"),
    unknown_reason="Whether the authority is in touch is not recorded.",
    exclusions=(DIED, HOME, TO_BE_EXCLUDED),
    cautions=(
        AS_NOW,
        "Contact counts if it was between three months before and one month after the "
        "birthday, by DfE's guide: the guide was not seen, so the window is not enforced.",
    ),
    evidence="seen: EES care leaver footnotes (exclusions only)",
    **_leavers,
)

CL03 = Indicator(
    id="CL03",
    title="Care leavers in education, employment or training (19 to 21)",
    counted="Young people in education, training or employment, full or part time.",
    out_of="Care leavers whose 19th, 20th or 21st birthday was in the period.",
    not_counted="Not in education, employment or training.",
    left_out="Young people who have died.",
    why_it_matters="It is the start of a life of one's own.",
    questions=("What does this young person want to do, and what is in the way?",),
    numerator=lambda rows: rows.activity.isin(IN_WORK_OR_LEARNING),
    unknown=lambda rows: rows.activity.isnull() | (rows.activity == "0"),
    unknown_reason="What the young person does is not recorded; it counts as not.",
    exclusions=(DIED,),
    cautions=(AS_NOW,),
    **_leavers,
)

CL04 = Indicator(
    id="CL04",
    title="Care leavers in suitable accommodation (19 to 21)",
    counted="Young people whose accommodation is suitable.",
    out_of="Care leavers whose 19th, 20th or 21st birthday was in the period.",
    not_counted="The accommodation is not suitable.",
    left_out="Young people who have died.",
    why_it_matters="Nothing else goes well from an unsafe place to live.",
    questions=("Who decided that it is not suitable, and what is being done?",),
    numerator=is_suitable,
    unknown=lambda rows: ~(is_suitable(rows) | is_unsuitable(rows)),
    unknown_reason="Whether it is suitable is not recorded; it counts as not, as DfE counts.",
    exclusions=(DIED,),
    cautions=(AS_NOW,),
    evidence="seen: EES fast-track table",
    **_leavers,
)

CL05 = Indicator(
    id="CL05",
    title="Care leavers not in education, employment or training (19 to 21)",
    counted="Young people not in education, employment or training, through illness or "
    "disability, pregnancy or parenting, or other circumstances.",
    out_of="Care leavers whose 19th, 20th or 21st birthday was in the period.",
    not_counted="In education, employment or training, or not known.",
    left_out="Young people who have died.",
    why_it_matters="Months without anything to do are hard to come back from.",
    questions=("What has been offered to this young person, and did it suit them?",),
    numerator=lambda rows: rows.activity.isin(NOT_IN_WORK_OR_LEARNING),
    unknown=CL03.unknown,
    unknown_reason="What the young person does is not recorded; it counts as neither.",
    exclusions=(DIED,),
    cautions=(
        AS_NOW,
        "With CL03 it makes 100% only together with those of whom nothing is known.",
    ),
    **(_leavers | {"polarity": Polarity.LOWER_IS_BETTER}),
)

_older = _leavers | {"denominator": later_birthdays_in}

CL10 = Indicator(
    id="CL10",
    title="Care leavers aged 22 to 25 receiving support",
    counted="Young people who asked for support and had it in the twelve months before their "
    "birthday.",
    out_of="Care leavers whose birthday from the 22nd to the 25th was in the period.",
    not_counted="Did not ask, or asked and had none.",
    left_out="Young people who have died.",
    why_it_matters="Support ends at 21 unless somebody asks: who knows that they may?",
    questions=("How are those of 21 told that they may ask?",),
    numerator=lambda rows: rows.is_supported == 1,
    exclusions=(DIED,),
    cautions=(
        "The duty to those who ask is of 2018; few ask, so that the figure is small.",
        "No return tells who asked: this needs the local extract of support that care leavers "
        "asked for.",
        AS_NOW,
    ),
    **(
        _older
        | {
            "denominator": later_birthdays_with_support,
            "polarity": Polarity.NEUTRAL,
            "needs": (*_older["needs"], Need("loc_leaver_support", months_back=12)),
        }
    ),
)

CL11 = Indicator(
    id="CL11",
    title="Care leavers aged 22 to 25 in education, employment or training",
    counted="Young people in education, training or employment, full or part time.",
    out_of="Care leavers whose birthday from the 22nd to the 25th was in the period.",
    not_counted="Not in education, employment or training, or not known.",
    left_out="Young people who have died.",
    why_it_matters="The way into work may be long, and support may be asked for up to 25.",
    questions=("Of how many of them is anything known?",),
    numerator=CL03.numerator,
    unknown=CL03.unknown,
    unknown_reason="What the young person does is not recorded; it counts as not.",
    exclusions=(DIED,),
    cautions=(
        AS_NOW,
        "Many are not in touch any more (43% of those aged 22 in England in 2024): never read it "
        "without CL10, which says how many have support.",
    ),
    **_older,
)

INDICATORS = (CL02, CL03, CL04, CL05, CL10, CL11)
