# ruff: noqa: E501 - drawings are as wide as they need to be
"""Cases nobody holds, and changes of social worker."""

import pytest

from lineofsight.indicators import Parameters

OPEN = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
    a                | A              | 2026-01-01         |
    b                | B              | 2026-01-01         |
    c                | C              | 2026-01-01         |
    d                | D              | 2026-01-01         |
    e                | E              | 2026-01-01         | 2026-10-31
"""
HELD = """
    invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_team | invo_professional_role_id | invo_involvement_start_date | invo_involvement_end_date
    1                    | A              | Lark                 | north                  | ALLOCATED_WORKER          | 2026-01-01                  | 2026-11-01
    2                    | B              | Lark                 | north                  | ALLOCATED_WORKER          | 2026-01-01                  | 2026-10-31
    3                    | C              |                      | north                  | ALLOCATED_WORKER          | 2026-01-01                  |
    4                    | D              | 99                   | north                  | ALLOCATED_WORKER          | 2026-01-01                  |
"""
WORKERS = """
    prof_professional_id | prof_professional_name
    99                   | Duty Desk
"""


def test_a_case_is_unallocated_from_the_day_nobody_holds_it(ask):
    answer = ask("WRK06", "2026-10", ssd_cin_episodes=OPEN, ssd_involvements=HELD)
    assert {row["child_id"] for row in answer.rows if row["status"] == "counted"} == {"B", "C"}
    assert {row["child_id"] for row in answer.rows if row["status"] == "not-counted"} == {"A", "D"}


@pytest.mark.parametrize("listed", ["duty desk", "99"])
def test_a_name_or_number_that_the_authority_lists_stands_for_nobody(ask, listed):
    answer = ask(
        "WRK06",
        "2026-10",
        parameters=Parameters(generic_workers=(listed,)),
        ssd_cin_episodes=OPEN,
        ssd_involvements=HELD,
        ssd_professionals=WORKERS,
    )
    assert {row["child_id"] for row in answer.rows if row["status"] == "counted"} == {"B", "C", "D"}


CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_id
    a1                  | A              | 2024-01-01                  | S                             | A-care
    b1                  | B              | 2024-01-01                  | S                             | B-care
    c1                  | C              | 2024-01-01                  | S                             | C-care
    d1                  | D              | 2024-01-01                  | S                             | D-care
"""
CHANGES = """
    invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_involvement_start_date | invo_involvement_end_date
    1                    | A              | first                | ALLOCATED_WORKER          | 2024-01-01                  | 2025-11-02
    2                    | A              | second               | ALLOCATED_WORKER          | 2025-11-02                  | 2026-10-31
    3                    | A              | third                | ALLOCATED_WORKER          | 2026-10-31                  |
    4                    | B              | first                | ALLOCATED_WORKER          | 2024-01-01                  | 2025-10-31
    5                    | B              | second               | ALLOCATED_WORKER          | 2025-10-31                  | 2026-10-31
    6                    | B              | third                | ALLOCATED_WORKER          | 2026-10-31                  |
    7                    | C              | first                | ALLOCATED_WORKER          | 2024-01-01                  | 2026-02-01
    8                    | C              | second               | ALLOCATED_WORKER          | 2026-02-01                  | 2026-05-01
    9                    | C              | first                | ALLOCATED_WORKER          | 2026-05-01                  |
    10                   | C              | officer              | IRO                       | 2026-05-01                  |
"""


def test_three_different_workers_in_the_twelve_months_and_one_who_comes_back_is_one(ask):
    answer = ask("WRK09", "2026-10-r12", ssd_cla_episodes=CARE, ssd_involvements=CHANGES)
    assert answer.measures() == {"A-care": 3, "B-care": 2, "C-care": 2, "D-care": None}
    assert (answer.counted, answer.not_counted) == (["A-care"], ["B-care", "C-care"])
    assert answer.unknown == ["D-care"]
