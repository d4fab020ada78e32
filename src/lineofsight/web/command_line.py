"""What the command line asks of the web application: Django is started here, and only then."""

import datetime
import os
from collections.abc import Sequence
from pathlib import Path

import django
from django.core.management import execute_from_command_line

from lineofsight.errors import ActivityChanged, UserError
from lineofsight.periods import Period


def start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lineofsight.web.settings")
    django.setup()


def manage(arguments: Sequence[str]) -> None:
    """Django's own commands."""
    start()
    execute_from_command_line(["lineofsight manage", *arguments])


def verify_activity() -> str:
    """A sentence that says the log is whole; raises `ActivityChanged` saying where it is not."""
    start()
    from lineofsight.web.activity import verification

    found = verification.verify(write_anchor=True)
    if not found.is_whole:
        shown = "; ".join(f"event {each.number}: {each.problem}" for each in found.faults[:10])
        more = len(found.faults) - 10
        raise ActivityChanged(
            f"The log of activity is not as it was written ({shown}"
            + (f"; and {more} more)." if more > 0 else ")."),
            advice="Keep the database as it is, and tell your data protection officer.",
        )
    return f"The log is whole: {found.events} events, held against {found.anchors} anchors."


def run_due() -> str:
    """What the calendar asked for today, in words."""
    start()
    from lineofsight.web import clock, warehouse
    from lineofsight.web.data_quality.services import daily, taking_up
    from lineofsight.web.frameworks.queries import follow
    from lineofsight.web.home import digest, early_warning
    from lineofsight.web.practice.services import releasing
    from lineofsight.web.reporting import books
    from lineofsight.web.reporting.services import start_due
    from lineofsight.web.ui.words import counted

    today = clock.today()
    follow(today)
    snapshot = warehouse.current_or_none()
    ran = releasing.run_due(today, snapshot)
    taking_up.take_up_new()
    data = daily.run_due(today)
    books.delete_old(today)
    reports = start_due(today)
    warned = early_warning.run(today, snapshot)
    mail = digest.told(digest.run(today))
    return (
        f"{today:%-d %B %Y}: {counted(ran.audits, 'audit')} sent out, "
        f"{counted(ran.concerns, 'concern')} passed on to the next manager"
        + (f", {counted(data.passed_on, 'finding')} passed on" if data.passed_on else "")
        + (f", {counted(data.open_again, 'finding')} open again" if data.open_again else "")
        + (f", {counted(warned, 'person', 'people')} told of measures" if warned else "")
        + (f", {counted(len(reports), 'report')} to be compiled" if reports else "")
        + (f", {mail}." if mail else ".")
    )


def year_calendar(pack, year: int) -> tuple[bytes, str]:
    """The year of a pack's programmes as a calendar file, and a sentence on the pauses in it:
    reports rest by what an installation records, not by the pack. The same pack and the same
    pauses make the same file."""
    start()
    from lineofsight.web.home.year_calendar import as_file

    since = pack.published_on or datetime.date(year, 1, 1)
    stamp = datetime.datetime.combine(since, datetime.time(), datetime.UTC)
    rests, said = _recorded_rests(pack, year)
    return as_file(pack, year, stamp=stamp, rests=rests), said


def _recorded_rests(pack, year: int) -> tuple[list, str]:
    """The reports that rest in the year by the installation of this home, where there is one
    that runs the pack; and what to say about it. Nothing is made where there is none."""
    from django.conf import settings
    from django.db import DatabaseError

    from lineofsight.web import clock
    from lineofsight.web.frameworks.models import AdoptedPack
    from lineofsight.web.reporting.pausing import recorded_rests
    from lineofsight.web.ui.words import counted

    nowhere = f"Pauses of reports are recorded in the product; {settings.HOME} has no installation "
    if is_database_gone():
        return [], f"{nowhere}to read them from, so none are in the file."
    try:
        adopted = AdoptedPack.objects.in_force_on(clock.today()).first()
        if adopted is None or adopted.pack_id != pack.pack:
            return [], f"{nowhere}of this framework, so no pauses are in the file."
        found = recorded_rests(year)
    except DatabaseError:
        return [], f"{nowhere}that can be read, so no pauses are in the file."
    return found, f"With {counted(len(found), 'pause')} of reports recorded in {settings.HOME}."


def note_book(made, *, why: str) -> None:
    """Write in the log of the installation of this home, where there is one, that the command
    line took a book of children away: how many, from which data, and why."""
    start()
    if is_database_gone():
        return
    from lineofsight.web.activity import services as activity

    activity.record(
        "book.taken", by=None, subject_kind="book", subject_id=made.book.snapshot.id,
        detail={"rows": made.row_count, "children": made.child_count, "why": why,
                "by": made.by, "from": "command line"},
    )  # fmt: skip


def is_database_gone() -> bool:
    """Asked before anything connects, which would make an empty file."""
    from django.conf import settings

    given = settings.DATABASES["default"]
    return given["ENGINE"].endswith("sqlite3") and not Path(given["NAME"]).exists()


def data_book(person: str, *, why: str, month: Period | None, out: Path) -> list[Path]:
    """The data book as this person sees it, made and taken in their name: it is in the log as if
    they had taken it from its page. Raises `UserError` for somebody who may have none."""
    start()
    from lineofsight.web.people.models import User
    from lineofsight.web.reporting import books
    from lineofsight.web.reporting.models import Book

    user = User.objects.filter(email__iexact=person.strip(), is_active=True).first()
    if user is None:
        raise UserError(
            "nobody here has that e-mail address.",
            advice="Give the address with which whoever is to have the book signs in.",
        )
    book = books.ask(Book.Kind.DATA, by=user, reason=why, period=month, at_once=True)
    book.refresh_from_db()
    if book.state != Book.State.DONE:
        raise UserError(f"There is no data book. {book.outcome}")
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name in book.file_names:
        content = books.handed_out(book, name, to=user)
        if content is None:
            raise UserError(
                "The data book was made and may not be taken any more.",
                advice="What that person sees has changed meanwhile: have it made again.",
            )
        path = out / name
        path.touch(mode=0o600)
        path.write_bytes(content)
        written.append(path)
    return written
