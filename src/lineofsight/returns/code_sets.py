"""Code sets, read once from the data files in `codes/`: code, label, spellings, years.

Facts compiled from the public specifications of each return. Where Annex A's own list
is coarser than the department's codes, a spelling that tells the department's code is
kept as that code (`a) WBRI` is `WBRI`), and one that tells only the group as Ofsted's
own wording with its letter (`a) White`): nothing that was said is lost.
"""

import json
from functools import cache
from pathlib import Path

from lineofsight.returns.model import Code, CodeSet

FOLDER = Path(__file__).parent / "codes"


@cache
def _family(name: str) -> dict[str, CodeSet]:
    declared = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return {
        short: CodeSet(
            id=f"{name}.{short}",
            title=content["title"],
            codes=tuple(
                Code(
                    code=each["code"],
                    label=each["label"],
                    spellings=tuple(each.get("spellings", ())),
                    first_year=each.get("first_year"),
                    last_year=each.get("last_year"),
                )
                for each in content["codes"]
            ),
        )
        for short, content in declared.items()
    }


def code_set(id: str) -> CodeSet:  # noqa: A002 - the word of the model
    """A code set by its id: `annex_a.ethnicity`, `ssda903.legal_status`, `cin.factor`."""
    family, _, short = id.partition(".")
    return _family(family)[short]


def families() -> dict[str, CodeSet]:
    """Every code set by id, for the reference pages."""
    names = sorted(path.stem for path in FOLDER.glob("*.json"))
    return {each.id: each for name in names for each in _family(name).values()}
