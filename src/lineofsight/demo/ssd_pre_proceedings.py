"""The dataset's table on pre-proceedings: some of the children on a plan for half a year."""

import numpy as np

from lineofsight.demo.days import NEVER, add_working_days, back_to_working_day
from lineofsight.demo.tables import Tables, ids, until
from lineofsight.demo.world import World

SHARE_OF_LONG_PLANS = 0.16
LONG = 150


def pre_proceedings_table(world: World, tables: Tables) -> Tables:
    """Decided on between the fifth and the ninth month of a plan; most end within 16 weeks."""
    dice, last = world.plan.dice("pre-proceedings"), world.plan.last_day
    plans = tables["ssd_cp_plans"]
    begun, ended = plans["cppl_cp_plan_start_date"], plans["cppl_cp_plan_end_date"]
    decided = back_to_working_day(begun + LONG + dice.integers(0, 120, len(begun)))
    there = (decided < np.minimum(ended, NEVER)) & (decided <= last)
    rows = np.flatnonzero(there & (dice.random(len(begun)) < SHARE_OF_LONG_PLANS))
    many = len(rows)
    weeks = np.clip(dice.gamma(9, 1.6, many), 4, 60)
    over = back_to_working_day(decided[rows] + (7 * weeks).astype(np.int64))
    return {
        "ssd_pre_proceedings": {
            "prep_table_id": ids(80_000, np.arange(many)),
            "prep_person_id": plans["cppl_person_id"][rows],
            "prep_plo_family_id": ids(85_000, np.arange(many)),
            "prep_pre_pro_decision_date": decided[rows],
            "prep_initial_pre_pro_meeting_date": until(add_working_days(decided[rows], 8), last),
            "prep_agree_stepdown_issue_date": until(over, last),
        }
    }
