"""Units that bring their words: means, and so much for each full-time equivalent."""

from lineofsight.charts import words
from lineofsight.reports import display


def test_a_mean_says_its_words_after_the_number_and_at_the_head_of_a_column():
    assert words.value_text(2.25, "mean: incidents") == "2.3 incidents"
    assert words.line_text(2.0, "mean: incidents") == "2"
    assert display.heading_of_unit("mean: incidents") == "mean incidents"
    assert display.excel_format(2.25, unit="mean: incidents") == '#,##0.0" incidents"'
    assert display.target_text(None, 3, unit="mean: days") == "3 days or less"


def test_a_share_by_weight_is_a_percentage_without_a_number_of_cases():
    assert words.value_text(12.345, "weighted_percent") == "12.3%"
    assert words.is_percent("weighted_percent") and not words.is_percent("per_weight: cases")
    assert display.basis_text(1, 3, unit="weighted_percent") == ""
    assert display.heading_of_unit("weighted_percent") == "%"


def test_so_much_for_each_weight_is_headed_by_its_own_words():
    assert words.value_text(17.0, "per_weight: cases per FTE") == "17.0 cases per FTE"
    assert display.heading_of_unit("per_weight: cases per FTE") == "cases per FTE"
