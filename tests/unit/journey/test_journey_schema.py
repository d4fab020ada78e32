"""The model's declarations hold together."""

import pyarrow as pa
import pytest

from lineofsight.journey import KNOWN_FROM, SOURCE, TABLES, Shape


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_column_a_table_names_exists(table):
    named = {*table.key, *table.references, *table.recognised_by}
    named |= {*filter(None, [table.person, table.dated_by, table.groups])}
    assert named <= set(table.columns)
    assert not table.ends_on or table.columns[table.ends_on] == "date"
    assert not table.dated_by or table.columns[table.dated_by] == "date"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_reference_goes_to_a_table_with_a_single_key(table):
    for to in table.references.values():
        name, _, column = to.partition(".")
        assert len(TABLES[name].key) == 1
        assert not column or column == TABLES[name].groups


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_events_and_spells_are_dated_and_facts_are_not(table):
    assert bool(table.event_on) == (table.shape == Shape.EVENT)
    assert bool(table.starts_on and table.ends_on) == (table.shape == Shape.SPELL)


def test_every_row_carries_when_it_was_first_known_and_which_return_told_it():
    schema = TABLES["ssd_cp_plans"].schema
    assert schema.field(KNOWN_FROM).type == pa.date32()
    assert schema.field(SOURCE).type == pa.string()
    assert schema.field("cppl_cp_plan_start_date").type == pa.date32()


def test_columns_of_the_dataset_begin_with_the_four_letters_of_their_table():
    for table in (table for table in TABLES.values() if not table.told_by):
        assert len({column.split("_")[0] for column in table.columns}) == 1, table.name
