"""Unaccompanied asylum-seeking children: who is one, and when that ended.

Whether a child is one the header says in the XML form; where files list such children in the
module UASC instead, the header is taken to say it of those.
"""

from lineofsight.later import ibis
from lineofsight.quality.model import Severity
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import birthday


def _alone(tables):
    """The header's rows, of this year or of `t.last`, that say so."""
    return tables.header.filter(tables.header.uasc == "1")


@rule(
    "104",
    "The day the asylum status ended is not a date, or lies before the collection’s year. Enter it"
    " as dd/mm/yyyy; leave out children whose status ended before the year.",
    "UASC.DUC",
)
def status_end_is_no_date(t):
    is_unreadable = t.uasc.duc_text.notnull() & t.uasc.duc.isnull()
    return t.uasc.filter(is_unreadable | (t.uasc.duc < t.start))


@rule(
    "105",
    "The asylum status is missing or is not a valid code. Enter 1 for an unaccompanied"
    " asylum-seeking child, 0 for any other.",
    "Header.UASC",
)
def status_is_no_code(t):
    return t.header.filter(t.header.uasc.isnull() | t.header.uasc.notin(("0", "1")))


@rule(
    "205A",
    "Last year’s return said that this is an unaccompanied asylum-seeking child, this year’s does"
    " not, and no day in last year’s return says that it ended in that year. Enter the status, or"
    " ask the department to change last year’s record.",
    "Header.UASC",
    "UASC.DUC",
)
def status_gone_without_an_end(t):
    # The status ended last year: then last year's return has the day, and this year's has none.
    last_start, last_end = t.start - ibis.interval(years=1), t.start - ibis.interval(days=1)
    over = t.last.uasc.filter(t.last.uasc.duc.between(last_start, last_end))
    with_day = t.uasc.filter(t.uasc.duc.notnull())
    explained = over.anti_join(with_day, "child")
    gone = t.header.filter(t.header.uasc.fill_null("0") != "1")
    gone = gone.semi_join(_alone(t.last), "child").anti_join(explained, "child")
    return {"Header": gone, "UASC": t.uasc.semi_join(gone, "child")}


@rule(
    "205B",
    "Both years’ returns say that this is an unaccompanied asylum-seeking child, but the days on"
    " which the status ended do not fit: last year’s has to be the 18th birthday, this"
    " year’s the same or a day of this year. Correct the day.",
    "UASC.DUC",
    "Header.UASC",
)
def status_in_both_years(t):
    last = t.last.uasc.semi_join(_alone(t.last), "child")
    last = last.select("child", duc_before="duc", born="dob")
    both = t.uasc.semi_join(_alone(t), "child").inner_join(last, "child")
    is_18th = both.duc_before == birthday(both.born, 18)
    is_plausible = both.duc.between(t.start, t.end) | (both.duc == both.duc_before)
    wrong = both.filter(~(is_18th & is_plausible).fill_null(ibis.literal(False)))
    return {"UASC": wrong, "Header": t.header.semi_join(wrong, "child")}


@rule(
    "205C",
    "There is a day on which the asylum status ended, but neither year’s return says that this is"
    " an unaccompanied asylum-seeking child. Enter the status, or take the day out.",
    "UASC.DUC",
    "Header.UASC",
)
def status_ended_of_a_child_never_alone(t):
    alone_now = t.header.filter(t.header.uasc != "0")
    alone_then = t.last.header.filter(t.last.header.uasc != "0")
    never = t.uasc.anti_join(alone_now, "child").anti_join(alone_then, "child")
    ended_then = t.last.uasc.filter(t.last.uasc.duc.notnull()).select(ended_then="child").distinct()
    never = never.left_join(ended_then, never.child == ended_then.ended_then)
    wrong = never.filter(never.duc.notnull() | never.ended_then.notnull())
    return {"UASC": wrong, "Header": t.header.semi_join(wrong, "child")}


@rule(
    "205D",
    "This is an unaccompanied asylum-seeking child, but last year’s return did not say so. Correct"
    " the status, or ask the department to change last year’s record.",
    "Header.UASC",
    "Header.CHILD",
)
def alone_only_this_year(t):
    before = t.last.header.filter(t.last.header.uasc.fill_null("0") != "1")
    return _alone(t).semi_join(before, "child")


@rule(
    "231",
    "This unaccompanied asylum-seeking child is under 11, which is rare. Please check the date of"
    " birth; if it is right, tell the department so.",
    "Header.DOB",
    "Header.UASC",
    severity=Severity.QUERY,
    years=(2025, None),
)
def alone_and_under_11(t):
    return _alone(t).filter(birthday(t.header.dob, 11) > t.end)


@rule(
    "303",
    "There is a day on which the asylum status ended, but Header does not say that this is an"
    " unaccompanied asylum-seeking child. Enter 1 there, or take the day out.",
    "UASC.DUC",
    "Header.UASC",
)
def status_ended_of_another(t):
    ended = t.uasc.filter(t.uasc.duc_text.notnull())
    others = t.header.filter((t.header.uasc != "1") | t.header.uasc.isnull())
    return {"UASC": ended.semi_join(others, "child"), "Header": others.semi_join(ended, "child")}


@rule(
    "304",
    "The asylum status ended after the 18th birthday. Correct the day: the status ends at 18 at"
    " the latest.",
    "UASC.DUC",
)
def status_ended_after_18(t):
    return t.uasc.filter(t.uasc.duc > birthday(t.uasc.dob, 18))
