"""An invented authority: its files, and the demonstration of it."""

from pathlib import Path

import click

from lineofsight.commands.asking import Day, framework_option, home
from lineofsight.progress import Progress


def is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) == click.core.ParameterSource.COMMANDLINE


@click.command("demo-data")
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


@click.command()
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
