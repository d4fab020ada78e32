# ruff: noqa: E501 - drawings are as wide as they need to be
"""What was made of the records once a load is where later counting begins."""

import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import cube, figures, kept_spells
from lineofsight.indicators.definition import Parameters
from lineofsight.indicators.engines import DuckDB
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY
from lineofsight.warehouse import Snapshot

NAMES = ("ASM03", "ASM05", "REF02")
MONTHS = [Period.parse("2026-09"), Period.parse("2026-10")]


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    monkeypatch.setattr(cube, "CATALOGUE", {name: cube.CATALOGUE[name] for name in NAMES})
    made = journey(
        tmp_path,
        as_at="2026-11-22",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_team | cina_assessment_worker_id
            1                  | A              | 2026-08-03                 | 2026-10-06                | north                | Lark
            2                  | B              | 2026-08-03                 | 2026-10-07                | north                | Wren
            3                  | A              | 2026-07-01                 |                           | south                | Wren
        """,
    )
    yield made
    made.close()


def counted(snapshot):
    return list(figures(snapshot, NAMES, MONTHS, by="team", scope=WHOLE_AUTHORITY))


def opened_anew(snapshot):
    """As another process finds it: nothing is in memory."""
    return Snapshot(snapshot.path)


@pytest.fixture
def spells_made(monkeypatch):
    """The queries by which spells come about from now on."""
    queries = []
    keep_in = DuckDB.keep_in

    def noted(self, schema, name, sql):
        if schema.startswith("spells_"):
            queries.append(sql)
        keep_in(self, schema, name, sql)

    monkeypatch.setattr(DuckDB, "keep_in", noted)
    return queries


def test_figures_from_kept_spells_are_the_figures_from_the_records(snapshot, spells_made):
    from_records = counted(snapshot)
    assert spells_made
    assert not any("read_parquet" in query for query in spells_made)
    cube.build(opened_anew(snapshot))
    spells_made.clear()
    assert counted(opened_anew(snapshot)) == from_records
    assert spells_made
    assert all("read_parquet" in query for query in spells_made)


def test_another_choice_of_the_authority_begins_with_the_records(snapshot):
    cube.build(snapshot)
    default, other = Parameters(), Parameters(seen_alone_from_age=4)
    assert kept_spells.kept_in(kept_spells.folder_of(snapshot, default))
    assert not kept_spells.kept_in(kept_spells.folder_of(snapshot, other))


def test_a_keeping_that_fails_leaves_nothing_behind(snapshot):
    folder = kept_spells.folder_of(snapshot, Parameters())
    with pytest.raises(Exception, match="no_such_spell"):
        kept_spells.keep(snapshot.connect(), "main", ["ssd_person", "no_such_spell"], folder)
    assert not list(folder.parent.glob("*spells-*"))


def test_of_two_that_keep_the_same_the_first_one_stays(snapshot):
    folder = kept_spells.folder_of(snapshot, Parameters())
    kept_spells.keep(snapshot.connect(), "main", ["ssd_cin_assessments"], folder)
    kept_spells.keep(snapshot.connect(), "main", ["ssd_person"], folder)
    assert [file.stem for file in folder.iterdir()] == ["ssd_cin_assessments"]
