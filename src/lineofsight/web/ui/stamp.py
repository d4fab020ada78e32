"""How fresh a page is, and whether it names children: the line at its top right."""

import datetime
from dataclasses import dataclass

from lineofsight.web.ui.words import long_day


@dataclass(frozen=True)
class Stamp:
    """`label` in bold ("Live", "October 2026, frozen"), then `detail` in plain words."""

    label: str
    detail: str

    @classmethod
    def live(cls, as_at: datetime.date, loaded: str) -> "Stamp":
        """Figures that still move; `loaded` is when, in words."""
        return cls("Live", f"to {long_day(as_at)}, loaded {loaded}")

    @classmethod
    def frozen(cls, what: str, since: str) -> "Stamp":
        """Figures of a snapshot that was set aside; `what` names the period."""
        return cls(f"{what}, frozen", since)


NO_FIGURES_YET = Stamp("No figures yet", "nothing has been loaded")
