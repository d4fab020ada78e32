# ruff: noqa: E501 - drawings are as wide as they need to be
"""Child protection plans that begin and end, their categories, care and emergencies."""

PLANS = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
    two-years       | A              | 2024-10-15              | 2026-10-15            | N
    a-day-short     | B              | 2024-10-16              | 2026-10-15            | N
    three-months    | C              | 2026-07-15              | 2026-10-15            |
    a-day-longer    | D              | 2026-07-14              | 2026-10-15            | N
    another-place   | E              | 2026-07-15              | 2026-10-15            | Y
    still-open      | F              | 2026-10-01              |                       | N
    month-after     | G              | 2026-10-31              | 2026-11-01            | N
    no-start        | H              |                         | 2026-10-15            | N
"""


def test_plans_count_in_the_month_they_begin_and_in_the_month_they_end(ask):
    started = ask("CPP03", "2026-10", ssd_cp_plans=PLANS)
    assert started.counted == ["month-after", "still-open"]
    ended = ask("CPP04", "2026-10", ssd_cp_plans=PLANS)
    assert ended.counted == ["a-day-longer", "a-day-short", "three-months", "two-years"]


def test_two_years_to_the_day_is_two_years_when_a_plan_ends(ask):
    answer = ask("CPP08", "2026-10", ssd_cp_plans=PLANS)
    assert answer.counted == ["two-years"]
    assert answer.not_counted == ["a-day-longer", "a-day-short", "three-months"]


def test_a_plan_that_ends_three_months_to_the_day_after_it_began_ended_within_three(ask):
    answer = ask("CPP09", "2026-10", ssd_cp_plans=PLANS)
    assert answer.counted == ["three-months"]
    assert answer.not_counted == ["a-day-longer", "a-day-short", "two-years"]


def test_a_plan_that_ended_is_held_by_who_was_responsible_the_day_before(ask):
    answer = ask(
        "CPP04",
        "2026-10",
        ssd_cp_plans="""
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
            P               | A              | 2026-07-15              | 2026-10-15
        """,
        ssd_involvements="""
            invo_involvements_id | invo_professional_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date | invo_person_id
            1                    | Lark                 | north                  | 2026-07-20                  | 2026-10-15                | A
            2                    | Wren                 | south                  | 2026-10-15                  |                           | A
        """,
    )
    assert answer.of("P")["team_id"] == "north"


CARE = {
    "ssd_cp_plans": """
        cppl_cp_plan_id  | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
        while-on-it      | A              | 2026-01-01              | 2026-06-01
        after-it-ended   | B              | 2026-01-01              | 2026-06-01
        year-before      | C              | 2025-01-01              | 2026-06-01
        before-the-plan  | D              | 2026-01-01              | 2026-06-01
        the-day-it-began | E              | 2026-01-01              | 2026-06-01
        short-break      | F              | 2026-01-01              | 2026-06-01
        never            | G              | 2026-01-01              | 2026-06-01
        came-twice       | H              | 2025-01-01              | 2026-06-01
        after-the-year   | I              | 2026-01-01              | 2026-06-01
        not-ended        | J              | 2026-01-01              |
    """,
    "ssd_cla_episodes": """
        clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_id
        1                   | A              | 2026-05-01                  |                              | a
        2                   | B              | 2026-10-31                  |                              | b
        3                   | C              | 2025-10-31                  |                              | c
        4                   | D              | 2025-12-31                  |                              | d
        5                   | E              | 2026-01-01                  |                              | e
        6                   | F              | 2026-05-01                  |                              | f
        7                   | H              | 2025-02-01                  | 2025-03-01                   | h1
        8                   | H              | 2025-11-01                  | 2026-01-01                   | h2
        9                   | H              | 2026-02-01                  |                              | h3
        10                  | I              | 2026-11-01                  |                              | i
        11                  | J              | 2026-05-01                  |                              | j
    """,
    "ssd_legal_status": """
        lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
        1                    | F              | V3                | 2026-05-01
    """,
}


def test_a_plan_counts_where_care_began_after_it_and_in_the_same_twelve_months(ask):
    answer = ask("CPP14", "2026-10-r12", **CARE)
    assert answer.counted == ["after-it-ended", "came-twice", "the-day-it-began", "while-on-it"]
    assert answer.not_counted == [
        "after-the-year",
        "before-the-plan",
        "never",
        "short-break",
        "year-before",
    ]
    assert answer.of("while-on-it")["measure"] == 120


CATEGORIES = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_initial_category | cppl_cp_plan_latest_category
    neglect         | A              | 2026-01-01              |                       | EMO                           | NEG
    emotional       | B              | 2026-01-01              |                       | EMO                           | emo
    several         | C              | 2026-01-01              |                       | NEG                           | MUL
    only-the-first  | D              | 2026-01-01              |                       | NEG                           |
    ended-that-day  | E              | 2026-01-01              | 2026-10-31            | NEG                           | NEG
"""


def test_the_latest_category_counts_and_where_it_is_blank_it_is_not_known(ask):
    neglect = ask("CPP15", "2026-10-31", ssd_cp_plans=CATEGORIES)
    assert neglect.counted == ["neglect"]
    assert neglect.not_counted == ["emotional", "only-the-first", "several"]
    assert neglect.unknown == ["only-the-first"]
    assert ask("CPP16", "2026-10-31", ssd_cp_plans=CATEGORIES).counted == ["emotional"]


ON_PLANS = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
    six-months-ago  | A              | 2026-05-01
    a-day-longer    | B              | 2026-05-01
    in-force        | C              | 2026-05-01
    next-day        | D              | 2026-05-01
    other-status    | E              | 2026-05-01
    both            | F              | 2026-05-01
"""
STATUSES = """
    lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
    1                    | A              | L1                | 2026-04-27                   | 2026-04-30
    2                    | B              | L1                | 2026-04-26                   | 2026-04-29
    3                    | C              | l2                | 2026-10-30                   |
    4                    | D              | L2                | 2026-11-01                   |
    5                    | E              | C2                | 2026-10-01                   |
    6                    | F              | L1                | 2026-09-01                   | 2026-09-04
    7                    | F              | L2                | 2026-09-04                   | 2026-09-20
"""


def test_emergency_protection_counts_if_it_was_in_force_in_the_six_months_before(ask):
    answer = ask("CPP17", "2026-10-31", ssd_cp_plans=ON_PLANS, ssd_legal_status=STATUSES)
    assert answer.counted == ["both", "in-force", "six-months-ago"]
    assert answer.not_counted == ["a-day-longer", "next-day", "other-status"]
    assert answer.unknown == []


def test_what_a_list_says_of_emergencies_stands_for_its_own_day_alone(ask):
    stated = """
        empr_statement_id | empr_person_id | empr_stated_date | empr_in_last_six_months
        1                 | A              | 2026-10-31       | Y
        2                 | B              | 2026-10-31       | N
        3                 | C              | 2026-10-31       |
        4                 | D              | 2026-09-30       | Y
    """
    answer = ask("CPP17", "2026-10-31", ssd_cp_plans=ON_PLANS, own_emergency_protection=stated)
    assert answer.counted == ["six-months-ago"]
    assert answer.unknown == ["in-force"]
    earlier = ask("CPP17", "2026-09-30", ssd_cp_plans=ON_PLANS, own_emergency_protection=stated)
    assert earlier.counted == ["next-day"]
