"""Files in: loading them, templates for local extracts, what was loaded."""

from pathlib import Path

import click

from lineofsight.commands.asking import CollectionYear, Day, home, instant
from lineofsight.progress import Progress


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--as-at", type=Day(), help="The day the files speak for, where they do not say.")
@click.option("--collection-year", type=CollectionYear(), help="The year the collection ends in.")
def load(files, as_at, collection_year):
    """Load one return's files, or local extracts, into a new snapshot."""
    from lineofsight.loading import load_files, settle_outside

    with Progress("Loading") as report:
        loaded = load_files(
            home(),
            files,
            created_at=instant(),
            as_at=as_at,
            collection_year=collection_year,
            report=report,
        )
    snapshot = loaded.snapshot
    with Progress("Settling which small numbers are hidden") as report:
        settle_outside(home(), snapshot, report)
    click.echo(loaded.said)
    click.echo(f"Snapshot {snapshot.id}, as at {snapshot.as_at:%-d %B %Y}.")


@click.command()
@click.argument("name", required=False)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path())
def template(name, out):
    """Write a template for a local extract (all of them without a NAME): the empty file, one with
    an invented row, and what every column means."""
    from lineofsight.returns.local.templates import extracts_named, write_template

    for extract in extracts_named(name):
        written = write_template(extract, out)
        click.echo(f"{extract.title}: {', '.join(str(file) for file in written)}")


@click.command()
def snapshots():
    """List the snapshots, oldest first."""
    from lineofsight import warehouse

    for snapshot in warehouse.snapshots(home()):
        files = ", ".join(source.name for source in snapshot.manifest.sources)
        click.echo(f"{snapshot.id}  as at {snapshot.as_at}  {files}")


@click.command()
@click.argument("child")
@click.option("--older", required=True, help="The older snapshot's id.")
@click.option("--newer", default="latest", show_default=True)
def changes(child, older, newer):
    """What changed for one child between two snapshots."""
    from lineofsight import warehouse

    found = warehouse.changes(home(), older, newer, child)
    for change in found:
        click.echo(
            f"{change.kind}: {change.table} {change.key} {change.column}: "
            f"{change.before} → {change.after}"
        )
    click.echo(f"{len(found)} changes.")
