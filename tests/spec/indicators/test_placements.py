# ruff: noqa: E501 - drawings are as wide as they need to be
"""Where children looked after live: moves, kinds of placement, distance, provider."""

from lineofsight.indicators import Parameters

CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_id
    1                   | A              | 2024-10-31                  | a
    2                   | B              | 2024-10-31                  | b
    3                   | C              | 2024-11-01                  | c
    4                   | D              | 2024-01-01                  | d
    5                   | E              | 2024-01-01                  | e
    6                   | F              | 2024-01-01                  | f
    7                   | G              | 2024-01-01                  | g
    8                   | H              | 2024-01-01                  | h
"""
HEADINGS = "clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type\n"


def test_three_placements_in_two_years_of_children_in_care_that_long(ask):
    answer = ask(
        "PLC03",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_cla_placement=HEADINGS
        + """
            1  | A | 2024-10-31 | 2025-02-01 | U6
            2  | A | 2025-02-01 | 2026-03-01 | K2
            3  | A | 2026-03-01 |            | U4
            4  | B | 2024-10-31 | 2025-02-01 | U6
            5  | B | 2025-02-01 | 2025-02-08 | T3
            6  | B | 2025-02-08 |            | U4
            7  | C | 2024-11-01 | 2025-02-01 | U6
            8  | C | 2025-02-01 | 2025-03-01 | U6
            9  | C | 2025-03-01 |            | U6
            10 | D | 2024-01-01 | 2024-10-31 | U6
            11 | D | 2024-10-31 | 2025-03-01 | K2
            12 | D | 2025-03-01 |            | U6
            13 | E | 2024-01-01 | 2024-11-01 | U6
            14 | E | 2024-11-01 | 2025-03-01 | K2
            15 | E | 2025-03-01 |            | U6
        """,
    )
    assert answer.counted == ["a", "e"]
    assert answer.not_counted == ["b", "d"]
    assert answer.left_out["c"] == "Looked after for less than two years."
    assert answer.unknown == ["f", "g", "h"]


KINDS = (
    HEADINGS
    + """
        1 | A | 2026-01-01 |            | U1
        2 | B | 2026-01-01 |            | u6
        3 | C | 2026-01-01 |            | a) Foster placement
        4 | D | 2026-01-01 |            | K1
        5 | E | 2026-01-01 |            | R5
        6 | F | 2026-01-01 |            | H5
        7 | G | 2026-01-01 |            |
        8 | H | 2026-01-01 | 2026-10-31 | Z1
        9 | H | 2026-10-31 |            | K2
    """
)


def test_fostered_or_in_residential_settings_by_the_placement_of_the_day(ask):
    fostered = ask("PLC04", "2026-10", ssd_cla_episodes=CARE, ssd_cla_placement=KINDS)
    assert fostered.counted == ["a", "b", "c"]
    assert fostered.not_counted == ["d", "e", "f", "h"]
    assert fostered.unknown == ["g"]
    residential = ask("PLC05", "2026-10", ssd_cla_episodes=CARE, ssd_cla_placement=KINDS)
    assert residential.counted == ["d", "e", "h"]
    assert residential.tally() == {"authority": (3, 7)}


def test_the_day_before_a_move_the_child_is_in_the_placement_before(ask):
    answer = ask("PLC05D", "2026-10-30", ssd_cla_episodes=CARE, ssd_cla_placement=KINDS)
    assert answer.counted == ["h"]


def test_secure_homes_custody_supported_and_other_placements_are_told_apart(ask):
    counted = {
        name: ask(name, "2026-10", ssd_cla_episodes=CARE, ssd_cla_placement=KINDS).counted
        for name in ("PLC05A", "PLC05B", "PLC05C", "PLC05D")
    }
    assert counted == {"PLC05A": ["d"], "PLC05B": ["e"], "PLC05C": ["f"], "PLC05D": []}


DISTANCES = """
    clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_type | clap_cla_placement_distance | clap_cla_placement_postcode
    a1                    | A              | 2025-11-01                    | U6                      | 20.0                        | GL1 1AA
    b1                    | B              | 2026-10-31                    | K2                      | 20.1                        | GL1 1AA
    c1                    | C              | 2026-10-31                    | U6                      | 30                          | AM2 1AA
    d1                    | D              | 2025-10-31                    | U6                      | 30                          | GL1 1AA
    e1                    | E              | 2026-11-01                    | U6                      | 30                          | GL1 1AA
    f1                    | F              | 2026-05-01                    | T3                      | 30                          | GL1 1AA
    g1                    | G              | 2026-05-01                    | U6                      |                             | GL1 1AA
    h1                    | H              | 2026-05-01                    | U6                      | 30                          | GL1 1AA
"""
OWN = Parameters(own_postcode_districts=("AM1", "AM2"))


def test_over_20_miles_is_more_than_20_inside_the_authority_or_not(ask):
    answer = ask("PLC07", "2026-10", ssd_cla_episodes=CARE, ssd_cla_placement=DISTANCES)
    assert answer.counted == ["b", "c", "d", "h"]
    assert answer.not_counted == ["a"]
    assert answer.unknown == ["e", "f", "g"]
    assert answer.tally() == {"authority": (4, 5)}


def test_new_placements_far_outside_are_out_of_those_begun_in_the_period(ask):
    answer = ask(
        "PLC08",
        "2026-10-r12",
        parameters=OWN,
        ssd_cla_placement=DISTANCES,
        ssd_legal_status="""
            lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
            1                    | H              | V3                | 2026-01-01
        """,
    )
    assert answer.counted == ["b1"]
    assert answer.not_counted == ["a1", "c1"]
    assert answer.unknown == ["g1"]
    assert answer.left_out["h1"] == "A series of short breaks."
    assert "f1" not in answer.measures() and "d1" not in answer.measures()


def test_without_anything_that_tells_what_lies_inside_new_placements_are_not_known(ask):
    answer = ask("PLC08", "2026-10-r12", ssd_cla_placement=DISTANCES)
    assert answer.unknown == ["a1", "b1", "c1", "g1", "h1"]


def test_own_provision_is_pr1_and_nothing_written_is_not_known(ask):
    answer = ask(
        "PLC09",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_cla_placement="""
            clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type | clap_cla_placement_provider
            1                     | A              | 2026-01-01                    |                             | U6                      | pr1
            2                     | B              | 2026-01-01                    |                             | U6                      | PR4
            3                     | C              | 2026-01-01                    |                             | P1                      | PR0
            4                     | D              | 2026-01-01                    |                             | U6                      |
            5                     | E              | 2026-01-01                    | 2026-10-31                  | U6                      | PR1
            6                     | E              | 2026-10-31                    |                             | U6                      | PR2
        """,
    )
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b", "c", "e"]
    assert answer.unknown == ["d", "f", "g", "h"]


def test_moves_that_the_carer_asked_for_count_on_the_day_of_the_move(ask):
    answer = ask(
        "PLC11",
        "2026-10",
        ssd_cla_placement="""
            clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_change_reason
            behaviour             | A              | 2026-01-01                    | 2026-10-01                  | CREQB
            other                 | B              | 2026-01-01                    | 2026-10-31                  | creqo
            plan                  | C              | 2026-01-01                    | 2026-10-15                  | CARPL
            september             | D              | 2026-01-01                    | 2026-09-30                  | CREQB
            november              | E              | 2026-01-01                    | 2026-11-01                  | CREQB
            left-care             | F              | 2026-01-01                    | 2026-10-15                  |
            open                  | G              | 2026-01-01                    |                             | CREQB
        """,
    )
    assert answer.counted == ["behaviour", "other"]
    assert answer.not_counted == ["plan"]
    assert answer.measures()["behaviour"] == 273


def test_a_child_in_an_unregistered_placement_counts_once_while_looked_after(ask):
    answer = ask(
        "PLC10",
        "2026-10",
        ssd_cla_episodes=CARE,
        ssd_cla_placement=KINDS,
        loc_unregistered_placements="""
            child_id | started_on | ended_on
            A        | 2026-10-31 |
            B        | 2026-10-01 | 2026-10-31
            C        | 2026-10-01 | 2026-11-01
            C        | 2026-10-20 |
            D        | 2026-11-01 |
            Z        | 2026-10-01 |
        """,
    )
    assert answer.counted == ["a", "c"]
    assert answer.measures() == {"a": 0, "c": 30}


def test_the_code_for_other_placements_alone_makes_none_unregistered(ask):
    answer = ask("PLC10", "2026-10-30", ssd_cla_episodes=CARE, ssd_cla_placement=KINDS)
    assert answer.rows == []
