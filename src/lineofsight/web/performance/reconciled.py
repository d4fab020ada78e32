"""A figure of an earlier load beside today's, in the words of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from lineofsight import warehouse as engine
from lineofsight.indicators.reconciling import ABSENT, Difference
from lineofsight.journey import TABLES
from lineofsight.periods import Period
from lineofsight.warehouse import Change, ChangeKind, Snapshot
from lineofsight.web.performance.behind import CHIPS, Line
from lineofsight.web.ui.words import long_day

STATUS_WORDS = {key: label.partition(",")[0] for key, label in CHIPS.items()} | {
    ABSENT: "Not in the figure"
}


@dataclass(frozen=True)
class Row:
    """One case: who, how each load treated it, and what changed on the record."""

    line: Line
    before: str
    after: str
    why: str
    changes: tuple[str, ...]


def earlier_than(newest: Snapshot, period: Period) -> list[Snapshot]:
    """The loads before this one that were made once the period was over, the first first:
    what was said of the period when it was first told."""
    return [
        each
        for each in engine.snapshots(settings.HOME)
        if each.manifest.number < newest.manifest.number and each.as_at >= period.end
    ]


def label_of(snapshot: Snapshot) -> str:
    made = snapshot.manifest.created_at
    return f"As at {long_day(snapshot.as_at)}, loaded {long_day(made)}"


def rows_of(differences: Sequence[Difference], lines: Sequence[Line]) -> list[Row]:
    return [
        Row(
            line,
            STATUS_WORDS[each.before],
            STATUS_WORDS[each.after],
            each.why,
            tuple(map(words_of, each.changes)),
        )
        for each, line in zip(differences, lines, strict=True)
    ]


def words_of(change: Change) -> str:
    """“Assessments: start date was 1 September 2026, is 1 June 2026” and its like."""
    table = TABLES[change.table].title
    if not change.column:
        whole = {ChangeKind.LATE_ENTRY: "entered late", ChangeKind.REMOVED: "taken back"}
        dated = f", dated {long_day(change.dated)}" if change.dated else ""
        return f"{table}: {whole[change.kind]}{dated}"
    column = change.column.partition("_")[2].replace("_", " ")
    before, after = (value or "empty" for value in (change.before, change.after))
    return f"{table}: {column} was {before}, is {after}"
