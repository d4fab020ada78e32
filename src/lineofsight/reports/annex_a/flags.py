"""What a row of a list is told beside its fields: is it in time, and what is to be looked at.

Both come from where everybody else has them: the cases of the indicators, and the checks that
were done of the load. A row never says that it is in time because nothing is known of it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lineofsight.errors import UserError
from lineofsight.indicators import CATALOGUE, COUNTED, LEFT_OUT, Polarity
from lineofsight.indicators.coverage import gap
from lineofsight.indicators.definition import Indicator
from lineofsight.quality import check_runs
from lineofsight.quality.schema import JOURNEY_ID, published_name
from lineofsight.reports.annex_a.lists import AnnexList, Timescale
from lineofsight.reports.annex_a.windows import Runs, window
from lineofsight.reports.text import day_text

ABOUT_RECORDS = {
    "contacts": ("ssd_contacts",),
    "early_help_assessments": ("ssd_early_help_episodes", "own_early_help_assessments"),
    "referrals": ("ssd_cin_episodes",),
    "assessments": ("ssd_cin_assessments",),
    "section_47": ("ssd_s47_enquiry", "ssd_initial_cp_conference"),
    "adopters": ("own_adopters",),
}
"""Lists of events: what was found of a record stands with its row."""
ABOUT_CHILDREN = {
    "children_in_need": ("ssd_cin_episodes", "ssd_cin_plans", "ssd_cin_visits"),
    "child_protection": ("ssd_cp_plans", "ssd_cp_visits", "ssd_cp_reviews"),
    "children_in_care": (
        "ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status", "ssd_cla_reviews",
        "ssd_cla_visits", "ssd_cla_health", "ssd_cla_care_plan",
    ),
    "care_leavers": ("ssd_care_leavers",),
    "adoptions": ("ssd_permanence",),
}  # fmt: skip
"""Lists of children: what was found of the child's records of these kinds stands with it."""
PERSON = "ssd_person"
NOT_CHECKED = "The records of this load were not checked, so nothing can be said of their faults."


@dataclass(frozen=True)
class Told:
    """What is said of a row for one timescale. `is_late`: past the limit, or was when it was
    done; `due_on`: when what is still to be done is due; `is_covered`: can the data say?"""

    words: str
    is_late: bool = False
    due_on: date | None = None
    is_covered: bool = True


NOTHING_TOLD = Told("")


class Timely:
    """Of each row of a list, what its timescales say."""

    def __init__(self, runs: Runs, of: AnnexList):
        self._day = runs.snapshot.as_at
        self._by: dict[Timescale, dict[str, dict]] = {}
        self._gaps: dict[Timescale, str] = {}
        for each in of.timescales:
            indicator = CATALOGUE[each.indicator_id]
            missing = gap(runs.snapshot, indicator, window(each.over, self._day))
            self._gaps[each] = missing
            cases = [] if missing else runs.over(each.over).cases(indicator).to_pylist()
            key = "child_id" if each.by == "child_id" else "record_key"
            self._by[each] = {case[key]: case for case in cases}

    def gap(self, of: Timescale) -> str:
        return self._gaps[of]

    def of(self, row: dict) -> tuple[Told, ...]:
        return tuple(self._told(each, row) for each in self._by)

    def _told(self, timescale: Timescale, row: dict) -> Told:
        if self._gaps[timescale]:
            return Told("Not covered by the data", is_covered=False)
        case = self._by[timescale].get(row.get(timescale.by))
        if case is None:
            return NOTHING_TOLD
        return told(case, CATALOGUE[timescale.indicator_id], self._day)


def told(case: dict, indicator: Indicator, day: date) -> Told:
    """A case of an indicator in words, for the list it is on."""
    if case["is_unknown"]:
        return Told(f"Cannot be told: {_lower(case['reason'])}")
    if case["status"] == LEFT_OUT:
        return Told(f"Not judged: {_lower(case['reason'])}")
    is_good = (case["status"] == COUNTED) == (indicator.polarity != Polarity.LOWER_IS_BETTER)
    due_on, measured = case["due_on"], _measured(case, indicator)
    if not indicator.snapshot:
        words = "In time" if is_good else "Late"
        due = "" if is_good or due_on is None else f"; was due {day_text(due_on)}"
        return Told(f"{words}{measured}{due}", is_late=not is_good)
    if is_good:
        due = f"; due {day_text(due_on)}" if due_on and due_on >= day else ""
        return Told(f"In time{due}", due_on=due_on)
    if due_on and due_on >= day:
        return Told(f"Not done yet; due {day_text(due_on)}", due_on=due_on)
    due = f": was due {day_text(due_on)}" if due_on else measured
    return Told(f"Overdue{due}", is_late=True, due_on=due_on)


def _measured(case: dict, indicator: Indicator) -> str:
    if case["measure"] is None or not indicator.measure:
        return ""
    return f": {case['measure']:,} {indicator.measure}"


def _lower(reason: str) -> str:
    return reason[:1].lower() + reason[1:].rstrip(".")


class Findings:
    """What the checks of the load found, by record and by child. `are_known`: were they done?"""

    def __init__(self, home: Path, snapshot_id: str, annex_a_id: str | None):
        self._by_record: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_child: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_day: dict[tuple[str, str, date], list[str]] = defaultdict(list)
        self.are_known = self._read(home, f"{snapshot_id}-{JOURNEY_ID}")
        if annex_a_id:
            self._read(home, f"{annex_a_id}-annex_a")

    def _read(self, home: Path, run_id: str) -> bool:
        try:
            run = check_runs.run(home, run_id)
        except UserError:
            return False
        wanted = ("table", "record_key", "child_id", "event_on", "message")
        for table, key, child, on, message in zip(
            *(run.findings().column(name).to_pylist() for name in wanted), strict=True
        ):
            self._by_record[table, key].append(message)
            if child:
                self._by_child[table, child].append(message)
                if on:
                    self._by_day[table, child, on].append(message)
        return not run.fault

    def of(self, of: AnnexList, row: dict) -> Iterable[str]:
        """In words, each once."""
        child, keys = row["child_id"] or "", (row["record_key"], row.get("other_key"))
        said = list(self._by_child[PERSON, child])
        for table in ABOUT_RECORDS.get(of.table_name, ()):
            said += [each for key in keys if key for each in self._by_record[table, key]]
        for table in ABOUT_CHILDREN.get(of.table_name, ()):
            said += self._by_child[table, child]
        own = published_name("annex_a", of.table_name)
        if of.table_name in ABOUT_CHILDREN:
            said += self._by_child[own, child]
        elif row["began_on"]:
            said += self._by_day[own, child, row["began_on"]]
        return dict.fromkeys(said)
