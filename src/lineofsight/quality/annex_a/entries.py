"""What each list asks for beside the child: blank where it must not be, or written so that nobody
can tell what is meant."""

from lineofsight.later import ibis
from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import (
    CARE_END,
    CARE_START,
    CONFERENCE,
    LISTS,
    drawn_on,
    is_blank,
    is_given,
    meant,
    number_in,
    published,
    rows_of,
    some,
)
from lineofsight.quality.model import Severity
from lineofsight.quality.schema import coded
from lineofsight.returns.annex_a import ANNEX_A

ASKED_OF_EVERY_LIST = (
    "child_unique_id", "gender", "ethnicity", "date_of_birth", "allocated_team", "allocated_worker",
)  # fmt: skip
MISSING = "number_of_episodes_the_child_has_been_missing_from_their_placement_in_the_last_12_months"
NOT_LOOKED_UP = ("annex_a.authority",)
"""An authority’s own name is not among those that Ofsted’s list has to know."""


def must_say(number: int) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in LISTS[number].fields
        if each.required and each.name not in ASKED_OF_EVERY_LIST
    )


def codes_of(number: int) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in coded(ANNEX_A.id, LISTS[number].name)
        if each.name not in ASKED_OF_EVERY_LIST and each.codes.id not in NOT_LOOKED_UP
    )


def counts_of(number: int) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in LISTS[number].fields
        if each.type == "integer" and each.name != "age_of_child"
    )


def _blank(number: int):
    def find(t):
        rows = rows_of(t, number)
        return rows.filter(some(is_blank(rows, column) for column in must_say(number)))

    return find


def _unknown_code(number: int):
    def find(t):
        rows = rows_of(t, number)
        return rows.filter(
            some(
                is_given(rows, column) & meant(rows, column).isnull() for column in codes_of(number)
            )
        )

    return find


def _no_number(number: int):
    def find(t):
        rows = rows_of(t, number)
        return rows.filter(
            some(
                is_given(rows, column) & number_in(rows, column).isnull()
                for column in counts_of(number)
            )
        )

    return find


for _number in LISTS:
    rule(
        f"A{_number}01",
        f"Something that list {_number} asks of every row is blank. Fill in the fields named here.",
        *published(_number, *must_say(_number)),
    )(_blank(_number))
    if codes_of(_number):
        rule(
            f"A{_number}02",
            f"An entry is none of those that list {_number} knows, or may mean several. Write it as"
            " Ofsted’s guidance does.",
            *published(_number, *codes_of(_number)),
        )(_unknown_code(_number))
    if counts_of(_number):
        rule(
            f"A{_number}03",
            f"A count of list {_number} is no whole number. Enter how many, 0 if none.",
            *published(_number, *counts_of(_number)),
        )(_no_number(_number))


@rule(
    "A804",
    "The postcode of the placement is no postcode. Correct it.",
    *published(8, "placement_postcode"),
)
def no_postcode(t):
    rows = t.children_in_care
    looks_right = rows.placement_postcode.upper().re_search(
        "^[A-Z]{1,2}[0-9][A-Z0-9]? *[0-9][A-Z]{2}$"
    )
    return rows.filter(is_given(rows, "placement_postcode"), ~looks_right)


@rule(
    "A805",
    "The URN of the placement is no URN: it has six or seven figures, perhaps with SC before them."
    " Correct it, or leave it blank where the placement is not registered.",
    *published(8, "urn_of_placement"),
    severity=Severity.QUERY,
)
def no_urn(t):
    rows = t.children_in_care
    looks_right = rows.urn_of_placement.upper().re_search("^(SC)? ?[0-9]{6,7}$|^X{3,7}$")
    return rows.filter(is_given(rows, "urn_of_placement"), ~looks_right)


@rule(
    "A406",
    "The assessment is authorised but nothing says whether the child needs children’s social care."
    " Enter yes or no.",
    *published(
        4,
        "was_the_child_assessed_as_requiring_la_childrens_social_care_support",
        "continuous_assessment_date_of_authorisation",
    ),
)
def assessed_to_no_end(t):
    rows = t.assessments
    answer = "was_the_child_assessed_as_requiring_la_childrens_social_care_support"
    return rows.filter(
        is_given(rows, "continuous_assessment_date_of_authorisation"), is_blank(rows, answer)
    )


@rule(
    "A506",
    "A child protection conference was held but nothing says whether it led to a plan. Enter yes"
    " or no.",
    *published(
        5,
        "did_the_initial_child_protection_conference_result_in_a_child_protection_plan",
        CONFERENCE,
    ),
)
def conference_without_result(t):
    rows = t.section_47
    result = "did_the_initial_child_protection_conference_result_in_a_child_protection_plan"
    return rows.filter(is_given(rows, CONFERENCE), meant(rows, result).fill_null("U") == "U")


@rule(
    "A806",
    "The child has been missing from the placement, but nothing says whether a return interview"
    " was offered. Enter yes or no.",
    *published(
        8,
        "was_the_child_offered_a_return_interview_after_their_last_missing_episode",
        MISSING,
    ),
)
def missing_and_no_interview_spoken_of(t):
    rows = t.children_in_care
    offered = "was_the_child_offered_a_return_interview_after_their_last_missing_episode"
    return rows.filter(number_in(rows, MISSING) > 0, is_blank(rows, offered))


@rule(
    "A807",
    "The child has been in care for over four months without a permanence plan. Enter what the plan"
    " is.",
    *published(8, "what_is_the_permanence_plan_for_this_child", CARE_START, CARE_END),
    severity=Severity.QUERY,
)
def no_permanence_plan(t):
    rows = t.children_in_care
    return rows.filter(
        is_blank(rows, CARE_END),
        is_blank(rows, "what_is_the_permanence_plan_for_this_child"),
        rows[CARE_START] < drawn_on(t) - ibis.interval(months=4),
    )


@rule(
    "A906",
    "The authority is in touch with the young person, but accommodation, its suitability or"
    " activity is blank. Enter them.",
    *published(
        9,
        "type_of_accommodation",
        "suitability_of_accommodation",
        "activity_status",
        "la_in_touch",
    ),
)
def in_touch_and_nothing_known(t):
    rows = t.care_leavers
    asked = ("type_of_accommodation", "suitability_of_accommodation", "activity_status")
    return rows.filter(
        meant(rows, "la_in_touch") == "YES", some(is_blank(rows, column) for column in asked)
    )
