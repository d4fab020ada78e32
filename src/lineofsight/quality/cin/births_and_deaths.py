"""The child's dates of birth and death."""

from lineofsight.quality.cin.blocks import beside, days, months, of_both, outside_year, years
from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import last_day
from lineofsight.quality.model import Severity

WEEKS_BEFORE_BIRTH = 40
DAYS_LATE = 30
MONTHS_AHEAD = 9


@rule(
    "8520",
    "The date of birth is after the end of the census year. Correct it, or enter it as the"
    " expected date of birth.",
    "ChildIdentifiers.PersonBirthDate",
)
def born_after_the_year(t):
    children = t.child_identifiers
    return children.filter(children.person_birth_date > last_day(t))


@rule(
    "8525Q",
    "Enter the date of birth or, before birth, the expected date of birth: one of them and not"
    " both.",
    "ChildIdentifiers.PersonBirthDate",
    "ChildIdentifiers.ExpectedPersonBirthDate",
    severity=Severity.QUERY,
)
def born_and_expected_or_neither(t):
    children = t.child_identifiers
    born, expected = children.person_birth_date, children.expected_person_birth_date
    return children.filter(born.isnull() == expected.isnull())


@rule(
    "8530Q",
    "The expected date of birth is not between March and December of the year the census ends in."
    " Correct it or say why.",
    "ChildIdentifiers.ExpectedPersonBirthDate",
    severity=Severity.QUERY,
)
def expected_at_another_time(t):
    children = t.child_identifiers
    expected = children.expected_person_birth_date
    latest = last_day(t) + months(MONTHS_AHEAD)
    return children.filter((expected < last_day(t) - days(DAYS_LATE)) | (expected > latest))


@rule(
    "8535Q",
    "The child has a date of death but none of birth, or died before birth. Correct whichever date"
    " is wrong, or say why.",
    "ChildIdentifiers.PersonDeathDate",
    "ChildIdentifiers.PersonBirthDate",
    severity=Severity.QUERY,
)
def died_before_birth(t):
    children = t.child_identifiers
    born, died = children.person_birth_date, children.person_death_date
    return children.filter((died < born) | (died.notnull() & born.isnull()))


@rule(
    "8545Q",
    "The child did not die in the census year. Correct the date of death or say why.",
    "ChildIdentifiers.PersonDeathDate",
    severity=Severity.QUERY,
)
def died_in_another_year(t):
    children = t.child_identifiers
    return children.filter(outside_year(t, children.person_death_date))


@rule(
    "8555Q",
    "The child was referred after the date of death. Correct whichever date is wrong, or say why.",
    "CINdetails.CINreferralDate",
    "ChildIdentifiers.PersonDeathDate",
    severity=Severity.QUERY,
)
def referred_after_death(t):
    found = beside(t.cin_details, t.child_identifiers)
    late = found.filter(found.cin_referral_date > found.person_death_date)
    return of_both(late, "CINdetails", "ChildIdentifiers")


@rule(
    "8585Q",
    "The case was closed because the child died, but no date of death is entered. Enter it,"
    " correct the reason, or say why.",
    "CINdetails.ReasonForClosure",
    "ChildIdentifiers.PersonDeathDate",
    severity=Severity.QUERY,
)
def died_without_date(t):
    found = beside(t.cin_details, t.child_identifiers)
    undated = found.filter((found.reason_for_closure == "RC2") & found.person_death_date.isnull())
    return of_both(undated, "CINdetails", "ChildIdentifiers")


@rule(
    "8606",
    "The child was referred more than 40 weeks before birth, or before the expected date of birth."
    " Correct whichever date is wrong.",
    "CINdetails.CINreferralDate",
    "ChildIdentifiers.PersonBirthDate",
    "ChildIdentifiers.ExpectedPersonBirthDate",
)
def referred_long_before_birth(t):
    found = beside(t.cin_details, t.child_identifiers)
    before = days(7 * WEEKS_BEFORE_BIRTH)
    early = found.filter(
        (found.cin_referral_date < found.person_birth_date - before)
        | (found.cin_referral_date < found.expected_person_birth_date - before)
    )
    return of_both(early, "CINdetails", "ChildIdentifiers")


@rule(
    "8775Q",
    "The person is over 25 and the case was not closed by then. Correct the date of birth, close"
    " the case, or say why.",
    "ChildIdentifiers.PersonBirthDate",
    "CINdetails.CINclosureDate",
    severity=Severity.QUERY,
)
def over_twenty_five(t):
    found = beside(t.child_identifiers, t.cin_details)
    birth, closed = found.person_birth_date, found.cin_closure_date
    old = found.filter(
        (birth < last_day(t) - years(25)) & (closed.isnull() | (closed > birth + years(25)))
    )
    return of_both(old, "ChildIdentifiers", "CINdetails")


PLANS_AND_DEATHS = (
    ("4008", "CINPlanDates", "CINPlanStartDate", "cin_plan_start_date", "The CIN plan starts"),
    ("4009Q", "CINPlanDates", "CINPlanEndDate", "cin_plan_end_date", "The CIN plan ends"),
    ("8915", "ChildProtectionPlans", "CPPstartDate", "cpp_start_date",
     "The child protection plan starts"),
    ("8920", "ChildProtectionPlans", "CPPendDate", "cpp_end_date",
     "The child protection plan ends"),
)  # fmt: skip


def _plan_after_death(code: str, block: str, field: str, column: str, what: str) -> None:
    is_query = code.endswith("Q")

    @rule(
        code,
        f"{what} after the child’s date of death. Correct whichever date is wrong"
        + (", or say why." if is_query else "."),
        f"{block}.{field}",
        "ChildIdentifiers.PersonDeathDate",
        severity=Severity.QUERY if is_query else Severity.ERROR,
    )
    def plan_after_death(t):
        plans = t.cin_plan_dates if block == "CINPlanDates" else t.child_protection_plans
        found = beside(plans, t.child_identifiers)
        return of_both(found.filter(found[column] > found.person_death_date), block,
                       "ChildIdentifiers")  # fmt: skip


for _each in PLANS_AND_DEATHS:
    _plan_after_death(*_each)
