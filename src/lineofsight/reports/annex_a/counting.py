"""What a list is counted by: ages and sex, ethnicity, how long things took, what is recorded.

Counts of children are of different children, each once; the rest are of rows.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lineofsight.charts.people import Age, Band
from lineofsight.reports.annex_a.gathering import NOT_RECORDED, ListRows, Missing, Person, Row
from lineofsight.reports.annex_a.lists import Duration
from lineofsight.working_days import FIRST_DAY, LAST_DAY, england

AGE_BANDS = ((0, 0, "Under 1"), (1, 4, "1 to 4"), (5, 9, "5 to 9"), (10, 15, "10 to 15"),
             (16, 17, "16 to 17"), (18, 130, "18 and over"))  # fmt: skip
SEXES = ("Male", "Female", "Other", NOT_RECORDED)
ETHNICITIES = ("White", "Mixed", "Asian", "Black", "Other", "Refused", NOT_RECORDED)
MOST_VALUES = 7
LONGEST_LABEL = 40
REPEATS = (1, 2, 3, 4, 5)
LAST_REPEAT = "5 or more"
NO_DAYS = "Days not known"


@dataclass(frozen=True)
class Measured:
    """A duration as it was found: bands, and how many rows lack a day it takes."""

    of: Duration
    bands: tuple[Band, ...]
    unknown: int

    @property
    def total(self) -> int:
        return sum(band.count for band in self.bands)

    @property
    def over(self) -> int:
        return sum(band.count for band in self.bands if band.is_over)

    @property
    def limit_said(self) -> str:
        of = self.of
        return f"Limit: {of.limit} {of.span}" if of.limit else ""


def people(found: ListRows) -> list[Person]:
    """The different children of a list, each once; of a list of adopters nobody."""
    return list({row.child_id: row.person for row in found.rows if row.child_id}.values())


def ages(everybody: Iterable[Person], oldest: int) -> tuple[Age, ...]:
    """Every age from the youngest to the oldest there is, those above what the list is about
    together."""
    counts = Counter(
        (min(each.age, oldest + 1), each.sex) for each in everybody if each.age is not None
    )
    drawn = [age for age, sex in counts if sex in ("Male", "Female")]
    return tuple(
        Age(str(age) if age <= oldest else f"{age}+", counts[age, "Male"], counts[age, "Female"])
        for age in range(min(drawn, default=0), max(drawn, default=-1) + 1)
    )


def not_drawn(everybody: list[Person]) -> str:
    """Who is not among the bars, in words; empty where everybody is."""
    unborn = sum(each.is_unborn for each in everybody)
    no_age = sum(each.age is None and not each.is_unborn for each in everybody)
    other = sum(each.age is not None and each.sex not in ("Male", "Female") for each in everybody)
    said = [
        f"{count} {words}"
        for count, words in (
            (unborn, "unborn"), (no_age, "without a day of birth"),
            (other, "of another or no recorded sex"),
        )
        if count
    ]  # fmt: skip
    return f"Not drawn: {', '.join(said)}." if said else ""


def age_band(person: Person) -> str:
    if person.is_unborn:
        return "Unborn"
    if person.age is None:
        return NOT_RECORDED
    return next(label for low, high, label in AGE_BANDS if low <= person.age <= high)


def by_age_and_sex(everybody: Iterable[Person]) -> dict[str, dict[str, int]]:
    counts = Counter((age_band(each), each.sex) for each in everybody)
    bands = ["Unborn", *(label for _, _, label in AGE_BANDS), NOT_RECORDED]
    there = [band for band in bands if any(counts[band, sex] for sex in SEXES)]
    return {band: {sex: counts[band, sex] for sex in SEXES} for band in there}


def by_ethnicity(everybody: Iterable[Person]) -> dict[str, int]:
    counts = Counter(each.ethnicity for each in everybody)
    return {name: counts[name] for name in ETHNICITIES if counts[name]}


def by_value(found: ListRows, name: str) -> list[tuple[str, int]]:
    """The values of a field, most often first; beyond seven, the rest together. Rows in which it
    may be empty, and is, are not among them."""
    counts = Counter(_shown(row.values[name]) for row in found.rows)
    counts.pop("", None)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ordered) <= MOST_VALUES:
        return ordered
    rest = sum(count for _, count in ordered[MOST_VALUES - 1 :])
    return [*ordered[: MOST_VALUES - 1], ("All others", rest)]


def _shown(value) -> str:
    if value is None or value is Missing.NOT_COVERED:
        return ""
    return NOT_RECORDED if value is Missing.NOT_RECORDED else shortened(str(value))


def shortened(label: str) -> str:
    """A published label cut to one line, with its code kept.

    >>> shortened("OTHER LEGAL AGENCY – including courts, probation, immigration, prison (7)")
    'OTHER LEGAL AGENCY – including cour… (7)'
    """
    if len(label) <= LONGEST_LABEL:
        return label
    words, bracket, code = label.rpartition(" (")
    if not bracket or len(code) > len("RC10)"):
        return f"{label[: LONGEST_LABEL - 1].rstrip()}…"
    return f"{words[: LONGEST_LABEL - len(code) - 1].rstrip(' ,')}… ({code}"


def repeats(found: ListRows) -> list[tuple[str, int]]:
    """How many children have one row, two, three …"""
    rows_of = Counter(row.child_id for row in found.rows if row.child_id)
    counts = Counter(min(number, REPEATS[-1]) for number in rows_of.values())
    return [
        (LAST_REPEAT if number == REPEATS[-1] else str(number), counts[number])
        for number in REPEATS
    ]


def measured(found: ListRows, of: Duration, day: date) -> Measured:
    """How long each row that the duration is about took, or has taken, in its bands."""
    rows = [row for row in found.rows if of.ended is None or (row.ended_on is not None) == of.ended]
    lengths = [_length(row, of, day) for row in rows]
    known = [length for length in lengths if length is not None]
    needs_end = bool(of.end)
    unknown = 0 if needs_end and of.ended is None else len(lengths) - len(known)
    return Measured(of, tuple(_banded(known, of)), unknown)


def _length(row: Row, of: Duration, day: date) -> int | None:
    start = row.values[of.start]
    end = row.values[of.end] if of.end else day
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return None
    if not (FIRST_DAY <= start and end <= LAST_DAY):
        return None
    return length(start, end, of.span)


def length(start: date, end: date, span: str) -> int:
    """Whole spans from a day to another: completed months, weeks, days, or working days."""
    if span == "working days":
        return england().between(start, end)
    days = (end - start).days
    if span == "days":
        return days
    if span == "weeks":
        return days // 7
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _banded(lengths: list[int], of: Duration) -> Iterable[Band]:
    """Bands that end with each number; what is as long as the limit is within it."""
    low = 0
    for high in of.bands:
        count = sum(low <= each <= high for each in lengths)
        yield Band(_label(low, high), count, bool(of.limit) and low > of.limit)
        low = high + 1
    count = sum(each >= low for each in lengths)
    yield Band(f"{low} or more", count, bool(of.limit) and low > of.limit)


def _label(low: int, high: int) -> str:
    return str(high) if low == high else f"{low} to {high}"
