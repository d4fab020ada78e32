"""Who holds one child today: team and worker, as the data has it."""

from lineofsight.sampling import Held, held_on
from lineofsight.web import clock, warehouse


def holder_of(child_id: str) -> Held:
    """The team and worker who answer for the child today; empty where nobody does."""
    snapshot = warehouse.current_or_none()
    rows = held_on(snapshot, clock.today()) if snapshot else []
    found = next((each for each in rows if each.child_id == child_id), None)
    return found or Held(child_id, "", "", "", is_open=False)
