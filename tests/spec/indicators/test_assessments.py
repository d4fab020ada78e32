# ruff: noqa: E501 - drawings are as wide as they need to be
"""Child and family assessments: 45 working days, seen or not, still open.

3 August 2026 is a Monday and 31 August the summer bank holiday, so that forty-five working
days after 3 August is Tuesday 6 October.
"""

from datetime import date

from lineofsight.indicators import Interval, Parameters


def test_day_45_is_in_time_and_day_46_is_not(ask):
    answer = ask(
        "ASM03",
        "2026-10",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            on-day-45          | A              | 2026-08-03                 | 2026-10-06
            on-day-46          | B              | 2026-08-03                 | 2026-10-07
        """,
    )
    assert answer.measures() == {"on-day-45": 45, "on-day-46": 46}
    assert answer.counted == ["on-day-45"]
    assert answer.not_counted == ["on-day-46"]
    assert answer.dues() == dict.fromkeys(["on-day-45", "on-day-46"], date(2026, 10, 6))


def test_a_bank_holiday_is_no_working_day_and_a_weekend_start_is_day_0(ask):
    answer = ask(
        "ASM03",
        "2026-09",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            over-the-holiday   | A              | 2026-08-28                 | 2026-09-01
            from-saturday      | B              | 2026-09-05                 | 2026-09-07
        """,
    )
    assert answer.measures() == {"over-the-holiday": 1, "from-saturday": 1}


def test_an_assessment_that_ends_on_its_first_day_took_no_working_days(ask):
    answer = ask(
        "ASM03",
        "2026-10",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            same-day           | A              | 2026-10-06                 | 2026-10-06
        """,
    )
    assert answer.measures() == {"same-day": 0}
    assert answer.counted == ["same-day"]


def test_a_missing_start_or_one_after_the_end_is_left_out_of_both_and_listed(ask):
    answer = ask(
        "ASM03",
        "2026-10",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            no-start           | A              |                            | 2026-10-06
            backwards          | B              | 2026-10-20                 | 2026-10-06
            backwards-holiday  | B              | 2026-10-18                 | 2026-10-17
            good               | C              | 2026-10-01                 | 2026-10-06
        """,
    )
    assert set(answer.left_out) == {"no-start", "backwards", "backwards-holiday"}
    assert answer.unknown == ["backwards", "backwards-holiday", "no-start"]
    assert answer.tally() == {"authority": (1, 1)}


def test_an_assessment_counts_in_the_period_in_which_it_is_authorised(ask):
    answer = ask(
        "ASM01",
        "2026-10",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            last-of-september  | A              | 2026-09-01                 | 2026-09-30
            first-of-october   | A              | 2026-09-01                 | 2026-10-01
            last-of-october    | B              | 2026-09-01                 | 2026-10-31
            not-yet            | C              | 2026-09-01                 |
        """,
    )
    assert answer.counted == ["first-of-october", "last-of-october"]


def test_one_question_can_be_about_many_periods_at_once(ask):
    answer = ask(
        "ASM01",
        "2026-09 2026-10 2026-10-r12 2026-27-Q3",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            one                | A              | 2026-09-01                 | 2026-10-05
        """,
    )
    found = sorted(row["period_id"] for row in answer.rows)
    assert found == ["2026-10", "2026-10-r12", "2026-27-Q3"]


def test_the_median_is_of_working_days_and_of_completed_assessments_only(ask):
    answer = ask(
        "ASM04",
        "2026-10",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            one-day            | A              | 2026-10-05                 | 2026-10-06
            two-days           | B              | 2026-10-05                 | 2026-10-07
            ten-days           | C              | 2026-10-05                 | 2026-10-19
            open               | D              | 2026-01-05                 |
            no-start           | E              |                            | 2026-10-19
        """,
    )
    assert answer.median() == 2


def test_an_open_assessment_is_overdue_from_its_46th_working_day(ask):
    answer = ask(
        "ASM05",
        "2026-10-06 2026-10-07",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            open               | A              | 2026-08-03                 |
            ended-that-day     | B              | 2026-08-03                 | 2026-10-06
            ends-later         | C              | 2026-08-03                 | 2026-12-01
            not-begun          | D              | 2026-10-08                 |
        """,
    )
    told = {(r["period_id"], r["record_key"]): r["status"] for r in answer.rows}
    assert told == {
        ("2026-10-06", "open"): "not-counted",
        ("2026-10-06", "ends-later"): "not-counted",
        ("2026-10-07", "open"): "counted",
        ("2026-10-07", "ends-later"): "counted",
    }


def test_seen_not_known_counts_in_the_denominator_and_never_as_seen(ask):
    answer = ask(
        "ASM06",
        "2026-10",
        ssd_person="""
            pers_person_id | pers_dob   | pers_expected_dob
            A              | 2015-01-01 |
            B              | 2015-01-01 |
            C              | 2015-01-01 |
            D              |            | 2026-12-01
            E              | 2026-10-07 |
        """,
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_auth_date | cina_assessment_child_seen
            seen               | A              | 2026-10-06                | Y
            not-seen           | B              | 2026-10-06                | N
            not-known          | C              | 2026-10-06                |
            unborn             | D              | 2026-10-06                | N
            born-next-day      | E              | 2026-10-06                | N
            nobody-known       | F              | 2026-10-06                | Y
        """,
    )
    assert answer.counted == ["nobody-known", "seen"]
    assert answer.not_counted == ["not-known", "not-seen"]
    assert answer.unknown == ["not-known"]
    assert set(answer.left_out) == {"unborn", "born-next-day"}


def test_an_assessment_belongs_to_its_own_team_else_to_who_was_involved_that_day(ask):
    answer = ask(
        "ASM03",
        "2026-10",
        ssd_department="""
            dept_team_id | dept_team_name | dept_team_parent_id
            ashmere      | Ashmere        |
            assess       | Assessment     | ashmere
            north        | North          | assess
            south        | South          | assess
        """,
        ssd_involvements="""
            invo_involvements_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date | invo_person_id
            1                    | Wren                 | SW                        | south                  | 2026-01-01                  | 2026-10-06                | B
            2                    | Rook                 | SW                        | north                  | 2026-10-06                  |                           | B
            3                    | Iris                 | IRO                       | south                  | 2026-10-06                  |                           | B
        """,
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_team | cina_assessment_worker_id
            own                | A              | 2026-10-01                 | 2026-10-06                | south                | Lark
            involved           | B              | 2026-10-01                 | 2026-10-06                |                      |
            day-before         | B              | 2026-10-01                 | 2026-10-05                |                      |
            nobody             | C              | 2026-10-01                 | 2026-10-06                |                      |
        """,
    )
    held = {row["record_key"]: (row["team_id"], row["worker_id"]) for row in answer.rows}
    assert held == {
        "own": ("south", "Lark"),
        "involved": ("north", "Rook"),
        "day-before": ("south", "Wren"),
        "nobody": (None, None),
    }
    assert answer.tally("team") == {"south": (2, 2), "north": (1, 1), "not-recorded": (1, 1)}
    assert answer.tally("service") == {"assess": (3, 3), "not-recorded": (1, 1)}
    assert answer.tally("authority") == {"authority": (4, 4)}


def test_breakdowns_take_age_by_birthday_on_the_day_and_keep_the_unknown_apart(ask):
    answer = ask(
        "ASM01",
        "2026-10",
        ssd_person="""
            pers_person_id | pers_dob   | pers_expected_dob | pers_sex | pers_ethnicity
            eve-of-10      | 2016-10-07 |                   | M        | WBRI
            ten-today      | 2016-10-06 |                   | F        | NOBT
            unborn         |            | 2026-12-01        |          | REFU
            no-birth       |            |                   | U        | BCRB
            leap           | 2008-02-29 |                   | F        |
        """,
        ssd_disability="""
            disa_table_id | disa_person_id | disa_disability_code
            1             | eve-of-10      | NONE
            2             | ten-today      | NONE
            3             | ten-today      | MOB
        """,
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_auth_date
            1                  | eve-of-10      | 2026-10-06
            2                  | ten-today      | 2026-10-06
            3                  | unborn         | 2026-10-06
            4                  | no-birth       | 2026-10-06
            5                  | leap           | 2026-10-06
            6                  | nobody-known   | 2026-10-06
        """,
    )
    assert answer.tally(breakdown="age_band") == {
        "5 to 9": (1, 1),
        "10 to 15": (1, 1),
        "Unborn": (1, 1),
        "18 and over": (1, 1),
        "Not recorded": (2, 2),
    }
    assert answer.tally(breakdown="sex") == {
        "Male": (1, 1),
        "Female": (2, 2),
        "Not recorded": (3, 3),
    }
    assert answer.tally(breakdown="ethnicity") == {
        "White": (1, 1),
        "Black": (1, 1),
        "Refused": (1, 1),
        "Not recorded": (3, 3),
    }
    assert answer.tally(breakdown="disability") == {
        "Disabled": (1, 1),
        "Not disabled": (1, 1),
        "Not recorded": (4, 4),
    }


def test_the_rate_of_assessments_counts_what_was_authorised_in_the_period(ask):
    answer = ask(
        "ASM02",
        "2026-10 2026-10-r12",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_auth_date
            this-month         | A              | 2026-10-31
            a-year-ago         | A              | 2025-11-01
            too-long-ago       | B              | 2025-10-31
            not-yet            | C              |
        """,
    )
    found = sorted((row["period_id"], row["record_key"]) for row in answer.rows)
    assert found == [
        ("2026-10", "this-month"),
        ("2026-10-r12", "a-year-ago"),
        ("2026-10-r12", "this-month"),
    ]


def test_an_assessment_whose_result_is_not_recorded_never_ends_in_no_support(ask):
    answer = ask(
        "ASM07",
        "2026-10",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_auth_date | cina_assessment_outcome_nfa
            no-support         | A              | 2026-10-06                | Y
            support            | B              | 2026-10-06                | N
            not-recorded       | C              | 2026-10-06                |
            still-open         | D              |                           | Y
        """,
    )
    assert answer.counted == ["no-support"]
    assert answer.not_counted == ["not-recorded", "support"]
    assert answer.unknown == ["not-recorded"]


def test_domestic_abuse_is_any_of_three_factors_and_no_factors_at_all_are_left_out(ask):
    answer = ask(
        "ASM08",
        "2026-10",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_auth_date
            of-the-child       | A              | 2026-10-06
            of-a-parent        | A              | 2026-10-07
            in-the-household   | B              | 2026-10-06
            other              | C              | 2026-10-06
            none-found         | D              | 2026-10-06
            none-recorded      | E              | 2026-10-06
            empty-list         | F              | 2026-10-06
            two-tables         | G              | 2026-10-06
        """,
        ssd_assessment_factors="""
            cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json
            1             | of-the-child       | ["3A"]
            2             | of-a-parent        | ["1B", "3b"]
            3             | in-the-household   | ["3C","21"]
            4             | other              | ["13A", "23B"]
            5             | none-found         | ["21"]
            6             | empty-list         | []
            7             | two-tables         | ["1A"]
            8             | two-tables         | ["3A"]
        """,
    )
    assert answer.counted == ["in-the-household", "of-a-parent", "of-the-child", "two-tables"]
    assert answer.not_counted == ["none-found", "other"]
    assert set(answer.left_out) == {"none-recorded", "empty-list"}


REVIEWED = {
    "ssd_cin_assessments": """
        cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
        on-day-10          | A              | 2026-10-05                 | 2026-11-20
        on-day-11          | B              | 2026-10-05                 |
        none               | C              | 2026-10-05                 |
        twice              | D              | 2026-10-05                 |
        ended-on-day-9     | E              | 2026-10-05                 | 2026-10-16
        ended-on-day-10    | F              | 2026-10-05                 | 2026-10-19
        dated-before       | G              | 2026-10-05                 |
        due-next-month     | H              | 2026-10-26                 |
    """,
    "own_assessment_reviews": """
        asre_assessment_id | asre_person_id | asre_review_date
        on-day-10          | A              | 2026-10-19
        on-day-11          | B              | 2026-10-20
        ended-on-day-9     | E              | 2026-10-08
        dated-before       | G              | 2026-10-02
        due-next-month     | H              | 2026-10-30
    """,
}


def test_an_assessment_is_reviewed_in_time_on_its_tenth_working_day_if_it_went_on_so_long(ask):
    answer = ask("ASM09", "2026-10", **REVIEWED)
    assert answer.counted == ["on-day-10"]
    assert answer.not_counted == ["ended-on-day-10", "none", "on-day-11", "twice"]
    assert set(answer.left_out) == {"dated-before"}
    assert answer.of("on-day-11")["measure"] == 11
    assert answer.of("none")["due_on"] == date(2026, 10, 19)


def test_a_review_belongs_to_the_month_it_was_due_in_and_its_day_is_the_authoritys(ask):
    assert ask("ASM09", "2026-11", **REVIEWED).counted == ["due-next-month"]
    longer = Parameters(assessment_review_within=Interval.parse("15 working days"))
    assert ask("ASM09", "2026-10", parameters=longer, **REVIEWED).counted == [
        "on-day-10",
        "on-day-11",
    ]
