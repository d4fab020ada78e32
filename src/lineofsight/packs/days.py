"""Days that fall on a weekend or a bank holiday, and where a framework moves them."""

from datetime import date

from lineofsight.packs.values import NonWorkingRule
from lineofsight.working_days import england


def on_a_day_that_counts(day: date, rule: NonWorkingRule | None) -> date:
    """`day`, moved as the pack says where it falls on a weekend or a bank holiday.

    A rule that is not set moves nothing.
    """
    if rule == NonWorkingRule.NEXT:
        return england().add(day, 0)
    if rule == NonWorkingRule.PREVIOUS:
        return england().previous(day)
    return day
