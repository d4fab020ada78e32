# ruff: noqa: E501 - drawings are as wide as they need to be
"""Care leavers around their 19th, 20th and 21st birthdays."""

BORN = """
    pers_person_id | pers_dob
    A              | 2007-10-01
    B              | 2006-10-31
    C              | 2005-11-01
    D              | 2004-10-15
    E              | 2005-10-15
    F              | 2005-10-15
    G              | 2005-10-15
    H              | 2008-02-29
"""
LEAVERS = """
    clea_table_id | clea_person_id | clea_care_leaver_in_touch | clea_care_leaver_activity | clea_care_leaver_accommodation | clea_care_leaver_accom_suitable
    a             | A              | YES                       | F1                        | B1                             |
    b             | B              | REFU                      | G4                        | B2                             |
    c-in-november | C              | YES                       | F2                        | B1                             |
    d-22          | D              | YES                       | F2                        | B1                             |
    e             | E              | DIED                      |                           |                                |
    f             | F              | RHOM                      | P5                        | D1                             | N
    g             | G              |                           |                           |                                |
"""


def _of(ask, indicator, period="2026-10"):
    return ask(indicator, period, ssd_person=BORN, ssd_care_leavers=LEAVERS)


def test_in_touch_leaves_out_the_dead_and_the_returned_and_keeps_refusals(ask):
    answer = _of(ask, "CL02")
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b", "g"]
    assert answer.unknown == ["g"]
    assert set(answer.left_out) == {"e", "f"}


def test_a_year_holds_one_birthday_of_each(ask):
    answer = _of(ask, "CL02", "2026-10-r12")
    assert sorted(row["record_key"] for row in answer.rows) == [
        "a",
        "b",
        "c-in-november",
        "e",
        "f",
        "g",
    ]


def test_education_employment_and_training_by_code_and_not_recorded_counts_as_not(ask):
    answer = _of(ask, "CL03")
    assert answer.counted == ["a", "f"]
    assert answer.not_counted == ["b", "g"]
    assert set(answer.left_out) == {"e"}


def test_suitable_is_what_is_said_else_the_accommodation_codes_ending(ask):
    answer = _of(ask, "CL04")
    assert answer.counted == ["a"]
    assert answer.not_counted == ["b", "f", "g"]
    assert answer.unknown == ["g"]


def test_a_child_of_29_february_turns_19_on_1_march(ask):
    drawn = {
        "ssd_person": BORN,
        "ssd_care_leavers": """
            clea_table_id | clea_person_id | clea_care_leaver_in_touch
            h             | H              | YES
        """,
    }
    assert ask("CL02", "2027-02", **drawn).rows == []
    assert ask("CL02", "2027-03", **drawn).counted == ["h"]


def test_annex_as_own_words_for_not_recorded_and_exclude_are_understood(ask):
    drawn = {
        "ssd_person": BORN,
        "ssd_care_leavers": """
            clea_table_id | clea_person_id | clea_care_leaver_in_touch | clea_care_leaver_activity
            a             | A              | c) Not recorded           | 0
            b             | B              | d) Exclude                | F1
        """,
    }
    touch = ask("CL02", "2026-10", **drawn)
    assert (touch.unknown, set(touch.left_out)) == (["a"], {"b"})
    assert ask("CL03", "2026-10", **drawn).unknown == ["a"]
