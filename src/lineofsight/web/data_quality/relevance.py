"""Is each item that we collect, and each rule that we run, still needed? What was decided."""

import datetime
from dataclasses import dataclass

from lineofsight.journey import TABLES
from lineofsight.web.data_quality import catalogue
from lineofsight.web.data_quality.models import ItemDecision

Kind = ItemDecision.Kind


@dataclass(frozen=True)
class Item:
    """`key` is what the decision is kept under; `last` the decision that counts."""

    kind: str
    key: str
    title: str
    group: str
    last: ItemDecision | None

    def is_due(self, today: datetime.date) -> bool:
        return self.last is None or self.last.again_on <= today


def items(kind: str) -> list[Item]:
    """Every item of the record, table by table, or every rule, return by return."""
    last: dict[str, ItemDecision] = {}
    for each in ItemDecision.objects.filter(kind=kind).select_related("by"):
        last.setdefault(each.item, each)
    return [Item(kind, key, title, group, last.get(key)) for key, title, group in _collected(kind)]


def item(kind: str, key: str) -> Item | None:
    return next((each for each in items(kind) if each.key == key), None)


def _collected(kind: str) -> list[tuple[str, str, str]]:
    if kind == Kind.ITEM:
        return [
            (f"{table.name}.{column}", column, table.title)
            for table in TABLES.values()
            for column in table.columns
        ]
    found = {f"{each.return_id}.{each.code}": each for each in catalogue.every_rule()}
    return [(key, f"{each.code}: {each.title}", each.return_id) for key, each in found.items()]
