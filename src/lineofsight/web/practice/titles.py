"""What plans are called. Two that begin in one month are never called the same: a title says
the kind of activity, and its programme, team, service or number where the kind does not tell."""

from datetime import date

from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme
from lineofsight.periods import end_of_month
from lineofsight.web.practice import rules
from lineofsight.web.practice.models import Plan

LONGEST = 200


def of_month(pack: Pack, programme: Programme, activity_key: str, month: date) -> str:
    """What everybody carries in a month. Where another monthly programme brings the same
    kind, its own programme is told with it."""
    kind = pack.activity(activity_key).title
    others = [
        each for each in pack.programmes
        if each.key != programme.key and each.rule in rules.MONTHLY
        and activity_key in each.activities
    ]  # fmt: skip
    what = f"{programme.title}: {kind}" if others and programme.title != kind else kind
    return f"{what}, {month:%B %Y}"


def of_time(pack: Pack, programme: Programme, occurrence: rules.Occurrence) -> str:
    """One time of a programme's year; which of the year, where a month has several."""
    of_year = rules.occurrences(pack, programme, rules.year_of(programme, occurrence.starts_on))
    month = f"{occurrence.starts_on:%B %Y}"
    named = f"{programme.title}, {month}"
    if sum(f"{each.starts_on:%B %Y}" == month for each in of_year) < 2:
        return named
    number = [each.key for each in of_year].index(occurrence.key) + 1
    return f"{named} ({number} of {len(of_year)})"


def asked_for(pack: Pack, programme: Programme, activity_key: str, month: date) -> str:
    """What is asked for without a title: with its kind where it is not the programme's first."""
    kind = pack.activity(activity_key).title
    what = programme.title if activity_key == programme.activity else f"{programme.title}: {kind}"
    return f"{what}, {month:%B %Y}"


def is_taken(title: str, starts_on: date, *, apart_from: int | None = None) -> bool:
    """Does another plan that begins in the month have this title? Those given up do not count."""
    month = starts_on.replace(day=1)
    same = Plan.objects.filter(title=title, starts_on__range=(month, end_of_month(month)))
    return same.exclude(state=Plan.State.WITHDRAWN).exclude(pk=apart_from).exists()


def not_taken(title: str, starts_on: date) -> str:
    """The title, or with the next number behind it."""
    title, found, number = title[:LONGEST], title[:LONGEST], 1
    while is_taken(found, starts_on):
        number += 1
        found = f"{title[: LONGEST - 6]} ({number})"
    return found
