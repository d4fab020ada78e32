"""Which module tells which return."""

from collections.abc import Mapping

import pyarrow as pa

from lineofsight.intake.submission import Submission
from lineofsight.journey import from_annex_a, from_cin, from_ssd, from_ssda903
from lineofsight.journey.model import JourneyLoad, Origin, Untold
from lineofsight.returns import RETURNS

_TELLERS = {
    "annex_a": from_annex_a.tell_annex_a,
    "cin": from_cin.tell_cin,
    "ssd": from_ssd.tell_ssd,
    "ssda903": from_ssda903.tell_ssda903,
}
ORIGINS: Mapping[str, tuple[Origin, ...]] = {
    "annex_a": from_annex_a.ORIGINS,
    "cin": from_cin.ORIGINS,
    "ssd": from_ssd.ORIGINS,
    "ssda903": from_ssda903.ORIGINS,
}
UNTOLD: Mapping[str, tuple[Untold, ...]] = {
    "annex_a": from_annex_a.UNTOLD,
    "cin": from_cin.UNTOLD,
    "ssd": from_ssd.UNTOLD,
    "ssda903": from_ssda903.UNTOLD,
}

KNOWN: Mapping[str, tuple[str, ...]] = {
    "annex_a": ("ssd_department", "ssd_professionals", "ssd_cin_episodes", "ssd_involvements"),
    "ssda903": ("ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status"),
}
"""The tables, as they were before a load, that telling a return needs to see."""


def to_journey(submission: Submission, known: Mapping[str, pa.Table] | None = None) -> JourneyLoad:
    """Tell a submission in the model's tables. `submission.as_at` must be set.

    `known`: the tables `KNOWN` names, before this load. Annex A has no keys and names no
    start of a worker's responsibility, so what is known already lets it say “the same
    referral as before”, “the same team as before”. Lists of places and published figures
    have no children and tell nothing here.
    """
    if not RETURNS[submission.return_id].has_children:
        return JourneyLoad(submission.return_id, {}, ())
    tables, coverage, problems = _TELLERS[submission.return_id](submission, known or {})
    return JourneyLoad(submission.return_id, tables, coverage, tuple(problems))
