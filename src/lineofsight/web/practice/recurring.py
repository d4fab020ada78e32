"""Concerns that findings keep raising: what the planner proposes as a theme."""

from dataclasses import dataclass
from datetime import date, timedelta

from lineofsight.periods import add_months
from lineofsight.web.practice import themes
from lineofsight.web.practice.models import CandidateTheme

AT_LEAST = 3
"""A concern in so many audits or escalations of each of two quarters running is recurrent."""


@dataclass(frozen=True)
class Recurrent:
    key: str
    title: str
    before: int
    lately: int


def recurrent(today: date) -> list[Recurrent]:
    """Themes that were a concern in each of the last two spans of three whole months, and
    that the planner does not already hold as something to be looked at."""
    this_month = today.replace(day=1)
    middle, start = add_months(this_month, -3), add_months(this_month, -6)
    before = {each.key: each for each in themes.counts(start, middle - timedelta(days=1))}
    lately = {each.key: each for each in themes.counts(middle, this_month - timedelta(days=1))}
    open_states = [CandidateTheme.State.CANDIDATE, CandidateTheme.State.AGREED,
                   CandidateTheme.State.RUNNING]  # fmt: skip
    held = set(
        CandidateTheme.objects.filter(state__in=open_states).values_list("coded_as", flat=True)
    )
    found = [
        Recurrent(key, lately[key].title, before[key].concerns, lately[key].concerns)
        for key in before.keys() & lately.keys() - held
        if min(before[key].concerns, lately[key].concerns) >= AT_LEAST
    ]
    return sorted(found, key=lambda each: (-each.lately, each.title))
