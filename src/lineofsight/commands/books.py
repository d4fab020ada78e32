"""Books of children and of figures, written to files in somebody's name."""

from pathlib import Path

import click

from lineofsight.commands.asking import framework_option, home, instant, pack_of


@click.command()
@framework_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(),
              help="The folder to write to.")  # fmt: skip
@click.option("--why", required=True, help="What it is for: written in the workbook and the log.")
@click.option("--snapshot", default="latest", show_default=True)
@click.option(
    "--outside",
    is_flag=True,
    help="The document for readers outside only: small numbers as c, and no workbook.",
)
def book(framework, out, why, snapshot, outside):
    """Write the child-level book of Annex A: a workbook with a sheet a list, and a PDF with a
    page a list."""
    if not why.strip():
        raise click.UsageError("Say with --why what the book is for.")
    from lineofsight.reports.annex_a import files
    from lineofsight.web import command_line

    given = files.Asked(framework=pack_of(framework), why=why, at=instant(), is_outside=outside)
    made = files.make(home(), given, snapshot_id=snapshot)
    command_line.note_book(made, why=why)
    for each in files.write(made, out):
        click.echo(f"Written to {each}")
    click.echo(made.said)


@click.command("data-book")
@click.option(
    "--for",
    "person",
    required=True,
    help="The e-mail address of whoever takes it: they have what they see themselves.",
)
@click.option("--why", required=True, help="What it is for: written in the workbook and the log.")
@click.option("--month", help="As 2026-10; the latest whole month without it.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(),
              help="The folder to write to.")  # fmt: skip
def data_book(person, why, month, out):
    """Write the data book: every measure by service and team for thirteen months, with what is
    due and overdue."""
    from lineofsight.periods import Period
    from lineofsight.web import command_line

    asked = Period.parse(month) if month else None
    for each in command_line.data_book(person, why=why, month=asked, out=out):
        click.echo(f"Written to {each}")
