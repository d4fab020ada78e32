"""Who chairs a child's reviews or conferences on a day, as the data says."""

from collections.abc import Iterable
from datetime import date

from lineofsight.warehouse import Snapshot

CHAIRING = ("IRO", "CP_CHAIR")
"""The roles of the published list of involvements that chair: of a child's reviews in
care, and of child protection conferences."""

_CHAIRS = """
SELECT invo_person_id, invo_professional_id
FROM ssd_involvements
WHERE list_contains($ids, invo_person_id)
  AND list_contains($roles, upper(invo_professional_role_id))
  AND invo_professional_id IS NOT NULL
  AND invo_involvement_start_date <= $day
  AND (invo_involvement_end_date IS NULL OR invo_involvement_end_date > $day)
QUALIFY row_number() OVER (
    PARTITION BY invo_person_id ORDER BY invo_involvement_start_date DESC, invo_professional_id
) = 1
"""


_CHAIRED = """
SELECT invo_person_id
FROM (
    SELECT invo_person_id, invo_professional_id
    FROM ssd_involvements
    WHERE list_contains($roles, upper(invo_professional_role_id))
      AND invo_professional_id IS NOT NULL
      AND invo_involvement_start_date <= $day
      AND (invo_involvement_end_date IS NULL OR invo_involvement_end_date > $day)
    QUALIFY row_number() OVER (
        PARTITION BY invo_person_id, upper(invo_professional_role_id)
        ORDER BY invo_involvement_start_date DESC, invo_professional_id
    ) = 1
)
WHERE invo_professional_id = $worker
"""


def chaired_by(snapshot: Snapshot, worker_id: str, day: date) -> frozenset[str]:
    """The children whose reviews or conferences somebody chairs on a day. A child may have
    one chair for reviews and another for conferences: both chair for the child."""
    cursor = snapshot.connect()
    try:
        found = cursor.execute(
            _CHAIRED, {"worker": worker_id, "roles": list(CHAIRING), "day": day}
        ).fetchall()
    finally:
        cursor.close()
    return frozenset(child for (child,) in found)


def chairs_of(snapshot: Snapshot, child_ids: Iterable[str], day: date) -> dict[str, str]:
    """Each child's chair on a day, by the chair's professional id; a child without one is
    left out. Of several the latest begun."""
    cursor = snapshot.connect()
    try:
        found = cursor.execute(
            _CHAIRS, {"ids": sorted(set(child_ids)), "roles": list(CHAIRING), "day": day}
        ).fetchall()
    finally:
        cursor.close()
    return dict(found)
