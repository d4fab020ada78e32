"""Actions that audits raised: where each comes from, and what closes when one is settled."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from lineofsight.web.actions.sources import Origin, Source
from lineofsight.web.practice.models import Audit, AuditAction
from lineofsight.web.practice.services import looping


def _of_audits(user, ids: Iterable[int]) -> dict[int, Origin]:
    links = AuditAction.objects.filter(action__in=ids).select_related("audit__adopted")
    seen = set(
        Audit.objects.visible_to(user)
        .filter(action_links__action__in=ids)
        .values_list("pk", flat=True)
    )
    return {
        link.action_id: Origin(
            f"{link.audit.activity.title}, {link.audit.released_on:%B %Y}",
            reverse("practice:audit", args=[link.audit_id]) if link.audit_id in seen else "",
        )
        for link in links
    }


def _close_its_loop(action) -> None:
    """The last action of an audit is settled: perhaps its loop can close."""
    link = AuditAction.objects.filter(action=action).select_related("audit").first()
    if link is not None:
        looping.close_if_complete(link.audit)


def _open_its_loop(action, *, by) -> None:
    """What had been done is not: a loop that was closed on it is open again."""
    link = AuditAction.objects.filter(action=action).select_related("audit").first()
    if link is not None:
        looping.open_again(link.audit, by=by)


def _inherit(action, heir) -> None:
    link = AuditAction.objects.filter(action=action).first()
    if link is not None:
        AuditAction.objects.create(audit=link.audit, action=heir, domain_key=link.domain_key)


AUDITS = Source(
    "audit",
    "Audit",
    Q(audit_link__isnull=False),
    _of_audits,
    settled=_close_its_loop,
    reopened=_open_its_loop,
    inherit=_inherit,
    agrees_itself=True,
)
