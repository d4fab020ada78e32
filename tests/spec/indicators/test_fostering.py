"""Fostering households, their reviews and visits, and private fostering."""

from datetime import date

HOUSEHOLDS = """
    household_id | approval_kind | approved_on | ended_on   | extended_until | team_id
    old          | mainstream    | 2019-05-01  |            |                | T1
    year         | mainstream    | 2025-10-31  |            |                | T1
    young        | mainstream    | 2025-11-01  |            |                | T1
    twice        | mainstream    | 2024-01-01  |            |                | T1
    twice        | mainstream    | 2025-01-01  |            |                | T1
    gone         | mainstream    | 2020-01-01  | 2026-10-31 |                | T1
    came-went    | mainstream    | 2026-02-01  | 2026-06-01 |                | T1
    cousin       | connected     | 2023-01-01  |            |                | T2
    week-16      | temporary     | 2026-07-11  |            |                | T2
    day-after    | temporary     | 2026-07-10  |            |                | T2
    extended     | temporary     | 2026-05-01  |            | 2026-10-31     | T2
    too-long     | temporary     | 2026-05-01  |            | 2026-10-30     | T2
"""


def test_a_household_is_counted_once_and_not_on_the_day_it_ends(ask):
    answer = ask("FOS01", "2026-10", loc_fostering_households=HOUSEHOLDS)
    assert answer.counted == ["old", "twice", "year", "young"]
    september = ask("FOS01", "2026-09", loc_fostering_households=HOUSEHOLDS)
    assert september.counted == ["gone", "old", "twice", "year", "young"]


def test_net_change_is_who_came_less_who_went_in_twelve_months(ask):
    answer = ask("FOS02", "2026-10-r12", loc_fostering_households=HOUSEHOLDS)
    steps = {key: measure for key, measure in answer.measures().items() if measure}
    assert steps == {
        "young, approved": 1,
        "came-went, approved": 1,
        "came-went, ended": -1,
        "gone, ended": -1,
    }
    # Five were there before; two came and two went.
    assert answer.sums() == {"authority": (0, 0)}
    assert answer.tally() == {"authority": (9, 9)}


REVIEWS = """
    household_id | visited_on
    old          | 2025-11-01
    old          | 2024-10-01
    year         | 2025-10-31
    cousin       | 2026-11-02
    young        | 2026-10-01
"""


def test_a_review_a_year_ago_to_the_day_is_too_long_ago(ask):
    drawn = {"loc_fostering_households": HOUSEHOLDS, "loc_foster_reviews": REVIEWS}
    answer = ask("FOS03", "2026-10", **drawn)
    assert answer.counted == ["old"]
    assert answer.not_counted == ["cousin", "twice", "year"]
    assert answer.left_out == {"young": "Approved for less than twelve months."}
    assert answer.dues()["old"] == date(2026, 11, 1)


def test_an_unannounced_visit_counts_and_a_review_is_none(ask):
    drawn = {"loc_fostering_households": HOUSEHOLDS, "loc_foster_reviews": REVIEWS}
    answer = ask("FOS05", "2026-10", loc_unannounced_visits=REVIEWS, **drawn)
    assert answer.counted == ["old"]
    assert ask("FOS05", "2026-10", **drawn).counted == []


def test_temporary_approval_is_too_long_from_the_day_after_sixteen_weeks_or_the_extension(ask):
    answer = ask("FOS04", "2026-10", loc_fostering_households=HOUSEHOLDS)
    assert answer.counted == ["day-after", "too-long"]
    assert answer.not_counted == ["extended", "week-16"]


ARRANGEMENTS = """
    arrangement_id | child_id | started_on | notified_on | ended_on   | team_id
    first          | A        | 2026-09-01 | 2026-10-22  |            | T1
    first-late     | B        | 2026-09-01 | 2026-10-20  |            | T1
    six-weeks      | C        | 2026-02-01 |             |            | T1
    seven-weeks    | D        | 2026-02-01 |             |            | T1
    second-year    | E        | 2025-01-01 |             |            | T1
    ended          | F        | 2026-02-01 |             | 2026-10-31 | T1
    not-known-yet  | G        | 2026-02-01 | 2026-11-05  |            | T1
"""
VISITS = """
    household_id | visited_on
    six-weeks    | 2026-09-19
    seven-weeks  | 2026-09-18
    second-year  | 2026-09-18
"""


def test_private_fostering_is_visited_by_the_interval_that_applies(ask):
    # 20 October and 7 working days is the 29th; the 22nd and 7 is 2 November.
    drawn = {"loc_private_fostering": ARRANGEMENTS, "loc_private_fostering_visits": VISITS}
    answer = ask("PF01", "2026-10", **drawn)
    assert answer.counted == ["first", "second-year", "six-weeks"]
    assert answer.not_counted == ["first-late", "seven-weeks"]
    assert answer.of("first")["child_id"] == "A"
    assert answer.dues()["second-year"] == date(2026, 12, 11)
