"""Loading: one new snapshot, or none; and how a load joins what is known."""

from datetime import UTC, date, datetime

import pytest
from tests.factories.submissions import submission

from lineofsight.errors import LoadRefused
from lineofsight.warehouse import latest, load, snapshots

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
PLANS = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
    P1              | C1             | 2026-01-10              | 2026-08-01
    P2              | C2             | 2026-02-20              |
"""


def loaded(home, given):
    return load(home, given, created_at=MORNING)


def rows(snapshot, columns, table):
    with snapshot.connect() as cursor:
        return cursor.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()


def test_a_load_makes_a_snapshot_that_says_what_it_was_made_from(tmp_path):
    snapshot = loaded(tmp_path, submission("ssd", as_at="2026-10-31", ssd_cp_plans=PLANS))
    said = snapshot.manifest
    assert said.id.startswith("2026-10-31-001-")
    assert (said.as_at, said.return_id, said.previous) == (date(2026, 10, 31), "ssd", None)
    assert said.rows == {"ssd_cp_plans": 2}
    assert said.sources[0].rows == {"ssd_cp_plans": 2}
    assert len(said.sources[0].sha256) == 64
    assert said.created_at == MORNING
    assert (snapshot.path / "returns/ssd/ssd_cp_plans.parquet").is_file()
    assert rows(snapshot, "cppl_cp_plan_id, known_from, told_on, source", "ssd_cp_plans") == [
        ("P1", date(2026, 10, 31), date(2026, 10, 31), "ssd"),
        ("P2", date(2026, 10, 31), date(2026, 10, 31), "ssd"),
    ]


def test_the_same_files_are_recognised_and_the_snapshot_they_made_is_named(tmp_path):
    given = submission("ssd", as_at="2026-10-31", ssd_cp_plans=PLANS)
    first = loaded(tmp_path, given)
    with pytest.raises(LoadRefused, match=f"23 November 2026 as snapshot {first.id}"):
        loaded(tmp_path, given)
    assert len(snapshots(tmp_path)) == 1


def test_a_load_without_a_day_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(LoadRefused, match="--as-at"):
        loaded(tmp_path, submission("ssd", ssd_cp_plans=PLANS))
    assert snapshots(tmp_path) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"as_at": "2026-11-24"}, "24 November 2026, the day .* is still to come"),
        ({"as_at": "0001-01-01"}, "lies before 2000"),
        ({"as_at": "9999-12-31"}, "is still to come"),
    ],
)
def test_a_day_to_come_or_of_another_age_is_refused_and_leaves_nothing(tmp_path, given, words):
    with pytest.raises(LoadRefused, match=words):
        loaded(tmp_path, submission("ssd", ssd_cp_plans=PLANS, **given))
    assert snapshots(tmp_path) == []


def test_a_year_that_has_not_ended_wants_the_day_on_which_it_was_drawn(tmp_path):
    given = submission("ssda903", collection_year=2027, header="child | sex\nC1 | M")
    with pytest.raises(LoadRefused, match=r"31 March 2027.*--as-at"):
        loaded(tmp_path, given)
    drawn = load(tmp_path, given, created_at=MORNING, as_at=date(2026, 11, 20))
    assert drawn.as_at == date(2026, 11, 20)


def test_headings_without_a_row_are_no_return(tmp_path):
    with pytest.raises(LoadRefused, match="not one row under them"):
        loaded(tmp_path, submission("ssda903", collection_year=2026, header="child | sex"))
    assert snapshots(tmp_path) == []


def test_a_yearly_return_speaks_for_31_march(tmp_path):
    given = submission("ssda903", collection_year=2026, header="child | sex\nC1 | M")
    assert loaded(tmp_path, given).as_at == date(2026, 3, 31)


def test_a_second_load_while_one_is_going_on_is_refused(tmp_path):
    from lineofsight.warehouse import store

    with store.one_load_at_a_time(tmp_path), pytest.raises(LoadRefused, match="going on"):
        loaded(tmp_path, submission("ssd", as_at="2026-10-31", ssd_cp_plans=PLANS))
    assert snapshots(tmp_path) == []


def test_an_extract_corrects_adds_and_takes_back_and_the_history_keeps_what_was(tmp_path):
    loaded(tmp_path, submission("ssd", as_at="2026-09-30", ssd_cp_plans=PLANS))
    newer = loaded(
        tmp_path,
        submission(
            "ssd",
            as_at="2026-10-31",
            ssd_cp_plans="""
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
                P1              | C1             | 2026-01-10              | 2026-07-31
                P3              | C3             | 2026-10-05              |
            """,
        ),
    )
    assert rows(newer, "cppl_cp_plan_id, cppl_cp_plan_end_date, known_from", "ssd_cp_plans") == [
        ("P1", date(2026, 7, 31), date(2026, 9, 30)),
        ("P3", None, date(2026, 10, 31)),
    ]
    past = newer.path / "journey/history/ssd_cp_plans.parquet"
    assert rows(newer, "cppl_cp_plan_id, known_to, why", f"'{past}'") == [
        ("P1", date(2026, 10, 31), "corrected"),
        ("P2", date(2026, 10, 31), "taken back"),
    ]


def test_a_table_the_load_does_not_speak_of_stays(tmp_path):
    loaded(tmp_path, submission("ssd", as_at="2026-09-30", ssd_cp_plans=PLANS))
    contacts = "cont_contact_id | cont_person_id | cont_contact_date\nK1 | C1 | 2026-10-02"
    newer = loaded(tmp_path, submission("ssd", as_at="2026-10-31", ssd_contacts=contacts))
    assert newer.manifest.rows == {"ssd_contacts": 1, "ssd_cp_plans": 2}


def test_an_older_extract_loaded_late_adds_nothing_the_newer_one_did_not_have(tmp_path):
    newer = submission("ssd", as_at="2026-10-31", ssd_cp_plans=PLANS)
    older = submission(
        "ssd",
        as_at="2026-09-30",
        ssd_cp_plans="""
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
            P1              | C1             | 2026-01-10              |
            P9              | C9             | 2026-03-01              |
        """,
    )
    loaded(tmp_path, newer)
    snapshot = loaded(tmp_path, older)
    assert snapshot.as_at == date(2026, 10, 31)
    assert snapshot.manifest.told_on == date(2026, 9, 30)
    assert rows(snapshot, "cppl_cp_plan_id, cppl_cp_plan_end_date", "ssd_cp_plans") == [
        ("P1", date(2026, 8, 1)),
        ("P2", None),
    ]
    assert "not_taken_in" in snapshot.problems["kind"].to_pylist()


def test_a_row_without_a_key_or_with_a_repeated_one_is_listed_as_a_problem(tmp_path):
    loaded(
        tmp_path,
        submission(
            "ssd",
            as_at="2026-10-31",
            ssd_contacts="""
                cont_contact_id | cont_person_id | cont_contact_date
                K1              | C1             | 2026-10-02
                K1              | C1             | 2026-10-03
                                | C2             | 2026-10-04
            """,
            ssd_person="pers_person_id\nC1",
        ),
    )
    found = latest(tmp_path).problems.to_pylist()
    assert [(p["row"], p["kind"]) for p in found] == [
        (3, "key repeated"),
        (4, "key missing"),
        (4, "refers to nothing"),
    ]
