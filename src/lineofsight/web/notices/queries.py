"""Reading notices and e-mails: one's own notices only; nobody reads another's."""

import datetime

from django.db import models
from django.db.models import Q

A_TRY_LASTS = datetime.timedelta(minutes=5)
"""Who began to send an e-mail this long ago and has not said that it went has crashed."""


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "NoticeQuerySet":
        return self.filter(recipient=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class LetterQuerySet(models.QuerySet):
    def waiting(self) -> "LetterQuerySet":
        """To people whose account is open: whoever has left is written to no more."""
        return self.filter(sent_at__isnull=True, recipient__is_active=True)

    def failed(self) -> "LetterQuerySet":
        return self.waiting().filter(tries__gt=0)

    def free_at(self, machine_now: datetime.datetime) -> "LetterQuerySet":
        """Those that wait and that no other process is sending."""
        free = Q(taken_at__isnull=True) | Q(taken_at__lt=machine_now - A_TRY_LASTS)
        return self.waiting().filter(free)
