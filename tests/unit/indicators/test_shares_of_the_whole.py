"""Early help by lead organisation: each one's share of all, and what may be told outside."""

import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import cube, figures, for_outside
from lineofsight.indicators.figures import State
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY

OCTOBER = Period.parse("2026-10")


def _led_by(**organisations):
    """A drawing of so much early help for each organisation (`none`: nobody recorded)."""
    lines = [
        "earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_organisation"
    ]
    for name, many in organisations.items():
        said = "" if name == "none" else name
        lines += [f"{name}{n} | {name}{n} | 2026-10-05 | {said}" for n in range(many)]
    return "\n".join(lines)


def _shares(home, **organisations):
    snapshot = journey(home, as_at="2026-10-31", ssd_early_help_episodes=_led_by(**organisations))
    asked = {"scope": WHOLE_AUTHORITY}
    whole = figures(snapshot, ["EH05"], [OCTOBER], **asked)[0]
    kinds = list(figures(snapshot, ["EH05"], [OCTOBER], breakdown="kind", **asked))
    return whole, kinds


def test_each_organisations_share_is_of_all_and_they_add_up_to_the_figure_of_all(tmp_path):
    whole, kinds = _shares(tmp_path, School=30, Police=10, none=10)
    told = {each.category: (each.value, each.numerator, each.denominator) for each in kinds}
    assert told == {"School": (60, 30, 50), "Police": (20, 10, 50), "Not recorded": (0, 0, 50)}
    assert whole.value == sum(each.value for each in kinds) == 80


def test_shares_kept_for_pages_are_those_that_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(cube, "CATALOGUE", {"EH05": cube.CATALOGUE["EH05"]})
    drawing = _led_by(School=3, Police=1, none=1)
    snapshot = journey(tmp_path, as_at="2026-10-31", ssd_early_help_episodes=drawing)
    counted = list(figures(snapshot, ["EH05"], [OCTOBER], breakdown="kind", scope=WHOLE_AUTHORITY))
    assert cube.read(snapshot, ["EH05"], [OCTOBER], breakdown="kind") == counted


@pytest.mark.parametrize(
    ("organisations", "hidden"),
    [
        ({"School": 30, "Police": 10, "Health": 8}, set()),
        ({"School": 30, "Police": 10, "Health": 3}, {"Police", "Health"}),
        ({"School": 30, "Health": 3}, {"School", "Health"}),
    ],
)
def test_a_small_share_is_hidden_with_another_so_that_nobody_can_subtract(
    tmp_path, organisations, hidden
):
    whole, kinds = _shares(tmp_path, **organisations)
    for total in (None, whole):
        shown = for_outside(kinds, total=total)[: len(kinds)]
        assert {each.category for each in shown if each.state == State.SUPPRESSED} == hidden


def test_the_share_not_recorded_never_gives_a_small_one_away(tmp_path):
    """With the figure of all beside them, “not recorded” is what is left of it."""
    whole, kinds = _shares(tmp_path, School=30, Police=20, Health=3, none=7)
    *shown, total = for_outside(kinds, total=whole)
    assert total.state == State.VALUE
    hidden = {each.category for each in shown if each.state == State.SUPPRESSED}
    assert hidden == {"Health", "Police"}


def test_where_few_have_no_organisation_the_figure_of_all_is_hidden_as_well(tmp_path):
    whole, kinds = _shares(tmp_path, School=30, Police=20, none=2)
    *shown, total = for_outside(kinds, total=whole)
    assert total.state == State.SUPPRESSED
    hidden = {each.category for each in shown if each.state == State.SUPPRESSED}
    assert hidden == {"Not recorded", "Police"}
