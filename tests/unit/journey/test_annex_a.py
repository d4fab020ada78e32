"""Annex A, told in the journey."""

from datetime import UTC, date, datetime

from tests.factories.submissions import submission

from lineofsight.journey import CoverageKind, to_journey
from lineofsight.warehouse import changes, load

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
REFERRALS = """
    child_unique_id | gender | date_of_birth | date_of_referral | referral_nfa | allocated_team
    C1              | M      | 2015-02-03    | 2026-09-01       | false        | North Team
    C2              | F      | 2027-01-04    | 2026-09-05       | true         | North Team
    C4              | F      | 2020-01-04    | 2026-09-06       | false        | South  Team
"""
NEEDS = """
    child_unique_id | date_of_birth | cin_start_date | case_status           | allocated_team
    C1              | 2015-02-03    | 2026-09-10     | c) Child in need plan | North Team
    C3              | 2015-02-04    | 2026-09-10     | d) Open assessment    | North Team
"""


def rows(load_, table, *columns):
    return [tuple(row[c] for c in columns) for row in load_.tables[table].to_pylist()]


def test_need_belongs_to_the_referral_before_it_and_the_rest_of_the_referrals_close():
    told = to_journey(
        submission("annex_a", as_at="2026-10-31", referrals=REFERRALS, children_in_need=NEEDS)
    )
    found = rows(
        told, "ssd_cin_episodes", "cine_person_id", "cine_referral_date", "cine_close_date"
    )
    assert found == [
        ("C1", date(2026, 9, 1), None),
        ("C2", date(2026, 9, 5), date(2026, 9, 5)),
        ("C3", date(2026, 9, 10), None),
        ("C4", date(2026, 9, 6), date(2026, 9, 6)),
    ]
    assert [(p.sheet[:6], p.row, p.kind) for p in told.problems] == [("List 6", 3, "no_referral")]


def test_an_unborn_child_has_an_expected_day_of_birth_only():
    told = to_journey(submission("annex_a", as_at="2026-10-31", referrals=REFERRALS))
    found = rows(told, "ssd_person", "pers_person_id", "pers_dob", "pers_expected_dob")
    assert ("C2", None, date(2027, 1, 4)) in found
    assert ("C1", date(2015, 2, 3), None) in found


def test_lists_that_disagree_about_a_child_are_named_and_the_majority_is_kept():
    told = to_journey(
        submission(
            "annex_a",
            as_at="2026-10-31",
            contacts="""
                child_unique_id | date_of_birth | date_of_contact
                C1              | 2015-02-03    | 2026-08-01
                C1              | 2015-03-02    | 2026-08-09
            """,
            referrals=REFERRALS,
        )
    )
    assert ("C1", date(2015, 2, 3)) in rows(told, "ssd_person", "pers_person_id", "pers_dob")
    assert [(p.row, p.column, p.kind) for p in told.problems] == [
        (3, "Date of Birth", "lists_differ")
    ]


def test_teams_get_the_slug_of_their_name_and_two_spellings_of_spaces_are_one():
    told = to_journey(submission("annex_a", as_at="2026-10-31", referrals=REFERRALS))
    assert rows(told, "ssd_department", "dept_team_id") == [("north-team",), ("south-team",)]


def test_each_list_says_which_days_it_speaks_for():
    told = to_journey(
        submission("annex_a", as_at="2026-08-31", referrals=REFERRALS, children_in_need=NEEDS)
    )
    spans = {(s.table, s.kind): (s.from_on, s.to_on) for s in told.coverage}
    assert spans[("ssd_cin_episodes", CoverageKind.EVENTS)] == (
        date(2026, 2, 28),
        date(2026, 8, 31),
    )
    assert spans[("ssd_cin_plans", CoverageKind.LATEST_SPELLS)] == (date(2026, 8, 31),) * 2
    assert not any(table == "ssd_contacts" for table, _ in spans)


def test_a_later_list_shows_late_entries_corrections_and_what_was_taken_back(tmp_path):
    plans = "child_unique_id | child_protection_plan_start_date | latest_category_of_abuse"
    older = load(
        tmp_path,
        submission(
            "annex_a",
            as_at="2026-09-30",
            child_protection=f"{plans}\nC1 | 2026-08-01 | NEG\nC2 | 2026-08-02 | EMO",
        ),
        created_at=MORNING,
    )
    newer = load(
        tmp_path,
        submission(
            "annex_a",
            as_at="2026-10-31",
            child_protection=f"{plans}\nC1 | 2026-08-01 | PHY\nC3 | 2026-08-03 | EMO\n"
            "C4 | 2026-10-03 | EMO",
        ),
        created_at=MORNING,
    )

    def of(child):
        found = changes(tmp_path, older.id, newer.id, child)
        return [(c.column, c.kind, c.before, c.after) for c in found if c.table == "ssd_cp_plans"]

    assert of("C1") == [("cppl_cp_plan_latest_category", "correction", "NEG", "PHY")]
    assert of("C2") == [("", "removed", "listed", None)]
    assert of("C3") == [("", "late entry", None, "listed")]
    assert of("C4") == []


def test_a_plan_last_listed_before_a_gap_is_ended_when_it_was_last_listed(tmp_path):
    plans = "child_unique_id | child_protection_plan_start_date | latest_category_of_abuse"
    for as_at, listed in (("2025-09-30", "C1 | 2025-08-01 | NEG"), ("2026-10-31", "")):
        snapshot = load(
            tmp_path,
            submission(
                "annex_a",
                as_at=as_at,
                child_protection=f"{plans}\n{listed}\nC9 | 2025-09-01 | NEG",
            ),
            created_at=MORNING,
        )
    with snapshot.connect() as cursor:
        found = cursor.execute(
            "SELECT cppl_person_id, cppl_cp_plan_end_date FROM ssd_cp_plans ORDER BY ALL"
        ).fetchall()
    assert found == [("C1", date(2025, 9, 30)), ("C9", None)]
    assert "ended_in_a_gap" in snapshot.problems["kind"].to_pylist()


def test_of_the_last_return_only_the_answers_about_the_interview_are_told_without_its_day():
    told = to_journey(
        submission(
            "annex_a",
            as_at="2026-10-31",
            children_in_care="""
                child_unique_id | date_of_birth | date_started_to_be_looked_after | was_the_child_offered_a_return_interview_after_their_last_missing_episode | did_the_child_accept_a_return_interview_after_their_last_missing_episode
                C1              | 2012-02-03    | 2026-01-10                      | true                                                                      | false
                C2              | 2012-02-03    | 2026-01-10                      |                                                                           |
            """,  # noqa: E501
        )
    )
    columns = ("miss_person_id", "miss_missing_episode_start_date", "miss_missing_rhi_accepted")
    assert rows(told, "ssd_missing", *columns) == [("C1", None, "N")]
    (span,) = (one for one in told.coverage if one.table == "ssd_missing")
    assert (span.kind, span.to_on) == (CoverageKind.LATEST, date(2026, 10, 31))
