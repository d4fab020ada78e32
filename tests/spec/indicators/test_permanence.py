# ruff: noqa: E501 - drawings are as wide as they need to be
"""How care ends, plans for permanence by the second review, long-term matches."""

from datetime import date

EPISODES = "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason | clae_cla_id\n"
LEFT = (
    EPISODES
    + """
        1  | A | 2025-01-01 | 2025-11-01 | E11  | unopposed
        2  | B | 2025-01-01 | 2026-10-31 | e12  | dispensed
        3  | C | 2025-01-01 | 2026-05-01 | a) Adopted | in-ofsteds-words
        4  | D | 2025-01-01 | 2026-05-01 | E43  | old-code
        5  | E | 2025-01-01 | 2026-05-01 | E48  | guardian
        6  | F | 2025-01-01 | 2026-05-01 | E4A  | planned
        7  | G | 2025-01-01 | 2026-05-01 | E4B  | not-planned
        8  | H | 2025-01-01 | 2026-05-01 | E13  | relatives
        9  | I | 2025-01-01 | 2026-05-01 |      | no-reason
        10 | J | 2025-01-01 | 2025-10-31 | E11  | year-before
        11 | K | 2025-01-01 | 2026-11-01 | E11  | next-year
        12 | L | 2025-01-01 | 2026-05-01 | E41  | arrangements
    """
)
OF = {"in-ofsteds-words", "old-code", "guardian", "planned", "not-planned", "relatives"} | {
    "arrangements",
    "dispensed",
    "unopposed",
}


def test_leavers_are_told_by_the_reason_of_the_last_episode_out_of_all_whose_reason_is_known(ask):
    counted = {
        "PER01": ["dispensed", "in-ofsteds-words", "unopposed"],
        "PER02": ["guardian", "old-code"],
        "PER04": ["not-planned", "planned"],
    }
    for indicator, expected in counted.items():
        answer = ask(indicator, "2026-10-r12", ssd_cla_episodes=LEFT)
        assert answer.counted == expected
        assert set(answer.counted) | set(answer.not_counted) == OF
        assert answer.unknown == ["no-reason"]


def test_the_same_reasons_with_spaces_or_small_letters_are_the_same(ask):
    drawn = LEFT.replace("| E48 ", "|  e48")
    assert "guardian" in ask("PER02", "2026-10-r12", ssd_cla_episodes=drawn).counted


IN_CARE = (
    EPISODES
    + """
        1 | A | 2026-06-30 |  |  | four-months
        2 | B | 2026-07-01 |  |  | a-day-less
        3 | C | 2026-05-31 |  |  | a-day-over-five
        4 | D | 2026-06-01 |  |  | nearly-five
        5 | E | 2026-06-15 |  |  | late
        6 | F | 2026-06-15 |  |  | by-annex-a
        7 | G | 2026-06-15 |  |  | told-later
        8 | H | 2026-06-15 |  |  | none
        9 | I | 2026-06-15 |  |  | nothing-named
        10 | J | 2026-06-15 |  |  | before-care
        11 | K | 2026-06-15 |  |  | answers
        12 | L | 2026-06-15 |  |  | on-the-day
    """
)
PLANS = """
    lacp_table_id | lacp_person_id | lacp_cla_care_plan_start_date | lacp_cla_care_plan_json | known_from
    1             | A              | 2026-10-30                    | {"PERMANENCE_PLAN": "Adoption"} | 2026-10-31
    2             | D              | 2026-10-01                    | {"PERMANENCE_PLAN": "Adoption"} | 2026-10-31
    3             | E              | 2026-10-16                    | {"PERMANENCE_PLAN": "Adoption"} | 2026-10-31
    4             | F              |                               | {"permanence_plan":"f) Long-term fostering"} | 2026-10-31
    5             | G              |                               | {"permanence_plan":"f) Long-term fostering"} | 2026-11-01
    6             | I              | 2026-07-01                    | {"PERMANENCE_PLAN": ""} | 2026-10-31
    7             | I              | 2026-07-01                    | {"RETURN6M": "N", "ADOPTION": "", "OTHERPLN": "No"} | 2026-10-31
    8             | J              | 2026-06-14                    | {"PERMANENCE_PLAN": "Adoption"} | 2026-10-31
    9             | K              | 2026-07-01                    | {"RETURN6M": "N", "LTFOST18": "Y"} | 2026-10-31
    10            | L              | 2026-06-15                    | {"PERMANENCE_PLAN": "SGO"} | 2026-10-31
"""


def test_a_permanence_plan_by_four_months_of_children_in_care_for_four_and_not_yet_five(ask):
    answer = ask("PER03", "2026-10", ssd_cla_episodes=IN_CARE, ssd_cla_care_plan=PLANS)
    assert answer.counted == ["answers", "by-annex-a", "four-months", "nearly-five", "on-the-day"]
    assert answer.not_counted == ["before-care", "late", "none", "nothing-named", "told-later"]
    assert answer.of("late")["due_on"] == date(2026, 10, 15)
    assert answer.measures()["late"] == 123
    keys = {row["record_key"] for row in answer.rows}
    assert not keys & {"a-day-less", "a-day-over-five"}


def test_a_long_term_match_is_out_of_children_fostered_whose_code_says_which(ask):
    answer = ask(
        "PER07",
        "2026-10",
        ssd_cla_episodes=EPISODES
        + """
            1 | A | 2026-01-01 |  |  | a
            2 | B | 2026-01-01 |  |  | b
            3 | C | 2026-01-01 |  |  | c
            4 | D | 2026-01-01 |  |  | d
            5 | E | 2026-01-01 |  |  | e
            6 | F | 2026-01-01 |  |  | f
        """,
        ssd_cla_placement="""
            clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type
            1                     | A              | 2026-01-01                    |                             | U1
            2                     | B              | 2026-01-01                    | 2026-10-31                  | U4
            3                     | B              | 2026-10-31                    |                             | U6
            4                     | C              | 2026-01-01                    |                             | a) Foster placement
            5                     | D              | 2026-01-01                    |                             | K2
            6                     | E              | 2026-01-01                    |                             |
        """,
    )
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b"]
    assert answer.unknown == ["c"]
    assert set(answer.left_out) == {"c", "d", "e", "f"}
    assert answer.left_out["f"] == "Does not live with foster carers."
