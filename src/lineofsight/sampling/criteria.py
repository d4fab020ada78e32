"""Which children a sample is drawn from: by age, need, plan and what the journey marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from lineofsight.periods import age_on
from lineofsight.warehouse import Snapshot

PLANS: Mapping[str, str] = MappingProxyType({
    "early-help": "Early help",
    "child-in-need": "Child in need",
    "child-protection": "Child protection plan",
    "looked-after": "Looked after",
    "care-leaver": "Care leaver",
})  # fmt: skip

FLAGS: Mapping[str, str] = MappingProxyType({
    "disabled": "Has a disability",
    "uasc": "Unaccompanied asylum-seeking",
    "missing": "Missing in the last 90 days",
    "second-plan": "On a second or later protection plan",
})  # fmt: skip

MISSING_WITHIN_DAYS = 90

_MARKS = """
SELECT earl_person_id AS child, 'plan:early-help' AS mark FROM ssd_early_help_episodes
WHERE earl_episode_start_date <= $day
  AND (earl_episode_end_date IS NULL OR earl_episode_end_date > $day)
UNION
SELECT cine_person_id, 'plan:child-in-need' FROM ssd_cin_episodes
WHERE cine_referral_date <= $day AND (cine_close_date IS NULL OR cine_close_date > $day)
UNION
SELECT cine_person_id, 'need:' || cine_cin_primary_need_code FROM ssd_cin_episodes
WHERE cine_referral_date <= $day AND (cine_close_date IS NULL OR cine_close_date > $day)
  AND cine_cin_primary_need_code IS NOT NULL
UNION
SELECT cppl_person_id, 'plan:child-protection' FROM ssd_cp_plans
WHERE cppl_cp_plan_start_date <= $day
  AND (cppl_cp_plan_end_date IS NULL OR cppl_cp_plan_end_date > $day)
UNION
SELECT now.cppl_person_id, 'flag:second-plan' FROM ssd_cp_plans now
JOIN ssd_cp_plans before ON before.cppl_person_id = now.cppl_person_id
 AND before.cppl_cp_plan_start_date < now.cppl_cp_plan_start_date
WHERE now.cppl_cp_plan_start_date <= $day
  AND (now.cppl_cp_plan_end_date IS NULL OR now.cppl_cp_plan_end_date > $day)
UNION
SELECT clae_person_id, 'plan:looked-after' FROM ssd_cla_episodes
WHERE clae_cla_episode_start_date <= $day
  AND (clae_cla_episode_ceased_date IS NULL OR clae_cla_episode_ceased_date > $day)
UNION
SELECT clea_person_id, 'plan:care-leaver' FROM ssd_care_leavers
UNION
SELECT disa_person_id, 'flag:disabled' FROM ssd_disability
WHERE upper(disa_disability_code) <> 'NONE'
UNION
SELECT immi_person_id, 'flag:uasc' FROM ssd_immigration_status
WHERE upper(immi_immigration_status) LIKE '%UASC%'
   OR upper(immi_immigration_status) LIKE '%UNACCOMPANIED%'
UNION
SELECT miss_person_id, 'flag:missing' FROM ssd_missing
WHERE miss_missing_episode_start_date <= $day AND
      (miss_missing_episode_end_date IS NULL OR miss_missing_episode_end_date >= $since)
"""


@dataclass(frozen=True)
class Criteria:
    """What a record must be to be in the frame; what is empty leaves nobody out.

    `services` and `teams` are codes of the organisation. Of the plans, needs and flags a
    child has one of those named. A child of unknown age fails a criterion of age.
    """

    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Criteria":
        """Criteria as they were stored with a plan or a sample."""
        lists = {key: tuple(stored.get(key) or ()) for key in
                 ("services", "teams", "plans", "needs", "flags")}  # fmt: skip
        return cls(**lists, age_from=stored.get("age_from"), age_to=stored.get("age_to"))

    def as_stored(self) -> dict[str, Any]:
        """Only what was said, so that a sample shows what it was drawn by."""
        told = {"services": list(self.services), "teams": list(self.teams),
                "plans": list(self.plans), "needs": list(self.needs), "flags": list(self.flags),
                "age_from": self.age_from, "age_to": self.age_to}  # fmt: skip
        return {key: value for key, value in told.items() if value not in ([], None)}

    @property
    def asks_of_the_child(self) -> bool:
        return bool(self.plans or self.needs or self.flags) or self.age_from is not None \
            or self.age_to is not None  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What criteria look at, of one child on a day."""

    age: int | None
    marks: frozenset[str]

    def meet(self, criteria: Criteria) -> bool:
        for kind, wanted in (("plan", criteria.plans), ("need", criteria.needs),
                             ("flag", criteria.flags)):  # fmt: skip
            if wanted and not any(f"{kind}:{key}" in self.marks for key in wanted):
                return False
        if criteria.age_from is None and criteria.age_to is None:
            return True
        if self.age is None:
            return False
        lowest = criteria.age_from if criteria.age_from is not None else 0
        return lowest <= self.age <= (criteria.age_to if criteria.age_to is not None else 200)


NOBODY_KNOWS = Facts(age=None, marks=frozenset())


def facts_on(snapshot: Snapshot, day: date) -> dict[str, Facts]:
    """The facts of every child of the snapshot on a day, by child id."""
    cursor = snapshot.connect()
    try:
        asked = {"day": day, "since": day - timedelta(days=MISSING_WITHIN_DAYS)}
        marks: dict[str, set[str]] = {}
        for child, mark in cursor.execute(_MARKS, asked).fetchall():
            marks.setdefault(child, set()).add(mark)
        people = cursor.execute("SELECT pers_person_id, pers_dob FROM ssd_person").fetchall()
    finally:
        cursor.close()
    return {
        child: Facts(
            age=age_on(born, day) if born is not None and born <= day else None,
            marks=frozenset(marks.get(child, ())),
        )
        for child, born in people
    }


def needs_on(snapshot: Snapshot) -> list[str]:
    """The codes of need that the snapshot knows, for choosing among."""
    cursor = snapshot.connect()
    try:
        found = cursor.execute(
            "SELECT DISTINCT cine_cin_primary_need_code FROM ssd_cin_episodes "
            "WHERE cine_cin_primary_need_code IS NOT NULL ORDER BY 1"
        ).fetchall()
    finally:
        cursor.close()
    return [code for (code,) in found]
