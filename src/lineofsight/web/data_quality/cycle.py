"""Worker, team manager, group manager: with whom a finding lies, and until when."""

import datetime
from dataclasses import dataclass

from lineofsight.packs.data_quality import DataQuality
from lineofsight.packs.values import Setting
from lineofsight.web.data_quality.models import Desk
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.working_days import england

NEXT = {Desk.WORKER: Desk.TEAM_MANAGER, Desk.TEAM_MANAGER: Desk.GROUP_MANAGER}
"""To whom a desk passes what was not settled in time. The group manager's stays there."""


@dataclass(frozen=True)
class Cycle:
    """What the framework in force says about the steps, counted from one day."""

    today: datetime.date
    rules: DataQuality

    def due_on(self, desk: Desk) -> datetime.date:
        """The day by which the desk is to have settled what comes to it today."""
        days = self.setting(desk).require(f"how long the {Desk(desk).label.lower()} has")
        return england().add(self.today, days)

    def setting(self, desk: Desk) -> Setting[int]:
        return {
            Desk.WORKER: self.rules.correct_within_working_days,
            Desk.TEAM_MANAGER: self.rules.check_within_working_days,
            Desk.GROUP_MANAGER: self.rules.confirm_within_working_days,
        }[Desk(desk)]

    @property
    def longest_exemption(self) -> datetime.date:
        days = self.rules.exempt_at_most_days.require("how long a fault may be left as it is")
        return self.today + datetime.timedelta(days=days)


def cycle_on(day: datetime.date) -> Cycle:
    return Cycle(day, pack_on(day).data_quality)
