"""The database of the demo: people and their roles from the authority's own list, then a
lived-in year of practice, commentary and reports, made through the services as people make them."""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

import yaml
from django.db import transaction

from lineofsight.packs import load_pack
from lineofsight.periods import Period, PeriodKind
from lineofsight.progress import Report as Progress
from lineofsight.web import clock, warehouse
from lineofsight.web.activity import services as activity
from lineofsight.web.boards import demo as boards
from lineofsight.web.data_quality import demo as data_quality
from lineofsight.web.frameworks.services import adopt
from lineofsight.web.improvement import demo as improvement
from lineofsight.web.notices import services as notices
from lineofsight.web.partnership import demo as partnership
from lineofsight.web.people import roles
from lineofsight.web.people.bring_in import bring_in, departments_of, read_posts
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import holders_reaching, people_who_may
from lineofsight.web.people.sign_in import DEMO_PASSWORD
from lineofsight.web.performance import services as performance
from lineofsight.web.practice import demo as practice
from lineofsight.web.reporting import services as reporting
from lineofsight.web.reporting.queries import KNOWN

COMMENTS = Path(__file__).parent / "commentary.yaml"


def seed_once(files: Path, framework: str, today: date, *, seed: int, report: Progress) -> None:
    """Fill an empty database, all or nothing; one that is filled is left as it is."""
    if User.objects.exists():
        return
    snapshot = warehouse.current()
    with transaction.atomic():
        pack = load_pack(framework)
        with clock.at(_on(today - timedelta(days=365 * 2))):
            bring_in(
                departments_of(snapshot),
                read_posts(files / "people.csv"),
                by=None,
                password=DEMO_PASSWORD,
            )
            adopt(pack, by=None, from_on=clock.today())
        report(0.1)
        planner = _first_who_may(Permission.PROGRAMME_PLAN, today)
        practice.seed(today, snapshot, planner=planner, dice=random.Random(seed))  # noqa: S311
        improvement.seed(today, snapshot, dice=random.Random(seed))  # noqa: S311
        partnership.seed(today, snapshot, password=DEMO_PASSWORD, dice=random.Random(seed))  # noqa: S311
        boards.seed(today)
        report(0.6)
        data_quality.seed(today, files, dice=random.Random(seed))  # noqa: S311
        report(0.7)
        _comment(today)
        _report(today)
        notices.count_as_sent()
        report(1.0)
        activity.record("demo.seeded", by=None, subject_kind="demo", subject_id=snapshot.id)


def _comment(today: date) -> None:
    """Owners say what lies behind their figures, in the first days of the month after."""
    last = _last_month(today)
    units = {unit.code: unit for unit in OrgUnit.objects.all()}
    for number, said in enumerate(yaml.safe_load(COMMENTS.read_text(encoding="utf-8"))):
        period = last.earlier(said["months_ago"])
        day = period.end + timedelta(days=3 + number % 4)
        by = _who(said["by"], units[said["at"]], day)
        if by is None:
            continue  # the post was empty then
        with clock.at(_on(day)):
            performance.comment(
                said["indicator"], said["unit"], period.id, text=said["text"], by=by
            )


def _who(wanted: dict[str, str], unit: OrgUnit, day: date) -> User | None:
    """Somebody whose role reaches as far as is wanted and may do what is wanted, at a unit or
    above it: whatever the framework calls that role. The one whose account is oldest."""
    fitting = [
        key
        for key in roles.keys_permitting(Permission(wanted["may"]))
        if roles.role(key).scope == wanted["scope"] and Permission.COMMENTARY_WRITE
        in roles.role(key).permissions
    ]  # fmt: skip
    found = [person for key in fitting for person in holders_reaching(key, unit, day)]
    return min(found, key=lambda person: person.pk, default=None)


def _report(today: date) -> None:
    """Today the month before last is published, and the last month's waits for its words: no
    report may be older than the data it was counted from."""
    last = _last_month(today)
    writer = _first_who_may(Permission.REPORT_WRITE, today)
    signer = _first_who_may(Permission.REPORT_SIGN, today, but=writer)
    with clock.at(_on(today)):
        published, _ = (_compiled(period, by=writer) for period in (last.earlier(), last))
        reporting.submit(published, by=writer)
        reporting.sign_off(published, by=signer)
        reporting.publish(published, by=signer)


def _compiled(period: Period, *, by: User) -> reporting.Report:
    made = reporting.start(KNOWN[0], period, by=by)
    reporting.compile_report(made, by=by)
    return made


def _first_who_may(permission: Permission, day: date, *, but: User | None = None) -> User:
    """Of those who may, the one whose account is oldest."""
    found = people_who_may(permission, day).exclude(pk=but.pk if but else None)
    return found.order_by("pk")[0]


def _last_month(today: date) -> Period:
    return Period.of_kind(PeriodKind.MONTH, today).earlier()


def _on(day: date) -> datetime:
    return datetime.combine(day, time(10, 12), tzinfo=clock.UK)
