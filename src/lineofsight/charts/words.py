"""Numbers, months and lists as a person says them."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

DECIMALS = {
    **{"percent": 1, "rate": 1, "count": 0, "working_days": 0, "days": 0, "grade": 1},
    **{"mean": 1, "weighted_percent": 1, "per_weight": 1},
    **{"median": 1, "top_decile": 1, "net": 0},
}
SUFFIX = {
    **{"percent": "%", "working_days": " working days", "days": " days"},
    "weighted_percent": "%",
}
SUFFIX_ON_A_CHART = SUFFIX | {"working_days": " days"}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def kind_and_words(unit: str) -> tuple[str, str]:
    """A unit may bring its words: “mean: days” is a mean, of days."""
    kind, _, words = unit.partition(": ")
    return kind, words


def decimals_of(unit: str) -> int:
    return DECIMALS[kind_and_words(unit)[0]]


def suffix_of(unit: str) -> str:
    kind, words = kind_and_words(unit)
    return f" {words}" if words else SUFFIX.get(kind, "")


def is_percent(unit: str) -> bool:
    """Is it a share of 0 to 100?"""
    return kind_and_words(unit)[0] in ("percent", "weighted_percent")


def number_text(value: float, decimals: int) -> str:
    """Rounded half up on its decimal digits, thousands set off: “1,204”, “12.3”."""
    exact = Decimal(f"{value:.12g}")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,}"


def value_text(value: float, unit: str) -> str:
    """“78.0%”, “1,204”, “34 working days”; a whole median is said without its tenths."""
    decimals = decimals_of(unit)
    if unit in ("working_days", "days") and value != int(value):
        decimals = 1
    return number_text(value, decimals) + suffix_of(unit)


def line_text(value: float, unit: str) -> str:
    """A value beside a line of a chart: a target of 90 is “90%”, a limit of 88.84 “88.8%”,
    and a limit of a count is said without tenths."""
    whole = unit == "count" or abs(value - round(value)) < 1e-9
    return number_text(value, 0 if whole else 1) + SUFFIX_ON_A_CHART.get(unit, "")


def month_text(month: date) -> str:
    return f"{month:%B %Y}"


def short_month_text(month: date) -> str:
    return f"{month:%b %Y}"


def since_text(month: date, latest: date) -> str:
    """A month within the last eleven needs no year: “April”, otherwise “April 2025”."""
    near = (latest.year - month.year) * 12 + latest.month - month.month < 12
    return f"{month:%B}" if near else month_text(month)


def count_word(count: int) -> str:
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def listed(names: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
