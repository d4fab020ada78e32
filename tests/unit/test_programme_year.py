"""The year of a framework's programmes, and whose turn brings what: by the scenarios' numbers."""

from datetime import date

from tests.property.programme_strategies import pack_with, programme

from lineofsight.packs import load_pack
from lineofsight.packs.programmes import Programme
from lineofsight.periods import add_months
from lineofsight.web.practice import calendar, rules

PR, PO, TR = "practice-review", "observation", "thematic-review"
CYCLE = programme(
    "rotation", activity=PR, then=[PO, TR], holders=["team-manager"], starts_spread=True,
    paused_months=[8, 12], day_of_month=1, due="last-working-day-of-month",
)  # fmt: skip


def test_san_a1_ten_active_months_and_nothing_pausable_in_august_or_december():
    pack = pack_with(CYCLE)
    entries = calendar.year_of(pack, 2026)
    active = [entry.starts_on.month for entry in entries if entry.what == calendar.GOES_OUT]
    assert active == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11]
    assert [e.starts_on.month for e in entries if e.what == calendar.PAUSED] == [8, 12]


def test_san_a2_the_sequence_of_a_manager_who_begins_with_practice_review_in_january():
    each, started = Programme.model_validate(CYCLE), date(2026, 1, 1)
    turns = [rules.turn(each, started=started, offset=0, month=add_months(started, n))
             for n in range(13)]  # fmt: skip
    assert turns == [PR, PO, TR, PR, PO, TR, PR, None, PO, TR, PR, None, PO]


def test_san_a14_what_cannot_be_paused_opens_in_august_instead():
    instead = programme("fixed-months", key="reflection", title="Reflection",
                        activity="reflection", months=[8, 12], paused_months=[8, 12])  # fmt: skip
    pack = pack_with(CYCLE, instead)
    august = [entry for entry in calendar.year_of(pack, 2026) if entry.starts_on.month == 8]
    assert [(entry.programme_key, entry.what) for entry in august] == [
        ("reflection", calendar.TO_PLAN),
        ("reviews", calendar.PAUSED),
    ]


def test_a_practice_week_lasts_as_long_as_the_framework_says_and_begins_on_a_working_day():
    week = programme("fixed-months", key="week", title="Practice week", months=[2, 5, 8, 11],
                     day_of_month=2, non_working="next", lasts_working_days=5)  # fmt: skip
    entries = calendar.year_of(pack_with(week), 2026)
    assert [(entry.starts_on, entry.ends_on) for entry in entries] == [
        (date(2026, 2, 2), date(2026, 2, 6)),
        (date(2026, 5, 5), date(2026, 5, 11)),  # the 4th is a bank holiday
        (date(2026, 8, 3), date(2026, 8, 7)),
        (date(2026, 11, 2), date(2026, 11, 6)),
    ]


def test_tam_a14_what_is_not_set_has_no_date_and_runs_by_nobody():
    unset = Programme.model_validate(programme("fixed-months", key="week"))
    on_request = Programme.model_validate(programme("on-request", key="targeted"))
    pack = pack_with(programme("fixed-months", key="week"), programme("on-request", key="targeted"))
    assert calendar.year_of(pack, 2026) == ()
    assert [(each.programme_key, each.why) for each in calendar.undated(pack)] == [
        ("week", "Its months are not set"), ("targeted", "When it is asked for"),
    ]  # fmt: skip
    assert not rules.runs_by_itself(unset)
    assert not rules.runs_by_itself(on_request)
    no_day = programme("one-per-holder", holders=["team-manager"])
    assert not rules.runs_by_itself(Programme.model_validate(no_day))
    assert rules.runs_by_itself(Programme.model_validate(CYCLE))


def test_six_a_year_have_two_months_each_and_the_year_says_when_it_falls_behind():
    pack = pack_with(programme("number-a-year", number_a_year=6))
    found = rules.occurrences(pack, pack.programmes[0], date(2026, 1, 1))
    assert [(one.starts_on.month, one.ends_on.month) for one in found] == [
        (1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12),
    ]  # fmt: skip
    stands = rules.year_so_far(found, done=2, day=date(2026, 9, 1))
    assert (stands.expected, stands.done, stands.behind) == (4, 2, 2)


def test_a_quarterly_plan_is_drawn_before_it_starts_and_goes_out_on_each_1st():
    entries = [entry for entry in calendar.year_of(load_pack("worcestershire"), 2026)
               if entry.programme_key == "case-file-audits"]  # fmt: skip
    out = [entry.starts_on for entry in entries if entry.what == calendar.GOES_OUT]
    assert out == [date(2026, month, 1) for month in range(1, 13)]
    drawn = [entry.starts_on for entry in entries if entry.what == calendar.DRAWN]
    assert drawn == [date(2026, 3, 17), date(2026, 6, 16), date(2026, 9, 16), date(2026, 12, 17)]
    assert all(entry.is_assumed for entry in entries if entry.what == calendar.DRAWN)
