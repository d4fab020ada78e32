"""Is the log whole? What `lineofsight activity verify` runs."""

from dataclasses import dataclass

from lineofsight.web.activity import anchors, chain
from lineofsight.web.activity.models import ActivityEvent


@dataclass(frozen=True)
class Fault:
    """Where the log is not as it was written. `number` is the event, or the anchor's event."""

    number: int
    problem: str


@dataclass(frozen=True)
class Verification:
    """`events` and `anchors` that were checked, and every fault found."""

    events: int
    anchors: int
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify(*, write_anchor: bool = False) -> Verification:
    """Recompute the chain from its first event and hold it against the anchors.

    `write_anchor`: if all is well, write today's head down as a new anchor.
    """
    known = anchors.read()
    expected = {anchor.number: anchor.hash for anchor in known}
    faults: list[Fault] = []
    previous, count, last = chain.BEFORE_THE_FIRST, 0, None
    for event in ActivityEvent.objects.order_by("number", "pk").iterator(chunk_size=5_000):
        count += 1
        faults += _faults_of(event, count if last is None else last.number + 1, previous)
        if event.number in expected and expected.pop(event.number) != event.hash:
            faults.append(Fault(event.number, "it is not the event that was anchored"))
        previous, last = event.hash, event
    faults += [
        Fault(number, "it was anchored and is no longer there") for number in sorted(expected)
    ]
    if write_anchor and last and not faults:
        anchors.write(last)
    return Verification(events=count, anchors=len(known), faults=tuple(faults))


def _faults_of(event: ActivityEvent, number: int, previous: str) -> list[Fault]:
    faults = []
    if event.number != number:
        faults.append(Fault(event.number, f"number {number} was expected here"))
    if event.previous_hash != previous:
        faults.append(Fault(event.number, "it does not follow from the event before it"))
    if event.hash != event.expected_hash():
        faults.append(Fault(event.number, "its content was changed"))
    return faults
