"""CSV, XML and Parquet: known by content, in any encoding an authority uses."""

from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.factories.workbooks import write_workbook

from lineofsight.errors import UnusableFile
from lineofsight.intake import describe, group_problems, read_files
from lineofsight.returns.cin import CIN
from lineofsight.returns.ssd import SSD
from lineofsight.returns.ssda903 import SSDA903

REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"


def kinds(submission):
    return [(p.row, p.column, p.kind) for p in submission.problems if p.kind != "as_at_inferred"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_encoding_in_use_is_read(tmp_path, encoding):
    path = tmp_path / "x.csv"
    head = "pers_person_id,pers_forename,pers_surname,pers_dob"
    path.write_bytes(f"{head}\r\n7,Zoë,O’Brien,2015-01-25\r\n".encode(encoding))
    submission = read_files([path])
    assert submission.return_id == "ssd"
    row = submission.tables["ssd_person"].to_pylist()[0]
    assert (row["pers_forename"], row["pers_surname"]) == ("Zoë", "O’Brien")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_may_be_parted_by_comma_semicolon_tab_or_bar(tmp_path, delimiter):
    path = tmp_path / "x.txt"
    path.write_text(f"{REVIEWS}\n1,01/02/2010,03/04/2020,PN1\n".replace(",", delimiter))
    assert read_files([path]).tables["reviews"].column("review_code").to_pylist() == ["PN1"]


@pytest.mark.parametrize("table", SSDA903.tables, ids=lambda table: table.name)
def test_every_module_of_the_903_is_known_by_its_headings(tmp_path, table):
    path = tmp_path / "anything.csv"
    path.write_text(",".join(field.published for field in table.fields) + "\n")
    submission = read_files([path])
    assert submission.return_id == "ssda903"
    assert list(submission.tables) == [table.name]


@pytest.mark.parametrize("table", SSD.tables, ids=lambda table: table.name)
def test_every_table_of_the_dataset_is_known_as_csv_and_as_parquet(tmp_path, table):
    names = [field.name for field in table.fields]
    (tmp_path / "a.csv").write_text(",".join(names) + "\n" + ",".join("1" for _ in names) + "\n")
    pq.write_table(pa.table({name: ["1"] for name in names}), tmp_path / "b")
    for name in ("a.csv", "b"):
        submission = read_files([tmp_path / name], as_at=date(2026, 3, 31))
        assert submission.return_id == "ssd"
        assert list(submission.tables) == [table.name]
        assert submission.tables[table.name].num_rows == 1


def test_there_are_48_tables_and_359_columns_in_the_dataset():
    assert len(SSD.tables) == 48
    assert sum(len(table.fields) for table in SSD.tables) == 359


def test_the_903_may_be_one_workbook_with_a_sheet_for_each_table(tmp_path):
    path = write_workbook(
        tmp_path / "903.xlsx",
        {
            "Sheet1": [REVIEWS.split(","), ["1", "01/02/2010", "03/04/2020", "PN1"]],
            "Sheet2": [
                ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"],
                ["1", "M", "01/02/2010", "WBRI", "UN1", "", ""],
            ],
        },
    )
    submission = read_files([path], collection_year=2026)
    assert (submission.return_id, submission.as_at) == ("ssda903", date(2026, 3, 31))
    assert {name: t.num_rows for name, t in submission.tables.items()} == {
        "reviews": 1,
        "header": 1,
    }
    assert submission.problems == []


def test_codes_of_another_year_are_listed_when_the_year_is_known(tmp_path):
    path = tmp_path / "h.csv"
    path.write_text("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,2,01/02/2010,WBRI,UN1,,\n")
    assert kinds(read_files([path], collection_year=2024)) == []
    assert kinds(read_files([path], collection_year=2026)) == [(2, "SEX", "code_of_another_year")]


def test_cells_beyond_the_headings_are_listed_and_short_rows_are_filled_with_blanks(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(f"{REVIEWS}\n1,01/02/2010,03/04/2020,PN1,stray\n2,01/02/2010\n")
    submission = read_files([path])
    assert kinds(submission) == [
        (2, "", "cells_beyond_header"),
        (3, "REVIEW", "blank"),
        (3, "REVIEW_CODE", "blank"),
    ]
    assert submission.tables["reviews"].num_rows == 2


def test_problems_carry_the_rows_of_the_file_across_chunks(tmp_path):
    rows = [f"{n},01/02/2010,03/04/2020,PN1" for n in range(45_000)]
    rows[44_000] = "44000,01/02/2010,nonsense,PN1"
    (tmp_path / "r.csv").write_text("\n".join([REVIEWS, *rows]))
    submission = read_files([tmp_path / "r.csv"])
    assert submission.tables["reviews"].num_rows == 45_000
    assert kinds(submission) == [(44_002, "REVIEW", "unreadable_date")]
    originals = submission.tables["reviews"].column("review__original")
    assert originals[44_000].as_py() == "nonsense"
    assert originals.null_count == 44_999


def test_typed_columns_of_parquet_stay_typed_and_odd_ones_become_text(tmp_path):
    moment = datetime(2026, 1, 2, 9, 30)
    table = pa.table(
        {
            "cinv_cin_visit_id": pa.array([1, 2, 3]),
            "cinv_person_id": pa.array([7.0, float("nan"), None]),
            "cinv_cin_visit_date": pa.array([moment, None, moment], pa.timestamp("ns")),
            "cinv_cin_visit_seen": pa.array(["Y", "odd", ""]).dictionary_encode(),
            "cinv_cin_visit_seen_alone": pa.array([True, False, None]),
            "cinv_cin_visit_bedroom": pa.array([["a", "b"], None, None]),
        }
    )
    pq.write_table(table, tmp_path / "v.parquet")
    submission = read_files([tmp_path / "v.parquet"], as_at=date(2026, 3, 31))
    read = submission.tables["ssd_cin_visits"]
    assert read.column("cinv_cin_visit_id").to_pylist() == ["1", "2", "3"]
    assert read.column("cinv_person_id").to_pylist() == ["7", None, None]
    assert read.column("cinv_cin_visit_date").to_pylist() == [
        date(2026, 1, 2),
        None,
        date(2026, 1, 2),
    ]
    assert read.column("cinv_cin_visit_seen__original").to_pylist() == [None, "odd", None]
    assert read.column("cinv_cin_visit_seen_alone").to_pylist() == ["Y", "N", None]
    assert kinds(submission) == [
        (2, "cinv_cin_visit_date", "time_dropped"),
        (4, "cinv_cin_visit_date", "time_dropped"),
        (3, "cinv_cin_visit_seen", "unknown_code"),
        (2, "cinv_cin_visit_bedroom", "unknown_code"),
    ]


def test_flags_of_the_dataset_are_y_and_n_however_they_are_written(tmp_path):
    path = tmp_path / "v.csv"
    head = "cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen"
    path.write_text(f"{head}\n1,7,2026-01-02,Yes\n2,7,2026-01-02,0\n3,7,2026-01-02,Y\n")
    submission = read_files([path])
    table = submission.tables["ssd_cin_visits"]
    assert kinds(submission) == [
        (1, "cinv_cin_visit_seen_alone", "missing_column"),
        (1, "cinv_cin_visit_bedroom", "missing_column"),
    ]
    assert table.column("cinv_cin_visit_seen").to_pylist() == ["Y", "N", "Y"]


CIN_FILE = """<?xml version="1.0"?>
<Message xmlns="urn:any"><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><LEA>885</LEA></Source></Header>
<Children><Child>
 <ChildIdentifiers><LAchildID>C1</LAchildID><PersonBirthDate>2015-01-25</PersonBirthDate>
  <Sex>F</Sex><ShoeSize>4</ShoeSize></ChildIdentifiers>
 <ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>MOB</Disability>
  <Disability>AUT</Disability><Shade>8</Shade></Disabilities></ChildCharacteristics>
 <CINdetails><CINreferralDate>2025-05-01</CINreferralDate><CINreferralDate>2025-05-02</CINreferralDate>
  <ReferralSource>1A</ReferralSource><ReferralNFA>0</ReferralNFA>
  <Assessments><AssessmentActualStartDate>2025-05-03</AssessmentActualStartDate>
   <FactorsIdentifiedAtAssessment><AssessmentFactors>1A</AssessmentFactors>
   <AssessmentFactors>24A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
  <Assessments><AssessmentActualStartDate>2025-09-03</AssessmentActualStartDate></Assessments>
  <CINPlanDates><CINPlanStartDate>2025-06-01</CINPlanStartDate></CINPlanDates>
  <Section47><S47ActualStartDate>2025-06-10</S47ActualStartDate><ICPCnotRequired>true</ICPCnotRequired></Section47>
  <ChildProtectionPlans><CPPstartDate>2025-07-01</CPPstartDate>
   <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>
   <NumberOfPreviousCPP>0</NumberOfPreviousCPP>
   <Reviews><CPPreviewDate>2025-09-20</CPPreviewDate><CPPreviewDate>2026-02-20</CPPreviewDate></Reviews>
   <Reviews><CPPreviewDate>2026-03-20</CPPreviewDate></Reviews></ChildProtectionPlans>
  <PreProceedingsandFGDM><PPStartDate>2025-08-01</PPStartDate><FGDMMeetingOffer>1</FGDMMeetingOffer>
   <ReviewMeetingsCount>2</ReviewMeetingsCount><PPOutcome>A</PPOutcome></PreProceedingsandFGDM>
 </CINdetails></Child>
 <Child><ChildIdentifiers><LAchildID>C2</LAchildID><ExpectedPersonBirthDate>2026-05-01</ExpectedPersonBirthDate>
  <Sex>U</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>NOBT</Ethnicity></ChildCharacteristics>
  <CINdetails><CINreferralDate>2026-01-01</CINreferralDate><ReferralSource>6</ReferralSource>
  <ReferralNFA>1</ReferralNFA></CINdetails></Child>
</Children></Message>"""


@pytest.fixture
def census(tmp_path):
    path = tmp_path / "census.dat"
    path.write_text(CIN_FILE)
    return read_files([path])


def test_every_block_of_a_census_is_a_table(census):
    assert (census.return_id, census.collection_year) == ("cin", 2026)
    assert census.as_at == date(2026, 3, 31)
    assert {name: table.num_rows for name, table in census.tables.items()} == {
        "header": 1,
        "child_identifiers": 2,
        "child_characteristics": 2,
        "disabilities": 2,
        "cin_details": 2,
        "assessments": 2,
        "assessment_factors": 2,
        "cin_plan_dates": 1,
        "section_47": 1,
        "child_protection_plans": 1,
        "reviews": 3,
        "pre_proceedings": 1,
    }
    assert set(census.tables) == set(CIN.by_name)


def test_every_date_of_a_repeated_element_is_kept_with_its_plan(census):
    reviews = census.tables["reviews"].to_pylist()
    assert [row["cpp_review_date"] for row in reviews] == [
        date(2025, 9, 20),
        date(2026, 2, 20),
        date(2026, 3, 20),
    ]
    assert {(r["la_child_id"], r["cin_details_number"], r["cpp_number"]) for r in reviews} == {
        ("C1", 1, 1)
    }
    factors = census.tables["assessment_factors"].to_pylist()
    assert [(r["assessment_factor"], r["assessment_number"]) for r in factors] == [
        ("1A", 1),
        ("24A", 1),
    ]
    assert census.tables["assessments"].column("assessment_number").to_pylist() == [1, 2]
    assert census.tables["cin_details"].column("child_number").to_pylist() == [1, 2]


def test_what_stands_twice_or_does_not_belong_in_a_census_is_listed(census):
    assert [(p.sheet, p.row, p.column, p.kind) for p in census.problems] == [
        ("ChildIdentifiers", 1, "ShoeSize", "unknown_element"),
        ("Disabilities", 1, "Shade", "unknown_element"),
        ("CINdetails", 1, "CINreferralDate", "repeated_element"),
    ]
    details = census.tables["cin_details"].to_pylist()[0]
    assert details["cin_referral_date"] == date(2025, 5, 1)
    assert details["referral_nfa"] is False
    assert census.tables["section_47"].to_pylist()[0]["icpc_not_required"] is True


def test_a_census_in_windows_1252_without_saying_so_is_read(tmp_path):
    path = tmp_path / "c.xml"
    path.write_bytes(CIN_FILE.split("?>")[1].replace("C1<", "Zoë<").encode("cp1252"))
    table = read_files([path]).tables["child_identifiers"]
    assert table.column("la_child_id").to_pylist() == ["Zoë", "C2"]


def test_the_xml_form_of_the_903_makes_the_tables_of_its_csv_form(tmp_path):
    path = tmp_path / "c.xml"
    path.write_text(
        "<EXPSSDA903><CHILD><HEADER><CHILDID>7</CHILDID><UPN>UN1</UPN><SEX>1</SEX>"
        "<DOB>01/02/2004</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC><DUC>01/02/2022</DUC>"
        "<IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>B1</ACCOM>"
        "<AREVIEW><REVIEW>03/04/2018</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
        "<AREVIEW><REVIEW>03/10/2018</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
        "<AMISSING><MISSING>M</MISSING><MIS_START>01/05/2018</MIS_START></AMISSING></HEADER>"
        "<EPISODE><DECOM>01/04/2018</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U1</PL>"
        "<DEC/><REC/></EPISODE></CHILD></EXPSSDA903>"
    )
    submission = read_files([path], collection_year=2019)
    counts = {name: t.num_rows for name, t in submission.tables.items() if t.num_rows}
    assert counts == {
        "header": 1,
        "episodes": 1,
        "reviews": 2,
        "uasc": 1,
        "oc3": 1,
        "missing": 1,
    }
    episode = submission.tables["episodes"].to_pylist()[0]
    assert (episode["child"], episode["place"], episode["dec"]) == ("7", "U1", None)
    uasc = submission.tables["uasc"].to_pylist()[0]
    assert (uasc["child"], uasc["sex"], uasc["duc"]) == ("7", "1", date(2022, 2, 1))
    assert submission.tables["oc3"].to_pylist()[0]["accom"] == "B1"
    assert submission.tables["missing"].to_pylist()[0]["dob"] == date(2004, 2, 1)
    assert submission.tables["header"].to_pylist()[0]["uasc"] is True


def test_symbols_among_published_figures_are_states_and_not_problems(tmp_path):
    path = tmp_path / "Figures 2024.csv"
    path.write_text(
        "time_period,time_identifier,geographic_level,la_name,category,number,rate\n"
        "2024,Reporting year,National,,Referrals,621880,z\n"
        "2024,Reporting year,Local authority,Ashmere,Referrals,c,odd\n"
    )
    submission = read_files([path])
    assert submission.return_id == "published_statistics"
    assert submission.as_at is None
    rows = submission.tables["figures_2024"].to_pylist()
    assert [(r["row_id"], r["measure"], r["value"], r["state"]) for r in rows] == [
        (2, "number", 621880.0, "value"),
        (3, "number", None, "suppressed"),
        (2, "rate", None, "not applicable"),
        (3, "rate", None, "value"),
    ]
    assert kinds(submission) == [(3, "rate", "not_a_number")]


def test_sources_carry_digest_size_and_rows(tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(f"{REVIEWS}\n1,01/02/2010,03/04/2020,PN1\n".encode())
    (source,) = read_files([path]).sources
    assert (source.name, source.size, source.rows) == ("r.csv", path.stat().st_size, {"reviews": 1})
    assert len(source.sha256) == 64


def test_what_was_read_is_described_in_plain_words(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(f"{REVIEWS}\n1,bad,03/04/2020,PN1\n2,worse,03/04/2020,PN1\n")
    submission = read_files([path], collection_year=2021)
    assert describe(submission) == [
        "SSDA903: 1 table from 1 file, as at 31 March 2021.",
        "Reviews: 2 rows.",
        "2 values could not be read: each is kept as it was found, and counted nowhere.",
    ]
    (group,) = group_problems(submission.problems)
    assert (group.column, group.count, group.first_rows, group.is_lost) == ("DOB", 2, (2, 3), True)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            ["1,bad,03/04/2020,PN1"],
            "1 value could not be read: it is kept as it was found, and counted nowhere.",
        ),
        (["1,01/02/2010 09:30,03/04/2020,PN1"], "Every value could be read. 1 thing to look at."),
        (["1,01/02/2010,03/04/2020,PN1"], "Every value could be read."),
        (
            ["1,bad,03/04/2020 10:15,PN1", "2,worse,03/04/2020 11:15,PN1"],
            "2 values could not be read: each is kept as it was found, and counted nowhere."
            " 2 other things to look at.",
        ),
    ],
)
def test_how_much_could_not_be_read_is_said_as_a_person_would(tmp_path, rows, said):
    path = tmp_path / "r.csv"
    path.write_text("\n".join([REVIEWS, *rows]) + "\n")
    assert describe(read_files([path], collection_year=2021))[-1] == said


CENSUS = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year>"
    "<ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>"
    "<ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers></Child></Children></Message>"
)


def test_a_census_of_another_year_than_was_said_is_refused(tmp_path):
    path = tmp_path / "c.xml"
    path.write_text(CENSUS)
    with pytest.raises(UnusableFile, match="census of 2024, and the year given is 2015"):
        read_files([path], collection_year=2015)
    assert read_files([path], collection_year=2024).collection_year == 2024


def test_two_censuses_together_are_refused_by_the_names_of_their_files(tmp_path):
    (tmp_path / "one.xml").write_text(CENSUS)
    (tmp_path / "two.xml").write_text(CENSUS.replace(">1<", ">2<"))
    with pytest.raises(UnusableFile, match=r"twice: in “one\.xml” and in “two\.xml”"):
        read_files([tmp_path / "one.xml", tmp_path / "two.xml"])
