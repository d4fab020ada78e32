"""Files in, one submission out, or one sentence that says why not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from os import PathLike
from pathlib import Path

import pyarrow as pa

from lineofsight.errors import UnusableFile
from lineofsight.intake import as_at as days
from lineofsight.intake.cin_xml import ROOT as CIN_ROOT
from lineofsight.intake.cin_xml import CinReader
from lineofsight.intake.delimited import read_delimited
from lineofsight.intake.figures_file import build_figures, table_name
from lineofsight.intake.found import FoundTable, build
from lineofsight.intake.parquet import read_parquet
from lineofsight.intake.problems import Kind, Place, problem
from lineofsight.intake.source import Form, Opened, open_source, refuse
from lineofsight.intake.ssda903_xml import ROOT as SSDA903_ROOT
from lineofsight.intake.ssda903_xml import Ssda903Reader
from lineofsight.intake.submission import Problem, SourceFile, Submission
from lineofsight.intake.table_builder import TableBuilder
from lineofsight.intake.workbook import read_workbook
from lineofsight.intake.xml_stream import records
from lineofsight.returns import RETURNS
from lineofsight.returns.local import GOES_WITH, LOCAL
from lineofsight.returns.model import Return
from lineofsight.returns.published import FIGURES


@dataclass
class _Load:
    """What has been read so far. Kept in memory only, so a refusal leaves nothing behind."""

    collection_year: int | None
    as_at: date | None
    own_authority: str = ""
    of: Return | None = None
    first_file: str = ""
    tables: dict[str, pa.Table] = field(default_factory=dict)
    stand_at: dict[str, Place] = field(default_factory=dict)
    empty: dict[str, pa.Table] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def belongs(self, of: Return, name: str) -> None:
        """Local extracts may come beside a return that speaks for the same day."""
        if self.of is None or (self.of is LOCAL and of.id in GOES_WITH):
            self.of, self.first_file = of, name
        elif of is LOCAL and self.of.id in GOES_WITH:
            return
        elif self.of is not of:
            raise refuse(
                name,
                f"this belongs to {of.title}, and “{self.first_file}” to {self.of.title}.",
                "Load each return by itself.",
            )

    def once(self, table: str, place: Place, *, title: str, may_repeat: bool) -> None:
        """Refuses a list that was already read from somewhere else."""
        before = self.stand_at.get(table)
        if before is not None and not may_repeat:
            raise refuse(
                place.file,
                f"{title} stands twice: {_where(before, place)} and {_where(place, before)}.",
                "Keep one of them.",
            )
        self.stand_at[table] = place

    def keep(self, name: str, builder: TableBuilder) -> None:
        table = builder.finish()
        if name in self.tables:
            table = _under(self.tables[name], table)
        self.tables[name] = table
        self.rows[name] = self.rows.get(name, 0) + builder.rows
        self.problems.extend(builder.problems)


def _where(place: Place, other: Place) -> str:
    if place.file != other.file or not place.sheet:
        return f"in “{place.file}”"
    return f"on the sheet “{place.sheet}”"


def _under(above: pa.Table, below: pa.Table) -> pa.Table:
    """Two parts of one table; either may have originals that the other has not."""
    return pa.concat_tables([above, below], promote_options="default")


def _take_table(load: _Load, found: FoundTable) -> None:
    recognised = found.recognised
    load.belongs(recognised.of, found.place.file)
    is_figures = recognised.table is FIGURES
    name = table_name(found.place.file) if is_figures else recognised.table.name
    load.once(
        name,
        found.place,
        title=f"“{recognised.table.title}”",
        may_repeat=recognised.table.may_repeat,
    )
    load.keep(name, build_figures(found) if is_figures else _built(load, found))


def _built(load: _Load, found: FoundTable) -> TableBuilder:
    return build(found, load.collection_year, load.own_authority)


def _take_xml(load: _Load, opened: Opened) -> None:
    elements = records(opened, (CIN_ROOT, SSDA903_ROOT), ("Header", "Child", "CHILD"))
    root = next(elements, None)
    if root is None:
        raise refuse(opened.name, "there is nothing in the XML.", "Export it again.")
    is_cin = root == CIN_ROOT
    load.belongs(RETURNS["cin" if is_cin else "ssda903"], opened.name)
    make = CinReader if is_cin else Ssda903Reader
    reader = make(opened, load.collection_year)
    for element in elements:
        reader.take(element)
    collector = reader.finish()
    if is_cin:
        _refuse_another_year(load, reader, opened)
        load.as_at = load.as_at or reader.reference_date
    load.collection_year = load.collection_year or reader.year
    for builder in collector.finish():
        table = builder.table
        if not builder.rows:
            load.empty[table.name] = builder.finish()
            continue
        load.once(table.name, builder.place, title=f"“{table.title}”", may_repeat=False)
        load.keep(table.name, builder)
    load.problems.extend(collector.problems)


def _refuse_another_year(load: _Load, reader: CinReader, opened: Opened) -> None:
    """Codes are read by the year that is said, so it may not be another than the census's."""
    day = reader.reference_date
    if day is not None and load.collection_year not in (None, day.year):
        raise refuse(
            opened.name,
            f"this is the census of {day.year}, and the year given is {load.collection_year}.",
            "Leave the year out, or give the file of that year.",
        )


def _found_tables(load: _Load, opened: Opened) -> Iterator[FoundTable]:
    match opened.form:
        case Form.WORKBOOK:
            yield from read_workbook(opened, load.problems)
        case Form.PARQUET:
            yield from read_parquet(opened)
        case Form.TEXT:
            yield from read_delimited(opened)


def _take(load: _Load, opened: Opened) -> SourceFile:
    load.rows = {}
    if opened.form is Form.XML:
        _take_xml(load, opened)
    else:
        for found in _found_tables(load, opened):
            _take_table(load, found)
    return SourceFile(opened.name, opened.sha256, opened.size, load.rows)


def _open_all(paths: Iterable[str | PathLike[str]]) -> list[Opened]:
    all_opened: list[Opened] = []
    seen: dict[str, str] = {}
    for path in paths:
        opened = open_source(Path(path))
        if opened.sha256 in seen:
            raise refuse(
                opened.name,
                f"this is the same file as “{seen[opened.sha256]}”.",
                "Give each file once.",
            )
        seen[opened.sha256] = opened.name
        all_opened.append(opened)
    if not all_opened:
        raise UnusableFile("no file was given.", advice="Give at least one file.")
    return all_opened


def _settle_days(load: _Load, sources: list[SourceFile]) -> bool:
    """Fills in the day and the year from each other, or from the dates read; true if inferred."""
    of = load.of
    yearly = of is not None and of.id in ("ssda903", "cin")
    if load.as_at is None and yearly and load.collection_year is not None:
        load.as_at = days.year_end(load.collection_year)
    inferred = False
    if load.as_at is None and of is not None and of.has_children:
        load.as_at = days.infer(of.id, load.tables)
        inferred = load.as_at is not None
        if inferred:
            load.problems.append(problem(Kind.AS_AT_INFERRED, Place(sources[0].name, "")))
    if load.collection_year is None and yearly and load.as_at is not None:
        load.collection_year = days.collection_year_of(load.as_at)
    return inferred


def read_files(
    paths: Iterable[str | PathLike[str]],
    *,
    collection_year: int | None = None,
    as_at: date | None = None,
    own_authority: str = "",
) -> Submission:
    """Reads files that make up one return; recognises them by content.

    `collection_year` is the year the collection ends in and says which codes hold;
    `as_at` the day the files speak for. `own_authority` is the name of the authority whose
    files they are: it is known where a list of authorities has not got it. Raises
    `UnusableFile` where a file cannot be used; a value that cannot be read is a problem of
    the submission instead.
    """
    load = _Load(collection_year, as_at, own_authority)
    sources = [_take(load, opened) for opened in _open_all(paths)]
    for name, table in load.empty.items():
        load.tables.setdefault(name, table)
    inferred = _settle_days(load, sources)
    assert load.of is not None  # noqa: S101 - a file that gives no table was refused
    return Submission(
        return_id=load.of.id,
        collection_year=load.collection_year,
        as_at=load.as_at,
        tables=load.tables,
        problems=load.problems,
        sources=tuple(sources),
        as_at_is_inferred=inferred,
    )
