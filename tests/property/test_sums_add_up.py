"""Figures made of sums: a mean, a share by weight, so much for each whole one of weight."""

from datetime import date, timedelta
from fractions import Fraction

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.journeys import journey

from lineofsight.disclosure import SMALL_TO
from lineofsight.indicators import Basis, State, cube, figures
from lineofsight.indicators.cases import TALLY
from lineofsight.indicators.compiling import compiler
from lineofsight.indicators.definition import (
    Exclusion,
    Indicator,
    Parameters,
    Polarity,
    Unit,
)
from lineofsight.indicators.engines import DuckDB
from lineofsight.indicators.expressions import in_period
from lineofsight.indicators.figures import for_outside
from lineofsight.indicators.library import CATALOGUE
from lineofsight.indicators.running import Run
from lineofsight.indicators.units import Units
from lineofsight.journey import TABLES
from lineofsight.later import ibis
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY
from lineofsight.working_days import calendar_table


def _authorised(tables, periods):
    """An assessment; its measure is the days it took, its weight hundredths from its key."""
    told = tables["ssd_cin_assessments"]
    rows = told.select(
        record_key=told.cina_assessment_id,
        child_id=told.cina_person_id,
        started_on=told.cina_assessment_start_date,
        finished_on=told.cina_assessment_auth_date,
        team_id=told.cina_assessment_team,
        worker_id=told.cina_assessment_worker_id,
        outcome=told.cina_assessment_outcome_nfa,
    )
    rows = in_period(rows, tables, "finished_on")
    return rows.mutate(
        measure=rows.finished_on.delta(rows.started_on, unit="day"),
        weight=ibis.cases(
            (rows.worker_id == "none", None), (rows.worker_id == "part", 60), else_=100
        ),
    )


SAID = {
    "theme": "Invented",
    "polarity": Polarity.LOWER_IS_BETTER,
    "counted": "Assessments",
    "why_it_matters": "It is for tests.",
    "denominator": _authorised,
    "numerator": lambda rows: (rows.outcome != "N").fill_null(True),
    "exclusions": (Exclusion("Not a whole one.", lambda rows: rows.outcome == "X"),),
}
MEAN = Indicator("TSTMEAN", "Mean days", unit=Unit.MEAN, unit_words="days", **SAID)
SHARE = Indicator("TSTSHARE", "Share by weight", unit=Unit.WEIGHTED_PERCENT, **SAID)
EACH = Indicator("TSTEACH", "Days per FTE", unit=Unit.PER_WEIGHT, unit_words="days per FTE", **SAID)
INVENTED = (MEAN, SHARE, EACH)
MONTHS = ("2026-04", "2026-05", "2026-06")
PERIODS = [Period.parse(p) for p in (*MONTHS, "2026-27-Q1")]
UNITS = Units.read(
    [("top", "Top", None), ("s", "S", "top"), ("north", "N", "s"), ("south", "So", "s")], []
)
FIRST = date(2026, 3, 20)
ROW = st.fixed_dictionaries(
    {
        "cina_person_id": st.sampled_from("ABC"),
        "cina_assessment_start_date": st.none()
        | st.integers(0, 40).map(lambda n: FIRST - timedelta(days=n)),
        "cina_assessment_auth_date": st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n)),
        "cina_assessment_team": st.sampled_from(["north", "south", "odd", None]),
        "cina_assessment_worker_id": st.sampled_from(["whole", "part", "none"]),
        "cina_assessment_outcome_nfa": st.sampled_from(["Y", "N", "X", None]),
    }
)


@pytest.fixture
def connection():
    made = duckdb.connect(":memory:")
    yield made
    made.close()


def _run(connection, rows) -> Run:
    engine = DuckDB(connection)
    told = {"ssd_cin_assessments": [r | {"cina_assessment_id": str(n)} for n, r in enumerate(rows)]}
    for name, table in TABLES.items():
        engine.give(name, pa.Table.from_pylist(told.get(name, []), table.schema))
    engine.give("calendar", calendar_table())
    return Run(engine, compiler("duckdb", Parameters()), PERIODS, UNITS)


def _added(tally) -> dict:
    """Period → numerator, denominator, unknown, total and weight, added over all units."""
    parts = ("numerator", "denominator", "unknown", "total", "weight")
    found: dict[str, list[int]] = {}
    for values in tally:
        row = dict(zip(TALLY, values, strict=True))
        sums = found.setdefault(row["period_id"], [0] * len(parts))
        for place, part in enumerate(parts):
            sums[place] += row[part]
    return found


def _by_hand(indicator: Indicator, rows, period: Period) -> list[int]:
    """The same five numbers without a query."""
    numerator = denominator = unknown = total = weight = 0
    for row in rows:
        if not period.start <= row["cina_assessment_auth_date"] <= period.end:
            continue
        if row["cina_assessment_outcome_nfa"] == "X":
            continue
        started = row["cina_assessment_start_date"]
        days = None if started is None else (row["cina_assessment_auth_date"] - started).days
        parts = {"whole": 100, "part": 60, "none": None}[row["cina_assessment_worker_id"]]
        needs_days = indicator.unit != Unit.WEIGHTED_PERCENT
        needs_weight = indicator.unit != Unit.MEAN
        if (needs_days and days is None) or (needs_weight and parts is None):
            unknown += 1
            continue
        is_counted = row["cina_assessment_outcome_nfa"] != "N"
        denominator += 1
        numerator += is_counted
        total += is_counted * (days if needs_days else parts)
        weight += parts if needs_weight else 0
    return [numerator, denominator, unknown, total, weight]


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(rows=st.lists(ROW, max_size=12))
def test_sums_of_teams_are_the_authoritys_and_sums_of_months_the_quarters(connection, rows):
    run = _run(connection, rows)
    run.look_at(*INVENTED)
    by_level = {level: run.tallies(level) for level in ("authority", "service", "team", "worker")}
    for n, indicator in enumerate(INVENTED):
        whole = _added(by_level["authority"][n])
        for period in PERIODS:
            assert whole.get(period.id, [0] * 5) == _by_hand(indicator, rows, period)
        for level in ("service", "team", "worker"):
            assert _added(by_level[level][n]) == whole
        months = [whole.get(month, [0] * 5) for month in MONTHS]
        assert [sum(part) for part in zip(*months, strict=True)] == whole.get("2026-27-Q1", [0] * 5)


ASSESSMENTS = """
    cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_team | cina_assessment_worker_id | cina_assessment_outcome_nfa
    1                  | A              | 2026-04-01                 | 2026-04-11                | north                | whole                     | Y
    2                  | B              | 2026-04-01                 | 2026-05-01                | north                | part                      | Y
    3                  | C              | 2026-05-01                 | 2026-06-06                | south                | whole                     | N
    4                  | C              |                            | 2026-06-06                | south                | part                      | Y
    5                  | C              | 2026-05-01                 | 2026-06-06                | south                | none                      | Y
    6                  | C              | 2026-05-01                 | 2026-06-06                | south                | whole                     | X
"""  # noqa: E501


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    for indicator in INVENTED:
        monkeypatch.setitem(CATALOGUE, indicator.id, indicator)
    monkeypatch.setattr(cube, "CATALOGUE", {one.id: one for one in INVENTED})
    made = journey(
        tmp_path,
        as_at="2026-06-30",
        ssd_department="""
            dept_team_id | dept_team_name | dept_team_parent_id
            s            | Service        |
            north        | North          | s
            south        | South          | s
        """,
        ssd_cin_assessments=ASSESSMENTS,
    )
    yield made
    made.close()


def _told(snapshot, indicator: Indicator, by: str = "authority", **more):
    period = [Period.parse("2026-27-Q1")]
    return figures(snapshot, [indicator.id], period, by=by, scope=WHOLE_AUTHORITY, **more)


def test_a_mean_is_the_sum_shared_among_the_counted_and_what_lacks_a_measure_is_left_out(snapshot):
    (one,) = _told(snapshot, MEAN)
    assert (one.total, one.weight, one.numerator, one.unknown) == (76, None, 3, 1)
    assert one.value == pytest.approx(76 / 3)


def test_a_share_by_weight_is_counted_in_hundredths_and_never_in_heads(snapshot):
    (one,) = _told(snapshot, SHARE)
    assert (one.numerator, one.denominator) == (3, 4)
    assert (one.total, one.weight) == (2.2, 3.2)
    assert one.value == pytest.approx(float(100 * Fraction(220, 320)))


def test_so_much_for_each_full_time_equivalent(snapshot):
    (one,) = _told(snapshot, EACH)
    assert (one.total, one.weight, one.unknown) == (40, 2.6, 2)
    assert one.value == pytest.approx(40 / 2.6)


def test_where_there_is_nothing_to_divide_by_there_is_no_value(snapshot):
    told = figures(snapshot, [MEAN.id], [Period.parse("2026-03")], scope=WHOLE_AUTHORITY)
    assert [(one.value, one.state) for one in told] == [(None, State.NO_CASES)]


@pytest.mark.parametrize("by", ["authority", "service", "team", "worker"])
def test_the_kept_figures_made_of_sums_are_the_counted_ones(snapshot, by):
    for period_id in ("2026-05", "2026-27-Q1", "2026-06-ytd", "2026-06-r12"):
        periods, ids = [Period.parse(period_id)], [one.id for one in INVENTED]
        counted = figures(snapshot, ids, periods, by=by, scope=WHOLE_AUTHORITY)
        kept = cube.read(snapshot, ids, periods, by=by, basis=Basis())
        assert kept == list(counted)


def test_a_mean_of_few_cases_is_hidden_outside_with_the_sum_it_was_made_from(snapshot):
    for indicator in INVENTED:
        shown = for_outside(_told(snapshot, indicator, "team"))
        for one in shown:
            if one.numerator is None:
                assert (one.value, one.total, one.weight) == (None, None, None)
            else:
                assert one.numerator == 0 or one.numerator > SMALL_TO
        assert any(one.state == State.SUPPRESSED for one in shown)


def test_the_invented_indicators_say_their_unit_with_its_words():
    assert [one.shown_as for one in INVENTED] == [
        "mean: days",
        "weighted_percent",
        "per_weight: days per FTE",
    ]
