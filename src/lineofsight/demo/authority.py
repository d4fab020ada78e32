"""An invented authority, whole: its children's records, its people, and its stories."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa

from lineofsight.demo import organisation, referrals
from lineofsight.demo.care import look_after
from lineofsight.demo.children import Population
from lineofsight.demo.days import NEVER
from lineofsight.demo.faults import Fault, plant
from lineofsight.demo.names import opaque_numbers
from lineofsight.demo.organisation import Person
from lineofsight.demo.plan import (
    ASHMERE_CHILDREN,
    DEMO_SEED,
    DEMO_TODAY,
    Plan,
    take,
)
from lineofsight.demo.ssd_care import care_tables, leavers
from lineofsight.demo.ssd_need import Keys, need_tables
from lineofsight.demo.ssd_people import involvements, person_tables, unit_tables
from lineofsight.demo.ssd_pre_proceedings import pre_proceedings_table
from lineofsight.demo.ssd_send import send_tables
from lineofsight.demo.stories import Stories
from lineofsight.demo.tables import Tables, to_arrow
from lineofsight.demo.world import World


@dataclass(frozen=True)
class Authority:
    """`tables`: the dataset's tables by name, typed. `people`: everyone who works or worked
    there in the history. `faults`: the recording faults planted in the tables."""

    name: str
    plan: Plan
    tables: dict[str, pa.Table]
    people: tuple[Person, ...]
    stories: Stories
    faults: tuple[Fault, ...]
    units: tuple[organisation.Unit, ...] = field(default=())

    @property
    def today(self) -> date:
        return self.plan.today


def generate(
    children: int = ASHMERE_CHILDREN, *, seed: int = DEMO_SEED, today: date = DEMO_TODAY
) -> Authority:
    """Invent an authority of so many children. The same three values give the same records."""
    plan = Plan(children=children, seed=seed, today=today)
    ashmere = organisation.build(plan)
    dice = plan.dice("cases")
    world = World(plan, ashmere, Population(dice, ashmere.area_shares), Stories(), dice)
    referrals.refer(world)
    tables, everyone = _tables(world)
    faults = plant(plan, tables)
    return Authority(
        name=ashmere.units[0].name,
        plan=plan,
        tables={name: to_arrow(name, tables.pop(name)) for name in sorted(tables)},
        people=everyone,
        stories=world.stories,
        faults=faults,
        units=ashmere.units,
    )


def people(
    children: int = ASHMERE_CHILDREN, *, seed: int = DEMO_SEED, today: date = DEMO_TODAY
) -> tuple[Person, ...]:
    """Everyone who works or worked at that authority in the history, without its records:
    quick, for who wants to know only whom to let in."""
    plan = Plan(children=children, seed=seed, today=today)
    return tuple(organisation.people_from(organisation.build(plan), plan.first_day))


def _tables(world: World) -> tuple[Tables, tuple[Person, ...]]:
    plan = world.plan
    cases = world.table("cases")
    referrals.contacts(world, cases)
    cases["protected_from"] = _first_plan(world)
    records = look_after(world)
    numbers = opaque_numbers(plan.dice("numbers"), world.population.count)
    keys = Keys(world, numbers)
    kept = (cases["day"] <= plan.last_day) & (
        (cases["closed"] > plan.first_day) | (cases["day"] >= plan.first_day)
    )
    kept_cases = take(cases, np.flatnonzero(kept))
    tables = need_tables(world, keys, kept_cases)
    tables.update(care_tables(world, keys, records))
    tables["ssd_care_leavers"], leaving = leavers(world, keys, records)
    plans = take(world.table("plans"), np.flatnonzero(kept[world.table("plans")["case"]]))
    tables["ssd_involvements"] = involvements(world, keys, kept_cases, plans, leaving)
    staff = _people(world, tables)
    tables.update(unit_tables(world, staff, _caseloads(tables)))
    tables.update(person_tables(world, keys, _known(tables, numbers)))
    tables.update(send_tables(world, tables))
    tables.update(pre_proceedings_table(world, tables))
    return tables, tuple(staff)


def _first_plan(world: World) -> np.ndarray:
    """The day each case's first protection plan began, or NEVER."""
    first = np.full(world.cases, NEVER, dtype=np.int64)
    plans = world.table("plans")
    np.minimum.at(first, plans["case"], plans["start"])
    return first


def _known(tables: Tables, numbers: np.ndarray) -> np.ndarray:
    """The children who appear in any table, by index, in the order of their numbers."""
    appearing = np.unique(
        np.concatenate(
            [
                columns[name]
                for columns in tables.values()
                for name in columns
                if name.endswith("_person_id")
            ]
        )
    )
    order = np.argsort(numbers)
    at = np.searchsorted(numbers[order], appearing.astype(np.int64))
    return order[at]


def _people(world: World, tables: Tables) -> list[Person]:
    """Those whose post lasted into the history, and those named on a record."""
    named = {
        worker
        for columns in tables.values()
        for name in columns
        if "worker" in name or name == "invo_professional_id"
        for worker in np.unique(columns[name]).tolist()
    }
    present = {
        p.worker_id for p in organisation.people_from(world.organisation, world.plan.first_day)
    }
    return [p for p in world.organisation.people if p.worker_id in named | present]


def _caseloads(tables: Tables) -> dict[str, int]:
    held = tables["ssd_involvements"]
    now = held["invo_involvement_end_date"] == NEVER
    workers, many = np.unique(held["invo_professional_id"][now], return_counts=True)
    return dict(zip(workers.tolist(), many.tolist(), strict=True))
