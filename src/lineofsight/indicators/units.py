"""The authority's services and teams, as the data's own table of departments tells them."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import pyarrow as pa

from lineofsight.errors import UserError
from lineofsight.indicators.cases import NO_UNIT
from lineofsight.indicators.given import text_column
from lineofsight.warehouse import Snapshot

AUTHORITY = "authority"
NOT_RECORDED = "Not recorded"


@dataclass(frozen=True)
class Units:
    """Departments (id → name), which lies in which, and workers (id → name)."""

    departments: dict[str, str]
    parents: dict[str, str]
    workers: dict[str, str]

    @cached_property
    def containers(self) -> frozenset[str]:
        """Departments that have others in them: services, and the authority itself."""
        return frozenset(self.parents.values())

    @cached_property
    def teams(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.departments) - self.containers, key=self.name_of))

    @cached_property
    def services(self) -> tuple[str, ...]:
        found = {self.service_of(team) for team in self.teams} - {NO_UNIT}
        return tuple(sorted(found, key=self.name_of))

    def service_of(self, team: str | None) -> str:
        """The department a team lies in. A department that holds teams and is named on a
        record itself is its own service."""
        if team in self.containers and self.parents.get(self.parents.get(team, "")) is None:
            return team
        return self.parents.get(team or "", NO_UNIT)

    def teams_of(self, service: str) -> tuple[str, ...]:
        return tuple(team for team in self.teams if self.service_of(team) == service)

    def name_of(self, unit_id: str | None, *, by: str = "team") -> str:
        if unit_id in (None, NO_UNIT):
            return NOT_RECORDED
        if by == AUTHORITY:
            return "The authority"
        names = self.workers if by == "worker" else self.departments
        return names.get(unit_id) or unit_id

    def table(self) -> pa.Table:
        services = [self.service_of(team) for team in self.departments]
        columns = {
            "team_id": list(self.departments),
            "team_name": list(self.departments.values()),
            "service_id": services,
            "service_name": [self.name_of(service) for service in services],
        }
        return pa.table({name: text_column(values) for name, values in columns.items()})

    @classmethod
    def read(cls, departments, workers) -> "Units":
        """From rows (id, name, parent) and (id, name)."""
        return cls(
            {team: name or team for team, name, _ in departments if team},
            {team: parent for team, _, parent in departments if team and parent},
            {worker: name or worker for worker, name in workers if worker},
        )


@lru_cache(maxsize=8)
def units_of(snapshot: Snapshot) -> Units:
    with snapshot.connect() as connection:
        departments = connection.execute(
            "SELECT dept_team_id, dept_team_name, dept_team_parent_id FROM ssd_department"
        ).fetchall()
        workers = connection.execute(
            "SELECT prof_professional_id, prof_professional_name FROM ssd_professionals"
        ).fetchall()
    return Units.read(departments, workers)


def require_unit(snapshot: Snapshot, by: str, unit_id: str) -> None:
    """Refuse a service, team or worker that the snapshot does not know: nothing found for it
    would look like no children."""
    units = units_of(snapshot)
    known = {"service": units.services, "team": units.teams, "worker": units.workers}[by]
    if unit_id in known or unit_id == NO_UNIT:
        return
    raise UserError(
        f"No {by} of snapshot {snapshot.id} is “{unit_id}”.",
        advice=f"The ids stand in what `lineofsight figures --by {by}` prints.",
    )
