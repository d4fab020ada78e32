"""The day a return speaks for, where nobody said: from its header or from the dates in it.

Never taken from a clock. What is worked out from dates is always reported as such.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pyarrow as pa

from lineofsight.intake.submission import original_of
from lineofsight.later import pc

_YEAR_END = (3, 31)
_ISOLATED_BY = timedelta(days=92)
_RARE = 0.005
_NOT_EVENTS = (
    "birth",
    "dob",
    "due",
    "target",
    "expected",
    "valid_to",
    "duc",
    "plan_end",
    "plan_review",
)


def year_end(year: int) -> date:
    """31 March, on which the department's collections end."""
    return date(year, *_YEAR_END)


def collection_year_of(day: date) -> int:
    """The year in which the collection that holds this day ends."""
    return day.year + (1 if (day.month, day.day) > _YEAR_END else 0)


def _counts(columns: Iterable[pa.ChunkedArray]) -> Counter[date]:
    counts: Counter[date] = Counter()
    for column in columns:
        for each in pc.value_counts(column.drop_null()).to_pylist():
            counts[each["values"]] += each["counts"]
    return counts


def latest(columns: Iterable[pa.ChunkedArray]) -> date | None:
    """The latest day that does not stand alone: a slip into a far year is passed over."""
    counts = _counts(columns)
    days = sorted(counts, reverse=True)
    allowed = max(1, int(sum(counts.values()) * _RARE))
    passed = 0
    for index, day in enumerate(days):
        is_last = index + 1 == len(days)
        passed += counts[day]
        if is_last or passed > allowed or day - days[index + 1] <= _ISOLATED_BY:
            return day
    return None


def _event_columns(tables: Mapping[str, pa.Table]) -> Iterable[pa.ChunkedArray]:
    for table in tables.values():
        for field in table.schema:
            is_event = not any(word in field.name for word in _NOT_EVENTS)
            if pa.types.is_date32(field.type) and is_event:
                yield table.column(field.name)


def _from_ages(tables: Mapping[str, pa.Table]) -> date | None:
    """Ages with a fraction tell the day they were worked out on, if they agree on it."""
    days: Counter[date] = Counter()
    for table in tables.values():
        column = original_of("age_of_child")
        if column not in table.column_names:
            continue
        births = table.column("date_of_birth").to_pylist()
        for born, age in zip(births, table.column(column).to_pylist(), strict=True):
            if born is not None and age is not None and _is_fraction(age):
                days[born + timedelta(days=round(float(age) * 365.25))] += 1
    if not days:
        return None
    day, times = days.most_common(1)[0]
    return day if times >= 0.8 * days.total() else None


def _is_fraction(text: str) -> bool:
    whole, _, fraction = text.partition(".")
    return whole.isdigit() and len(whole) <= 3 and fraction.isdigit()


def infer(return_id: str, tables: Mapping[str, pa.Table]) -> date | None:
    """The day the tables of a return seem to speak for, or None."""
    if return_id == "annex_a":
        return _from_ages(tables) or latest(_event_columns(tables))
    if return_id in ("ssd", "local"):
        return latest(_event_columns(tables))
    if return_id == "ssda903" and "episodes" in tables:
        day = latest([tables["episodes"].column("decom")])
        return None if day is None else year_end(collection_year_of(day))
    return None
