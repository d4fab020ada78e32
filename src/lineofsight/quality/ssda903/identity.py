"""Who the child is: birth, sex, ethnic origin."""

from lineofsight.quality.model import Severity
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import birthday
from lineofsight.returns.code_sets import code_set

_SEX = code_set("ssda903.sex")
_ETHNIC = [each.code for each in code_set("ssda903.ethnicity").codes]


def _sex_is_no_code(year: int):
    codes = [each.code for each in _SEX.codes if each.in_force(year)]

    def find(t):
        return t.header.filter(t.header.sex.isnull() | t.header.sex.notin(codes))

    return find


rule(
    "101",
    "The gender is missing or is not a valid code. Enter 1 (male) or 2 (female).",
    "Header.SEX",
    years=(2023, 2024),
)(_sex_is_no_code(2024))
rule(
    "101",
    "The sex is missing or is not a valid code. Enter M (male), F (female) or U (unknown).",
    "Header.SEX",
    years=(2025, None),
)(_sex_is_no_code(2025))


@rule(
    "102",
    "The date of birth is missing or is not a date. Enter it as dd/mm/yyyy.",
    "Header.DOB",
)
def birth_date_is_no_date(t):
    return t.header.filter(t.header.dob.isnull())


@rule(
    "103",
    "The ethnic origin is missing or is not a valid code. Enter one of the department’s codes;"
    " REFU is for children who would not say, NOBT for what is not known yet.",
    "Header.ETHNIC",
)
def ethnic_origin_is_no_code(t):
    return t.header.filter(t.header.ethnic.isnull() | t.header.ethnic.notin(_ETHNIC))


def _differs_from_last_year(column: str, new_codes: dict[str, str] | None = None):
    """A value that was there and is gone, or the other way round, differs. `new_codes` are what
    last year's are called this year."""

    def find(t):
        said = t.last.header[column]
        said = said.substitute(new_codes) if new_codes else said
        both = t.header.inner_join(t.last.header.select("child", said_last_year=said), "child")
        return both.filter(~both[column].identical_to(both.said_last_year))

    return find


for _years, _new_codes in {
    (2023, 2024): None,
    (2025, 2025): {"1": "M", "2": "F"},  # the year in which letters took the place of figures
    (2026, None): None,
}.items():
    rule(
        "202",
        "The sex differs from last year’s return. Correct it, or ask the department to"
        " change last year’s record.",
        "Header.SEX",
        years=_years,
    )(_differs_from_last_year("sex", _new_codes))
rule(
    "203",
    "The date of birth differs from last year’s return. Correct it, or ask the department"
    " to change last year’s record.",
    "Header.DOB",
)(_differs_from_last_year("dob"))
rule(
    "204",
    "The ethnic origin differs from last year’s return. Correct it, or ask the department"
    " to change last year’s record.",
    "Header.ETHNIC",
)(_differs_from_last_year("ethnic"))


@rule(
    "232",
    "The sex is given as unknown. Please check it; if it really is not known, tell the department"
    " so.",
    "Header.SEX",
    severity=Severity.QUERY,
    years=(2025, None),
)
def sex_is_unknown(t):
    return t.header.filter(t.header.sex == "U")


@rule(
    "301",
    "The date of birth lies after the end of the collection’s year. Correct it.",
    "Header.DOB",
)
def born_after_the_year(t):
    return t.header.filter(t.header.dob > t.end)


@rule(
    "351",
    "By the date of birth this person was over 25 when the collection’s year began. Correct the"
    " date, or take the person out of the return.",
    "Header.DOB",
)
def over_25_when_the_year_began(t):
    return t.header.filter(birthday(t.header.dob, 25) < t.start)
