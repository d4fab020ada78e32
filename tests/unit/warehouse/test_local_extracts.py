"""Local extracts: recognised by their headings, told in the journey, kept by their keys."""

import csv
from datetime import UTC, date, datetime

import pytest

from lineofsight import intake, warehouse
from lineofsight.errors import UnusableFile
from lineofsight.journey import ORIGINS, TABLES
from lineofsight.returns.local import EXTRACTS

PERSON = "pers_person_id,pers_legacy_id,pers_dob\nA,L-1,2015-01-01\nB,,2016-01-01\n"
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def write(tmp_path):
    def written(name: str, text: str):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return written


def load(home, *files, as_at=date(2026, 10, 31)):
    return warehouse.load(home, intake.read_files(files, as_at=as_at), created_at=AT)


def rows(snapshot, query):
    with snapshot.connect() as connection:
        return connection.execute(query).fetchall()


def problems(snapshot):
    return {(p["sheet"], p["kind"]) for p in snapshot.problems.to_pylist()}


@pytest.mark.parametrize("extract", EXTRACTS.values(), ids=EXTRACTS)
def test_every_template_is_recognised_by_its_headings_and_its_example_has_no_fault(
    extract, tmp_path
):
    file = tmp_path / "whatever.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(extract.example))
        writer.writeheader()
        writer.writerow(extract.example)
    found = intake.read_files([file], as_at=date(2026, 10, 31))
    assert found.return_id == "local"
    assert list(found.tables) == [extract.name]
    assert [p.kind for p in found.problems] == []


@pytest.mark.parametrize("extract", EXTRACTS.values(), ids=EXTRACTS)
def test_every_column_of_a_template_but_the_kind_has_its_place_in_the_journey(extract):
    told = {o.field for o in ORIGINS["local"]}
    wanted = {f"{extract.name}.{c.name}" for c in extract.columns if c.name != extract.kind}
    assert wanted <= told


def test_allegations_have_no_child_no_team_and_no_worker():
    assert not {"child_id", "team_id", "worker_id"} & set(TABLES["loc_lado_cases"].columns)
    assert not [c for c in TABLES["loc_lado_cases"].columns if "name" in c]


def test_extracts_are_loaded_with_the_dataset_in_one_go_and_told_as_their_own(home, write):
    snapshot = load(
        home,
        write("p.csv", PERSON),
        write("lado.csv", "case_id,referred_on,sector\nL1,2026-10-06,education\n"),
    )
    assert snapshot.manifest.return_id == "ssd"
    assert rows(snapshot, "SELECT case_id, source FROM loc_lado_cases") == [("L1", "local")]
    assert {r for r, span in snapshot.manifest.coverage if span.table.startswith("loc_")} == {
        "local"
    }


def test_extracts_are_not_read_beside_a_yearly_return(write):
    files = [
        write("missing.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END\nA,01/01/2015,M,01/05/2026,\n"),
        write("lado.csv", "case_id,referred_on,sector\nL1,2026-10-06,education\n"),
    ]
    with pytest.raises(UnusableFile, match="Load each return by itself"):
        intake.read_files(files, collection_year=2026)


def test_a_kind_that_no_row_has_is_not_spoken_of(home, write):
    meetings = "child_id,meeting_kind,held_on\nA,core group,2026-10-05\n"
    snapshot = load(home, write("m.csv", meetings))
    assert {span.table for _, span in snapshot.manifest.coverage} == {"loc_core_groups"}


def test_a_child_is_found_by_the_number_of_the_statutory_returns_and_a_stranger_is_told(
    home, write
):
    load(home, write("p.csv", PERSON))
    meetings = "child_id,meeting_kind,held_on\nL-1,core group,2026-10-05\nZ,core group,2026-10-05\n"
    snapshot = load(home, write("m.csv", meetings))
    found = rows(snapshot, "SELECT child_id FROM loc_core_groups ORDER BY 1")
    assert found == [("A",), ("Z",)]
    assert problems(snapshot) == {("Meetings and conferences about a child", "refers to nothing")}


def test_blanks_and_codes_nobody_knows_are_problems_and_the_rest_of_the_file_stands(home, write):
    text = (
        "complaint_id,stage,received_on,closed_on,outcome\n"
        "C1,1,2026-10-01,2026-10-08,a bit\n"
        "C2,,2026-10-01,,\n"
        "C3,1,31/02/2026,,\n"
        "C3,1,2026-10-02,,\n"
    )
    snapshot = load(home, write("c.csv", text))
    kept = rows(snapshot, "SELECT complaint_id, received_on, outcome FROM loc_complaints")
    assert set(kept) == {("C1", date(2026, 10, 1), None), ("C3", None, None)}
    kinds = [p["kind"] for p in snapshot.problems.to_pylist()]
    assert {"unknown_code", "blank", "impossible_date", "key missing", "key repeated"} <= set(kinds)


def test_hours_between_two_moments_are_kept_and_a_day_alone_is_midnight(home, write):
    text = (
        "decision_id,decision_kind,child_id,received_at,decided_at,rag_rating\n"
        "M1,MASH,A,2026-10-05 22:30,2026-10-06 02:30,red\n"
        "M2,MASH,A,05/10/2026,06/10/2026,amber\n"
    )
    snapshot = load(home, write("f.csv", text))
    hours = "SELECT decision_id, decided_hours - received_hours FROM loc_mash_enquiries ORDER BY 1"
    assert rows(snapshot, hours) == [("M1", 4.0), ("M2", 24.0)]


def test_a_later_extract_replaces_the_months_it_speaks_for_and_leaves_those_before(home, write):
    head = "month_ending,post_id,filled_by,full_time_equivalent\n"
    load(
        home,
        write("w1.csv", head + "2026-08-31,P1,employee,1\n2026-09-30,P1,employee,1\n"
              "2026-09-30,P2,vacant,1\n"),
        as_at=date(2026, 9, 30),
    )  # fmt: skip
    snapshot = load(
        home, write("w2.csv", head + "2026-09-30,P1,agency,0.5\n2026-10-31,P1,agency,0.5\n")
    )
    found = rows(
        snapshot,
        "SELECT month_ending, post_id, filled_by, full_time_equivalent FROM loc_workforce "
        "ORDER BY 1, 2",
    )
    assert found == [
        (date(2026, 8, 31), "P1", "employee", 1.0),
        (date(2026, 9, 30), "P1", "agency", 0.5),
        (date(2026, 10, 31), "P1", "agency", 0.5),
    ]


def test_the_rest_of_the_journey_stays_as_it_was(home, write):
    before = load(home, write("p.csv", PERSON))
    after = load(home, write("m.csv", "child_id,care_event,happened_on\nA,PEP,2026-10-05\n"))
    query = "SELECT * FROM ssd_person ORDER BY ALL"
    assert rows(after, query) == rows(before, query)
    assert rows(after, "SELECT child_id, happened_on FROM loc_peps") == [("A", date(2026, 10, 5))]
