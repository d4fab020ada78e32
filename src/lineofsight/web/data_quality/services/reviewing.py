"""Decisions on what is collected, audits of indicators, and exports that were taken away."""

from django.db import transaction

from lineofsight.errors import UserError
from lineofsight.periods import add_months
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.data_quality.models import ClinicExport, IntegrityAudit, ItemDecision
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.models import User


@transaction.atomic
def decide(kind: str, item: str, *, decision: str, why: str, by: User) -> ItemDecision:
    """Is it still needed? Asked again after the time the framework sets."""
    _said(why, "Say why.")
    today = clock.today()
    every = pack_on(today).data_quality.relevance_every_months
    made = ItemDecision.objects.create(
        kind=kind, item=item, decision=decision, why=why.strip(), by=by, at=clock.now(),
        again_on=add_months(today, every.require("how often an item is asked about")),
    )  # fmt: skip
    activity.record("item.decided", by=by, subject_kind="item", subject_id=made.pk,
                    detail={"item": item, "decision": decision})  # fmt: skip
    return made


@transaction.atomic
def record_integrity(
    indicator_id: str, period_id: str, *, looked_at: str, result: str, found: str, follows: str,
    by: User,
) -> IntegrityAudit:  # fmt: skip
    _said(looked_at, "Say what you looked at.")
    _said(found, "Say what you found.")
    made = IntegrityAudit.objects.create(
        indicator_id=indicator_id, period_id=period_id, looked_at=looked_at.strip(),
        result=result, found=found.strip(), follows=follows.strip(), by=by, at=clock.now(),
    )  # fmt: skip
    activity.record("indicator.audited", by=by, subject_kind="indicator",
                    subject_id=indicator_id, detail={"result": result})  # fmt: skip
    return made


@transaction.atomic
def record_export(*, asked: dict, row_count: int, reason: str, by: User) -> ClinicExport:
    """Who took which findings away, when and why: kept before the file is made."""
    _said(reason, "Say what it is for.")
    made = ClinicExport.objects.create(
        by=by, at=clock.now(), reason=reason.strip(), asked=asked, row_count=row_count
    )
    activity.record("findings.downloaded", by=by, subject_kind="clinic-export",
                    subject_id=made.pk, detail={"rows": row_count})  # fmt: skip
    return made


def _said(text: str, ask: str) -> None:
    if not text.strip():
        raise UserError(ask)
