"""Figures, the children behind them, and why one is another now."""

import csv
import json
import sys

import click

from lineofsight.commands.asking import home
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY

UNITS = ("authority", "service", "team", "worker")


def _show(rows: list[dict], form: str) -> None:
    if form == "json":
        click.echo(json.dumps(rows, indent=2, default=str, ensure_ascii=False))
    elif rows:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@click.command()
@click.option("--indicator", "indicators", multiple=True, required=True, help="An id, as ASM03.")
@click.option("--by", type=click.Choice(UNITS), default="authority", show_default=True)
@click.option("--breakdown", help="age_band, sex, ethnicity, disability, area, or kind.")
@click.option("--period", "period", required=True, help="2026-10, 2026-10-r12, 2026-10-31 …")
@click.option("--snapshot", default="latest", show_default=True)
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="csv")
def figures(indicators, by, breakdown, period, snapshot, form):
    """Print figures, as the pages show them."""
    from lineofsight import warehouse
    from lineofsight.indicators import figures as count
    from lineofsight.indicators.local import basis_of
    from lineofsight.packs.authority import load_authority

    found = count(
        warehouse.open_snapshot(home(), snapshot),
        list(dict.fromkeys(indicators)),
        [Period.parse(period)],
        by=by,
        breakdown=breakdown,
        scope=WHOLE_AUTHORITY,
        basis=basis_of(load_authority(home())),
    )
    _show([each.as_row() for each in found], form)


@click.command()
@click.option("--indicator", required=True)
@click.option("--period", required=True)
@click.option("--service", help="A service's id.")
@click.option("--team", help="A team's id.")
@click.option("--worker", help="A worker's id.")
@click.option("--snapshot", default="latest", show_default=True)
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="csv")
def children(indicator, period, service, team, worker, snapshot, form):
    """Print the children behind a figure (or the complaints, households, posts it is about):
    counted, not counted and why, left out and why."""
    from lineofsight import warehouse
    from lineofsight.indicators import UnitRef
    from lineofsight.indicators import children as children_behind
    from lineofsight.indicators.local import basis_of
    from lineofsight.indicators.units import require_unit
    from lineofsight.packs.authority import load_authority

    units = [("service", service), ("team", team), ("worker", worker)]
    asked = [UnitRef(by, unit) for by, unit in units if unit is not None]
    if len(asked) > 1:
        raise click.UsageError("Give one of --service, --team and --worker.")
    found = warehouse.open_snapshot(home(), snapshot)
    for each in asked:
        require_unit(found, each.by, each.unit_id)
    behind = children_behind(
        found,
        indicator,
        Period.parse(period),
        unit=asked[0] if asked else UnitRef(),
        scope=WHOLE_AUTHORITY,
        basis=basis_of(load_authority(home())),
    )
    _show([row.as_row() for row in behind.rows], form)


@click.command()
@click.option("--indicator", required=True, help="An id, as ASM03.")
@click.option("--period", required=True)
@click.option("--team", help="A team's id; otherwise the whole authority.")
@click.option("--older", required=True, help="The older snapshot's id.")
@click.option("--newer", default="latest", show_default=True)
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="csv")
def reconcile(indicator, period, team, older, newer, form):
    """Print why a figure is another one in a newer snapshot, case by case."""
    from lineofsight import warehouse
    from lineofsight.indicators import UnitRef
    from lineofsight.indicators.local import basis_of
    from lineofsight.indicators.reconciling import reconcile as reconciled
    from lineofsight.indicators.units import require_unit
    from lineofsight.packs.authority import load_authority

    later = warehouse.open_snapshot(home(), newer)
    if team:
        require_unit(later, "team", team)
    found = reconciled(
        warehouse.open_snapshot(home(), older),
        later,
        indicator,
        Period.parse(period),
        unit=UnitRef("team", team) if team else UnitRef(),
        scope=WHOLE_AUTHORITY,
        basis=basis_of(load_authority(home())),
    )
    _show([each.as_row() for each in found.differences], form)
    click.echo(found.sentence, err=True)
