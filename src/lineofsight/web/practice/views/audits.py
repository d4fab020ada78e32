"""Carrying out an audit: the hub, a page for each standard, check and send."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import presenting, reading
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.forms import (
    ActionForm,
    AnswerForm,
    ConversationForm,
    EvidenceForm,
    JudgementForm,
)
from lineofsight.web.practice.models import Audit, AuditPart, Evidence, SentBack
from lineofsight.web.practice.opening import card_of, identity, open_audit, part_of
from lineofsight.web.practice.services import carrying_out as services
from lineofsight.web.practice.services.carrying_out import ChangedMeanwhile, Judged
from lineofsight.web.ui.words import time_of_day
from lineofsight.working_days import england

TAKING_PART = (P.AUDIT_SEE, P.AUDIT_DO, P.AUDIT_MODERATE, P.AUDIT_RECHECK)


@requires(*TAKING_PART)
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """The hub, for an auditor still at work; for everybody else what has been found."""
    found = open_audit(request, pk)
    part = part_of(found, request.user)
    if part is not None and not part.is_submitted and found.state in Audit.WITH_AUDITORS:
        return render(request, "practice/hub.html", _hub(request, found, part))
    return render(request, "practice/audit.html", reading.whole_audit(found, request.user))


@requires(P.AUDIT_DO)
def domain(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One standard: grade, what is strong, what would make it better, evidence."""
    found, part = _my_part(request, pk)
    declared = _domain(found, key)
    judgement = part.judgements.filter(domain_key=key).first()
    form = JudgementForm(request.POST or None, initial=_initial(judgement))
    if request.method == "POST" and form.is_valid():
        try:
            _save(part, key, form, by=request.user)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect(_next(found, key, request))
    context = _page(request, found) | {
        "form": form,
        "grade_now": (form["grade"].value() or ""),
        "part": part,
        "domain": declared,
        "number": [each.key for each in found.activity.judged].index(key) + 1,
        "of": len(found.activity.judged),
        "standard": found.pack.standard(declared.standard) if declared.standard else None,
        "options": presenting.grade_options(
            found, found.pack.standard(declared.standard) if declared.standard else None
        ),
        "form_of": found.activity.form,
        "evidence": judgement.evidence.all() if judgement else [],
        "evidence_form": EvidenceForm(prefix="evidence"),
        "saved_at": time_of_day(judgement.saved_at) if judgement else "",
        "drafted": _drafted(found, key),
    }
    return render(request, "practice/domain.html", context)


@requires(P.AUDIT_DO)
@require_POST
def autosave(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Saves in the background; answers with the words “Saved 2:02pm” and the revision."""
    found, part = _my_part(request, pk)
    _domain(found, key)
    form = JudgementForm(request.POST)
    if not form.is_valid():
        return render(request, "practice/saved.html", {"problem": "Not saved."})
    try:
        judgement = _save(part, key, form, by=request.user)
    except UserError as error:
        return render(request, "practice/saved.html", {"problem": f"Not saved. {error}"})
    return render(
        request,
        "practice/saved.html",
        {"saved_at": time_of_day(judgement.saved_at), "revision": judgement.revision},
    )


@requires(P.AUDIT_DO)
def evidence(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Add a piece of evidence, or take one away."""
    found, part = _my_part(request, pk)
    _domain(found, key)
    if request.method != "POST":
        return redirect("practice:domain", pk=pk, key=key)
    if "remove" in request.POST:
        piece = get_object_or_404(
            Evidence, pk=request.POST["remove"], judgement__part=part, judgement__domain_key=key
        )
        services.remove_evidence(part, piece, by=request.user)
        return redirect("practice:domain", pk=pk, key=key)
    form = EvidenceForm(request.POST, prefix="evidence")
    if form.is_valid():
        services.add_evidence(part, key, by=request.user, **form.cleaned_data)
        return redirect(reverse("practice:domain", args=[pk, key]) + "#evidence")
    for error in form.error_list:
        messages.error(request, f"The evidence was not added. {error['message']}")
    return redirect("practice:domain", pk=pk, key=key)


@requires(P.AUDIT_DO)
def heard(request: HttpRequest, pk: int) -> HttpResponse:
    """What the child, the parent and the worker said, or why they could not be heard."""
    found, part = _my_part(request, pk)
    known = Completeness(part)
    forms = []
    for talk in known.talks:
        said = known.conversations.get(talk.key)
        initial = (
            {"held_on": said.held_on, "said": said.said, "why_not_possible": said.why_not_possible}
            if said
            else None
        )
        form = ConversationForm(request.POST or None, prefix=talk.key, initial=initial)
        form.fields["said"].label = talk.prompt
        if talk.need != "required-or-reason":
            del form.fields["why_not_possible"]
        forms.append((talk, form))
    if not forms:
        raise Http404
    if request.method == "POST" and all(form.is_valid() for _, form in forms):
        for talk, form in forms:
            if any(form.cleaned_data.values()):
                services.record_conversation(part, talk.key, by=request.user, **form.cleaned_data)
        return redirect("practice:audit", pk=pk)
    return render(request, "practice/heard.html", _page(request, found) | {"talks": forms})


@requires(P.AUDIT_DO)
def learning(request: HttpRequest, pk: int) -> HttpResponse:
    """What went well, and what others should learn."""
    found, part = _my_part(request, pk)
    known = Completeness(part)
    if not known.questions:
        raise Http404
    if request.method == "POST":
        for question in known.questions:
            services.save_answer(
                part, question.key, request.POST.get(question.key, ""), by=request.user
            )
        return redirect("practice:audit", pk=pk)
    questions = [
        {"question": each, "text": known.answers.get(each.key, "")} for each in known.questions
    ]
    return render(request, "practice/learning.html", _page(request, found)
                  | {"questions": questions})  # fmt: skip


@requires(P.AUDIT_DO)
def actions(request: HttpRequest, pk: int) -> HttpResponse:
    """The action plan as the lead auditor drafts it."""
    found, part = _my_part(request, pk)
    if not part.declared.plans_actions:
        raise Http404
    owners = _possible_owners(found, part)
    days = found.activity.action_due_working_days.value
    initial = {"due_on": england().add(clock.today(), days) if days else None,
               "owner": request.user.pk}  # fmt: skip
    adding = request.method == "POST" and "drop" not in request.POST
    form = ActionForm(request.POST if adding else None, owners=owners, initial=initial)
    if request.method == "POST" and not adding:
        dropped = get_object_or_404(
            Action, pk=request.POST["drop"], audit_link__audit=found, state=Action.State.PROPOSED
        )
        services.drop_action(part, dropped, by=request.user)
        return redirect("practice:actions", pk=pk)
    domain_key = request.GET.get("standard", "")
    if form.is_bound and form.is_valid():
        services.draft_action(part, by=request.user, domain_key=domain_key, **form.cleaned_data)
        return redirect("practice:actions", pk=pk)
    setting = found.activity.action_due_working_days
    context = _page(request, found) | {
        "form": form,
        "drafted": [link.action for link in _live_links(found)],
        "assumed_days": setting.value if setting.is_assumed else None,
    }
    return render(request, "practice/actions.html", context)


@requires(P.AUDIT_DO)
def question(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """The moderator's question, and my answer."""
    found, part = _my_part(request, pk)
    sent_back = get_object_or_404(SentBack, pk=asked, part=part)
    form = AnswerForm(request.POST or None, initial={"answer": sent_back.answer})
    if request.method == "POST" and form.is_valid():
        services.answer_question(part, sent_back, by=request.user, **form.cleaned_data)
        return redirect("practice:audit", pk=pk)
    return render(request, "practice/question.html", _page(request, found)
                  | {"form": form, "sent_back": sent_back})  # fmt: skip


@requires(P.AUDIT_DO)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the answers; say what will happen; send."""
    found, part = _my_part(request, pk)
    known = Completeness(part)
    if request.method == "POST":
        try:
            services.send(part, by=request.user)
        except UserError as error:
            messages.error(request, str(error))
            return redirect("practice:check", pk=pk)
        messages.success(request, "Sent. You can see it until the grades are final.")
        return redirect("practice:audit", pk=pk)
    context = _page(request, found) | {
        "part": part,
        "missing": [_missing(found, each) for each in known.missing()],
        "rows": [_answered(found, known, each) for each in known.domains],
        "talks": [
            {"talk": talk, "said": known.conversations.get(talk.key)} for talk in known.talks
        ],
        "drafted": [link.action for link in _live_links(found)],
        "next_steps": reading.what_happens_next(found),
    }
    return render(request, "practice/check.html", context)


def _my_part(request: HttpRequest, pk: int) -> tuple[Audit, AuditPart]:
    """The audit and my own part of it, while I may still write in it; otherwise 404."""
    found = open_audit(request, pk)
    part = part_of(found, request.user)
    if part is None or part.is_submitted or found.state not in Audit.WITH_AUDITORS:
        raise Http404
    return found, part


def _domain(found: Audit, key: str):
    declared = next((each for each in found.activity.judged if each.key == key), None)
    if declared is None:
        raise Http404
    return declared


def _initial(judgement) -> dict | None:
    if judgement is None:
        return {"revision": 0}
    fields = ("grade", "why_not_applicable", "strong", "better", "revision")
    return {field: getattr(judgement, field) for field in fields}


def _save(part: AuditPart, key: str, form: JudgementForm, *, by):
    data = dict(form.cleaned_data)
    revision = data.pop("revision")
    known = part.judgements.filter(domain_key=key).exists()
    if known and revision is None:
        raise ChangedMeanwhile("This page is out of date.", advice="Reload it, then save again.")
    return services.save_judgement(
        part, key, Judged(**data), by=by, revision=revision if known else None
    )


def _next(found: Audit, key: str, request: HttpRequest) -> str:
    keys = [each.key for each in found.activity.judged]
    here = keys.index(key)
    if "back" in request.POST or here + 1 == len(keys):
        return reverse("practice:audit", args=[found.pk])
    return reverse("practice:domain", args=[found.pk, keys[here + 1]])


def _page(request: HttpRequest, found: Audit) -> dict:
    card = card_of(found)
    return {
        "audit": found,
        "child": card,
        "identity": identity(found, request.user, card),
        "names_children": True,
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "My audits", "url": reverse("practice:mine")},
            {"label": found.activity.title, "url": reverse("practice:audit", args=[found.pk])},
        ],
    }


def _hub(request: HttpRequest, found: Audit, part: AuditPart) -> dict:
    known = Completeness(part)
    missing = known.missing()
    return _page(request, found) | {
        "part": part,
        "known": known,
        "complete": known.complete_domains,
        "of": len(known.domains),
        "sections": reading.hub_sections(found, part, known),
        "may_send": not missing,
        "next_steps": reading.what_happens_next(found),
        "asked": [each for each in part.sent_back.all() if not each.answer.strip()],
    }


def _missing(found: Audit, missing) -> dict:
    urls = {
        "conversation": lambda: reverse("practice:heard", args=[found.pk]),
        "domain": lambda: reverse("practice:domain", args=[found.pk, missing.key]),
        "question": lambda: reverse("practice:learning", args=[found.pk]),
        "sent-back": lambda: reverse("practice:question", args=[found.pk, int(missing.key)]),
    }
    return {"title": missing.title, "problem": missing.problem, "url": urls[missing.kind]()}


def _answered(found: Audit, known: Completeness, declared) -> dict:
    judgement = known.judgements.get(declared.key)
    return {
        "title": declared.title,
        "grade": presenting.grade_mark(found.scale, judgement.grade if judgement else ""),
        "strong": judgement.strong if judgement else "",
        "better": judgement.better if judgement else "",
        "why": judgement.why_not_applicable if judgement else "",
        "url": reverse("practice:domain", args=[found.pk, declared.key]),
    }


def _live_links(found: Audit):
    links = found.action_links.select_related("action__owner")
    return [link for link in links if link.action.state != Action.State.REJECTED]


def _drafted(found: Audit, key: str) -> list[Action]:
    return [link.action for link in _live_links(found) if link.domain_key == key]


def _possible_owners(found: Audit, part: AuditPart):
    """The manager, those who manage in the service, and the worker, if they have accounts."""
    organisation = Organisation(clock.today())
    service = organisation.unit(found.service_id)
    people = {part.auditor_id}
    if service is not None:
        people |= {person.pk for person in organisation.managers_of(service)}
    if found.worker_id:
        people |= set(User.objects.filter(staff_id=found.worker_id).values_list("pk", flat=True))
    return User.objects.filter(pk__in=people, is_active=True)
