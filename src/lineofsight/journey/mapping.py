"""Which module tells which return."""

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from lineofsight.intake.submission import Problem, Submission
from lineofsight.journey import from_annex_a, from_cin, from_local, from_ssd, from_ssda903
from lineofsight.journey.model import Coverage, JourneyLoad, Origin, Untold
from lineofsight.journey.schema import TABLES
from lineofsight.returns import RETURNS
from lineofsight.returns.local import LOCAL

_TELLERS = {
    "annex_a": from_annex_a.tell_annex_a,
    "cin": from_cin.tell_cin,
    "ssd": from_ssd.tell_ssd,
    "ssda903": from_ssda903.tell_ssda903,
}
ORIGINS: Mapping[str, tuple[Origin, ...]] = {
    "annex_a": from_annex_a.ORIGINS,
    "cin": from_cin.ORIGINS,
    "local": from_local.ORIGINS,
    "ssd": from_ssd.ORIGINS,
    "ssda903": from_ssda903.ORIGINS,
}
UNTOLD: Mapping[str, tuple[Untold, ...]] = {
    "annex_a": from_annex_a.UNTOLD,
    "cin": from_cin.UNTOLD,
    "local": from_local.UNTOLD,
    "ssd": from_ssd.UNTOLD,
    "ssda903": from_ssda903.UNTOLD,
}

KNOWN: Mapping[str, tuple[str, ...]] = {
    "annex_a": ("ssd_department", "ssd_professionals", "ssd_cin_episodes", "ssd_involvements"),
    "local": (from_local.PERSON,),
    "ssda903": ("ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status"),
}
"""The tables, as they were before a load, that telling a return needs to see."""


def needed_of(submission: Submission) -> tuple[str, ...]:
    """The tables, as they were before this load, that telling it needs to see."""
    of_extracts = KNOWN[LOCAL.id] if _extracts_of(submission) else ()
    return tuple(dict.fromkeys((*KNOWN.get(submission.return_id, ()), *of_extracts)))


def to_journey(submission: Submission, known: Mapping[str, pa.Table] | None = None) -> JourneyLoad:
    """Tell a submission in the model's tables. `submission.as_at` must be set.

    `known`: the tables that `needed_of` names, before this load. Annex A has no keys and names
    no start of a worker's responsibility, so what is known already lets it say “the same
    referral as before”, “the same team as before”. Lists of places and published figures
    have no children and tell nothing here. Local extracts are told after the return they came
    with, whose children they are about.
    """
    if not RETURNS[submission.return_id].has_children:
        return JourneyLoad(submission.return_id, {}, ())
    known = known or {}
    tables: dict[str, pa.Table] = {}
    coverage: tuple[Coverage, ...] = ()
    problems: list[Problem] = []
    extracts = _extracts_of(submission)
    if submission.return_id != LOCAL.id:
        own = {n: table for n, table in submission.tables.items() if n not in extracts}
        told = _TELLERS[submission.return_id](replace(submission, tables=own), known)
        tables, coverage, problems = dict(told[0]), told[1], list(told[2])
    if extracts:
        children = _children(known.get(from_local.PERSON), tables.get(from_local.PERSON))
        told = from_local.tell_local(
            replace(submission, tables=extracts), {from_local.PERSON: children}
        )
        tables |= told[0]
        coverage, problems = coverage + told[1], problems + told[2]
    return JourneyLoad(submission.return_id, tables, coverage, tuple(problems))


def _extracts_of(submission: Submission) -> dict[str, pa.Table]:
    return {n: table for n, table in submission.tables.items() if n in LOCAL.by_name}


def _children(*persons: pa.Table | None) -> pa.Table:
    """The numbers of the children that are known already, and of those told now."""
    columns = ["pers_person_id", "pers_legacy_id"]
    there = [each.select(columns) for each in persons if each is not None]
    return pa.concat_tables(there) if there else TABLES[from_local.PERSON].empty()
