"""What tells one record of a return or of the journey from another, so that a finding about it is
known again in the next file, wherever the row then stands.

A row of a return has no number that lasts: it is known by the child and what is named here. Of
several that agree in all of it, the first, the second … are told apart by what else they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import pyarrow as pa

from lineofsight.quality.given import Given, Whose
from lineofsight.quality.schema import child_field, journey_tables
from lineofsight.quality.selecting import DAY_FORMATS, PLACE, SPACES
from lineofsight.returns import RETURNS
from lineofsight.returns.model import heading_name

BESIDE_THE_CHILD: dict[str, dict[str, tuple[str, ...]]] = {
    "ssda903": {
        "episodes": ("decom",),
        "reviews": ("review",),
        "ad1": ("date_int",),
        "placed_adoption": ("date_placed",),
        "missing": ("mis_start",),
        "sw_episodes": ("sw_decom", "sw_id"),
        "dolo": ("dolo_start",),
    },
    "cin": {
        "disabilities": ("disability",),
        "cin_details": ("cin_referral_date",),
        "assessments": ("assessment_actual_start_date",),
        "assessment_factors": ("assessment_factor",),
        "cin_plan_dates": ("cin_plan_start_date",),
        "section_47": ("s47_actual_start_date",),
        "child_protection_plans": ("cpp_start_date",),
        "reviews": ("cpp_review_date",),
        "pre_proceedings": ("pp_start_date",),
    },
    "annex_a": {
        "contacts": ("date_of_contact",),
        "early_help_assessments": ("assessment_start_date",),
        "referrals": ("date_of_referral",),
        "assessments": ("continuous_assessment_start_date",),
        "section_47": ("strategy_discussion_initiating_section_47_enquiry_start_date",),
        "children_in_need": ("cin_start_date",),
        "child_protection": ("child_protection_plan_start_date",),
        "children_in_care": ("date_started_to_be_looked_after",),
        "adopters": ("individual_adopter_identifier",),
    },
}
"""Table → the columns that tell a child's rows in it apart. The first day among them is the day
of what the row is about."""


@dataclass(frozen=True)
class Record:
    """One row: whose, known by what, about which day; `content` tells it from its like."""

    child: str | None
    key: str
    event_on: date | None
    content: str = ""


class WrittenRecords:
    """The rows of a return as they were handed over."""

    def __init__(self, given: Given):
        self._given = given

    def children(self, table: str) -> Iterable[str | None]:
        """Whose each row is, in the order of the file."""
        whose = self._given.children[table]
        return whose.in_order or [None] * len(self._given.tables[table].found)

    def of(self, table: str, rows: Iterable[int]) -> Mapping[int, Record]:
        found = self._given.tables[table].found
        places = found.column(PLACE).to_pylist()
        wanted = set(rows)
        at = [index for index, place in enumerate(places) if place in wanted]
        lines = found.take(pa.array(at, pa.int64())).to_pylist()
        known_by = self._headings(table, found)
        whose = self._given.children[table]
        return {line[PLACE]: _record(line, known_by, whose) for line in lines}

    def _headings(self, table: str, found: pa.Table) -> list[str]:
        declared = RETURNS[self._given.return_id].by_name[table]
        there = {heading_name(each): each for each in found.column_names}
        columns = BESIDE_THE_CHILD[self._given.return_id].get(table, ())
        names = (declared.by_name[c].heading_names for c in columns if c != child_field(declared))
        return [there[name] for each in names for name in each if name in there]


def _record(line: dict, known_by: list[str], whose: Whose) -> Record:
    place = line.pop(PLACE)
    days = [day for heading in known_by if (day := day_of(line[heading])) is not None]
    key = " ".join(f"{heading} {plain(line[heading])}" for heading in known_by)
    content = "\x1f".join(f"{name}={plain(value)}" for name, value in sorted(line.items()))
    return Record(whose.get(place), key, days[0] if days else None, content)


class JourneyRecords:
    """The rows of the journey's tables, which have keys of their own."""

    def __init__(self, tables: Mapping[str, pa.Table]):
        self._tables = tables

    def of(self, table: str, rows: Iterable[int]) -> Mapping[int, Record]:
        declared = journey_tables()[table]
        dated_by = (declared.dated_by,) if declared.dated_by else ()
        columns = list(dict.fromkeys(("row", "child", *declared.key, *dated_by)))
        wanted = pa.array(sorted(set(rows)), pa.int64())
        lines = self._tables[table].select(columns).take(wanted).to_pylist()
        return {
            line["row"]: Record(
                line["child"],
                " ".join(str(line[column]) for column in declared.key),
                line[dated_by[0]] if dated_by else None,
            )
            for line in lines
        }


def plain(value) -> str:
    """A cell as it is compared: a day by itself, whatever way it was written."""
    day = day_of(value)
    if day is not None:
        return day.isoformat()
    if isinstance(value, list):
        return ",".join(map(str, value))
    return "" if value is None else str(value).strip(SPACES).upper()


def day_of(value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return _day_written(value.strip(SPACES)) if isinstance(value, str) else None


@lru_cache(maxsize=65_536)
def _day_written(text: str) -> date | None:
    if len(text) < 8 or text[0] not in "0123456789":
        return None
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day only
        except ValueError:
            continue
    return None
