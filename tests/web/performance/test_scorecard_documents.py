"""The scorecard to hand out: the same figures as the page, as PDF, Word and Excel."""

import csv
import io

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

pytestmark = pytest.mark.django_db
WHERE = "unit=service:ASSESSMENT&month=2026-10"


def words_of(form: str, content: bytes) -> str:
    if form == "pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(page.extract_text() for page in pages)
    if form == "docx":
        tables = Document(io.BytesIO(content)).tables
        return " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    sheets = load_workbook(io.BytesIO(content)).worksheets
    cells = (cell for sheet in sheets for row in sheet.values for cell in row)
    return " ".join(str(cell) for cell in cells if cell is not None)


def on_the_page(client) -> dict[str, str]:
    """Measure by its title → how many of how many, as the scorecard's table for spreadsheets."""
    rows = csv.reader(
        io.StringIO(client.get(f"/performance/scorecard.csv?{WHERE}").content.decode())
    )
    return {row[1]: row[5] for row in rows if len(row) > 5 and " of " in row[5]}


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_it_has_the_figures_of_the_page(client_as, figures, form):
    client = client_as("analyst")
    answer = client.get(f"/performance/scorecard.{form}?{WHERE}")
    assert answer.status_code == 200
    assert form in answer.headers["Content-Disposition"]
    told = " ".join(words_of(form, answer.content).split())
    found = on_the_page(client)
    assert found
    for title, counted in found.items():
        number, _, of = counted.partition(" of ")
        assert title in told, title
        assert counted in told or (number in told and of in told), title


def test_it_comes_in_no_other_form(client_as, figures):
    assert client_as("analyst").get(f"/performance/scorecard.txt?{WHERE}").status_code == 404


def test_who_sees_totals_only_has_no_team_in_it(client_as, figures):
    client = client_as("lead-member")
    assert (
        client.get("/performance/scorecard.xlsx?unit=team:SOUTH&month=2026-10").status_code == 404
    )
    whole = client.get("/performance/scorecard.xlsx?month=2026-10")
    assert whole.status_code == 200
    assert "Assessment South" not in words_of("xlsx", whole.content)
