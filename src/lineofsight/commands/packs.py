"""Framework packs: checked, shown, compared, as a calendar."""

from pathlib import Path

import click

from lineofsight.commands.asking import pack_of
from lineofsight.errors import UserError


@click.group()
def pack():
    """Framework packs: an authority's words, audits, cadences and targets as data."""


@pack.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def pack_check(file):
    """Check a pack; every problem is told with its line."""
    from lineofsight.errors import PackError
    from lineofsight.packs import phrases
    from lineofsight.packs.showing import counts
    from lineofsight.packs.values import Source

    try:
        checked = pack_of(file)
    except PackError as refused:
        faults = getattr(refused, "faults", ())
        if not faults:
            raise
        for fault in faults:
            click.echo(f"{file.name}, line {fault.line}: {fault.text}", err=True)
        number = "One problem" if len(faults) == 1 else f"{len(faults)} problems"
        raise UserError(f"{number} in {file.name}: nothing of it can be used yet.") from None
    click.echo(f"{checked.title}, version {checked.version}: no problems.")
    found = counts(checked)
    for source in Source:
        if found[source]:
            click.echo(f"{found[source]} choices {phrases.ON_WHOSE_WORD[source]}")


@pack.command("show")
@click.argument("name")
def pack_show(name):
    """Print a pack (one we ship, or a file) as the product understands it."""
    from lineofsight.packs.showing import show
    from lineofsight.web.people.permissions import MEANINGS

    click.echo(show(pack_of(name), meanings={str(key): text for key, text in MEANINGS.items()}))


@pack.command("diff")
@click.argument("before")
@click.argument("after")
def pack_diff(before, after):
    """Print what differs between two packs (names or files), place by place."""
    from lineofsight.packs.differences import differences

    first, second = pack_of(before), pack_of(after)
    found = differences(first, second)
    click.echo(f"From {first.id} to {second.id}: "
               + (f"{len(found)} differences" if len(found) != 1 else "one difference")
               + ("." if not found else ":"))  # fmt: skip
    for each in found:
        click.echo(f"  {each}")


@pack.command("calendar")
@click.argument("name")
@click.option("--year", type=click.IntRange(2000, 2044), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def pack_calendar(name, year, out):
    """Write the year of a pack's programmes as a calendar file (iCalendar).

    With the pauses of reports that are recorded in the installation of LINEOFSIGHT_HOME, where
    it runs this pack; what is written says whether they are in it.
    """
    from lineofsight.web import command_line

    written, pauses = command_line.year_calendar(pack_of(name), year)
    out.write_bytes(written)
    click.echo(f"Written to {out}. {pauses}")
