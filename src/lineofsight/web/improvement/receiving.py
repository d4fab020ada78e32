"""Feedback from outside of audits: who may give it, what is kept, how it is counted."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.improvement.models import Received
from lineofsight.web.improvement.services import NotPossible
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.practice.models import Theme

STRENGTH, CONCERN = "strength", "concern"


@dataclass(frozen=True)
class Counted:
    """One theme of one team, from one source; never by worker and never by who gave it."""

    source: str
    unit: str
    theme: str
    strengths: int
    concerns: int


def open_to(user, adopted: AdoptedPack) -> list:
    """The sources of feedback that this person enters for."""
    held = {each.role for each in people.assignments_of(user, clock.today())}
    return [each for each in adopted.pack.feedback if held & set(each.given_by)]


@transaction.atomic
def receive(
    adopted: AdoptedPack, source_key: str, *, unit: OrgUnit, theme: Theme, kind: str, text: str, by
) -> Received:
    """Keep what somebody saw of a team's practice, with its theme."""
    if source_key not in {each.key for each in open_to(by, adopted)}:
        raise NotPossible("This feedback is entered by others.")
    if not text.strip():
        raise NotPossible("Say what you see.")
    if theme.is_closed:
        raise NotPossible("This theme is closed.", advice="Choose one that is in use.")
    service = people.service_of(unit, clock.today())
    made = Received.objects.create(
        adopted=adopted, source_key=source_key, kind=kind, theme=theme, unit_code=unit.code,
        unit_name=unit.name, service_id=service.code if service else "", text=text.strip(),
        given_by=by, given_at=clock.now(),
    )  # fmt: skip
    activity.record("feedback.received", by=by, subject_kind="feedback", subject_id=made.pk)
    return made


def counts(
    start: datetime.date, end: datetime.date, *, sources: tuple[str, ...] = (), found=None
) -> list[Counted]:
    """By source, team and theme. A theme that was merged counts as the one it went into."""
    rows = (Received.objects.all() if found is None else found).filter(
        given_at__range=clock.span(start, end)
    )
    if sources:
        rows = rows.filter(source_key__in=sources)
    tally: Counter = Counter()
    for each in rows.select_related("theme__merged_into").prefetch_related("adopted"):
        tally[(each.source.title, each.unit_name, each.theme.current.title), each.kind] += 1
    places = dict.fromkeys(place for place, _ in tally)
    return sorted(
        (Counted(*place, tally[place, STRENGTH], tally[place, CONCERN]) for place in places),
        key=lambda row: (row.source, row.unit, -row.concerns, row.theme),
    )
