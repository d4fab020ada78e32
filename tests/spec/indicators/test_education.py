# ruff: noqa: E501 - drawings are as wide as they need to be
"""Education of children looked after and in need, and the first health assessment in care."""

from datetime import date

BORN = """
    pers_person_id | pers_dob
    A              | 2012-03-01
    B              | 2012-03-01
    C              | 2012-03-01
    D              | 2012-03-01
    RECEPTION      | 2022-08-31
    NURSERY        | 2022-09-01
    YEAR11         | 2010-09-01
    YEAR12         | 2010-08-31
    YEAR13         | 2009-03-01
    GROWN          | 2008-08-31
"""


def care(*rows):
    """Episodes of care, each of (child, first day, last day or nothing)."""
    lines = [f"{c} | {c} | {c} | {start} | {end} | S" for c, start, end in rows]
    head = "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_episode_start_reason"
    return "\n".join([head, *lines])


# Twenty working days after Monday 14 September 2026 is Monday 12 October.
ASSESSED = """
    child_id | happened_on
    A        | 2026-10-12
    B        | 2026-10-13
    D        | 2026-09-16
"""


def test_a_first_health_assessment_by_the_twentieth_working_day(ask):
    episodes = care(
        ("A", "2026-09-14", ""),
        ("B", "2026-09-14", ""),
        ("C", "2026-09-14", "2026-10-12"),
        ("D", "2026-09-14", "2026-09-18"),
        ("YEAR12", "2026-09-14", "2026-10-13"),
    )
    drawn = {"ssd_cla_episodes": episodes, "loc_initial_health_assessments": ASSESSED}
    answer = ask("HLT01", "2026-10", **drawn)
    assert answer.counted == ["A", "D"]
    # C left on the twentieth working day itself and is not in it; the other left a day later.
    assert answer.not_counted == ["B", "YEAR12"]
    assert answer.dues()["A"] == date(2026, 10, 12)
    assert (answer.measures()["A"], answer.measures()["B"]) == (20, 21)


def test_the_first_plan_by_the_tenth_working_day_for_children_of_school_age(ask):
    children = ("A", "B", "RECEPTION", "NURSERY", "YEAR11", "YEAR12")
    episodes = care(*((child, "2026-10-05", "") for child in children))
    plans = """
        child_id  | happened_on
        A         | 2026-10-19
        B         | 2026-10-20
        NURSERY   | 2026-10-06
    """
    answer = ask("EDU01", "2026-10", ssd_person=BORN, ssd_cla_episodes=episodes, loc_peps=plans)
    assert answer.counted == ["A"]
    assert answer.not_counted == ["B", "RECEPTION", "YEAR11"]


def test_a_plan_of_this_term_from_reception_to_year_13(ask):
    children = ("A", "B", "C", "RECEPTION", "NURSERY", "YEAR13", "GROWN")
    episodes = care(*((child, "2026-01-05", "") for child in children))
    plans = """
        child_id  | happened_on
        A         | 2026-09-01
        B         | 2026-08-31
        YEAR13    | 2026-10-31
        GROWN     | 2026-10-31
    """
    drawn = {"ssd_person": BORN, "ssd_cla_episodes": episodes, "loc_peps": plans}
    answer = ask("EDU02", "2026-10", **drawn)
    assert answer.counted == ["A", "YEAR13"]
    assert answer.not_counted == ["B", "C", "RECEPTION"]
    assert ask("EDU02", "2026-12", **drawn).counted == ["A", "YEAR13"]


ATTENDANCE = """
    child_id | from_on    | to_on      | sessions_possible | sessions_missed
    A        | 2026-07-01 | 2026-07-31 | 20                | 20
    A        | 2026-09-01 | 2026-09-30 | 40                | 0
    A        | 2026-10-01 | 2026-10-31 | 40                | 8
    B        | 2026-09-01 | 2026-09-30 | 40                | 4
    B        | 2026-10-01 | 2026-10-31 | 40                | 3
    D        | 2026-07-01 | 2026-07-31 | 20                | 20
    YEAR11   | 2026-10-01 | 2026-10-31 | 0                 | 0
    NURSERY  | 2026-10-01 | 2026-10-31 | 40                | 40
"""


def test_a_tenth_of_the_school_year_so_far_is_persistent_absence(ask):
    children = ("A", "B", "D", "YEAR11", "NURSERY")
    rows = [(child, "2025-10-31", "") for child in children]
    episodes = care(*rows, ("C", "2025-11-01", ""))
    answer = ask(
        "EDU03", "2026-10", ssd_person=BORN, ssd_cla_episodes=episodes, loc_attendance=ATTENDANCE
    )
    assert answer.counted == ["A"]
    assert answer.not_counted == ["B"]
    assert set(answer.left_out) == {"D", "YEAR11"}
    assert answer.measures()["B"] == 8


def test_a_suspension_of_this_school_year(ask):
    children = ("A", "B", "C")
    episodes = care(*((child, "2025-10-01", "") for child in children))
    suspended = """
        child_id | happened_on
        A        | 2026-09-01
        B        | 2026-08-31
        C        | 2026-11-02
    """
    answer = ask(
        "EDU04", "2026-10", ssd_person=BORN, ssd_cla_episodes=episodes, loc_suspensions=suspended
    )
    assert (answer.counted, answer.not_counted) == (["A"], ["B", "C"])


def test_a_plan_for_special_needs_that_names_a_school_on_the_day(ask):
    children = ("A", "B", "C", "YEAR12")
    episodes = care(*((child, "2026-01-05", "") for child in children))
    drawn = {
        "ssd_send": "send_table_id | send_person_id\n1 | A\n2 | B\n3 | C\n4 | YEAR12",
        "ssd_ehcp_requests": "ehcr_ehcp_request_id | ehcr_send_table_id\n1 | 1\n2 | 2\n3 | 3\n4 | 4",
        "ssd_ehcp_assessment": "ehca_ehcp_assessment_id | ehca_ehcp_request_id\n1 | 1\n2 | 2\n3 | 3\n4 | 4",
        "ssd_ehcp_named_plan": """
            ehcn_named_plan_id | ehcn_ehcp_asmt_id | ehcn_named_plan_start_date | ehcn_named_plan_ceased_date
            a                  | 1                 | 2024-01-01                 |
            again              | 1                 | 2025-01-01                 |
            b                  | 2                 | 2024-01-01                 | 2026-10-31
            c                  | 3                 | 2026-11-01                 |
            d                  | 4                 | 2024-01-01                 |
        """,
    }
    answer = ask("EDU05", "2026-10", ssd_person=BORN, ssd_cla_episodes=episodes, **drawn)
    assert (answer.counted, answer.not_counted) == (["A"], ["B", "C"])


def test_changes_of_school_in_two_years_and_those_in_mid_year(ask):
    children = ("A", "B", "C", "D")
    rows = [(child, "2024-10-31", "") for child in children]
    moves = """
        child_id | happened_on
        A        | 2024-11-01
        B        | 2024-10-31
        C        | 2026-09-01
        C        | 2026-10-01
        D        | 2025-09-30
    """
    drawn = {
        "ssd_person": BORN,
        "ssd_cla_episodes": care(*rows, ("YEAR11", "2024-11-01", "")),
        "loc_school_moves": moves,
    }
    assert ask("EDU06", "2026-10", **drawn).counted == ["A", "C", "D"]
    assert ask("EDU06", "2026-10", **drawn).not_counted == ["B"]
    assert ask("EDU07", "2026-10", **drawn).counted == ["A", "C"]


def test_the_average_score_of_those_looked_after_for_a_year_in_march(ask):
    episodes = care(
        ("A", "2025-03-31", ""), ("B", "2020-01-01", ""), ("C", "2025-04-01", ""),
        ("D", "2020-01-01", "2026-03-31"), ("YEAR12", "2020-01-01", ""),
    )  # fmt: skip
    results = """
        child_id | results_on | attainment_8
        A        | 2026-08-20 | 30.25
        B        | 2026-08-20 | 10
        C        | 2026-08-20 | 60
        D        | 2026-08-20 | 60
        YEAR12   | 2026-08-20 |
    """
    answer = ask("EDU08", "2026-10-r12", ssd_cla_episodes=episodes, loc_attainment=results)
    assert answer.counted == ["A", "B"]
    assert answer.left_out == {"YEAR12": "No score is recorded."}
    assert answer.sums()["authority"][0] == 4025


def test_children_in_need_in_march_alone_by_that_years_attendance(ask):
    need = """
        cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
        a                | A              | 2026-03-31         |
        b                | B              | 2026-01-01         | 2026-03-31
        c                | C              | 2026-01-01         |
        d                | D              | 2026-01-01         | 2026-04-01
    """
    plans = "cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date\nc | C | 2026-03-01"
    drawn = {"ssd_cin_episodes": need, "ssd_cp_plans": plans, "loc_attendance": ATTENDANCE}
    answer = ask("EDU12", "2026-10", **drawn)
    # The school year of March 2026 ended in August; what came after is of the next.
    assert answer.counted == ["a", "d"]
    assert answer.left_out == {}
    assert ask("EDU12", "2026-06", **drawn).left_out.keys() == {"a", "d"}
    assert ask("EDU12", "2026-03", **drawn).left_out.keys() == {"a", "d"}
