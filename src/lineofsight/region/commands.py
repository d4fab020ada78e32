"""`lineofsight region …`: past one authority, on this machine or on a cluster."""

import csv
import os
from pathlib import Path

import click

from lineofsight.periods import Period, PeriodKind
from lineofsight.progress import Progress

_folder = click.argument("region", type=click.Path(file_okay=False, path_type=Path))
_engine = click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True
)
_master = click.option("--master", help="Spark's address: local[2], spark://HOST:7077.")
_as_at = click.option(
    "--as-at",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the records; otherwise each authority's newest.",
)


@click.group()
def region():
    """Several authorities in one run of the same definitions, under pseudonyms."""


@region.command("key")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def key(file):
    """Make the secret that a region's pseudonyms are made with. Keep it apart from the data."""
    from lineofsight.region.keys import make_key

    make_key(file)
    click.echo(f"Written to {file}. Without it no pseudonym can be made again: keep a copy.")


@region.command("load")
@_folder
@click.option("--authority", help="The code of the authority: E10000016.")
@click.option(
    "--each-of",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Instead: a folder of installations, each named by its authority's code.",
)
@click.option("--key", "key_file", required=True, type=click.Path(path_type=Path))
@click.option("--snapshot", default="latest", show_default=True)
def load(region, authority, each_of, key_file, snapshot):
    """Take a snapshot of this installation into a region: pseudonyms, no names."""
    from lineofsight.region.keys import read_key
    from lineofsight.region.store import installations
    from lineofsight.region.taking_in import texts_left_out

    if bool(authority) == bool(each_of):
        raise click.UsageError("Give --authority E10000016, or --each-of FOLDER.")
    key = read_key(key_file, apart_from=region)
    if each_of is None:
        home = Path(os.environ.get("LINEOFSIGHT_HOME", "var")).absolute()
        part = _taken_in(region, home, authority, key, snapshot)
        click.echo(f"Written to {part.folder}.")
        for column, rows in sorted(texts_left_out(part).items()):
            click.echo(f"{column}: {rows} rows had words of somebody's own, left behind.")
        return
    homes = installations(each_of)
    with Progress("Taking in") as report:
        for done, home in enumerate(homes, start=1):
            _taken_in(region, home, home.name, key, snapshot)
            report(done / len(homes))
    click.echo(f"Written to {region}: {len(homes)} authorities.")


def _taken_in(region, home, authority, key, snapshot):
    from lineofsight import warehouse
    from lineofsight.indicators.local import basis_of
    from lineofsight.packs.authority import load_authority
    from lineofsight.region.taking_in import take_in

    return take_in(
        region,
        warehouse.open_snapshot(home, snapshot),
        authority,
        key,
        population=basis_of(load_authority(home)).population,
    )


@region.command("figures")
@_folder
@click.option("--indicator", "indicators", multiple=True, help="An id, as ASM03; else all.")
@click.option("--period", "periods", multiple=True, help="2026-10, 2026-10-r12 …")
@click.option("--months", type=click.IntRange(1, 120), help="The last so many months.")
@_as_at
@_engine
@_master
def figures(region, indicators, periods, months, as_at, engine, master):
    """Count indicators for every authority of a region, and keep the figures beside its records."""
    from lineofsight.region.counting import count, keep
    from lineofsight.region.engines import machine
    from lineofsight.region.store import parts

    there = parts(region, as_at=as_at and as_at.date())
    asked = [Period.parse(each) for each in periods]
    if months:
        asked += last_months(min(part.as_at for part in there), months)
    if not asked:
        raise click.UsageError("Say which: --period 2026-10, or --months 12.")
    with machine(engine, master) as where, Progress("Counting") as report:
        found = count(there, where, asked, list(indicators) or None, progress=report)
    keep(found)
    click.echo(f"{sum(map(len, found.values()))} figures of {len(found)} authorities.")


def last_months(as_at, number: int) -> list[Period]:
    """The months that were over on a day."""
    month = Period.of_kind(PeriodKind.MONTH, as_at)
    if month.end > as_at:
        month = month.earlier()
    found = [month]
    while len(found) < number:
        found.append(found[-1].earlier())
    return found[::-1]


@region.command("check")
@_folder
@click.option("--rules", help="Only these rules, with commas between.")
@_as_at
@_engine
@_master
@click.pass_context
def check(ctx, region, rules, as_at, engine, master):
    """Check the records of every authority of a region, and keep the findings beside them.

    Exits with 1 if a rule broke: then its result is not known.
    """
    from lineofsight.region.checking import check as checked
    from lineofsight.region.checking import keep
    from lineofsight.region.engines import machine
    from lineofsight.region.store import parts

    codes = rules.split(",") if rules else None
    with machine(engine, master) as where:
        found = checked(parts(region, as_at=as_at and as_at.date()), where, codes)
    keep(found)
    outcomes = [(line[0], line[1]) for lines in found.values() for line in lines]
    broken = sorted({rule for rule, outcome in outcomes if outcome == "broken"})
    failed = sum(outcome == "failed" for _, outcome in outcomes)
    click.echo(f"{failed} findings in {len(found)} authorities.")
    if broken:
        click.echo(f"Broken, results not known: {', '.join(broken)}.", err=True)
        ctx.exit(1)


@region.command("publish")
@_folder
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@_as_at
def publish(region, out, as_at):
    """Write a region's figures as CSV for readers outside: small numbers are hidden."""
    from lineofsight.region.publishing import published
    from lineofsight.region.store import parts

    rows = list(published(parts(region, as_at=as_at and as_at.date())))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    click.echo(f"Written to {out}.")
