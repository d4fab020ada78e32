"""Who the child is: the authority's reference, sex, ethnicity."""

from lineofsight.quality.cin.blocks import codes, without
from lineofsight.quality.cin.book import rule

LONGEST_REFERENCE = 20
GENDERS = ("0", "1", "2", "9")
SEXES = ("M", "F", "U")


@rule(
    "8500",
    "The child has no reference of the authority’s own. Give every child one.",
    "ChildIdentifiers.LAchildID",
)
def child_without_reference(t):
    return t.child_identifiers.filter(t.child_identifiers.child.isnull())


@rule(
    "8510",
    "Several child records carry this reference. Give each child one record with a reference of"
    " its own.",
    "ChildIdentifiers.LAchildID",
)
def reference_of_several_children(t):
    # Children without a reference have none of their own either.
    counted = t.child_identifiers.group_by("child").mutate(times=lambda same: same.count())
    return counted.filter(counted.times > 1)


@rule(
    "1570",
    "The child’s reference is longer than 20 characters. Shorten it.",
    "ChildIdentifiers.LAchildID",
    years=(2025, None),
)
def reference_too_long(t):
    children = t.child_identifiers
    return children.filter(children.child.length() > LONGEST_REFERENCE)


@rule(
    "1580",
    "The child’s reference holds something other than letters and figures. Take it out.",
    "ChildIdentifiers.LAchildID",
    years=(2025, None),
)
def reference_with_other_characters(t):
    children = t.child_identifiers
    return children.filter(~children.child.re_search("^[A-Za-z0-9]*$"))


@rule(
    "8590",
    "The child has no CIN details. Add at least one, or take the child out of the return.",
    "ChildIdentifiers.LAchildID",
)
def child_without_case(t):
    return without(t.child_identifiers, t.cin_details)


@rule(
    "4180",
    "The child’s gender is missing or is not a code of the census. Enter 0, 1, 2 or 9.",
    "ChildIdentifiers.GenderCurrent",
    years=(2023, 2024),
)
def gender_is_no_code(t):
    children = t.child_identifiers
    return children.filter(children.gender_current.fill_null("").notin(GENDERS))


@rule(
    "4180",
    "The child’s sex is missing or is not a code of the census. Enter M, F or U.",
    "ChildIdentifiers.Sex",
    years=(2025, None),
)
def sex_is_no_code(t):
    children = t.child_identifiers
    return children.filter(children.sex.fill_null("").notin(SEXES))


def unborn(children):
    return children.filter(
        children.expected_person_birth_date.notnull() & children.person_birth_date.isnull()
    )


@rule(
    "8750",
    "The child is not born yet, so the gender must be 0. Correct it, or enter the date of birth.",
    "ChildIdentifiers.GenderCurrent",
    "ChildIdentifiers.PersonBirthDate",
    "ChildIdentifiers.ExpectedPersonBirthDate",
    years=(2023, 2024),
)
def gender_before_birth(t):
    children = unborn(t.child_identifiers)
    return children.filter(children.gender_current.fill_null("") != "0")


@rule(
    "8750",
    "The child is not born yet, so the sex must be U. Correct it, or enter the date of birth.",
    "ChildIdentifiers.Sex",
    "ChildIdentifiers.PersonBirthDate",
    "ChildIdentifiers.ExpectedPersonBirthDate",
    years=(2025, None),
)
def sex_before_birth(t):
    children = unborn(t.child_identifiers)
    return children.filter(children.sex.fill_null("") != "U")


@rule(
    "4220",
    "The ethnicity is missing or is not a code of the census. Enter a code of the list.",
    "ChildCharacteristics.Ethnicity",
)
def ethnicity_is_no_code(t):
    children = t.child_characteristics
    return children.filter(children.ethnicity.fill_null("").notin(codes("ethnicity")))
