"""Ashmere's files: the same bytes each time, and read by intake like anybody else's."""

import csv
import hashlib
from collections import Counter
from datetime import date

import pytest

from lineofsight import demo
from lineofsight.demo import write_annex_a
from lineofsight.demo.write_ssda903 import write_ssda903
from lineofsight.errors import UserError
from lineofsight.intake import read_files
from lineofsight.journey import to_journey
from lineofsight.returns.code_sets import code_set
from lineofsight.returns.local import LOCAL


@pytest.fixture(scope="module")
def written(small, tmp_path_factory):
    return demo.write(small, tmp_path_factory.mktemp("ashmere"))


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_local_extract_is_read_without_a_problem_and_about_children_it_has(small, written):
    submission = read_files([*written["ssd"], *written["local"]], as_at=small.today)
    told = to_journey(submission)
    extracts = {name for name in submission.tables if name in LOCAL.by_name}
    assert len(extracts) >= 16
    assert {p.kind for p in submission.problems} <= {"unknown_code", "empty_table"}
    assert not [p for p in told.problems if "rows" in p.message and p.column == "child_id"]
    assert not [p for p in told.problems if p.kind in ("key repeated", "key missing")]


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        demo.write(demo.generate(1_000, seed=3), tmp_path / name)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert len(digests(tmp_path / "one")) > 70


def test_another_seed_gives_other_children(small):
    other = demo.generate(2_000, seed=8)
    assert other.tables["ssd_person"] != small.tables["ssd_person"]


def test_too_few_children_are_refused_in_words():
    with pytest.raises(UserError, match="cannot be invented"):
        demo.generate(20)


def test_an_unknown_format_is_refused_in_words(small, tmp_path):
    with pytest.raises(UserError, match="no format"):
        demo.write(small, tmp_path, ssd_format="tsv")


def test_the_extract_is_read_with_its_planted_codes_as_the_only_problems(small, written):
    submission = read_files(written["ssd"], as_at=date(2026, 11, 22))
    assert submission.return_id == "ssd"
    wrong = [f for f in small.faults if f.kind == "unknown code"]
    kinds = Counter(p.kind for p in submission.problems)
    assert kinds["unknown_code"] == len(wrong)
    assert set(kinds) <= {"unknown_code", "empty_table"}
    for name, table in small.tables.items():
        assert submission.tables[name].num_rows == table.num_rows


def test_an_extract_of_text_has_dates_that_cannot_be_read(small, tmp_path):
    paths = demo.write(small, tmp_path, ssd_format="csv")["ssd"]
    submission = read_files(paths, as_at=date(2026, 11, 22))
    kinds = Counter(p.kind for p in submission.problems)
    assert kinds["unreadable_date"] > 0
    assert submission.tables["ssd_person"].num_rows == small.tables["ssd_person"].num_rows


def test_the_workbook_is_recognised_by_its_eleven_lists(written):
    submission = read_files(written["annex_a"])
    assert submission.return_id == "annex_a"
    assert submission.as_at == date(2026, 10, 31)
    assert len(submission.tables) == 11
    assert all(table.num_rows for name, table in submission.tables.items() if name != "adoptions")


# What an authority that is in no list of authorities, and has faults, must come to.
EXPECTED = {
    ("unknown_code", "Referral Source"),
    ("unknown_code", "Contact Source"),
}


def test_the_workbook_has_only_blanks_spoiled_dates_and_planted_codes(written):
    submission = read_files(written["annex_a"], own_authority="Ashmere")
    surprising = {
        (p.kind, p.column)
        for p in submission.problems
        if p.kind not in ("blank", "unreadable_date", "excel_error", "as_at_inferred")
    }
    assert surprising <= EXPECTED


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_each_years_903_is_read(written, year):
    submission = read_files(written[f"ssda903 {year}"], collection_year=year)
    assert submission.return_id == "ssda903"
    assert {"header", "episodes", "reviews", "oc2", "oc3"} <= set(submission.tables)
    assert {p.kind for p in submission.problems} <= {"unreadable_date", "blank", "empty_table"}
    assert submission.tables["episodes"].num_rows > 10


def test_the_census_is_read_and_holds_the_years_referrals(small, written):
    submission = read_files(written["cin 2026"])
    assert (submission.return_id, submission.collection_year) == ("cin", 2026)
    day = small.tables["ssd_cin_episodes"].column("cine_referral_date").to_pylist()
    in_year = sum(date(2025, 4, 1) <= each <= date(2026, 3, 31) for each in day)
    told = submission.tables["cin_details"].column("cin_referral_date").to_pylist()
    assert sum(each >= date(2025, 4, 1) for each in told) == in_year


def test_the_same_children_stand_in_every_return(small, written):
    known = set(small.tables["ssd_person"].column("pers_person_id").to_pylist())
    workbook = read_files(written["annex_a"])
    census = read_files(written["cin 2026"])
    care = read_files(written["ssda903 2026"], collection_year=2026)
    assert set(workbook.tables["children_in_need"]["child_unique_id"].to_pylist()) <= known
    assert set(census.tables["child_identifiers"]["la_child_id"].to_pylist()) <= known
    assert set(care.tables["header"]["child"].to_pylist()) <= known


SETS = {
    "yes": "yes_no",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "source": "source",
    "need": "need",
    "closure": "closure_reason",
    "abuse": "abuse",
    "legal": "legal_status",
    "ceased": "ceased_reason",
    "place": "placement_type",
    "provider": "placement_provider",
    "touch": "in_touch",
    "accommodation": "accommodation",
    "suitable": "suitability",
    "activity": "activity",
    "reversed": "no_longer_placed",
}


@pytest.mark.parametrize("kind", SETS)
def test_every_spelling_of_the_workbook_means_the_code_it_stands_for(kind):
    codes = code_set(f"annex_a.{SETS[kind]}")
    for code, words in write_annex_a.spellings()[kind].items():
        assert codes.meanings(str(words)) == {str(code)}, words


def _statuses(written, year: int) -> dict[str, tuple]:
    path = written[f"ssda903 {year}"][0].parent / "oc3.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["CHILD"]: (row["IN_TOUCH"], row["ACTIV"], row["ACCOM"]) for row in rows}


def test_care_leavers_are_as_they_were_in_each_year_of_the_return(ashmere, tmp_path):
    """Some stay as they are from one year to the next and some do not; nobody comes back
    from having died."""
    years = (2024, 2025, 2026)
    written = {f"ssda903 {y}": write_ssda903(ashmere, tmp_path / str(y), year=y) for y in years}
    latest = _statuses(written, 2026)
    told_twice = [
        (before, latest[child])
        for year in (2024, 2025)
        for child, before in _statuses(written, year).items()
        if child in latest
    ]
    gone = ("DIED", "RHOM")

    assert 0 < sum(before != after for before, after in told_twice) < len(told_twice)
    assert not [each for each in told_twice if each[0][0] in gone and each[1][0] not in gone]
