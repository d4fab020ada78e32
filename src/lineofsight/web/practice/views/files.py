"""The note for the child's file: to copy, or as a Word document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import presenting, write_back
from lineofsight.web.practice.models import Audit
from lineofsight.web.practice.opening import card_of, identity, open_audit

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(P.AUDIT_SEE, P.AUDIT_DO)
def file_note(request: HttpRequest, pk: int) -> HttpResponse:
    audit = _judged(request, pk)
    card = card_of(audit)
    note = write_back.note_of(audit, card)
    context = {
        "audit": audit,
        "child": card,
        "identity": identity(audit, request.user, card),
        "note": note,
        "text": write_back.as_text(note),
        "places": audit.activity.write_back,
        "file_of": presenting.file_of(audit),
        "case_system": pack_on(clock.today()).record_system.value,
        "names_children": True,
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": audit.activity.title, "url": reverse("practice:audit", args=[pk])},
        ],
    }
    return render(request, "practice/file.html", context)


@requires(P.AUDIT_SEE, P.AUDIT_DO)
def file_word(request: HttpRequest, pk: int) -> HttpResponse:
    audit = _judged(request, pk)
    note = write_back.note_of(audit, card_of(audit))
    activity.record("audit.exported", by=request.user, subject_kind="audit", subject_id=pk,
                    detail={"as": "docx"})  # fmt: skip
    answer = HttpResponse(write_back.as_word(note), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="audit-{pk}.docx"'
    return answer


def _judged(request: HttpRequest, pk: int) -> Audit:
    audit = open_audit(request, pk)
    if not audit.is_judged:
        raise Http404
    return audit
