# ruff: noqa: E501 - drawings are as wide as they need to be
"""Children looked after and their placements."""

from lineofsight.indicators import Parameters

BORN = """
    pers_person_id | pers_dob
    A              | 2015-01-01
    B              | 2015-01-01
    C              | 2015-01-01
    D              | 2008-10-31
    E              | 2008-11-01
    F              | 2015-01-01
"""
EPISODES = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_id
    a1                  | A              | 2026-01-01                  | S                             | 2026-05-01                   | two-episodes
    a2                  | A              | 2026-05-01                  | P                             |                              | two-episodes
    b1                  | B              | 2026-01-01                  | S                             | 2026-10-31                   | ceased-that-day
    c1                  | C              | 2026-01-01                  | S                             |                              | short-breaks
    d1                  | D              | 2020-01-01                  | S                             |                              | turned-18
    e1                  | E              | 2020-01-01                  | S                             |                              | 18-tomorrow
    f1                  | F              | 2026-10-31                  | S                             |                              | began-that-day
"""
STATUSES = """
    lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
    1                    | A              | V2                | 2026-01-01                   | 2026-05-01
    2                    | A              | C1                | 2026-05-01                   |
    3                    | C              | V4                | 2026-01-01                   |
"""


def test_a_child_counts_once_and_short_breaks_and_adults_are_left_out_with_reasons(ask):
    for indicator in ("CLA01", "CLA02"):
        answer = ask(
            indicator,
            "2026-10",
            ssd_person=BORN,
            ssd_cla_episodes=EPISODES,
            ssd_legal_status=STATUSES,
        )
        assert answer.counted == ["18-tomorrow", "began-that-day", "two-episodes"]
        assert answer.left_out == {
            "short-breaks": "Only on a series of short breaks.",
            "turned-18": "Aged 18 or over, with an episode that was never closed.",
        }


def test_unaccompanied_children_count_while_they_are_and_not_after_they_turn_18(ask):
    answer = ask(
        "CLA06",
        "2026-10",
        ssd_person=BORN,
        ssd_cla_episodes=EPISODES,
        ssd_immigration_status="""
            immi_immigration_status_id | immi_person_id | immi_immigration_status | immi_immigration_status_start_date | immi_immigration_status_end_date
            1                          | A              | UASC                    | 2026-01-01                         | 2026-11-01
            2                          | F              | UASC                    | 2026-01-01                         | 2026-10-31
            3                          | D              | UASC                    | 2020-01-01                         |
        """,
    )
    assert answer.counted == ["two-episodes"]
    assert "began-that-day" in answer.not_counted
    assert "turned-18" in answer.left_out


def test_coming_back_into_care_within_twelve_months_and_short_breaks_apart(ask):
    answer = ask(
        "CLA09",
        "2026-10-r12",
        ssd_cla_episodes="""
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_id
            a1                  | A              | 2025-01-01                  | S                             | 2025-10-06                   | a-first
            a2                  | A              | 2026-10-06                  | S                             |                              | twelve-months
            b1                  | B              | 2025-01-01                  | S                             | 2025-10-07                   | b-first
            b2                  | B              | 2026-10-06                  | S                             |                              | a-day-less
            c1                  | C              | 2026-02-01                  | S                             | 2026-10-06                   | same-day-first
            c2                  | C              | 2026-10-06                  | S                             |                              | same-day-again
            d1                  | D              | 2026-02-01                  | S                             |                              | breaks
        """,
        ssd_legal_status="""
            lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
            1                    | D              | V3                | 2026-02-01
        """,
    )
    assert answer.counted == ["a-day-less", "same-day-again"]
    assert answer.not_counted == ["same-day-first", "twelve-months"]
    assert set(answer.left_out) == {"breaks"}


IN_CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_id
    1                   | A              | 2023-01-01                  | a
    2                   | B              | 2023-01-01                  | b
    3                   | C              | 2023-01-01                  | c
    4                   | D              | 2023-01-01                  | d
"""


def test_temporary_placements_do_not_count_nor_coming_back_from_one(ask):
    answer = ask(
        "PLC01",
        "2026-10",
        ssd_cla_episodes=IN_CARE,
        ssd_cla_placement="""
            clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type | clap_cla_placement_postcode
            1                     | A              | 2023-01-01                    | 2025-11-01                  | U4                      | AS1 1AA
            2                     | A              | 2025-11-01                    | 2026-03-01                  | K2                      | AS2 1AA
            3                     | A              | 2026-03-01                    |                             | U6                      | AS3 1AA
            4                     | B              | 2023-01-01                    | 2025-10-31                  | U4                      | AS1 1AA
            5                     | B              | 2025-10-31                    | 2026-03-01                  | K2                      | AS2 1AA
            6                     | B              | 2026-03-01                    |                             | U6                      | AS3 1AA
            7                     | C              | 2023-01-01                    | 2026-03-01                  | U4                      | AS1 1AA
            8                     | C              | 2026-03-01                    | 2026-03-08                  | T3                      | AS2 1AA
            9                     | C              | 2026-03-08                    | 2026-06-01                  | U4                      | AS1 1AA
            10                    | C              | 2026-06-01                    |                             | K2                      | AS3 1AA
        """,
    )
    assert answer.measures() == {"a": 3, "b": 2, "c": 2, "d": None}
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b", "c"]
    assert answer.unknown == ["d"]


def test_two_years_in_one_placement_with_the_one_before_for_a_child_placed_for_adoption(ask):
    answer = ask(
        "PLC02",
        "2026-10",
        ssd_person="""
            pers_person_id | pers_dob
            A              | 2015-01-01
            B              | 2015-01-01
            C              | 2015-01-01
            D              | 2010-10-31
            E              | 2015-01-01
        """,
        ssd_cla_episodes=IN_CARE
        + """
    5                   | E              | 2024-05-01                  | e
""",
        ssd_cla_placement="""
            clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type
            1                     | A              | 2024-10-31                    |                             | U4
            2                     | B              | 2024-11-01                    |                             | U4
            3                     | C              | 2023-01-01                    | 2026-09-01                  | U4
            4                     | C              | 2026-09-01                    |                             | A5
            5                     | D              | 2023-01-01                    |                             | U4
            6                     | E              | 2024-05-01                    |                             | U4
        """,
    )
    assert answer.counted == ["a", "c"]
    assert answer.not_counted == ["b"]
    assert answer.left_out == {
        "d": "Aged 16 or over.",
        "e": "Looked after for less than two and a half years.",
    }


PLACED = """
    clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_type | clap_cla_placement_postcode | clap_cla_placement_distance
    1                     | A              | 2023-01-01                    | U4                      | ZZ9 1AA                     | 20.5
    2                     | B              | 2023-01-01                    | U4                      | AS1 1AA                     | 25
    3                     | C              | 2023-01-01                    | U4                      | ZZ9 1AA                     | 20
    4                     | D              | 2023-01-01                    | U4                      | ZZ9 1AA                     |
"""


def test_far_away_is_over_20_miles_and_outside_the_authoritys_postcodes(ask):
    ours = Parameters(own_postcode_districts=("AS1", "AS2"))
    answer = ask(
        "PLC06",
        "2026-10",
        parameters=ours,
        ssd_cla_episodes=IN_CARE,
        ssd_cla_placement=PLACED,
    )
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b", "c"]
    assert answer.unknown == ["d"]


def test_without_named_districts_the_childrens_own_addresses_tell_else_nothing_can(ask):
    known = ask(
        "PLC06",
        "2026-10",
        ssd_cla_episodes=IN_CARE,
        ssd_cla_placement=PLACED,
        ssd_address="""
            addr_table_id | addr_person_id | addr_address_postcode
            1             | A              | as1 2bb
        """,
    )
    assert known.counted == ["a"]
    nothing = ask("PLC06", "2026-10", ssd_cla_episodes=IN_CARE, ssd_cla_placement=PLACED)
    assert nothing.unknown == ["a", "b", "c", "d"]
