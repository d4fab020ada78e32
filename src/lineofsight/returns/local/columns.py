"""Short ways to declare the columns of templates, and those that many templates share."""

from lineofsight.returns.code_sets import code_set
from lineofsight.returns.local.model import Column
from lineofsight.returns.model import Field, FieldType


def column(name: str, kind: FieldType, meaning: str, example: str, **more) -> Column:
    return Column(Field(name, kind, name=name, **more), meaning, example)


def key(name: str, meaning: str, example: str, kind: FieldType = FieldType.TEXT) -> Column:
    """Without it a row cannot be told from others: it must be there, and filled."""
    return column(name, kind, meaning, example, required=True, is_key=True)


def key_day(name: str, meaning: str, example: str) -> Column:
    return key(name, meaning, example, FieldType.DATE)


def kind_of(name: str, codes: str, meaning: str, example: str) -> Column:
    return column(
        name,
        FieldType.CODE,
        meaning,
        example,
        codes=code_set(codes),
        required=True,
        is_key=True,
    )


def day(name: str, meaning: str, example: str = "", **more) -> Column:
    return column(name, FieldType.DATE, meaning, example, **more)


def yes_no(name: str, meaning: str, example: str, **more) -> Column:
    codes = code_set("local.yes_no")
    return column(name, FieldType.YES_NO, meaning, example, codes=codes, **more)


CHILD = key(
    "child_id",
    "The child’s number in the case management system, as in the authority’s other extracts, or "
    "the number that the statutory returns give. No name.",
    "104512",
)
TEAM = column(
    "team_id",
    FieldType.TEXT,
    "The team’s number, as in the authority’s other extracts. Without it the row is part of the "
    "authority’s figure only, and shown to nobody but those who see the whole authority.",
    "T12",
    is_optional=True,
)
WORKER = column(
    "worker_id",
    FieldType.TEXT,
    "The worker’s number, as in the authority’s other extracts.",
    "W0311",
    is_optional=True,
)
