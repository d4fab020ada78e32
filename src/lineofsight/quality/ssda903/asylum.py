"""Unaccompanied asylum-seeking children: who is one, and when that ended.

In the files the module UASC lists them; in the XML form the header says it of each child, and
whoever reads it lists those who are. So to stand in the table is to be one. Only rules about
what the header says itself ask for its column, which files do not have.
"""

from lineofsight.quality.model import Severity
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import birthday


@rule(
    "104",
    "The day the asylum status ended is not a date. Enter it as dd/mm/yyyy.",
    "UASC.DUC",
)
def status_end_is_no_date(t):
    return t.uasc.filter(t.uasc.duc_text.notnull(), t.uasc.duc.isnull())


@rule(
    "105",
    "Whether the child is an unaccompanied asylum-seeking child is missing or is no code. Enter 1"
    " if so, 0 if not.",
    "Header.UASC",
)
def status_is_no_code(t):
    return t.header.filter(t.header.uasc.isnull() | t.header.uasc.notin(("0", "1")))


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
    young = t.header.filter(birthday(t.header.dob, 11) > t.end)
    return young.semi_join(t.uasc, "child")


@rule(
    "303",
    "There is a day on which the asylum status ended, but the child is not said to be an"
    " unaccompanied asylum-seeking child. Enter 1, or take the day out.",
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
