"""The four stories that Ashmere's records tell, and how each bends the numbers.

They are planted here and nowhere else; `Stories` is handed out with the authority, so a
test or a page can find what it should show.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.days import month_number, number


@dataclass(frozen=True)
class Stories:
    # A team whose assessments take longer and longer, from the month its manager left.
    struggling_team: str = "assess-south"
    struggling_since: date = date(2026, 4, 1)
    struggling_late_share_at_worst: float = 0.42
    struggling_manager_left: date = date(2026, 3, 31)
    struggling_manager_came: date = date(2026, 6, 1)
    # Training in spending time alone with children, for everyone who visits.
    training_started: date = date(2025, 1, 13)
    training_finished: date = date(2025, 3, 28)
    seen_alone_before: float = 0.64
    seen_alone_after: float = 0.83
    # Assessments signed off late were recorded as signed off on day 45 exactly.
    scandal_team: str = "assess-east"
    scandal_from: date = date(2024, 2, 1)
    scandal_to: date = date(2024, 7, 31)
    scandal_found: date = date(2024, 9, 17)
    scandal_manager_changed: date = date(2024, 10, 7)
    scandal_late_share: float = 0.40
    # Conferences on time: chairs keep two days a week for first conferences.
    conference_days_kept_from: date = date(2026, 6, 1)
    conference_late_after: float = 0.10

    def assessment_late_share(self, teams: np.ndarray, days: np.ndarray) -> np.ndarray:
        """Share of assessments over 45 working days, for a team (id) and a day of starting."""
        share = np.full(len(teams), rates.ASSESSMENT_LATE)
        # Signed off about two months after they start.
        finishes = month_number(days + 60)
        since = month_number(number(self.struggling_since))
        climb = np.clip((finishes - since + 1) / 7, 0, 1)
        worst = self.struggling_late_share_at_worst
        share = np.where(teams == self.struggling_team, share + climb * (worst - share), share)
        began = month_number(number(self.scandal_from))
        found = month_number(number(self.scandal_found))
        mending = np.clip((finishes - found) / 10, 0, 1)
        honest = self.scandal_late_share + mending * (
            rates.ASSESSMENT_LATE - self.scandal_late_share
        )
        in_scandal = (teams == self.scandal_team) & (finishes >= began)
        return np.where(in_scandal, honest, share)

    def backdated(self, teams: np.ndarray, ends: np.ndarray, taken: np.ndarray) -> np.ndarray:
        """Which assessments were given day 45 as the day of signing off."""
        when = (ends >= number(self.scandal_from)) & (ends <= number(self.scandal_to) + 45)
        return (teams == self.scandal_team) & when & (taken > 45)

    def seen_alone_share(self, days: np.ndarray) -> np.ndarray:
        """Share of children seen alone, of those seen and old enough, on a day."""
        start, end = number(self.training_started), number(self.training_finished)
        done = np.clip((days - start) / (end - start), 0, 1)
        return self.seen_alone_before + done * (self.seen_alone_after - self.seen_alone_before)

    def conference_late_share(self, days: np.ndarray) -> np.ndarray:
        kept = days >= number(self.conference_days_kept_from)
        return np.where(kept, self.conference_late_after, rates.CONFERENCE_LATE)
