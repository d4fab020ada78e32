# ruff: noqa: E501 - drawings are as wide as they need to be
"""Prospective adopters: two months, four months, and three months of waiting."""

from datetime import date

STAGES = """
    adpt_adopter_id | adpt_family_id | adpt_stage_1_start_date | adpt_stage_1_end_date | adpt_stage_2_start_date | adpt_stage_2_end_date
    1               | on-the-day     | 2026-08-31              | 2026-10-31            | 2026-06-30              | 2026-10-30
    2               | day-after      | 2026-08-30              | 2026-10-31            | 2026-06-30              | 2026-10-31
    3               | couple         | 2026-08-05              | 2026-10-01            | 2026-06-15              | 2026-10-10
    4               | couple         | 2026-08-01              | 2026-10-02            | 2026-06-12              | 2026-10-11
    5               | one-not-over   | 2026-08-15              | 2026-10-10            |                         |
    6               | one-not-over   | 2026-08-15              |                       |                         |
    alone           |                | 2026-10-10              | 2026-10-10            | 2026-10-01              | 2026-10-01
    8               | no-start       |                         | 2026-10-10            |                         | 2026-10-01
    9               | backwards      | 2026-10-11              | 2026-10-10            | 2026-10-02              | 2026-10-01
    10              | september      | 2026-08-01              | 2026-09-30            | 2026-08-01              | 2026-09-30
    11              | november       | 2026-10-01              | 2026-11-01            | 2026-10-01              | 2026-11-01
"""


def test_stage_1_takes_two_months_at_most_and_a_couple_is_one_family(ask):
    answer = ask("ADO08", "2026-10", own_adopters=STAGES)
    assert answer.counted == ["alone", "on-the-day"]
    assert answer.not_counted == ["couple", "day-after"]
    assert answer.unknown == ["backwards", "no-start"]
    assert answer.of("couple")["due_on"] == date(2026, 10, 1)
    assert answer.measures()["couple"] == 62
    assert "one-not-over" not in answer.measures()
    assert answer.tally() == {"authority": (2, 4)}
    assert {row["child_id"] for row in answer.rows} == {None}


def test_stage_2_takes_four_months_at_most(ask):
    answer = ask("ADO09", "2026-10", own_adopters=STAGES)
    assert answer.counted == ["alone", "couple", "on-the-day"]
    assert answer.not_counted == ["day-after"]
    assert answer.unknown == ["backwards", "no-start"]


def test_whoever_was_approved_over_three_months_ago_and_has_no_match_is_waiting(ask):
    answer = ask(
        "ADO10",
        "2026-10",
        own_adopters="""
            adpt_adopter_id | adpt_family_id | adpt_approved_date | adpt_matched_date | adpt_placed_date | adpt_adoption_order_date | adpt_left_date
            1               | day-after      | 2026-07-30         |                   |                  |                          |
            2               | on-the-day     | 2026-07-31         |                   |                  |                          |
            3               | matched        | 2026-01-01         | 2026-10-31        |                  |                          |
            4               | matched-later  | 2026-01-01         | 2026-11-01        |                  |                          |
            5               | placed         | 2026-01-01         |                   | 2026-09-01       |                          |
            6               | adopted        | 2026-01-01         |                   |                  | 2026-09-01               |
            7               | left           | 2026-01-01         |                   |                  |                          | 2026-10-31
            8               | one-left       | 2026-01-01         |                   |                  |                          | 2026-10-31
            9               | one-left       | 2026-01-01         |                   |                  |                          |
            10              | not-approved   |                    |                   |                  |                          |
            11              | approved-later | 2026-11-01         |                   |                  |                          |
        """,
    )
    assert answer.counted == ["day-after", "matched-later", "one-left"]
    assert answer.left_out == {"on-the-day": "Approved within the last three months."}
    assert answer.measures()["day-after"] == 93
