"""Contacts, referrals and re-referrals."""

from lineofsight.indicators.definition import (
    ROLLING_ONLY,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    WITHIN,
    in_period,
    is_within_months,
    no,
    with_unit,
    yes,
)
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

CONTACTS = "Contacts"
REFERRALS = "Referrals"
UNBORN = (
    "Unborn children are counted, although the population of ages 0 to 17 that the rate is "
    "given per cannot hold them: the usual convention."
)
REPEAT_CONTACTS = 3
POLICE, SCHOOLS = "6", "2A"
NOT_KNOWN = "10"
CLOSED_AFTER_ASSESSMENT = "RC8"


def contacts_in(tables, periods):
    return in_period(tables["contacts"], tables, "started_on")


def children_with_contacts_in(tables, periods):
    """Each child once in a period, with how many contacts there were; the team is the one
    on the day of the latest."""
    rows = in_period(tables["contacts"], tables, "started_on")
    children = rows.group_by("period_id", "child_id").agg(
        measure=rows.count(),
        on_day=rows.started_on.max(),
        started_on=rows.started_on.min(),
        record_key=rows.record_key.max(),
    )
    return with_unit(children.mutate(finished_on=children.on_day), tables)


def is_source_unknown(rows):
    return rows.sent_by.isnull() | rows.sent_by.isin(["", NOT_KNOWN])


CON01 = Indicator(
    id="CON01",
    title="Contacts received",
    theme=CONTACTS,
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Contacts about a child, dated in the period. A contact about three sisters is three.",
    why_it_matters="It is the demand that reaches the front door, before any decision is made.",
    questions=(
        "Which agencies do more contacts come from than a year ago?",
        "How many contacts were about a child with no other contact that year?",
    ),
    denominator=contacts_in,
    needs=(Need("ssd_contacts"),),
    cautions=(
        "Rows are counted; the number of different children is given beside them.",
        "A contact carries no team of its own: it is shown under whoever was responsible for "
        "the child on that day, and as not recorded where nobody was.",
    ),
)

CON02 = Indicator(
    id="CON02",
    title="Contacts per 10,000 children",
    theme=CONTACTS,
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Contacts about a child, dated in the period.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before the "
    "period ends.",
    why_it_matters="It lets demand be compared with other authorities and over the years.",
    questions=("Is the change in contacts, or in the population estimate?",),
    denominator=contacts_in,
    needs=(Need("ssd_contacts"),),
    cautions=("A month's rate is that month's: it is not multiplied by twelve.", UNBORN),
)

_told_source = {
    "unknown": is_source_unknown,
    "unknown_stays": True,
    "unknown_reason": "Who it came from is not recorded, or is recorded as unknown.",
}

CON03 = Indicator(
    id="CON03",
    title="Contacts from the police",
    theme=CONTACTS,
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Contacts whose source is the police (code 6).",
    out_of="Contacts about a child, dated in the period.",
    not_counted="It came from somebody else, or nobody recorded from whom.",
    why_it_matters="The police are the largest source of contacts in many places, and how they "
    "decide to send one changes the work of the front door at once.",
    questions=(
        "Did the way the police assess risk change in these months?",
        "How many of these contacts led to anything?",
    ),
    denominator=contacts_in,
    numerator=lambda rows: rows.sent_by == POLICE,
    needs=(Need("ssd_contacts"),),
    cautions=("The codes of the census are used: 6 is the police, 10 is unknown.",),
    **_told_source,
)

CON04 = Indicator(
    id="CON04",
    title="Contacts leading to a referral",
    theme=CONTACTS,
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Contacts of a child who was referred on the day or within the local limit after it.",
    out_of="Contacts about a child, dated in the period.",
    not_counted="No referral of the child in that time.",
    why_it_matters="It shows whether those who contact the authority and the authority agree on "
    "what needs social care.",
    questions=(
        "Which agency's contacts hardly ever become referrals?",
        "What was offered to families whose contact went no further?",
    ),
    denominator=contacts_in,
    numerator=lambda rows: rows.referred_on <= rows.follows_by,
    timescale=Timescale(
        text="3 working days unless the authority chooses otherwise; the contact is day 0",
        source="none: no list links a contact to a referral",
        evidence="",
        limit=Interval(3, Span.WORKING_DAYS),
        convention=Convention.DAY_0,
        parameter="contact_to_referral_within",
    ),
    parameters=("contact_to_referral_within",),
    needs=(Need("ssd_contacts"), Need("ssd_cin_episodes")),
    cautions=(
        "No record says which referral a contact became: the child's next referral within the "
        "limit is taken. Two contacts on one day before one referral both lead to it.",
        "Contacts of the last days before the data were made may still lead to one.",
    ),
)

CON06 = Indicator(
    id="CON06",
    title="Children with 3 or more contacts in 12 months",
    theme=CONTACTS,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children with three or more contacts in the twelve months.",
    out_of="Children with at least one contact in the twelve months, each once.",
    not_counted="Fewer than three contacts in the twelve months.",
    why_it_matters="Children who come back again and again may not have had the help they "
    "needed the first time.",
    questions=(
        "What was decided at the first contact, and what had changed by the third?",
        "Is one agency contacting about the same children?",
    ),
    denominator=children_with_contacts_in,
    numerator=lambda rows: rows.measure >= REPEAT_CONTACTS,
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_contacts"),),
    measure="contacts in the twelve months",
    cautions=("A six-month list cannot give this figure.",),
)


def referrals_in(tables, periods):
    return in_period(tables["referrals"], tables, "started_on")


def has_earlier_referral(rows):
    """Not on the same day; which of two on a day came first cannot be told."""
    return is_within_months(rows.previous_on, rows.started_on, 12)


_referral = {
    "theme": REFERRALS,
    "denominator": referrals_in,
    "measure": "days since the referral before",
}

REF01 = Indicator(
    id="REF01",
    title="Referrals",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Referrals dated in the period, those with no further action included. Two on one "
    "day for one child are two.",
    why_it_matters="It is the work the service takes on.",
    questions=("Is the change in one agency, one area, or everywhere?",),
    needs=(Need("ssd_cin_episodes"),),
    **_referral,
)

REF02 = Indicator(
    id="REF02",
    title="Referrals per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Referrals dated in the period.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before the "
    "period ends.",
    why_it_matters="It lets referrals be compared with England, the region and neighbours.",
    questions=("Do thresholds explain the difference from neighbours, or need?",),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_cin_episodes"),),
    cautions=("Published rates are of twelve months: compare the rolling year.", UNBORN),
    **_referral,
)

REF03 = Indicator(
    id="REF03",
    title="Re-referrals within 12 months",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Referrals of a child who had another referral less than twelve months before, on "
    "an earlier day.",
    out_of="Referrals dated in the period.",
    not_counted="No referral in the twelve months before.",
    why_it_matters="A child referred again soon may have been left without enough help.",
    questions=(
        "What had been decided at the referral before, and who closed it?",
        "Was early help offered at closure, and taken up?",
    ),
    numerator=has_earlier_referral,
    needs=(Need("ssd_cin_episodes", months_back=12),),
    cautions=(
        "The twelve months are those before this referral. The count in Annex A list 3 is of "
        "the twelve months before the day the list was made, and is not used.",
        f"{WITHIN} A referral on the same day is not an earlier one.",
    ),
    evidence="seen: SSD Annex A SQL; EES C1 labels",
    **_referral,
)

REF04 = Indicator(
    id="REF04",
    title="Referrals with no further action",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Referrals that ended in no further action.",
    out_of="Referrals dated in the period.",
    not_counted="Something followed from the referral.",
    why_it_matters="Many may mean that contacts become referrals too easily, or that families "
    "are turned away.",
    questions=("Were families told why, and offered something else?",),
    numerator=lambda rows: yes(rows.nfa),
    unknown=lambda rows: ~(yes(rows.nfa) | no(rows.nfa)),
    unknown_stays=True,
    unknown_reason="Whether there was further action is not recorded.",
    needs=(Need("ssd_cin_episodes"),),
    evidence="seen: CIN rule 8569Q",
    **_referral,
)

REF05 = Indicator(
    id="REF05",
    title="Referrals assessed as not in need",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Referrals that were closed after assessment with no further action (reason RC8).",
    out_of="Referrals dated in the period, those with no further action included.",
    not_counted="Still open, closed for another reason, or never taken up.",
    why_it_matters="A family is assessed who did not need it: some will always be, and many may "
    "mean that too much is sent on.",
    questions=("Which sources send most of them?", "Was early help offered instead?"),
    numerator=lambda rows: rows.close_reason == CLOSED_AFTER_ASSESSMENT,
    unknown=lambda rows: (
        rows.finished_on.notnull()
        & (rows.close_reason.isnull() | (rows.close_reason == ""))
        & ~yes(rows.nfa)
    ),
    unknown_stays=True,
    unknown_reason="It has closed and the reason is not recorded.",
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_cin_episodes"),),
    cautions=(
        "Referrals of the latest months are often still open, so their share rises afterwards.",
        "RC9 (closed after assessment and sent on to early help) is not counted: it is the other "
        "reason that follows an assessment.",
    ),
    **_referral,
)


def _from(name: str, title: str, *, who: str, code: str, question: str) -> Indicator:
    return Indicator(
        id=name,
        title=title,
        unit=Unit.PERCENT,
        polarity=Polarity.NEUTRAL,
        counted=f"Referrals whose source is {who} (code {code}).",
        out_of="Referrals dated in the period.",
        not_counted="It came from somebody else, or nobody recorded from whom.",
        why_it_matters="A change in one agency's share is seen here before anybody tells of it.",
        questions=(question, "How many of these referrals were taken up?"),
        numerator=lambda rows: rows.sent_by == code,
        needs=(Need("ssd_cin_episodes"),),
        cautions=(f"The codes of the census are used: {code} is {who}, 10 is unknown.",),
        **_told_source,
        **_referral,
    )


REF06 = _from(
    "REF06",
    "Referrals from the police",
    who="the police",
    code=POLICE,
    question="Did the way the police assess risk change in these months?",
)
REF07 = _from(
    "REF07",
    "Referrals from schools",
    who="a school",
    code=SCHOOLS,
    question="Do schools refer less in the holidays than they make up for afterwards?",
)

INDICATORS = (
    *(CON01, CON02, CON03, CON04, CON06),
    *(REF01, REF02, REF03, REF04, REF05, REF06, REF07),
)
