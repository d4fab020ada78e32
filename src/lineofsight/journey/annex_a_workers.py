"""Annex A, field by field: teams, workers, and who was responsible for a child."""

from lineofsight.journey.telling import Made, Telling

INVOLVEMENT_KEY = "concat_ws('-', 'involvement', child, team_id, worker_id)"
SAME_AS_BEFORE = (
    "known_ssd_involvements k WHERE k.invo_person_id = child "
    "AND k.invo_involvement_end_date IS NULL "
    "AND k.invo_professional_team IS NOT DISTINCT FROM team_id "
    "AND k.invo_professional_id IS NOT DISTINCT FROM worker_id"
)
WHO_IS_RESPONSIBLE = (
    Telling(
        "ssd_department",
        "teams",
        {
            "dept_team_id": Made("id", "the id known for that name, or the name as a slug"),
            "dept_team_name": Made("name", "Allocated Team of any list"),
        },
        where="is_new",
    ),
    Telling(
        "ssd_professionals",
        "workers",
        {
            "prof_professional_id": Made("id", "the id known for that name, or the name as a slug"),
            "prof_professional_name": Made("name", "Allocated Worker of any list"),
        },
        where="is_new",
    ),
    Telling(
        "ssd_involvements",
        "responsible",
        {
            "invo_involvements_id": Made(
                f"coalesce((SELECT min(k.invo_involvements_id) FROM {SAME_AS_BEFORE}), "
                f"concat_ws('-', {INVOLVEMENT_KEY}, strftime(as_at(), '%Y%m%d')))",
                "made of the child, team, worker and the day of the first list that names them",
            ),
            "invo_professional_id": Made("worker_id", "Allocated Worker of lists 6 to 9"),
            "invo_professional_team": Made("team_id", "Allocated Team of lists 6 to 9"),
            "invo_involvement_start_date": Made(
                f"coalesce((SELECT min(k.invo_involvement_start_date) FROM {SAME_AS_BEFORE}), "
                "CASE WHEN child IN (SELECT invo_person_id FROM known_ssd_involvements) "
                "THEN as_at() ELSE coalesce(began_on, as_at()) END)",
                "not told. As known before; for a new name the day of this list, or, if nobody"
                " was known, the start of the need, plan or care on the row",
            ),
            "invo_involvement_end_date": Made("ended_on", "the end of that need, plan or care"),
            "invo_person_id": Made("child", "Child Unique ID"),
        },
    ),
    Telling(
        "ssd_involvements",
        "responsible",
        {
            "invo_involvements_id": Made("k.invo_involvements_id", "another who was named before"),
            "invo_professional_id": Made("k.invo_professional_id", "as before"),
            "invo_professional_team": Made("k.invo_professional_team", "as before"),
            "invo_involvement_start_date": Made("k.invo_involvement_start_date", "as before"),
            "invo_involvement_end_date": Made(
                "as_at()", "the day of the first list that names somebody else"
            ),
            "invo_person_id": Made("k.invo_person_id", "as before"),
        },
        read_from="responsible r JOIN known_ssd_involvements k ON k.invo_person_id = r.child",
        where=(
            "k.source = 'annex_a' AND k.invo_involvement_end_date IS NULL AND k.told_on < as_at() "
            "AND (k.invo_professional_team IS DISTINCT FROM r.team_id "
            "OR k.invo_professional_id IS DISTINCT FROM r.worker_id)"
        ),
    ),
)
