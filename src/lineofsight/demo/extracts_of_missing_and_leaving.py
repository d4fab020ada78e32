"""Local extracts: returns from being missing with their times, support for older care leavers."""

import numpy as np

from lineofsight.demo.authority import Authority
from lineofsight.demo.days import NEVER, birthday
from lineofsight.demo.extracts_about_children import MINUTES, NONE, Source
from lineofsight.demo.plan import Columns

HOUR = 60
IN_TIME, LATEST_OFFER = 72 * HOUR, 160 * HOUR
ASKS, IS_GIVEN = 0.3, 0.85
ASKS_FROM, ASKS_UNTIL = 21, 25


def missing_and_leaving(authority: Authority) -> dict[str, Columns]:
    source = Source(authority)
    source.dice = authority.plan.dice("extracts of missing and leaving")
    return {"missing_returns": _returns(source), "leaver_support": _support(source)}


def _returns(source: Source) -> Columns:
    """Each return of the last years, at some time of the day; most interviews that the dataset
    says were offered are offered within 72 hours."""
    ended = source.days("ssd_missing", "miss_missing_episode_end_date")
    kind = source.text("ssd_missing", "miss_missing_episode_type")
    rows = np.flatnonzero((ended >= source.first) & (ended <= source.last) & (kind == "M"))
    many = len(rows)
    returned = ended[rows] * MINUTES + source.dice.integers(0, MINUTES, many)
    soon = source.dice.integers(3 * HOUR, IN_TIME, many)
    late = source.dice.integers(IN_TIME + 1, LATEST_OFFER, many)
    offered = returned + np.where(source.chance(0.86, many), soon, late)
    said = source.text("ssd_missing", "miss_missing_rhi_offered")[rows] == "Y"
    is_there = said & (offered < (source.last + 1) * MINUTES)
    return {
        "episode_id": source.text("ssd_missing", "miss_table_id")[rows],
        "child_id": source.text("ssd_missing", "miss_person_id")[rows],
        "returned_at": returned,
        "interview_offered_at": np.where(is_there, offered, NONE),
    }


def _support(source: Source) -> Columns:
    """Some of those who are 21 or over asked, a while after their birthday."""
    people = source.text("ssd_person", "pers_person_id")
    born_of = dict(zip(people, source.days("ssd_person", "pers_dob"), strict=True))
    children = source.text("ssd_care_leavers", "clea_person_id")
    born = np.array([born_of.get(child, NEVER) for child in children], dtype=np.int64)
    children, born = children[born < NEVER], born[born < NEVER]
    many = len(children)
    asked = birthday(born, ASKS_FROM) + source.dice.integers(30, 400, many)
    begun = asked + source.dice.integers(3, 30, many)
    over = begun + source.dice.integers(60, 700, many)
    is_given = source.chance(IS_GIVEN, many) & (begun <= source.last)
    rows = np.flatnonzero(
        source.chance(ASKS, many)
        & (asked >= source.first)
        & (asked <= source.last)
        & (birthday(born, ASKS_UNTIL + 1) > source.last)
    )
    return {
        "child_id": children[rows],
        "requested_on": asked[rows],
        "given_from": np.where(is_given, begun, NONE)[rows],
        "given_until": np.where(is_given & (over <= source.last), over, NONE)[rows],
    }
