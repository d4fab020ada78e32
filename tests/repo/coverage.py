"""What the frameworks ask for, and the test, page or pack that shows it: the coverage page.

`python -m tests.repo.coverage` writes docs/reference/coverage.md from tests/requirements.yaml.
"""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
TABLE = CHECKOUT / "tests" / "requirements.yaml"
PAGE = CHECKOUT / "docs" / "reference" / "coverage.md"
NOT_AREAS = ("files", "scenarios")
_NAMES_A_SCENARIO = re.compile(r"^test_(?:(wir|wsx|san|tam|wor)_a(\d+)|x_(\d+))_")


@dataclass(frozen=True)
class Requirement:
    """One thing asked for. `shown` and `not_yet` together: a part of it is there."""

    id: str
    area: str
    what: str
    shown: tuple[str, ...]
    not_yet: str

    @property
    def state(self) -> str:
        if not self.shown:
            return "not yet"
        return "in part" if self.not_yet else "shown"


@cache
def table() -> dict:
    return yaml.safe_load(TABLE.read_text(encoding="utf-8"))


def requirements() -> list[Requirement]:
    return [
        Requirement(name, area, said["what"], tuple(said["shown"]), said.get("not_yet", ""))
        for area, of_area in table().items()
        if area not in NOT_AREAS
        for name, said in of_area.items()
    ]


def test_named(shown: str) -> tuple[Path, str] | None:
    """The file and the function of a test that is named as `alias::name`."""
    alias, separator, name = shown.partition("::")
    return (CHECKOUT / table()["files"][alias], name) if separator else None


@cache
def functions_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def scenarios() -> dict[str, list[str]]:
    """Each acceptance scenario of these areas → the tests that carry its id in their names."""
    found: dict[str, list[str]] = {name: [] for name in table()["scenarios"]}
    for path in sorted((CHECKOUT / "tests").rglob("test_*.py")):
        for name in sorted(functions_of(path)):
            match = _NAMES_A_SCENARIO.match(name)
            if match:
                framework, number, across = match.groups()
                scenario = f"X-{across}" if across else f"{framework.upper()}-A{number}"
                if scenario in found:
                    found[scenario].append(f"{path.relative_to(CHECKOUT)}::{name}")
    return found


def as_markdown() -> str:
    every = requirements()
    states = {state: sum(each.state == state for each in every)
              for state in ("shown", "in part", "not yet")}  # fmt: skip
    lines = [
        "# What the frameworks ask for, and where it is shown",
        "",
        "Every requirement in the areas of practice, traced to the five frameworks, with the test,",
        "the page or the pack that shows it. Made by `python -m tests.repo.coverage` from",
        "`tests/requirements.yaml`; a test fails when something that is named here is not there.",
        "",
        f"{len(every)} requirements: {states['shown']} shown, {states['in part']} in part, "
        f"{states['not yet']} not yet.",
        "",
    ]
    for area in dict.fromkeys(each.area for each in every):
        lines += [f"## {area.replace('-', ' ').capitalize()}", ""]
        lines += ["| Id | What | State | Shown by |", "| --- | --- | --- | --- |"]
        lines += [_row(each) for each in every if each.area == area] + [""]
    lines += ["## Acceptance scenarios", "", "| Scenario | Tests |", "| --- | --- |"]
    lines += [
        f"| {name} | {'<br>'.join(f'`{test}`' for test in tests) or 'not yet'} |"
        for name, tests in scenarios().items()
    ]
    return "\n".join(lines) + "\n"


def _row(each: Requirement) -> str:
    cells = [_shown(one) for one in each.shown]
    if each.not_yet:
        cells.append(f"Not yet: {each.not_yet}")
    return f"| {each.id} | {each.what} | {each.state} | {'<br>'.join(cells)} |"


def _shown(one: str) -> str:
    named = test_named(one)
    if named:
        path, name = named
        return f"`{path.relative_to(CHECKOUT)}::{name}`"
    return one


if __name__ == "__main__":
    PAGE.write_text(as_markdown(), encoding="utf-8")
