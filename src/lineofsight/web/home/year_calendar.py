"""The year of a framework's programmes, boards and reports as a calendar file: what goes out
when, and no person."""

import datetime
import hashlib
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse

from lineofsight.packs import Pack, governance_year
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission
from lineofsight.web.practice.calendar import year_of
from lineofsight.web.ui.calendars import Entry, calendar_file, calendar_text
from lineofsight.web.ui.panels import Rest, rests_of_year

FIRST_YEAR, LAST_YEAR = 2000, 2044


@requires(Permission.PROGRAMME_SEE, Permission.FRAMEWORK_SEE)
def programme_calendar(request: HttpRequest, year: int) -> HttpResponse:
    """The year by the framework in force today, for anybody's own calendar program."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    adopted = adopted_on(clock.today())
    entries = entries_of(adopted.pack, year, stamp=adopted.adopted_at)
    rests = rests_of_year(request.user, year)
    entries += _resting(rests, adopted.pack, year, stamp=adopted.adopted_at)
    return calendar_file(f"programmes-{year}.ics", _name(adopted.pack, year), entries)


def as_file(
    pack: Pack, year: int, *, stamp: datetime.datetime, rests: Sequence[Rest] = ()
) -> bytes:
    """`rests`: the pauses that an installation has recorded."""
    entries = entries_of(pack, year, stamp=stamp) + _resting(rests, pack, year, stamp=stamp)
    return calendar_text(_name(pack, year), entries)


def entries_of(pack: Pack, year: int, *, stamp: datetime.datetime) -> list[Entry]:
    """`stamp`: since when it holds. A day the framework does not set covers its whole span;
    what we assume says so."""
    return [
        Entry(
            uid=_uid(pack, each.key),
            first_on=each.starts_on,
            last_on=None if each.is_day_set else max(each.starts_on, each.ends_on),
            title=_title(each),
            changed_at=stamp,
        )
        for each in year_of(pack, year)
    ] + _governance(pack, year, stamp=stamp)


def _governance(pack: Pack, year: int, *, stamp: datetime.datetime) -> list[Entry]:
    """The days and weeks that the framework gives its boards and reports."""
    return [
        Entry(
            uid=_uid(pack, each.key),
            first_on=each.starts_on,
            last_on=each.ends_on if each.ends_on != each.starts_on else None,
            title=f"{each.title}: {each.what}{', assumed' if each.is_assumed else ''}",
            changed_at=stamp,
        )
        for each in governance_year.year_of(pack, year)
    ]


def _resting(
    rests: Sequence[Rest], pack: Pack, year: int, *, stamp: datetime.datetime
) -> list[Entry]:
    """Reports that rest in the year, over its days only; without the reason, which is for
    those who open the page. One that nobody has ended yet rests to the end of the year."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return [
        Entry(
            uid=_uid(pack, f"rest/{each.title}/{each.from_on}/{year}"),
            first_on=max(each.from_on, first),
            last_on=min(each.to_on or last, last),
            title=f"{each.title}: rests",
            changed_at=stamp,
        )
        for each in rests
    ]


def _uid(pack: Pack, key: str) -> str:
    """The same in every version of a framework, so that a new one replaces its days."""
    return f"{hashlib.sha256(f'{pack.pack} {key}'.encode()).hexdigest()[:32]}@lineofsight"


def _title(entry) -> str:
    what = f"{entry.title}: {entry.what.lower()}"
    others = [title for title in entry.activity_titles if title != entry.title]
    what += f" ({', '.join(others)})" if others else ""
    return f"{what}, assumed" if entry.is_assumed else what


def _name(pack: Pack, year: int) -> str:
    return f"{pack.title}, {year}"
