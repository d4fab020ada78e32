"""The command line: parse, call, print.

Exit codes: 0 done, 1 refused (a `UserError`, printed as one sentence), 2 wrong usage.
Rooms are imported inside their command, so that each starts as fast as it can.
"""

import csv
import json
import os
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from lineofsight.errors import UserError, of_the_disk
from lineofsight.periods import Period
from lineofsight.progress import Progress
from lineofsight.region.commands import region
from lineofsight.scope import WHOLE_AUTHORITY

YEARS = range(2000, 2100)
UNITS = ("authority", "service", "team", "worker")


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


class Day(click.ParamType):
    name = "YYYY-MM-DD"

    def convert(self, value, param, ctx):
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            return self.fail(f"“{value}” is not a day. Write it as 2026-10-31.", param, ctx)


class CollectionYear(click.ParamType):
    """The year a collection ends in: four figures, and one that a return could be of."""

    name = "YYYY"

    def convert(self, value, param, ctx):
        if isinstance(value, int) or (value.isascii() and value.isdigit()):
            year = int(value)
            if YEARS[0] <= year <= YEARS[-1]:
                return year
        return self.fail(
            f"“{value}” is not a collection year. Write the year it ends in: 2026.", param, ctx
        )


def home() -> Path:
    """The one folder that holds all state."""
    return Path(os.environ.get("LINEOFSIGHT_HOME", "var")).absolute()


def instant() -> datetime:
    """When this command runs: the machine's clock, on the day that LINEOFSIGHT_TODAY sets."""
    now = datetime.now(UTC)  # noqa: TID251 - the edge of the product: here the clock comes in
    if not (day := os.environ.get("LINEOFSIGHT_TODAY")):
        return now
    try:
        return datetime.combine(date.fromisoformat(day), time(9, 0), UTC)
    except ValueError as error:
        raise UserError(
            f"LINEOFSIGHT_TODAY is “{day}”, which is not a day.", advice="Write it as 2026-11-23."
        ) from error


framework_option = click.option(
    "--framework",
    envvar="LINEOFSIGHT_PACK",
    default="worcestershire",
    show_default=True,
    help="The id of the framework pack in use.",
)


@click.group(cls=Commands)
@click.version_option(package_name="lineofsight")
def main():
    """Line of Sight: from the figure to the child, the practice and the action."""


@main.command()
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


@main.command()
@click.argument("name", required=False)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path())
def template(name, out):
    """Write a template for a local extract (all of them without a NAME): the empty file, one with
    an invented row, and what every column means."""
    from lineofsight.returns.local.templates import extracts_named, write_template

    for extract in extracts_named(name):
        written = write_template(extract, out)
        click.echo(f"{extract.title}: {', '.join(str(file) for file in written)}")


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


@main.command(cls=ListsOfFiles)
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


@main.command()
def snapshots():
    """List the snapshots, oldest first."""
    from lineofsight import warehouse

    for snapshot in warehouse.snapshots(home()):
        files = ", ".join(source.name for source in snapshot.manifest.sources)
        click.echo(f"{snapshot.id}  as at {snapshot.as_at}  {files}")


@main.command()
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


def _show(rows: list[dict], form: str) -> None:
    if form == "json":
        click.echo(json.dumps(rows, indent=2, default=str, ensure_ascii=False))
    elif rows:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@main.command()
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
        indicators,
        [Period.parse(period)],
        by=by,
        breakdown=breakdown,
        scope=WHOLE_AUTHORITY,
        basis=basis_of(load_authority(home())),
    )
    _show([each.as_row() for each in found], form)


@main.command()
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
    from lineofsight.packs.authority import load_authority

    units = [("service", service), ("team", team), ("worker", worker)]
    asked = [UnitRef(by, unit) for by, unit in units if unit is not None]
    if len(asked) > 1:
        raise click.UsageError("Give one of --service, --team and --worker.")
    behind = children_behind(
        warehouse.open_snapshot(home(), snapshot),
        indicator,
        Period.parse(period),
        unit=asked[0] if asked else UnitRef(),
        scope=WHOLE_AUTHORITY,
        basis=basis_of(load_authority(home())),
    )
    _show([row.as_row() for row in behind.rows], form)


@main.command()
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
    from lineofsight.packs.authority import load_authority

    found = reconciled(
        warehouse.open_snapshot(home(), older),
        warehouse.open_snapshot(home(), newer),
        indicator,
        Period.parse(period),
        unit=UnitRef("team", team) if team else UnitRef(),
        scope=WHOLE_AUTHORITY,
        basis=basis_of(load_authority(home())),
    )
    _show([each.as_row() for each in found.differences], form)
    click.echo(found.sentence, err=True)


@main.command()
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
    from lineofsight.reports.annex_a import files
    from lineofsight.web import command_line

    if not why.strip():
        raise click.UsageError("Say with --why what the book is for.")
    given = files.Asked(framework=_pack(framework), why=why, at=instant(), is_outside=outside)
    made = files.make(home(), given, snapshot_id=snapshot)
    command_line.note_book(made, why=why)
    for each in files.write(made, out):
        click.echo(f"Written to {each}")
    click.echo(made.said)


@main.command("data-book")
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


def is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) == click.core.ParameterSource.COMMANDLINE


@main.command("demo-data")
@click.option("--children", type=click.IntRange(min=500), default=130_000, show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--today", type=Day(), default="2026-11-23", show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet")
@click.option(
    "--country", help="A share of an invented country instead, as 1/100: 153 authorities."
)
@click.pass_context
def demo_data(ctx, children, seed, today, out, form, country):
    """Write the files of an invented authority, of any size; or of a country, authority by
    authority, each as a folder that `region load --each-of` takes in."""
    from lineofsight import demo

    if country:
        given = [name for name in ("children", "form") if is_given(ctx, name)]
        if given:
            raise click.UsageError("--country has a size and a form of its own.")
        with Progress("Inventing the country") as report:
            written = demo.write_country(
                out, demo.share_of(country), seed=seed, today=today, progress=report
            )
            children = sum(one.children for one in written)
        click.echo(f"Written to {out}: {children:,} children, {demo.AUTHORITIES} authorities.")
        return
    with Progress("Inventing the authority"):
        authority = demo.generate(children=children, seed=seed, today=today)
    with Progress("Writing its files"):
        demo.write(authority, out, ssd_format=form)
    click.echo(f"Written to {out}.")


@main.command()
@framework_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--children", type=click.IntRange(min=500), default=130_000, show_default=True)
@click.option("--build-only", is_flag=True, help="Build the demo, but do not serve it.")
def demo(framework, port, children, build_only):
    """Build the demo authority, if it is not yet there, and serve it."""
    from lineofsight.web import demonstration

    demonstration.build(home(), framework=framework, children=children)
    if not build_only:
        demonstration.serve(home(), port=port)


main.add_command(region)


@main.group()
def activity():
    """The log of who did and who read what."""


@activity.command("verify")
def activity_verify():
    """Prove that no line of the log was changed, removed, added or moved."""
    from lineofsight.web import command_line

    click.echo(command_line.verify_activity())


@main.group()
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
        checked = _pack(file)
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

    click.echo(show(_pack(name), meanings={str(key): text for key, text in MEANINGS.items()}))


@pack.command("diff")
@click.argument("before")
@click.argument("after")
def pack_diff(before, after):
    """Print what differs between two packs (names or files), place by place."""
    from lineofsight.packs.differences import differences

    first, second = _pack(before), _pack(after)
    found = differences(first, second)
    click.echo(f"From {first.id} to {second.id}: "
               + (f"{len(found)} differences" if len(found) != 1 else "one difference")
               + ("." if not found else ":"))  # fmt: skip
    for each in found:
        click.echo(f"  {each}")


def _pack(name: str | Path):
    """A pack by name or file, looked up in everything the product knows."""
    from lineofsight import packs
    from lineofsight.indicators import CATALOGUE
    from lineofsight.quality.local import known_records
    from lineofsight.web.people.permissions import Permission

    known = {
        "permissions": {str(each) for each in Permission},
        "indicators": set(CATALOGUE),
        "records": known_records(),
    }
    if Path(name).is_file():
        return packs.load_file(Path(name), **known)
    return packs.load_pack(name, **known)


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

    written, pauses = command_line.year_calendar(_pack(name), year)
    out.write_bytes(written)
    click.echo(f"Written to {out}. {pauses}")


@main.command("run-due")
def run_due():
    """Do what the calendar asks for today: release audits, fall due, remind. Safe to repeat."""
    from lineofsight.web import command_line

    click.echo(command_line.run_due())


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments):
    """Django's own commands: migrate, createsuperuser, check …"""
    from lineofsight.web import command_line

    command_line.manage(arguments)


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
