"""Telling people, and sending e-mail. Neither ever names a child.

What is urgent also goes out as an e-mail: written in the transaction of whatever it tells of,
sent when that is committed. An e-mail that cannot be sent stays and is tried again by the
next `lineofsight run-due`, and by the next urgent one.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F

from lineofsight.web import clock
from lineofsight.web.notices.letters import Line, composed
from lineofsight.web.notices.models import Letter, MailChoice, Notice

Failed = Callable[[int], None]
_when_it_fails: list[Failed] = []


@dataclass(frozen=True)
class Delivered:
    """How many e-mails went out, and how many could not be sent this time."""

    sent: int = 0
    failed: int = 0


@transaction.atomic
def tell(person, kind: str, text: str, *, url: str, about: str, urgent: bool = False) -> Notice:
    """Tell somebody something in the product; by e-mail as well where it is urgent."""
    notice = Notice.objects.create(
        recipient=person, kind=kind, text=text, url=url, about=about, is_urgent=urgent,
        sent_at=clock.now(),
    )  # fmt: skip
    if urgent and settings.MAIL_IS_ON:
        letter = write(person, Letter.Kind.URGENT, "Please read at once", [Line(text, url)])
        transaction.on_commit(lambda: deliver([letter.pk]), robust=True)
    return notice


def tell_once(person, kind: str, text: str, *, url: str, about: str) -> Notice | None:
    """Tell somebody, unless they have been told of the same thing already and not read it."""
    if Notice.objects.unread().filter(recipient=person, kind=kind, about=about).exists():
        return None
    return tell(person, kind, text, url=url, about=about)


def mark_all_read_before(moment: datetime.datetime) -> int:
    """What was told before a moment has been seen by everybody it was for."""
    return Notice.objects.unread().filter(sent_at__lt=moment).update(read_at=moment)


def mark_read(person, *, about: str | None = None, notices: Iterable[int] | None = None) -> int:
    """Notices to a person have been seen: all of them, those about one thing, or these."""
    unread = Notice.objects.visible_to(person).unread()
    if about is not None:
        unread = unread.filter(about=about)
    if notices is not None:
        unread = unread.filter(pk__in=list(notices))
    return unread.update(read_at=clock.now())


def settled(about: str, *, kind: str = "") -> int:
    """One of those who were told has seen to it: nobody has to read of it any more. `kind`:
    only what was told of that kind."""
    found = Notice.objects.unread().filter(about=about)
    return (found.filter(kind=kind) if kind else found).update(read_at=clock.now())


def choose_digest(person, *, wants: bool) -> None:
    """Have the summary of the day by e-mail, or not. What is urgent comes in any case."""
    MailChoice.objects.update_or_create(
        person=person, defaults={"wants_digest": wants, "chosen_at": clock.now()}
    )


def write(person, kind: str, subject: str, lines: list[Line]) -> Letter:
    """Put an e-mail into the outgoing post. It is sent by `deliver`."""
    text, html = composed(person, subject, lines, can_be_stopped=kind == Letter.Kind.DIGEST)
    return Letter.objects.create(
        recipient=person, kind=kind, day=clock.today(), subject=subject, text=text, html=html,
        written_at=clock.now(),
    )  # fmt: skip


def count_as_sent() -> int:
    """Everything that waits has gone out in a past that is only told of: for the demo."""
    return Letter.objects.waiting().update(sent_at=F("written_at"))


def when_mail_fails(tell_somebody: Failed) -> None:
    """Register who is told how many e-mails could not be sent."""
    _when_it_fails.append(tell_somebody)


def mail_is_on() -> bool:
    return settings.MAIL_IS_ON


def deliver(these: list[int] | None = None) -> Delivered:
    """Send what waits, or these of it. Nothing is sent twice, unless a process dies between
    the mail server's answer and writing it down; nothing is ever lost."""
    if not settings.MAIL_IS_ON:
        return Delivered()
    waiting = Letter.objects.free_at(clock.machine_now()).select_related("recipient")
    if these is not None:
        waiting = waiting.filter(pk__in=these)
    sent = failed = 0
    connection = get_connection()
    try:
        for letter in waiting:
            if not _taken(letter):
                continue
            try:
                connection.send_messages([_message(letter, connection)])
            except (SMTPRecipientsRefused, SMTPDataError) as error:  # this one e-mail
                failed += _failed(letter, error)
            except OSError as error:  # the server: the next would fail as well
                failed += _failed(letter, error)
                break
            else:
                sent += _sent(letter)
    finally:
        connection.close()
    if failed:
        for tell_somebody in _when_it_fails:
            tell_somebody(failed)
    return Delivered(sent, failed)


def _taken(letter: Letter) -> bool:
    """Keep other processes from sending it too; False where one of them is at it."""
    now = clock.machine_now()
    free = Letter.objects.free_at(now).filter(pk=letter.pk)
    return bool(free.update(taken_at=now, tries=F("tries") + 1))


def _message(letter: Letter, connection) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.recipient.email],
        connection=connection, headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    message.attach_alternative(letter.html, "text/html")
    return message


def _sent(letter: Letter) -> int:
    return Letter.objects.filter(pk=letter.pk).update(
        sent_at=clock.now(), taken_at=None, failure=""
    )


def _failed(letter: Letter, error: Exception) -> int:
    """The kind of the error is kept; what it says may name an address."""
    return Letter.objects.filter(pk=letter.pk).update(
        taken_at=None, failure=type(error).__name__[:100]
    )
