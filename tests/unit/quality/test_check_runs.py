"""Checks that are kept: of loads and of files, with findings whose keys last and scores by team."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lineofsight import warehouse
from lineofsight.errors import UserError
from lineofsight.intake.submission import SourceFile, Submission
from lineofsight.journey import TABLES
from lineofsight.quality import check_runs, keeping
from lineofsight.quality.keeping import RuleOutcome
from lineofsight.warehouse.snapshot import Snapshot

AT = datetime(2026, 6, 30, 9, tzinfo=UTC)
LATER = datetime(2026, 7, 31, 9, tzinfo=UTC)
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"


def ssd(as_at: date, **tables) -> Submission:
    """An extract of the dataset, of the tables given as rows."""
    found = {}
    for name, rows in tables.items():
        columns = list(rows[0])
        kinds = {field.name: field.type for field in TABLES[name].schema}
        arrays = [pa.array([row.get(c) for row in rows], kinds[c]) for c in columns]
        numbers = pa.array(range(1, len(rows) + 1), pa.int64())
        found[name] = pa.table([numbers, *arrays], names=["row_id", *columns])
    source = SourceFile(f"{as_at}.csv", f"{as_at}{len(found)}", 1, {})
    return Submission("ssd", None, as_at, found, [], (source,))


def case(number: str, child: str, need: str | None, team: str) -> dict:
    return {
        "cine_referral_id": number,
        "cine_person_id": child,
        "cine_referral_date": date(2026, 5, 1),
        "cine_cin_primary_need_code": need,
        "cine_referral_nfa": "N",
        "cine_referral_team": team,
        "cine_referral_worker_id": f"worker-{team}",
    }


def person(child: str) -> dict:
    return {"pers_person_id": child, "pers_dob": date(2015, 2, 1), "pers_sex": "F"}


def loaded(home, as_at: date, cases: list[dict]) -> Snapshot:
    people = [person(each["cine_person_id"]) for each in cases]
    submission = ssd(as_at, ssd_person=people, ssd_cin_episodes=cases)
    drawn = max(AT, datetime.combine(as_at, AT.timetz()))
    return warehouse.load(home, submission, created_at=drawn, as_at=as_at)


@pytest.fixture
def home(tmp_path):
    loaded(
        tmp_path,
        date(2026, 6, 30),
        [
            case("1", "A", None, "north"),
            case("2", "B", "N1", "north"),
            case("3", "C", None, "south"),
        ],
    )
    return tmp_path


def journey_of(runs):
    return next(each for each in runs if each.return_id == "journey")


def outcome(run, code: str) -> RuleOutcome:
    return next(each for each in run.rules if each.code == code)


def rows_of(table: pa.Table, code: str) -> list[dict]:
    return [row for row in table.to_pylist() if row["rule"] == code]


def test_a_load_is_checked_and_each_finding_says_whose_it_is(home):
    run = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=AT))

    found = {row["child_id"]: row for row in rows_of(run.findings(), "J106")}
    assert set(found) == {"A", "C"}
    assert (found["A"]["team_id"], found["A"]["worker_id"]) == ("north", "worker-north")
    assert found["C"]["record_key"] == "3"
    assert found["A"]["event_on"] == date(2026, 5, 1)
    assert found["A"]["row"] is None
    assert (found["A"]["characteristic"], found["A"]["theme"]) == ("complete", "gaps")


def test_scores_are_by_team_and_add_up_to_the_whole(home):
    run = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=AT))

    scores = {row["team_id"]: (row["judged"], row["failed"])
              for row in rows_of(run.scores(), "J106")}  # fmt: skip
    assert scores == {"north": (2, 1), "south": (1, 1)}
    for each in run.rules:
        of = rows_of(run.scores(), each.code)
        assert (sum(row["judged"] for row in of), sum(row["failed"] for row in of)) == (
            each.judged,
            each.failed,
        )
        assert all(row["failed"] <= row["judged"] for row in of)


def test_a_rule_that_was_not_run_says_why_and_has_no_score(home):
    run = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=AT))

    assert "No load has told of" in outcome(run, "J701").reason
    assert "no earlier snapshot" in outcome(run, "J801").reason
    assert rows_of(run.scores(), "J801") == []


def test_the_same_fault_has_the_same_key_in_the_next_load_and_goes_when_it_is_mended(home):
    first = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=AT))
    loaded(
        home,
        date(2026, 7, 31),
        [case("0", "0", "N1", "north"), case("3", "C", None, "north"), case("1", "A", "N2", "x")],
    )
    second = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=LATER))

    before = {row["child_id"]: row["finding_key"] for row in rows_of(first.findings(), "J106")}
    after = {row["child_id"]: row["finding_key"] for row in rows_of(second.findings(), "J106")}
    assert after == {"C": before["C"]}


def test_what_a_second_load_brings_late_is_seen(home):
    loaded(home, date(2026, 7, 31), [case("9", "D", "N1", "north")])
    run = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=LATER))

    assert [row["child_id"] for row in rows_of(run.findings(), "J801")] == ["D"]


def test_checks_are_listed_newest_first_and_found_by_their_id(home):
    check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=AT)
    loaded(home, date(2026, 7, 31), [case("9", "D", "N1", "north")])
    check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=LATER)

    listed = check_runs.runs(home)
    assert [each.checked_at for each in listed] == [LATER, AT]
    assert check_runs.run(home, listed[0].id) == listed[0]
    for unknown in ("none-such", "../etc"):
        with pytest.raises(UserError, match="no such check"):
            check_runs.run(home, unknown)


def test_a_check_done_again_takes_the_place_of_the_one_before(home):
    for at in (AT, LATER):
        check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=at)

    assert [each.checked_at for each in check_runs.runs(home)] == [LATER]


def test_a_check_that_breaks_is_kept_as_broken_and_undoes_nothing(home, monkeypatch):
    def breaks(*_):
        raise RuntimeError("a child’s name")

    monkeypatch.setattr("lineofsight.quality.journey_checking.check_snapshot", breaks)
    run = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=AT))

    assert run.is_broken
    assert "RuntimeError" in run.fault
    assert "name" not in run.fault
    assert (run.rules, run.findings().num_rows, run.scores().num_rows) == ((), 0, 0)
    assert journey_of(check_runs.runs(home)).fault == run.fault


def test_a_rule_that_breaks_makes_the_check_broken_too(home):
    run = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=AT))
    rules = tuple(replace(each, outcome=keeping.Outcome.BROKEN) for each in run.rules[:1])

    assert not run.is_broken
    assert replace(run, rules=rules).is_broken


@pytest.fixture
def header(tmp_path):
    file = tmp_path / "header.csv"
    file.write_text(HEADER + "A,1,31/02/2010,WBRI,UN1,,\nZ,1,31/02/2010,WBRI,UN1,,\n")
    return file


def test_files_are_checked_without_being_loaded_for_those_who_hold_the_children(home, header):
    before = len(warehouse.snapshots(home))
    run = check_runs.check_files(home, [header], collection_year=2026, checked_at=AT)

    found = rows_of(run.findings(), "102")
    assert [(row["row"], row["child_id"], row["team_id"]) for row in found] == [
        (0, "A", "north"),
        (1, None, None),
    ]
    assert (run.return_id, run.as_at, run.snapshot_id) == ("ssda903", date(2026, 3, 31), None)
    assert len(warehouse.snapshots(home)) == before
    assert check_runs.run(home, run.id) == run


def test_files_of_another_return_are_refused_and_nothing_is_kept(home, header):
    with pytest.raises(UserError, match="not of"):
        check_runs.check_files(home, [header], return_id="cin", collection_year=2026, checked_at=AT)
    assert check_runs.runs(home) == []


def test_what_is_kept_is_only_what_the_contract_with_the_pages_names(home):
    run = journey_of(check_runs.run_for_snapshot(home, warehouse.latest(home), checked_at=AT))

    assert sorted(each.name for each in run.folder.iterdir()) == [
        "findings.parquet", "run.json", "scores.parquet",
    ]  # fmt: skip
    assert pq.read_schema(run.folder / "findings.parquet").names[0] == "finding_key"
