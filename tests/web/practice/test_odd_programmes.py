"""Samples larger than their frame, months nobody carries, days at Christmas, themes in a circle."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse

from lineofsight.errors import TransitionNotAllowed
from lineofsight.packs import load_pack
from lineofsight.packs.days import on_a_day_that_counts
from lineofsight.packs.values import NonWorkingRule
from lineofsight.web import clock
from lineofsight.web.practice import calendar
from lineofsight.web.practice.calendar import DRAWN, Entry
from lineofsight.web.practice.models import Exemption, Plan, Sample, Theme, Turn
from lineofsight.web.practice.services import drawing, issuing, themes
from lineofsight.web.practice.services.planning import NotPossible

DAY = datetime.date
RULE = NonWorkingRule


@pytest.mark.django_db
def test_a_sample_larger_than_its_frame_takes_all_there_are_and_says_how_many(quarter, client_of):
    quarter.the_day("2025-12-15")
    few = quarter.snapshot_of(dict.fromkeys(("SOUTH", "NORTH", "CENTRAL", "EAST", "WEST"), 2),
                              as_at="2025-11-30")  # fmt: skip
    plan = quarter.plan("2026-01-01", size=36, drawn_on="2025-12-15", snapshot=few)
    sample = Sample.objects.get(plan=plan)
    assert sum(sample.sizes.values()) == sample.frame_size == 10
    page = client_of(quarter.sqa).get(reverse("practice:plan", args=[plan.pk])).content.decode()
    assert "10" in page
    assert "36" in page


@pytest.mark.django_db
def test_an_empty_frame_is_said_with_what_to_do_and_the_plan_stays_undrawn(quarter):
    quarter.the_day("2025-12-15")
    nobody = quarter.snapshot_of({"ELSEWHERE": 3}, as_at="2025-11-30")
    with pytest.raises(NotPossible, match="Nobody can be drawn from this snapshot"):
        quarter.plan("2026-01-01", drawn_on="2025-12-15", snapshot=nobody)
    assert not Sample.objects.exists()


@pytest.mark.django_db
def test_of_two_who_draw_the_same_plan_the_second_is_told_and_one_sample_stands(quarter):
    plan = quarter.plan("2026-01-01", drawn_on="2025-12-15")
    seen_before = Plan.objects.get(pk=plan.pk)
    seen_before.state = Plan.State.PLANNED
    with pytest.raises(TransitionNotAllowed, match="cannot become"):
        drawing.draw_sample(seen_before, quarter.snapshot, by=quarter.sqa)
    assert Sample.objects.filter(plan=plan).count() == 1


@pytest.mark.parametrize(
    ("rule", "day", "due"),
    [
        (RULE.NONE, DAY(2026, 12, 25), DAY(2026, 12, 25)),
        (None, DAY(2026, 12, 25), DAY(2026, 12, 25)),
        (RULE.NEXT, DAY(2026, 12, 25), DAY(2026, 12, 29)),  # the 28th stands for the Saturday
        (RULE.PREVIOUS, DAY(2026, 12, 28), DAY(2026, 12, 24)),
        (RULE.NEXT, DAY(2027, 1, 1), DAY(2027, 1, 4)),
    ],
)
def test_a_day_at_christmas_is_moved_as_the_framework_says(rule, day, due):
    assert on_a_day_that_counts(day, rule) == due


def test_the_year_says_of_a_day_off_that_nothing_moved_it():
    def on(day: DAY, what: str = "Goes out") -> Entry:
        return Entry("k", "p", "T", (), (), what, day, day, None, "", True, False)

    assert on(DAY(2026, 11, 1)).is_on_a_day_off
    assert on(DAY(2026, 12, 25)).is_on_a_day_off
    assert not on(DAY(2026, 11, 2)).is_on_a_day_off
    assert on(DAY(2026, 11, 1), DRAWN).is_drawn


@pytest.mark.parametrize("key", ["wirral", "west-sussex", "sandwell", "worcestershire"])
def test_what_a_framework_moves_never_goes_out_on_a_day_off(key):
    pack = load_pack(key)
    moved = {each.key for each in pack.programmes
             if each.release.non_working.value in (RULE.NEXT, RULE.PREVIOUS)}  # fmt: skip
    found = [each for year in (2026, 2027) for each in calendar.year_of(pack, year)
             if each.programme_key in moved and not each.is_drawn]  # fmt: skip
    assert [each.key for each in found if each.is_on_a_day_off] == []


@pytest.mark.django_db
def test_a_month_from_which_everybody_is_exempt_gives_nobody_a_turn(under, client_of):
    world = under("wirral", decider="deputy-director", quality="qa-manager")
    programme = world.pack.programme("deep-dives")
    for person in issuing.holders_of(programme, clock.today()):
        Exemption.objects.create(
            person=person, programme_key=programme.key, from_on=DAY(2026, 3, 1),
            to_on=DAY(2026, 3, 31), reason="Inspection", asked_by=person, asked_at=clock.now(),
            state="approved", decided_by=world.decider, decided_at=clock.now(),
        )  # fmt: skip
    made = issuing.issue(programme.key, DAY(2026, 3, 1), snapshot=world.snapshot, by=world.quality)
    assert (made.given, made.audits) == (0, 0)
    assert made.excused == Turn.objects.filter(state=Turn.State.EXCUSED).count() > 0
    client = client_of(world.quality)
    for page in (reverse("practice:board"), reverse("practice:year"),
                 reverse("practice:programme", args=[programme.key])):  # fmt: skip
        assert client.get(page).status_code == 200


@pytest.mark.django_db
def test_of_two_who_merge_two_themes_into_each_other_the_second_is_refused(person):
    by = person("sqa")
    one, two = (themes.add(title, by=by) for title in ("Drift", "Delay"))
    seen = SimpleNamespace(one=Theme.objects.get(pk=one.pk), two=Theme.objects.get(pk=two.pk))
    themes.merge(one, into=two, by=by, reason="The same")
    with pytest.raises(NotPossible):
        themes.merge(seen.two, into=seen.one, by=by, reason="The same")
    assert Theme.objects.get(pk=one.pk).current == two
    assert Theme.objects.get(pk=two.pk).current == two


@pytest.mark.django_db
def test_a_theme_is_merged_neither_into_itself_nor_split_into_its_own_name(person):
    by = person("sqa")
    drift = themes.add("Drift", by=by)
    with pytest.raises(NotPossible, match="another that is still in use"):
        themes.merge(drift, into=drift, by=by, reason="Why not")
    for titles in (["Drift", "Delay"], ["Delay", "Delay"], ["Delay"], ["Delay", " "]):
        with pytest.raises(NotPossible):
            themes.split(drift, titles=titles, by=by, reason="Two things")
    assert list(Theme.objects.filter(is_own=True)) == [drift]
    assert not Theme.objects.get(pk=drift.pk).is_closed
