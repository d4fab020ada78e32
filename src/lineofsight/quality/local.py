"""An authority's own rules, and what it does otherwise with ours: from its pack, on the journey."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from lineofsight.later import ibis
from lineofsight.packs.data_quality import DataQuality
from lineofsight.packs.local_rules import LocalRule, Records, RuleKind
from lineofsight.quality.books import book_of
from lineofsight.quality.model import FIRST_YEAR, Characteristic, Rule, Severity
from lineofsight.quality.schema import JOURNEY_ID, journey_tables

THEME = "local"
A_YEAR = 365
FILE_NAME = "data-quality.json"


@lru_cache
def known_records() -> Records:
    """What a pack's rules can be about."""
    from lineofsight.journey import Shape

    tables = journey_tables()
    return Records(
        columns={name: dict(table.columns) for name, table in tables.items()},
        spells=frozenset(
            name for name, table in tables.items() if table.shape is Shape.SPELL and table.ends_on
        ),
        dated=frozenset(name for name, table in tables.items() if table.dated_by),
        limits={rule.code: rule.limit is not None for rule in book_of(JOURNEY_ID)},
    )


def rules_in_force(said: DataQuality | None) -> list[Rule]:
    """Our rules for the journey as the authority has them, and its own. A rule of its own that
    counts days is left out while the days are not set."""
    ours = {rule.code: rule for rule in book_of(JOURNEY_ID)}
    if said is None:
        return list(ours.values())
    for choice in said.shipped:
        if choice.is_off:
            ours.pop(choice.rule, None)
        elif choice.limit_set is not None and choice.rule in ours:
            ours[choice.rule] = ours[choice.rule].with_limit(choice.limit_set)
    return [*ours.values(), *(rule_of(each) for each in said.rules if _can_run(each))]


def _can_run(said: LocalRule) -> bool:
    return not said.counts_days or said.days_allowed is not None


def rule_of(said: LocalRule) -> Rule:
    """A rule of a pack as one that can be run."""
    from lineofsight.quality.journey.book import looked_at

    fields = (said.field, said.after) if said.after else (said.field,)
    judges = looked_at(fields, _AMONG[said.kind](said))
    wrong = _WRONG[said.kind](said)
    return Rule(
        code=said.code,
        return_id=JOURNEY_ID,
        message=said.message,
        fields=fields,
        find=lambda t: wrong(judges(t), t),
        severity=Severity(said.severity),
        first_year=FIRST_YEAR,
        last_year=None,
        theme=THEME,
        characteristic=Characteristic(said.characteristic),
        judges=judges,
        limit=said.days_allowed,
        wording=said.message,
        is_local=True,
        name=said.title,
    )


def _chosen(said: LocalRule) -> Callable:
    """The rows of the table that a rule is about."""
    from lineofsight.quality.journey.records import open_rows, recent_rows

    match said.only:
        case "open":
            return open_rows(said.table)
        case "of-the-last-year":
            return recent_rows(said.table, A_YEAR)
    return lambda t: getattr(t, said.table)


def _filled(said: LocalRule) -> Callable:
    among = _chosen(said)

    def rows(t):
        found = among(t)
        return found.filter(~_is_empty(found[said.column]))

    return rows


def _with_both_days(said: LocalRule) -> Callable:
    among = _filled(said)
    after = said.after.partition(".")[2]

    def rows(t):
        found = among(t)
        return found.filter(found[after].notnull())

    return rows


def _open(said: LocalRule) -> Callable:
    from lineofsight.quality.journey.records import open_rows

    return open_rows(said.table)


def _is_empty(column):
    if column.type().is_string():
        return column.isnull() | (column.upper().strip() == "").fill_null(False)
    return column.isnull()


def _required(said: LocalRule) -> Callable:
    return lambda rows, t: rows.filter(_is_empty(rows[said.column]))


def _one_of(said: LocalRule) -> Callable:
    allowed = [each.upper() for each in said.values]
    return lambda rows, t: rows.filter(~rows[said.column].upper().strip().isin(allowed))


def _pattern(said: LocalRule) -> Callable:
    whole = f"^ *(?:{said.pattern}) *$"
    return lambda rows, t: rows.filter(~rows[said.column].re_search(whole))


def _within(said: LocalRule) -> Callable:
    after, days = said.after.partition(".")[2], said.days_allowed

    def wrong(rows, t):
        if not said.in_working_days:
            return rows.filter(rows[said.column].delta(rows[after], unit="day") > days)
        then = t.calendar.select(then_day=t.calendar.day, then_ordinal=t.calendar.ordinal)
        first = t.calendar.select(first_day=t.calendar.day, first_ordinal=t.calendar.ordinal)
        counted = rows.inner_join(then, rows[said.column] == then.then_day)
        counted = counted.inner_join(first, counted[after] == first.first_day)
        return counted.filter(counted.then_ordinal - counted.first_ordinal > days)

    return wrong


def _no_record_for(said: LocalRule) -> Callable:
    tables, days = journey_tables(), said.days_allowed
    start = tables[said.table].starts_on

    def wrong(rows, t):
        before = t.as_at - ibis.interval(days=days)
        found = rows.filter(rows[start] < before)
        for name in said.records:
            of, day = getattr(t, name), tables[name].dated_by
            lately = of.filter((of[day] >= before) & (of[day] <= t.as_at))
            found = found.anti_join(lately.select("child").distinct(), "child")
        return found

    return wrong


_AMONG = {
    RuleKind.REQUIRED: _chosen,
    RuleKind.ONE_OF: _filled,
    RuleKind.PATTERN: _filled,
    RuleKind.WITHIN: _with_both_days,
    RuleKind.NO_RECORD_FOR: _open,
}
_WRONG = {
    RuleKind.REQUIRED: _required,
    RuleKind.ONE_OF: _one_of,
    RuleKind.PATTERN: _pattern,
    RuleKind.WITHIN: _within,
    RuleKind.NO_RECORD_FOR: _no_record_for,
}


def remember(home: Path, said: DataQuality) -> None:
    """Keep what the framework in force says beside the data, for checks that are started where
    nobody knows the framework, as on the command line."""
    text = json.dumps(said.model_dump(mode="json", exclude_unset=True), indent=1)
    (Path(home) / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def remembered(home: Path | None) -> DataQuality | None:
    if home is None or not (file := Path(home) / FILE_NAME).is_file():
        return None
    return DataQuality.model_validate_json(file.read_text(encoding="utf-8"))
