"""Writes docs/reference/differences.md from tests/peers/differences.yaml: `make docs`."""

from pathlib import Path

import yaml
from tests.spec.rules.cases import FOLDER

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs" / "reference" / "differences.md"
KNOWN = Path(__file__).with_name("differences.yaml")
TITLES = {"ssda903": "SSDA903", "cin": "Children in need census"}
LEAD = """<!-- Written by `make docs` from tests/peers/differences.yaml: do not edit. -->

# Where the product and the tool in use differ

On drawn cases, on generated returns and on the sample files the product finds the same rows as
the validators that authorities use today (0.1.17 for the SSDA903, 0.1.13 for the census), but for
the rules below. For each: what the department asks, what the tool does instead, and the case that
shows it. [How it is compared](../how-to/compare-with-the-tools-in-use.md).
"""


def known() -> list[dict]:
    return yaml.safe_load(KNOWN.read_text("utf-8")) or []


def drawing(return_id: str, code: str, title: str) -> str:
    """The drawn case as it stands in its file."""
    for file in sorted((FOLDER / return_id).glob("*.txt")):
        for part in ("\n" + file.read_text("utf-8")).split("\n== ")[1:]:
            first, _, rest = part.partition("\n")
            if first == f"{code}: {title}":
                return rest.strip("\n")
    raise LookupError(f"{return_id} {code}: no case is called “{title}”")


def page() -> str:
    parts = [LEAD]
    for return_id, title in TITLES.items():
        found = [each for each in known() if each["return"] == return_id]
        if found:
            parts.append(f"## {title}\n")
        for each in sorted(found, key=lambda one: str(one["rule"])):
            parts.append(_section(return_id, each))
    return "\n".join(parts).rstrip() + "\n"


def _section(return_id: str, each: dict) -> str:
    code = str(each["rule"])
    years = ", ".join(map(str, each["years"]))
    return (
        f"### {code}\n\n"
        f"| | |\n| --- | --- |\n"
        f"| Collections | {years} |\n"
        f"| The department asks | {_cell(each['wording'])} |\n"
        f"| The tool | {_cell(each['tool'])} |\n\n"
        f"{each['shown_by']}:\n\n```\n{drawing(return_id, code, each['shown_by'])}\n```\n"
    )


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
