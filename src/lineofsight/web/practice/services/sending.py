"""Sending what one has to send, leaving out what was not possible, answering self-checks."""

from django.db import transaction

from lineofsight.packs.forms import Need
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.practice import self_check
from lineofsight.web.practice.models import Audit, AuditPart, Explained
from lineofsight.web.practice.services import carrying_out
from lineofsight.web.practice.services.planning import NotPossible


@transaction.atomic
def send_all(parts: list[AuditPart], *, by) -> None:
    """Send several parts of one audit together: all of them or none."""
    for part in parts:
        carrying_out.send(part, by=by)


@transaction.atomic
def submit(audit: Audit, *, by) -> None:
    """Send the whole activity on without what is optional and was not done.

    Refused while a part that is required lacks. One that is required or needs a reason has
    to be left out with its reason first.
    """
    if not audit.parts.filter(auditor=by).exists():
        raise NotPossible("Only somebody who has a part of it can send it on.")
    open_parts = [part for part in audit.parts.all() if not part.is_done]
    lacking = [part for part in open_parts if part.declared.need != Need.OPTIONAL]
    if lacking:
        how = (
            "Do it, or say why it was not possible."
            if all(part.declared.need == Need.REQUIRED_OR_REASON for part in lacking)
            else "It is needed before the others can be sent on."
        )
        titles = ", ".join(part.declared.title for part in lacking)
        raise NotPossible(f"Still missing: {titles}.", advice=how)
    for part in open_parts:
        part.move(AuditPart.State.LEFT_OUT)
    carrying_out.submit_if_complete(audit.pk, by=by)


@transaction.atomic
def leave_out(part: AuditPart, *, by, reason: str) -> None:
    """Say that a part was not possible, where the pack lets a reason stand for it."""
    audit = Audit.objects.select_related("adopted").get(pk=part.audit_id)
    is_taking_part = audit.parts.filter(auditor=by).exists()
    if not is_taking_part or audit.state not in Audit.WITH_AUDITORS:
        raise NotPossible("Only somebody who carries out this audit can say so, while it is open.")
    if part.declared.need == Need.REQUIRED:
        raise NotPossible(f"{part.declared.title} is required: no reason stands for it.")
    if part.declared.need == Need.REQUIRED_OR_REASON and not reason.strip():
        raise NotPossible("Say why it was not possible.")
    if audit.state == Audit.State.RELEASED:
        audit.move(Audit.State.IN_PROGRESS)
    part.move(AuditPart.State.LEFT_OUT, why_left_out=reason.strip())
    activity.record("audit.part_left_out", by=by, subject_kind="audit", subject_id=audit.pk,
                    detail={"part": part.key})  # fmt: skip
    carrying_out.submit_if_complete(audit.pk, by=by)


@transaction.atomic
def explain(part: AuditPart, warning: str, reason: str, *, by) -> Explained:
    """Answer a self-check with a reason. It goes with the part to the moderator."""
    carrying_out.open_for(part, by)
    if warning not in {each.key for each in self_check.warnings(part)}:
        raise NotPossible("Nothing of the kind is asked about this part any more.")
    if not reason.strip():
        raise NotPossible("Say why it is so.")
    return Explained.objects.update_or_create(
        part=part, warning=warning, defaults={"reason": reason.strip(), "at": clock.now()}
    )[0]
