"""Opening an audit: its child's record is read, so the reading is written down first."""

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse

from lineofsight import sampling
from lineofsight.sampling import Card
from lineofsight.web import clock, warehouse
from lineofsight.web.activity import services as activity
from lineofsight.web.people.children import note_reading
from lineofsight.web.people.references import child_reference
from lineofsight.web.people.scopes import access_to_child
from lineofsight.web.practice.holders import holder_of
from lineofsight.web.practice.models import Audit, AuditPart, FollowUp


def open_audit(request: HttpRequest, pk: int) -> Audit:
    """The audit, for those who may see it; 404 for everybody else. Either is in the log
    before the page is made."""
    audit = Audit.objects.for_pages().filter(pk=pk).first()
    if audit is None:
        raise Http404
    allowed = Audit.objects.visible_to(request.user).filter(pk=pk).exists()
    why = f"Audit {pk}: {capacity(audit, request.user)}"
    note_reading_of_subject(request, audit, why=why, refused=not allowed)
    if not allowed:
        raise Http404
    return audit


def note_reading_of_subject(request: HttpRequest, audit: Audit, *, why: str, refused: bool) -> None:
    """Into the log: the reading of whom an audit is about, child or not."""
    if audit.is_about_a_child:
        note_reading(request, audit.child_id, why=why, refused=refused)
        return
    activity.record(
        "record.refused" if refused else "record.read", by=request.user,
        subject_kind=audit.subject_kind, subject_id=audit.subject_id, detail={"why": why},
    )  # fmt: skip


def cards_of_concerns(concerns) -> dict[int, Card]:
    """By concern: the child; where there is none, whom its audit is about."""
    concerns = list(concerns)
    known = cards_of_children({each.child_id for each in concerns if each.child_id})
    return {
        each.pk: known[each.child_id]
        if each.child_id
        else Card(each.audit.subject_id, each.audit.subject_name)
        for each in concerns
    }


def capacity(audit: Audit, user) -> str:
    """As what somebody meets an audit, in words."""
    part = part_of(audit, user)
    if part is not None:
        return part.declared.title
    if audit.moderator_id == user.pk:
        return audit.pack.term("moderator").one.capitalize()
    if FollowUp.objects.filter(audit=audit, checker=user).exists():
        return "Checks again"
    if user.staff_id and audit.worker_id == user.staff_id:
        return "Worker"
    return "Reader"


def part_of(audit: Audit, user) -> AuditPart | None:
    """The user's own part of an audit, if they have one: of several, the first not done."""
    mine = parts_of(audit, user)
    return next((part for part in mine if not part.is_done), mine[0] if mine else None)


def others_grades_are_open(audit: Audit) -> bool:
    """Neither auditor sees the other's grades before both have sent theirs; nor does
    anybody else."""
    return all(
        part.submitted_at is not None or part.state == AuditPart.State.LEFT_OUT
        for part in audit.parts.all()
        if part.judges
    )


def card_of(audit: Audit) -> Card:
    return cards_of([audit])[audit.pk]


def cards_of(audits) -> dict[int, Card]:
    """By audit: whom it is about. A child's name comes from the data; anybody else's is
    kept with the audit."""
    audits = list(audits)
    known = cards_of_children({audit.child_id for audit in audits if audit.is_about_a_child})
    return {
        audit.pk: known[audit.child_id]
        if audit.is_about_a_child
        else Card(audit.subject_id, audit.subject_name)
        for audit in audits
    }


def cards_of_children(child_ids) -> dict[str, Card]:
    snapshot = warehouse.current_or_none() if child_ids else None
    if snapshot is None:
        return {child_id: Card(child_id) for child_id in child_ids}
    return sampling.cards(snapshot, child_ids)


def parts_of(audit: Audit, user) -> list[AuditPart]:
    """The user's own parts of an audit, in the order of the pack."""
    return [part for part in audit.parts.all() if part.auditor_id == user.pk]


def identity(audit: Audit, user, card: Card) -> dict:
    """What the bar at the head of an audit's pages says."""
    mine = part_of(audit, user)
    facts = [
        {"label": "Audit", "value": f"{audit.activity.title}, {audit.released_on:%B %Y}"},
        {"label": "You are", "value": capacity(audit, user)},
    ]
    if not audit.is_about_a_child:
        facts.insert(0, {"label": "About", "value": audit.get_subject_kind_display()})
    facts += [
        {"label": part.declared.title, "value": part.auditor.name if part.auditor else "Nobody yet"}
        for part in audit.parts.all()
        if mine is None or part.pk != mine.pk
    ]
    facts.append({"label": "Due", "value": f"{audit.due_on:%a} {audit.due_on.day} "
                                           f"{audit.due_on:%b %Y}"})  # fmt: skip
    return {
        "name": card.with_age(clock.today()),
        "number": card.child_id,
        "facts": facts,
        "journey": _journey(audit, user),
    }


def _journey(audit: Audit, user) -> str:
    """The address of the child's page, for those whom it would open for today: a peer auditor
    of another team, or of one that the child has left, sees the audit and not the journey."""
    if not audit.is_about_a_child:
        return ""
    held = holder_of(audit.child_id)
    team, worker = held.team_id or audit.team_id, held.worker_id or audit.worker_id
    access = access_to_child(user, audit.child_id, team=team, worker=worker)
    if not access.is_allowed:
        return ""
    try:
        return reverse("performance:child", args=[child_reference(audit.child_id)])
    except NoReverseMatch:
        return ""
