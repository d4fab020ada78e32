"""Filling in a form: a page for each standard, or all of them on one page."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.packs.forms import Domain
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import exhibits, presenting, questions
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.forms import EvidenceForm, JudgementForm
from lineofsight.web.practice.models import AuditPart, Evidence
from lineofsight.web.practice.questions import NOTHING
from lineofsight.web.practice.services import answering
from lineofsight.web.practice.services import carrying_out as services
from lineofsight.web.practice.services.carrying_out import ChangedMeanwhile, Judged
from lineofsight.web.practice.views.mine_in import answers, drafted_in, my_part, my_parts, page
from lineofsight.web.ui.words import time_of_day


@dataclass
class Filled:
    """One domain as it stands or as it was sent: what its page shows again."""

    domain: Domain
    form: JudgementForm | None
    given: dict
    errors: dict
    shown: set
    problem: str = ""
    judgement: object = None

    @property
    def is_valid(self) -> bool:
        return not self.errors and (self.form is None or self.form.is_valid())


@requires(P.AUDIT_DO)
def domain(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One standard: grade, what is strong, what would make it better, questions, evidence."""
    found, part = my_part(request, pk, answers(key))
    known = Completeness(part)
    filled = _filled(known, _declared(known, key), request.POST or None)
    if request.method == "POST" and filled.is_valid:
        before = {each.key for each in known.asked_in(filled.domain)}
        try:
            _save(part, filled, by=request.user)
        except UserError as error:
            filled.problem = str(error)
        else:
            known = Completeness(fresh(part))
            if {each.key for each in known.asked_in(filled.domain)} - before:
                messages.info(request, "Your answer brings more questions: they are below.")
                return redirect("practice:domain", pk=pk, key=key)
            return redirect(_next(known, key, request))
    box = _of_domain(part, known, filled)
    context = page(request, found) | box | {"box": box, "errors": _error_list(filled)}
    return render(request, "practice/domain.html", context)


@requires(P.AUDIT_DO)
def all_on_one_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Every standard of my parts under each other, saved together."""
    found, parts = my_parts(request, pk)
    boxes = [
        (part, known, _filled(known, declared, request.POST or None, prefix=declared.key))
        for part, known in ((part, Completeness(part)) for part in parts)
        for declared in known.domains
    ]
    in_background = "HX-Request" in request.headers
    if request.method == "POST" and (in_background or all(box[2].is_valid for box in boxes)):
        problem = _save_all(boxes, by=request.user)
        if in_background:
            return _saved(request, [box[0] for box in boxes], [box[2] for box in boxes], problem)
        if not problem:
            stays = "stay" in request.POST or _more_is_asked(boxes)
            return redirect("practice:all-on-one-page" if stays else "practice:audit", pk=pk)
        messages.error(request, problem)
    context = page(request, found) | {
        "boxes": [_of_domain(*box) for box in boxes],
        "errors": [each for _, _, filled in boxes for each in _error_list(filled)],
    }
    return render(request, "practice/all_on_one_page.html", context)


@requires(P.AUDIT_DO)
@require_POST
def autosave(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Saves in the background; answers with the words “Saved 2:02pm”, the revision, and the
    questions that have come or gone with an answer."""
    _, part = my_part(request, pk, answers(key))
    known = Completeness(part)
    filled = _filled(known, _declared(known, key), request.POST)
    problem = _save_all([(part, known, filled)], by=request.user)
    return _saved(request, [part], [filled], problem)


@requires(P.AUDIT_DO)
def evidence(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Add a piece of evidence, or take one away."""
    _, part = my_part(request, pk, answers(key))
    _declared(Completeness(part), key)
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


def fresh(part: AuditPart) -> AuditPart:
    """The part read again, with what has just been saved."""
    return AuditPart.objects.select_related("audit__adopted", "auditor").get(pk=part.pk)


def _declared(known: Completeness, key: str) -> Domain:
    return next((each for each in known.domains if each.key == key), None) or _gone()


def _gone():
    raise Http404


def _filled(known: Completeness, declared: Domain, data, *, prefix: str = "") -> Filled:
    """A domain as kept, or as sent: only what the page has asked is read from what is sent."""
    is_graded = declared.key in {each.key for each in known.judged}
    judgement = known.judgements.get(declared.key)
    form = None
    if is_graded:
        form = JudgementForm(data, prefix=prefix or None, initial=_initial(judgement))
    given = {q.key: known.given.get(q.key, NOTHING) for q in declared.questions}
    errors = {}
    shown = set(data.getlist("shown")) if data is not None else set()
    for question in declared.questions:
        if question.key in shown:
            given[question.key], wrong = questions.read(question, data)
            wrong = wrong or questions.fault(question, given[question.key], known.scale)
            if wrong:
                errors[question.key] = wrong
    return Filled(declared, form, given, errors, shown & given.keys())


def _initial(judgement) -> dict:
    if judgement is None:
        return {"revision": 0}
    fields = ("grade", "why_not_applicable", "strong", "better", "revision")
    return {field: getattr(judgement, field) for field in fields}


def _save(part: AuditPart, filled: Filled, *, by) -> None:
    """Keep a domain: its judgement, and the answers that are not at fault."""
    if filled.form is not None:
        filled.judgement = _save_judgement(part, filled, by=by)
    sent = {key: filled.given[key] for key in filled.shown if key not in filled.errors}
    if sent:
        answering.save_answers(part, sent, by=by)


def _save_judgement(part: AuditPart, filled: Filled, *, by):
    key, data = filled.domain.key, dict(filled.form.cleaned_data)
    revision = data.pop("revision")
    kept = part.judgements.filter(domain_key=key).first()
    if kept is None and not any(data.values()):
        return None
    if kept is not None and revision is None:
        raise ChangedMeanwhile("This page is out of date.", advice="Reload it, then save again.")
    if kept is not None and kept.revision == revision and _is_same(kept, data):
        return kept
    return services.save_judgement(
        part, key, Judged(**data), by=by, revision=revision if kept else None
    )


def _is_same(kept, data: dict) -> bool:
    return all(getattr(kept, field) == text.strip() for field, text in data.items())


def _save_all(boxes, *, by) -> str:
    """Save several domains; what is wrong, in words."""
    faults = [each for _, _, filled in boxes for each in filled.errors.values()]
    try:
        with transaction.atomic():
            for part, _, filled in boxes:
                if filled.form is None or filled.form.is_valid():
                    _save(part, filled, by=by)
    except UserError as error:
        return str(error)
    return f"Not all is saved: {faults[0]}." if faults else ""


def _saved(request: HttpRequest, parts, filled: list[Filled], problem: str) -> HttpResponse:
    context = {"problem": problem and f"Not saved. {problem}"}
    if not problem:
        context = {
            "saved_at": time_of_day(clock.now()),
            "revisions": [
                {"name": each.form.add_prefix("revision"), "id": each.form["revision"].auto_id,
                 "value": each.judgement.revision}
                for each in filled if each.form is not None and each.judgement
            ],
            "swaps": [swap for part, each in zip(parts, filled, strict=True)
                      for swap in _swaps(Completeness(fresh(part)), each)],
        }  # fmt: skip
    return render(request, "practice/saved.html", context)


def _swaps(known: Completeness, filled: Filled) -> list[dict]:
    """The questions that an answer has brought or taken away."""
    return [each for each in _questions(known, filled.domain, known.given, {})
            if each["is_asked"] != (each["key"] in filled.shown)]  # fmt: skip


def _questions(known: Completeness, declared: Domain, given: dict, errors: dict) -> list[dict]:
    """Every question of a domain; those whose condition does not hold keep their place."""
    asked = {each.key for each in questions.asked(
        [q for each in known.domains for q in each.questions], known.given | given)}  # fmt: skip
    return [
        {"is_asked": True, "standard": q.standard,
         "criteria": _criteria(known, (*q.criteria, *declared.criteria)), **questions.to_ask(
            q, given.get(q.key, NOTHING), known.scale, error=errors.get(q.key, ""))}
        if q.key in asked
        else {"key": q.key, "is_asked": False}
        for q in declared.questions
    ]  # fmt: skip


def _criteria(known: Completeness, keys) -> list[str]:
    """What inspection looks for and a question answers to, in words."""
    return [known.part.audit.pack.criterion(key).title for key in dict.fromkeys(keys)]


def _more_is_asked(boxes) -> bool:
    """Has an answer brought questions that the page has not shown?"""
    return any(
        question.key not in filled.shown
        for part, _, filled in boxes
        for question in Completeness(fresh(part)).asked_in(filled.domain)
    )


def _next(known: Completeness, key: str, request: HttpRequest) -> str:
    keys, found = [each.key for each in known.domains], known.part.audit_id
    here = keys.index(key)
    if "back" in request.POST or here + 1 == len(keys):
        return reverse("practice:audit", args=[found])
    return reverse("practice:domain", args=[found, keys[here + 1]])


def _of_domain(part: AuditPart, known: Completeness, filled: Filled) -> dict:
    """What the page of one domain shows."""
    found, declared = part.audit, filled.domain
    judgement = known.judgements.get(declared.key)
    standard = found.pack.standard(declared.standard) if declared.standard else None
    graded = filled.form is not None
    return {
        "form": filled.form,
        "grade_now": (filled.form["grade"].value() or "") if graded else "",
        "part": part,
        "domain": declared,
        "number": [each.key for each in known.domains].index(declared.key) + 1,
        "of": len(known.domains),
        "called": "Standard" if graded else "Page",
        "standards": _standards(found, declared),
        "options": presenting.grade_options(found, standard) if graded else [],
        "form_of": found.activity.form,
        "questions": _questions(known, declared, filled.given, filled.errors),
        "evidence": judgement.evidence.all() if judgement else [],
        "evidence_form": EvidenceForm(prefix="evidence"),
        "exhibits": exhibits.beside(found, declared),
        "saved_at": time_of_day(judgement.saved_at) if judgement else "",
        "drafted": drafted_in(found, declared.key),
    }


def _standards(found, declared: Domain) -> list[dict]:
    """The standards a page is about: what the law asks apart from what is the authority's."""
    keys = [declared.standard, *(question.standard for question in declared.questions)]
    known = [found.pack.standard(key) for key in dict.fromkeys(keys) if key]
    titles = {"statutory": "What the law asks", "local": "What good looks like"}
    return [
        {"title": title, "standards": [each for each in known if each.kind == kind]}
        for kind, title in titles.items()
        if any(each.kind == kind for each in known)
    ]


def _error_list(filled: Filled) -> list[dict]:
    found = [{"field_id": "", "message": filled.problem}] if filled.problem else []
    if filled.form is not None and filled.form.is_bound:
        found += filled.form.error_list
    titles = {question.key: question.text for question in filled.domain.questions}
    return found + [
        {"field_id": f"id_q-{key}", "message": f"{titles[key]}: {problem}"}
        for key, problem in filled.errors.items()
    ]
