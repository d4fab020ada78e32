"""When an episode began and ceased, and what a day alone can get wrong."""

from datetime import date

from lineofsight.quality.model import Severity
from lineofsight.quality.ssda903.book import rule

ACT_IN_FORCE = date(1991, 10, 14)
"""The Children Act 1989 came into force; nobody was looked after under it before."""
LAST_FREEING_ORDERS = date(2005, 12, 31)
FIRST_PLACEMENT_ORDERS = date(2005, 12, 1)
"""Freeing orders (D1) gave way to placement orders (E1) in the course of this month."""
SUPPORTED_ACCOMMODATION = date(2023, 10, 28)
"""Supported accommodation had to be registered from this day; its code is K3, no longer P2."""


@rule(
    "141",
    "The day the episode began is not a date. Enter it as dd/mm/yyyy.",
    "Episodes.DECOM",
)
def start_is_no_date(t):
    return t.episodes.filter(t.episodes.decom_text.notnull(), t.episodes.decom.isnull())


@rule(
    "147",
    "The day the episode ceased is not a date. Enter it as dd/mm/yyyy.",
    "Episodes.DEC",
)
def end_is_no_date(t):
    return t.episodes.filter(t.episodes.dec_text.notnull(), t.episodes.dec.isnull())


@rule(
    "148",
    "The day the episode ceased stands without its reason, or the reason without the day. Give"
    " both, or neither if the episode goes on.",
    "Episodes.DEC",
    "Episodes.REC",
)
def end_and_reason_do_not_go_together(t):
    return t.episodes.filter(t.episodes.dec_text.isnull() != t.episodes.rec.isnull())


@rule(
    "353",
    "The episode begins before 14 October 1991, when the Children Act 1989 came into force."
    " Correct the day it began.",
    "Episodes.DECOM",
)
def start_is_before_the_act(t):
    return t.episodes.filter(t.episodes.decom < ACT_IN_FORCE)


@rule(
    "354",
    "The episode begins after this collection year has ended. Correct the day, or leave the"
    " episode for next year’s return.",
    "Episodes.DECOM",
)
def start_is_after_the_year(t):
    return t.episodes.filter(t.episodes.decom > t.end)


@rule(
    "355",
    "The episode ceased on the day it began. Check both days; an episode of less than a day is"
    " left out of the return.",
    "Episodes.DECOM",
    "Episodes.DEC",
    severity=Severity.QUERY,
)
def episode_lasted_less_than_a_day(t):
    return t.episodes.filter(t.episodes.decom == t.episodes.dec)


@rule(
    "356",
    "The episode ceased before it began. Correct whichever of the two days is wrong.",
    "Episodes.DECOM",
    "Episodes.DEC",
)
def end_is_before_start(t):
    return t.episodes.filter(t.episodes.dec < t.episodes.decom)


@rule(
    "385",
    "The episode ceased after this collection year has ended. Correct the day, or leave it blank"
    " if the episode went on at the end of the year.",
    "Episodes.DEC",
)
def end_is_after_the_year(t):
    return t.episodes.filter(t.episodes.dec > t.end)


@rule(
    "445",
    "A freeing order (D1) cannot be the legal status of an episode that began after"
    " December 2005. Correct the legal status or the day.",
    "Episodes.LS",
    "Episodes.DECOM",
    years=(2023, 2024),
)
def freed_after_freeing_orders(t):
    return t.episodes.filter(t.episodes.ls == "D1", t.episodes.decom > LAST_FREEING_ORDERS)


@rule(
    "446",
    "A placement order (E1) cannot be the legal status of an episode that began before 1 December"
    " 2005. Correct the legal status or the day.",
    "Episodes.LS",
    "Episodes.DECOM",
)
def placement_order_before_there_were_any(t):
    return t.episodes.filter(t.episodes.ls == "E1", t.episodes.decom < FIRST_PLACEMENT_ORDERS)


@rule(
    "217t",
    "Independent living (P2) is no placement type from 28 October 2023 on. End the episode by"
    " then and begin one with the type that holds.",
    "Episodes.PLACE",
    "Episodes.DEC",
    years=(2024, 2024),
)
def independent_living_after_its_code_ended(t):
    episodes = t.episodes
    goes_on = (episodes.dec > SUPPORTED_ACCOMMODATION) | episodes.dec.isnull()
    return episodes.filter(episodes.place == "P2", goes_on)
