"""The dataset's tables on special educational needs: who has a plan that names a school."""

import numpy as np

from lineofsight.demo.days import NEVER, birthday
from lineofsight.demo.plan import Columns
from lineofsight.demo.tables import Tables, ids, until
from lineofsight.demo.world import World

PLANS_IN_CARE, PLANS_OF_DISABLED = 0.3, 0.45


def send_tables(world: World, tables: Tables) -> Tables:
    """Three in ten children who are or were in care, and nearly half of disabled children, have
    a plan from about the time they began school, or were taken into care."""
    dice, last = world.plan.dice("special needs"), world.plan.last_day
    person, born = tables["ssd_person"]["pers_person_id"], tables["ssd_person"]["pers_dob"]
    in_care = np.isin(person, tables["ssd_cla_episodes"]["clae_person_id"])
    disabled = np.isin(person, _disabled(tables["ssd_disability"]))
    share = np.where(in_care, PLANS_IN_CARE, 0) + np.where(disabled, PLANS_OF_DISABLED, 0)
    has_one = (dice.random(len(person)) < share) & (born < NEVER)
    begun = np.full(len(person), NEVER, dtype=np.int64)
    begun[has_one] = birthday(born[has_one], 5) + dice.integers(0, 2200, has_one.sum())
    rows = np.flatnonzero(begun <= last)
    return _chain(person[rows], begun[rows], until(birthday(born[rows], 19), last), dice)


def _disabled(disability: Columns) -> np.ndarray:
    return disability["disa_person_id"][disability["disa_disability_code"] != "NONE"]


def _chain(children, begun, ceased, dice) -> Tables:
    """A plan rests on an assessment, that on a request."""
    many = np.arange(len(children))
    asked = begun - dice.integers(100, 170, len(children))
    return {
        "ssd_send": {"send_table_id": ids(60_000, many), "send_person_id": children},
        "ssd_ehcp_requests": {
            "ehcr_ehcp_request_id": ids(60_000, many),
            "ehcr_send_table_id": ids(60_000, many),
            "ehcr_ehcp_req_date": asked,
            "ehcr_ehcp_req_outcome_date": asked + 40,
            "ehcr_ehcp_req_outcome": np.full(len(children), "A"),
        },
        "ssd_ehcp_assessment": {
            "ehca_ehcp_assessment_id": ids(60_000, many),
            "ehca_ehcp_request_id": ids(60_000, many),
            "ehca_ehcp_assessment_outcome_date": begun,
            "ehca_ehcp_assessment_outcome": np.full(len(children), "Y"),
        },
        "ssd_ehcp_named_plan": {
            "ehcn_named_plan_id": ids(60_000, many),
            "ehcn_ehcp_asmt_id": ids(60_000, many),
            "ehcn_named_plan_start_date": begun,
            "ehcn_named_plan_ceased_date": ceased,
        },
    }
