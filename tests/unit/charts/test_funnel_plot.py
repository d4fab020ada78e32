"""Teams of different size: what chance explains is not told as a difference."""

import re
from xml.etree import ElementTree

from lineofsight.charts.funnel_plot import Place, funnel
from lineofsight.statistics.control_charts import Better

LIKE = [Place(f"Team {n}", 4 * n, 5 * n) for n in range(4, 12)]


def made(*more: Place, better: Better = Better.HIGHER):
    return funnel("Assessments in time", "October 2026", [*LIKE, *more], better)


def test_teams_that_differ_by_chance_alone_are_not_singled_out():
    found = made(Place("Small", 2, 4))
    assert found.sentence == "Chance explains what lies between these 9 teams."


def test_a_large_team_far_from_the_rest_is_named():
    found = made(Place("Far off", 40, 120))
    assert found.sentence == "Far off lies further from the rest than chance explains."
    (row,) = (row for row in found.table().rows if row[0] == "Far off")
    assert row == ("Far off", "33.3%", "40", "120", "below, far beyond chance")


def test_the_same_share_of_fewer_cases_is_within_reach_of_chance():
    found = made(Place("Few", 2, 6))
    assert "Chance explains" in found.sentence


def test_of_a_team_with_few_cases_nothing_is_said():
    found = made(Place("Tiny", 0, 9))
    assert "Chance explains" in found.sentence
    assert re.search(r'stroke-width="1.5"><title>Tiny: 0 of 9', found.for_page)


def test_far_off_is_a_triangle_where_more_is_better_and_a_square_where_less_is():
    far = Place("Far off", 40, 120)
    worse, better = made(far).for_page, made(far, better=Better.LOWER).for_page
    marks = [re.search(r"<(\w+)[^>]*><title>Far off: 40 of 120", page) for page in (worse, better)]
    assert [mark.group(1) for mark in marks] == ["path", "rect"]


def test_both_drawings_are_well_formed_and_described():
    page = made(Place("Far <off> & more", 40, 120)).for_page
    drawings = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        ids = {each.attrib.get("id") for each in root.iter()}
        assert set(root.attrib["aria-labelledby"].split()) <= ids


def test_two_teams_and_teams_all_at_one_end_have_no_funnel():
    assert funnel("T", "M", LIKE[:2], Better.HIGHER) is None
    assert funnel("T", "M", [Place(str(n), 5, 5) for n in range(5)], Better.HIGHER) is None
    assert funnel("T", "M", [*LIKE[:2], Place("Nobody", 0, 0)], Better.HIGHER) is None
