"""Who a child is, for the head of an audit: name and birthday, nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lineofsight.periods import age_on
from lineofsight.warehouse import Snapshot


@dataclass(frozen=True)
class Card:
    """A child whom the snapshot does not know, or knows no name of, has the id as name."""

    child_id: str
    forename: str = ""
    surname: str = ""
    born_on: date | None = None

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}".strip() or f"Record {self.child_id}"

    @property
    def first_name(self) -> str:
        return self.forename or "the child"

    def with_age(self, day: date) -> str:
        """“Maisie Holroyd, 7”; without an age before birth or where the birthday is unknown."""
        if self.born_on is None or self.born_on > day:
            return self.name
        return f"{self.name}, {age_on(self.born_on, day)}"


def cards(snapshot: Snapshot, child_ids: Iterable[str]) -> dict[str, Card]:
    """A card for each id asked for."""
    wanted = sorted(set(child_ids))
    cursor = snapshot.connect()
    try:
        found = cursor.execute(
            "SELECT pers_person_id, pers_forename, pers_surname, pers_dob FROM ssd_person "
            "WHERE list_contains($ids, pers_person_id)",
            {"ids": wanted},
        ).fetchall()
    finally:
        cursor.close()
    known = {row[0]: Card(row[0], row[1] or "", row[2] or "", row[3]) for row in found}
    return {child_id: known.get(child_id, Card(child_id)) for child_id in wanted}
