# ruff: noqa: E501 - drawings are as wide as they need to be
"""Adoption: children adopted, waiting, the scorecard's times, decisions reversed."""

EPISODES = "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason | clae_cla_id\n"
WAYS = "perm_table_id | perm_person_id | perm_adm_decision_date | perm_placement_order_date | perm_matched_date | perm_placed_for_adoption_date | perm_permanence_order_date | perm_decision_reversed_date\n"


def test_children_adopted_are_those_who_left_care_by_e11_or_e12_on_the_day_they_left(ask):
    answer = ask(
        "ADO01",
        "2026-10",
        ssd_cla_episodes=EPISODES
        + """
            1 | A | 2025-01-01 | 2026-10-01 | E11 | first-day
            2 | B | 2025-01-01 | 2026-10-31 | E12 | last-day
            3 | C | 2025-01-01 | 2026-10-15 | E45 | guardian
            4 | D | 2025-01-01 | 2026-11-01 | E12 | day-after
        """,
    )
    assert answer.counted == ["first-day", "last-day"]
    assert answer.not_counted == ["guardian"]


def test_who_waits_to_be_placed_has_a_decision_and_no_placement_order_of_adoption_or_reversal(ask):
    answer = ask(
        "ADO02",
        "2026-10",
        ssd_person="""
            pers_person_id | pers_dob
            A              | 2024-01-01
            K              | 2008-10-31
        """,
        ssd_cla_episodes=EPISODES
        + """
            1 | J | 2025-01-01 | 2026-10-31 | E12 | j
        """,
        ssd_permanence=WAYS
        + """
            waits          | A | 2026-10-31 |            |            |            |            |
            day-after      | B | 2026-11-01 |            |            |            |            |
            placed         | C | 2026-01-01 | 2026-02-01 | 2026-05-01 | 2026-10-31 |            |
            placed-later   | D | 2026-01-01 | 2026-02-01 | 2026-05-01 | 2026-11-01 |            |
            reversed       | E | 2026-01-01 |            |            |            |            | 2026-10-31
            reversed-later | F | 2026-01-01 |            |            |            |            | 2026-11-01
            adopted        | G | 2026-01-01 | 2026-02-01 |            |            | 2026-10-31 |
            no-decision    | H |            |            |            |            |            |
            first-try      | I | 2025-01-01 |            |            |            |            | 2025-06-01
            second-try     | I | 2026-01-01 |            |            |            |            |
            left-adopted   | J | 2026-01-01 | 2026-02-01 |            |            |            |
            grown          | K | 2026-01-01 | 2026-02-01 |            |            |            |
        """,
    )
    assert answer.counted == ["placed-later", "reversed-later", "second-try", "waits"]
    assert set(answer.left_out) == {"grown"}
    assert answer.measures()["waits"] == 0
    assert answer.not_counted == []


ADOPTED = (
    EPISODES
    + """
        1 | A | 2025-01-01 | 2026-10-31 | E12 | placed
        2 | B | 2025-01-01 | 2026-10-01 | E11 | by-carer
        3 | C | 2025-01-01 | 2026-10-01 | E11 | fostered-first
        4 | D | 2025-01-01 | 2026-10-01 | E11 | carer-untold
        5 | E | 2025-01-01 | 2026-10-01 | E11 | not-placed
        6 | F | 2025-01-01 | 2026-10-01 | E11 | nothing-told
        7 | G | 2022-01-01 | 2023-11-01 | E11 | first-day
        8 | H | 2022-01-01 | 2023-10-31 | E11 | three-years-ago
        9 | I | 2025-01-01 | 2026-10-01 | E45 | guardian
        10 | J | 2025-01-01 | 2026-10-01 | E12 | by-placement
        11 | K | 2025-01-01 | 2026-10-01 | E12 | placed-before-care
    """
)
CARER_WAYS = """
    perm_table_id | perm_person_id | perm_adm_decision_date | perm_placement_order_date | perm_matched_date | perm_placed_for_adoption_date | perm_adopted_by_carer_flag | perm_placed_foster_carer_date | perm_placed_ffa_cp_date
    a             | A              | 2025-03-01             | 2025-06-01                | 2025-07-01        | 2026-01-01                    | N                          | 2025-01-01                    |
    b             | B              | 2025-03-01             | 2025-06-01                | 2025-06-01        | 2026-01-01                    | Y                          | 2025-02-01                    |
    c             | C              | 2025-03-01             | 2025-06-01                | 2025-05-01        | 2026-01-01                    | N                          |                               | 2025-01-11
    d             | D              | 2025-03-01             | 2025-06-01                |                   | 2026-01-01                    | 1                          |                               |
    e             | E              | 2025-03-01             | 2025-06-01                | 2025-07-01        |                               | N                          |                               |
    g             | G              | 2022-03-01             |                           | 2022-07-01        | 2022-01-31                    | N                          |                               |
    h             | H              | 2022-03-01             | 2022-04-01                | 2022-07-01        | 2022-01-31                    | N                          |                               |
    i             | I              | 2025-03-01             | 2025-06-01                | 2025-07-01        | 2026-01-01                    | N                          |                               |
    j             | J              | 2025-03-01             | 2025-06-01                | 2025-06-11        | 2026-03-01                    |                            |                               |
    k             | K              | 2025-03-01             | 2025-06-01                | 2025-06-11        | 2024-12-31                    | N                          |                               |
"""
HOMES = """
    clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type
    1                     | J              | 2025-01-01                    | 2025-01-21                  | U6
    2                     | J              | 2025-01-21                    | 2026-03-01                  | U5
    3                     | J              | 2026-03-01                    | 2026-10-01                  | A5
    4                     | A              | 2025-01-01                    | 2026-01-01                  | U6
    5                     | A              | 2026-01-01                    | 2026-10-31                  | A6
"""


def test_days_to_moving_in_stop_when_the_child_came_to_live_with_who_adopted_it(ask):
    answer = ask(
        "ADO03",
        "2026-10",
        ssd_cla_episodes=ADOPTED,
        ssd_permanence=CARER_WAYS,
        ssd_cla_placement=HOMES,
    )
    assert answer.measures() == {
        "placed": 365,
        "by-carer": 31,
        "fostered-first": 10,
        "first-day": 30,
        "by-placement": 20,
        "carer-untold": None,
        "not-placed": None,
        "nothing-told": None,
        "placed-before-care": None,
    }
    assert answer.unknown == ["carer-untold", "not-placed", "nothing-told", "placed-before-care"]
    assert answer.sums() == {"authority": (365 + 31 + 10 + 30 + 20, 0)}
    assert answer.tally() == {"authority": (5, 5)}


def test_days_from_order_to_match_are_none_where_the_match_came_first(ask):
    answer = ask("ADO04", "2026-10", ssd_cla_episodes=ADOPTED, ssd_permanence=CARER_WAYS)
    counted = {key: answer.measures()[key] for key in answer.counted}
    assert counted == {
        "placed": 30,
        "by-carer": 0,
        "fostered-first": 0,
        "by-placement": 10,
        "placed-before-care": 10,
    }
    assert answer.unknown == ["carer-untold"]
    assert answer.left_out["first-day"] == "No placement order is recorded."
    assert answer.left_out["not-placed"] == "Was not placed for adoption before the adoption."
    assert "guardian" not in answer.measures()


def test_order_to_match_of_the_children_matched_in_the_period_adopted_or_not(ask):
    answer = ask(
        "ADO05",
        "2026-10",
        ssd_permanence=WAYS
        + """
            first-day   | A | 2026-01-01 | 2026-09-01 | 2026-10-01 |            |            |
            before      | B | 2026-01-01 | 2026-10-20 | 2026-10-10 |            |            |
            last-day    | C | 2026-01-01 | 2026-10-01 | 2026-10-31 | 2026-11-05 | 2026-12-01 |
            no-order    | D | 2026-01-01 |            | 2026-10-31 |            |            |
            day-after   | E | 2026-01-01 | 2026-10-01 | 2026-11-01 |            |            |
            not-matched | F | 2026-01-01 | 2026-10-01 |            |            |            |
        """,
    )
    assert answer.sums() == {"authority": (30 + 0 + 30, 0)}
    assert answer.counted == ["before", "first-day", "last-day"]
    assert answer.left_out == {"no-order": "No placement order is recorded."}


def test_moved_in_within_14_months_of_children_adopted_and_of_those_on_the_way(ask):
    answer = ask(
        "ADO06",
        "2026-10",
        ssd_cla_episodes=EPISODES
        + """
            1 | A | 2025-01-31 | 2026-10-31 | E12 | day-before
            2 | B | 2025-01-31 | 2026-10-31 | E12 | on-the-day
            3 | C | 2025-01-31 | 2026-10-31 | E12 | nothing-told
            4 | D | 2025-01-31 |            |     | lives-there
            5 | E | 2026-08-01 |            |     | waits
            6 | F | 2024-01-31 |            |     | waits-long
            7 | G | 2024-01-31 |            |     | reversed
            8 | H | 2024-01-31 |            |     | no-decision
            9 | I | 2025-12-01 |            |     | moves-tomorrow
        """,
        ssd_permanence=WAYS
        + """
            a | A | 2025-06-01 | 2025-07-01 | 2025-08-01 | 2026-03-30 | 2026-10-31 |
            b | B | 2025-06-01 | 2025-07-01 | 2025-08-01 | 2026-03-31 | 2026-10-31 |
            d | D | 2025-06-01 | 2025-07-01 | 2025-08-01 | 2025-12-01 |            |
            e | E | 2026-10-01 |            |            |            |            |
            f | F | 2025-06-01 | 2025-07-01 |            |            |            |
            g | G | 2025-06-01 | 2025-07-01 |            |            |            | 2026-10-31
            i | I | 2026-06-01 | 2026-07-01 | 2026-08-01 | 2026-11-01 |            |
        """,
    )
    assert answer.counted == ["day-before", "lives-there"]
    assert answer.not_counted == ["moves-tomorrow", "on-the-day", "waits", "waits-long"]
    assert answer.unknown == ["nothing-told"]
    assert not {"reversed", "no-decision"} & set(answer.measures())
    assert answer.tally() == {"authority": (2, 6)}


def test_decisions_reversed_count_on_the_day_of_the_reversal(ask):
    answer = ask(
        "ADO07",
        "2026-10-r12",
        ssd_permanence="""
            perm_table_id | perm_person_id | perm_adm_decision_date | perm_decision_reversed_date | perm_decision_reversed_reason
            first-day     | A              | 2025-01-01             | 2025-11-01                  | RD1
            last-day      | B              | 2025-01-01             | 2026-10-31                  | RD3
            no-reason     | C              | 2025-01-01             | 2026-05-01                  |
            day-before    | D              | 2025-01-01             | 2025-10-31                  | RD1
            day-after     | E              | 2025-01-01             | 2026-11-01                  | RD1
            stands        | F              | 2025-01-01             |                             |
        """,
    )
    assert answer.counted == ["first-day", "last-day", "no-reason"]
    assert answer.measures()["last-day"] == 668
    assert answer.tally(breakdown="kind") == {
        "The child's needs changed": (1, 1),
        "No adopters could be found": (1, 1),
        "Not recorded": (1, 1),
    }
