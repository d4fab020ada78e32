"""The demo's year of challenge, reviews from outside, learning and acknowledgements: what the
framework knows of these, made through the services on days of the past."""

import datetime
import random
from pathlib import Path

import yaml

from lineofsight.sampling import held_on
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement import services
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit, RoleAssignment, User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice.models import Theme
from lineofsight.working_days import england


def seed(today: datetime.date, snapshot: Snapshot, *, dice: random.Random) -> None:
    """Call after the audits of the year: themes and people are there by then."""
    words = yaml.safe_load((Path(__file__).parent / "demo_words.yaml").read_text("utf-8"))
    adopted = adopted_on(today)
    managers = list(people.people_who_may(P.ACTION_AGREE, today).order_by("pk"))
    writers = list(people.people_who_may(P.REPORT_WRITE, today).order_by("pk"))
    if not managers or not writers:
        return
    for days, kind in zip((160, 75), adopted.pack.external_reviews, strict=False):
        with _days_ago(today, days):
            _review(adopted, kind, words, dice, (writers[0], managers))
    for days, each in zip((190, 95, 30), words["learning"], strict=True):
        _learning(today, days, each, writers[0])
    services_ = list(OrgUnit.objects.open_on(today).services().order_by("pk"))[:2]
    for days, unit in zip((110, 26), services_, strict=False):
        with _days_ago(today, days):
            by = next((who for who in reversed(managers) if _reaches(who, unit)), None)
            owner = next((who for who in managers if who != by), None)
            if by and owner:
                said = dice.choice(words["challenges"])
                plan = {"text": said["plan"], "owner": owner,
                        "due_on": england().add(clock.today(), 30)}  # fmt: skip
                services.challenge_unit(unit, issue=said["issue"], support=said["support"],
                                        by=by, plan=plan)  # fmt: skip
    _acknowledgements(today, snapshot, adopted, words, dice=dice)


def _review(adopted, kind, words: dict, dice: random.Random, who) -> None:
    writer, managers = who
    day = clock.today()
    review = services.register_review(
        adopted, kind.key, title=f"{kind.title}, {day:%B %Y}", from_on=day,
        to_on=day + datetime.timedelta(days=2), by=writer, summary=words["summary"],
    )  # fmt: skip
    themes = list(Theme.objects.filter(is_closed=False).order_by("pk"))
    for said in words["findings"]:
        plan = None
        if said["kind"] == Action.Kind.CONCERN:
            plan = {"text": said["action"], "owner": dice.choice(managers),
                    "due_on": england().add(day, 60)}  # fmt: skip
        services.add_finding(review, text=said["text"], kind=said["kind"], by=writer, plan=plan,
                             themes=dice.sample(themes, k=min(1, len(themes))))  # fmt: skip


def _learning(today: datetime.date, days: int, said: dict, by) -> None:
    begun = today - datetime.timedelta(days=days)
    with _days_ago(today, days):
        learning = services.begin_learning(
            said["title"], what=said["what"], by=by, undertaken_on=begun,
            evidence=said["from"], theme=Theme.objects.filter(is_closed=False).first(),
        )  # fmt: skip
    stages = [services.Stage.SHARED, services.Stage.IMPLEMENTED, services.Stage.EMBEDDED]
    for n, (stage, shown) in enumerate(zip(stages, said["shown"], strict=False), 1):
        later = days - 25 * n
        if later > 0:
            with _days_ago(today, later):
                services.reach(learning, stage, done_on=clock.today(), evidence=shown, by=by,
                               retest_on=begun + datetime.timedelta(days=182))  # fmt: skip


def _acknowledgements(today, snapshot: Snapshot, adopted, words: dict, *, dice) -> None:
    held = [each for each in held_on(snapshot, snapshot.as_at) if each.worker_id]
    restricted = people.restricted_child_ids()
    open_ones = [each for each in held if each.child_id not in restricted]
    for kind in adopted.pack.acknowledgements:
        giving = RoleAssignment.objects.on(today).filter(role__in=kind.given_by)
        givers = list(User.objects.filter(assignments__in=giving).distinct().order_by("pk"))
        for text in words["acknowledged"] if givers and open_ones else ():
            with _days_ago(today, dice.randint(4, 200)):
                services.acknowledge(dice.choice(open_ones), adopted=adopted, kind_key=kind.key,
                                     text=text, by=dice.choice(givers))  # fmt: skip


def _reaches(person: User, unit: OrgUnit) -> bool:
    return any(
        unit.pk in people.units_below(held.unit, clock.today())
        for held in people.assignments_of(person, clock.today())
    )


def _days_ago(today: datetime.date, days: int):
    day = today - datetime.timedelta(days=days)
    return clock.at(datetime.datetime.combine(day, datetime.time(10), tzinfo=clock.UK))
