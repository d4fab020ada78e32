"""What readers of totals are told of a snapshot's figures, wherever they meet them."""

from datetime import date, timedelta

import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import CATALOGUE, State, cube, outward, shown_outside
from lineofsight.indicators.figures import Basis
from lineofsight.periods import Period, PeriodKind
from lineofsight.scope import TOTALS_ONLY

HEAD = (
    "cina_assessment_id | cina_person_id | cina_assessment_start_date | "
    "cina_assessment_auth_date | cina_assessment_team"
)


def _rows():
    """North completes 20 assessments a month, South 12, East 8 and in October only 2."""
    number = 0
    for month in Period.month(2026, 10).series(30):
        for team, many in (
            ("north", 20),
            ("south", 12),
            ("east", 2 if month.id == "2026-10" else 8),
        ):
            for n in range(many):
                number += 1
                ended = month.start + timedelta(days=n)
                started = ended - timedelta(days=70 if n % 4 == 0 else 20)
                yield f"{number} | C{number} | {started} | {ended} | {team}"


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    monkeypatch.setattr(cube, "CATALOGUE", {name: CATALOGUE[name] for name in ("ASM01", "ASM03")})
    made = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_department="""
            dept_team_id | dept_team_name | dept_team_parent_id
            n            | North side     |
            s            | South side     |
            e            | East side      |
            north        | North          | n
            south        | South          | s
            east         | East           | e
        """,
        ssd_cin_assessments="\n".join([HEAD, *_rows()]),
    )
    yield made
    made.close()


def _figures(snapshot, name, periods, by="service"):
    found = cube.read(snapshot, [name], periods, by=by, scope=TOTALS_ONLY)
    return [each for each in found if each.unit_id in ("n", "s", "e", "authority", "east")]


def _by_unit(figures):
    return {each.unit_id: each for each in figures}


def test_a_small_service_is_hidden_and_cannot_be_had_from_the_authority(snapshot):
    period = [Period.parse("2026-10")]
    services = _by_unit(shown_outside(snapshot, _figures(snapshot, "ASM01", period)))
    (whole,) = shown_outside(snapshot, _figures(snapshot, "ASM01", period, "authority"))
    assert services["e"].state == State.SUPPRESSED
    shown = [each for each in [*services.values(), whole] if each.state == State.VALUE]
    assert len(shown) < 3


def test_nor_from_two_rolling_years_or_years_to_date(snapshot):
    for kind in (PeriodKind.ROLLING_YEAR, PeriodKind.YEAR_TO_DATE):
        two = Period.of_kind(kind, date(2026, 10, 31)).series(2)
        shown = [
            _by_unit(shown_outside(snapshot, _figures(snapshot, "ASM01", [period])))["e"]
            for period in two
        ]
        assert any(each.state == State.SUPPRESSED for each in shown)


def test_one_page_and_another_say_the_same(snapshot):
    period = [Period.parse("2026-10")]
    figures = _figures(snapshot, "ASM01", period)
    together = shown_outside(snapshot, figures)
    alone = [shown_outside(snapshot, [each])[0] for each in figures]
    assert together == alone


def test_teams_are_not_told_and_nothing_is_said_of_what_was_left_out(snapshot):
    period = [Period.parse("2026-09")]
    (east,) = shown_outside(
        snapshot, [e for e in _figures(snapshot, "ASM01", period, "team") if e.unit_id == "east"]
    )
    assert (east.state, east.value, east.reason) == (State.SUPPRESSED, None, outward.NOT_TOLD)
    for each in shown_outside(snapshot, _figures(snapshot, "ASM03", period)):
        assert (each.unknown, each.left_out, each.children) == (None, None, None)


def test_what_was_hidden_in_the_snapshot_before_stays_hidden_where_it_is_the_same(snapshot):
    first = outward.release(snapshot, "ASM01", Basis())
    outward._release.cache_clear()
    again = outward.release(snapshot, "ASM01", Basis())
    assert again == first
    earlier = outward._earlier(first)
    assert {cell for cell, before in earlier.items() if before.is_hidden} == first.hidden
