"""Who holds a child on a day: the team and worker that answer for the case.

The sources, best first: the worker's involvement, the open referral, the care leaver's
team, the team of the early help worker. Among equals the latest begun.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from lineofsight.warehouse import Snapshot

_HELD = """
WITH spells AS (
    SELECT invo_person_id AS child, 1 AS rank, invo_professional_team AS team,
           invo_professional_id AS worker, invo_involvement_start_date AS from_on,
           invo_involvement_end_date AS to_on
    FROM ssd_involvements
    UNION ALL
    SELECT cine_person_id, 2, cine_referral_team, cine_referral_worker_id,
           cine_referral_date, cine_close_date
    FROM ssd_cin_episodes
    UNION ALL
    SELECT clea_person_id, 3, clea_care_leaver_allocated_team, clea_care_leaver_worker_id,
           NULL, NULL
    FROM ssd_care_leavers
    UNION ALL
    SELECT earl_person_id, 4, prof_professional_department, earl_episode_worker_id,
           earl_episode_start_date, earl_episode_end_date
    FROM ssd_early_help_episodes
    LEFT JOIN ssd_professionals ON prof_professional_id = earl_episode_worker_id
),
known AS (
    SELECT *, to_on IS NULL OR to_on > $day AS is_open
    FROM spells
    WHERE team IS NOT NULL AND coalesce(from_on, $day) <= $day
      AND (to_on IS NULL OR to_on >= $since)
)
SELECT child, team, worker, prof_professional_name AS worker_name, is_open
FROM known
LEFT JOIN ssd_professionals ON prof_professional_id = worker
QUALIFY row_number() OVER (
    PARTITION BY child ORDER BY is_open DESC, rank, from_on DESC NULLS LAST, team, worker
) = 1
ORDER BY child
"""


@dataclass(frozen=True)
class Held:
    """`is_open` is False for a child whose case closed on the day or in the span before."""

    child_id: str
    team_id: str
    worker_id: str
    worker_name: str
    is_open: bool


def held_on(snapshot: Snapshot, day: date, *, closed_within_days: int = 0) -> list[Held]:
    """Every child held on `day`, as the snapshot knows it, by child id; with those whose
    case has closed in the days before it, if asked for."""
    cursor = snapshot.connect()
    try:
        rows = cursor.execute(
            _HELD, {"day": day, "since": day - timedelta(days=closed_within_days)}
        ).fetchall()
    finally:
        cursor.close()
    held = [Held(child, team, worker or "", name or "", is_open)
            for child, team, worker, name, is_open in rows]  # fmt: skip
    return held if closed_within_days else [each for each in held if each.is_open]
