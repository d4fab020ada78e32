"""What the return says as a whole."""

from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import first_day, last_day
from lineofsight.quality.model import Severity

MOST_WITHOUT_SEX = 0.02
FEWEST_DISABILITIES = 8


@rule(
    "2883",
    "More child protection plans start in the year than initial conferences were held. Find the"
    " conferences that are missing, or the plans that are too many.",
    "ChildProtectionPlans.CPPstartDate",
    "CINdetails.DateOfInitialCPC",
    "Section47.DateOfInitialCPC",
    judges_whole=True,
)
def more_plans_than_conferences(t):
    def in_year(table, column):
        chosen = table.filter(table[column].between(first_day(t), last_day(t)))
        return chosen.aggregate(number=chosen.count())

    plans = in_year(t.child_protection_plans, "cpp_start_date")
    of_cases = in_year(t.cin_details, "date_of_initial_cpc").rename(of_cases="number")
    of_enquiries = in_year(t.section_47, "date_of_initial_cpc").rename(of_enquiries="number")
    counted = plans.cross_join(of_cases).cross_join(of_enquiries)
    return counted.filter(counted.number > counted.of_cases + counted.of_enquiries)


def many_without(t, column: str, unknown: tuple[str, ...]):
    """Whether more than two in a hundred children have no sex and are not unborn."""
    children = t.child_identifiers
    missing = children[column].fill_null(unknown[0]).isin(unknown)
    missing = missing & children.expected_person_birth_date.isnull()
    counted = children.aggregate(missing=missing.sum(), children=children.count())
    return counted.filter(counted.missing > MOST_WITHOUT_SEX * counted.children)


@rule(
    "2886Q",
    "More than 2% of the children have no gender, unborn children apart. Enter it, or say why.",
    "ChildIdentifiers.GenderCurrent",
    "ChildIdentifiers.ExpectedPersonBirthDate",
    severity=Severity.QUERY,
    years=(2023, 2024),
    judges_whole=True,
)
def many_without_gender(t):
    return many_without(t, "gender_current", ("0",))


@rule(
    "2886Q",
    "More than 2% of the children have no sex, unborn children apart. Enter it, or say why.",
    "ChildIdentifiers.Sex",
    "ChildIdentifiers.ExpectedPersonBirthDate",
    severity=Severity.QUERY,
    years=(2025, None),
    judges_whole=True,
)
def many_without_sex(t):
    return many_without(t, "sex", ("U", "0"))


def disabled(t):
    return t.disabilities.filter(t.disabilities.disability != "NONE")


@rule(
    "2887Q",
    "The return uses fewer than 8 codes of disability. Check that disabilities are entered in full,"
    " or say why.",
    "Disabilities.Disability",
    severity=Severity.QUERY,
    judges_whole=True,
)
def few_disabilities_used(t):
    used = disabled(t).aggregate(number=lambda each: each.disability.nunique())
    return used.filter(used.number < FEWEST_DISABILITIES)


@rule(
    "2888Q",
    "No child has more than one disability. Enter all disabilities of each child, or say why.",
    "Disabilities.Disability",
    severity=Severity.QUERY,
    judges_whole=True,
)
def one_disability_each(t):
    each = disabled(t).group_by("child").aggregate(number=lambda rows: rows.count())
    most = each.aggregate(most=each.number.max())
    return most.filter(most.most <= 1)
