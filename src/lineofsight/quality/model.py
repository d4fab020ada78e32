"""What a rule is, and the book that a return's rules stand in.

A rule is a small declaration beside a function that gives the rows which fail it. The
function builds a query and reads no data; what it asks for (tables, columns, last year's
return, the provider list) is taken note of while it builds, so that nobody has to say it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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


class Characteristic(StrEnum):
    """The six characteristics of good data, as quality assurance frameworks name them."""

    ACCURATE = "accurate"
    VALID = "valid"
    RELIABLE = "reliable"
    TIMELY = "timely"
    RELEVANT = "relevant"
    COMPLETE = "complete"

    @property
    def meaning(self) -> str:
        """In a sentence, for people who look at a score."""
        return _MEANINGS[self]


_MEANINGS = {
    Characteristic.ACCURATE: "What is recorded can be true: dates in their order, facts of one"
    " record that agree with one another.",
    Characteristic.VALID: "What is recorded is written as it has to be: a code of the list, a day"
    " that exists, a number of the right form.",
    Characteristic.RELIABLE: "The same thing is told the same way everywhere: once, and alike in"
    " every list, in every year and by every team.",
    Characteristic.TIMELY: "What happened is on the record soon after it happened.",
    Characteristic.RELEVANT: "What is recorded is asked for and still so: nothing that does not"
    " belong, and nothing open that nobody works on.",
    Characteristic.COMPLETE: "Nothing is missing that has to be there.",
}


@dataclass(frozen=True)
class Rule:
    """One rule of a return, as it holds from `first_year` to `last_year` (None: still).

    `fields` are the published fields to look at, as `Episodes.DECOM`; the first one's table
    is the table whose rows fail, unless `find` says otherwise. `message` says what is wrong
    and what to do, and nothing that would identify a child. A rule that `judges_whole` speaks
    of the return as a whole and has no rows.

    `judges` gives the rows a rule looks at, where these are not all rows of its table: a score
    is a share of them. `limit` is a number that an authority may set otherwise (`wording` is
    the message with `{limit}` still in it).
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
    characteristic: Characteristic
    judges_whole: bool = False
    judges: Callable[[Tables], Any] | None = None
    limit: int | None = None
    wording: str = ""
    is_local: bool = False
    name: str = ""

    @property
    def title(self) -> str:
        """What is wrong, without what to do about it."""
        return self.name or self.message.split(". ")[0].rstrip(".")

    @property
    def key(self) -> str:
        """Tells the spans of a rule that changed apart."""
        return f"{self.code} {self.first_year}"

    def with_limit(self, limit: int) -> Rule:
        """The same rule as an authority has set it: another query, so never the shipped one."""
        if self.limit is None:
            raise ValueError(f"rule {self.code} has no limit")
        message = self.wording.format(limit=limit)
        return replace(self, limit=limit, message=message, is_local=limit != self.limit)

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
    """The rules of one return. `themes` of it add their rules with the decorator `rule`.

    `watches` gives the characteristic of a rule (by return, theme and code); unless said
    otherwise it is looked up in `characteristics`.
    """

    def __init__(self, return_id: str, watches: Callable[..., Characteristic] | None = None):
        self.return_id = return_id
        self._watches = watches
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
        judges: Callable[[Tables], Any] | None = None,
        limit: int | None = None,
    ) -> Callable:
        """Declares the function under it as the rule `code`. `years` are the first and the
        last collection it holds in; a rule that changed is declared once for each span."""
        from lineofsight.quality.characteristics import characteristic_of

        watches = self._watches or characteristic_of
        if not fields:
            raise ValueError(f"rule {code}: name the fields that somebody has to look at")

        def declared(find):
            theme = find.__module__.rpartition(".")[2]
            self._add(
                Rule(
                    code=code,
                    return_id=self.return_id,
                    message=message if limit is None else message.format(limit=limit),
                    fields=fields,
                    find=find,
                    severity=severity,
                    first_year=years[0],
                    last_year=years[1],
                    theme=theme,
                    characteristic=watches(self.return_id, theme, code),
                    judges_whole=judges_whole,
                    judges=judges,
                    limit=limit,
                    wording=message,
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
