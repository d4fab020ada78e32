# ruff: noqa: E501 - drawings are as wide as they need to be
"""Children in need on a day."""

EPISODES = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_referral_nfa
    open             | A              | 2024-10-31         |                 | N
    closes-that-day  | B              | 2026-01-01         | 2026-10-31      |
    closes-next-day  | C              | 2024-11-01         | 2026-11-01      |
    begins-that-day  | D              | 2026-10-31         |                 |
    no-action        | E              | 2026-10-01         |                 | Y
    first-of-two     | F              | 2026-02-01         |                 |
    second-of-two    | F              | 2026-03-01         |                 |
"""


def test_an_episode_that_closes_on_the_day_is_not_open_and_a_child_counts_once(ask):
    expected = ["begins-that-day", "closes-next-day", "first-of-two", "open"]
    assert ask("CIN01", "2026-10-31", ssd_cin_episodes=EPISODES).counted == expected
    assert ask("CIN02", "2026-10", ssd_cin_episodes=EPISODES).counted == expected


def test_unborn_children_are_counted_and_have_no_age(ask):
    answer = ask(
        "CIN01",
        "2026-10",
        ssd_person="""
            pers_person_id | pers_dob | pers_expected_dob
            A              |          | 2027-01-01
        """,
        ssd_cin_episodes=EPISODES,
    )
    assert answer.tally(breakdown="age_band") == {"Unborn": (1, 1), "Not recorded": (3, 3)}


def test_two_years_to_the_day_is_two_years(ask):
    answer = ask("CIN05", "2026-10", ssd_cin_episodes=EPISODES)
    assert answer.counted == ["open"]
    assert "closes-next-day" in answer.not_counted


def test_a_child_is_in_need_under_the_team_involved_that_day(ask):
    answer = ask(
        "CIN01",
        "2026-10",
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date | cine_referral_team
            1                | A              | 2026-01-01         | front-door
            2                | B              | 2026-01-01         | front-door
        """,
        ssd_involvements="""
            invo_involvements_id | invo_professional_id | invo_professional_team | invo_involvement_start_date | invo_person_id
            1                    | Lark                 | long-term              | 2026-03-01                  | A
        """,
    )
    assert {r["child_id"]: r["team_id"] for r in answer.rows} == {
        "A": "long-term",
        "B": "front-door",
    }


def test_seen_on_any_kind_of_visit_within_28_days_and_only_within_the_episode(ask):
    answer = ask(
        "CIN14",
        "2026-10",
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date
            day-28           | A              | 2026-01-01
            day-29           | B              | 2026-01-01
            not-seen         | C              | 2026-01-01
            before-episode   | D              | 2026-10-15
            only-assessed    | E              | 2026-10-01
            assessed-on-plan | F              | 2026-10-01
        """,
        ssd_cp_visits="""
            cppv_cp_visit_id | cppv_person_id | cppv_cp_visit_date | cppv_cp_visit_seen
            1                | A              | 2026-10-03         | Y
        """,
        ssd_cla_visits="""
            clav_cla_visit_id | clav_person_id | clav_cla_visit_date | clav_cla_visit_seen
            1                 | B              | 2026-10-02          | Y
        """,
        ssd_cin_visits="""
            cinv_cin_visit_id | cinv_person_id | cinv_cin_visit_date | cinv_cin_visit_seen
            1                 | C              | 2026-10-30          | N
            2                 | D              | 2026-10-14          | Y
            3                 | F              | 2026-10-30          | Y
        """,
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date
            1                  | E              | 2026-10-01
            2                  | F              | 2026-10-01
        """,
        ssd_cin_plans="""
            cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date
            1                | F              | 2026-10-20
        """,
    )
    assert answer.counted == ["assessed-on-plan", "day-28"]
    assert answer.not_counted == ["before-episode", "day-29", "not-seen"]
    assert set(answer.left_out) == {"only-assessed"}


def test_ethnicity_is_missing_when_empty_or_not_obtained_but_not_when_refused(ask):
    answer = ask(
        "QA05",
        "2026-10",
        ssd_person="""
            pers_person_id | pers_ethnicity
            A              | NOBT
            B              | WBRI
            C              | REFU
            D              |
        """,
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date
            in-need          | A              | 2026-01-01
            known            | B              | 2026-01-01
        """,
        ssd_cp_plans="""
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
            also-on-a-plan  | A              | 2026-02-01
            only-on-a-plan  | C              | 2026-02-01
        """,
        ssd_cla_episodes="""
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_id
            e                   | D              | 2026-02-01                  | in-care
        """,
    )
    assert answer.counted == ["in-care", "in-need"]
    assert answer.not_counted == ["known", "only-on-a-plan"]


def test_annex_as_ethnic_groups_are_groups_and_not_stated_is_missing(ask):
    answer = ask(
        "QA05",
        "2026-10",
        ssd_person="""
            pers_person_id | pers_ethnicity
            A              | d) Black or black British
            B              | f) Not stated
        """,
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date
            1                | A              | 2026-01-01
            2                | B              | 2026-01-01
        """,
    )
    assert answer.counted == ["2"]
    assert answer.tally(breakdown="ethnicity") == {"Black": (0, 1), "Not recorded": (1, 1)}
