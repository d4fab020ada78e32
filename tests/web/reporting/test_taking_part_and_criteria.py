"""The quarter's report tells who took part, and how the services answer beside each other."""

import io

import docx
import openpyxl
import pytest
from pypdf import PdfReader
from tests.factories.journeys import journey
from tests.web.reporting.activities import activity, adopt, compiled, role_with, tables

from lineofsight.errors import PackError
from lineofsight.packs import read_pack
from lineofsight.packs.load import LIBRARY
from lineofsight.reports import as_docx, as_html, as_pdf, as_xlsx
from lineofsight.reports.public_copy import public_copy

pytestmark = pytest.mark.django_db
QUARTER = "2025-26-Q4"


@pytest.fixture
def quarter(settings, ashmere, person, the_day):
    """Two services, two auditors of four staff, ten answers of one service and eight of
    the other."""
    journey(
        settings.HOME,
        as_at="2026-03-31",
        ssd_department="dept_team_id | dept_team_name | dept_team_parent_id\n"
        "ASHMERE | Ashmere |\nASSESSMENT | Assessment | ASHMERE\nSOUTH | South | ASSESSMENT\n"
        "CARE | Through Care | ASHMERE\nEAST | East | CARE",
        ssd_person="pers_person_id | pers_dob\nSOUTH-001 | 2016-05-01",
    )
    adopted = adopt("tameside", settings)
    writer = person(role_with(adopted, "report.write"), name="Ruth Ellison")
    south = person("team-manager", ashmere.south, name="Priya Nair")
    east = person("team-manager", ashmere.east, name="Jo Fairley")
    person("team-manager", ashmere.north, name="Tom Aldersley")
    kind = adopted.pack.activity("collaborative-audit")
    signs = [q.key for q in kind.form.questions if q.reported_as == "Signs of Safety"]
    yes = dict.fromkeys(signs, "yes")
    for by, service, rounds in ((south, "ASSESSMENT", 2), (east, "CARE", 2)):
        for number in range(rounds):
            said = yes | ({signs[0]: "no"} if service == "CARE" and number else {})
            activity(adopted, kind.key, auditor=by, due="2026-03-31", done="2026-03-09",
                     judged="2026-03-12", answers=said, service_id=service)  # fmt: skip
    the_day("2026-04-09")
    return adopted, writer, signs


def test_tam_085_the_quarter_s_report_tells_who_of_the_staff_took_part(quarter):
    _adopted, writer, _signs = quarter
    found = tables(compiled("quarterly-quality", QUARTER, by=writer), "How much did we do?")
    by_role = next(rows for caption, rows in found.items() if caption.endswith("by role"))
    assert by_role["All staff"] == ["50.0% 2 of 4"]
    assert by_role["Team Manager"] == ["66.7% 2 of 3"]
    by_service = next(rows for caption, rows in found.items() if caption.endswith("by service"))
    assert by_service["Assessment"] == ["33.3% 1 of 3"], "the writer is of the service"
    assert by_service["Through Care"] == ["100.0% 1 of 1"]
    assert found["In which way"]["Carried out an activity"] == ["2"]


def test_tam_086_the_quarter_s_report_has_signs_of_safety_service_beside_service(quarter):
    _adopted, writer, signs = quarter
    found = tables(compiled("quarterly-quality", QUARTER, by=writer), "How well did we do it?")
    of = 2 * len(signs)
    assert of >= 10
    assert found["Signs of Safety"] == {
        "Assessment": [f"100.0% {of} of {of}"],
        "Through Care": [f"{100 * (of - 1) / of:.1f}% {of - 1} of {of}"],
    }


def test_the_same_shares_stand_in_every_format(quarter):
    _adopted, writer, signs = quarter
    document = compiled("quarterly-quality", QUARTER, by=writer)
    of = 2 * len(signs)
    share = f"{100 * (of - 1) / of:.1f}%"
    assert share in as_html.document(document).decode()
    word = docx.Document(io.BytesIO(as_docx.document(document)))
    cells = {c.text for table in word.tables for row in table.rows for c in row.cells}
    assert any(share in cell for cell in cells)
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx.document(document)))
    rows = [row for row in book["Shares"].iter_rows(values_only=True) if "Signs of Safety" in row]
    assert any(row[2] == "Through Care" and round(row[4], 1) == float(share[:-1]) for row in rows)
    pages = PdfReader(io.BytesIO(as_pdf.document(document))).pages
    assert share in " ".join(page.extract_text() for page in pages)


def test_members_are_shown_no_share_that_tells_of_one_or_two_people(quarter):
    _adopted, writer, _signs = quarter
    copy = public_copy(compiled("quarterly-quality", QUARTER, by=writer))
    found = tables(copy, "How much did we do?")
    by_role = next(rows for caption, rows in found.items() if caption.endswith("by role"))
    assert {cell for cells in by_role.values() for cell in cells} == {"c"}


def test_taking_part_is_told_of_the_whole_authority_only(tmp_path):
    text = (LIBRARY / "tameside.yaml").read_text(encoding="utf-8")
    wrong = text.replace("shows: [completion, taking-part, figures]",
                         "services: [early-help], shows: [completion, taking-part]")  # fmt: skip
    assert wrong != text
    with pytest.raises(PackError, match="taking-part is told of the whole authority only"):
        read_pack(wrong, where="tameside.yaml")
