"""OC2: health, offending and strengths and difficulties of children looked after for a year.

These are asked of a child who has been looked after continuously for the twelve months to
31 March. The strengths and difficulties questionnaire (SDQ) is for those aged 4 to 16.
"""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.blanks import any_blank, any_given
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import birthday, continuously_looked_after, first_episodes
from lineofsight.returns.code_sets import code_set

SDQ_REASONS = tuple(code.code for code in code_set("ssda903.sdq_reason").codes)
HIGHEST_SCORE = 40
ALWAYS_ASKED = ("immunisations", "teeth_check", "health_assessment", "substance_misuse")
SOMETIMES_ASKED = ("convicted", "health_check", "intervention_received", "intervention_offered")
YES_NO_ITEMS = (
    "convicted",
    "health_check",
    *ALWAYS_ASKED,
    "intervention_received",
    "intervention_offered",
)


def _fields(*columns: str) -> tuple[str, ...]:
    return tuple(f"OC2.{column.upper()}" for column in columns)


def all_year(t):
    """The rows of OC2 whose child was looked after continuously for the twelve months."""
    return t.oc2.semi_join(t.fact(continuously_looked_after), "child")


def not_all_year(t):
    return t.oc2.anti_join(t.fact(continuously_looked_after), "child")


# The questionnaire


@rule(
    "180",
    "The SDQ score is not a whole number from 0 to 40. Correct it, or leave it blank and give the"
    " reason for there being none.",
    *_fields("sdq_score"),
)
def score_is_out_of_range(t):
    score = t.oc2.sdq_score.try_cast("int64")
    return t.oc2.filter(
        t.oc2.sdq_score.notnull(), score.isnull() | (score < 0) | (score > HIGHEST_SCORE)
    )


@rule(
    "196",
    "The reason for there being no SDQ score is not a code of the return. Enter SDQ1 to SDQ5.",
    *_fields("sdq_reason"),
)
def reason_is_unknown(t):
    return t.oc2.filter(~t.oc2.sdq_reason.isin(SDQ_REASONS))


@rule(
    "157",
    "SDQ1 (the child’s age) is given as the reason for there being no SDQ score, but the child is"
    " of an age to have one. Enter the score or another reason, or correct the date of birth.",
    *_fields("sdq_reason", "dob"),
)
def of_age_for_a_score(t):
    given = all_year(t)
    return given.filter(
        given.sdq_reason == "SDQ1",
        given.sdq_score.isnull(),
        birthday(given.dob, 4) <= t.start,
        birthday(given.dob, 16) >= t.end,
    )


@rule(
    "185",
    "There is an SDQ score, but the child was not looked after continuously for the twelve months"
    " to 31 March. Take the score out, or correct the episodes.",
    *_fields("sdq_score"),
)
def score_without_the_year(t):
    return not_all_year(t).filter(lambda given: given.sdq_score.notnull())


@rule(
    "186",
    "There is no SDQ score, nor a reason for there being none, for a child aged 4 to 16 who was"
    " looked after continuously for the twelve months to 31 March. Enter the score.",
    *_fields("sdq_score"),
)
def score_is_missing(t):
    given = all_year(t)
    return given.filter(
        given.sdq_score.isnull(),
        given.sdq_reason.isnull(),
        birthday(given.dob, 4) <= t.start,
        birthday(given.dob, 17) > t.end,
    )


@rule(
    "188",
    "The child is under 4 on 31 March, yet there is an SDQ score or a reason for there being none."
    " Take it out, or correct the date of birth.",
    *_fields("sdq_score", "sdq_reason"),
)
def too_young_for_a_score(t):
    return t.oc2.filter(
        any_given(t.oc2, ("sdq_score", "sdq_reason")), birthday(t.oc2.dob, 4) > t.end
    )


@rule(
    "189",
    "The child was 17 or older when the year began, yet there is an SDQ score or a reason for"
    " there being none. Take it out, or correct the date of birth.",
    *_fields("dob", "sdq_score", "sdq_reason"),
)
def too_old_for_a_score(t):
    return t.oc2.filter(
        any_given(t.oc2, ("sdq_score", "sdq_reason")), birthday(t.oc2.dob, 17) < t.start
    )


@rule(
    "197B",
    "The child turned 4 or 17 in the year, and there is neither an SDQ score nor a reason for"
    " there being none. Enter one of them.",
    *_fields("sdq_reason", "dob"),
)
def neither_score_nor_reason(t):
    given = all_year(t)
    age_four = (birthday(given.dob, 4) >= t.start) & (birthday(given.dob, 4) <= t.end)
    age_seventeen = (birthday(given.dob, 17) >= t.start) & (birthday(given.dob, 17) <= t.end)
    return given.filter(
        given.sdq_score.isnull(), given.sdq_reason.isnull(), age_four | age_seventeen
    )


@rule(
    "197a",
    "There is an SDQ score and also a reason for there being none. Take one of them out.",
    *_fields("sdq_score", "sdq_reason"),
)
def both_score_and_reason(t):
    return t.oc2.filter(t.oc2.sdq_score.notnull(), t.oc2.sdq_reason.notnull())


@rule(
    "198",
    "There is a reason for there being no SDQ score, but the child was not looked after"
    " continuously for the twelve months to 31 March. Take the reason out, or correct the"
    " episodes.",
    *_fields("sdq_reason"),
)
def reason_without_the_year(t):
    return not_all_year(t).filter(lambda given: given.sdq_reason.notnull())


# What is answered with yes or no


@rule(
    "181",
    "An item asked of children looked after for twelve months is neither 0 nor 1. Correct it.",
    *_fields(*YES_NO_ITEMS),
)
def neither_yes_nor_no(t):
    return t.oc2.filter(
        lambda given: ibis.or_(*(~given[column].isin(("0", "1")) for column in YES_NO_ITEMS))
    )


@rule(
    "182",
    "Some items asked of children looked after for twelve months are filled in, but not all of"
    " immunisations, teeth check, health assessment and substance misuse. Fill these four in, or"
    " leave every item blank.",
    *_fields(*ALWAYS_ASKED, *SOMETIMES_ASKED),
)
def partly_filled_in(t):
    return t.oc2.filter(any_given(t.oc2, SOMETIMES_ASKED), any_blank(t.oc2, ALWAYS_ASKED))


@rule(
    "190",
    "Items asked of children looked after for twelve months are filled in, but the child was not"
    " looked after continuously for the twelve months to 31 March. Take them out, or correct the"
    " episodes.",
    *_fields(*YES_NO_ITEMS),
)
def items_without_the_year(t):
    return not_all_year(t).filter(lambda given: any_given(given, YES_NO_ITEMS))


@rule(
    "191",
    "The child was looked after continuously for the twelve months to 31 March, but immunisations,"
    " teeth check, health assessment or substance misuse is blank, or the child is not in OC2."
    " Fill them in.",
    *_fields(*ALWAYS_ASKED),
    "Episodes.CHILD",
)
def items_are_missing(t):
    children = t.fact(continuously_looked_after)
    return {
        "OC2": all_year(t).filter(lambda given: any_blank(given, ALWAYS_ASKED)),
        "Episodes": t.fact(first_episodes).semi_join(children, "child").anti_join(t.oc2, "child"),
    }


@rule(
    "543",
    "The child is 10 or older and was looked after continuously for the twelve months to 31 March,"
    " but it is not said whether the child was convicted. Enter 0 or 1.",
    *_fields("dob", "convicted"),
)
def conviction_is_missing(t):
    given = all_year(t)
    return given.filter(given.convicted.isnull(), birthday(given.dob, 10) <= t.end)


@rule(
    "544",
    "It is said whether the child was convicted, but not all of immunisations, teeth check, health"
    " assessment and substance misuse are filled in. Fill them in.",
    *_fields("convicted", *ALWAYS_ASKED),
)
def conviction_alone(t):
    return t.oc2.filter(t.oc2.convicted.notnull(), any_blank(t.oc2, ALWAYS_ASKED))


@rule(
    "545",
    "The child is under 5 and was looked after continuously for the twelve months to 31 March, but"
    " it is not said whether the health checks are up to date. Enter 0 or 1.",
    *_fields("dob", "health_check"),
)
def health_check_is_missing(t):
    given = all_year(t)
    return given.filter(given.health_check.isnull(), birthday(given.dob, 5) > t.end)


@rule(
    "546",
    "The child is 5 or older on 31 March, so health checks are not asked about. Take the entry"
    " out, or correct the date of birth.",
    *_fields("dob", "health_check"),
)
def too_old_for_health_checks(t):
    given = all_year(t)
    return given.filter(given.health_check.notnull(), birthday(given.dob, 5) <= t.end)


@rule(
    "547",
    "It is said whether health checks are up to date, but not all of immunisations, teeth check,"
    " health assessment and substance misuse are filled in. Fill them in.",
    *_fields("health_check", *ALWAYS_ASKED),
)
def health_check_alone(t):
    return t.oc2.filter(t.oc2.health_check.notnull(), any_blank(t.oc2, ALWAYS_ASKED))


# Substance misuse


@rule(
    "158",
    "The child received help with substance misuse, so it is not asked whether help was offered."
    " Take that entry out.",
    *_fields("intervention_received", "intervention_offered"),
)
def offered_what_was_received(t):
    return t.oc2.filter(t.oc2.intervention_received == "1", t.oc2.intervention_offered.notnull())


@rule(
    "159",
    "The child received no help with substance misuse, but it is not said whether help was"
    " offered. Enter 0 or 1.",
    *_fields("substance_misuse", "intervention_received", "intervention_offered"),
)
def offer_is_missing(t):
    given = t.oc2
    return given.filter(
        given.substance_misuse == "1",
        given.intervention_received == "0",
        given.intervention_offered.isnull(),
    )


@rule(
    "192",
    "The child has a substance misuse problem, but it is not said whether the child received help"
    " with it. Enter 0 or 1.",
    *_fields("substance_misuse", "intervention_received"),
)
def help_is_missing(t):
    return t.oc2.filter(t.oc2.substance_misuse == "1", t.oc2.intervention_received.isnull())


@rule(
    "193",
    "No substance misuse problem is recorded, yet it is said whether help with it was received or"
    " offered. Take that out, or correct whether there is a problem.",
    *_fields("substance_misuse", "intervention_received", "intervention_offered"),
)
def help_without_a_problem(t):
    no_problem = t.oc2.substance_misuse.fill_null("0") == "0"
    return t.oc2.filter(
        no_problem, any_given(t.oc2, ("intervention_received", "intervention_offered"))
    )
