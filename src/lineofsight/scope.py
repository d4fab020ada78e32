"""Whose children a caller may see.

The engine knows no users. It is handed a `Scope`, which begins as nothing and is widened
only by what it names. A scope without `child_level` may be given totals, never rows.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scope:
    """What may be seen.

    `everything`: every team of the authority. Otherwise only the units named: `teams` are
    team ids (a service is given as its teams), `workers` are worker ids.
    `child_level`: may rows about single children be given at all.
    `cleared_for`: restricted children whose rows may be shown; any other child in
    `restricted` stays in totals and shows nothing else.
    """

    everything: bool = False
    teams: frozenset[str] = field(default_factory=frozenset)
    workers: frozenset[str] = field(default_factory=frozenset)
    child_level: bool = False
    restricted: frozenset[str] = field(default_factory=frozenset)
    cleared_for: frozenset[str] = field(default_factory=frozenset)

    def covers(self, *, team: str | None, worker: str | None) -> bool:
        """May a record held by this team and worker be seen?"""
        return self.everything or team in self.teams or worker in self.workers

    def hides(self, child_id: str) -> bool:
        """Is this child's record restricted, and the caller not cleared for it?"""
        return child_id in self.restricted and child_id not in self.cleared_for


NOTHING = Scope()
WHOLE_AUTHORITY = Scope(everything=True, child_level=True)
"""For the command line, run by whoever holds the warehouse's files themselves."""
TOTALS_ONLY = Scope(everything=True, child_level=False)
