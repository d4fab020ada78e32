"""Who the child is, in every list: number, sex, ethnicity, birth and age, the same everywhere."""

from lineofsight.later import ibis
from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import (
    CHILDREN,
    EVENT,
    EVERY,
    age_is_at_least,
    drawn_on,
    every,
    in_each,
    is_blank,
    is_given,
    meant,
    published,
    rows_of,
)
from lineofsight.quality.model import Severity

UNBORN_IN = (1, 2, 3, 4, 5, 6, 7)
"""Lists in which a child may stand before birth."""
PEOPLE_WITH = {"gender": EVERY, "ethnicity": EVERY, "date_of_birth": CHILDREN}


@rule(
    "A001",
    "The row does not say which child it is about. Enter the child’s number.",
    *every(CHILDREN, "child"),
)
@in_each(CHILDREN)
def no_number(t, rows, number):
    return rows.filter(is_blank(rows, "child"))


@rule(
    "A002",
    "The gender is blank or is none of the list’s. Enter one, if need be “not stated/recorded”.",
    *every(EVERY, "gender"),
)
@in_each(EVERY)
def no_gender(t, rows, number):
    return rows.filter(meant(rows, "gender").isnull())


@rule(
    "A003",
    "The ethnicity is blank or is none of the list’s. Enter one, if need be “not stated”.",
    *every(EVERY, "ethnicity"),
)
@in_each(EVERY)
def no_ethnicity(t, rows, number):
    return rows.filter(meant(rows, "ethnicity").isnull())


@rule(
    "A004",
    "The date of birth is blank. Enter it; only an unborn child, whose gender is not recorded yet,"
    " has none.",
    *every(CHILDREN, "date_of_birth", "gender"),
)
@in_each(CHILDREN)
def no_birth(t, rows, number):
    blank = is_blank(rows, "date_of_birth")
    if number in UNBORN_IN:
        blank &= meant(rows, "gender").fill_null("") != "U"
    return rows.filter(blank)


def _differing(t, column: str, told_by):
    """Children of whom the lists say different things."""
    said = []
    for number in PEOPLE_WITH[column]:
        rows = rows_of(t.if_given, number)
        if number in CHILDREN:
            said.append(rows.select("child", said=told_by(rows, column)))
    all_said = ibis.union(*said)
    all_said = all_said.filter(all_said.said.notnull() & all_said.child.notnull())
    counted = all_said.group_by("child").aggregate(ways=all_said.said.nunique())
    return counted.filter(counted.ways > 1).select("child")


def two_births(t):
    return _differing(t, "date_of_birth", lambda rows, column: rows[column].cast("string"))


def two_genders(t):
    return _differing(t, "gender", lambda rows, column: meant(rows, column).nullif("U"))


def two_ethnicities(t):
    return _differing(t, "ethnicity", lambda rows, column: meant(rows, column))


def _said_otherwise(fact, column: str):
    return in_each(CHILDREN)(
        lambda t, rows, number: rows.filter(is_given(rows, column)).semi_join(t.fact(fact), "child")
    )


rule(
    "A005",
    "The lists give the child several dates of birth. Find the right one and correct the record.",
    *every(CHILDREN, "date_of_birth"),
)(_said_otherwise(two_births, "date_of_birth"))
rule(
    "A006",
    "The lists give the child several genders. Find the right one and correct the record.",
    *every(CHILDREN, "gender"),
)(_said_otherwise(two_genders, "gender"))
rule(
    "A007",
    "The lists give the child several ethnicities. Find the right one and correct the record.",
    *every(CHILDREN, "ethnicity"),
    severity=Severity.QUERY,
)(_said_otherwise(two_ethnicities, "ethnicity"))


@rule(
    "A008",
    "What the row is about happened before the child was born: for a child in care or to be"
    " adopted at all, for others more than ten months before. Correct whichever date is wrong.",
    *(field for number, day in EVENT.items() for field in published(number, day, "date_of_birth")),
)
@in_each(EVENT)
def before_birth(t, rows, number):
    earliest = rows.date_of_birth
    if number in UNBORN_IN:
        earliest = earliest - ibis.interval(months=10)
    return rows.filter(rows[EVENT[number]] < earliest)


@rule(
    "A009",
    "The child is to be born more than ten months after the lists were drawn. Correct the date of"
    " birth.",
    *every(CHILDREN, "date_of_birth"),
)
@in_each(CHILDREN)
def born_in_the_future(t, rows, number):
    return rows.filter(rows.date_of_birth > drawn_on(t) + ibis.interval(months=10))


@rule(
    "A010",
    "The age does not go with the date of birth: it is more than a year out. Correct whichever is"
    " wrong.",
    *every(CHILDREN, "age_of_child", "date_of_birth"),
    severity=Severity.QUERY,
)
@in_each(CHILDREN)
def another_age(t, rows, number):
    age = rows.age_of_child.try_cast("float64").floor().cast("int64")
    day = drawn_on(t)
    years = day.year() - rows.date_of_birth.year()
    before = (day.month() < rows.date_of_birth.month()) | (
        (day.month() == rows.date_of_birth.month()) & (day.day() < rows.date_of_birth.day())
    )
    # An unborn child's age is written as 0 or below.
    return rows.filter((years - before.cast("int64") - age).abs() > 1, age >= 0)


@rule(
    "A011",
    "The person was over 25 when the lists were drawn, which is too old for this list. Correct the"
    " date of birth, or take the row out.",
    *every(CHILDREN, "date_of_birth"),
)
@in_each(CHILDREN)
def over_twenty_five(t, rows, number):
    return rows.filter(age_is_at_least(rows.date_of_birth, 26, drawn_on(t)))


@rule(
    "A012",
    "The young person was 18 or over on the day the row is about. Correct whichever date is wrong,"
    " or say why an adult is in this list.",
    *(field for number in UNBORN_IN for field in published(number, EVENT[number], "date_of_birth")),
    severity=Severity.QUERY,
)
@in_each(UNBORN_IN)
def an_adult(t, rows, number):
    return rows.filter(age_is_at_least(rows.date_of_birth, 18, rows[EVENT[number]]))
