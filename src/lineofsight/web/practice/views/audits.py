"""Carrying out an audit: the hub of one's parts, who was heard, learning, actions, sending."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.packs.forms import Need
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import (
    answers,
    hub,
    naming,
    presenting,
    questions,
    reading,
    self_check,
)
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.forms import ActionForm, AnswerForm, ConversationForm, ReasonForm
from lineofsight.web.practice.models import Audit, AuditPart, SentBack
from lineofsight.web.practice.opening import open_audit, parts_of
from lineofsight.web.practice.questions import NOTHING
from lineofsight.web.practice.services import answering, sending
from lineofsight.web.practice.services import carrying_out as services
from lineofsight.web.practice.views.mine_in import live_links, my_part, my_parts, page
from lineofsight.web.ui import panels
from lineofsight.working_days import england

TAKING_PART = (P.AUDIT_SEE, P.AUDIT_DO, P.AUDIT_MODERATE, P.AUDIT_RECHECK)


@requires(*TAKING_PART)
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """The hub, for an auditor still at work; for everybody else what has been found."""
    found = open_audit(request, pk)
    mine = [part for part in parts_of(found, request.user) if not part.is_done]
    if mine and found.state in Audit.WITH_AUDITORS:
        return render(request, "practice/hub.html", _hub(request, found, mine))
    return render(request, "practice/audit.html", reading.whole_audit(found, request.user))


@requires(P.AUDIT_DO)
def heard(request: HttpRequest, pk: int) -> HttpResponse:
    """What the child, the parent and the worker said, or why they could not be heard."""
    found, parts = my_parts(request, pk)
    asked = [_talk(request, part, talk) for part in parts for talk in Completeness(part).talks]
    if not asked:
        raise Http404
    if request.method == "POST" and all(form.is_valid() for _, _, form in asked):
        for part, talk, form in asked:
            if any(form.cleaned_data.values()):
                services.record_conversation(part, talk.key, by=request.user, **form.cleaned_data)
        return redirect("practice:audit", pk=pk)
    talks = [(talk, form) for _, talk, form in asked]
    return render(request, "practice/heard.html", page(request, found) | {"talks": talks})


def _talk(request: HttpRequest, part: AuditPart, talk) -> tuple:
    said = Completeness(part).conversations.get(talk.key)
    fields = ("held_on", "said", "why_not_possible")
    initial = {field: getattr(said, field) for field in fields} if said else None
    form = ConversationForm(request.POST or None, prefix=talk.key, initial=initial)
    form.fields["said"].label = talk.prompt
    if talk.need != Need.REQUIRED_OR_REASON:
        del form.fields["why_not_possible"]
    return part, talk, form


@requires(P.AUDIT_DO)
def learning(request: HttpRequest, pk: int) -> HttpResponse:
    """What went well, and what others should learn."""
    found, part = my_part(request, pk, lambda each: Completeness(each).questions)
    known = Completeness(part)
    given = {q.key: known.given.get(q.key, NOTHING) for q in known.questions}
    errors = {}
    if request.method == "POST":
        for question in known.questions:
            given[question.key], wrong = questions.read(question, request.POST)
            wrong = wrong or questions.fault(question, given[question.key], known.scale)
            said = given[question.key]
            wrong = wrong or naming.fault(question, (said.text, said.evidence), found.child_id)
            errors |= {question.key: wrong} if wrong else {}
        if not errors:
            answering.save_answers(part, given, by=request.user)
            return redirect("practice:audit", pk=pk)
    asked = [
        questions.to_ask(q, given[q.key], known.scale, error=errors.get(q.key, ""))
        for q in questions.asked(known.questions, known.given | given)
    ]
    return render(request, "practice/learning.html", page(request, found) | {"asked": asked})


@requires(P.AUDIT_DO)
def actions(request: HttpRequest, pk: int) -> HttpResponse:
    """The action plan as the lead auditor drafts it."""
    found, part = my_part(request, pk, lambda each: each.declared.plans_actions)
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
    context = page(request, found) | {
        "form": form,
        "drafted": [link.action for link in live_links(found)],
        "assumed_days": setting.value if setting.is_assumed else None,
    }
    return render(request, "practice/actions.html", context)


@requires(P.AUDIT_DO)
def question(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """The moderator's question, and my answer."""
    found, parts = my_parts(request, pk)
    sent_back = get_object_or_404(SentBack, pk=asked, part__in=parts)
    part = next(each for each in parts if each.pk == sent_back.part_id)
    form = AnswerForm(request.POST or None, initial={"answer": sent_back.answer})
    if request.method == "POST" and form.is_valid():
        services.answer_question(part, sent_back, by=request.user, **form.cleaned_data)
        return redirect("practice:audit", pk=pk)
    return render(request, "practice/question.html", page(request, found)
                  | {"form": form, "sent_back": sent_back})  # fmt: skip


@requires(P.AUDIT_DO)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the answers of all my parts; answer what the self-check asks; send."""
    found, parts = my_parts(request, pk)
    warned = [(part, each) for part in parts for each in self_check.warnings(part)]
    unexplained = []
    if request.method == "POST":
        try:
            for part, each in warned:
                reason = request.POST.get(f"why-{part.pk}-{each.key}", "")
                if reason.strip():
                    sending.explain(part, each.key, reason, by=request.user)
            parts = _fresh(parts)
            unexplained = [_warned(found, part, each)
                           for part in parts for each in self_check.unexplained(part)]  # fmt: skip
            if not unexplained:
                sending.send_all(parts, by=request.user)
        except UserError as error:
            messages.error(request, str(error))
            return redirect("practice:check", pk=pk)
        if not unexplained:
            messages.success(request, "Sent. You can see it until the grades are final.")
            return redirect("practice:audit", pk=pk)
        warned = [(part, each) for part in parts for each in self_check.warnings(part)]
    boxes = [_checked(found, part) for part in parts]
    context = page(request, found) | {
        "boxes": boxes,
        "part": parts[0],
        "missing": [each for box in boxes for each in box["missing"]],
        "warned": [_warned(found, part, each) for part, each in warned],
        "errors": [{"field_id": each["id"], "message": f"{each['says']} Change it, or say why."}
                   for each in unexplained],
        "plans_actions": any(part.declared.plans_actions for part in parts),
        "drafted": [link.action for link in live_links(found)],
        "next_steps": hub.what_happens_next(found),
    }  # fmt: skip
    return render(request, "practice/check.html", context)


@requires(P.AUDIT_DO)
def leave_out(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say that a part was not possible, and why, where the framework lets a reason stand."""
    found = open_audit(request, pk)
    part = get_object_or_404(found.parts, key=key)
    may = parts_of(found, request.user) and found.state in Audit.WITH_AUDITORS
    if not may or part.is_done or part.declared.need == Need.REQUIRED:
        raise Http404
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = "Why it was not possible"
    form.fields["reason"].required = part.declared.need == Need.REQUIRED_OR_REASON
    if request.method == "POST" and form.is_valid():
        sending.leave_out(part, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"{part.declared.title} is left out.")
        return redirect("practice:audit", pk=pk)
    return render(request, "practice/leave_out.html", page(request, found)
                  | {"form": form, "part": part})  # fmt: skip


def _fresh(parts: list[AuditPart]) -> list[AuditPart]:
    """The parts read again, with the reasons just given."""
    rows = AuditPart.objects.select_related("audit__adopted", "auditor")
    return list(rows.filter(pk__in=[part.pk for part in parts]))


def _hub(request: HttpRequest, found: Audit, parts: list[AuditPart]) -> dict:
    known = [Completeness(part) for part in parts]
    missing = [each for one in known for each in one.missing()]
    is_graded = any(one.judged for one in known)
    return page(request, found) | {
        "links": panels.acts_of_audit(request.user, found),
        "part": parts[0],
        "complete": sum(one.complete_domains for one in known),
        "of": sum(len(one.domains) for one in known),
        "called": "standards" if is_graded else "pages",
        "sections": hub.hub_sections(found, parts, known),
        "may_send": not missing,
        "may_leave_out": [part for part in found.parts.all()
                          if not part.is_done and part.declared.need != Need.REQUIRED],
        "next_steps": hub.what_happens_next(found),
        "asked": [each for part in parts for each in part.sent_back.all()
                  if not each.answer.strip()],
    }  # fmt: skip


def _checked(found: Audit, part: AuditPart) -> dict:
    """One part as it is read before it is sent."""
    known = Completeness(part)
    return {
        "part": part,
        "missing": [_missing(found, each) for each in known.missing()],
        "rows": [_answered(found, known, each) for each in known.judged],
        "answers": answers.of_part(part),
        "talks": [
            {"talk": talk, "said": known.conversations.get(talk.key)} for talk in known.talks
        ],
    }


def _warned(found: Audit, part: AuditPart, warned: self_check.Warned) -> dict:
    explained = {each.warning: each.reason for each in part.explained.all()}
    return {
        "name": f"why-{part.pk}-{warned.key}",
        "id": f"why-{part.pk}-{warned.key.replace('/', '-')}",
        "says": warned.says,
        "reason": explained.get(warned.key, ""),
        "url": reverse("practice:domain", args=[found.pk, warned.domain]) if warned.domain else "",
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
