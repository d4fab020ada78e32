# ruff: noqa: E501 - drawings are as wide as they need to be
"""Posts, who fills them, and how many children each worker holds."""

import pytest

from lineofsight.indicators.definition import Parameters

POSTS = """
    month_ending | post_id | filled_by | full_time_equivalent | is_case_holder | worker_id | team_id | left_on    | days_lost | caseload_limit
    2026-10-31   | P1      | employee  | 1                    | Y              | W1        | T1      |            | 2         |
    2026-10-31   | P2      | employee  | 0.6                  | Y              | W2        | T1      |            | 0         | 1
    2026-10-31   | P3      | agency    | 1                    | Y              | W3        | T2      |            |           |
    2026-10-31   | P4      | vacant    | 0.5                  | Y              |           | T2      |            |           |
    2026-10-31   | P5      | employee  | 0.4                  | N              | W5        | T2      | 2026-10-15 |           |
    2026-10-31   | P6      | employee  | 0.5                  | Y              | W1        | T1      |            | 0.5       |
    2026-10-31   | P7      | employee  |                      | N              | W7        | T1      |            | 0         |
    2026-09-30   | P8      | vacant    | 1                    | Y              |           | T1      |            |           |
    2025-10-31   | P9      | employee  | 1                    | Y              | W9        | T1      | 2025-10-31 | 1         |
"""
HELD = """
    invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date
    1                    | A              | W1                   | T1                     | 2026-01-01                  |
    2                    | B              | W1                   | T1                     | 2026-01-01                  |
    3                    | C              | W1                   | T2                     | 2026-01-01                  |
    4                    | D              | W2                   | T1                     | 2026-01-01                  |
    5                    | E              | W2                   | T1                     | 2026-01-01                  | 2026-10-31
    6                    | F              | W8                   | T1                     | 2026-10-31                  |
"""


def test_cases_for_each_full_time_worker(ask):
    answer = ask("WRK01", "2026-10", loc_workforce=POSTS, ssd_involvements=HELD)
    # W1 fills two posts and has the three cases in the first alone; nobody is counted for P4.
    assert answer.measures() == {"P1": 3, "P2": 1, "P3": 0, "P6": 0}
    assert answer.sums() == {"authority": (4, 310)}
    assert answer.sums("team") == {"T1": (4, 210), "T2": (0, 100)}
    assert {row["child_id"] for row in answer.rows} == {None}


def test_the_worker_in_the_middle_and_the_tenth_who_hold_most(ask):
    middle = ask("WRK01A", "2026-10", loc_workforce=POSTS, ssd_involvements=HELD)
    # Each worker once: W1 with three, W2 with one, W3 with none.
    assert middle.measures() == {"P1": 3, "P2": 1, "P3": 0}
    assert middle.median() == 1
    most = ask("WRK01B", "2026-10", loc_workforce=POSTS, ssd_involvements=HELD)
    assert most.median() == pytest.approx(2.6)


def test_vacancies_are_posts_in_which_nobody_is_employed(ask):
    answer = ask("WRK02", "2026-10", loc_workforce=POSTS)
    assert answer.counted == ["P3", "P4", "P5"]
    assert answer.not_counted == ["P1", "P2", "P6"]
    assert set(answer.left_out) == {"P7"}
    assert answer.sums() == {"authority": (190, 400)}


def test_agency_workers_among_those_who_fill_a_post(ask):
    answer = ask("WRK03", "2026-10", loc_workforce=POSTS)
    assert answer.counted == ["P3"]
    assert answer.sums() == {"authority": (100, 310)}


def test_turnover_is_who_left_by_who_is_there_at_the_end(ask):
    answer = ask("WRK04", "2026-10-r12", loc_workforce=POSTS)
    assert {key for key, measure in answer.measures().items() if measure} == {"P5, left"}
    # 0.4 left; P1, P2 and P6 are filled by employees: 2.1. The month of October 2025 is before.
    assert answer.sums() == {"authority": (40, 210)}


def test_days_lost_by_the_days_there_were_to_work(ask):
    # October 2026 has 22 working days.
    answer = ask("WRK05", "2026-10-r12", loc_workforce=POSTS)
    assert set(answer.left_out) == {"P5 2026-10-31", "P7 2026-10-31"}
    assert answer.sums() == {"authority": (250, 22 * 210)}
    assert "P9 2025-10-31" not in answer.measures()


def test_a_worker_above_the_limit_and_above_their_own(ask):
    chosen = Parameters(caseload_limit=2)
    answer = ask("WRK07", "2026-10", parameters=chosen, ssd_involvements=HELD)
    assert answer.counted == ["W1"]
    assert answer.not_counted == ["W2", "W8"]
    assert answer.of("W1")["team_id"] == "T1"
    assert answer.of("W2")["measure"] == 1
    chosen = Parameters(caseload_limit=3)
    drawn = {"ssd_involvements": HELD, "loc_workforce": POSTS}
    assert ask("WRK07", "2026-10-30", parameters=chosen, **drawn).counted == []
    assert ask("WRK07", "2026-10", parameters=chosen, **drawn).counted == []
    tighter = POSTS.replace("| 0         | 1", "| 0         | 0")
    drawn["loc_workforce"] = tighter
    assert ask("WRK07", "2026-10", parameters=chosen, **drawn).counted == ["W2"]
