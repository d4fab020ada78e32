"""The eleven lists by their numbers, and what rules ask of their rows."""

from collections.abc import Callable, Iterable
from functools import reduce, wraps

from lineofsight.later import ibis
from lineofsight.quality.schema import AS_WRITTEN, DAYS, MEANT, published_name
from lineofsight.returns.annex_a import ANNEX_A
from lineofsight.returns.model import Table

LISTS: dict[int, Table] = dict(enumerate(ANNEX_A.tables, 1))
EVERY = tuple(LISTS)
CHILDREN = tuple(range(1, 11))
"""List 11 is of adopters; every other one of children."""
MISTAKES = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
"""What a spreadsheet shows where a formula failed."""
YES, NO = "Y", "N"

CIN_START = "cin_start_date"
PLAN_START = "child_protection_plan_start_date"
PLAN_END = "child_protection_plan_end_date"
CARE_START = "date_started_to_be_looked_after"
CARE_END = "date_ceased_to_be_looked_after"
ENQUIRY = "strategy_discussion_initiating_section_47_enquiry_start_date"
CONFERENCE = "date_of_initial_child_protection_conference"
EVENT = {
    1: "date_of_contact", 2: "assessment_start_date", 3: "date_of_referral",
    4: "continuous_assessment_start_date", 5: ENQUIRY, 6: CIN_START, 7: PLAN_START, 8: CARE_START,
    10: "date_of_decision_that_child_should_be_placed_for_adoption",
}  # fmt: skip
"""The day a row of each list is about, where it is about one."""


def list_name(number: int) -> str:
    return published_name(ANNEX_A.id, LISTS[number].name)


def published(number: int, *columns: str) -> tuple[str, ...]:
    """The published fields of columns of a list, as rules name them."""
    of = LISTS[number].by_name
    names = {"child": "child_unique_id"}
    return tuple(f"{list_name(number)}.{of[names.get(c, c)].published}" for c in columns)


def rows_of(t, number: int):
    """The rows of a list. `t.if_given` gives none where it was not handed over."""
    return getattr(t, LISTS[number].name)


def days_of(number: int) -> tuple[str, ...]:
    """The columns of a list that hold a day."""
    return tuple(each.name for each in LISTS[number].fields if each.type in DAYS)


def is_day(rows, column: str) -> bool:
    return column + AS_WRITTEN in rows.columns


def is_blank(rows, column: str):
    """Nothing stands there, or a mark for nothing, or what a failed formula leaves."""
    written = rows[column + AS_WRITTEN if is_day(rows, column) else column]
    return (
        written.isnull()
        | written.isin(MISTAKES).fill_null(False)
        | ~written.re_search("[A-Za-z0-9]").fill_null(False)
    )


def is_given(rows, column: str):
    return ~is_blank(rows, column)


def meant(rows, column: str):
    """The code a text stands for; nothing where nobody knows it."""
    return rows[column + MEANT]


def number_in(rows, column: str):
    """A count as a number; nothing where it is none."""
    return rows[column].re_search("^[0-9]{1,6}$").ifelse(rows[column], None).try_cast("int64")


def age_is_at_least(birth, years: int, day):
    return birth <= day - ibis.interval(years=years)


def some(conditions: Iterable):
    """Any one of the conditions; one that is not known does not hold."""
    return reduce(lambda one, other: one | other, (each.fill_null(False) for each in conditions))


def drawn(t):
    """One row: the day the lists were drawn, so far as they say. It is the latest event that any
    two lists know of, so that one date mistyped into the future does not move it; where only one
    list has events, its latest."""
    of = {**EVENT, 7: "date_of_the_last_statutory_visit", 8: "date_of_last_social_work_visit",
          9: "latest_date_of_contact"}  # fmt: skip
    del of[10]
    latest = [_latest(rows_of(t.if_given, number), column) for number, column in of.items()]
    known = ibis.union(*latest)
    known = known.filter(known.day.notnull())
    ranked = known.mutate(place=ibis.row_number().over(order_by=ibis.desc("day")))
    return ranked.filter(ranked.place <= 1).aggregate(day=ranked.day.min())


def _latest(rows, column: str):
    return rows.aggregate(day=rows[column].max())


def drawn_on(t):
    return t.fact(drawn).day.as_scalar()


def in_each(numbers: Iterable[int]) -> Callable:
    """Makes of `find(t, rows, number)` a rule about several lists, each so far as it was given."""

    def of(find):
        @wraps(find)
        def found(t):
            return {
                list_name(number): find(t, rows_of(t.if_given, number), number)
                for number in numbers
            }

        return found

    return of


def every(numbers, *columns: str) -> tuple[str, ...]:
    return tuple(field for number in numbers for field in published(number, *columns))
