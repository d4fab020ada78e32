"""Writing a template: the empty file, the same with a row of invented data, and what it asks."""

import csv
from pathlib import Path

from lineofsight.errors import UnknownName
from lineofsight.returns.local import EXTRACTS, Extract


def extracts_named(name: str | None) -> tuple[Extract, ...]:
    """The template of that name, or all of them."""
    if name is None:
        return tuple(EXTRACTS.values())
    if name not in EXTRACTS:
        raise UnknownName(
            f"there is no template “{name}”.", advice=f"There are: {', '.join(EXTRACTS)}."
        )
    return (EXTRACTS[name],)


def write_template(extract: Extract, folder: Path) -> tuple[Path, ...]:
    """`complaints.csv` to fill in, `complaints-example.csv`, and `complaints.md` to read."""
    folder.mkdir(parents=True, exist_ok=True)
    empty, example, told = (
        folder / f"{extract.name}{ending}" for ending in (".csv", "-example.csv", ".md")
    )
    _write_rows(empty, extract, [])
    _write_rows(example, extract, [extract.example])
    told.write_text(described(extract), encoding="utf-8")
    return empty, example, told


def _write_rows(file: Path, extract: Extract, rows) -> None:
    """With a byte-order mark, by which spreadsheets know that it is UTF-8."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(extract.example))
        writer.writeheader()
        writer.writerows(rows)


COLUMNS = ("Column", "Meaning", "May stand in it", "Must be there", "Example")


def rows_of(extract: Extract) -> list[tuple[str, ...]]:
    """What is said of each column, in the order of `COLUMNS`."""
    return [
        (f"`{each.name}`", each.meaning, each.allowed, each.must, each.example)
        for each in extract.columns
    ]


def described(extract: Extract) -> str:
    """The template in words, as Markdown."""
    lines = [f"# {extract.title}", "", extract.about, ""]
    lines += [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows_of(extract)]
    lines += [
        "",
        "The example is invented. Give the columns in any order; keep the headings as they are. "
        "A row that lacks what must be in every row, and a value that cannot be read, are listed "
        "as problems when the file is loaded.",
        "",
        f"Load it with: `lineofsight load {extract.name}.csv --as-at 2026-10-31`",
    ]
    return "\n".join(lines) + "\n"
