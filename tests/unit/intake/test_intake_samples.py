"""Real files from elsewhere: all load, with exactly these problems, and nothing dropped."""

from collections import Counter
from datetime import date

import pytest

from lineofsight.intake import group_problems, read_files

pytestmark = pytest.mark.samples

MODULES_OF_903 = (
    "header episodes reviews uasc oc2 oc3 ad1 missing"
    " placed_for_adoption previous_permanence sw_episodes"
).split()


def kinds(submission) -> Counter:
    return Counter(p.kind for p in submission.problems)


def at(submission, sheet: str, row: int, column: str) -> list[str]:
    return [
        p.kind for p in submission.problems if (p.sheet, p.row, p.column) == (sheet, row, column)
    ]


@pytest.fixture(scope="module")
def annex(samples):
    return read_files([samples / "annex_a" / "Annex_A_2024_Jan.xlsx"])


def test_the_annex_loads_whole_and_says_its_day(annex):
    assert annex.return_id == "annex_a"
    assert annex.as_at == date(2021, 3, 16)
    assert annex.as_at_is_inferred
    assert [table.num_rows for table in annex.tables.values()] == [5, 5, 6, 5, 5, 5, 7, 5, 6, 5, 5]


def test_the_oddities_of_the_annex_are_each_listed_in_their_cell(annex):
    column = "Was the child assessed as requiring LA children's social care support?"
    assert at(annex, "List 4", 2, column) == ["unknown_code"]
    assert at(annex, "List 6", 2, "Primary Need Code") == ["unknown_code"]
    assert at(annex, "List 6", 6, "Allocated Team") == ["excel_error"]
    assert at(annex, "List 6", 2, "Allocated Worker") == ["excel_error"]
    assert at(annex, "List 3", 2, "Allocated Worker") == ["cleaned_text"]
    assert at(annex, "List 8", 3, "Placement postcode") == ["not_a_postcode"]
    assert at(annex, "List 8", 5, "Placement postcode") == ["blank"]
    assert at(annex, "List 8", 2, "LA of Placement") == ["unknown_code"]
    assert at(annex, "List 8", 4, "Ethnicity") == ["blank"]
    assert at(annex, "List 1", 3, "Date of Birth") == ["blank"]
    assert at(annex, "List 1", 2, "Age of Child (Years)") == ["fraction"]
    assert kinds(annex)["unknown_code"] == 11
    assert kinds(annex)["excel_error"] == 10
    assert "unknown_column" not in kinds(annex)
    assert "missing_column" not in kinds(annex)


def test_the_text_of_the_annex_stays_beside_what_was_not_read(annex):
    need = annex.tables["children_in_need"].to_pylist()[0]
    assert need["primary_need_code"] is None
    assert need["primary_need_code__original"] == "PSRMEM - Support with memory and cognition"
    assert need["allocated_team__original"] == "#N/A"
    worker = annex.tables["referrals"].to_pylist()[0]
    assert worker["allocated_worker"] == "Dustin Hazlett"
    assert worker["allocated_worker__original"] == "Dustin\u00a0Hazlett"
    placed = annex.tables["children_in_care"].to_pylist()
    assert [row["placement_postcode"] for row in placed[:2]] == ["T28 2WB", None]
    assert placed[1]["placement_postcode__original"] == "nope"
    assert placed[4]["reason_ceased_to_be_looked_after"] == "E47"
    assert [row["placement_provider"] for row in placed] == ["PR4", "PR1", "PR5", "PR4", "PR4"]


def test_formulas_of_the_annex_are_read_by_their_stored_result(annex):
    adoption = annex.tables["adoptions"].to_pylist()[0]
    assert adoption["date_of_decision_that_child_should_be_placed_for_adoption"] == date(
        2009, 8, 11
    )
    adopters = annex.tables["adopters"]
    assert adopters.column("date_stage_1_started").null_count == 0


@pytest.fixture(scope="module")
def looked_after(samples):
    return read_files([samples / "ssda903" / f"{name}.csv" for name in MODULES_OF_903])


def test_the_903_loads_whole(looked_after):
    assert looked_after.return_id == "ssda903"
    assert (looked_after.collection_year, looked_after.as_at) == (2018, date(2018, 3, 31))
    assert {name: table.num_rows for name, table in looked_after.tables.items()} == {
        "header": 2675,
        "episodes": 5050,
        "reviews": 12582,
        "uasc": 132,
        "oc2": 2675,
        "oc3": 53,
        "ad1": 29,
        "missing": 43,
        "placed_adoption": 29,
        "prev_perm": 2675,
        "sw_episodes": 1,
    }
    assert sum(sum(source.rows.values()) for source in looked_after.sources) == 25_944


def test_the_codes_of_the_903_that_are_none_are_listed_and_kept(looked_after):
    unknown = {g.column: g.count for g in group_problems(looked_after.problems) if g.is_lost}
    assert unknown == {"REASON_PLACED_CEASED": 29, "ACCOM": 2, "MOTHER": 1, "SW_REASON": 1}
    ceased = looked_after.tables["placed_adoption"].column("reason_placed_ceased__original")
    assert set(ceased.to_pylist()) == {"XXX"}
    worker = looked_after.tables["sw_episodes"].to_pylist()[0]
    assert (worker["child"], worker["sw_reason__original"]) == ("CHILD10", "SWLAZY")


def test_the_903_in_xml_loads_whole(samples):
    submission = read_files([samples / "ssda903" / "fake_903.xml"], collection_year=2018)
    assert submission.tables["header"].num_rows == 253
    assert submission.tables["episodes"].num_rows == 459
    assert submission.tables["header"].column("child").null_count == 0
    assert submission.tables["episodes"].column("child").null_count == 0


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("ch_fake.xlsx", {"providers": 1, "registration_conditions": 1}),
        ("scp_fake.xlsx", {"providers": 2}),
        ("combined_scp_ch_fake.xlsx", {"providers": 4}),
    ],
)
def test_every_generation_of_provider_list_loads(samples, name, rows):
    submission = read_files([samples / "ssda903" / name])
    assert submission.return_id == "ofsted_providers"
    assert {table: t.num_rows for table, t in submission.tables.items()} == rows
    assert submission.tables["providers"].column("urn").null_count == 0
    assert "unknown_column" not in kinds(submission)


@pytest.mark.parametrize(
    ("name", "year", "day", "problems"),
    [
        (
            "CIN_Census_2021.xml",
            2023,
            date(2023, 3, 31),
            {"impossible_date": 1, "stray_text": 1},
        ),
        (
            "CIN_Census_2024.xml",
            2024,
            date(2024, 3, 31),
            {
                "unknown_code": 2,
                "blank": 1,
                "stray_text": 1,
                "code_of_another_year": 1,
                "year_and_date_differ": 1,
            },
        ),
    ],
)
def test_the_censuses_load_with_their_oddities_listed(samples, name, year, day, problems):
    submission = read_files([samples / "cin" / name])
    assert (submission.collection_year, submission.as_at) == (year, day)
    assert {k: n for k, n in kinds(submission).items() if not k.startswith("field_")} == problems


def test_the_census_of_332_children_loads_whole(samples):
    submission = read_files([samples / "cin" / "fake_CIN_data.xml"])
    counts = {name: table.num_rows for name, table in submission.tables.items() if table.num_rows}
    assert counts == {
        "header": 1,
        "child_identifiers": 332,
        "child_characteristics": 332,
        "disabilities": 117,
        "cin_details": 402,
    }
    assert kinds(submission) == {"year_and_date_differ": 1}


def test_the_published_figures_load_with_their_symbols_as_states(samples):
    files = sorted((samples / "benchmarks").glob("*.csv"))
    submission = read_files(files)
    assert submission.return_id == "published_statistics"
    assert len(submission.tables) == len(files) == 31
    assert submission.tables["statistical_neighbours"].num_rows == 156
    states = set()
    for name, table in submission.tables.items():
        if name != "statistical_neighbours":
            states |= set(table.column("state").to_pylist())
    assert states <= {
        "value",
        "suppressed",
        "not applicable",
        "not available",
        "low reliability",
        "rounds to nought",
        "blank",
    }
    assert not any(group.is_lost for group in group_problems(submission.problems))
