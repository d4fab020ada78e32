"""The e-mail of the day: what waits for somebody, as counts and links. Once per person and
working day, to whoever something waits for and who has not said that they don't want it."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from lineofsight.web.home import due
from lineofsight.web.notices import services as notices
from lineofsight.web.notices.letters import Line
from lineofsight.web.notices.models import Letter, Notice
from lineofsight.web.once import asked_once
from lineofsight.web.people.models import RoleAssignment, User
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.practice import work
from lineofsight.web.ui.words import counted, listed
from lineofsight.working_days import england

DIGEST = Letter.Kind.DIGEST


@dataclass(frozen=True)
class Ran:
    """How many summaries were written today, and what of all waiting e-mail went out."""

    written: int
    delivered: notices.Delivered


def run(today: datetime.date) -> Ran:
    """Write today's summaries, if it is a working day, and send whatever waits: also what
    could not be sent before. To be called as often as one likes."""
    written = 0
    if notices.mail_is_on() and england().is_working_day(today):
        with asked_once():
            written = sum(_write(person, today) for person in recipients(today))
    return Ran(written, notices.deliver())


def recipients(today: datetime.date) -> QuerySet[User]:
    """Who holds a role today, wants the summary, and has not had today's."""
    had = Letter.objects.filter(kind=DIGEST, day=today).values("recipient")
    held = RoleAssignment.objects.on(today)
    everybody = User.objects.filter(is_active=True, assignments__in=held).distinct()
    return everybody.exclude(mail_choice__wants_digest=False).exclude(pk__in=had)


def lines_of(person: User, today: datetime.date) -> tuple[str, list[Line]]:
    """The subject and the lines; no lines where nothing waits. Counts, never a title: the
    titles of what waits are children's names."""
    waiting = due.due_list_of(person, scope_for(person), None, today)
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    dated = [each for each in waiting.items if not each.get("has_no_day")]
    late = Counter(each["kind"] for each in dated if each["due_on"] < today)
    soon = Counter(each["kind"] for each in dated if today <= each["due_on"] <= sunday)
    undated = Counter(each["kind"] for each in waiting.items if each.get("has_no_day"))
    concerns = len(work.concerns_of(person))
    unread = Notice.objects.visible_to(person).unread().count()
    home, lines, subject = reverse("home:home"), [], []
    if concerns:
        said = counted(concerns, "safeguarding concern") + " you were told of"
        lines.append(Line(f"{said}, not resolved yet", reverse("practice:concerns")))
        subject.append(counted(concerns, "open concern"))
    if late:
        lines.append(Line(f"{late.total()} late: {_kinds(late)}", home))
        subject.append(f"{late.total()} late")
    if soon:
        lines.append(Line(f"{soon.total()} due this week: {_kinds(soon)}", home))
        subject.append(f"{soon.total()} due this week")
    if undated:
        lines.append(Line(f"{undated.total()} waiting without a day: {_kinds(undated)}", home))
        subject.append(f"{undated.total()} waiting")
    if unread:
        said = f"{counted(unread, 'notice')} you have not read"
        lines.append(Line(said, reverse("connections:notices")))
        subject.append(counted(unread, "new notice"))
    return "Line of Sight: " + ", ".join(subject), lines


def _kinds(kinds: Counter) -> str:
    """“2 × audit and 1 × action”, the most frequent first."""
    return listed([f"{number} × {kind.lower()}" for kind, number in kinds.most_common()])


def _write(person: User, today: datetime.date) -> bool:
    subject, lines = lines_of(person, today)
    if not lines:
        return False
    try:
        with transaction.atomic():
            notices.write(person, DIGEST, subject, lines)
    except IntegrityError:  # another process has written it meanwhile
        return False
    return True


def told(ran: Ran) -> str:
    """What happened, in words; empty where there was nothing."""
    said = []
    if ran.delivered.sent:
        said.append(f"{counted(ran.delivered.sent, 'e-mail')} sent")
    if ran.delivered.failed:
        failed = counted(ran.delivered.failed, "e-mail")
        said.append(f"{failed} could not be sent and will be tried again")
    return ", ".join(said)
