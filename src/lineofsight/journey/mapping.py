"""Which module tells which return."""

from collections.abc import Mapping

import pyarrow as pa

from lineofsight.errors import LoadRefused
from lineofsight.journey import from_annex_a, from_ssd
from lineofsight.journey.model import JourneyLoad, Origin, Untold

_TELLERS = {
    "annex_a": from_annex_a.tell_annex_a,
    "ssd": from_ssd.tell_ssd,
}
ORIGINS: Mapping[str, tuple[Origin, ...]] = {
    "annex_a": from_annex_a.ORIGINS,
    "ssd": from_ssd.ORIGINS,
}
UNTOLD: Mapping[str, tuple[Untold, ...]] = {
    "annex_a": from_annex_a.UNTOLD,
    "ssd": from_ssd.UNTOLD,
}


def to_journey(submission, known: Mapping[str, pa.Table] | None = None) -> JourneyLoad:
    """Tell a submission in the model's tables. `submission.as_at` must be set.

    `known`: tables of the journey before this load. Annex A has no keys and names no
    start of a worker's responsibility, so what is known already lets it say “the same
    referral as before”, “the same team as before”.
    """
    if submission.return_id not in _TELLERS:
        raise LoadRefused(
            f"files of the kind “{submission.return_id}” are not about children's journeys.",
            advice="Load Annex A, SSDA903, CIN census or SSD files.",
        )
    tables, coverage, problems = _TELLERS[submission.return_id](submission, known or {})
    return JourneyLoad(submission.return_id, tables, coverage, tuple(problems))
