"""An authority's own rules of data quality: what its records are to have beyond ours, as data.

A rule is of one of a few kinds, and looks at one table of the journey. Which tables and columns
there are is known to who reads the pack (`Records`), and told to `lineofsight pack check`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import StringConstraints

from lineofsight.packs.faults import Complaint, nearest
from lineofsight.packs.values import Setting, Source, Strict, Text, Whole, YesNo

LocalKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*-[0-9]+$")]
"""As `wir-01`, shown as WIR-01: a rule of the product has no hyphen in its code."""


class RuleKind(StrEnum):
    REQUIRED = "required"  # the field is filled
    ONE_OF = "one-of"  # what stands in the field is one of some values
    PATTERN = "pattern"  # what stands in the field is written in a certain way
    WITHIN = "within"  # one day is no more than so many days after another
    NO_RECORD_FOR = "no-record-for"  # an open record has something new at least every so many days


class LocalRule(Strict):
    """`field` is `table.column`. `days` that are not set cause nothing: the rule is not run."""

    key: LocalKey
    title: Text
    message: Text
    characteristic: Literal["accurate", "valid", "reliable", "timely", "relevant", "complete"]
    severity: Literal["error", "query"] = "query"
    kind: RuleKind
    field: Text
    only: Literal["all", "open", "of-the-last-year"] = "all"
    values: tuple[Text, ...] = ()
    pattern: str = ""
    after: str = ""
    days: Setting[Whole] | None = None
    in_working_days: YesNo = False
    records: tuple[Text, ...] = ()
    """Tables whose rows count as something new (no-record-for)."""
    source: Source

    @property
    def code(self) -> str:
        return self.key.upper()

    @property
    def counts_days(self) -> bool:
        return self.kind in COUNTED

    @property
    def days_allowed(self) -> int | None:
        return self.days.value if self.days else None

    @property
    def table(self) -> str:
        return self.field.partition(".")[0]

    @property
    def column(self) -> str:
        return self.field.partition(".")[2]


class ShippedRule(Strict):
    """What an authority does otherwise with one of our rules: leaves it out, or sets its limit."""

    rule: Text
    is_off: YesNo = False
    limit: Setting[Whole] | None = None
    why: str = ""
    source: Source

    @property
    def limit_set(self) -> int | None:
        return self.limit.value if self.limit else None


@dataclass(frozen=True, eq=False)
class Records:
    """What rules can be about. `columns`: table → column → kind (`date`, `text` …); `spells` can
    be open; `dated` happen on a day; `limits`: our rules, and which of them have a limit."""

    columns: Mapping[str, Mapping[str, str]]
    spells: Collection[str]
    dated: Collection[str]
    limits: Mapping[str, bool]


NEEDS = {
    RuleKind.ONE_OF: "values",
    RuleKind.PATTERN: "pattern",
    RuleKind.WITHIN: "after",
    RuleKind.NO_RECORD_FOR: "records",
}
"""What each kind cannot do without, and no other kind may have."""
COUNTED = (RuleKind.WITHIN, RuleKind.NO_RECORD_FOR)


def local_rules(data_quality, known: Records | None) -> Iterator[Complaint]:
    """What is wrong with the rules of a pack."""
    path = ("data_quality", "rules")
    seen: set[str] = set()
    for n, rule in enumerate(data_quality.rules):
        here = (*path, n)
        if rule.key in seen:
            yield Complaint((*here, "key"), f"“{rule.key}” stands here twice.")
        seen.add(rule.key)
        yield from _shape(rule, here)
        if known is not None:
            yield from _fields(rule, here, known)
    for n, choice in enumerate(data_quality.shipped):
        yield from _choice(choice, ("data_quality", "shipped", n), known)


def _shape(rule: LocalRule, here: tuple) -> Iterator[Complaint]:
    for kind, name in NEEDS.items():
        if rule.kind == kind and not getattr(rule, name):
            yield Complaint((*here, name), f"a rule of the kind “{kind}” needs “{name}”.")
        elif rule.kind != kind and getattr(rule, name):
            yield Complaint((*here, name), f"“{name}” belongs to the kind “{kind}” only.")
    if not rule.counts_days and rule.days is not None:
        yield Complaint((*here, "days"), f"a rule of the kind “{rule.kind}” counts no days.")
    if rule.counts_days and rule.days is None:
        yield Complaint((*here, "days"), "say how many days, if need be that they are not set.")
    if rule.days_allowed is not None and rule.days_allowed < 1:
        yield Complaint((*here, "days"), "write a number of days from 1 on.")
    if rule.kind != RuleKind.WITHIN and rule.in_working_days:
        yield Complaint((*here, "in_working_days"), "only “within” counts working days.")
    if rule.kind == RuleKind.PATTERN:
        try:
            re.compile(rule.pattern)
        except re.error:
            yield Complaint((*here, "pattern"), "this is no pattern (a regular expression).")


def _fields(rule: LocalRule, here: tuple, known: Records) -> Iterator[Complaint]:
    yield from _field(rule.field, (*here, "field"), known)
    columns = known.columns.get(rule.table, {})
    if rule.kind == RuleKind.WITHIN:
        yield from _field(rule.after, (*here, "after"), known)
        if rule.after.partition(".")[0] != rule.table:
            yield Complaint((*here, "after"), f"write a day of the same table, {rule.table}.")
        for name, field in (("field", rule.field), ("after", rule.after)):
            kind = columns.get(field.partition(".")[2])
            if kind not in (None, "date"):
                yield Complaint((*here, name), f"“{field}” is no day.")
    if rule.kind in (RuleKind.ONE_OF, RuleKind.PATTERN) and columns.get(rule.column) != "text":
        if rule.column in columns:
            yield Complaint((*here, "field"), f"“{rule.field}” is no text.")
    is_open = rule.only == "open" or rule.kind == RuleKind.NO_RECORD_FOR
    if is_open and rule.table in known.columns and rule.table not in known.spells:
        yield Complaint((*here, "field"), f"the rows of “{rule.table}” are never open.")
    if rule.only == "of-the-last-year" and columns and rule.table not in known.dated:
        yield Complaint((*here, "only"), f"the rows of “{rule.table}” have no day.")
    for n, table in enumerate(rule.records):
        if table not in known.dated:
            yield Complaint((*here, "records", n), f"“{table}” is no table of dated records.",
                            nearest(table, known.dated))  # fmt: skip


def _field(field: str, path: tuple, known: Records) -> Iterator[Complaint]:
    table, _, column = field.partition(".")
    if table not in known.columns:
        yield Complaint(path, f"“{table}” is no table.", nearest(table, known.columns))
    elif column not in known.columns[table]:
        yield Complaint(path, f"“{table}” has no column “{column}”.",
                        nearest(column, known.columns[table]))  # fmt: skip


def _choice(choice: ShippedRule, here: tuple, known: Records | None) -> Iterator[Complaint]:
    if not choice.is_off and choice.limit is None:
        yield Complaint((*here, "rule"), "nothing is done otherwise: switch it off or set a limit.")
    if choice.limit_set is not None and choice.limit_set < 0:
        yield Complaint((*here, "limit"), "write a number from 0 on.")
    if known is None:
        return
    if choice.rule not in known.limits:
        yield Complaint((*here, "rule"), f"“{choice.rule}” is no rule of ours for the records.",
                        nearest(choice.rule, known.limits))  # fmt: skip
    elif choice.limit is not None and not known.limits[choice.rule]:
        yield Complaint((*here, "limit"), f"the rule “{choice.rule}” has no limit.")
