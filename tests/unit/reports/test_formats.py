"""What people write stays text in every format, and each format keeps its own rules."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html
from pypdf import PdfReader
from tests.property.report_readers import TaggedPdf, xlsx_rows
from tests.property.report_strategies import NASTY
from tests.unit.reports.sample_gathered import (
    FALLING,
    audited_service,
    frame,
    gathered,
    measure,
)
from tests.unit.reports.sample_reports import report, section

from lineofsight.errors import UnknownName
from lineofsight.reports import as_docx, as_html, as_pdf, as_xlsx, model
from lineofsight.reports.formats import FORMATS, file_name, format_named
from lineofsight.reports.gathered import Service
from lineofsight.reports.monthly_quality import compile_report
from lineofsight.reports.printable import printable

SCRIPT = "<script>alert(1)</script>"
MARKUP = '#set page(fill: red) *bold* $x$ #read("secret") = Heading'
FORMULA = '=cmd|"/c calc"!A1'


def page(text):
    return lxml_html.fromstring(as_html.document(report(section(text))).decode())


def tags(found):
    return {element.tag for element in found.iter() if isinstance(element.tag, str)}


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("form", FORMATS)
def test_no_comment_breaks_a_report(form, text):
    assert FORMATS[form].render(report(section(text)))


@pytest.mark.parametrize("text", NASTY)
def test_nothing_written_becomes_an_element_or_attribute_of_the_page(text):
    allowed = {
        element.tag for element in page("plain words").iter() if isinstance(element.tag, str)
    }
    found = page(text)
    assert {element.tag for element in found.iter() if isinstance(element.tag, str)} <= allowed | {
        "br"
    }
    assert not found.xpath("//@*[starts-with(name(), 'on')]")
    assert not found.xpath("//script")


def test_typesetting_marks_in_a_comment_are_printed_as_they_are():
    pdf = TaggedPdf(as_pdf.document(report(section(MARKUP))))
    assert MARKUP in [pdf.text(element) for element in pdf.elements("/P")]


@pytest.mark.parametrize("text", [FORMULA, "+1+1", "-2+3", "@SUM(1)", '=HYPERLINK("http://x")'])
def test_a_comment_that_looks_like_a_formula_is_a_text_in_excel(text):
    content = as_xlsx.document(report(section(text)))
    cells = [cell for rows in xlsx_rows(content).values() for row in rows for cell in row]
    written = [cell for cell in cells if cell.value == text]
    assert written
    assert {cell.data_type for cell in written} == {"s"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_a_turned_round_text_does_not_turn_the_figures_after_it():
    assert "\u202e" not in as_html.document(report(section("\u202eend"))).decode()


def test_a_character_no_font_has_is_named_in_print_and_kept_elsewhere():
    assert printable("a\U00012000b") == "a[CUNEIFORM SIGN A]b"
    assert "\U00012000" in as_html.document(report(section("a\U00012000b"))).decode()


def test_the_pdf_is_tagged_named_and_in_english_with_text_for_each_chart():
    pdf = TaggedPdf(as_pdf.document(report()))
    assert pdf.root["/MarkInfo"]["/Marked"]
    assert pdf.root["/Lang"] == "en-GB"
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.reader.metadata.title == "Monthly quality and performance report, October 2026"
    assert b"pdfuaid:part" in pdf.root["/Metadata"].get_data()
    alts = [element.get("/Alt") for element in pdf.elements("/Figure")]
    assert alts == ["The figure fell from 88.5% in April 2026 to 78.0% in October 2026."]
    assert len(pdf.elements("/TH")) >= 6


def test_every_page_of_the_pdf_says_its_number_and_as_at_when():
    reader = PdfReader(io.BytesIO(as_pdf.document(report())))
    for number, sheet in enumerate(reader.pages, 1):
        text = " ".join(sheet.extract_text().split())
        assert f"Page {number} of {len(reader.pages)}" in text
        assert "data as at 4 November 2026 (snapshot 2026-11-04-a1b2c3)" in text


def test_a_table_over_two_pages_has_its_head_on_both():
    row = model.CrossRow("Row", (model.FigureCell.count(1),))
    table = model.CrossTable("t", "audits", "Long", "Unusual heading", ("Number",), (row,) * 120)
    part = model.Part("p", "", "", (table,))
    reader = PdfReader(io.BytesIO(as_pdf.document(report(model.Section("s", "Long", (part,))))))
    with_head = [p for p in reader.pages if "Unusual heading" in p.extract_text()]
    assert len(with_head) >= 3


def test_a_busy_months_report_of_twelve_services_is_no_longer_than_a_director_reads():
    """It was 66 pages once. Eight of the services have 21 measures and audits, as in the
    demo; four have nothing to show, and a section each."""
    steady = ((150, 168), (151, 168)) * 7
    measures = tuple(
        measure(steady if standing == "expected" else FALLING, indicator_id=f"{question}{number}",
                question=question, standing=standing)
        for question in model.QUESTIONS
        for number, standing in enumerate(("expected",) * 5 + ("attention", "praise"))
    )  # fmt: skip
    services = [
        replace(audited_service(), key=f"s{n}", title=f"Service {n}", measures=measures)
        if n < 8
        else Service(f"s{n}", f"Service {n}")
        for n in range(12)
    ]
    compiled = compile_report(frame(), gathered(*services))
    reader = PdfReader(io.BytesIO(as_pdf.document(compiled)))
    assert len(reader.pages) <= 22
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for number in range(12):
        assert f"{number + 2}. Service {number}" in text
    first = " ".join(reader.pages[0].extract_text().split())
    assert "To look at first" in first


def test_word_has_real_headings_a_title_a_language_and_page_fields():
    word = docx.Document(io.BytesIO(as_docx.document(report())))
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs}
    assert styles["2. Assessment Teams"] == "Heading 1"
    assert styles["How much  Is the work getting done?"] == "Heading 2"
    assert word.core_properties.title == "Monthly quality and performance report, October 2026"
    languages = {e.get(qn("w:val")) for e in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    foot = word.sections[0].footer._element
    assert [e.get(qn("w:instr")) for e in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_word_repeats_table_heads_describes_pictures_and_has_no_text_boxes():
    content = as_docx.document(report())
    word = docx.Document(io.BytesIO(content))
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    (picture,) = word.inline_shapes
    assert picture._inline.docPr.get("descr").startswith("The figure fell from 88.5%")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"txbx" not in archive.read("word/document.xml")


def test_the_workbook_keeps_the_rules_for_official_spreadsheets():
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx.document(report())))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert book.active.title == "Cover"
    names = []
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert len(sheet.title) < 31
        if sheet.title == "Cover":
            continue
        assert sheet["A2"].value == "This sheet contains one table."
        (table,) = sheet.tables.values()
        names.append(table.name)
        cells = [cell for row in sheet[table.ref] for cell in row]
        assert all(cell.value is not None for cell in cells)
        heads = [cell.value for cell in sheet[table.ref][0]]
        assert len(set(heads)) == len(heads)
    assert len(set(names)) == len(names)


def test_the_contents_of_the_workbook_list_every_sheet_after_them():
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx.document(report())))
    listed = [row[0].value for row in list(book["Contents"].iter_rows(min_row=4))]
    assert listed == book.sheetnames[2:]


def test_the_page_skips_no_level_of_heading_and_names_its_tables():
    page_ = page("words")
    levels = [int(e.tag[1]) for e in page_.iter() if re.fullmatch(r"h\d", str(e.tag))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in page_.iter("table"):
        assert table.findtext("caption")
        assert all(head.get("scope") for head in table.iter("th"))


def test_the_report_says_from_what_it_was_made():
    text = page("words").text_content()
    for fact in ("2026-11-04-a1b2c3", "version 2022.1 (worcestershire)", "Line of Sight 0.1.0",
                 "5 November 2026 by Priya Shah"):  # fmt: skip
        assert fact in text


def test_a_published_correction_says_who_published_it_and_what_changed():
    issue = model.Issue(
        2, "Ann Lee", date(2026, 11, 9), "Bo Ray", date(2026, 11, 10), "One figure."
    )
    text = lxml_html.fromstring(as_html.document(report(issue=issue)).decode()).text_content()
    assert "Published, version 2" in text
    assert "10 November 2026 by Bo Ray" in text
    assert "Changed in this version: One figure." in text


def test_a_file_is_named_by_report_month_and_version():
    assert file_name(report(), "pdf") == "monthly-quality-2026-10-v1.pdf"


def test_a_format_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(UnknownName, match="Formats are pdf, docx, xlsx, html"):
        format_named("odt")
