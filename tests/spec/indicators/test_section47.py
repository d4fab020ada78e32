# ruff: noqa: E501 - drawings are as wide as they need to be
"""Section 47 enquiries and their conferences. 5 October 2026 is a Monday with no bank
holiday after it that month: fifteen working days on is Monday 26 October."""

ENQUIRIES = """
    s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date | s47e_s47_nfa
    held                | A              | 2026-10-05          | 2026-10-12        | N
    held-late           | B              | 2026-10-05          | 2026-10-12        | N
    no-more             | C              | 2026-10-05          | 2026-10-12        | Y
    waiting             | D              | 2026-10-05          |                   |
    backwards           | E              | 2026-10-20          | 2026-10-21        | N
"""
CONFERENCES = """
    icpc_icpc_id | icpc_s47_enquiry_id | icpc_person_id | icpc_icpc_date | icpc_icpc_transfer_in | icpc_icpc_outcome_cp_flag
    day-15       | held                | A              | 2026-10-26     | N                     | Y
    day-16       | held-late           | B              | 2026-10-27     | N                     | N
    moved-in     |                     | F              | 2026-10-27     | Y                     | Y
    no-enquiry   |                     | G              | 2026-10-27     | N                     |
    too-early    | backwards           | E              | 2026-10-19     |                       | Y
    not-held     | waiting             | D              |                |                       |
"""


def _both(ask, indicator, period):
    return ask(indicator, period, ssd_s47_enquiry=ENQUIRIES, ssd_initial_cp_conference=CONFERENCES)


def test_an_enquiry_counts_once_in_the_month_it_begins(ask):
    answer = _both(ask, "S4701", "2026-10")
    assert answer.tally() == {"authority": (5, 5)}


def test_enquiries_that_have_not_ended_are_left_out_of_those_leading_to_a_conference(ask):
    answer = _both(ask, "S4703", "2026-10")
    assert answer.counted == ["backwards", "held", "held-late"]
    assert answer.not_counted == ["no-more"]
    assert answer.left_out == {"waiting": "The enquiry has not ended."}


def test_day_15_is_in_time_and_conferences_that_cannot_be_timed_are_left_out(ask):
    answer = _both(ask, "S4704", "2026-10")
    assert answer.counted == ["day-15"]
    assert answer.not_counted == ["day-16"]
    assert set(answer.left_out) == {"moved-in", "no-enquiry", "too-early"}
    assert answer.unknown == ["no-enquiry"]


def test_a_conference_whose_decision_is_not_recorded_did_not_result_in_a_plan(ask):
    answer = _both(ask, "S4708", "2026-10")
    assert answer.counted == ["day-15", "moved-in", "too-early"]
    assert answer.not_counted == ["day-16", "no-enquiry"]
    assert answer.unknown == ["no-enquiry"]


def test_a_conference_is_outstanding_from_the_sixteenth_working_day_until_it_is_held(ask):
    answer = _both(ask, "S4709", "2026-10-26 2026-10-27")
    told = {(r["period_id"], r["record_key"]): r["status"] for r in answer.rows}
    assert told == {
        ("2026-10-26", "held-late"): "not-counted",
        ("2026-10-26", "waiting"): "not-counted",
        ("2026-10-27", "waiting"): "counted",
    }


def test_an_enquiry_is_not_its_own_repeat_and_the_second_of_a_day_repeats_the_first(ask):
    answer = ask(
        "S4710",
        "2026-10-r12",
        ssd_s47_enquiry="""
            s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
            a-1                 | A              | 2025-10-06
            a-2                 | A              | 2026-10-06
            b-1                 | B              | 2025-10-07
            b-2                 | B              | 2026-10-06
            c-1                 | C              | 2026-10-06
            c-2                 | C              | 2026-10-06
        """,
    )
    assert answer.counted == ["b-2", "c-2"]
    assert answer.not_counted == ["a-2", "c-1"]


def test_an_outcome_that_rules_a_conference_out_needs_none_though_no_end_is_told(ask):
    drawn = {
        "ssd_s47_enquiry": """
            s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_outcome_json
            ruled-out           | A              | 2026-09-01          | {"OUTCOME_CP_CONFERENCE_FLAG": "N"}
            needed              | B              | 2026-09-01          | {"OUTCOME_CP_CONFERENCE_FLAG": "Y"}
        """
    }
    assert ask("S4709", "2026-10", **drawn).counted == ["needed"]
    led = ask("S4703", "2026-09", **drawn)
    assert (led.not_counted, set(led.left_out)) == (["ruled-out"], {"needed"})


def test_rates_of_enquiries_and_conferences_count_all_of_the_period(ask):
    assert _both(ask, "S4702", "2026-10").tally() == {"authority": (5, 5)}
    assert _both(ask, "S4702", "2026-09").tally() == {}
    for conferences in ("S4706", "S4707"):
        answer = _both(ask, conferences, "2026-10")
        assert answer.counted == ["day-15", "day-16", "moved-in", "no-enquiry", "too-early"]


def test_a_conference_counts_on_the_first_and_the_last_day_of_its_month_and_not_until_held(ask):
    drawing = """
        icpc_icpc_id | icpc_person_id | icpc_icpc_target_date | icpc_icpc_date
        day-before   | A              | 2026-09-30            | 2026-09-30
        first-day    | A              | 2026-10-01            | 2026-10-01
        last-day     | B              | 2026-10-31            | 2026-10-31
        only-planned | C              | 2026-10-15            |
    """
    answer = ask("S4706", "2026-10", ssd_initial_cp_conference=drawing)
    assert answer.counted == ["first-day", "last-day"]


def test_the_median_wait_is_of_the_conferences_that_can_be_timed(ask):
    answer = ask(
        "S4705",
        "2026-10",
        ssd_s47_enquiry="""
            s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
            a                   | A              | 2026-10-05
            b                   | B              | 2026-10-05
            c                   | C              | 2026-10-20
            d                   | D              | 2026-10-05
        """,
        ssd_initial_cp_conference="""
            icpc_icpc_id | icpc_s47_enquiry_id | icpc_person_id | icpc_icpc_date | icpc_icpc_transfer_in
            day-5        | a                   | A              | 2026-10-12     | N
            day-16       | b                   | B              | 2026-10-27     | N
            too-early    | c                   | C              | 2026-10-19     |
            moved-in     | d                   | D              | 2026-10-06     | Y
            no-enquiry   |                     | E              | 2026-10-06     |
        """,
    )
    assert answer.measures()["day-5"] == 5
    assert set(answer.left_out) == {"too-early", "moved-in", "no-enquiry"}
    assert answer.median() == 10.5
