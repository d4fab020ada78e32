"""Audits that are kept in another tool."""

AUDITS = """
    audit_record_id | due_on     | completed_on | is_good_or_better | team_id
    done            | 2026-10-31 | 2026-10-20   | Y                 | T1
    late            | 2026-10-01 | 2026-11-20   | N                 | T1
    open            | 2026-10-15 |              |                   | T2
    ungraded        | 2026-09-30 | 2026-10-20   |                   | T2
"""
ACTIONS = """
    audit_record_id | due_on     | completed_on
    on-the-day      | 2026-10-12 | 2026-10-12
    day-after       | 2026-10-12 | 2026-10-13
    open            | 2026-10-12 |
"""


def test_an_audit_done_late_is_done_and_an_open_one_is_not(ask):
    answer = ask("QA01", "2026-10", loc_audits_elsewhere=AUDITS)
    assert answer.counted == ["done", "late"]
    assert answer.not_counted == ["open"]
    assert answer.tally("team") == {"T1": (2, 2), "T2": (0, 1)}


def test_good_or_better_is_asked_of_graded_audits_alone(ask):
    answer = ask("QA02", "2026-11-r12", loc_audits_elsewhere=AUDITS)
    assert (answer.counted, answer.not_counted) == (["done"], ["late"])


def test_an_action_is_on_time_on_the_day_it_is_due(ask):
    answer = ask("QA03", "2026-10", loc_audit_actions=ACTIONS)
    assert answer.counted == ["on-the-day"]
    assert answer.not_counted == ["day-after", "open"]
    assert answer.measures() == {"on-the-day": 0, "day-after": 1, "open": None}
