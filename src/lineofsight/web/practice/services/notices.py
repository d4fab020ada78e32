"""Telling people. A notice names no child."""

from lineofsight.web import clock
from lineofsight.web.practice.models import Notice


def tell(person, kind: str, text: str, *, url: str, about: str, urgent: bool = False) -> Notice:
    return Notice.objects.create(
        recipient=person, kind=kind, text=text, url=url, about=about, is_urgent=urgent,
        sent_at=clock.now(),
    )  # fmt: skip


def mark_all_read_before(moment) -> int:
    """What was told before a moment has been seen by everybody it was for."""
    return Notice.objects.filter(sent_at__lt=moment, read_at__isnull=True).update(read_at=moment)


def mark_read(person, *, about: str | None = None) -> int:
    """Notices to a person, or those about one thing, have been seen."""
    unread = Notice.objects.filter(recipient=person, read_at__isnull=True)
    if about is not None:
        unread = unread.filter(about=about)
    return unread.update(read_at=clock.now())
