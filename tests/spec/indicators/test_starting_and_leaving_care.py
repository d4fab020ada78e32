# ruff: noqa: E501 - drawings are as wide as they need to be
"""Children who start to be looked after, leave care, and come back."""

EPISODES = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason | clae_cla_id
"""


def _episodes(rows):
    return EPISODES + rows


TWICE = _episodes("""
    1 | A | 2025-11-01 | S | 2026-01-10 | E4A | first-day
    2 | A | 2026-03-01 | S | 2026-05-01 | E11 | a-again
    3 | B | 2025-10-31 | S |            |     | day-before
    4 | C | 2026-10-31 | S |            |     | last-day
    5 | D | 2026-11-01 | S |            |     | day-after
    6 | E | 2026-02-01 | S | 2026-02-03 | E8  | breaks
    7 | E | 2026-04-01 | S |            |     | after-breaks
""")
STATUSES = """
    lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
    1                    | E              | V4                | 2026-02-01                   | 2026-02-03
    2                    | E              | V2                | 2026-04-01                   |
"""


def test_a_child_who_starts_twice_in_a_year_counts_once_and_short_breaks_never(ask):
    answer = ask("CLA03", "2026-10-r12", ssd_cla_episodes=TWICE, ssd_legal_status=STATUSES)
    assert answer.counted == ["after-breaks", "first-day", "last-day"]
    assert answer.left_out == {
        "a-again": "A later start of the same child in the period.",
        "breaks": "A series of short breaks.",
    }
    assert answer.tally() == {"authority": (3, 3)}


def test_in_another_period_the_second_start_is_the_first(ask):
    answer = ask("CLA03", "2026-03", ssd_cla_episodes=TWICE, ssd_legal_status=STATUSES)
    assert answer.counted == ["a-again"]


LEAVING = _episodes("""
    1  | A | 2025-01-01 | S | 2025-11-01 | E4A | left-first
    2  | A | 2026-02-01 | S | 2026-10-31 | E12 | left-again
    3  | B | 2025-01-01 | S | 2025-10-31 | E4A | day-before
    4  | C | 2025-01-01 | S | 2026-11-01 | E4A | day-after
    5  | D | 2025-01-01 | S | 2026-03-01 | X1  | two-episodes
    6  | D | 2026-03-01 | L | 2026-06-01 | E45 | two-episodes
    7  | E | 2025-01-01 | S | 2026-06-01 | X1  | goes-on
    8  | F | 2025-01-01 | S | 2026-06-01 | E8  | breaks
    9  | G | 2025-01-01 | S | 2026-06-01 |     | no-reason
    10 | H | 2025-01-01 | S |            |     | still-there
""")
BREAKS = """
    lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
    1                    | F              | V3                | 2025-01-01
"""


def test_who_left_is_counted_by_the_last_end_of_the_year_and_never_by_x1(ask):
    for indicator in ("CLA04", "CLA05"):
        answer = ask(indicator, "2026-10-r12", ssd_cla_episodes=LEAVING, ssd_legal_status=BREAKS)
        assert answer.counted == ["left-again", "no-reason", "two-episodes"]
        assert answer.left_out == {
            "breaks": "A series of short breaks.",
            "goes-on": "The last episode says that another follows (X1), but none does.",
            "left-first": "Left care again later in the period, which is counted.",
        }
    assert answer.measures()["two-episodes"] == 516


def test_who_left_is_shown_under_the_team_that_held_the_child_the_day_before(ask):
    answer = ask(
        "CLA05",
        "2026-10",
        ssd_cla_episodes=LEAVING,
        ssd_involvements="""
            invo_involvements_id | invo_person_id | invo_professional_team | invo_professional_id | invo_involvement_start_date | invo_involvement_end_date
            1                    | A              | children               | W1                   | 2025-01-01                  | 2026-10-31
            2                    | A              | leaving-care           | W2                   | 2026-10-31                  |
        """,
    )
    row = answer.of("left-again")
    assert (row["team_id"], row["worker_id"]) == ("children", "W1")
    assert str(row["on_day"]) == "2026-10-31"


BACK = _episodes("""
    1  | A | 2024-01-01 | S | 2025-10-06 | E4A | a-before
    2  | A | 2026-10-06 | S |            |     | twelve-months
    3  | B | 2024-01-01 | S | 2025-10-07 | E4B | b-before
    4  | B | 2026-10-06 | S |            |     | a-day-less
    5  | C | 2024-01-01 | S | 2026-06-01 | E45 | c-before
    6  | C | 2026-10-06 | S |            |     | from-a-guardian
    7  | D | 2024-01-01 | S | 2026-06-01 |     | d-before
    8  | D | 2026-10-06 | S |            |     | nobody-wrote-why
    9  | E | 2024-01-01 | S | 2026-06-01 | E4B | e-before
    10 | E | 2026-08-01 | S | 2026-08-03 | E8  | e-breaks
    11 | E | 2026-10-06 | S |            |     | breaks-between
    12 | F | 2026-10-06 | S |            |     | never-before
    13 | G | 2024-01-01 | S | 2025-12-01 | E4A | g-first
    14 | G | 2026-01-01 | S | 2026-02-01 | E13 | g-second
    15 | G | 2026-10-06 | S |            |     | last-time-counts
    16 | H | 2024-01-01 | S | 2026-06-01 | d) Returned home to live with parents or relatives | h-before
    17 | H | 2026-10-06 | S |            |     | in-ofsteds-words
""")


def test_coming_back_after_going_home_counts_until_a_day_short_of_twelve_months(ask):
    answer = ask(
        "CLA11",
        "2026-10",
        ssd_cla_episodes=BACK,
        ssd_legal_status="""
            lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
            1                    | E              | V4                | 2026-08-01                   | 2026-08-03
        """,
    )
    assert answer.counted == ["a-day-less", "breaks-between", "in-ofsteds-words"]
    assert answer.not_counted == [
        "from-a-guardian",
        "last-time-counts",
        "never-before",
        "twelve-months",
    ]
    assert answer.unknown == ["nobody-wrote-why"]


ON_THE_DAY = _episodes("""
    1 | A | 2026-01-01 | S |  |  | a
    2 | B | 2026-01-01 | S |  |  | b
    3 | C | 2026-01-01 | S |  |  | c
    4 | D | 2026-01-01 | S |  |  | d
    5 | E | 2026-01-01 | S |  |  | e
    6 | F | 2026-01-01 | S |  |  | f
    7 | G | 2026-01-01 | S |  |  | g
""")


def test_section_20_is_v2_on_the_day_and_no_status_is_not_known(ask):
    answer = ask(
        "CLA08",
        "2026-10",
        ssd_cla_episodes=ON_THE_DAY,
        ssd_legal_status="""
            lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
            1                    | A              | v2                | 2026-01-01                   |
            2                    | B              | V2                | 2026-01-01                   | 2026-10-31
            3                    | B              | C2                | 2026-10-31                   |
            4                    | C              | V2                | 2026-01-01                   | 2026-10-31
            5                    | D              | V4                | 2026-01-01                   |
        """,
    )
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b"]
    assert answer.unknown == ["c", "e", "f", "g"]
    assert answer.left_out["d"] == "Only on a series of short breaks."


def test_the_bands_of_age_change_on_the_birthday_and_add_up_to_all_whose_age_is_known(ask):
    drawn = {
        "ssd_cla_episodes": ON_THE_DAY,
        "ssd_person": """
            pers_person_id | pers_dob
            A              | 2025-11-01
            B              | 2025-10-31
            C              | 2021-10-31
            D              | 2016-10-31
            E              | 2010-10-31
            F              | 2008-10-31
            G              |
        """,
    }
    bands = {
        name: ask(name, "2026-10", **drawn)
        for name in ("CLA10A", "CLA10B", "CLA10C", "CLA10D", "CLA10")
    }
    assert [answer.counted for answer in bands.values()] == [["a"], ["b"], ["c"], ["d"], ["e"]]
    for answer in bands.values():
        assert answer.unknown == ["g"]
        assert set(answer.left_out) == {"f", "g"}
        assert answer.tally() == {"authority": (1, 5)}


def test_whoever_seeks_asylum_alone_as_a_share_of_all_children_looked_after(ask):
    answer = ask(
        "CLA07",
        "2026-10",
        ssd_cla_episodes=ON_THE_DAY,
        ssd_immigration_status="""
            immi_immigration_status_id | immi_person_id | immi_immigration_status | immi_immigration_status_start_date | known_from
            1                          | A              | UASC                    | 2026-10-31                         | 2026-11-02
            2                          | B              | UASC                    | 2026-11-01                         | 2026-11-02
            3                          | C              | UASC                    |                                    | 2026-10-31
            4                          | D              | UASC                    |                                    | 2026-11-01
            5                          | E              | Refugee                 | 2026-01-01                         | 2026-10-31
        """,
    )
    assert answer.counted == ["a", "c"]
    assert answer.tally() == {"authority": (2, 7)}
