"""The command line: parse, call, print.

Exit codes: 0 done, 1 refused (a `UserError`, printed as one sentence), 2 wrong usage.
Rooms are imported inside their command, so that each starts as fast as it can.
"""

from pathlib import Path

import click

from lineofsight.commands import books, checking, counting, inventing, loading, packs, upkeep
from lineofsight.errors import UserError, of_the_disk
from lineofsight.region.commands import region


class Commands(click.Group):
    """Prints a `UserError` and exits with its code; lets a bug show its traceback."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.echo(str(error), err=True)
            return ctx.exit(error.exit_code)
        except OSError as error:
            if isinstance(error, BrokenPipeError) or (said := of_the_disk(error)) is None:
                raise
            click.echo(str(said), err=True)
            return ctx.exit(said.exit_code)


@click.group(cls=Commands)
@click.version_option(package_name="lineofsight")
def main():
    """Line of Sight: from the figure to the child, the practice and the action."""


COMMANDS = (
    loading.load, loading.template, loading.snapshots, loading.changes,
    checking.check,
    counting.figures, counting.children, counting.reconcile,
    books.book, books.data_book,
    inventing.demo_data, inventing.demo,
    region,
    upkeep.activity, packs.pack, upkeep.run_due, upkeep.manage,
)  # fmt: skip
for each in COMMANDS:
    main.add_command(each)


@main.command()
@click.option("--check", is_flag=True, help="Only say whether the pages are current.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("docs/reference/generated"))
def docs(check, out):
    """Write the generated reference pages, and the SQL of the rules that is shipped, from the
    definitions themselves."""
    from lineofsight import reference_docs
    from lineofsight.quality import shipping

    if not check:
        shipping.write()

    stale = reference_docs.write(out, main, check=check)
    if check and stale:
        raise UserError(
            f"These pages are not current: {', '.join(stale)}.", advice="Run make docs."
        )
    click.echo("Current." if check else f"Written to {out}.")
