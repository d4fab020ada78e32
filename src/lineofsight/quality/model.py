"""What a rule is, and the book that a return's rules stand in.

A rule is a small declaration beside a function that gives the rows which fail it. The
function builds a query and reads no data; what it asks for (tables, columns, last year's
return, the provider list) is taken note of while it builds, so that nobody has to say it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lineofsight.quality.tables import Tables

FIRST_YEAR = 2023
"""The first collection, by the year it ends in, whose rules are held here."""

LAST_YEAR = 2027
"""The last collection whose rules are known."""

Failing = Any
"""A query with a column `row` (the rows of the rule's first table which fail), or a mapping
of table to such a query where a rule points at rows of several tables."""


class Severity(StrEnum):
    """An error must be put right; a query is put right or explained to the department."""

    ERROR = "error"
    QUERY = "query"


class Outcome(StrEnum):
    """A rule that could not run, or that broke, has never passed."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"
    BROKEN = "broken"


@dataclass(frozen=True)
class Rule:
    """One rule of a return, as it holds from `first_year` to `last_year` (None: still).

    `fields` are the published fields to look at, as `Episodes.DECOM`; the first one's table
    is the table whose rows fail, unless `find` says otherwise. `message` says what is wrong
    and what to do, and nothing that would identify a child. A rule that `judges_whole` speaks
    of the return as a whole and has no rows.
    """

    code: str
    return_id: str
    message: str
    fields: tuple[str, ...]
    find: Callable[[Tables], Failing]
    severity: Severity
    first_year: int
    last_year: int | None
    theme: str
    judges_whole: bool = False

    @property
    def key(self) -> str:
        """Tells the spans of a rule that changed apart."""
        return f"{self.code} {self.first_year}"

    @property
    def table(self) -> str:
        """The published name of the table whose rows fail."""
        return self.fields[0].split(".")[0]

    def columns_of(self, table: str) -> tuple[str, ...]:
        """The published fields of a table that somebody is to look at."""
        pairs = (field.split(".", 1) for field in self.fields)
        return tuple(column for of, column in pairs if of == table)

    def holds_in(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class RuleBook:
    """The rules of one return. `themes` of it add their rules with the decorator `rule`."""

    def __init__(self, return_id: str):
        self.return_id = return_id
        self._rules: dict[str, list[Rule]] = {}

    def __iter__(self) -> Iterator[Rule]:
        for spans in self._rules.values():
            yield from spans

    def rule(
        self,
        code: str,
        message: str,
        *fields: str,
        severity: Severity = Severity.ERROR,
        years: tuple[int, int | None] = (FIRST_YEAR, None),
        judges_whole: bool = False,
    ) -> Callable:
        """Declares the function under it as the rule `code`. `years` are the first and the
        last collection it holds in; a rule that changed is declared once for each span."""
        if not fields:
            raise ValueError(f"rule {code}: name the fields that somebody has to look at")

        def declared(find):
            self._add(
                Rule(
                    code=code,
                    return_id=self.return_id,
                    message=message,
                    fields=fields,
                    find=find,
                    severity=severity,
                    first_year=years[0],
                    last_year=years[1],
                    theme=find.__module__.rpartition(".")[2],
                    judges_whole=judges_whole,
                )
            )
            return find

        return declared

    def _add(self, new: Rule) -> None:
        spans = self._rules.setdefault(new.code, [])
        for span in spans:
            if new.first_year <= (span.last_year or new.first_year) and span.first_year <= (
                new.last_year or span.first_year
            ):
                raise ValueError(f"rule {new.code} is declared twice for the same years")
        spans.append(new)

    def in_year(self, year: int) -> list[Rule]:
        """The rules that hold in a collection, in the order of their codes."""
        return sorted((rule for rule in self if rule.holds_in(year)), key=lambda rule: rule.code)

    def spans_of(self, code: str) -> tuple[Rule, ...]:
        return tuple(self._rules.get(code, ()))
