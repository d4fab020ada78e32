"""Annex A's eleven lists as the book has them: who is on each, what is said of it, what is drawn.

`rule` is the inclusion in words; `known` what is to be known of it, with where that comes from.
Ofsted's wording is quoted by the authorities' shared queries; what the charts show beyond that
is an analyst's knowledge of the tool in use, and was not seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lineofsight.reports.annex_a import cohorts
from lineofsight.returns.annex_a import ANNEX_A
from lineofsight.returns.model import Field, Table

SIX_MONTHS, ON_THE_DAY, TWELVE_MONTHS = "six months", "on the day", "twelve months"
LEFT_OUT_ON_PURPOSE = frozenset({"placement_postcode"})
"""Where a child lives is in no file that leaves the product."""


@dataclass(frozen=True)
class Measure:
    """An indicator that is about the children of a list, and over what time it is counted."""

    indicator_id: str
    over: str


@dataclass(frozen=True)
class Timescale:
    """An indicator whose cases say of each row whether it is in time. `by`: what of the row its
    case is found by: its record, another record it is also about, or the child."""

    indicator_id: str
    over: str
    by: str = "record_key"


@dataclass(frozen=True)
class Duration:
    """How long something took or has gone on, in bands. `start` and `end` are columns of the
    list (an empty `end` is the day of the data, an empty `start` is begun_on); `limit` is where
    the line is drawn, for days only: completed months and weeks would draw it in the wrong place.
    `ended`: of those that ended, of those that are open, or of all."""

    title: str
    start: str
    end: str
    span: str
    bands: tuple[int, ...]
    limit: int | None = None
    ended: bool | None = None


@dataclass(frozen=True)
class AnnexList:
    """`counted_by`: the indicator that says whether the data can speak for the list at all.
    `shown_by`: the fields whose values are counted. `told`: fields that only the return itself
    tells, so that they are there as long as it is the newest. `counted`: fields that are counted
    here unless the return tells them, with the records, and the months of them, that takes."""

    number: int
    table_name: str
    sql: str
    rule: str
    known: tuple[str, ...]
    counted_by: Measure
    measures: tuple[Measure, ...]
    timescales: tuple[Timescale, ...] = ()
    durations: tuple[Duration, ...] = ()
    shown_by: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    counted: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    of_children: bool = True
    oldest: int = 17

    @property
    def table(self) -> Table:
        return ANNEX_A.by_name[self.table_name]

    @property
    def title(self) -> str:
        return self.table.title.partition(": ")[2][:1].upper() + self.table.title.partition(": ")[
            2][1:]  # fmt: skip

    @property
    def key(self) -> str:
        return f"list-{self.number}"

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(each for each in self.table.fields if each.name not in LEFT_OUT_ON_PURPOSE)


def _six(*ids: str) -> tuple[Measure, ...]:
    return tuple(Measure(each, SIX_MONTHS) for each in ids)


def _day(*ids: str) -> tuple[Measure, ...]:
    return tuple(Measure(each, ON_THE_DAY) for each in ids)


def _year(*ids: str) -> tuple[Measure, ...]:
    return tuple(Measure(each, TWELVE_MONTHS) for each in ids)


MONTHS_OPEN = (3, 6, 12, 24)
QUOTED = "Ofsted’s wording as the authorities’ shared query quotes it"
SHARED = "The authorities’ shared query"

LISTS: tuple[AnnexList, ...] = (
    AnnexList(
        1, "contacts", cohorts.CONTACTS,
        "Contacts dated in the six months to the day of the data.",
        (
            f"{QUOTED}: contacts in six months, one row per child. {SHARED} gives one row a "
            "contact, and so does this list; how many contacts each child had stands beside it.",
            "Annex A has no key from a contact to the referral it led to: “on list 3” says that "
            "the child is there, not that this contact led to it.",
        ),
        Measure("CON01", SIX_MONTHS),
        (*_six("CON01", "CON03", "CON04"), *_year("CON06")),
        shown_by=("contact_source",),
    ),
    AnnexList(
        2, "early_help_assessments", cohorts.EARLY_HELP,
        "Early help that began on or before the day of the data and had not ended six months "
        "before it.",
        (
            f"{QUOTED}: assessments in six months, and help that the authority coordinates now. "
            "Whether a row is an assessment or an episode is a known mismatch: from the "
            "Standard Safeguarding Dataset it is the episode, from Annex A the assessment.",
        ),
        Measure("EH01", SIX_MONTHS),
        (*_six("EH01"), *_day("EH02"), *_six("EH03"), *_year("EH04")),
        timescales=(Timescale("EH03", SIX_MONTHS),),
        durations=(
            Duration("Working days an early help assessment took", "assessment_start_date",
                     "assessment_completion_date", "working days", (10, 20, 30, 45, 60), 45,
                     ended=True),
        ),
        shown_by=("organisation_completing_assessment",),
    ),
    AnnexList(
        3, "referrals", cohorts.REFERRALS,
        "Referrals dated in the six months to the day of the data; a child may be here more than "
        "once.",
        (
            f"{QUOTED}: all referrals in six months, repeats allowed.",
            f"“Number of referrals in the last 12 months”: {SHARED.lower()} counts those of the "
            "twelve months to the day of the data, less one, not those of the twelve months "
            "before each referral; counted here, it is the same.",
        ),
        Measure("REF01", SIX_MONTHS),
        _six("REF01", "REF03", "REF04", "REF06", "REF07", "REF08"),
        shown_by=("referral_source", "referral_nfa"),
        counted={"number_of_referrals_in_last_12_months": ("ssd_cin_episodes", 12)},
    ),
    AnnexList(
        4, "assessments", cohorts.ASSESSMENTS,
        "Assessments that are open, or were authorised in the six months to the day of the data.",
        (f"{QUOTED}: assessments in six months. Those open for long are among them.",),
        Measure("ASM01", SIX_MONTHS),
        (*_six("ASM01", "ASM03", "ASM06", "ASM07"), *_day("ASM05")),
        timescales=(Timescale("ASM03", SIX_MONTHS), Timescale("ASM05", ON_THE_DAY)),
        durations=(
            Duration("Working days an assessment took, of those authorised",
                     "continuous_assessment_start_date",
                     "continuous_assessment_date_of_authorisation", "working days",
                     (10, 20, 30, 45, 60), 45, ended=True),
            Duration("Working days open assessments have been open",
                     "continuous_assessment_start_date", "", "working days",
                     (10, 20, 30, 45, 60), 45, ended=False),
        ),
        shown_by=(
            "child_seen_during_continuous_assessment",
            "was_the_child_assessed_as_requiring_la_childrens_social_care_support",
        ),
    ),
    AnnexList(
        5, "section_47", cohorts.SECTION_47,
        "Section 47 enquiries that began in, were open in, or ended in the six months to the day "
        "of the data.",
        (
            f"{QUOTED}: all enquiries in six months with those open, one row an enquiry.",
            f"{SHARED} takes the numbers of twelve months from the child’s latest enquiry and "
            "joins them to every row; counted here, they are those of the twelve months to the "
            "day of the data, which is the same number.",
            "Annex A tells no end of an enquiry: from it, only those that began in the six "
            "months are listed.",
        ),
        Measure("S4701", SIX_MONTHS),
        (*_six("S4701", "S4703", "S4704", "S4706", "S4708"), *_day("S4709"), *_year("S4710")),
        timescales=(
            Timescale("S4704", SIX_MONTHS, by="other_key"), Timescale("S4709", ON_THE_DAY),
        ),
        durations=(
            Duration("Working days from the enquiry to the initial conference",
                     "strategy_discussion_initiating_section_47_enquiry_start_date",
                     "date_of_initial_child_protection_conference", "working days",
                     (5, 10, 15, 20, 30), 15),
        ),
        shown_by=(
            "was_an_initial_child_protection_conference_deemed_unnecessary",
            "did_the_initial_child_protection_conference_result_in_a_child_protection_plan",
        ),
        counted={
            "number_of_section_47_enquiries_in_the_last_12_months": ("ssd_s47_enquiry", 12),
            "number_of_icpcs_in_the_last_12_months": ("ssd_initial_cp_conference", 12),
        },
    ),
    AnnexList(
        6, "children_in_need", cohorts.CHILDREN_IN_NEED,
        "Children with an episode of need that is open or closed in the six months to the day of "
        "the data, each once: an open episode before a closed one, then the latest.",
        (
            f"{QUOTED}: in receipt of services now or in six months, without care leavers and "
            f"those who were only referred. {SHARED} leaves care leavers in, contrary to the "
            "wording, and so does this list.",
            "The status is told in this order: closed, looked after (not in short breaks, under "
            "18), on a protection plan, on a child in need plan, care leaver (shown as a child "
            "in need plan), in an open assessment; otherwise a child in need plan.",
        ),
        Measure("CIN01", ON_THE_DAY),
        _day("CIN01", "CIN14", "CIN10", "CIN05", "CIN06", "CIN07"),
        timescales=(Timescale("CIN14", ON_THE_DAY, by="child_id"),),
        durations=(
            Duration("Months open episodes have been open", "cin_start_date", "", "months",
                     MONTHS_OPEN, ended=False),
            Duration("Days since children in need were last seen", "date_child_was_last_seen", "",
                     "days", (7, 14, 28, 42, 56), 28, ended=False),
        ),
        shown_by=("case_status", "primary_need_code", "reason_for_closure"),
        told=("case_status",),
    ),
    AnnexList(
        7, "child_protection", cohorts.CHILD_PROTECTION,
        "Children with a protection plan that is open or ended in the six months to the day of "
        "the data, each once, with the latest plan; another authority’s temporary plans are not "
        "here.",
        (
            f"{QUOTED}: plans now or ended in six months. {SHARED} drops plans whose flag of "
            "another authority is empty; here an empty flag means a plan of one’s own.",
            "Of two plans in six months the earlier is not listed. Previous plans are those of "
            "the years the data hold, unless the return tells their number.",
        ),
        Measure("CPP01", ON_THE_DAY),
        _day("CPP01", "CPP12", "CPP10", "CPP13", "CPP07", "CPP15", "CPP16", "CPP17"),
        timescales=(
            Timescale("CPP12", ON_THE_DAY, by="child_id"),
            Timescale("CPP10", ON_THE_DAY, by="child_id"),
        ),
        durations=(
            Duration("Months open plans have been open", "child_protection_plan_start_date", "",
                     "months", MONTHS_OPEN, ended=False),
            Duration("Days since the last statutory visit, open plans",
                     "date_of_the_last_statutory_visit", "", "days", (7, 14, 28, 42, 56),
                     ended=False),
            Duration("Months since the last review conference, open plans",
                     "date_of_latest_review_conference", "", "months", (1, 2, 3, 4, 5, 6),
                     ended=False),
        ),
        shown_by=("latest_category_of_abuse", "was_the_child_seen_alone"),
        told=("number_of_previous_child_protection_plans",),
        counted={
            "subject_to_emergency_protection_order_or_protected_under_police_powers"
            "_in_last_six_months": ("ssd_legal_status", 6),
            "number_of_previous_child_protection_plans": ("ssd_cp_plans", 24),
        },
    ),
    AnnexList(
        8, "children_in_care", cohorts.CHILDREN_IN_CARE,
        "Children looked after on the day of the data, or who ceased to be in the six months to "
        "it, each once; not those in short breaks (V1, V3 and V4).",
        (
            f"{QUOTED}: in care now or ceased in six months. {SHARED} mixes the ends of "
            "placements with those of episodes; here care ends when the period of care does.",
            "Where a child’s placement lies is told by Annex A only. Its postcode is not in the "
            "book: addresses leave the product in no file.",
        ),
        Measure("CLA01", ON_THE_DAY),
        _day("CLA01", "CLA06", "CLR03", "CLR05", "HLT02", "HLT03", "PLC01", "PLC02", "PLC04",
             "PLC06"),
        timescales=tuple(
            Timescale(each, ON_THE_DAY, by="child_id")
            for each in ("CLR03", "CLR05", "HLT02", "HLT03")
        ),
        durations=(
            Duration("Months in care, of those looked after now",
                     "date_started_to_be_looked_after", "", "months", (6, 12, 24, 60, 120),
                     ended=False),
            Duration("Days since the last visit, of those looked after now",
                     "date_of_last_social_work_visit", "", "days", (14, 28, 42, 65, 91), 42,
                     ended=False),
            Duration("Months since the last review, of those looked after now",
                     "date_of_latest_statutory_review", "", "months", (1, 2, 3, 4, 5, 6),
                     ended=False),
        ),
        shown_by=(
            "placement_type", "placement_provider", "childs_legal_status",
            "what_is_the_permanence_plan_for_this_child", "reason_ceased_to_be_looked_after",
        ),
        told=(
            "placement_location", "la_of_placement",
            "number_of_placements_in_the_last_12_months",
            "is_this_a_second_or_subsequent_period_of_being_a_looked_after_child"
            "_within_the_last_12_months",
        ),
        counted={
            "number_of_placements_in_the_last_12_months": ("ssd_cla_placement", 12),
            "is_this_a_second_or_subsequent_period_of_being_a_looked_after_child"
            "_within_the_last_12_months": ("ssd_cla_episodes", 12),
            "number_of_episodes_the_child_has_been_missing_from_their_placement"
            "_in_the_last_12_months": ("ssd_missing", 12),
            "number_of_episodes_the_child_has_been_absent_from_their_placement"
            "_in_the_last_12_months": ("ssd_missing", 12),
        },
    ),
    AnnexList(
        9, "care_leavers", cohorts.CARE_LEAVERS,
        "Everybody the data have as a care leaver: relevant, former relevant, qualifying, "
        "eligible.",
        (
            f"{QUOTED}: those who are so at the inspection. {SHARED} has no test of a date: "
            "everybody who is recorded is listed, and so here.",
        ),
        Measure("CL01", ON_THE_DAY),
        _day("CL01", "CL06", "CL07", "CL08", "CL09"),
        timescales=(
            Timescale("CL06", ON_THE_DAY, by="child_id"),
            Timescale("CL09", ON_THE_DAY, by="child_id"),
        ),
        durations=(
            Duration("Months since the pathway plan was reviewed",
                     "latest_pathway_plan_review_date", "", "months", (1, 2, 3, 4, 5, 6)),
            Duration("Weeks since the last contact", "latest_date_of_contact", "", "weeks",
                     (2, 4, 6, 8, 12)),
        ),
        shown_by=(
            "eligibility_category", "la_in_touch", "type_of_accommodation",
            "suitability_of_accommodation", "activity_status",
        ),
        oldest=25,
    ),
    AnnexList(
        10, "adoptions", cohorts.ADOPTIONS,
        "Children with a decision that they should be placed for adoption who were adopted, or "
        "of whom it was reversed, in the twelve months to the day of the data, or neither yet.",
        (
            f"{QUOTED}: in twelve months adopted, with a decision and not yet adopted, or with "
            f"it reversed. {SHARED} joins all episodes of care, so that a child can be there "
            "twice; here each is once.",
        ),
        Measure("ADO02", ON_THE_DAY),
        (*_day("ADO02", "ADO06"), *_year("ADO01", "ADO07")),
        durations=(
            Duration("Months from entering care to being placed for adoption",
                     "date_the_child_entered_care", "date_placed_for_adoption", "months",
                     (6, 12, 14, 18, 24)),
            Duration("Months from the placement order to the match", "date_of_placement_order",
                     "date_of_matching_child_and_prospective_adopters", "months",
                     (2, 4, 6, 9, 12)),
        ),
        shown_by=("reason_why_child_no_longer_placed_for_adoption",),
    ),
    AnnexList(
        11, "adopters", cohorts.ADOPTERS,
        "Prospective adopters who had not left, or left or adopted in the twelve months to the "
        "day of the data.",
        (
            f"{QUOTED}: contact with the agency in twelve months. {SHARED} cannot give this "
            "list; here it is what list 11 of the newest Annex A told.",
        ),
        Measure("ADO10", ON_THE_DAY),
        (*_day("ADO10"), *_year("ADO08", "ADO09")),
        timescales=(Timescale("ADO10", ON_THE_DAY, by="other_key"),),
        durations=(
            Duration("Days stage 1 took", "date_stage_1_started", "date_stage_1_ended", "days",
                     (30, 61, 92, 122), 61),
            Duration("Days stage 2 took", "date_stage_2_started", "date_stage_2_ended", "days",
                     (61, 92, 122, 183), 122),
        ),
        shown_by=("reason_for_leaving_adoption_process",),
        told=("gender", "ethnicity", "disability", "is_the_adopter_fostering_for_adoption",
              "date_application_submitted", "no_of_children_placed"),
        of_children=False,
    ),
)  # fmt: skip
BY_NUMBER = {each.number: each for each in LISTS}
