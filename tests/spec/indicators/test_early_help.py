# ruff: noqa: E501 - drawings are as wide as they need to be
"""Early help: begun, open, completed in time, stepped up to social care."""

from datetime import date

from lineofsight.indicators import Interval, Parameters

HELP = """
    earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_end_date
    before          | A              | 2026-09-30              | 2026-10-01
    first-day       | A              | 2026-10-01              |
    last-day        | B              | 2026-10-31              | 2026-11-01
    ends-that-day   | C              | 2026-10-05              | 2026-10-31
    later           | D              | 2026-11-01              |
    no-start        | E              |                         | 2026-10-20
"""


def test_early_help_counts_in_the_month_it_begins_and_without_a_start_in_none(ask):
    answer = ask("EH01", "2026-10", ssd_early_help_episodes=HELP)
    assert answer.counted == ["ends-that-day", "first-day", "last-day"]


def test_a_child_helped_twice_in_a_month_is_counted_twice(ask):
    answer = ask(
        "EH01",
        "2026-10",
        ssd_early_help_episodes="""
            earl_episode_id | earl_person_id | earl_episode_start_date
            one             | A              | 2026-10-01
            two             | A              | 2026-10-01
        """,
    )
    assert answer.tally() == {"authority": (2, 2)}


def test_early_help_that_ends_on_the_day_is_not_open_on_it(ask):
    answer = ask("EH02", "2026-10-31", ssd_early_help_episodes=HELP)
    assert answer.counted == ["first-day", "last-day"]
    assert answer.measures() == {"first-day": 30, "last-day": 0}


def test_early_help_without_a_start_is_not_open_on_any_day(ask):
    drawing = """
        earl_episode_id | earl_person_id | earl_episode_start_date
        no-start        | A              |
    """
    assert ask("EH02", "2026-10-31", ssd_early_help_episodes=drawing).rows == []


ASSESSED = """
    ehas_assessment_id | ehas_person_id | ehas_assessment_start_date | ehas_assessment_completed_date
    on-day-45          | A              | 2026-08-03                 | 2026-10-06
    on-day-46          | B              | 2026-08-03                 | 2026-10-07
    same-day           | C              | 2026-10-06                 | 2026-10-06
    still-open         | D              | 2026-08-03                 |
    no-start           | E              |                            | 2026-10-06
    backwards          | F              | 2026-10-09                 | 2026-10-06
    month-before       | G              | 2026-09-01                 | 2026-09-30
"""


def test_an_early_help_assessment_is_in_time_on_the_last_day_of_the_local_limit(ask):
    answer = ask("EH03", "2026-10", own_early_help_assessments=ASSESSED)
    assert answer.counted == ["on-day-45", "same-day"]
    assert answer.not_counted == ["on-day-46"]
    assert set(answer.left_out) == {"no-start", "backwards"}
    assert answer.unknown == ["backwards", "no-start"]
    assert answer.of("on-day-46")["due_on"] == date(2026, 10, 6)
    assert answer.of("on-day-46")["measure"] == 46


def test_the_limit_of_early_help_assessments_is_the_authoritys_to_choose(ask):
    shorter = Parameters(early_help_assessment_within=Interval.parse("30 working days"))
    answer = ask("EH03", "2026-10", parameters=shorter, own_early_help_assessments=ASSESSED)
    assert answer.counted == ["same-day"]


def test_early_help_is_stepped_up_by_a_referral_near_its_end_while_it_went_on_or_after(ask):
    answer = ask(
        "EH04",
        "2026-10",
        ssd_early_help_episodes="""
            earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_end_date
            that-day        | A              | 2026-06-01              | 2026-10-02
            day-28          | B              | 2026-06-01              | 2026-10-02
            day-29          | C              | 2026-06-01              | 2026-10-02
            28-days-before  | D              | 2026-06-01              | 2026-10-29
            29-days-before  | E              | 2026-06-01              | 2026-10-30
            before-it-began | F              | 2026-10-05              | 2026-10-06
            never           | G              | 2026-06-01              | 2026-10-02
            twice-before    | H              | 2026-06-01              | 2026-10-02
            still-open      | I              | 2026-06-01              |
            other-month     | J              | 2026-06-01              | 2026-09-30
        """,
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date
            1                | A              | 2026-10-02
            2                | B              | 2026-10-30
            3                | C              | 2026-10-31
            4                | D              | 2026-10-01
            5                | E              | 2026-10-01
            6                | F              | 2026-10-04
            7                | H              | 2026-07-01
            8                | H              | 2026-09-20
            9                | H              | 2027-01-01
            10               | I              | 2026-10-02
            11               | J              | 2026-10-01
        """,
    )
    assert answer.counted == ["28-days-before", "day-28", "that-day", "twice-before"]
    assert answer.not_counted == ["29-days-before", "before-it-began", "day-29", "never"]


def test_help_that_ended_belongs_to_whoever_was_responsible_on_its_last_day(ask):
    answer = ask(
        "EH04",
        "2026-10",
        ssd_early_help_episodes="""
            earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_end_date
            one             | A              | 2026-06-01              | 2026-10-02
        """,
        ssd_involvements="""
            invo_involvements_id | invo_professional_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date | invo_person_id
            1                    | Lark                 | helpers                | 2026-06-01                  | 2026-10-02                | A
        """,
    )
    assert answer.of("one")["team_id"] == "helpers"


LED = """
    earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_organisation
    1               | A              | 2026-10-01              | School
    2               | B              | 2026-10-01              | School
    3               | C              | 2026-10-31              | Health visiting
    4               | D              | 2026-10-31              |
    5               | E              | 2026-11-01              | Police
"""


def test_early_help_is_told_by_the_organisation_that_leads_it(ask):
    begun = ask("EH01", "2026-10", ssd_early_help_episodes=LED)
    assert begun.tally(breakdown="kind") == {
        "School": (2, 2),
        "Health visiting": (1, 1),
        "Not recorded": (1, 1),
    }
    led = ask("EH05", "2026-10", ssd_early_help_episodes=LED)
    assert led.counted == ["1", "2", "3"]
    assert led.unknown == ["4"]
    assert led.tally() == {"authority": (3, 4)}
