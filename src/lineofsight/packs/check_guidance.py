"""Does what a pack lays beside the work hang together?"""

from collections.abc import Iterator

from lineofsight.packs.faults import Complaint
from lineofsight.packs.guidance import StageKind
from lineofsight.packs.model import Pack
from lineofsight.packs.references import keys_of, unknown


def guidance(pack: Pack) -> Iterator[Complaint]:
    for n, each in enumerate(pack.handovers):
        services = (each.from_service, *each.to_services)
        yield from unknown(("handovers", n), "to_services", services, keys_of(pack.services))
    kinds = [each.kind for each in pack.issue_stages]
    for kind in (StageKind.ISSUE, StageKind.PLAN, StageKind.DONE):
        if kinds.count(kind) > 1:
            yield Complaint(("issue_stages",), f"only one stage can be of the kind “{kind}”.")
    if [kind for kind in kinds if kind in AFTER] == [StageKind.DONE, StageKind.PLAN]:
        yield Complaint(("issue_stages",), "a plan is made before it is carried out.")


AFTER = (StageKind.PLAN, StageKind.DONE)
