"""The book as plain data: the rows of each list that the asker may see, and its figures.

Restricted children, and those outside of the scope, are in no row; how many rows of one's own
teams are restricted is said. Figures are of all cases of the teams in reach, whoever looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

import pyarrow.parquet as pq

from lineofsight import warehouse
from lineofsight.indicators import CATALOGUE, Basis
from lineofsight.indicators.count import require_children
from lineofsight.indicators.coverage import gap
from lineofsight.indicators.running import home_of
from lineofsight.indicators.units import Units, units_of
from lineofsight.periods import age_on
from lineofsight.reports import model
from lineofsight.reports.annex_a import cohorts, windows
from lineofsight.reports.annex_a.flags import Findings, Timely, Told
from lineofsight.reports.annex_a.lists import LISTS, AnnexList, Measure
from lineofsight.reports.annex_a.windows import Runs, window
from lineofsight.returns.model import Field
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot
from lineofsight.warehouse.layout import return_file

FROM_PERSON = ("child_unique_id", "gender", "ethnicity", "date_of_birth", "age_of_child",
               "does_the_child_have_a_disability")  # fmt: skip
SAID_WITHOUT_CODE = frozenset(
    {"annex_a.sex", "annex_a.yes_no", "annex_a.yes_no_unknown", "annex_a.placement_location"}
)
"""Code sets whose words say it all; others stand with their code behind."""
UNBORN = "Unborn"
NOT_RECORDED = "Not recorded"


class Missing(Enum):
    """Why a field has no value. A field that may be empty, and is, has None."""

    NOT_RECORDED = "not recorded"
    NOT_COVERED = "not covered"


@dataclass(frozen=True)
class Person:
    """Who a child is, as far as charts ask. `age` is None of the unborn and where no day of
    birth is recorded."""

    sex: str
    ethnicity: str
    disability: str
    age: int | None
    is_unborn: bool


NOBODY = Person(NOT_RECORDED, NOT_RECORDED, NOT_RECORDED, None, False)


@dataclass(frozen=True)
class Row:
    """One row of a list. `values` by field: a day, a number, a text as people say it, None, or
    `Missing`. `told`: what each of the list's timescales says. `to_look_at`: faults in words."""

    record_key: str
    child_id: str | None
    began_on: date | None
    ended_on: date | None
    person: Person
    values: Mapping[str, Any]
    told: tuple[Told, ...] = ()
    to_look_at: tuple[str, ...] = ()

    @property
    def is_late(self) -> bool | None:
        """Is anything past its limit, or was it when it was done? None where nothing can tell."""
        if any(each.is_late for each in self.told):
            return True
        return False if any(each.is_covered for each in self.told) else None

    @property
    def next_due_on(self) -> date | None:
        return min((each.due_on for each in self.told if each.due_on), default=None)


@dataclass(frozen=True)
class ListRows:
    """One list. `gap`: why the data cannot speak for it, as a sentence. `restricted`: rows of
    one's own teams that are not shown. `in_return`: how many rows the newest Annex A has."""

    of: AnnexList
    rows: tuple[Row, ...]
    gap: str
    restricted: int
    in_return: int | None
    figures: Mapping[Measure, model.FigureCell]
    gaps: Mapping[Any, str] = field(default_factory=dict)

    @property
    def all_rows(self) -> int:
        return len(self.rows) + self.restricted

    @property
    def children(self) -> int:
        return len({row.child_id for row in self.rows if row.child_id})

    @property
    def late(self) -> int | None:
        """Rows with anything late; None where the data cover none of the list's limits."""
        if not self.of.timescales or all(self.gaps.values()):
            return None
        return sum(bool(row.is_late) for row in self.rows)

    @property
    def open_rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.ended_on is None)

    def figure(self, measure: Measure) -> model.FigureCell:
        return self.figures[measure]


@dataclass(frozen=True)
class Book:
    """`before`: the same from the newest load that speaks for an earlier day, if there is one.
    `annex_a`: the snapshot whose Annex A tells what only a return can, if it is of this day."""

    snapshot: Snapshot
    scope: Scope
    basis: Basis
    lists: tuple[ListRows, ...]
    annex_a: Snapshot | None = None
    are_checked: bool = True
    before: "Book | None" = None

    @property
    def as_at(self) -> date:
        return self.snapshot.as_at

    def list_numbered(self, number: int) -> ListRows:
        return self.lists[number - 1]

    @property
    def child_ids(self) -> frozenset[str]:
        """The children who are named in any row."""
        every = (row.child_id for each in self.lists for row in each.rows)
        return frozenset(child for child in every if child)

    @property
    def row_count(self) -> int:
        return sum(len(each.rows) for each in self.lists)


def gather(snapshot: Snapshot, *, scope: Scope, basis: Basis | None = None) -> Book:
    """The book of a snapshot for somebody with this scope; `NotAllowedByScope` without child
    level. The load before is told beside it."""
    require_children(scope)
    basis = basis or Basis()
    earlier = _load_before(snapshot)
    before = _book(earlier, scope, basis) if earlier else None
    return _book(snapshot, scope, basis, before=before)


def _load_before(snapshot: Snapshot) -> Snapshot | None:
    """The newest load that speaks for an earlier day: two of one day are one state of things."""
    every = warehouse.snapshots(home_of(snapshot))
    older = [each for each in every if each.as_at < snapshot.as_at
             and each.manifest.number < snapshot.manifest.number]  # fmt: skip
    return older[-1] if older else None


def _annex_a_of(snapshot: Snapshot) -> Snapshot | None:
    """The load that brought the newest Annex A, if that speaks for the day of the data."""
    each: Snapshot | None = snapshot
    while each is not None:
        if each.manifest.return_id == "annex_a":
            return each if each.manifest.told_on == snapshot.as_at else None
        previous = each.manifest.previous
        each = warehouse.open_snapshot(home_of(snapshot), previous) if previous else None
    return None


def _book(snapshot: Snapshot, scope: Scope, basis: Basis, *, before: Book | None = None) -> Book:
    annex_a = _annex_a_of(snapshot)
    findings = Findings(home_of(snapshot), snapshot.id, annex_a.id if annex_a else None)
    with Runs(snapshot, basis) as runs:
        measures = [each for of in LISTS for each in of.measures]
        figures = windows.figures(runs, measures, scope)
        reader = _Reader(runs, scope, annex_a, findings)
        lists = tuple(reader.read(of, figures) for of in LISTS)
    return Book(snapshot, scope, basis, lists, annex_a, findings.are_known, before)


class _Reader:
    """Reads the lists of one snapshot."""

    def __init__(self, runs: Runs, scope: Scope, annex_a: Snapshot | None, findings: Findings):
        self.runs, self.scope, self.annex_a, self.findings = runs, scope, annex_a, findings
        self.snapshot = runs.snapshot
        self.day = self.snapshot.as_at
        self.units: Units = units_of(self.snapshot)
        self._days = {
            "day": _quoted(self.day),
            "six": _quoted(windows.months_before(self.day, 6)),
            "year": _quoted(windows.months_before(self.day, 12)),
        }
        self.run = runs.over("on the day")
        self.run.need(*cohorts.SPELLS)
        self.run.engine.keep("held", cohorts.HELD_ON.format(**self._days))
        self.people = self._people()

    def read(self, of: AnnexList, figures: Mapping[Measure, model.FigureCell]) -> ListRows:
        every = self.run.engine.run(of.sql.format(**self._days)).to_pylist()
        seen = [r for r in every if self.scope.covers(team=r["team_id"], worker=r["worker_id"])]
        shown = [r for r in seen if not self.scope.hides(r["child_id"] or "")]
        timely = Timely(self.runs, of)
        reader = _Values(self, of)
        counted_by = CATALOGUE[of.counted_by.indicator_id]
        missing = gap(self.snapshot, counted_by, window(of.counted_by.over, self.day))
        return ListRows(
            of=of,
            rows=tuple(self._row(each, of, reader, timely) for each in shown),
            gap=missing,
            restricted=len(seen) - len(shown),
            in_return=reader.in_return,
            figures={measure: figures[measure] for measure in of.measures},
            gaps={each: timely.gap(each) for each in of.timescales},
        )

    def _row(self, row: dict, of: AnnexList, reader: "_Values", timely: Timely) -> Row:
        person = self.people.get(row["child_id"], NOBODY)
        said = list(self.findings.of(of, row))
        if row.get("is_start_of_need"):
            said.append(
                "List 6 has the need and list 3 no referral: the day is that of the start of need."
            )
        return Row(
            record_key=row["record_key"],
            child_id=row["child_id"],
            began_on=row["began_on"],
            ended_on=row["ended_on"],
            person=person,
            values=reader.of(row),
            told=timely.of(row),
            to_look_at=tuple(said),
        )

    def _people(self) -> dict[str, Person]:
        found = self.run.engine.run("SELECT * FROM persons").to_pylist()
        return {each["child_id"]: self._person(each) for each in found}

    def _person(self, said: dict) -> Person:
        born = said["born_on"]
        is_unborn = (born is None and said["expected_on"] is not None) or (
            born is not None and born > self.day
        )
        age = age_on(born, self.day) if born is not None and not is_unborn else None
        return Person(said["sex"], said["ethnicity"], said["disability"], age, is_unborn)


class _Values:
    """The fields of a list's rows as people say them, from the records and the return."""

    def __init__(self, reader: _Reader, of: AnnexList):
        self.reader, self.of_list = reader, of
        self.written = _written(reader.annex_a, of)
        self.in_return = None if reader.annex_a is None else _rows_in(reader.annex_a, of)
        self.raw = _raw_people(reader) if of.of_children else {}
        self._uncovered = {
            name: not reader.snapshot.covers(
                table, windows.months_before(reader.day, months), reader.day
            )
            for name, (table, months) in of.counted.items()
        }

    def of(self, row: dict) -> dict[str, Any]:
        told = self.written.get(_key_of(row, self.of_list), {})
        person = self.raw.get(row["child_id"], {})
        return {each.name: self._value(each, row, told, person) for each in self.of_list.fields}

    def _value(self, field_: Field, row: dict, told: dict, person: dict) -> Any:
        name = field_.name
        if name == "allocated_team":
            return self._named(row["team_id"], "team")
        if name == "allocated_worker":
            return self._named(row["worker_id"], "worker")
        if name == "age_of_child":
            return self._age(row)
        is_told = name in self.of_list.told or name in self.of_list.counted
        value = told.get(name) if is_told else None
        if value is None and not self._uncovered.get(name, False):
            value = row.get(name, person.get(name))
        if value is None or value == "":
            if self._uncovered.get(name, False) or self._is_untold(name):
                return Missing.NOT_COVERED
            return Missing.NOT_RECORDED if field_.required else None
        return said(field_, value)

    def _is_untold(self, name: str) -> bool:
        """Only the return tells it, and there is none of this day."""
        of = self.of_list
        return self.reader.annex_a is None and name in of.told and name not in of.counted

    def _named(self, unit_id: str | None, by: str) -> Any:
        return self.reader.units.name_of(unit_id, by=by) if unit_id else Missing.NOT_RECORDED

    def _age(self, row: dict) -> Any:
        person = self.reader.people.get(row["child_id"], NOBODY)
        if person.is_unborn:
            return UNBORN
        return Missing.NOT_RECORDED if person.age is None else person.age


def said(field_: Field, value: Any) -> Any:
    """A value as the list has it, with the words of its code. What no list knows stands as it
    was recorded."""
    if field_.codes is None or not isinstance(value, str | bool):
        return value
    code = ("Y" if value else "N") if isinstance(value, bool) else value
    known = field_.codes.by_code.get(code) or _spelt(field_, code)
    if known is None:
        return code
    is_plain = field_.codes.id in SAID_WITHOUT_CODE or ")" in known.code
    return known.label if is_plain else f"{known.label} ({known.code})"


def _spelt(field_: Field, text: str):
    meant = field_.codes.meanings(text)
    return field_.codes.by_code[next(iter(meant))] if len(meant) == 1 else None


def _raw_people(reader: _Reader) -> dict[str, dict]:
    """What the lists say of each child first, by their own field names."""
    rows = reader.run.engine.rows(
        "SELECT pers_person_id, pers_sex, pers_ethnicity, "
        "coalesce(pers_dob, pers_expected_dob) FROM ssd_person"
    )
    disabled = {"Disabled": "Y", "Not disabled": "N"}
    return {
        child: {
            "child_unique_id": child,
            "gender": "N" if sex == "I" else sex,
            "ethnicity": ethnicity,
            "date_of_birth": born,
            "does_the_child_have_a_disability": disabled.get(
                reader.people.get(child, NOBODY).disability
            ),
        }
        for child, sex, ethnicity, born in rows
    }


def _written(annex_a: Snapshot | None, of: AnnexList) -> dict[tuple, dict]:
    """What the return itself has of each row, where something of it is told by nothing else."""
    if annex_a is None or not (of.told or of.counted):
        return {}
    file = return_file(annex_a.path, "annex_a", of.table_name)
    if not file.is_file():
        return {}
    keys = [each.name for each in of.table.fields if each.is_key]
    found = {}
    for row in pq.read_table(file).to_pylist():
        key = tuple(row.get(name) for name in ("child_unique_id", *keys) if name in row)
        found.setdefault(key, row)
    return found


def _key_of(row: dict, of: AnnexList) -> tuple:
    keys = [each.name for each in of.table.fields if each.is_key and each.name != "child_unique_id"]
    child = (row["child_id"],) if of.of_children else ()
    return (*child, *(row.get(name) for name in keys))


def _rows_in(annex_a: Snapshot, of: AnnexList) -> int | None:
    file = return_file(annex_a.path, "annex_a", of.table_name)
    return pq.read_metadata(file).num_rows if file.is_file() else None


def _quoted(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
