"""Section 47 enquiries and initial child protection conferences."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    Exclusion,
    Indicator,
    Need,
    Polarity,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    FAR_OFF,
    WITHIN,
    in_period,
    is_within_months,
    no,
    with_due,
    with_unit,
    with_working_days,
    yes,
)
from lineofsight.indicators.library.need import RATE_UNBORN
from lineofsight.indicators.spells.protection import CONFERENCE_WITHIN
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

THEME = "Section 47 enquiries"
LIMIT = CONFERENCE_WITHIN


def enquiries_in(tables, periods):
    rows = in_period(tables["enquiries"], tables, "started_on")
    return rows.mutate(finished_on=rows.ended_on)


def conferences_in(tables, periods):
    """Initial conferences held in the period."""
    return in_period(tables["conferences"], tables, "finished_on")


def awaiting_conference_at_end_of(tables, periods):
    """Enquiries for which a conference may still have to be held at the end of the period.
    One for which a conference had been ruled out by then needs none; where the return does
    not tell when it ended, it is taken to have been ruled out from the start."""
    rows = tables["enquiries"].drop("on_day", "team_id", "worker_id")
    joined = periods.inner_join(
        rows,
        [
            rows.started_on <= periods.end_on,
            rows.conference_on.fill_null(FAR_OFF) > periods.end_on,
        ],
    )
    not_yet = (joined.ended_on > joined.end_on).fill_null(False)
    waiting = joined.filter((joined.ruled_out == 0) | not_yet)
    waiting = waiting.mutate(on_day=waiting.end_on, finished_on=waiting.conference_on)
    waiting = with_working_days(waiting, tables, start="started_on", end="on_day")
    waiting = with_due(waiting, tables, start="started_on", within=LIMIT)
    return with_unit(waiting, tables, team="own_team", worker="own_worker")


_enquiries = {"theme": THEME, "denominator": enquiries_in}
_held = {"theme": THEME, "denominator": conferences_in}
_conferences = _held | {"needs": (Need("ssd_initial_cp_conference"), Need("ssd_s47_enquiry"))}
_timed = {
    "unknown": lambda rows: rows.started_on.isnull(),
    "unknown_reason": "There is no section 47 enquiry recorded to count from.",
    "exclusions": (
        Exclusion("A conference for a child who moved in.", lambda rows: yes(rows.transfer_in)),
        Exclusion(
            "Dated before the enquiry began.", lambda rows: rows.finished_on < rows.started_on
        ),
    ),
    "left_out": "Conferences for children who moved in on a plan, conferences dated before their "
    "enquiry, and those with no enquiry to count from.",
    "measure": "working days from enquiry to conference",
}

S4701 = Indicator(
    id="S4701",
    title="Section 47 enquiries",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Enquiries begun in the period, one for each child.",
    why_it_matters="It is how often the authority suspects that a child is suffering harm.",
    questions=("How many led to no further action, and was an enquiry the right answer?",),
    needs=(Need("ssd_s47_enquiry"),),
    cautions=("An enquiry begins with its strategy discussion where that is what is dated.",),
    **_enquiries,
)

S4702 = Indicator(
    id="S4702",
    title="Section 47 enquiries per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Enquiries begun in the period, one for each child.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before the "
    "period ends.",
    why_it_matters="It lets the number be compared with other authorities.",
    questions=("Does the authority enquire more often than neighbours, or find more harm?",),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_s47_enquiry"),),
    cautions=("Published rates are of twelve months: compare the rolling year.", RATE_UNBORN),
    **_enquiries,
)

S4703 = Indicator(
    id="S4703",
    title="Section 47 enquiries leading to an initial conference",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Enquiries followed by an initial child protection conference.",
    out_of="Enquiries begun in the period that have ended.",
    not_counted="It ended without a conference.",
    left_out="Enquiries that have not ended.",
    why_it_matters="Few may mean that families are investigated who need something else.",
    questions=("What happened next for children with an enquiry and no conference?",),
    numerator=lambda rows: rows.conference_on.notnull(),
    exclusions=(
        Exclusion(
            "The enquiry has not ended.",
            lambda rows: (
                rows.ended_on.isnull() & rows.conference_on.isnull() & (rows.ruled_out == 0)
            ),
        ),
    ),
    needs=(Need("ssd_s47_enquiry"), Need("ssd_initial_cp_conference")),
    cautions=(
        "Each enquiry is linked to its own conference. The published figure for England "
        "divides conferences by enquiries without linking them.",
        "The census does not tell when an enquiry ended: there it has ended once a conference "
        "was held or ruled out.",
    ),
    **_enquiries,
)

S4704 = Indicator(
    id="S4704",
    title="Initial conferences within 15 working days of the enquiry's start",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Conferences held 15 working days or fewer after the enquiry began (day 0).",
    out_of="Initial conferences held in the period.",
    not_counted="It was held more than 15 working days after the enquiry began.",
    why_it_matters="A child thought to be at risk should have a plan within three weeks.",
    questions=(
        "Was the conference late, or asked for late?",
        "How was the child kept safe until it was held?",
    ),
    numerator=lambda rows: rows.measure <= LIMIT.number,
    timescale=Timescale(
        text="15 working days",
        source="Working Together 2023 (of the strategy discussion at which s47 initiated)",
        evidence="seen: Warrington partnership page; CIN rule 8675Q",
        limit=LIMIT,
        convention=Convention.DAY_0,
    ),
    evidence="seen: LG Inform metric 3217",
    **_timed,
    **_conferences,
)

S4705 = Indicator(
    id="S4705",
    title="Median days from enquiry to initial conference",
    unit=Unit.MEDIAN_WORKING_DAYS,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Conferences held in the period, whose middle wait since the enquiry began this is.",
    out_of="Initial conferences held in the period.",
    why_it_matters="It shows waits getting longer before conferences are late.",
    questions=("Has the middle moved, or only the longest waits?",),
    timescale=Timescale(
        text="none of its own; working days, day 0",
        source="",
        evidence="",
        convention=Convention.DAY_0,
    ),
    evidence="seen: LG Inform metric 3217",
    **_timed,
    **_conferences,
)

S4706 = Indicator(
    id="S4706",
    title="Initial child protection conferences",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Initial conferences held in the period, one for each child.",
    why_it_matters="It is the work of those who chair them, and the door to a plan.",
    questions=("Does the number follow that of enquiries?",),
    needs=(Need("ssd_initial_cp_conference"),),
    cautions=("Conferences for children who moved in on a plan are among them.",),
    **_held,
)

S4707 = Indicator(
    id="S4707",
    title="Initial child protection conferences per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Initial conferences held in the period, one for each child.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before the "
    "period ends.",
    why_it_matters="It lets the number be compared with other authorities.",
    questions=("Do fewer enquiries end in a conference here than at the neighbours?",),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_initial_cp_conference"),),
    cautions=("Published rates are of twelve months: compare the rolling year.", RATE_UNBORN),
    **_held,
)

S4708 = Indicator(
    id="S4708",
    title="Initial conferences that resulted in a plan",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Conferences that decided on a child protection plan.",
    out_of="Initial conferences held in the period.",
    not_counted="No plan was made.",
    why_it_matters="Where few lead to a plan, families are put through conferences for little.",
    questions=("Which teams ask for conferences that do not lead to a plan?",),
    numerator=lambda rows: yes(rows.led_to_plan),
    unknown=lambda rows: ~(yes(rows.led_to_plan) | no(rows.led_to_plan)),
    unknown_stays=True,
    unknown_reason="The conference's decision is not recorded.",
    **_conferences,
)

S4709 = Indicator(
    id="S4709",
    title="Section 47 enquiries with a conference outstanding over 15 working days",
    theme=THEME,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Enquiries begun more than 15 working days ago with no conference held, where none "
    "has been ruled out.",
    out_of="Enquiries with a conference neither held nor ruled out on the day.",
    not_counted="Still within 15 working days.",
    why_it_matters="Each is a child about whom a decision on safety is overdue.",
    questions=("Is a conference booked, or has the need gone without being recorded?",),
    denominator=awaiting_conference_at_end_of,
    numerator=lambda rows: rows.measure > LIMIT.number,
    snapshot=True,
    period_kinds=ALL_KINDS,
    timescale=Timescale(
        text="15 working days",
        source="CIN query 8675Q",
        evidence="seen: CIN rule 8675Q",
        limit=LIMIT,
        convention=Convention.DAY_0,
    ),
    needs=(Need("ssd_s47_enquiry", spells=True), Need("ssd_initial_cp_conference")),
    measure="working days since the enquiry began",
    cautions=(
        "The census query 8675Q itself counts inclusively, so it may differ by a day.",
        "The dataset has no field “conference not required”: an outcome that says so, or an "
        "enquiry that ended with no further action, stands for it.",
    ),
)

S4710 = Indicator(
    id="S4710",
    version="2",
    title="Repeat section 47 enquiries within 12 months",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Enquiries about a child who had another in the twelve months before.",
    out_of="Enquiries begun in the period.",
    not_counted="No other enquiry in the twelve months before.",
    why_it_matters="Harm that is suspected again may not have been dealt with the first time.",
    questions=("What did the earlier enquiry conclude, and was its plan carried out?",),
    numerator=lambda rows: is_within_months(rows.previous_on, rows.started_on, 12),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_s47_enquiry", months_back=12),),
    cautions=(
        "The enquiry itself is not its own repeat; of two on one day the second, by id, is.",
        WITHIN,
    ),
    **_enquiries,
)

INDICATORS = (
    *(S4701, S4702, S4703, S4704, S4705),
    *(S4706, S4707, S4708, S4709, S4710),
)
