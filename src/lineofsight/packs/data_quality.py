"""How long each step of putting data right may take, and when a return is to be handed in.

No framework that we know states these days, so all are assumed until the authority chooses.
"""

from calendar import isleap
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator

from lineofsight.packs.local_rules import LocalRule, ShippedRule
from lineofsight.packs.values import Setting, Source, Strict, Whole

A_LEAP_YEAR = 2024
OURS = "Our own; the framework does not say."
AS_USUAL = "The last day in recent years; look into this year’s guide."


def _is_a_day_of_the_year(text: str) -> str:
    on_day_of(text, A_LEAP_YEAR)
    return text


DayOfYear = Annotated[str, AfterValidator(_is_a_day_of_the_year)]
"""A day without its year: “31 July”."""


def on_day_of(text: str, year: int) -> date:
    """The day of a year; 29 February is the 28th where there is none.

    >>> on_day_of("31 July", 2026)
    datetime.date(2026, 7, 31)
    """
    day = datetime.strptime(f"{text} {A_LEAP_YEAR}", "%d %B %Y").date()  # noqa: DTZ007 - a day only
    is_lost = (day.month, day.day) == (2, 29) and not isleap(year)
    return date(year, 2, 28) if is_lost else day.replace(year=year)


def _days(number: int) -> Setting[Whole]:
    return Setting[Whole](value=number, source=Source.ASSUMED, note=OURS)


class DataQuality(Strict):
    """What is wrong in the data goes from the worker to the team manager to the group manager.

    The three `..._within_working_days` are what each has; then it is passed on to the next.
    The deadlines are those of the year in which a collection ends. `rules` are the authority's
    own, `shipped` what it does otherwise with ours.
    """

    correct_within_working_days: Setting[Whole] = _days(5)
    check_within_working_days: Setting[Whole] = _days(5)
    confirm_within_working_days: Setting[Whole] = _days(5)
    exempt_at_most_days: Setting[Whole] = _days(365)
    relevance_every_months: Setting[Whole] = _days(12)
    cin_deadline: Setting[DayOfYear] = Setting[DayOfYear](
        value="31 July", source=Source.ASSUMED, note=AS_USUAL
    )
    ssda903_deadline: Setting[DayOfYear] = Setting[DayOfYear](
        value="30 June", source=Source.ASSUMED, note=AS_USUAL
    )
    annex_a_deadline: Setting[DayOfYear] = Setting[DayOfYear](source=Source.NOT_SET)
    rules: tuple[LocalRule, ...] = ()
    shipped: tuple[ShippedRule, ...] = ()
