"""What a local extract is: a template with documented columns, and the tables it fills.

No return to government tells when an authority decided on a contact, answered a complaint or
reviewed a foster carer. Each of these templates asks for one of those things and no more: a
spreadsheet with the headings given here, saved as CSV. All are optional.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lineofsight.returns.model import Field, FieldType, Table


@dataclass(frozen=True)
class Column:
    """One column of a template. `example` is invented, as it would be written in the file."""

    field: Field
    meaning: str
    example: str

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def allowed(self) -> str:
        """What may stand in it, in words."""
        if self.field.type == FieldType.YES_NO:
            return "Y or N"
        if self.field.codes:
            return "; ".join(code.label for code in self.field.codes.codes)
        words = {
            FieldType.DATE: "a day: 2026-10-31 or 31/10/2026",
            FieldType.INSTANT: "a day and time: 2026-10-31 14:30",
            FieldType.INTEGER: "a whole number, 0 or more",
            FieldType.NUMBER: "a number: 0.6",
        }
        return words.get(self.field.type, "text")

    @property
    def must(self) -> str:
        """Must the column be there, and filled?"""
        if self.field.is_key:
            return "yes, in every row"
        return "no" if self.field.is_optional else "yes, but a row may leave it blank"


@dataclass(frozen=True)
class Told:
    """A table of the journey that an extract fills.

    `shape` is `event` or `spell`, in the journey's sense. `kinds`: the rows whose kind is one
    of these; none: all of them. A table is told of only if there is such a row, so that a file
    of core groups says nothing about strategy discussions. `only`: the columns it takes; none:
    all but the kind.
    """

    name: str
    title: str
    grain: str
    shape: str
    key: tuple[str, ...]
    event_on: str = ""
    starts_on: str = ""
    ends_on: str = ""
    kinds: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extract:
    """One template. `about`: what a row is, who keeps such a list, and which rows belong in it.
    `kind`: the column that says to which of the tables a row belongs, if there are several."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    tells: tuple[Told, ...]
    kind: str = ""

    @cached_property
    def table(self) -> Table:
        return Table(
            self.name,
            self.title,
            tuple(column.field for column in self.columns),
            primary_key=tuple(c.name for c in self.columns if c.field.is_key),
        )

    @property
    def example(self) -> Mapping[str, str]:
        """A row of invented data."""
        return {column.name: column.example for column in self.columns}

    def columns_of(self, told: Told) -> tuple[Column, ...]:
        """The columns that go into one of its tables."""
        wanted = told.only or tuple(c.name for c in self.columns if c.name != self.kind)
        return tuple(column for column in self.columns if column.name in wanted)
