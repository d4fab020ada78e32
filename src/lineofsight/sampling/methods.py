"""Ways to draw that do not go stratum by stratum: at random from all, and at intervals."""

import hashlib
from collections.abc import Callable, Iterable

from lineofsight.sampling.draw import Frame, SamplingError
from lineofsight.sampling.matching import in_order

METHOD_RANDOM = "random-from-all/1"
METHOD_INTERVAL = "interval/1"
METHOD_CHOSEN = "chosen-by-hand/1"


def at_random(frame: Frame, size: int, seed: int) -> dict[str, list[str]]:
    """A simple random sample: everybody has the same chance, whatever the stratum. As many
    as asked for, or everybody."""
    return _by_stratum(frame, in_order(frame, seed)[:size])


def at_intervals(frame: Frame, size: int, seed: int) -> dict[str, list[str]]:
    """Every so-manieth child of the frame sorted by stratum and id, from a random start."""
    listed = [row.child_id for row in sorted(_eligible(frame), key=lambda r: (r.stratum, r))]
    size = min(size, len(listed))
    if not size:
        return _by_stratum(frame, [])
    digest = hashlib.sha256(f"{seed}\x1f{frame.hash}".encode()).digest()
    start = int.from_bytes(digest[:8], "big")
    # In whole numbers, so that no rounding takes a child twice: position i is
    # floor((i + start) * all / size) with start a fraction of one interval.
    whole = 1 << 64
    places = [(i * whole + start) * len(listed) // (size * whole) for i in range(size)]
    return _by_stratum(frame, [listed[place] for place in places])


def chosen(frame: Frame, child_ids: Iterable[str]) -> dict[str, list[str]]:
    """The children somebody chose: each must be one that could have been drawn."""
    wanted = list(dict.fromkeys(child_ids))
    known = {row.child_id for row in _eligible(frame)}
    missing = [child for child in wanted if child not in known]
    if missing:
        raise SamplingError(
            f"{len(missing)} of the {len(wanted)} records cannot be taken: they are not in the "
            "frame, or are left out of it.",
            advice="Choose among the records listed.",
        )
    return _by_stratum(frame, wanted)


def next_in_order(
    frame: Frame, seed: int, *, used: Iterable[str], may_have: Callable[[str], bool]
) -> str:
    """Who takes a place that became free: the first of the order who may have it."""
    taken = set(used)
    for child in in_order(frame, seed):
        if child not in taken and may_have(child):
            return child
    raise SamplingError("nobody is left in the reserve.", advice="Withdraw the record instead.")


def _eligible(frame: Frame):
    return [row for row in frame.rows if not row.left_out]


def _by_stratum(frame: Frame, children: list[str]) -> dict[str, list[str]]:
    stratum_of = {row.child_id: row.stratum for row in frame.rows}
    found: dict[str, list[str]] = {stratum: [] for stratum in frame.eligible}
    for child in children:
        found[stratum_of[child]].append(child)
    return found
