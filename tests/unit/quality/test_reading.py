"""Files read for their rules: as written, every row at its place."""

from pathlib import Path

import pytest

from lineofsight.errors import UnusableFile, UserError
from lineofsight.quality.command import check_files
from lineofsight.quality.given import take
from lineofsight.quality.reading import read_return

CENSUS = """<?xml version="1.0"?>
<Message>{namespace}
 <Header>
  <CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
   <ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
  <Source><LEA>201</LEA></Source>
 </Header>
 <Children>
  <Child>
   <ChildIdentifiers><LAchildID>c1</LAchildID><Sex>F</Sex></ChildIdentifiers>
   <ChildCharacteristics><Ethnicity>WBRI</Ethnicity>
    <Disabilities><Disability>HAND</Disability><Disability>HEAR</Disability></Disabilities>
   </ChildCharacteristics>
   <CINdetails>
    <CINreferralDate>2025-05-01</CINreferralDate>
    <DateOfInitialCPC>2025-05-20</DateOfInitialCPC>
    <Assessments><AssessmentActualStartDate>2025-05-02</AssessmentActualStartDate>
     <FactorsIdentifiedAtAssessment><AssessmentFactors>1A</AssessmentFactors>
      <AssessmentFactors>2B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
    <Assessments><AssessmentActualStartDate>2025-06-02</AssessmentActualStartDate></Assessments>
    <Section47><S47ActualStartDate>2025-05-03</S47ActualStartDate>
     <DateOfInitialCPC>2025-05-21</DateOfInitialCPC></Section47>
    <ReferralNFA>0</ReferralNFA>
    <ChildProtectionPlans><CPPstartDate>2025-05-21</CPPstartDate>
     <Reviews><CPPreviewDate>2025-08-01</CPPreviewDate><CPPreviewDate>2026-01-20</CPPreviewDate>
     </Reviews></ChildProtectionPlans>
   </CINdetails>
  </Child>
  <!-- another child, with nothing but a referral -->
  <Child>
   <ChildIdentifiers><LAchildID>c2</LAchildID></ChildIdentifiers>
   <CINdetails><CINreferralDate>31/05/2025</CINreferralDate><ReferralNFA>1</ReferralNFA></CINdetails>
   <CINdetails><CINreferralDate>2025-07-01</CINreferralDate>
    <ChildProtectionPlans><CPPstartDate>2025-08-01</CPPstartDate>
     <Reviews><CPPreviewDate>2025-10-01</CPPreviewDate></Reviews></ChildProtectionPlans>
   </CINdetails>
  </Child>
 </Children>
</Message>"""


@pytest.fixture(params=["", " xmlns='http://example.invalid/cin'"], ids=["plain", "namespace"])
def census(tmp_path, request):
    file = tmp_path / "census.xml"
    text = CENSUS.format(namespace="").replace("<Message>", f"<Message{request.param}>")
    file.write_text(text, encoding="utf-8")
    return file


def rows(file: Path, name: str) -> list[dict]:
    return take(read_return([file]).tables, "cin").tables[name].typed().to_pylist()


def test_every_block_is_a_row_with_its_child_and_its_parent(census):
    details = rows(census, "cin_details")
    plans = rows(census, "child_protection_plans")

    assert [(row["row"], row["child"], row["details"]) for row in details] == [
        (0, "c1", "1"), (1, "c2", "2"), (2, "c2", "3"),
    ]  # fmt: skip
    assert [(row["child"], row["details"], row["plan"]) for row in plans] == [
        ("c1", "1", "1"), ("c2", "3", "2"),
    ]  # fmt: skip


def test_a_leaf_that_stands_in_two_blocks_belongs_to_the_one_it_stands_in(census):
    assert str(rows(census, "cin_details")[0]["date_of_initial_cpc"]) == "2025-05-20"
    assert str(rows(census, "section_47")[0]["date_of_initial_cpc"]) == "2025-05-21"


def test_a_leaf_after_other_blocks_still_belongs_to_its_own(census):
    assert [row["referral_nfa"] for row in rows(census, "cin_details")] == ["0", "1", None]


def test_every_review_is_there_at_the_place_of_its_block(census):
    found = [
        (row["row"], row["plan"], str(row["cpp_review_date"])) for row in rows(census, "reviews")
    ]

    assert found == [(0, "1", "2025-08-01"), (0, "1", "2026-01-20"), (1, "2", "2025-10-01")]


def test_factors_and_disabilities_are_all_there(census):
    assessments = rows(census, "assessments")

    assert [row["assessment_factors"] for row in assessments] == [["1A", "2B"], None]
    assert [row["disability"] for row in rows(census, "disabilities")] == ["HAND", "HEAR"]
    assert [row["assessment"] for row in rows(census, "assessment_factors")] == ["1", "1"]


def test_the_header_is_one_row(census):
    (header,) = rows(census, "header")

    assert (header["year"], str(header["reference_date"]), header["lea"]) == (
        "2026", "2026-03-31", "201",
    )  # fmt: skip


def test_a_document_type_is_refused(tmp_path):
    file = tmp_path / "census.xml"
    file.write_text("<!DOCTYPE Message [<!ENTITY a 'b'>]><Message><Child/></Message>")

    with pytest.raises(UnusableFile, match="DOCTYPE"):
        read_return([file])


def test_xml_of_no_return_is_refused(tmp_path):
    file = tmp_path / "other.xml"
    file.write_text("<Other><Child/></Other>")

    with pytest.raises(UnusableFile, match="neither a CIN census nor an SSDA903"):
        read_return([file])


SSDA903 = """<EXPSSDA903><CHILD><HEADER><CHILDID>c1</CHILDID><SEX>2</SEX>
<DOB>28/07/2010</DOB><UASC />
<AREVIEW><REVIEW>27/09/2025</REVIEW><REVIEW_CODE>PN0</REVIEW_CODE></AREVIEW></HEADER>
<EPISODE><DECOM>06/06/2025</DECOM><PL>R5</PL></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>c2</CHILDID><DOB>01/01/2005</DOB><UASC>1</UASC><DUC>02/02/2026</DUC>
<IN_TOUCH>YES</IN_TOUCH></HEADER></CHILD></EXPSSDA903>"""


def test_an_ssda903_in_xml_has_the_tables_of_the_csv_files(tmp_path):
    file = tmp_path / "903.xml"
    file.write_text(SSDA903)
    read = read_return([file])
    found = {name: table.to_pylist() for name, table in read.tables.items()}

    assert read.return_id == "ssda903"
    assert [row["CHILD"] for row in found["Header"]] == ["c1", "c2"]
    assert [(row["CHILD"], row["PLACE"]) for row in found["Episodes"]] == [("c1", "R5")]
    assert [(row["CHILD"], row["DUC"]) for row in found["UASC"]] == [("c2", "02/02/2026")]
    assert [row["CHILD"] for row in found["OC3"]] == ["c2"]
    assert found["Reviews"][0]["DOB"] == "28/07/2010"
    assert found["AD1"] == []


def test_a_blank_line_of_a_csv_is_no_row_and_one_of_commas_is(tmp_path):
    file = tmp_path / "header.csv"
    file.write_text(
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
        "A,1,01/02/2010,WBRI,UN1,,\n,,,,,,\n\nb,1,31/02/2010,WBRI,UN1,,\n"
    )
    results = check_files([file], None, 2026, (), (), None, "102")

    assert [(line.row, line.child) for line in results.findings] == [(2, "b")]


def test_files_of_two_returns_are_refused(tmp_path, census):
    file = tmp_path / "header.csv"
    file.write_text("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA,1,01/02/2010,WBRI,UN1,,\n")

    with pytest.raises(UnusableFile, match="another return"):
        read_return([file, census])


def test_the_same_table_twice_is_refused(tmp_path):
    text = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA,1,01/02/2010,WBRI,UN1,,\n"
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for file in files:
        file.write_text(text)

    with pytest.raises(UnusableFile, match="Header stands twice"):
        read_return(files)


def test_a_return_that_is_said_to_be_another_is_refused(census):
    with pytest.raises(UserError, match="not of SSDA903"):
        check_files([census], "ssda903", 2026, (), (), None, None)
