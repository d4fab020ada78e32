"""The tables that local extracts fill, made of the templates' own declarations.

A column is called what the template calls it. A moment (`received_at`) is told as its day
(`received_on`) and, so that spans of hours can be counted, as hours since the year 2000
(`received_hours`). Yes and no are `Y` and `N`.
"""

from lineofsight.journey.model import Shape, Table
from lineofsight.returns.local import EXTRACTS, LOCAL, Column, Extract, Told
from lineofsight.returns.model import FieldType

KINDS = {
    FieldType.DATE: "date",
    FieldType.INTEGER: "whole",
    FieldType.NUMBER: "number",
}
REFERENCES = {
    "child_id": "ssd_person",
    "team_id": "ssd_department",
    "worker_id": "ssd_professionals",
}


def columns_of(column: Column) -> dict[str, str]:
    """The journey's columns, with their kinds, that one column of a template becomes."""
    if column.field.type == FieldType.INSTANT:
        name = column.name.removesuffix("_at")
        return {f"{name}_on": "date", f"{name}_hours": "number"}
    return {column.name: KINDS.get(column.field.type, "text")}


def _table(extract: Extract, told: Told) -> Table:
    kinds: dict[str, str] = {}
    for column in extract.columns_of(told):
        kinds |= columns_of(column)
    return Table(
        told.name,
        told.title,
        told.grain,
        Shape(told.shape),
        key=told.key,
        columns=kinds,
        person="child_id" if "child_id" in kinds else "",
        event_on=told.event_on,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        references={name: to for name, to in REFERENCES.items() if name in kinds},
        told_by=LOCAL.id,
    )


TABLES: tuple[Table, ...] = tuple(
    _table(extract, told) for extract in EXTRACTS.values() for told in extract.tells
)
