"""Who can put a finding right: the team and worker that hold the child's case.

They are looked up on the day of the snapshot, not of the return: a fault of last spring is
put right by whoever has the case now. Of a closed case it is who had it last.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from lineofsight.warehouse import Snapshot

NOT_RESPONSIBLE_ROLES = ("IRO", "CP_CHAIR", "PERSONAL_ADVISER")
"""The same as the indicators leave aside (a test holds the two together)."""
COLUMNS = ("held_child", "team_id", "worker_id")

_HELD = f"""
WITH spells AS (
    SELECT invo_person_id AS child, 1 AS rank, invo_professional_team AS team,
        invo_professional_id AS worker, invo_involvement_start_date AS from_on,
        invo_involvement_end_date AS to_on, invo_involvements_id AS id
    FROM ssd_involvements
    WHERE coalesce(upper(trim(invo_professional_role_id)), '') NOT IN {NOT_RESPONSIBLE_ROLES}
        AND invo_involvement_start_date IS NOT NULL
    UNION ALL
    SELECT cine_person_id, 2, cine_referral_team, cine_referral_worker_id, cine_referral_date,
        cine_close_date, cine_referral_id
    FROM ssd_cin_episodes
    UNION ALL
    SELECT clea_person_id, 3, clea_care_leaver_allocated_team, clea_care_leaver_worker_id,
        NULL, NULL, clea_table_id
    FROM ssd_care_leavers
    UNION ALL
    SELECT earl_person_id, 4, prof_professional_department, earl_episode_worker_id,
        earl_episode_start_date, earl_episode_end_date, earl_episode_id
    FROM ssd_early_help_episodes
    LEFT JOIN ssd_professionals ON prof_professional_id = earl_episode_worker_id
)
SELECT child AS held_child, team AS team_id, worker AS worker_id
FROM spells
WHERE child IS NOT NULL AND (team IS NOT NULL OR worker IS NOT NULL)
    AND coalesce(from_on, $day) <= $day
QUALIFY row_number() OVER (
    PARTITION BY child
    ORDER BY (to_on IS NULL OR to_on > $day) DESC, rank, from_on DESC NULLS LAST, id DESC
) = 1
"""


@dataclass(frozen=True)
class Holders:
    """Child → team and worker; `children` are all that the journey knows."""

    of: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    children: frozenset[str] = frozenset()

    def team(self, child: str | None) -> str | None:
        return self.of.get(child, (None, None))[0] if child else None

    def as_arrow(self) -> pa.Table:
        columns = [
            list(self.of),
            [team for team, _ in self.of.values()],
            [worker for _, worker in self.of.values()],
        ]
        return pa.table([pa.array(each, pa.string()) for each in columns], names=list(COLUMNS))


def holders_of(snapshot: Snapshot | None) -> Holders:
    """Everybody's, as the snapshot knows them; nobody's where nothing was loaded yet."""
    if snapshot is None:
        return Holders()
    cursor = snapshot.connect()
    try:
        rows = cursor.execute(_HELD, {"day": snapshot.as_at}).fetchall()
        known = cursor.execute("SELECT pers_person_id FROM ssd_person").fetchall()
    finally:
        cursor.close()
    return Holders(
        {child: (team, worker) for child, team, worker in rows},
        frozenset(child for (child,) in known),
    )
