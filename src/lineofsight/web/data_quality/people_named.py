"""Names for lists: of children from the newest data, of workers from accounts or the data."""

from collections.abc import Iterable
from dataclasses import dataclass

from lineofsight.web import warehouse
from lineofsight.web.people.models import User
from lineofsight.web.people.references import child_reference


@dataclass(frozen=True)
class Child:
    name: str
    number: str
    reference: str


def children(child_ids: Iterable[str]) -> dict[str, Child]:
    """By id; one that the newest data do not know has its number for a name."""
    wanted = sorted({each for each in child_ids if each})
    snapshot = warehouse.current_or_none() if wanted else None
    found = {}
    if snapshot is not None:
        with snapshot.connect() as connection:
            rows = connection.execute(
                "SELECT pers_person_id, pers_forename, pers_surname FROM ssd_person "
                "WHERE list_contains(?, pers_person_id)",
                [wanted],
            ).fetchall()
        found = {row[0]: " ".join(part for part in row[1:] if part) for row in rows}
    return {
        each: Child(found.get(each) or "Name not recorded", each, child_reference(each))
        for each in wanted
    }


def workers(staff_ids: Iterable[str]) -> dict[str, str]:
    """By id: the account's name, else what the data call them, else the id."""
    wanted = sorted({each for each in staff_ids if each})
    if not wanted:
        return {}
    named = dict(User.objects.filter(staff_id__in=wanted).values_list("staff_id", "name"))
    missing = [each for each in wanted if each not in named]
    snapshot = warehouse.current_or_none() if missing else None
    if snapshot is not None:
        with snapshot.connect() as connection:
            rows = connection.execute(
                "SELECT prof_professional_id, prof_professional_name FROM ssd_professionals "
                "WHERE list_contains(?, prof_professional_id)",
                [missing],
            ).fetchall()
        named |= {row[0]: row[1] for row in rows if row[1]}
    return {each: named.get(each, each) for each in wanted}
