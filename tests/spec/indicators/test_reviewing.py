# ruff: noqa: E501 - drawings are as wide as they need to be
"""Children's part in reviews, overdue visits, and the reviewing officer."""

import pytest

from lineofsight.indicators import Parameters
from lineofsight.indicators.definition import Interval, Span

CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_id
    a1                  | A              | 2024-01-01                  | S                             | A-care
    b1                  | B              | 2024-01-01                  | S                             | B-care
"""


def test_how_the_child_took_part_decides_and_under_fours_are_left_out(ask):
    reviews = "clar_cla_review_id | clar_cla_id | clar_cla_review_date | clar_cla_review_cancelled | clar_cla_review_participation\n"
    reviews += "".join(f"PN{n} | A-care | 2026-10-0{n + 1} | N | PN{n}\n" for n in range(8))
    reviews += """
        blank     | A-care  | 2026-10-20 | N |
        other     | A-care  | 2026-10-21 | N | XX
        small     | B-care  | 2026-10-31 | N | pn1
        cancelled | A-care  | 2026-10-22 | Y | PN1
        not-held  | A-care  |            | N | PN1
        before    | A-care  | 2026-09-30 | N | PN1
        after     | A-care  | 2026-11-01 | N | PN1
        nobodys   | unknown | 2026-10-22 | N | PN1
    """
    answer = ask("CLR02", "2026-10", ssd_cla_episodes=CARE, ssd_cla_reviews=reviews)
    assert answer.counted == ["PN1", "PN2", "PN3", "PN5", "PN6", "small"]
    assert answer.not_counted == ["PN4", "PN7"]
    assert answer.left_out["PN0"] == "Under four (PN0)."
    assert answer.unknown == ["blank", "other"]


@pytest.mark.parametrize(("visited", "is_overdue"), [("2026-09-19", False), ("2026-09-18", True)])
def test_a_visit_is_overdue_the_day_after_six_weeks(ask, visited, is_overdue):
    told = {
        "ssd_cla_episodes": CARE,
        "ssd_cla_placement": """
            clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_type
            1                     | A              | 2024-01-01                    | U6
        """,
        "ssd_cla_visits": f"""
            clav_cla_visit_id | clav_person_id | clav_cla_visit_date
            1                 | A              | {visited}
        """,
    }
    overdue = ask("CLR04", "2026-10", **told)
    in_time = ask("CLR03", "2026-10", **told)
    assert ("A-care" in overdue.counted) == is_overdue
    assert overdue.counted == in_time.not_counted


def _officer(ask, contact: str, **more):
    return ask(
        "CLR05",
        "2026-10",
        ssd_cla_episodes=f"""
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_id | clae_cla_last_iro_contact_date
            a1                  | A              | 2024-01-01                  | S                             | A-care      | {contact}
            b1                  | B              | 2024-01-01                  | S                             | B-care      | 2026-10-01
            c1                  | C              | 2026-10-05                  | S                             | new         | 2026-10-06
            d1                  | D              | 2024-01-01                  | S                             | none        |
            e1                  | E              | 2024-01-01                  | S                             | only-later  | 2026-11-10
        """,
        **more,
    )


@pytest.mark.parametrize(("contact", "is_in_time"), [("2026-05-01", True), ("2026-04-30", False)])
def test_the_officers_last_contact_holds_for_six_months(ask, contact, is_in_time):
    answer = _officer(ask, contact)
    assert answer.counted == (["A-care", "B-care"] if is_in_time else ["B-care"])
    assert "none" in answer.not_counted
    assert answer.left_out["new"] == "Looked after for 20 working days or fewer."
    assert answer.unknown == ["only-later"]


def test_an_authority_may_choose_another_limit_for_the_officers_contact(ask):
    three = Parameters(officer_contact_within=Interval(3, Span.MONTHS))
    assert _officer(ask, "2026-07-30", parameters=three).counted == ["B-care"]
    assert _officer(ask, "2026-07-31", parameters=three).counted == ["A-care", "B-care"]


def test_where_no_contact_of_anybody_is_recorded_nothing_can_be_told(ask):
    answer = ask("CLR05", "2026-10", ssd_cla_episodes=CARE)
    assert (answer.counted, answer.not_counted) == ([], [])
    assert answer.unknown == ["A-care", "B-care"]
