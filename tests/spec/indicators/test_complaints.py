# ruff: noqa: E501 - drawings are as wide as they need to be
"""Complaints, stage by stage. 5 October 2026 is a Monday; the tenth working day after it is the
19th, the twentieth 2 November."""

from datetime import date

STAGES = """
    complaint_id | stage | received_on | is_extended | closed_on  | outcome    | panel_on   | panel_report_on | team_id
    ten          | 1     | 2026-10-05  |             | 2026-10-19 | upheld     |            |                 | T1
    eleven       | 1     | 2026-10-05  | N           | 2026-10-20 | partly     |            |                 | T1
    extended     | 1     | 2026-09-21  | Y           | 2026-10-19 | not_upheld |            |                 |
    too-long     | 1     | 2026-09-18  | Y           | 2026-10-19 | withdrawn  |            |                 | T2
    open         | 1     | 2026-10-05  |             |            |            |            |                 | T1
    undated      | 1     |             |             | 2026-10-19 |            |            |                 | T1
    ten          | 2     | 2026-09-14  |             | 2026-10-19 | upheld     |            |                 | T1
    eleven       | 2     | 2026-09-11  |             | 2026-10-19 | upheld     |            |                 | T1
    slow         | 2     | 2026-07-17  |             | 2026-10-19 | upheld     |            |                 | T1
    slower       | 2     | 2026-07-16  |             | 2026-10-19 | upheld     |            |                 | T1
"""


def test_stage_1_is_in_time_on_the_tenth_working_day_or_the_twentieth_where_extended(ask):
    answer = ask("COM01", "2026-10", loc_complaints=STAGES)
    assert answer.counted == ["extended, stage 1", "ten, stage 1"]
    assert answer.not_counted == ["eleven, stage 1", "too-long, stage 1", "undated, stage 1"]
    measures = answer.measures()
    assert (measures["ten, stage 1"], measures["extended, stage 1"]) == (10, 20)
    assert answer.dues()["eleven, stage 1"] == date(2026, 10, 19)


def test_a_complaint_is_no_child_and_belongs_to_the_team_in_its_row(ask):
    answer = ask("COM01", "2026-10", loc_complaints=STAGES)
    assert {row["child_id"] for row in answer.rows} == {None}
    assert answer.tally("team") == {"T1": (1, 3), "T2": (0, 1), "not-recorded": (1, 1)}


def test_stage_2_within_25_and_within_65_working_days(ask):
    # Between them lies 31 August, the summer bank holiday.
    short = ask("COM02", "2026-10", loc_complaints=STAGES)
    assert short.counted == ["ten, stage 2"]
    assert short.measures() == {
        "ten, stage 2": 25,
        "eleven, stage 2": 26,
        "slow, stage 2": 65,
        "slower, stage 2": 66,
    }
    long = ask("COM03", "2026-10", loc_complaints=STAGES)
    assert long.counted == ["eleven, stage 2", "slow, stage 2", "ten, stage 2"]
    assert long.not_counted == ["slower, stage 2"]


PANELS = """
    complaint_id | stage | received_on | closed_on  | panel_on   | panel_report_on
    in-time      | 3     | 2026-09-07  | 2026-11-09 | 2026-10-19 | 2026-10-26
    late         | 3     | 2026-09-07  | 2026-11-10 | 2026-10-20 | 2026-10-26
    never        | 3     | 2026-09-07  |            |            |
    not-yet-due  | 3     | 2026-09-21  |            |            |
    report-late  | 3     | 2026-08-03  | 2026-10-28 | 2026-09-28 | 2026-10-06
    stage-two    | 2     | 2026-09-07  | 2026-10-19 | 2026-10-19 | 2026-10-26
"""


def test_a_panel_is_judged_in_the_month_in_which_its_30_working_days_run_out(ask):
    answer = ask("COM04", "2026-10", loc_complaints=PANELS)
    assert answer.counted == ["in-time, stage 3"]
    assert answer.not_counted == ["late, stage 3", "never, stage 3"]
    later = ask("COM04", "2026-11", loc_complaints=PANELS)
    assert later.not_counted == ["not-yet-due, stage 3"]
    assert answer.dues()["in-time, stage 3"] == date(2026, 10, 19)


def test_the_report_in_5_and_the_response_15_working_days_after_it(ask):
    october = ask("COM05", "2026-10", loc_complaints=PANELS)
    assert october.not_counted == ["report-late, stage 3"]
    november = ask("COM05", "2026-11", loc_complaints=PANELS)
    assert november.counted == ["in-time, stage 3", "late, stage 3"]
    assert november.of("in-time, stage 3")["measure"] == 10


def test_upheld_in_part_is_upheld_and_withdrawn_is_left_out(ask):
    answer = ask("COM06", "2026-10", loc_complaints=STAGES)
    assert "eleven, stage 1" in answer.counted and "ten, stage 1" in answer.counted
    assert answer.not_counted == ["extended, stage 1"]
    assert answer.left_out == {
        "too-long, stage 1": "It was withdrawn.",
        "undated, stage 1": "The outcome is not recorded.",
    }
