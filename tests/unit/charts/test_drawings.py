"""Every drawing is well formed, named, described, and free of what a page would refuse."""

import itertools
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from lxml import etree
from tests.unit.charts.test_findings import ASHMERE, STEADY, counts, on_time

from lineofsight.charts import bars, control_chart, export, icons, lanes, sparkline, team_dots
from lineofsight.charts.drawing import nice_ticks, spread
from lineofsight.charts.lanes import Bar, Event, Journey, Kind, Lane, Tone
from lineofsight.charts.series import Month
from lineofsight.charts.team_dots import TeamFigure, Teams
from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.targets import Target

SVG = "{http://www.w3.org/2000/svg}"
SERIES = {
    "a fall": on_time(),
    "gaps": on_time([None, *ASHMERE[1:9], None, *ASHMERE[10:]]),
    "nothing": on_time([None] * 5),
    "one month": counts(3),
    "no months": counts(),
    "all nought": counts(*[0] * 14),
    "a steady count": counts(*STEADY),
    "six years": counts(*STEADY * 6),
    "all of all": on_time([(9, 9)] * 15, target=None),
    "a rolling year": on_time(is_rolling=True),
}
TEAMS = Teams(
    (
        TeamFigure("Assessment North", 33, 36),
        TeamFigure("Assessment <West> & more", 30, 37),
        TeamFigure("Assessment South", 25, 39),
        TeamFigure("Disabled Children", 12, 21),
        TeamFigure("Out of hours", 2, 4),
        TeamFigure("New team", 0, 0, "no cases"),
    ),
    TeamFigure("Service", 102, 137),
    Better.HIGHER,
    Target(at_least=90),
    "October 2026",
)
JOURNEY = Journey(
    "Jaydon <E>",
    date(2025, 3, 1),
    date(2026, 11, 23),
    (
        Lane("Referral", (Bar(date(2025, 3, 10), date(2025, 5, 6), "38 working days"),)),
        Lane("Looked after", (Bar(date(2026, 1, 12), None, "Care order", "Care", Tone.CARE),)),
        Lane(
            "Visits",
            events=(
                Event(date(2026, 9, 1), "Visit"),
                Event(date(2026, 10, 9), "Visit", Kind.LATE),
                Event(date(2026, 11, 20), "Visit", Kind.DUE),
            ),
        ),
        Lane("Before", (Bar(date(2020, 1, 1), date(2020, 5, 1), "long ago"),)),
    ),
)


def drawings(svgs):
    return [ElementTree.fromstring(svg + "</svg>") for svg in svgs.split("</svg>")[:-1]]


def named(root):
    texts = {node.get("id"): node.text for node in root.iter() if node.get("id")}
    return [texts[ident] for ident in root.get("aria-labelledby").split()]


@pytest.mark.parametrize("name", SERIES)
def test_a_control_chart_is_drawn_twice_named_and_described(name):
    wide, narrow = drawings(control_chart.control_chart(SERIES[name], ident="c"))
    assert (wide.get("width"), narrow.get("width")) == ("792", "328")
    for root in (wide, narrow):
        assert root.get("role") == "img"
        assert all(named(root))
    assert control_chart.subtitle(SERIES[name])


@pytest.mark.parametrize("name", SERIES)
def test_no_drawing_leaves_its_frame_or_holds_what_a_page_refuses(name):
    series = SERIES[name]
    text = control_chart.control_chart(series, ident="c") + sparkline.sparkline(series)
    assert "style=" not in text
    assert "script" not in text
    assert "nan" not in text.lower().replace("unan", "")
    for root in drawings(text):
        width, height = float(root.get("width")), float(root.get("height"))
        for node in root.iter():
            for name_of_x, limit in (("cx", width), ("x", width), ("cy", height), ("y", height)):
                if node.get(name_of_x):
                    assert -1 <= float(node.get(name_of_x)) <= limit + 1


def test_the_text_of_charts_is_never_under_twelve_pixels():
    text = control_chart.control_chart(on_time(), ident="c") + team_dots.team_dots(TEAMS, ident="t")
    text += lanes.lanes(JOURNEY, ident="j")
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', text)]
    assert min(sizes) >= 12


def test_ids_are_the_callers_so_that_two_charts_may_share_a_page():
    one = control_chart.control_chart(on_time(), ident="a")
    other = control_chart.control_chart(on_time(), ident="b")
    ids = re.findall(r' id="([^"]+)"', one + other)
    assert len(ids) == len(set(ids)) == 8


def test_each_point_carries_its_meaning_in_its_shape_and_in_words():
    wide = drawings(control_chart.wide(on_time(), ident="c"))[0]
    titles = [node.find(f"{SVG}title") for node in wide.iter() if node.tag != f"{SVG}svg"]
    words = [title.text for title in titles if title is not None]
    assert len(words) == 26
    assert words[-1] == "October 2026: 78.0%, 131 of 168, below the expected range"
    squares = [n for n in wide.iter(f"{SVG}rect") if n.find(f"{SVG}title") is not None]
    assert len(squares) == 5


def test_the_narrow_chart_says_where_it_starts():
    narrow = drawings(control_chart.narrow(on_time(), ident="c"))[0]
    assert named(narrow)[1].endswith("This narrow chart starts in September 2025.")
    assert control_chart.narrow_start(on_time()) == date(2025, 9, 1)
    assert control_chart.narrow_start(counts(1, 2)) is None


def test_a_sparkline_says_this_month_last_year_and_the_direction():
    root = drawings(sparkline.sparkline(on_time()))[0]
    assert root.get("aria-label") == (
        "Assessments completed within 45 working days: October 2025 83.7%, October 2026 78.0%. "
        "Worse: Falling every month since April; below expected range."
    )
    assert list(root.iter(f"{SVG}text")) == []


def test_a_month_without_a_figure_leaves_a_gap_in_the_line():
    paths = [n.get("d") for n in drawings(control_chart.wide(SERIES["gaps"], ident="c"))[0].iter()]
    line = max((d for d in paths if d), key=len)
    assert line.count("M") == 2


def test_teams_are_listed_by_figure_with_those_apart_marked():
    assert team_dots.headline(TEAMS) == (
        "Assessment South and Disabled Children are below the rest of the service; "
        "Assessment North is above the rest of the service"
    )
    wide, narrow = drawings(team_dots.team_dots(TEAMS, ident="t"))
    assert "57.1%, 12 of 21" in named(wide)[1]
    assert named(wide) == named(narrow)


def test_a_team_with_few_cases_is_never_marked_and_one_without_says_so():
    few, none = TEAMS.teams[4:]
    assert TEAMS.mark(few) == TEAMS.mark(none) == "hollow"
    table = team_dots.teams_table(TEAMS, counted="On time", out_of="Completed")
    assert table.rows[-1] == ("New team", "–", "–", "no cases", "–")
    assert table.rows[0] == ("Assessment North", "33", "36", "91.7%", "78% to 97%")


def test_where_lower_is_better_the_lowest_team_comes_first_and_high_is_marked():
    teams = Teams(TEAMS.teams, TEAMS.whole, Better.LOWER)
    assert teams.in_order()[0].name == "Out of hours"
    assert "Assessment North is above the rest" in team_dots.headline(teams)
    assert teams.mark(TEAMS.teams[0]) == "triangle"


def test_a_single_team_has_nothing_to_be_held_against():
    only = Teams(TEAMS.teams[:1], TeamFigure("Service", 33, 36), Better.HIGHER)
    assert only.mark(only.teams[0]) == "circle"
    assert team_dots.headline(only) == "Assessment North is the only team with a figure"


def test_a_journey_is_drawn_for_three_widths_with_late_and_due_told_apart():
    roots = drawings(lanes.lanes(JOURNEY, ident="j"))
    assert [root.get("width") for root in roots] == ["1200", "760", "328"]
    for root in roots:
        titles = [node.text for node in root.iter(f"{SVG}title")]
        assert "Visit, 9 October 2026, late" in titles
        assert "Visit, 20 November 2026, due and not recorded" in titles
        assert not any("long ago" in title for title in titles)
        assert "1 late" in named(root)[1]


def test_what_comes_from_outside_is_escaped():
    text = lanes.lanes(JOURNEY, ident="j") + team_dots.team_dots(TEAMS, ident="t")
    assert "<E>" not in text
    assert "&lt;West&gt; &amp; more" in text


def test_counts_have_bars_from_nought_and_words_where_there_is_none():
    counted = [bars.Count("North", 36), bars.Count("South", 0), bars.Count("West", None)]
    wide, _ = drawings(bars.count_bars(counted, unit="count", title="By team", ident="b"))
    assert named(wide) == ["By team", "North 36; South 0; West no figure."]
    assert len(list(wide.iter(f"{SVG}rect"))) == 1
    table = bars.counts_table(counted, unit="count", heading="Team", caption="By team")
    assert table.rows == (("North", "36"), ("South", "0"), ("West", "no figure"))


@pytest.mark.parametrize(("parts", "drawn"), [((2, 2, 1, 1), 5), ((0, 0, 0, 0), 1), ((0, 3), 2)])
def test_a_progress_bar_has_a_part_for_each_that_is_not_empty(parts, drawn):
    root = drawings(bars.progress_bar(parts, label="2 moderated"))[0]
    assert len(list(root.iter(f"{SVG}rect"))) == drawn
    assert root.get("aria-label") == "2 moderated"


@pytest.mark.parametrize("name", SERIES)
def test_icons_are_drawn_for_every_state(name):
    series = SERIES[name]
    text = icons.variation_icon(series.chart.variation)
    text += icons.assurance_icon(series.chart.assurance, series)
    assert all(root.get("aria-hidden") == "true" for root in drawings(text))


def test_a_png_is_a_png():
    assert export.png(control_chart.wide(on_time(), ident="c")).startswith(b"\x89PNG")


def test_the_drawing_is_valid_xml_for_a_strict_reader():
    etree.fromstring(control_chart.wide(on_time(), ident="c").encode())


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (75, 90, [75, 80, 85, 90]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_ticks_are_round_and_cover_the_values(low, high, ticks):
    assert nice_ticks(low, high) == ticks


def test_labels_that_would_touch_are_moved_apart_within_bounds():
    places = spread([100, 101, 102], 18, 14, 420)
    assert sorted(places) == places
    assert min(b - a for a, b in itertools.pairwise(places)) >= 17.9
    assert spread([], 18, 0, 10) == []


def test_a_month_without_numbers_has_no_basis():
    assert Month(date(2026, 1, 1), 4.0).basis == ""
    assert Month(date(2026, 1, 1), None, 1, 2).basis == ""


@pytest.mark.parametrize("name", ["all nought", "all of all"])
def test_a_line_that_never_moves_has_ticks_that_differ(name):
    drawing = drawings(control_chart.wide(SERIES[name], ident="c"))[0]
    beside = [n.text for n in drawing.iter(f"{SVG}text") if n.get("text-anchor") == "end"]

    assert len(beside) == len(set(beside)) > 1


def test_a_net_change_below_nought_is_drawn_where_it_is():
    series = replace(counts(3, -2, 0, 1, -4, 2, 1, 0, -1, 2, 3, 1, -2, 0), unit="net")
    drawing = drawings(control_chart.wide(series, ident="c"))[0]
    beside = [n.text for n in drawing.iter(f"{SVG}text") if n.get("text-anchor") == "end"]
    heights = [float(n.get("cy")) for n in drawing.iter(f"{SVG}circle")]

    assert float(beside[0]) <= -4
    assert len(set(heights)) == len({3, -2, 0, 1, -4, 2, -1})


def test_bars_of_less_than_one_have_whole_numbers_once_each():
    few = [bars.Count("North", 0.5), bars.Count("South", 0.0)]
    wide = drawings(bars.count_bars(few, unit="median", title="Caseload", ident="c"))[0]
    texts = list(wide.iter(f"{SVG}text"))
    lowest = max(float(each.get("y")) for each in texts)

    assert [each.text for each in texts if float(each.get("y")) == lowest] == ["0", "1"]


def test_a_bar_below_nought_goes_the_other_way():
    net = [bars.Count("North", 2), bars.Count("South", -3)]
    wide = drawings(bars.count_bars(net, unit="net", title="Net change", ident="c"))[0]
    north, south = [(float(r.get("x")), float(r.get("width"))) for r in wide.iter(f"{SVG}rect")]

    assert sum(south) == pytest.approx(north[0], abs=0.2)
    assert south[1] == pytest.approx(1.5 * north[1], abs=0.2)
