"""What is recorded of one child, read from the snapshot for their page.

A handful of queries on the child's id. Columns keep the names of the Standard
Safeguarding Dataset; codes become words by the published code sets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lineofsight.indicators import Units, units_of
from lineofsight.indicators.definition import Parameters
from lineofsight.returns.code_sets import code_set
from lineofsight.warehouse import Snapshot
from lineofsight.web.performance.behind import age_words

CODE_SETS = {
    "abuse": ("cin.abuse", "annex_a.abuse"),
    "legal": ("ssda903.legal_status", "annex_a.legal_status"),
    "placement": ("ssda903.placement_type", "annex_a.placement_type"),
    "need": ("cin.need",),
    "source": ("cin.referral_source", "annex_a.source"),
    "sex": ("ssd.sex",),
    "ceased": ("ssda903.ceased_reason", "annex_a.ceased_reason"),
}
QUERIES = {
    "referrals": "SELECT * FROM ssd_cin_episodes WHERE cine_person_id = ? "
    "ORDER BY cine_referral_date",
    "assessments": "SELECT * FROM ssd_cin_assessments WHERE cina_person_id = ? "
    "ORDER BY cina_assessment_start_date",
    "enquiries": "SELECT * FROM ssd_s47_enquiry WHERE s47e_person_id = ? "
    "ORDER BY s47e_s47_start_date",
    "conferences": "SELECT * FROM ssd_initial_cp_conference WHERE icpc_person_id = ? "
    "ORDER BY icpc_icpc_date",
    "need_plans": "SELECT * FROM ssd_cin_plans WHERE cinp_person_id = ? "
    "ORDER BY cinp_cin_plan_start_date",
    "plans": "SELECT * FROM ssd_cp_plans WHERE cppl_person_id = ? ORDER BY cppl_cp_plan_start_date",
    "plan_reviews": "SELECT * FROM ssd_cp_reviews WHERE cppr_person_id = ? "
    "ORDER BY coalesce(cppr_cp_review_date, cppr_cp_review_due)",
    "care": "SELECT * FROM ssd_cla_episodes WHERE clae_person_id = ? "
    "ORDER BY clae_cla_episode_start_date",
    "legal": "SELECT * FROM ssd_legal_status WHERE lega_person_id = ? "
    "ORDER BY lega_legal_status_start_date",
    "placements": "SELECT * FROM ssd_cla_placement WHERE clap_person_id = ? "
    "ORDER BY clap_cla_placement_start_date",
    "care_reviews": "SELECT r.* FROM ssd_cla_reviews r WHERE r.clar_cla_id IN "
    "(SELECT clae_cla_id FROM ssd_cla_episodes WHERE clae_person_id = ?) "
    "ORDER BY coalesce(clar_cla_review_date, clar_cla_review_due_date)",
    "need_visits": "SELECT cinv_cin_visit_date AS on_day, cinv_cin_visit_seen AS seen, "
    "cinv_cin_visit_seen_alone AS alone FROM ssd_cin_visits WHERE cinv_person_id = ?",
    "plan_visits": "SELECT cppv_cp_visit_date AS on_day, cppv_cp_visit_seen AS seen, "
    "cppv_cp_visit_seen_alone AS alone FROM ssd_cp_visits WHERE cppv_person_id = ?",
    "care_visits": "SELECT clav_cla_visit_date AS on_day, clav_cla_visit_seen AS seen, "
    "clav_cla_visit_seen_alone AS alone FROM ssd_cla_visits WHERE clav_person_id = ?",
    "missing": "SELECT * FROM ssd_missing WHERE miss_person_id = ? "
    "ORDER BY miss_missing_episode_start_date",
    "leaving": "SELECT * FROM ssd_care_leavers WHERE clea_person_id = ?",
    "involved": "SELECT * FROM ssd_involvements WHERE invo_person_id = ? "
    "ORDER BY invo_involvement_start_date",
}


@dataclass(frozen=True)
class Holder:
    """Who holds a child on a day, by id and name; None where nobody is recorded."""

    team_id: str | None = None
    worker_id: str | None = None
    team_name: str = "No team recorded"
    worker_name: str = "No worker recorded"


@dataclass(frozen=True)
class Facts:
    """`rows`: the child's rows by kind, each a dict by column name."""

    child_id: str
    name: str
    born_on: date | None
    expected_on: date | None
    sex: str
    rows: dict[str, list[dict]]
    holder: Holder
    units: Units

    def age(self, day: date) -> str:
        return age_words(self.born_on, self.expected_on, day)


def label(kind: str, code: str | None) -> str:
    """The words of a code; the code itself where no published set has it."""
    if not code:
        return ""
    for name in CODE_SETS[kind]:
        for each in code_set(name).codes:
            if each.code == code:
                return each.label
    return code


def facts_of(snapshot: Snapshot, child_id: str, day: date) -> Facts | None:
    """Everything the page needs of a child, or None for one the data do not have."""
    with snapshot.connect() as connection:
        person = _rows(connection, "SELECT * FROM ssd_person WHERE pers_person_id = ?", child_id)
        if not person:
            return None
        rows = {name: _rows(connection, query, child_id) for name, query in QUERIES.items()}
    first = person[0]
    units = units_of(snapshot)
    return Facts(
        child_id=child_id,
        name=" ".join(p for p in (first["pers_forename"], first["pers_surname"]) if p)
        or "Name not recorded",
        born_on=first["pers_dob"],
        expected_on=first["pers_expected_dob"],
        sex=label("sex", first["pers_sex"]),
        rows=rows,
        holder=_holder(rows, day, units),
        units=units,
    )


def child_id_as_recorded(snapshot: Snapshot, typed: str) -> str | None:
    """The number of a child as the data have it, for one typed whole, in whatever case."""
    with snapshot.connect() as connection:
        found = connection.execute(
            "SELECT pers_person_id FROM ssd_person WHERE lower(pers_person_id) = lower(?)",
            [typed.strip()],
        ).fetchall()
    exact = [row[0] for row in found if row[0] == typed.strip()]
    return (exact or [row[0] for row in found] or [None])[0]


def holder_of(snapshot: Snapshot, child_id: str, day: date) -> Holder:
    """Who holds a child, asked before anything of the child is read for a page."""
    names = ("involved", "referrals", "leaving")
    with snapshot.connect() as connection:
        rows = {name: _rows(connection, QUERIES[name], child_id) for name in names}
    return _holder(rows, day, units_of(snapshot))


def _rows(connection, query: str, child_id: str) -> list[dict]:
    cursor = connection.execute(query, [child_id])
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _holder(rows: dict[str, list[dict]], day: date, units: Units) -> Holder:
    """Whoever is involved on the day; else who was last; else the last referral's team."""
    others = Parameters().not_responsible_roles
    involved = [
        row
        for row in rows["involved"]
        if (row["invo_professional_role_id"] or "").strip().upper() not in others
        and row["invo_involvement_start_date"]
        and row["invo_involvement_start_date"] <= day
    ]
    now = [
        row
        for row in involved
        if row["invo_involvement_end_date"] is None or row["invo_involvement_end_date"] > day
    ]
    if now or involved:
        last = (now or involved)[-1]
        return _named(last["invo_professional_team"], last["invo_professional_id"], units)
    if rows["referrals"]:
        last = rows["referrals"][-1]
        return _named(last["cine_referral_team"], last["cine_referral_worker_id"], units)
    if rows["leaving"]:
        last = rows["leaving"][-1]
        team, worker = last["clea_care_leaver_allocated_team"], last["clea_care_leaver_worker_id"]
        return _named(team, worker, units)
    return Holder()


def _named(team: str | None, worker: str | None, units: Units) -> Holder:
    return Holder(
        team,
        worker,
        units.name_of(team) if team else "No team recorded",
        units.name_of(worker, by="worker") if worker else "No worker recorded",
    )


def search(snapshot: Snapshot, text: str, *, limit: int = 200) -> Sequence[tuple]:
    """Children whose name or number begins with the words, each word by itself."""
    words = [word.casefold() for word in text.split()][:4]
    clause = " AND ".join(
        "(starts_with(lower(coalesce(pers_forename, '')), ?) "
        "OR starts_with(lower(coalesce(pers_surname, '')), ?) OR lower(pers_person_id) = ?)"
        for _ in words
    )
    values = [value for word in words for value in (word, word, word)]
    with snapshot.connect() as connection:
        return connection.execute(
            "SELECT pers_person_id, pers_forename, pers_surname, pers_dob, pers_expected_dob "
            f"FROM ssd_person WHERE {clause} ORDER BY pers_surname, pers_forename LIMIT {limit}",
            values,
        ).fetchall()


def holders_of(snapshot: Snapshot, day: date) -> dict[str, tuple[str | None, str | None]]:
    """Team and worker of every child somebody is involved with on a day, by child."""
    roles = list(Parameters().not_responsible_roles)
    with snapshot.connect() as connection:
        rows = connection.execute(
            "SELECT invo_person_id, invo_professional_team, invo_professional_id "
            "FROM ssd_involvements WHERE invo_involvement_start_date <= ? "
            "AND (invo_involvement_end_date IS NULL OR invo_involvement_end_date > ?) "
            "AND NOT list_contains(?, upper(trim(coalesce(invo_professional_role_id, '')))) "
            "ORDER BY invo_involvement_start_date, invo_involvements_id",
            [day, day, roles],
        ).fetchall()
    return {child: (team, worker) for child, team, worker in rows}
