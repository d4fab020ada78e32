"""Early warning: when new data have been loaded, who answers for a place is told once how many of
its measures need attention, before it becomes serious."""

import datetime

from lineofsight.indicators.units import units_of
from lineofsight.warehouse import Snapshot
from lineofsight.web.home.month import ThisMonth, this_month_of
from lineofsight.web.notices.models import Notice
from lineofsight.web.notices.services import tell
from lineofsight.web.people import roles
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import assignments_of, people_who_may
from lineofsight.web.performance.places import usual_place
from lineofsight.web.ui.words import counted

KIND = "early-warning"


def run(today: datetime.date, snapshot: Snapshot | None) -> int:
    """How many people were warned. Of one load nobody is warned twice."""
    if snapshot is None:
        return 0
    about, units = f"snapshot:{snapshot.id}", units_of(snapshot)
    warned = set(Notice.objects.filter(kind=KIND, about=about).values_list("recipient", flat=True))
    by_place: dict[str, ThisMonth] = {}
    told = 0
    for person in people_who_may(Permission.COMMENTARY_WRITE, today):
        if person.pk in warned or not _answers_for_a_place(person, today):
            continue
        key = usual_place(person, units, today).key
        if key not in by_place:
            by_place[key] = this_month_of(person, snapshot, today, outside=False)
        told += _warn(person, by_place[key], about)
    return told


def _answers_for_a_place(person: User, today: datetime.date) -> bool:
    """Those who load the data see everything anyway, every day."""
    held = assignments_of(person, today)
    return any(roles.role(each.role).scope in ("team", "service") for each in held)


def _warn(person: User, month: ThisMonth, about: str) -> bool:
    if not month.attention_count:
        return False
    words = counted(month.attention_count, "measure needs", "measures need")
    tell(person, KIND, f"{words} attention: {month.title}.", url=month.url, about=about)
    return True
