"""What three weeks of putting data right look like in the demo, made through the services."""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from lineofsight.errors import UserError
from lineofsight.quality import check_runs
from lineofsight.web import clock
from lineofsight.web.data_quality import lists
from lineofsight.web.data_quality.models import Desk, Finding
from lineofsight.web.data_quality.services import daily, reviewing, signing, taking_up, working
from lineofsight.web.once import asked_once
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import people_who_may

WEEKS = 3
AT_WORK = 40
"""Of the workers with something to correct, so many sit down to it on a day."""
REASONS = (
    "The family moved here from abroad; the papers are asked for.",
    "Recorded by the authority the child came from, and right as it stands.",
)
LOOKED_AT = "Went through the fix list with each team manager and looked into ten records."


def seed(today: date, files: Path, *, dice: random.Random) -> None:
    """The returns are checked and taken up three weeks ago, the children's records some days
    ago. Workers correct, managers check and confirm, the calendar passes on what is late."""
    begun = today - timedelta(weeks=WEEKS)
    with clock.at(_on(begun)):
        _check_returns(files)
    lately = today - timedelta(days=5)
    for day in (begun + timedelta(days=3), begun + timedelta(days=10), lately):
        with clock.at(_on(day)):
            daily.run_due(day)
            if day == lately:
                taking_up.take_up_new()
            with asked_once():
                _work(dice)
    with clock.at(_on(today)):
        daily.run_due(today)
        with asked_once():
            _work(dice)
        _decide()
        _sign()


def _check_returns(files: Path) -> None:
    """Those that the demo's authority sends, with last year's where it has one."""
    cared = sorted((files / "ssda903").glob("*")) if (files / "ssda903").exists() else []
    given = [
        ("annex_a", sorted((files / "annex_a").glob("*.xlsx")), ()),
        ("cin", sorted((files / "cin").glob("*.xml")), ()),
        ("ssda903", _in(cared[-1:]), _in(cared[-2:-1])),
    ]
    year = int(cared[-1].name) if cared else clock.today().year
    for return_id, now, before in given:
        if now:
            found = check_runs.check_files(
                settings.HOME, now, return_id=return_id, collection_year=year,
                previous=before, checked_at=clock.now(),
            )  # fmt: skip
            taking_up.take_up(found)


def _in(folders: list[Path]) -> list[Path]:
    return [file for folder in folders for file in sorted(folder.iterdir())]


def _work(dice: random.Random) -> None:
    """Everybody with whom something lies does a part of it, in the order of the cycle."""
    day = clock.today()
    waiting = Finding.objects.waiting().order_by()
    workers = waiting.filter(desk=Desk.WORKER).values_list("worker_id", flat=True).distinct()
    managers = people_who_may(P.QUALITY_CHECK, day).order_by("pk")
    some = dice.sample(sorted(workers), k=min(AT_WORK, len(workers)))
    for act, people, part in (
        (working.correct, User.objects.filter(staff_id__in=some).order_by("pk"), 0.6),
        (working.correct, managers, 0.2),
        (working.check, managers, 0.4),
        (working.confirm, people_who_may(P.QUALITY_CONFIRM, day).order_by("pk"), 0.4),
    ):
        for person in people:
            _do_some(act, person, part, dice)
    exempting = people_who_may(P.QUALITY_EXEMPT, day).order_by("pk").first()
    if exempting:
        _exempt_some(exempting, dice)


def _do_some(act, person: User, part: float, dice: random.Random) -> None:
    desk = lists.on_ones_desk(person, lists.reach_of(person))
    states = {working.correct: Finding.TO_CORRECT, working.check: (Finding.State.CORRECTED,),
              working.confirm: (Finding.State.CHECKED,)}[act]  # fmt: skip
    pks = list(desk.filter(state__in=states).values_list("pk", flat=True)[:40])
    chosen = [pk for pk in pks if dice.random() < part]
    if chosen:
        try:
            act(chosen, by=person)
        except UserError:
            return  # all of them were this person's own


def _exempt_some(person: User, dice: random.Random) -> None:
    found = Finding.objects.visible_to(person).to_go().order_by("pk")[:200]
    pks = [each.pk for each in found if dice.random() < 0.02]
    if pks:
        until = clock.today() + timedelta(days=dice.choice((30, 90)))
        working.exempt(pks, by=person, reason=dice.choice(REASONS), until_on=until)


def _decide() -> None:
    analyst = people_who_may(P.SUBMISSIONS_LOAD, clock.today()).order_by("pk").first()
    if analyst is None:
        return
    reviewing.decide("item", "ssd_person.pers_ethnicity", decision="keep", by=analyst,
                     why="Asked for by every return; services are planned by it.")  # fmt: skip
    reviewing.record_integrity(
        "ASM03", f"{clock.today():%Y}-{clock.today().month - 1 or 12:02d}",
        looked_at="Twenty records of four teams: the days of start and authorisation, in the file.",
        result="with-care", follows="Told to the performance clinic.", by=analyst,
        found="Two starts were recorded on the day of the visit, not of the decision.",
    )  # fmt: skip


def _sign() -> None:
    """One service is signed off for one return; the others wait."""
    service = OrgUnit.objects.services().open_on(clock.today()).order_by("name").first()
    run = signing.newest_of("cin")
    signer = next((each for each in people_who_may(P.QUALITY_SIGN, clock.today()).order_by("pk")
                   if service in signing.services_signed_by(each)), None)  # fmt: skip
    if run and service and signer:
        signing.sign(run, service, says=LOOKED_AT, by=signer)


def _on(day: date) -> datetime:
    return datetime.combine(day, time(10, 12), tzinfo=clock.UK)
