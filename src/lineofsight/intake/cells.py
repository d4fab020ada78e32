"""One cell: from what was found to a typed value, or to a named problem. Never a guess.

A reading is `(value, kind)`. `kind` None: the value says all that the cell said, but for
case, spaces at the ends, and the way a code is spelt. With a kind of problem, the caller
keeps the text as found beside the value; where the kind is a loss the value is None.
"""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from lineofsight.intake.problems import Kind
from lineofsight.returns.model import CodeSet, Field, FieldType

Reading = tuple[Any, Kind | None]
Reader = Callable[[Any], Reading]

FIRST_YEAR, LAST_YEAR = 1900, 2100
EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"}
)
MOST_EXACT = 10**15  # spreadsheets keep 15 figures of a number
EXCEL_DAY_0 = date(1899, 12, 30)
PLAUSIBLE_SERIALS = range(3654, 73415)  # 1910 to 2100: fewer days than that is no date

_UNSEEN = re.compile(r"[\u00a0\u2007\u202f\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")
_SPACES_UNSEEN = re.compile(r"[\u00a0\u2007\u202f\t\n\r]")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_MONTH_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-/]([A-Za-z]{3,9})[ \-/,]*(\d{4}|\d{2})")
_TIME = re.compile(r"[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}


def as_text(value: Any) -> str:
    """A cell as text, exactly as a person would see it; what is kept as the original."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < MOST_EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != time.min else value.date().isoformat()
    return str(value)


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(" \t\r\n"))


def read_text(value: Any) -> Reading:
    if isinstance(value, float) and abs(value) >= MOST_EXACT:
        return as_text(value), Kind.LONG_NUMBER
    found = as_text(value).strip(" \t\r\n")
    if found in EXCEL_ERRORS:
        return None, Kind.EXCEL_ERROR
    if not _UNSEEN.search(found):
        return found, None
    seen = _UNSEEN.sub("", _SPACES_UNSEEN.sub(" ", found))
    cleaned = re.sub(r" +", " ", seen).strip()
    return cleaned or None, Kind.CLEANED_TEXT


def _plain(value: Any) -> str:
    return unicodedata.normalize("NFKC", as_text(value)).strip()


def _day(year: int, month: int, day: int) -> Reading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, Kind.IMPOSSIBLE_DATE
    try:
        return date(year, month, day), None
    except ValueError:
        return None, Kind.IMPOSSIBLE_DATE


def _day_in(text: str) -> Reading:
    """Day first where figures stand alone; month and day are never swapped to make it fit."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        if len(found[3]) == 2:
            return None, Kind.AMBIGUOUS_DATE
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_NAME.fullmatch(text):
        month = _MONTHS.get(found[2].lower())
        if month is None:
            return None, Kind.UNREADABLE_DATE
        if len(found[3]) == 2:
            return None, Kind.AMBIGUOUS_DATE
        return _day(int(found[3]), month, int(found[1]))
    return None, Kind.UNREADABLE_DATE


def _from_serial(days: float, *, listed: bool) -> Reading:
    if not math.isfinite(days) or int(days) not in PLAUSIBLE_SERIALS:
        return None, Kind.UNREADABLE_DATE
    if days != int(days):
        return EXCEL_DAY_0 + timedelta(days=int(days)), Kind.TIME_DROPPED
    return EXCEL_DAY_0 + timedelta(days=int(days)), Kind.DATE_FROM_NUMBER if listed else None


def read_date(value: Any) -> Reading:
    if isinstance(value, datetime):
        day, kind = _day(value.year, value.month, value.day)
        return day, kind or (Kind.TIME_DROPPED if value.time() != time.min else None)
    if isinstance(value, date):
        return _day(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(float(value), listed=True)
    text = _plain(value)
    if text in EXCEL_ERRORS:
        return None, Kind.EXCEL_ERROR
    if re.fullmatch(r"\d{5}(\.0+)?", text):
        return _from_serial(float(text), listed=True)
    clock = _TIME.search(text)
    if clock and clock.end() == len(text):
        day, kind = _day_in(text[: clock.start()])
        is_midnight = not any(int(part or 0) for part in clock.groups()[:3])
        return day, kind or (None if is_midnight else Kind.TIME_DROPPED)
    return _day_in(text)


def read_instant(value: Any) -> Reading:
    """An instant, taken as universal time where it names no zone."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC), None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC), None
    text = _plain(value)
    if text in EXCEL_ERRORS:
        return None, Kind.EXCEL_ERROR
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        day, kind = read_date(value)
        if kind is Kind.TIME_DROPPED:
            return None, Kind.UNREADABLE_DATE
        if day is None:
            return None, kind
        return datetime(day.year, day.month, day.day, tzinfo=UTC), kind
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), None


def read_number(value: Any) -> Reading:
    if isinstance(value, bool):
        return None, Kind.NOT_A_NUMBER
    if isinstance(value, int | float):
        return (float(value), None) if math.isfinite(value) else (None, Kind.NOT_A_NUMBER)
    text = _plain(value)
    if text in EXCEL_ERRORS:
        return None, Kind.EXCEL_ERROR
    if not _NUMBER.fullmatch(text):
        return None, Kind.NOT_A_NUMBER
    return float(text), None


def integer_reader(minimum: int | None, maximum: int | None) -> Reader:
    """Whole numbers between two bounds. A fraction gives its whole part, and is listed."""

    def read(value: Any) -> Reading:
        number, kind = read_number(value)
        if kind is not None:
            return None, kind
        whole = math.floor(number)
        low = minimum is not None and number < minimum
        if low or (maximum is not None and whole > maximum) or abs(number) >= MOST_EXACT:
            return None, Kind.NUMBER_OUT_OF_RANGE
        has_point = isinstance(value, str) and "." in value
        return whole, Kind.FRACTION if whole != number or has_point else None

    return read


def read_postcode(value: Any) -> Reading:
    text = _plain(value).upper()
    if text in EXCEL_ERRORS:
        return None, Kind.EXCEL_ERROR
    found = _POSTCODE.fullmatch(text)
    return (f"{found[1]} {found[2]}", None) if found else (None, Kind.NOT_A_POSTCODE)


def code_reader(codes: CodeSet, year: int | None) -> Reader:
    """By code, label or known spelling; a spelling of two codes is a problem, not a choice."""

    def read(value: Any) -> Reading:
        text = as_text(value).strip()
        if text in EXCEL_ERRORS:
            return None, Kind.EXCEL_ERROR
        meanings = codes.meanings(text)
        if len(meanings) != 1:
            return None, Kind.AMBIGUOUS_CODE if meanings else Kind.UNKNOWN_CODE
        (code,) = meanings
        if year is not None and not codes.by_code[code].in_force(year):
            return code, Kind.CODE_OF_ANOTHER_YEAR
        return code, None

    return read


def yes_no_reader(codes: CodeSet) -> Reader:
    read_code = code_reader(codes, None)

    def read(value: Any) -> Reading:
        if isinstance(value, bool):
            return value, None
        code, kind = read_code(value)
        return (None if code is None else code in ("Y", "1")), kind

    return read


def reader_of(field: Field, year: int | None) -> Reader:
    """How the cells of a field are read in a collection year."""
    match field.type:
        case FieldType.DATE:
            return read_date
        case FieldType.INSTANT:
            return read_instant
        case FieldType.INTEGER:
            return integer_reader(field.minimum, field.maximum)
        case FieldType.NUMBER:
            return read_number
        case FieldType.CODE:
            return code_reader(field.codes, year)
        case FieldType.YES_NO:
            return yes_no_reader(field.codes)
        case FieldType.POSTCODE:
            return read_postcode
    return read_text
