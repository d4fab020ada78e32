# ruff: noqa: E501 - drawings are as wide as they need to be
"""The kept figures are the counted figures."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import State, cube, figures
from lineofsight.indicators.compiling import definitions_hash
from lineofsight.indicators.cube import Wanted
from lineofsight.indicators.definition import Parameters
from lineofsight.periods import Period, PeriodKind
from lineofsight.scope import WHOLE_AUTHORITY, Scope
from lineofsight.warehouse import Snapshot


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    kept = {name: cube.CATALOGUE[name] for name in ("ASM01", "ASM03", "ASM05", "REF02", "CON06")}
    monkeypatch.setattr(cube, "CATALOGUE", kept)
    made = journey(
        tmp_path,
        as_at="2026-11-22",
        ssd_person="""
            pers_person_id | pers_dob   | pers_sex
            A              | 2015-05-05 | F
            B              | 2015-05-05 |
        """,
        ssd_department="""
            dept_team_id | dept_team_name | dept_team_parent_id
            assess       | Assessment     |
            north        | North          | assess
            south        | South          | assess
        """,
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_team | cina_assessment_worker_id
            1                  | A              | 2026-08-03                 | 2026-10-06                | north                | Lark
            2                  | B              | 2026-08-03                 | 2026-10-07                | north                | Wren
            3                  | B              | 2026-03-02                 | 2026-05-07                | south                | Wren
            4                  | A              | 2026-07-01                 |                           | south                | Wren
        """,
    )
    yield made
    made.close()


PERIOD_IDS = (
    "2026-09",
    "2026-10",
    "2026-27-Q1",
    "2026-10-ytd",
    "2026-10-r12",
    "2026-10-31",
    "2026-11",
)
PERIODS = [Period.parse(p) for p in PERIOD_IDS]


@pytest.mark.parametrize("by", ["authority", "service", "team", "worker"])
def test_reading_gives_what_counting_gives_for_any_period_and_unit(snapshot, by):
    names = ["ASM03", "ASM05"]
    months = [p for p in PERIODS if p.id != "2026-10-31"]
    read = cube.read(snapshot, names, months, by=by)
    counted = figures(snapshot, names, months, by=by, scope=WHOLE_AUTHORITY)
    assert [f for f in read if f.by != "worker" or f.denominator] == [
        f for f in counted if f.by != "worker" or f.denominator
    ]


@pytest.mark.parametrize("by", ["authority", "service", "team"])
def test_a_headline_of_a_year_is_kept_by_characteristic_and_is_as_counted(
    snapshot, monkeypatch, by
):
    year = [Period.of_kind(PeriodKind.ROLLING_YEAR, Period.parse("2026-10").end)]
    names = ["CON06", "REF02"]
    how = {"by": by, "breakdown": "sex", "scope": WHOLE_AUTHORITY}
    counted = figures(snapshot, names, year, **how)
    cube.build(snapshot)
    monkeypatch.setattr(cube, "figures", lambda *_, **__: pytest.fail("counted once more"))
    assert cube.read(snapshot, names, year, **how) == counted


def test_breakdowns_are_read_as_they_are_counted(snapshot):
    october = [Period.parse("2026-10")]
    for breakdown in ("age_band", "sex"):
        read = cube.read(snapshot, ["ASM01"], october, breakdown=breakdown)
        counted = figures(snapshot, ["ASM01"], october, breakdown=breakdown, scope=WHOLE_AUTHORITY)
        assert {f.category: f.value for f in read if f.value} == {
            f.category: f.value for f in counted if f.value
        }


def test_a_position_on_the_last_day_is_the_same_whatever_period_ends_then(snapshot):
    ends = [Period.parse(p) for p in ("2026-09", "2026-27-Q2", "2026-09-ytd", "2026-09-r12")]
    read = cube.read(snapshot, ["ASM05"], ends)
    assert [figure.value for figure in read] == [1.0] * 4
    assert [figure.period_id for figure in read] == [period.id for period in ends]


def test_reading_narrows_to_units_and_to_scope(snapshot):
    october = [Period.parse("2026-10")]
    (north,) = cube.read(snapshot, ["ASM03"], october, by="team", only=Wanted(("north",)))
    assert (north.numerator, north.denominator) == (1, 2)
    workers = cube.read(snapshot, ["ASM03"], october, by="worker", only=Wanted(within="north"))
    assert {figure.unit_id for figure in workers if figure.denominator} == {"Lark", "Wren"}
    mine = Scope(teams=frozenset({"south"}))
    assert [f.unit_id for f in cube.read(snapshot, ["ASM03"], october, by="team", scope=mine)] == [
        "south"
    ]


def test_the_file_is_written_once_and_whole(snapshot):
    steps = []
    first = cube.build(snapshot, progress=lambda done, of, what: steps.append((done, of)))
    assert steps == [(n, 5) for n in range(1, 6)]
    stamp = first.stat().st_mtime_ns
    assert cube.build(snapshot).stat().st_mtime_ns == stamp
    names = {file.name for file in first.parent.iterdir()}
    assert names == {first.name, f"spells-{definitions_hash(Parameters())}"}
    assert cube.is_built(snapshot)


def test_the_month_that_is_not_over_is_not_covered(snapshot):
    (now,) = cube.read(snapshot, ["ASM03"], [Period.parse("2026-11")])
    assert now.state == State.NOT_COVERED


def test_a_load_that_adds_nothing_to_the_journey_takes_the_figures_over(snapshot, monkeypatch):
    counted = cube.build(snapshot)
    later = _loaded_on_top(snapshot, as_at=snapshot.as_at)
    monkeypatch.setattr(cube, "_count_all", _refuse_to_count)
    assert cube.build(later).read_bytes() == counted.read_bytes()
    (figure,) = cube.read(later, ["ASM03"], [Period.parse("2026-10")])
    assert (figure.numerator, figure.snapshot_id) == (1, later.id)


def test_figures_are_counted_anew_when_the_months_or_the_records_are_others(snapshot, monkeypatch):
    cube.build(snapshot)
    monkeypatch.setattr(cube, "_count_all", _refuse_to_count)
    a_month_later = _loaded_on_top(snapshot, as_at=date(2026, 12, 22))
    with pytest.raises(Counting):
        cube.build(a_month_later)
    others = _loaded_on_top(snapshot, as_at=snapshot.as_at)
    (others.path / "journey" / "ssd_person.parquet").unlink()
    with pytest.raises(Counting):
        cube.build(others)


class Counting(Exception):
    pass


def _refuse_to_count(run, kept, progress):
    raise Counting


def _loaded_on_top(snapshot, *, as_at):
    """A snapshot with the same journey, as a load of a list without children makes it."""
    number = len(list(snapshot.path.parent.iterdir())) + 1
    manifest = replace(
        snapshot.manifest,
        id=f"{as_at}-{number:03d}-0123abcd",
        number=number,
        as_at=as_at,
        previous=snapshot.id,
    )
    folder = snapshot.path.parent / manifest.id
    shutil.copytree(snapshot.path / "journey", folder / "journey")
    (folder / "manifest.json").write_text(manifest.as_json(), encoding="utf-8")
    return Snapshot(folder)
