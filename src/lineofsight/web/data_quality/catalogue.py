"""Every rule there is, to be searched: the engine's books are the source."""

from dataclasses import dataclass
from functools import lru_cache

from lineofsight.quality.books import BOOKS, book_of
from lineofsight.quality.model import Rule


@dataclass(frozen=True)
class Wanted:
    """What is searched for. Empty means all."""

    words: str = ""
    return_id: str = ""
    characteristic: str = ""
    severity: str = ""
    year: int | None = None


@lru_cache(maxsize=1)
def every_rule() -> tuple[Rule, ...]:
    """By return, code and first year: the spans of a rule that changed stand together."""
    rules = (rule for return_id in BOOKS for rule in book_of(return_id))
    return tuple(sorted(rules, key=lambda each: (each.return_id, each.code, each.first_year)))


def search(wanted: Wanted) -> list[Rule]:
    """The rules that have every word somewhere in code, message, fields or theme."""
    words = wanted.words.casefold().split()
    return [each for each in every_rule() if _fits(each, wanted, words)]


def _fits(rule: Rule, wanted: Wanted, words: list[str]) -> bool:
    text = " ".join((rule.code, rule.message, rule.theme, *rule.fields)).casefold()
    return (
        (not wanted.return_id or rule.return_id == wanted.return_id)
        and (not wanted.characteristic or rule.characteristic == wanted.characteristic)
        and (not wanted.severity or rule.severity == wanted.severity)
        and (wanted.year is None or rule.holds_in(wanted.year))
        and all(word in text for word in words)
    )


def years_of(rule: Rule) -> str:
    """“from 2022/23”, “2022/23 to 2023/24”."""
    first = _year(rule.first_year)
    if rule.last_year is None:
        return f"from {first}"
    last = _year(rule.last_year)
    return first if first == last else f"{first} to {last}"


def _year(ends: int) -> str:
    return f"{ends - 1}/{ends % 100:02d}"
