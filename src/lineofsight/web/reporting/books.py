"""Books: made by a process of their own, kept a week for whoever had them made, then deleted.

A book is about children, so who takes it, when and why is kept for good, and it is handed out
only while its maker sees just what they saw when it was made.
"""

import datetime
import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from lineofsight.errors import TransitionNotAllowed, UserError
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.web import clock, kept_aside
from lineofsight.web.activity import services as activity
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.reporting import book_files
from lineofsight.web.reporting.models import Book

DAYS_KEPT = 7
STARTS_WITHIN_SECONDS = 60
STOPPED = "The work was stopped before it ended. Have the book made again."
UNEXPECTED = (
    "Something went wrong in the product itself, and there is no book. Tell whoever looks after "
    "Line of Sight; the details are in its log."
)
State = Book.State


class NotSaid(UserError):
    """A book is not made without a reason."""


def ask(
    kind: Book.Kind, *, by: User, reason: str, period: Period | None = None, at_once: bool = False
) -> Book:
    """Have a book made; its page tells how it goes. One of a kind at a time for one person.
    `at_once`: by this process, which waits for it."""
    if not scope_for(by).child_level:
        raise NotSaid("No role of yours sees children, so there is no book for you.")
    if not reason.strip():
        raise NotSaid("Say what the book is for.")
    delete_old(clock.today())
    for waiting in Book.objects.filter(by=by).going_on():
        notice_if_interrupted(waiting)
    book = _noted(kind, by=by, reason=reason.strip(), period=period)
    if settings.LOADS_IN_BACKGROUND and not at_once:
        transaction.on_commit(lambda: kept_aside.start("make_book", book.pk))
    else:
        perform(book)
    return book


def _noted(kind: Book.Kind, *, by: User, reason: str, period: Period | None) -> Book:
    try:
        with transaction.atomic():
            book = Book.objects.create(
                kind=kind, period_id=period.id if period else "", by=by, at=clock.now(),
                reason=reason, until_on=clock.today() + datetime.timedelta(days=DAYS_KEPT),
            )  # fmt: skip
            folder_of(book).mkdir(parents=True, mode=0o700)
            activity.record("book.asked", by=by, subject_kind="book", subject_id=book.pk,
                            detail={"kind": kind, "why": reason})  # fmt: skip
    except IntegrityError:
        raise TransitionNotAllowed(
            "Such a book is being made for you already.", advice="Wait until it is there."
        ) from None
    return book


def perform(book: Book) -> None:
    """Make it, in whichever process this is; whole or not at all."""
    folder = folder_of(book)
    try:
        with kept_aside.held(folder):
            book.move(State.RUNNING)
            made = book_files.make(book)
            for name, content in made.contents.items():
                path = folder / name
                path.touch(mode=0o600)
                path.write_bytes(content)
            _done(book, made)
    except TransitionNotAllowed:
        raise
    except UserError as refusal:
        _end(book, State.REFUSED, str(refusal))
    except BaseException:
        _end(book, State.INTERRUPTED, UNEXPECTED)
        raise


@transaction.atomic
def _done(book: Book, made: book_files.Made) -> None:
    book.move(
        State.DONE, snapshot_id=made.snapshot_id, reach=made.reach, row_count=made.row_count,
        child_count=made.child_count, file_names=sorted(made.contents),
        reach_key=reach_key(scope_for(book.by)),
    )  # fmt: skip
    activity.record("book.made", by=book.by, subject_kind="book", subject_id=book.pk,
                    detail={"rows": made.row_count, "children": made.child_count})  # fmt: skip


@transaction.atomic
def _end(book: Book, state: Book.State, outcome: str) -> None:
    book.move(state, outcome=outcome)
    shutil.rmtree(folder_of(book), ignore_errors=True)
    activity.record(f"book.{state}", by=book.by, subject_kind="book", subject_id=book.pk)


def notice_if_interrupted(book: Book) -> None:
    """One that is said to be going on, while nobody is at work on it, has been stopped."""
    if not book.is_going_on or kept_aside.is_held(folder_of(book)) or _is_starting(book):
        return
    _end(book, State.INTERRUPTED, STOPPED)


def handed_out(book: Book, name: str, *, to: User) -> bytes | None:
    """A file of it, written down before it is given; None where it may not be given any more."""
    if book.state != State.DONE or name not in book.file_names or not still_fits(book, to):
        return None
    path = folder_of(book) / name
    if clock.today() > book.until_on or not path.is_file():
        return None
    content = path.read_bytes()
    activity.record(
        "book.downloaded", by=to, subject_kind="book", subject_id=book.pk,
        detail={"file": name, "rows": book.row_count, "children": book.child_count,
                "sha256": hashlib.sha256(content).hexdigest()},
    )  # fmt: skip
    return content


def still_fits(book: Book, user: User) -> bool:
    """Does its maker still see just what they saw: the same teams, the same restrictions?"""
    return (
        book.by_id == user.pk
        and user.may(Permission.CHILDREN_SEE)
        and book.reach_key == reach_key(scope_for(user))
    )


def reach_key(scope: Scope) -> str:
    parts = [str(scope.everything), str(scope.child_level)]
    for each in (scope.teams, scope.workers, scope.restricted, scope.cleared_for):
        parts.append("\x1f".join(sorted(each)))
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()


@transaction.atomic
def delete_old(today: datetime.date) -> int:
    """Delete the files of books whose week is over."""
    old = list(Book.objects.filter(state=State.DONE, until_on__lt=today))
    for book in old:
        book.move(State.DELETED)
        activity.record("book.deleted", by=None, subject_kind="book", subject_id=book.pk)
        shutil.rmtree(folder_of(book), ignore_errors=True)
    return len(old)


def folder_of(book: Book) -> Path:
    return settings.HOME / "books" / str(book.pk)


def _is_starting(book: Book) -> bool:
    """A process takes a moment to come up; within a minute it is not called interrupted."""
    waited = (clock.now() - book.at).total_seconds()
    return book.state == State.WAITING and 0 <= waited < STARTS_WITHIN_SECONDS
