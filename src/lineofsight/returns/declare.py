"""Short ways to declare a field, so that a table of a return reads like its specification."""

from lineofsight.returns.code_sets import code_set
from lineofsight.returns.model import Field, FieldType


def text(published: str, **more) -> Field:
    return Field(published, FieldType.TEXT, **more)


def day(published: str, **more) -> Field:
    return Field(published, FieldType.DATE, **more)


def instant(published: str, **more) -> Field:
    return Field(published, FieldType.INSTANT, **more)


def count(published: str, **more) -> Field:
    """A whole number, none below 0."""
    return Field(published, FieldType.INTEGER, minimum=0, **more)


def number(published: str, **more) -> Field:
    return Field(published, FieldType.NUMBER, **more)


def yes_no(published: str, codes: str, **more) -> Field:
    """Read as true or false by the spellings of a code set with `Y` and `N`, or 1 and 0."""
    return Field(published, FieldType.YES_NO, codes=code_set(codes), **more)


def code(published: str, codes: str, **more) -> Field:
    return Field(published, FieldType.CODE, codes=code_set(codes), **more)


def postcode(published: str, **more) -> Field:
    return Field(published, FieldType.POSTCODE, **more)
