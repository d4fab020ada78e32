"""The database of the demo: people and their roles from the authority's own list, then a
lived-in year of practice, targets and commentary, all in one transaction."""

from datetime import date
from pathlib import Path

from django.db import transaction

from lineofsight.progress import Report
from lineofsight.web import warehouse
from lineofsight.web.activity import services as activity
from lineofsight.web.people.bring_in import bring_in, departments_of, read_posts
from lineofsight.web.people.models import User
from lineofsight.web.people.sign_in import DEMO_PASSWORD


def seed_once(files: Path, today: date, report: Report) -> None:
    """Fill an empty database; one that is filled is left as it is."""
    if User.objects.exists():
        return
    snapshot = warehouse.current()
    with transaction.atomic():
        bring_in(
            departments_of(snapshot),
            read_posts(files / "people.csv"),
            by=None,
            password=DEMO_PASSWORD,
        )
        report(0.3)
        activity.record("demo.seeded", by=None, subject_kind="demo", subject_id=snapshot.id)
