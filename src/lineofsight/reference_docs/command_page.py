"""The command line, from the commands themselves."""

import click

from lineofsight.reference_docs.markdown import page, section, table


def pages(main: click.Group) -> dict[str, str]:
    lead = (
        "`.venv/bin/lineofsight COMMAND`. All state lies in the folder `LINEOFSIGHT_HOME` "
        "(default `var`). `LINEOFSIGHT_TODAY=2026-11-23` sets the day for the whole product. "
        "Exit code 0: done; 1: refused, with one sentence; 2: wrong usage."
    )
    return {"command-line.md": page("The command line", lead, *_commands(main, "lineofsight"))}


def _commands(group: click.Group, path: str) -> list[str]:
    parts = []
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            parts += _commands(command, f"{path} {name}")
            continue
        rows = [(_usage(each), getattr(each, "help", "") or "") for each in command.params]
        body = [f"{command.help}\n"]
        if rows:
            body.append(table(("Argument or option", "Meaning"), rows))
        parts.append(section(f"`{path} {name}`", *body))
    return parts


def _usage(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Argument):
        dots = " …" if parameter.nargs == -1 else ""
        return f"`{parameter.human_readable_name}{dots}`"
    metavar = "" if parameter.is_flag else f" {parameter.make_metavar(click.Context(_NOBODY))}"
    return f"`{parameter.opts[-1]}{metavar}`" + (" (required)" if parameter.required else "")


_NOBODY = click.Command("lineofsight")
