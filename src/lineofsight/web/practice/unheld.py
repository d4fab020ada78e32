"""What is missing of a sampled record before it is given out: who holds it, as the data say."""

from collections.abc import Iterable, Mapping
from datetime import date

from lineofsight.sampling.holding import Held
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.models import SampledChild

NOBODY = Held("", "", "", "", False)


def missing_of(
    sampled: Iterable[SampledChild], holders: Mapping[str, Held], day: date
) -> dict[int, tuple[str, ...]]:
    """By sampled record: the team, the worker or the manager that nobody knows on the day. A
    record that has gone out, or was swapped out, is not looked at any more."""
    organisation, found = Organisation(day), {}
    for each in sampled:
        if each.is_swapped_out or hasattr(each, "audit"):
            continue
        held = holders.get(each.child_id, NOBODY)
        team = held.team_id or each.team_id
        known = {
            "team": bool(team),
            "worker": bool(held.worker_id),
            "manager": bool(team) and organisation.responsible_for(team) is not None,
        }
        if missing := tuple(name for name, is_known in known.items() if not is_known):
            found[each.pk] = missing
    return found
