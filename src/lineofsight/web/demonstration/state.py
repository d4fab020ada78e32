"""What has been built in a home folder: `demo.json`, written after each step that ended well."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from lineofsight import demo
from lineofsight.errors import UserError

FILE_NAME = "demo.json"
DATABASE = "lineofsight.sqlite3"


class DemoNotPossible(UserError):
    """The folder holds something else, or something that cannot be repaired."""


@dataclass
class DemoState:
    """Which demo this folder holds, and which of its steps are done."""

    framework: str
    children: int
    seed: int = demo.DEMO_SEED
    today: date = demo.DEMO_TODAY
    done: list[str] = field(default_factory=list)

    def says(self) -> str:
        return f"the demo of {self.framework} with {self.children:,} children"


def read(home: Path) -> DemoState | None:
    """The state of a folder; None where no demo was begun."""
    try:
        said = json.loads((home / FILE_NAME).read_text(encoding="utf-8"))
        return DemoState(**said | {"today": date.fromisoformat(said["today"])})
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as error:
        raise DemoNotPossible(
            f"{home / FILE_NAME} cannot be understood.", advice=delete_and_begin_again(home)
        ) from error


def write(home: Path, state: DemoState) -> None:
    """Whole or not at all: a half-written file is never found."""
    said = asdict(state) | {"today": state.today.isoformat()}
    unfinished = home / f"{FILE_NAME}.new"
    unfinished.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(home / FILE_NAME)


def of_folder(home: Path, wanted: DemoState) -> DemoState:
    """The state to go on from: what is there if it is the same demo, a new one in an empty
    folder; anything else is refused, so that nobody's data is built over."""
    there = read(home)
    if there is None:
        if (home / DATABASE).exists() or (home / "warehouse").exists():
            raise DemoNotPossible(
                f"{home} holds data that is not a demo's.",
                advice="Choose another folder: make demo LINEOFSIGHT_HOME=/path/to/an/empty/folder",
            )
        return wanted
    if (there.framework, there.children, there.seed) != (
        wanted.framework,
        wanted.children,
        wanted.seed,
    ):
        raise DemoNotPossible(
            f"{home} holds {there.says()}, and {wanted.says()} was asked for.",
            advice=f"{delete_and_begin_again(home)} Or keep both: "
            f"LINEOFSIGHT_HOME={home}-{wanted.framework} make demo FRAMEWORK={wanted.framework}",
        )
    return there


def delete_and_begin_again(home: Path) -> str:
    return f"Delete the folder and start again: rm -rf '{home}' && make demo"
