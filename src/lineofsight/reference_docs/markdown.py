"""The few Markdown forms the generated pages use."""

import re
from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by `make docs` from the definitions themselves: do not edit. -->\n"


def page(title: str, lead: str, *parts: str) -> str:
    """A whole page: the notice, the title, what it is, and its parts."""
    return "\n".join([NOTICE, f"# {title}\n", f"{lead}\n", *parts]).rstrip() + "\n"


def section(title: str, *parts: str, level: int = 2) -> str:
    return "\n".join([f"{'#' * level} {title}\n", *parts])


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a pipe or a line break in a cell cannot break it."""
    lines = [_line(header), _line(["---"] * len(header))]
    lines += [_line([_cell(value) for value in row]) for row in rows]
    return "\n".join(lines) + "\n"


def sql(text: str) -> str:
    """A query. Ibis keeps the columns it leaves out as a set, so they come in any order:
    here they are sorted, or the page would differ from itself."""
    steady = re.sub(r"EXCLUDE \(([^)]*)\)", _sorted_columns, text.strip())
    return f"```sql\n{steady}\n```\n"


def _sorted_columns(left_out: re.Match) -> str:
    return f"EXCLUDE ({', '.join(sorted(left_out.group(1).split(', ')))})"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.split()).replace("|", "\\|")
