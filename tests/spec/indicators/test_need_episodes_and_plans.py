# ruff: noqa: E501 - drawings are as wide as they need to be
"""Episodes of need that begin and end, and child in need plans on a day."""

STARTED = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_referral_nfa
    first-day        | A              | 2026-10-01         | N
    last-day         | B              | 2026-10-31         |
    no-action        | C              | 2026-10-05         | Y
    next-month       | D              | 2026-11-01         | N
    second-that-day  | A              | 2026-10-01         | N
"""


def test_a_referral_begins_an_episode_unless_there_was_no_further_action(ask):
    answer = ask("CIN03", "2026-10", ssd_cin_episodes=STARTED)
    assert answer.counted == ["first-day", "last-day", "second-that-day"]
    assert answer.not_counted == ["no-action"]


ENDED = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason | cine_referral_nfa
    three-months     | A              | 2026-07-15         | 2026-10-15      | RC8               | N
    a-day-longer     | B              | 2026-07-14         | 2026-10-15      | RC9               | N
    to-the-last      | C              | 2026-07-31         | 2026-10-31      |                   | N
    that-very-day    | D              | 2026-10-01         | 2026-10-01      | rc8               |
    no-action        | E              | 2026-10-05         | 2026-10-05      | RC8               | Y
    month-before     | F              | 2026-07-01         | 2026-09-30      | RC8               | N
    still-open       | G              | 2026-07-01         |                 |                   | N
"""


def test_an_episode_ends_in_the_month_it_closes_and_no_further_action_ends_none(ask):
    answer = ask("CIN04", "2026-10", ssd_cin_episodes=ENDED)
    assert answer.counted == ["a-day-longer", "that-very-day", "three-months", "to-the-last"]


def test_three_months_to_the_day_is_three_months_or_less(ask):
    answer = ask("CIN08", "2026-10", ssd_cin_episodes=ENDED)
    assert answer.counted == ["that-very-day", "three-months", "to-the-last"]
    assert answer.not_counted == ["a-day-longer"]
    leap = """
        cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
        to-february      | A              | 2025-11-30         | 2026-02-28
        into-march       | B              | 2025-11-30         | 2026-03-01
    """
    assert ask("CIN08", "2026-02 2026-03", ssd_cin_episodes=leap).counted == ["to-february"]


def test_closed_after_assessment_is_the_reason_rc8_and_a_blank_one_is_not_known(ask):
    answer = ask("CIN15", "2026-10", ssd_cin_episodes=ENDED)
    assert answer.counted == ["that-very-day", "three-months"]
    assert answer.not_counted == ["a-day-longer", "to-the-last"]
    assert answer.unknown == ["to-the-last"]


def test_an_episode_that_ended_is_held_by_who_was_responsible_the_day_before(ask):
    answer = ask(
        "CIN04",
        "2026-10",
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_referral_team
            involved         | A              | 2026-07-15         | 2026-10-15      | front-door
            nobody           | B              | 2026-07-15         | 2026-10-15      | front-door
            that-very-day    | C              | 2026-10-15         | 2026-10-15      | front-door
        """,
        ssd_involvements="""
            invo_involvements_id | invo_professional_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date | invo_person_id
            1                    | Lark                 | long-term              | 2026-07-20                  | 2026-10-15                | A
            2                    | Wren                 | long-term              | 2026-10-15                  |                           | C
        """,
    )
    held = {row["record_key"]: row["team_id"] for row in answer.rows}
    assert held == {"involved": "long-term", "nobody": "front-door", "that-very-day": "long-term"}


NEEDS = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_cin_primary_need_code | cine_close_date
    abuse            | A              | 2026-01-01         | N1                         |
    disability       | B              | 2026-01-01         | N2                         |
    not-stated       | C              | 2026-01-01         | N0                         |
    blank            | D              | 2026-01-01         |                            |
    closed           | E              | 2026-01-01         | N1                         | 2026-10-31
"""


def test_the_primary_need_is_that_of_the_open_episode_and_not_stated_is_not_known(ask):
    answer = ask("CIN07", "2026-10-31", ssd_cin_episodes=NEEDS)
    assert answer.counted == ["abuse"]
    assert answer.not_counted == ["blank", "disability", "not-stated"]
    assert answer.unknown == ["blank", "not-stated"]


def test_a_child_with_many_disabilities_is_one_and_none_is_an_answer(ask):
    answer = ask(
        "CIN06",
        "2026-10-31",
        ssd_cin_episodes=NEEDS,
        ssd_person="""
            pers_person_id
            A
            B
            C
        """,
        ssd_disability="""
            disa_table_id | disa_person_id | disa_disability_code
            1             | A              | NONE
            2             | B              | MOB
            3             | B              | HEAR
            4             | B              | NONE
        """,
    )
    assert answer.counted == ["disability"]
    assert answer.unknown == ["blank", "not-stated"]
    assert answer.tally() == {"authority": (1, 4)}


PLANNED = {
    "ssd_cin_episodes": """
        cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
        1                | A              | 2024-01-01         |
        2                | B              | 2024-01-01         |
        3                | C              | 2024-01-01         |
        4                | D              | 2024-01-01         |
        5                | E              | 2024-01-01         | 2026-10-31
        6                | F              | 2024-01-01         |
        7                | G              | 2024-01-01         |
    """,
    "ssd_cin_plans": """
        cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date
        a-year-old       | A              | 2025-10-31               |
        a-day-younger    | B              | 2025-11-01               |
        in-care          | C              | 2026-01-01               |
        protected        | D              | 2026-01-01               |
        need-closed      | E              | 2026-01-01               |
        ends-that-day    | F              | 2026-01-01               | 2026-10-31
        first-of-two     | G              | 2026-01-01               |
        second-of-two    | G              | 2026-03-01               |
        no-start         | H              |                          |
    """,
    "ssd_cp_plans": """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
        P               | D              | 2026-10-31
        Q               | C              | 2026-10-01
    """,
    "ssd_cla_episodes": """
        clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_id
        E                   | C              | 2026-10-31                  | care
    """,
}


def test_a_child_has_one_plan_at_a_time_and_care_and_protection_come_before_need(ask):
    for indicator in ("CIN09", "CIN10"):
        answer = ask(indicator, "2026-10-31", **PLANNED)
        assert answer.counted == ["a-day-younger", "a-year-old", "first-of-two"]
        assert answer.left_out == {
            "in-care": "Looked after on the day.",
            "protected": "On a child protection plan on the day.",
            "need-closed": "The episode of need has closed.",
        }
    day_before = ask("CIN10", "2026-10-30", **PLANNED)
    assert {"in-care", "protected"} & {*day_before.counted} == {"protected"}
    assert "ends-that-day" in day_before.counted


def test_a_plan_is_open_for_over_twelve_months_from_the_same_day_of_the_year_after(ask):
    answer = ask("CIN13", "2026-10-31", **PLANNED)
    assert answer.counted == ["a-year-old"]
    assert answer.not_counted == ["a-day-younger", "first-of-two"]


def test_annex_a_does_not_tell_when_a_plan_began_so_its_length_is_not_known(ask):
    answer = ask(
        "CIN13",
        "2026-10-31",
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date | source
            1                | A              | 2024-01-01         | annex_a
            2                | B              | 2024-01-01         | cin
        """,
        ssd_cin_plans="""
            cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | source
            from-a-list      | A              | 2024-01-01               | annex_a
            from-the-census  | B              | 2024-01-01               | cin
        """,
    )
    assert answer.counted == ["from-the-census"]
    assert answer.unknown == ["from-a-list"]
