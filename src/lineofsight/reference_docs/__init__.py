"""Writes docs/reference/generated from the declarations, so that no page can go stale unseen."""

from pathlib import Path

import click

from lineofsight.reference_docs import (
    command_page,
    indicator_pages,
    journey_page,
    local_page,
    return_pages,
    rule_pages,
)


def generate(main: click.Group) -> dict[str, str]:
    """Every generated page, by file name. `main` is the command line."""
    return (
        return_pages.pages()
        | journey_page.pages()
        | local_page.pages()
        | indicator_pages.pages()
        | rule_pages.pages()
        | command_page.pages(main)
    )


def write(folder: Path, main: click.Group, *, check: bool = False) -> list[str]:
    """Write the pages, or with `check` only say which are missing, stale or no longer made."""
    made = generate(main)
    # As bytes: a query may hold a carriage return, which reading as text would turn.
    there = {path.name: path.read_bytes().decode() for path in folder.glob("*.md")}
    stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    if not check:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            if name in made:
                (folder / name).write_bytes(made[name].encode())
            else:
                (folder / name).unlink()
    return stale
