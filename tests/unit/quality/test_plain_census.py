"""A plain census is read by its bytes, any other by a parser: the same tables from both."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.errors import UnusableFile
from lineofsight.intake.source import open_source
from lineofsight.quality import census_xml
from lineofsight.quality.census_xml import read_census
from lineofsight.quality.plain_xml import NotPlain, Piece

HEADER = "<Header><Collection>CIN</Collection><Year>2026</Year><LEA>201</LEA></Header>"
LEAVES = ("LAchildID", "UPN", "CINreferralDate", "DateOfInitialCPC", "CPPreviewDate",
          "AssessmentFactors", "Disability", "AssessmentActualStartDate", "Else")  # fmt: skip
BLOCKS = ("ChildIdentifiers", "ChildCharacteristics", "CINdetails", "Assessments", "Section47",
          "ChildProtectionPlans", "Reviews", "Disabilities", "FactorsIdentifiedAtAssessment",
          "CINPlanDates")  # fmt: skip
TEXTS = st.sampled_from(
    ("", " ", "1", "a b", "é", "2025-04-01", "\n", "\r\n", "x\r\ny", "&lt;", "<!-- -->")
)


def element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else f"<{name}/>"


leaves = st.builds(element, st.sampled_from(LEAVES), TEXTS)
blocks = st.recursive(
    leaves,
    lambda inside: st.builds(
        element, st.sampled_from(BLOCKS), st.lists(inside, max_size=4).map("\n".join)
    ),
    max_leaves=12,
)
children = st.lists(blocks, max_size=4).map(lambda each: f"<Child>{''.join(each)}</Child>")


def census(*children: str, root: str = "Message") -> str:
    return f"<{root}>{HEADER}<Children>{''.join(children)}</Children></{root.split()[0]}>"


def told(tables: dict[str, pa.Table]) -> dict:
    """Every cell; numbers of blocks as text, as the parser's reader gives them."""
    return {
        name: {
            column: [str(each) if isinstance(each, int) else each for each in cells]
            for column, cells in table.to_pydict().items()
        }
        for name, table in tables.items()
    }


def both(path: Path) -> tuple[dict | None, dict]:
    opened = open_source(path)
    try:
        plain = told(census_xml._read_plain(opened))
    except NotPlain:
        plain = None
    return plain, told(census_xml._parsed(opened))


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("census") / "census.xml"


@given(st.lists(children, min_size=1, max_size=5))
def test_whatever_is_read_by_its_bytes_is_read_as_a_parser_reads_it(file, given_children):
    file.write_text(census(*given_children), encoding="utf-8", newline="")
    plain, parsed = both(file)
    assert plain is None or plain == parsed


ORDINARY = """<Child>
<ChildIdentifiers><LAchildID>{0}</LAchildID><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability>
<Disability>HEAR</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-05-01</CINreferralDate>
<DateOfInitialCPC>2025-05-20</DateOfInitialCPC><Assessments>
<AssessmentActualStartDate>2025-05-02</AssessmentActualStartDate><FactorsIdentifiedAtAssessment>
<AssessmentFactors>1A</AssessmentFactors><AssessmentFactors>2B</AssessmentFactors>
</FactorsIdentifiedAtAssessment></Assessments><Assessments></Assessments>
<Section47><DateOfInitialCPC>2025-05-21</DateOfInitialCPC></Section47>
<ChildProtectionPlans><CPPstartDate>2025-05-21</CPPstartDate><Reviews>
<CPPreviewDate>2025-08-01</CPPreviewDate><CPPreviewDate>2026-01-20</CPPreviewDate></Reviews>
<Reviews/></ChildProtectionPlans></CINdetails>
</Child>
"""


@pytest.mark.parametrize("piece", [1200, 3000, 1_000_000])
def test_an_ordinary_census_is_plain_however_it_falls_into_pieces(tmp_path, monkeypatch, piece):
    monkeypatch.setattr(census_xml, "PIECE", piece)
    path = tmp_path / "census.xml"
    path.write_text(census(*(ORDINARY.format(n) for n in range(7))), encoding="utf-8")

    plain, parsed = both(path)

    assert plain == parsed
    assert plain["Reviews"]["the row’s place"][:4] == ["0", "0", "1", "2"]
    assert plain["Assessments"]["AssessmentFactors"][:2] == [["1A", "2B"], None]


def test_a_namespace_and_lines_that_end_as_on_windows_are_plain(tmp_path):
    path = tmp_path / "census.xml"
    text = census(ORDINARY.format(1), root='Message xmlns="http://example.invalid/cin"')
    path.write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + text, "utf-8", newline="\r\n")

    plain, parsed = both(path)

    assert plain == parsed


@pytest.mark.parametrize(
    "text",
    [
        "<a b='1'></a>", "<a><!-- c --></a>", "<a>&amp;</a>", "<a>1 > 0</a>", "<a><b></a></b>",
        "<a></b>", "<a>", "</a>", "<a/", "<a></a></a><a>", "<x:a></x:a>", "<a>x\r\ny</a>", "",
        "<a><![CDATA[x]]></a>", "</a/>", "<1a></1a>",
    ],
)  # fmt: skip
def test_what_is_more_than_elements_and_text_is_for_a_parser(text):
    with pytest.raises(NotPlain):
        Piece(text.encode())


def test_a_broken_census_is_refused_with_its_line(tmp_path):
    path = tmp_path / "census.xml"
    path.write_text(census("<Child>\n<UPN>1</Child>"), encoding="utf-8")
    with pytest.raises(UnusableFile, match="broken or was cut short at line 2"):
        read_census(open_source(path))
