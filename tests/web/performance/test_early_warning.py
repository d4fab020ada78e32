"""Whoever answers for a place is told early of measures that need attention, once for a load."""

import datetime

from lineofsight.web import clock
from lineofsight.web.home import early_warning
from lineofsight.web.notices.models import Notice

TODAY = datetime.date(2026, 11, 23)


def test_the_manager_of_a_team_that_gets_worse_is_told_and_another_is_not(
    snapshot, figures, person
):
    south, north = person("team-manager", figures.south), person("team-manager", figures.north)
    early_warning.run(clock.today(), snapshot)

    notice = Notice.objects.visible_to(south).get()
    assert notice.kind == "early-warning"
    assert "attention: Assessment South in October 2026." in notice.text
    assert notice.url.startswith("/performance/?unit=team%3ASOUTH")
    assert not Notice.objects.visible_to(north).exists()


def test_the_service_is_told_as_well_and_nobody_twice(snapshot, figures, person):
    group = person("group-manager", figures.assessment)
    person("team-manager", figures.south)

    assert early_warning.run(TODAY, snapshot) == 2
    assert Notice.objects.visible_to(group).count() == 1
    Notice.objects.update(read_at=clock.now())
    assert early_warning.run(TODAY, snapshot) == 0


def test_analysts_and_members_are_not_warned(snapshot, person):
    for role in ("analyst", "lead-member", "administrator", "director"):
        person(role)

    assert early_warning.run(TODAY, snapshot) == 0


def test_without_data_there_is_nothing_to_warn_of(db):
    assert early_warning.run(TODAY, None) == 0
