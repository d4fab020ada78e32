"""The sentence on top of a chart says what the chart shows."""

from datetime import date

import pytest

from lineofsight.charts import findings
from lineofsight.charts.findings import Arrow, Tone
from lineofsight.charts.series import Month, Restart, Series, Shown
from lineofsight.charts.subjects import Subject, subject
from lineofsight.charts.table import series_table
from lineofsight.periods import add_months
from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.targets import Target

ASHMERE = [  # on time, completed: September 2024 to October 2026
    (121, 152), (131, 161), (127, 160), (118, 143), (126, 157), (129, 158), (138, 170),
    (124, 156), (133, 164), (134, 162), (126, 157), (119, 146), (133, 158), (139, 166),
    (141, 166), (128, 146), (150, 170), (146, 165), (149, 171), (136, 153), (145, 165),
    (149, 171), (148, 174), (137, 162), (136, 164), (131, 168),
]  # fmt: skip


def on_time(pairs=ASHMERE, **changes):
    start = add_months(date(2026, 10, 1), 1 - len(pairs))
    months = tuple(
        Month(add_months(start, n), None, why_none="not covered")
        if pair is None
        else Month(add_months(start, n), 100 * pair[0] / pair[1], *pair)
        for n, pair in enumerate(pairs)
    )
    given = {
        "title": "Assessments completed within 45 working days",
        "subject": subject("ASM03", ""),
        "unit": "percent",
        "area": "Assessment service",
        "months": months,
        "better": Better.HIGHER,
        "target": Target(at_least=90),
        "restarts": (Restart(date(2025, 9, 1), "new front door"),),
    }
    return Series(**(given | changes))


def counts(*values, **changes):
    months = tuple(Month(add_months(date(2024, 1, 1), n), value) for n, value in enumerate(values))
    return Series(
        "Referrals", Subject("Referrals"), "count", "Ashmere", months,
        changes.pop("better", Better.NEITHER), **changes,
    )  # fmt: skip


STEADY = (50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51)


def test_a_long_fall_that_leaves_the_expected_range_is_said_in_one_sentence():
    assert findings.headline(on_time()) == (
        "Assessments on time have fallen every month since April and are now below the "
        "expected range"
    )


def test_the_lead_gives_the_count_and_says_that_the_change_is_real():
    assert findings.lead(on_time()) == (
        "October 2026: 78.0%, 131 of 168. This is a real change, not one month’s wobble."
    )


def test_the_summary_for_alt_text_has_range_average_and_target():
    said = findings.summary(on_time())
    assert "The expected range is 82.5% to 88.8%, about an average of 85.6%." in said
    assert said.endswith("The target is 90%.")


def test_the_direction_knows_good_from_bad():
    worse = findings.direction(on_time())
    assert (worse.arrow, worse.tone, worse.word) == (Arrow.DOWN, Tone.WORSE, "Worse")
    assert worse.reason == "Falling every month since April; below expected range"
    better = findings.direction(on_time(better=Better.LOWER, target=Target(at_most=90)))
    assert (better.arrow, better.tone, better.word) == (Arrow.DOWN, Tone.BETTER, "Better")
    neither = findings.direction(on_time(better=Better.NEITHER, target=None))
    assert (neither.arrow, neither.tone, neither.word) == (Arrow.DOWN, Tone.NEUTRAL, "Lower")


def test_the_two_icons_have_words():
    assert findings.variation_words(on_time())[0] == "Getting worse"
    assert findings.assurance_words(on_time()) == (
        "Will not meet 90% as things are",
        "The target is above the upper limit, 88.8%",
    )
    assert findings.assurance_words(on_time(target=Target(at_least=10)))[0] == (
        "Will meet 10% as things are"
    )
    assert findings.assurance_words(on_time(target=Target(at_least=85)))[0] == (
        "Sometimes meets 85%"
    )
    assert findings.assurance_words(on_time(target=None)) is None


def test_a_shift_says_how_long_it_has_been_on_one_side():
    series = counts(*[40, 42, 41, 39] * 3, *[45, 47, 46, 44, 46, 45, 47, 46], better=Better.LOWER)
    assert findings.headline(series) == "Referrals have been above average since January"
    assert findings.direction(series).reason == "8 months above average"
    assert findings.short_headline(series) == ("Referrals are at 46", "8 months above average")


def test_one_month_outside_is_called_one_month():
    series = counts(*STEADY, 90)
    assert findings.headline(series) == "Referrals are now above the expected range"
    assert findings.direction(series).reason == "Above expected range, January only"


def test_chance_is_called_no_real_change():
    series = counts(*STEADY)
    assert findings.headline(series) == "Referrals show no real change: 51 in December 2024"
    assert findings.direction(series).reason == "Inside expected range for 12 months"
    assert "chance" in findings.lead(series)


def test_a_steady_figure_on_target_has_held():
    series = counts(*STEADY, better=Better.HIGHER, target=Target(at_least=40))
    held = findings.direction(series)
    assert (held.word, held.tone) == ("Held", Tone.BETTER)
    assert held.reason == "On target 12 months running"


@pytest.mark.parametrize("told", [1, 3, 6])
def test_too_few_months_are_not_judged(told):
    series = counts(*STEADY[:told])
    assert findings.direction(series).word == "Too few months"
    assert "seven are needed" in findings.lead(series)
    assert "change" not in findings.headline(series)


def test_a_month_that_is_not_covered_is_said_in_words_and_never_as_nought():
    series = on_time([*ASHMERE[:-1], None])
    assert findings.headline(series) == "Assessments on time: not covered for October 2026"
    assert findings.direction(series).word == "No figure"
    assert findings.summary(series) == (
        "Assessments on time: not covered for October 2026. The target is 90%."
    )
    assert findings.lead(series) == ""
    assert findings.movement(series) == ""


def test_no_months_at_all_make_no_claim():
    series = counts()
    assert findings.headline(series) == "Referrals: no figure"
    assert findings.direction(series).word == "No figure"


def test_a_rolling_year_is_shown_and_not_judged():
    series = on_time(is_rolling=True)
    assert findings.direction(series).word == "Not judged"
    assert (
        findings.headline(series) == "Assessments on time are at 78.0% (131 of 168) in October 2026"
    )
    assert "whole year" in findings.lead(series)
    assert findings.assurance_words(series) is None


def test_the_movement_is_since_last_month_and_since_last_year():
    assert findings.movement(on_time()) == (
        "Fell 4.9 points since September, down 5.7 since October 2025"
    )
    assert findings.movement(counts(5, 5)) == "Unchanged since January"
    by_one = findings.movement(on_time([(150, 200), (152, 200)]))
    assert by_one == "Rose 1 point since September"


def test_an_indicator_nobody_named_is_called_by_its_title():
    assert subject("XYZ99", "Something new").text == "“Something new”"


def test_the_table_has_the_figures_the_lines_and_what_they_show():
    table = series_table(on_time())
    assert table.columns[:4] == ("Month", "Figure", "Counted", "Out of")
    assert table.rows[-1] == (
        "October 2026", "78.0%", "131", "168", "85.6%", "82.5%", "88.8%",
        "below the expected range",
    )  # fmt: skip
    assert len(table.rows) == 26


def test_the_table_of_a_month_without_a_figure_says_why():
    row = series_table(on_time([*ASHMERE[:-1], None])).rows[-1]
    assert row[1:4] == ("not covered", "–", "–")


TO_DATE = Shown(72.0, "from April to October 2026", "18 of 25")


def test_a_figure_of_a_longer_period_is_what_the_sentence_is_about():
    assert findings.headline(on_time(), TO_DATE) == (
        "Assessments on time are at 72.0% (18 of 25) from April to October 2026; month by month "
        "they have fallen every month since April and are now below the expected range"
    )
    steady = counts(*STEADY)
    assert findings.headline(steady, Shown(602, "in the year to December 2024")) == (
        "Referrals are at 602 in the year to December 2024; month by month they show no real change"
    )


def test_a_last_month_without_cases_does_not_speak_over_the_figure_of_the_year():
    series = on_time([*ASHMERE[:-1], None])

    assert findings.headline(series, TO_DATE) == (
        "Assessments on time are at 72.0% (18 of 25) from April to October 2026; October 2026 "
        "alone has no figure: not covered"
    )
    assert findings.short_headline(series, TO_DATE) == (
        "Assessments on time are at 72.0%", "not covered in October 2026",
    )  # fmt: skip
    assert findings.direction(series, TO_DATE).word == "Not judged"
    assert findings.variation_words(series, TO_DATE)[0] == "Not judged"
    assert findings.direction(series).word == "No figure"


def test_a_list_gives_the_figure_shown_and_not_the_month_s():
    assert findings.short_headline(on_time(), TO_DATE)[0] == "Assessments on time are at 72.0%"


def test_a_longer_period_without_a_figure_says_so_whatever_the_month_has():
    none = Shown(None, "in quarter 3, 2026-27", why_none="not covered")

    assert findings.headline(on_time(), none) == (
        "Assessments on time: not covered in quarter 3, 2026-27"
    )


def test_too_few_months_are_not_spoken_of_beside_a_longer_period():
    assert findings.headline(counts(3, 4), Shown(7, "in the year to February 2024")) == (
        "Referrals are at 7 in the year to February 2024"
    )
