"""What checking gives back: for each rule an outcome, for each failing row a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from lineofsight.quality.model import Outcome, Rule, Severity


class Children(Protocol):
    """Gives the child of a row."""

    def get(self, row: int | None, /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One failing row, or one rule that has none to show. Reads as an object and as a mapping.

    `row` is the row's place in its table, from 0; in a census the nth block of its kind.
    `child` is the child's reference as the return gives it: it identifies a child, so the line
    goes only to people who may see that child. `message` never does.
    """

    rule: str
    outcome: str
    severity: str
    table: str | None
    row: int | None
    fields: tuple[str, ...]
    child: str | None
    message: str

    def __getitem__(self, name: str):
        try:
            return getattr(self, name)
        except AttributeError:
            raise KeyError(name) from None

    def keys(self) -> tuple[str, ...]:
        return tuple(self.__slots__)


@dataclass(frozen=True)
class RuleResult:
    """How one rule came out. `rows` are the failing rows by the table's name as it was given;
    `reason` says what is missing (not run) or what went wrong (broken); empty where it passed."""

    rule: Rule
    outcome: Outcome
    rows: dict[str, tuple[int, ...]]
    reason: str = ""
    judges: tuple[str, ...] = ()
    """The tables whose rows it looked at, by the names queries use, where it was run."""

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def message(self) -> str:
        return self.rule.message if self.outcome is Outcome.FAILED else self.reason

    @property
    def count(self) -> int:
        return sum(map(len, self.rows.values()))


_ORDER = {Outcome.BROKEN: 0, Outcome.FAILED: 1, Outcome.NOT_RUN: 2, Outcome.PASSED: 3}


class Results:
    """Every rule of a check, broken ones first, and every failing row. Iterates over lines."""

    def __init__(
        self,
        rules: list[RuleResult],
        *,
        return_id: str,
        collection_year: int,
        children: Mapping[str, Children],
    ):
        self.return_id = return_id
        self.collection_year = collection_year
        self.rules = sorted(rules, key=lambda each: (_ORDER[each.outcome], each.code))
        self._children = children

    def __iter__(self) -> Iterator[Line]:
        for result in self.rules:
            yield from self.lines_of(result)

    def __len__(self) -> int:
        return sum(max(1, result.count) for result in self.rules)

    def __getitem__(self, code: str) -> RuleResult:
        """The result of the rule with this code; a `KeyError` if it was not asked for."""
        return {result.code: result for result in self.rules}[code]

    def __contains__(self, code: str) -> bool:
        return any(result.code == code for result in self.rules)

    @property
    def lines(self) -> list[Line]:
        return list(self)

    @property
    def findings(self) -> list[Line]:
        """The lines of rules that failed."""
        return [line for line in self if line.outcome == Outcome.FAILED]

    @property
    def is_broken(self) -> bool:
        return any(result.outcome is Outcome.BROKEN for result in self.rules)

    def with_outcome(self, outcome: Outcome) -> list[RuleResult]:
        return [result for result in self.rules if result.outcome is outcome]

    def lines_of(self, result: RuleResult, *, only: str | None = None) -> Iterator[Line]:
        """A line for each failing row of one rule (of one table `only`); where there is none, one
        for the rule."""
        rule = result.rule
        said = (rule.code, str(result.outcome), str(result.severity))
        if not result.rows:
            columns = tuple(field.split(".", 1)[1] for field in rule.fields)
            yield Line(*said, None, None, columns, None, result.message)
        for table, rows in result.rows.items():
            if only not in (None, table):
                continue
            columns = rule.columns_of(_published(rule, table))
            children = self.children_of(table)
            for row in rows:
                yield Line(*said, table, row, columns, children.get(row), result.message)

    def children_of(self, table: str | None) -> Children:
        """Whose each row of a table is, by the name it was given under."""
        return self._children[table] if table is not None else {}


def _published(rule: Rule, called: str) -> str:
    """The name a rule's fields use for the table that somebody handed over as `called`."""
    from lineofsight.quality.schema import published_name, table_called

    name = table_called(rule.return_id, called)
    return published_name(rule.return_id, name) if name else called
