"""Every way out of one load, put together: no figure is told by one and hidden by another, and
whoever lays all of them side by side cannot narrow a small number down."""

import csv
import datetime
import io
from collections import defaultdict

import pytest
from tests.factories.journeys import journey
from tests.property.test_attacks_on_publications import attack
from tests.web.reporting.activities import document_of
from tests.web.reporting.conftest import DEPARTMENTS, given

from lineofsight.disclosure import Layout
from lineofsight.disclosure.releases import Cell
from lineofsight.indicators import CATALOGUE, cube
from lineofsight.indicators.figures import Basis
from lineofsight.indicators.units import AUTHORITY, units_of
from lineofsight.packs import load_pack
from lineofsight.periods import Period
from lineofsight.reports import model
from lineofsight.reports.annex_a import LISTS, Book, ListRows, pages
from lineofsight.reports.public_copy import public_copy
from lineofsight.scope import WHOLE_AUTHORITY
from lineofsight.web import clock, warehouse
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.performance import reading
from lineofsight.web.performance.places import place_of
from lineofsight.web.reporting import book_files, gather, queries, services

pytestmark = pytest.mark.django_db

OCTOBER = Period.parse("2026-10")
MEASURES = ("ASM01", "ASM03")
TEAMS = ("SOUTH", "NORTH", "EAST", "WEST")
FIRST = OCTOBER.series(30)[0]
PERIODS = {month.label: month.id for month in OCTOBER.series(30)}


def completed(team: str, month: Period) -> tuple[int, int]:
    """Assessments completed, and how many of them were late: in October the care service has
    three in all, and the other is late with two."""
    if month == OCTOBER:
        return {"SOUTH": (24, 0), "NORTH": (31, 2), "EAST": (3, 1), "WEST": (0, 0)}[team]
    return {"SOUTH": (24, 9), "NORTH": (31, 8), "EAST": (18, 7), "WEST": (22, 8)}[team]


def rows() -> str:
    lines = ["cina_assessment_id | cina_person_id | cina_assessment_start_date | "
             "cina_assessment_auth_date | cina_assessment_team"]  # fmt: skip
    for month in OCTOBER.series(30):
        for team in TEAMS:
            done, late = completed(team, month)
            for number in range(done):
                started = month.start - datetime.timedelta(days=100 if number < late else 20)
                lines.append(f"{month.id}-{team}-{number} | {team}{number} | {started} | "
                             f"{month.start} | {team}")  # fmt: skip
    return "\n".join(lines)


@pytest.fixture(scope="module")
def one_load(tmp_path_factory):
    """With the measures of this test alone counted: the others say that there were no cases."""
    home = tmp_path_factory.mktemp("every-way-out")
    made = journey(home, as_at="2026-10-31", ssd_department=DEPARTMENTS, ssd_cin_assessments=rows())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cube, "CATALOGUE", {name: CATALOGUE[name] for name in MEASURES})
        cube.build(made, Basis())
    return home, [made]


@pytest.fixture
def loaded(settings, ashmere, one_load):
    frameworks.adopt(load_pack("worcestershire"), by=None, from_on=datetime.date(2022, 2, 1))
    return given(settings, one_load, 0)


class Told:
    """What is told, by measure, place and period: each text by the ways out that tell it."""

    def __init__(self):
        self.cells = defaultdict(dict)

    def take(self, way: str, measure: str, place: tuple[str, str], period: str, said: str):
        if measure in MEASURES:
            self.cells[measure, place, period].setdefault(said, []).append(way)

    def shown(self, measure: str) -> set[Cell]:
        return {
            Cell(place, period)
            for (name, place, period), said in self.cells.items()
            if name == measure and any(_is_number(text) for text in said)
        }


def _is_number(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _figure_text(figure: model.FigureCell) -> str:
    if not figure.has_value:
        return "hidden"
    if figure.unit == "count":
        return str(int(figure.value))
    return f"{figure.numerator} of {figure.denominator}"


PLACES = {"all": (AUTHORITY, AUTHORITY), "service:ASSESSMENT": ("service", "ASSESSMENT"),
          "service:CARE": ("service", "CARE")}  # fmt: skip


def from_pages(told: Told, client) -> None:
    """The lead member's own files: a measure's months, and the scorecard."""
    for key, place in PLACES.items():
        for measure in MEASURES:
            answer = client.get(f"/performance/measures/{measure}/figures.csv?unit={key}")
            table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
            for row in table[2:]:
                told.take("CSV", measure, place, PERIODS[row[0]], _of_row(row))
        answer = client.get(f"/performance/scorecard.csv?unit={key}")
        table = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        for row in table:
            is_share = " of " in row["Counted and out of"]
            said = row["Counted and out of"] if is_share else row["Figure"]
            said = said.replace(",", "")
            told.take("scorecard", row["Measure id"], place, row["Period"],
                      said if _is_number(said) else "hidden")  # fmt: skip


def _of_row(row: list[str]) -> str:
    """Counted and out of where the table has them, else the number."""
    numbers = [cell.replace(",", "") for cell in row[1:] if cell]
    if not numbers or not _is_number(numbers[0]):
        return "hidden"
    whole = [cell for cell in numbers if cell.isdigit()]
    return f"{whole[0]} of {whole[1]}" if "%" in numbers[0] and len(whole) > 1 else numbers[0]


def from_figures(told: Told, snapshot) -> None:
    """Every period and place that a page of a measure can be asked for."""
    for measure in MEASURES:
        for key, (by, unit) in PLACES.items():
            for kind, periods in cube.periods_kept(snapshot).items():
                for period in periods:
                    if period.end < FIRST.end or kind not in CATALOGUE[measure].period_kinds:
                        continue
                    place = place_of(key, units_of(snapshot))
                    figure = reading.figure_of(snapshot, measure, place, period)
                    (safe,) = reading.Withheld(small=True).of([figure])
                    said = "hidden"
                    if safe.value is not None:
                        said = (f"{safe.numerator} of {safe.denominator}"
                                if measure == "ASM03" else str(int(safe.value)))  # fmt: skip
                    told.take("page", measure, (by, unit), period.id, said)


def from_report(told: Told, document: model.Report, snapshot) -> None:
    units = gather.services_of(snapshot, queries.pack(clock.today()), ())
    placed = {each.key: (each.place.by, each.place.unit_id) for each in units if each.place}
    for section, _, block in model.blocks(public_copy(document)):
        place = placed.get(section.unit, (AUTHORITY, AUTHORITY))
        found = []
        if isinstance(block, model.FigureTable):
            for row in block.rows:
                found.append((row.indicator_id, block.label_of(row), row.figure))
                if row.year_ago:
                    found.append((row.indicator_id, block.label_a_year_ago(row), row.year_ago))
        elif isinstance(block, model.ChartBlock):
            found += [(block.indicator_id, p.period_label, p.figure) for p in block.points]
        for measure, label, figure in found:
            if label in PERIODS and figure.state in ("value", "suppressed"):
                told.take("report", measure, place, PERIODS[label], _figure_text(figure))


def from_book(told: Told, snapshot) -> None:
    """The copy for outside, which tells nothing of the rows that the lists have."""
    lists = tuple(ListRows(of, (), "", 0, None, {}) for of in LISTS)
    book = Book(snapshot, WHOLE_AUTHORITY, warehouse.basis(), lists)
    made_from = book_files.provenance(snapshot, None, at=clock.now())
    titles = {f"{CATALOGUE[name].title}, {OCTOBER.label}": name for name in MEASURES}
    for _, _, block in model.blocks(
        pages.report(book, pages.Made("A", made_from, is_outside=True))
    ):
        for row in block.rows if isinstance(block, model.CrossTable) else ():
            (figure,) = row.cells
            if figure.state in ("value", "suppressed"):
                told.take("book", titles.get(row.label, ""), (AUTHORITY, AUTHORITY), OCTOBER.id,
                          _figure_text(figure))  # fmt: skip


@pytest.fixture
def everything(loaded, client_as, person):
    """What the lead member's pages and files, two months' reports and the book tell."""
    told = Told()
    from_pages(told, client_as("lead-member"))
    from_figures(told, loaded)
    writer = person("sqa", name="Priya Shah")
    for month in OCTOBER.series(2):
        begun = services.start("monthly-quality", month, by=writer)
        report = services.compile_report(begun, by=writer)
        from_report(told, document_of(report), loaded)
    from_book(told, loaded)
    return told


def test_no_figure_is_told_by_one_way_out_and_hidden_by_another(everything):
    two_ways = {where: said for where, said in everything.cells.items() if len(said) > 1}
    assert two_ways == {}
    ways = {way for said in everything.cells.values() for each in said.values() for way in each}
    assert ways == {"CSV", "scorecard", "page", "report", "book"}
    for where in (("ASM01", ("service", "CARE")), ("ASM03", ("service", "ASSESSMENT"))):
        assert set(everything.cells[*where, "2026-10"]) == {"hidden"}


def test_all_of_them_together_do_not_give_a_small_number_away(everything):
    months = OCTOBER.series(30)
    numbers = {month.id: n for n, month in enumerate(months)}
    service = {"SOUTH": "ASSESSMENT", "NORTH": "ASSESSMENT", "EAST": "CARE", "WEST": "CARE"}
    base = {}
    for month in months:
        for team, above in service.items():
            done, late = completed(team, month)
            key = (("service", above), numbers[month.id])
            in_time, of = base.get(key, (0, 0))
            base[key] = (in_time + done - late, of + done)
    parents = dict.fromkeys([place for place, _ in base], (AUTHORITY, AUTHORITY))
    spans = {month.id: frozenset({numbers[month.id]}) for month in months}
    shown = everything.shown("ASM03") | everything.shown("ASM01")
    for period_id in {cell.period for cell in shown} - set(spans):
        period = Period.parse(period_id)
        inside = [numbers[m.id] for m in months if period.start <= m.start and m.end <= period.end]
        spans[period_id] = frozenset(inside)
    layout = Layout(parents, spans)
    told = everything.shown("ASM03")
    figures = {cell: _pair(cell, layout, base) for cell in told}
    aimed = Cell(("service", "ASSESSMENT"), OCTOBER.id)
    guarded = [
        aimed,
        Cell((AUTHORITY, AUTHORITY), OCTOBER.id),
        Cell(("service", "CARE"), OCTOBER.id),
    ]
    figures |= {cell: _pair(cell, layout, base) for cell in guarded}
    hidden = {cell for cell in figures if cell not in told}
    attack(figures, layout, base, hidden, guarded=guarded)


def _pair(cell, layout, base):
    parts = [
        pair for (leaf, month), pair in base.items()
        if month in layout.months[cell.period] and cell.unit in layout.chain(leaf)
    ]  # fmt: skip
    return tuple(map(sum, zip(*parts, strict=True)))
