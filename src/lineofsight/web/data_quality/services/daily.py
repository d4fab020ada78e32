"""What the calendar does with findings: passes on what is late, ends exemptions."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from lineofsight.web.data_quality.cycle import NEXT, cycle_on
from lineofsight.web.data_quality.models import Desk, Finding
from lineofsight.web.data_quality.services.moving import batches, begin_again, steps

State = Finding.State
STUCK = {
    Desk.WORKER: Finding.TO_CORRECT,
    Desk.TEAM_MANAGER: (*Finding.TO_CORRECT, State.CORRECTED),
}


@dataclass(frozen=True)
class Ran:
    passed_on: int
    open_again: int


@transaction.atomic
def run_due(today: datetime.date) -> Ran:
    """As often as one likes: what was passed on today is not late yet at its new desk."""
    again = begin_again(
        Finding.objects.filter(state=State.EXEMPT, exempt_until_on__lt=today),
        State.OPEN,
        cycle=cycle_on(today),
        note="The day to which it was left as it is has passed.",
    )
    passed_on = sum(_pass_on(desk, today) for desk in (Desk.TEAM_MANAGER, Desk.WORKER))
    return Ran(passed_on, again)


def _pass_on(desk: Desk, today: datetime.date) -> int:
    to = NEXT[desk]
    late = list(
        Finding.objects.filter(desk=desk, state__in=STUCK[desk], due_on__lt=today)
        .order_by()
        .values_list("pk", "state")
    )
    due_on = cycle_on(today).due_on(to)
    for some in batches([pk for pk, _ in late]):
        Finding.objects.filter(pk__in=some).update(desk=to, due_on=due_on)
    note = f"Not settled by its day: passed on to the {to.label.lower()}."
    steps([(pk, state, state, to) for pk, state in late], note=note)
    return len(late)
