"""Two plans of one month never carry the same title: kind, programme, team or number tell."""

import datetime
from collections import Counter

import pytest
from tests.web.practice import months
from tests.web.practice.finished import framework

from lineofsight.packs import load_pack, shipped_packs
from lineofsight.packs.programmes import Rule
from lineofsight.packs.values import Setting
from lineofsight.web.practice import rules, titles
from lineofsight.web.practice.models import Plan
from lineofsight.web.practice.services import commissioning, dipping, planning, releasing
from lineofsight.web.practice.services.commissioning import Commission
from lineofsight.web.practice.services.planning import NotPossible

__all__ = ["framework"]

MARCH = datetime.date(2026, 3, 1)


@pytest.mark.parametrize("key", shipped_packs())
def test_no_two_times_of_a_framework_s_year_are_called_the_same(key):
    pack = load_pack(key)
    found = []
    for programme in pack.programmes:
        first = rules.year_of(programme, MARCH)
        if programme.rule in (Rule.NUMBER_A_YEAR, Rule.FIXED_MONTHS):
            times = rules.occurrences(pack, programme, first)
            found += [titles.of_time(pack, programme, each) for each in times]
        elif programme.rule in rules.MONTHLY:
            found += [titles.of_month(pack, programme, kind, MARCH)
                      for kind in programme.activities]  # fmt: skip
    assert found
    assert Counter(found).most_common(1)[0][1] == 1


def test_of_twenty_four_a_year_each_says_which_it_is():
    pack = load_pack("worcestershire")
    programme = pack.programme("fostering-audits")
    times = rules.occurrences(pack, programme, rules.year_of(programme, MARCH))
    assert [titles.of_time(pack, programme, each) for each in times[8:10]] == [
        "Fostering audits, August 2025 (9 of 24)",
        "Fostering audits, August 2025 (10 of 24)",
    ]


@pytest.mark.django_db
def test_the_same_kind_by_two_programmes_of_a_month_tells_which_programme(
    ashmere, person, snapshot_of, the_day
):
    sandwell = months.authority("sandwell", "Assessment", ashmere=ashmere, person=person,
                                snapshot_of=snapshot_of)  # fmt: skip
    switched = months.with_programme(
        sandwell.pack, "observations-every-month", version="switched",
        switched_on=Setting[bool](value=True, source="stated"),
    )  # fmt: skip
    months.adopt(switched, datetime.date(2026, 1, 1))
    sandwell.teams(6)
    releasing.run_due(the_day("2026-03-02"), sandwell.data(60, as_at="2026-02-28"))
    found = list(Plan.objects.values_list("title", flat=True))
    observed = [each for each in found if "ractice observation" in each]
    assert len(observed) == 2
    assert len(set(found)) == len(found)
    assert "Collaborative practice review, March 2026" in found


@pytest.mark.django_db
def test_dip_samples_of_a_month_tell_their_team_and_those_of_one_team_their_number(under):
    wirral = under("wirral")
    for team, by in (("SOUTH", "south"), ("NORTH", "north"), ("SOUTH", "east")):
        dipping.begin("dip-sample", team, size=1, by=wirral.people[by], snapshot=wirral.snapshot)
    assert sorted(Plan.objects.values_list("title", flat=True)) == [
        "Dip sample, Assessment North, March 2026",
        "Dip sample, Assessment South, March 2026",
        "Dip sample, Assessment South, March 2026 (2)",
    ]


@pytest.mark.django_db
def test_a_title_that_the_month_has_already_is_refused_with_what_to_say(under):
    wirral = under("wirral", qa="qa-manager")
    asked = Commission("Visits seen", MARCH, MARCH + datetime.timedelta(days=20), "Seen alone?")
    first = commissioning.commission("re-audits", asked, by=wirral.qa)
    with pytest.raises(NotPossible, match=r"“Visits seen” in March 2026 already.*service, team"):
        commissioning.commission("re-audits", asked, by=wirral.qa)
    april = Commission("Visits seen", datetime.date(2026, 4, 1), datetime.date(2026, 4, 20), "?")
    second = commissioning.commission("re-audits", april, by=wirral.qa)
    with pytest.raises(NotPossible, match="already"):
        commissioning.move_plan(second, starts_on=MARCH, due_on=april.due_on, by=wirral.qa)
    planning.withdraw_plan(first, by=wirral.qa, reason="Not now")
    commissioning.commission("re-audits", asked, by=wirral.qa)


@pytest.mark.django_db
def test_what_is_asked_for_without_a_title_is_called_by_its_programme_and_month(under):
    wirral = under("wirral", qa="qa-manager")
    asked = Commission("", MARCH, MARCH + datetime.timedelta(days=20), "Seen alone?")
    for _ in range(2):
        commissioning.commission("re-audits", asked, by=wirral.qa)
    title = wirral.pack.programme("re-audits").title
    assert list(Plan.objects.order_by("pk").values_list("title", flat=True)) == [
        f"{title}, March 2026", f"{title}, March 2026 (2)",
    ]  # fmt: skip
