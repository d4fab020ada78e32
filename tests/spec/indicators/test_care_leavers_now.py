# ruff: noqa: E501 - drawings are as wide as they need to be
"""Care leavers as they are now, and around their birthdays."""

import pytest

PEOPLE = """
    pers_person_id | pers_dob
    A              | 2007-05-05
    B              | 2010-10-31
    C              | 2010-11-01
    D              | 2000-11-01
    E              | 2000-10-31
    F              | 2009-01-01
    G              | 2008-01-01
"""
LEAVERS = """
    clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch | clea_care_leaver_latest_contact | clea_care_leaver_accommodation | clea_care_leaver_accom_suitable | clea_pathway_plan_review_date | clea_care_leaver_personal_advisor
    former        | A              | Former relevant              | YES                       | 2026-09-05                      | U                              | 1                               | 2026-05-01                    | Lark
    just-16       | B              | d) Eligible                  | YES                       | 2026-09-04                      | W                              | 1                               | 2026-04-30                    |
    not-16        | C              | Eligible                     | YES                       |                                 |                                |                                 |                               |
    still-25      | D              | b) Former relevant           | NO                        |                                 | V                              | 2                               |                               |
    now-26        | E              | Former relevant              | YES                       |                                 |                                |                                 |                               |
    died          | F              | Relevant                     | DIED                      |                                 |                                |                                 |                               |
    qualifying    | G              | Qualifying                   |                           | 2026-10-30                      | m) Bed and breakfast           | a) Suitable                     | 2026-10-30                    | Lark
"""
TOLD = {"ssd_person": PEOPLE, "ssd_care_leavers": LEAVERS}


def test_those_of_16_to_25_on_the_list_count_each_once(ask):
    answer = ask("CL01", "2026-10", **TOLD)
    assert answer.counted == ["former", "just-16", "qualifying", "still-25"]
    assert answer.left_out == {
        "not-16": "Not yet 16.",
        "now-26": "26 or over.",
        "died": "Has died.",
    }


def test_the_list_is_broken_down_by_eligibility_and_the_kinds_add_up_to_it(ask):
    answer = ask("CL01", "2026-10", **TOLD)
    kinds = answer.tally(breakdown="kind")
    assert {kind: counted for kind, (counted, _) in kinds.items() if counted} == {
        "Former relevant": 2,
        "Eligible": 1,
        "Qualifying": 1,
    }
    assert sum(counted for counted, _ in kinds.values()) == len(answer.counted)


def test_a_plan_is_in_time_to_the_day_six_months_after_its_review(ask):
    answer = ask("CL06", "2026-10", **TOLD)
    assert answer.counted == ["former"]
    assert answer.not_counted == ["just-16", "still-25"]
    assert answer.left_out["qualifying"] == "Neither eligible, relevant nor former relevant."


def test_a_review_since_the_month_ended_is_judged_on_the_day_the_record_was_told(ask):
    told = """
        clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_pathway_plan_review_date | told_on
        1             | A              | Former relevant              | 2026-11-10                    | 2026-11-23
        2             | B              | Eligible                     | 2026-05-23                    | 2026-11-23
        3             | G              | Eligible                     | 2026-05-22                    | 2026-11-23
    """
    answer = ask("CL06", "2026-10", ssd_person=PEOPLE, ssd_care_leavers=told)
    assert (answer.counted, answer.not_counted) == (["1", "2"], ["3"])
    assert ask("CL06", "2026-09", ssd_person=PEOPLE, ssd_care_leavers=told).rows == []


def test_an_adviser_is_asked_of_eligible_young_people_only(ask):
    answer = ask("CL07", "2026-10", **TOLD)
    assert (answer.counted, answer.not_counted) == ([], ["just-16"])
    assert "former" in answer.left_out


def test_where_a_list_names_no_adviser_of_anybody_it_cannot_be_told(ask):
    answer = ask(
        "CL07",
        "2026-10",
        ssd_person=PEOPLE,
        ssd_care_leavers="""
            clea_table_id | clea_person_id | clea_care_leaver_eligibility
            1             | B              | Eligible
        """,
    )
    assert answer.unknown == ["1"]


def test_bed_and_breakfast_counts_whatever_is_said_of_it_and_not_suitable_always(ask):
    answer = ask("CL08", "2026-10", **TOLD)
    assert answer.counted == ["just-16", "qualifying", "still-25"]
    assert answer.not_counted == ["former"]


def test_accommodation_of_which_nothing_is_said_cannot_be_told(ask):
    answer = ask(
        "CL08",
        "2026-10",
        ssd_person=PEOPLE,
        ssd_care_leavers="""
            clea_table_id | clea_person_id | clea_care_leaver_accommodation | clea_care_leaver_accom_suitable
            1             | A              | U                              |
            2             | B              | U2                             |
            3             | G              |                                | c) Not in touch or not recorded
        """,
    )
    assert (answer.counted, answer.unknown) == (["2"], ["1", "3"])


def test_contact_56_days_ago_is_within_eight_weeks_and_57_is_not(ask):
    answer = ask("CL09", "2026-10", **TOLD)
    assert (answer.counted, answer.not_counted) == (["former"], ["just-16"])
    assert answer.left_out["still-25"] == "Not in touch."
    assert answer.unknown == ["qualifying"]


BIRTHDAYS = """
    pers_person_id | pers_dob
    A              | 2006-10-01
    B              | 2005-10-31
    C              | 2004-10-31
    D              | 2004-09-30
    E              | 2001-10-01
    F              | 2000-10-01
"""


def _active(activities: dict[str, str]) -> str:
    rows = "".join(f"{who} | {who} | {what}\n" for who, what in activities.items())
    return f"clea_table_id | clea_person_id | clea_care_leaver_activity\n{rows}"


def test_neet_is_of_those_who_turned_19_to_21_and_not_known_counts_as_neither(ask):
    told = _active({"A": "G5", "B": "F2", "C": "G4", "D": "G6", "E": "G5"})
    answer = ask("CL05", "2026-10-r12", ssd_person=BIRTHDAYS, ssd_care_leavers=told)
    assert (answer.counted, answer.not_counted) == (["A"], ["B"])
    month = ask("CL05", "2025-10", ssd_person=BIRTHDAYS, ssd_care_leavers=told)
    assert (month.counted, month.not_counted) == (["A", "C"], ["B"])


def test_annex_a_writes_the_activity_with_its_words(ask):
    told = _active({"A": "G6: Not in education, employment or training - pregnancy or parenting"})
    answer = ask("CL05", "2026-10", ssd_person=BIRTHDAYS, ssd_care_leavers=told)
    assert answer.counted == ["A"]


@pytest.mark.parametrize(
    ("period", "counted"), [("2026-10-r12", ["C", "D", "E"]), ("2026-09-r12", ["D", "E", "F"])]
)
def test_those_who_turned_22_to_25_in_the_year_and_never_26(ask, period, counted):
    told = _active(dict.fromkeys("ABCDEF", "F5"))
    answer = ask("CL11", period, ssd_person=BIRTHDAYS, ssd_care_leavers=told)
    assert answer.counted == counted


def test_an_unknown_activity_stays_in_the_figure_and_counts_as_not(ask):
    told = _active({"C": "0", "E": "F1"})
    answer = ask("CL11", "2026-10-r12", ssd_person=BIRTHDAYS, ssd_care_leavers=told)
    assert (answer.counted, answer.not_counted, answer.unknown) == (["E"], ["C"], ["C"])


def test_support_counts_if_it_was_given_in_the_year_before_the_birthday(ask):
    answer = ask(
        "CL10",
        "2026-10-r12",
        ssd_person="""
            pers_person_id | pers_dob
            A              | 2003-10-31
            B              | 2003-10-31
            C              | 2003-10-31
            D              | 2003-10-31
            E              | 2003-10-31
            F              | 2005-10-31
        """,
        ssd_care_leavers=_active(dict.fromkeys("ABCDEF", "F5")),
        loc_leaver_support="""
            child_id | requested_on | given_from | given_until
            A        | 2026-10-01   | 2026-10-31 |
            B        | 2026-10-01   | 2026-11-01 |
            C        | 2024-01-01   | 2024-02-01 | 2025-11-01
            D        | 2024-01-01   | 2024-02-01 | 2025-10-31
            E        | 2026-01-01   |            |
            F        | 2026-01-01   | 2026-01-01 |
        """,
    )
    assert (answer.counted, answer.not_counted) == (["A", "C"], ["B", "D", "E"])
