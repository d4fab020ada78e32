"""Which authority this installation serves: `authority.yaml` in its home folder.

A pack is a framework, and could be used by others; this is the place itself: its name, its
child population by year, its region and statistical neighbours, the postcode districts that
lie inside it. Without the file nothing is assumed: rates per 10,000 say that the population
is not known.
"""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lineofsight.errors import PackError

FILE_NAME = "authority.yaml"


class Authority(BaseModel):
    """`population`: children aged 0 to 17 at mid-year, by year. `code`: the ONS code, empty
    for an invented place. `region`, `neighbours`: ONS codes of what figures are compared with.
    `population_by`: the same children by what sets them apart (`ethnicity: {White: 90000}`),
    in the words of the figures' breakdowns, by postcode district for `area`; without it numbers
    have no rate by characteristic.
    `choices`: the local limits that indicators leave open (`cp_visit_within: 10 working days`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = "Children’s Services"
    code: str = ""
    region: str = ""
    neighbours: tuple[str, ...] = ()
    population: dict[int, int] = Field(default_factory=dict)
    population_by: dict[str, dict[str, int]] = Field(default_factory=dict)
    own_postcode_districts: tuple[str, ...] = ()
    choices: dict[str, str] = Field(default_factory=dict)


def load_authority(home: Path) -> Authority:
    """The authority of this home; one of which nothing is known where there is no file.

    Raises `PackError` with the place in the file where it says something not understood.
    """
    path = Path(home) / FILE_NAME
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return Authority.model_validate(said)
    except FileNotFoundError:
        return Authority()
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise PackError(
            "this is not valid YAML.",
            where=f"{path.name}, line {line}",
            advice="Look for a missing colon, quotation mark or space.",
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise PackError(
            f"{first['msg']}.",
            where=f"{path.name}, {where}",
            advice="docs/how-to/set-up-an-authority.md shows what the file may say.",
        ) from error


def write_authority(home: Path, authority: Authority) -> None:
    said = authority.model_dump(mode="json", exclude_defaults=True)
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
    (Path(home) / FILE_NAME).write_text(text, encoding="utf-8")
