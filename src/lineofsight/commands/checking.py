"""Checking a return, or the records of a snapshot, against rules."""

from pathlib import Path

import click

from lineofsight.commands.asking import CollectionYear, home


class ListsOfFiles(click.Command):
    """An option marked `many` takes every file that follows it, up to the next option."""

    def parse_args(self, ctx, args):
        many = {name for param in self.params if getattr(param, "multiple", False)
                for name in param.opts}  # fmt: skip
        spread: list[str] = []
        of = ""
        for at, word in enumerate(args):
            if word.startswith("-"):
                of = word if word in many else ""
            elif of and args[at - 1] != of:
                spread.append(of)
            spread.append(word)
        return super().parse_args(ctx, spread)


_files = click.Path(exists=True, path_type=Path)


@click.command(cls=ListsOfFiles)
@click.argument("files", nargs=-1, type=_files)
@click.option("--return", "return_id",
              type=click.Choice(["ssda903", "cin", "annex-a", "journey"]),
              help="Which return it is; otherwise recognised by its content. journey: the newest"
              " snapshot, without files.")  # fmt: skip
@click.option("--year", type=CollectionYear(), help="The year the collection ends in: 2026.")
@click.option(
    "--previous", multiple=True, type=_files, help="Last year's return, one file or more."
)
@click.option("--providers", multiple=True, type=_files, help="Ofsted's lists of providers.")
@click.option("--authority", help="The code of the authority whose return it is: E10000016.")
@click.option("--rules", help="Only these rules, with commas between: 100,1530.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv", "xlsx"]),
              default="table", show_default=True)  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@click.option("--fail-on", type=click.Choice(["error", "query"]),
              help="Exit with 1 if an error (or also a query) was found.")  # fmt: skip
@click.pass_context
def check(ctx, form, out, fail_on, **asked):
    """Check a return against the rules of its collection: the department’s, and ours for Annex A.
    With --return journey, check the records of the newest snapshot against ours.

    Exits with 1 if a rule broke: then its result is not known.
    """
    from lineofsight.quality.command import check_files, check_journey, is_bad, write

    if asked["return_id"] == "journey":
        results = check_journey(home(), asked)
    else:
        _are_given(asked)
        results = check_files(**asked)
    write(results, form, out)
    if is_bad(results, fail_on):
        ctx.exit(1)


def _are_given(asked: dict) -> None:
    if not asked["files"]:
        raise click.UsageError("Give the files of a return, or --return journey.")
    if asked["year"] is None:
        raise click.UsageError("Give the year the collection ends in: --year 2026.")
