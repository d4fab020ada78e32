"""Recording faults, as an authority's records have them: about two in a hundred.

Each fault is noted, so that a test can tell what was planted from what went wrong. Values
that cannot be read at all (a date that does not exist) can only stand in files of text:
they are planted where such files are written.
"""

from dataclasses import dataclass

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.days import NEVER
from lineofsight.demo.plan import Plan
from lineofsight.demo.tables import Tables


@dataclass(frozen=True)
class Fault:
    """One fault: what is wrong in which column of which row (by the table's key)."""

    table: str
    key: str
    column: str
    kind: str


MISSING, BACKWARDS, UNKNOWN_CODE, TWICE, TOO_EARLY = (
    "missing",
    "end before start",
    "unknown code",
    "recorded twice",
    "before birth",
)
HOMES = "ssd_cla_placement"
# Table, its key, and for each kind of fault the columns it may strike and its share of rows.
PLAN = (
    ("ssd_cin_episodes", "cine_referral_id", UNKNOWN_CODE, ("cine_referral_source_code",), 0.003),
    ("ssd_cin_episodes", "cine_referral_id", MISSING, ("cine_cin_primary_need_code",), 0.006),
    ("ssd_cin_episodes", "cine_referral_id", MISSING, ("cine_referral_source_code",), 0.004),
    (
        "ssd_cin_assessments",
        "cina_assessment_id",
        BACKWARDS,
        ("cina_assessment_start_date", "cina_assessment_auth_date"),
        0.004,
    ),
    ("ssd_cin_assessments", "cina_assessment_id", MISSING, ("cina_assessment_child_seen",), 0.012),
    ("ssd_cin_assessments", "cina_assessment_id", MISSING, ("cina_assessment_start_date",), 0.003),
    (
        "ssd_cin_plans",
        "cinp_cin_plan_id",
        BACKWARDS,
        ("cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
        0.004,
    ),
    ("ssd_s47_enquiry", "s47e_s47_enquiry_id", MISSING, ("s47e_s47_end_date",), 0.002),
    ("ssd_cp_visits", "cppv_cp_visit_id", MISSING, ("cppv_cp_visit_seen_alone",), 0.012),
    ("ssd_cin_visits", "cinv_cin_visit_id", MISSING, ("cinv_cin_visit_seen",), 0.012),
    (
        "ssd_cla_placement",
        "clap_cla_placement_id",
        MISSING,
        ("clap_cla_placement_postcode",),
        0.015,
    ),
    ("ssd_cla_placement", "clap_cla_placement_id", MISSING, ("clap_cla_placement_distance",), 0.02),
    ("ssd_care_leavers", "clea_table_id", MISSING, ("clea_care_leaver_activity",), 0.02),
    ("ssd_person", "pers_person_id", TOO_EARLY, ("pers_dob",), 0.0006),
    ("ssd_contacts", "cont_contact_id", TWICE, (), 0.004),
    ("ssd_cp_visits", "cppv_cp_visit_id", TWICE, (), 0.003),
    ("ssd_involvements", "invo_involvements_id", MISSING, ("invo_professional_id",), 0.004),
)
SCALE = rates.FAULTS / 0.02
WRONG_CODES = ("99", "2C", "11")
NEW_NUMBERS_FROM = 9_000_000


def plant(plan: Plan, tables: Tables) -> tuple[Fault, ...]:
    """Put faults into the finished tables; returns what was planted, in a fixed order."""
    dice, planted = plan.dice("faults"), []
    for table, key, kind, columns, share in PLAN:
        content = tables[table]
        rows = np.flatnonzero(dice.random(len(content[key])) < share * SCALE)
        if kind == BACKWARDS:
            start, end = (content[name] for name in columns)
            rows = rows[(end[rows] < NEVER) & (end[rows] > start[rows])]
            content[columns[0]] = start.copy()
            content[columns[0]][rows], content[columns[1]] = end[rows], end.copy()
            content[columns[1]][rows] = start[rows]
        elif kind == TWICE:
            rows = _twice(tables, table, key, rows)
        elif kind == UNKNOWN_CODE:
            wrong = np.array(WRONG_CODES)[dice.integers(0, len(WRONG_CODES), len(rows))]
            content[columns[0]] = content[columns[0]].copy()
            content[columns[0]][rows] = wrong
        elif kind == MISSING:
            _empty(content, columns[0], rows)
        elif kind == TOO_EARLY:
            rows = rows[content["pers_dob"][rows] < NEVER]
            content[columns[0]] = content[columns[0]].copy()
            content[columns[0]][rows] += 3653
            rows = rows[content[columns[0]][rows] <= plan.last_day]
            late = content[columns[0]] > plan.last_day
            content[columns[0]][late & (content[columns[0]] < NEVER)] -= 3653
        column = columns[0] if columns else key
        planted += [Fault(table, str(each), column, kind) for each in tables[table][key][rows]]
    return tuple(planted)


def _empty(content, column: str, rows: np.ndarray):
    values = content[column].copy()
    if values.dtype.kind == "U":
        values[rows] = ""
    elif values.dtype.kind == "f":
        values[rows] = np.nan
    else:
        values[rows] = NEVER
    content[column] = values


def _twice(tables: Tables, table: str, key: str, rows: np.ndarray) -> np.ndarray:
    """The same event recorded again under a new number, at the table's end."""
    content = tables[table]
    many = len(content[key])
    again = {name: np.concatenate([column, column[rows]]) for name, column in content.items()}
    again[key] = again[key].astype(f"<U{max(9, again[key].dtype.itemsize // 4)}")
    again[key][many:] = (NEW_NUMBERS_FROM + np.arange(len(rows))).astype(str)
    tables[table] = again
    return np.arange(many, many + len(rows))
