"""One's own unit this month: what needs attention, and as large beside it what goes well."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.charts.findings import Tone
from lineofsight.indicators import CATALOGUE
from lineofsight.indicators.units import units_of
from lineofsight.periods import Period
from lineofsight.warehouse import Snapshot
from lineofsight.web.people.models import User
from lineofsight.web.performance import queries, reading
from lineofsight.web.performance.places import WHOLE_PLACE, Place, latest_month, usual_place
from lineofsight.web.performance.scorecards import (
    AS_EXPECTED,
    ATTENTION,
    GOING_WELL,
    Card,
    Facts,
    Scorecard,
    scorecard,
)

MOST_SHOWN = 3


@dataclass(frozen=True)
class ThisMonth:
    """`attention` and `well` are items of the exceptions list; the expected is a count."""

    title: str
    attention: list[dict]
    well: list[dict]
    attention_count: int
    well_count: int
    expected: int
    url: str


def this_month_of(
    user: User, snapshot: Snapshot, day: datetime.date, *, outside: bool
) -> ThisMonth:
    """`outside`: for a reader of aggregates only, so that small numbers are hidden."""
    place, month = usual_place(user, units_of(snapshot), day), latest_month(snapshot)
    if outside and place.by == "team":
        place = WHOLE_PLACE
    card = scorecard(
        snapshot,
        list(CATALOGUE),
        place,
        month,
        facts=_facts(place, month, day),
        withheld=reading.Withheld(small=outside),
    )
    return ThisMonth(
        title=f"{place.name} in {month.label}",
        attention=_items(card, ATTENTION),
        well=_items(card, GOING_WELL),
        attention_count=len(card.groups[ATTENTION]),
        well_count=len(card.groups[GOING_WELL]),
        expected=len(card.groups[AS_EXPECTED]),
        url=f"{reverse('performance:scorecard')}?"
        + urlencode({"unit": place.key, "month": month.id}),
    )


def _facts(place: Place, month: Period, day: datetime.date) -> Facts:
    of_pack = queries.targets_of_pack(queries.pack_in_use(day, settings.PACK))
    return Facts(
        targets=queries.targets_in_force(place.key, month.start, of_pack),
        restarts=queries.restarts_in_force(place.key),
        commentary={},
        area=reading.compared_area(reading.authority()),
    )


def _items(card: Scorecard, group: str) -> list[dict]:
    return [_item(each) for each in card.groups[group][:MOST_SHOWN]]


def _item(card: Card) -> dict:
    """The finding as a link, what stands behind it small: “25 of 39, target 90% or more”."""
    link, rest = card.headline
    behind = [text for text in (card.of, card.span) if text]
    if card.target_words:
        behind.append(f"target {card.target_words}")
    shape = {Tone.WORSE: "worse", Tone.BETTER: "better"}.get(card.direction.tone, "common")
    return {
        "says": link,
        "rest": f": {rest}" if rest else "",
        "detail": ", ".join(behind),
        "url": card.url,
        "shape": shape,
    }
