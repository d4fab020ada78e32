"""Exhibits: what the data has about a child, beside the judgement it bears on.

From the same snapshot as the child's page. A fact that is not recorded is said to be so;
what the snapshot has no table for is left out.
"""

from collections.abc import Callable
from datetime import date

from lineofsight.packs.forms import Domain, Exhibit
from lineofsight.web import warehouse
from lineofsight.web.practice.models import Audit
from lineofsight.web.ui.words import counted, long_day
from lineofsight.working_days import england

NOT_RECORDED = "Not recorded"
Facts = list[tuple[str, str]]


def beside(audit: Audit, domain: Domain) -> dict | None:
    """`{as_at, facts}` for a domain of a child's audit; None where nothing is shown."""
    snapshot = warehouse.current_or_none()
    if not domain.exhibits or not audit.child_id or snapshot is None:
        return None
    cursor = snapshot.connect()
    try:
        facts = [fact for each in domain.exhibits
                 for fact in _SHOWN[each](cursor, audit.child_id, snapshot.as_at)]  # fmt: skip
    finally:
        cursor.close()
    return {"as_at": snapshot.as_at, "facts": [{"label": a, "value": b} for a, b in facts]}


def _rows(cursor, sql: str, **given) -> list[tuple]:
    return cursor.execute(sql, given).fetchall()


def _day(day: date | None) -> str:
    return long_day(day) if day else NOT_RECORDED


_VISITS = """
WITH visits AS (
    SELECT cinv_cin_visit_date AS on_day, cinv_cin_visit_seen_alone AS alone
    FROM ssd_cin_visits WHERE cinv_person_id = $child
    UNION ALL SELECT cppv_cp_visit_date, cppv_cp_visit_seen_alone
    FROM ssd_cp_visits WHERE cppv_person_id = $child
    UNION ALL SELECT clav_cla_visit_date, clav_cla_visit_seen_alone
    FROM ssd_cla_visits WHERE clav_person_id = $child
)
SELECT max(on_day), max(on_day) FILTER (upper(alone) IN ('Y', 'YES', 'TRUE', '1')),
       count(*) FILTER (on_day > $day - INTERVAL 90 DAY)
FROM visits WHERE on_day <= $day
"""


def _visits(cursor, child: str, day: date) -> Facts:
    last, alone, recent = _rows(cursor, _VISITS, child=child, day=day)[0]
    return [
        ("Last visit", _day(last)),
        ("Last seen alone", _day(alone)),
        ("Visits in the last 90 days", str(recent)),
    ]


def _assessments(cursor, child: str, day: date) -> Facts:
    rows = _rows(
        cursor,
        "SELECT cina_assessment_start_date, cina_assessment_auth_date FROM ssd_cin_assessments "
        "WHERE cina_person_id = $child AND cina_assessment_start_date <= $day "
        "ORDER BY 1 DESC LIMIT 1",
        child=child, day=day,
    )  # fmt: skip
    if not rows:
        return [("Assessments", "None recorded")]
    begun, done = rows[0]
    took = counted(england().between(begun, done or day), "working day")
    finished = f"{long_day(done)}, after {took}" if done else f"Not finished; open for {took}"
    return [("Last assessment begun", long_day(begun)), ("Finished", finished)]


_PLANS = """
SELECT 'Child protection plan', cppl_cp_plan_start_date, cppl_cp_plan_end_date
FROM ssd_cp_plans WHERE cppl_person_id = $child AND cppl_cp_plan_start_date <= $day
UNION ALL
SELECT 'Child in need plan', cinp_cin_plan_start_date, cinp_cin_plan_end_date
FROM ssd_cin_plans WHERE cinp_person_id = $child AND cinp_cin_plan_start_date <= $day
ORDER BY 2 DESC LIMIT 3
"""


def _plans(cursor, child: str, day: date) -> Facts:
    rows = _rows(cursor, _PLANS, child=child, day=day)
    if not rows:
        return [("Plans", "None recorded")]
    return [
        (title, f"From {long_day(begun)}" + (f" to {long_day(ended)}" if ended else ", open"))
        for title, begun, ended in rows
    ]


_REVIEWS = """
SELECT 'Last child protection review', max(cppr_cp_review_date)
FROM ssd_cp_reviews WHERE cppr_person_id = $child AND cppr_cp_review_date <= $day
UNION ALL
SELECT 'Last review of care', max(clar_cla_review_date)
FROM ssd_cla_reviews JOIN ssd_cla_episodes ON clae_cla_id = clar_cla_id
WHERE clae_person_id = $child AND clar_cla_review_date <= $day
"""


def _reviews(cursor, child: str, day: date) -> Facts:
    held = [(title, long_day(last)) for title, last in _rows(cursor, _REVIEWS, child=child, day=day)
            if last]  # fmt: skip
    return held or [("Reviews", "None recorded")]


def _placements(cursor, child: str, day: date) -> Facts:
    rows = _rows(
        cursor,
        "SELECT clap_cla_placement_start_date FROM ssd_cla_placement "
        "WHERE clap_person_id = $child AND clap_cla_placement_start_date <= $day ORDER BY 1 DESC",
        child=child, day=day,
    )  # fmt: skip
    if not rows:
        return [("Placements", "None recorded")]
    return [
        ("In this placement since", long_day(rows[0][0])),
        ("Placements so far", str(len(rows))),
    ]


def _enquiries(cursor, child: str, day: date) -> Facts:
    rows = _rows(
        cursor,
        "SELECT max(s47e_s47_start_date), count(*) FROM ssd_s47_enquiry "
        "WHERE s47e_person_id = $child AND s47e_s47_start_date <= $day",
        child=child, day=day,
    )  # fmt: skip
    last, number = rows[0]
    return [("Last section 47 enquiry", _day(last)), ("Enquiries so far", str(number))]


def _workers(cursor, child: str, day: date) -> Facts:
    rows = _rows(
        cursor,
        "SELECT count(DISTINCT invo_professional_id), max(invo_involvement_start_date) "
        "FROM ssd_involvements WHERE invo_person_id = $child "
        "AND invo_involvement_start_date > $day - INTERVAL 365 DAY "
        "AND invo_involvement_start_date <= $day",
        child=child, day=day,
    )  # fmt: skip
    number, last = rows[0]
    return [
        ("Workers who began in the last year", str(number)),
        ("The last of them", _day(last) if number else "Nobody new"),
    ]


_SHOWN: dict[Exhibit, Callable[..., Facts]] = {
    Exhibit.VISITS: _visits,
    Exhibit.ASSESSMENTS: _assessments,
    Exhibit.PLANS: _plans,
    Exhibit.REVIEWS: _reviews,
    Exhibit.PLACEMENTS: _placements,
    Exhibit.ENQUIRIES: _enquiries,
    Exhibit.WORKERS: _workers,
}
