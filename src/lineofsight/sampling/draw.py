"""Drawing a sample that anybody can draw again.

Each eligible child gets a rank: the SHA-256 of the seed, the stratum and the child's id.
The first n ranks of a stratum are the sample, the next are its reserve. To the seed the
order is as good as random, yet whoever has the frame and the seed gets the same children;
the order of the frame's rows does not matter, and a child more or less in the frame does
not reshuffle the others. Nothing is drawn by hand: a child who must leave the sample is
replaced by the first of the reserve, with a reason.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lineofsight.errors import UserError

METHOD = "random-within-stratum/1"
"""Kept with each sample. A change to the drawing is another method, never the same one."""


class SamplingError(UserError):
    """A sample cannot be drawn or changed as it was asked."""


@dataclass(frozen=True, order=True)
class FrameRow:
    """One child of the frame. `left_out` is the reason why the child cannot be drawn;
    empty for those who can."""

    child_id: str
    stratum: str
    left_out: str = ""


@dataclass(frozen=True)
class Frame:
    """All the children a sample was drawn from, with those left out and why."""

    rows: tuple[FrameRow, ...]

    @classmethod
    def of(cls, rows: Iterable[FrameRow]) -> "Frame":
        """A frame has each child once; the order of the rows given does not matter."""
        ordered = tuple(sorted(rows))
        twice = [child for child, n in Counter(row.child_id for row in ordered).items() if n > 1]
        if twice:
            raise SamplingError(
                f"{len(twice)} records are in the frame more than once.",
                advice="A child belongs to one stratum only.",
            )
        return cls(ordered)

    @property
    def hash(self) -> str:
        """The same for the same children in the same strata, left out for the same
        reasons. Stored with the sample, it proves what it was drawn from."""
        digest = hashlib.sha256()
        for row in self.rows:
            digest.update("\x1f".join((row.child_id, row.stratum, row.left_out)).encode())
            digest.update(b"\x1e")
        return digest.hexdigest()

    @property
    def eligible(self) -> dict[str, int]:
        """How many can be drawn in each stratum; a stratum with none is there with 0."""
        strata = dict.fromkeys(sorted({row.stratum for row in self.rows}), 0)
        for row in self.rows:
            strata[row.stratum] += not row.left_out
        return strata

    @property
    def left_out(self) -> Counter:
        """How many are left out, by reason."""
        return Counter(row.left_out for row in self.rows if row.left_out)


def shares(
    total: int, eligible: Mapping[str, int], *, equal: bool = False, at_least: int = 0
) -> dict[str, int]:
    """How many of `total` each stratum gives.

    In proportion to those eligible, or `equal`; each stratum at least `at_least` where it
    has so many and the total allows. What a small stratum cannot give, the others do, so
    the sum is `total`, or everybody if there are fewer.
    """
    if total < 0:
        raise SamplingError("A sample cannot have fewer than no records.")
    strata = sorted(eligible)
    wanted = min(total, sum(eligible.values()))
    given = dict.fromkeys(strata, 0)
    floor = min(at_least, wanted // len(strata)) if strata else 0
    for stratum in strata:
        given[stratum] = min(floor, eligible[stratum])
    while (rest := wanted - sum(given.values())) > 0:
        weights = {
            stratum: 1 if equal else eligible[stratum]
            for stratum in strata
            if given[stratum] < eligible[stratum]
        }
        for stratum, more in _largest_remainder(rest, weights, given, wanted, equal).items():
            given[stratum] = min(eligible[stratum], given[stratum] + more)
    return given


def _largest_remainder(rest, weights, given, wanted, equal) -> dict[str, int]:
    """Share `rest` so that the whole comes as near to the weights as it can."""
    whole = sum(weights.values())
    gaps = {s: max(0.0, wanted * w / whole - given[s]) for s, w in weights.items()}
    if sum(gaps.values()) == 0:
        gaps = {s: float(w) for s, w in weights.items()}
    scale = rest / sum(gaps.values())
    exact = {s: gap * scale for s, gap in gaps.items()}
    parts = {s: int(value) for s, value in exact.items()}
    by_remainder = sorted(exact, key=lambda s: (parts[s] - exact[s], s))
    for stratum in by_remainder[: rest - sum(parts.values())]:
        parts[stratum] += 1
    return parts


def ranked(frame: Frame, seed: int) -> dict[str, list[str]]:
    """The eligible children of each stratum in the order in which they are drawn."""
    strata: dict[str, list[tuple[str, str]]] = {stratum: [] for stratum in frame.eligible}
    for row in frame.rows:
        if not row.left_out:
            rank = hashlib.sha256(f"{seed}\x1f{row.stratum}\x1f{row.child_id}".encode())
            strata[row.stratum].append((rank.hexdigest(), row.child_id))
    return {stratum: [child for _, child in sorted(found)] for stratum, found in strata.items()}


def draw(frame: Frame, sizes: Mapping[str, int], seed: int) -> dict[str, list[str]]:
    """The sample: the first of each stratum's order. Raises `SamplingError` where a
    stratum has fewer eligible children than are asked for."""
    order = ranked(frame, seed)
    for stratum, size in sizes.items():
        if size > len(order.get(stratum, [])):
            raise SamplingError(
                f"{size} records are asked for, but {len(order.get(stratum, []))} can be drawn.",
                where=stratum,
                advice="Ask for fewer, or leave fewer out.",
            )
    return {stratum: order[stratum][:size] for stratum, size in sizes.items()}


def replacement(frame: Frame, seed: int, *, stratum: str, used: Iterable[str]) -> str:
    """Who takes the place of a child swapped out: the first of the stratum's order who
    has not been in the sample yet."""
    taken = set(used)
    for child_id in ranked(frame, seed).get(stratum, []):
        if child_id not in taken:
            return child_id
    raise SamplingError(
        "nobody is left in the reserve.", where=stratum, advice="Withdraw the record instead."
    )


def in_portions(drawn: Mapping[str, list[str]], portions: int) -> list[list[tuple[str, str]]]:
    """The sample in `portions` parts as equal as can be, each with its share of every
    stratum: for release month by month. Each entry is (stratum, child id)."""
    parts: list[list[tuple[str, str]]] = [[] for _ in range(portions)]
    turn = 0
    for stratum in sorted(drawn):
        for child_id in drawn[stratum]:
            parts[turn % portions].append((stratum, child_id))
            turn += 1
    return parts
