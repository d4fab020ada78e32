"""The framework in force: what it says, what we assume, what is not set; choosing for oneself
and adopting another version."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lineofsight.errors import PackError
from lineofsight.indicators import CATALOGUE
from lineofsight.packs import Pack, phrases, read_pack
from lineofsight.packs.choices import choice_at
from lineofsight.packs.differences import differences
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.yaml_text import text_of, text_of_bytes
from lineofsight.quality.local import known_records
from lineofsight.web import clock
from lineofsight.web.frameworks import presenting, queries, reference, services
from lineofsight.web.frameworks.forms import (
    TAKE_BACK,
    AdoptForm,
    ChoiceForm,
    DocumentReviewForm,
    PackForm,
    ReviewForm,
)
from lineofsight.web.frameworks.models import AdoptedPack, OwnChoice
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.access import requires, signed_in
from lineofsight.web.people.permissions import Permission as P


@requires(P.FRAMEWORK_SEE)
def framework(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    adopted = adopted_on(today)
    groups = presenting.groups(adopted)
    documents = reference.documents_of(adopted)
    return render(request, "frameworks/framework.html", {
        "adopted": adopted,
        "pack": adopted.pack,
        "groups": groups,
        "assumed": sum(row.is_assumed for group in groups for row in group.rows),
        "to_come": queries.to_come(today),
        "versions": AdoptedPack.objects.select_related("adopted_by").defer("content")
                    .order_by("-in_force_from", "-pk"),
        "review": queries.review_of(adopted),
        "documents": documents,
        "unreviewed": sum(each.due_on is None for each in documents),
        "handovers": reference.handovers(adopted.pack),
        "today": today,
        "may_adopt": request.user.may(P.FRAMEWORK_ADOPT),
    })  # fmt: skip


@signed_in
def standards(request: HttpRequest) -> HttpResponse:
    """The practice standards, with what each grade looks like, and the guidance beside them:
    for everybody, by words and by task."""
    pack = adopted_on(clock.today()).pack
    asked = {"words": request.GET.get("q", "")[:100].strip(), "task": request.GET.get("task", "")}
    tasks = reference.tasks_of(pack)
    if asked["task"] and asked["task"] not in tasks:
        raise Http404
    found = reference.look_up(pack, **asked)
    scales = {grade.key: grade.title for scale in pack.grade_scales for grade in scale.grades}
    rows = [
        {
            "standard": each,
            "descriptors": [(scales[key], text) for key, text in each.descriptors.items()],
        }
        for each in found.standards
    ]
    return render(request, "frameworks/standards.html", {
        "rows": rows, "pack": pack, "found": found, "tasks": tasks, **asked,
    })  # fmt: skip


@requires(P.FRAMEWORK_ADOPT)
def choice(request: HttpRequest, address: str) -> HttpResponse:
    """One choice: what it reads today, what was chosen before, and a form to choose again."""
    pack = adopted_on(clock.today()).pack
    try:
        found = choice_at(pack, address)
    except PackError:
        raise Http404 from None
    form = ChoiceForm(request.POST or None, choice=found, pack=pack,
                      initial={"from_on": clock.today()})  # fmt: skip
    if form.is_valid():
        said = form.cleaned_data
        try:
            act = _choose(address, said, by=request.user)
        except PackError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _chosen(act))
            return redirect("frameworks:framework")
    context = {
        "form": form, "choice": found, "row": presenting.row(found, pack),
        "where": found.names[1] if len(found.path) > 2 else pack.title,
        "acts": _acts(address, pack),
    }  # fmt: skip
    return render(request, "frameworks/choice.html", context)


def _choose(address: str, said: dict, *, by) -> OwnChoice:
    why = {"reason": said["reason"], "from_on": said["from_on"], "by": by}
    if said["is_set"] == TAKE_BACK[0]:
        return services.take_back(address, **why)
    return services.choose(address, said["value"], **why)


def _chosen(act: OwnChoice) -> str:
    return f"Chosen. It holds from {act.holds_from:%-d %B %Y}; work already begun keeps the old."


def _acts(address: str, pack: Pack) -> list[dict]:
    """Who chose what before, newest first."""
    titles = {role.key: role.title for role in pack.roles}
    return [
        {
            "act": act,
            "after": _of_json(act.after, titles),
            "before": _of_json(act.before, titles),
        }
        for act in OwnChoice.objects.filter(address=address).select_related("chosen_by")
    ]


def _of_json(said: dict, titles: dict[str, str]) -> str:
    value = said.get("value")
    return "not set" if value is None else phrases.value(value, titles=titles)


@requires(P.FRAMEWORK_ADOPT)
def adopt(request: HttpRequest) -> HttpResponse:
    """Give a pack: it is read, its problems are told, and what it would change is shown."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PackForm(*given)
    if not form.is_valid():
        return render(request, "frameworks/adopt.html", {"form": form})
    file, name = form.cleaned_data["file"], form.cleaned_data["shipped"]
    try:
        text = _text(file, name)
        where = file.name if file else f"{name}.yaml"
        return _compared(request, _read(text, where), text, where)
    except PackError as refused:
        context = {"form": form, "faults": _faults(refused), "file": file.name if file else name}
        return render(request, "frameworks/adopt.html", context)


def _text(file, name: str) -> str:
    if file:
        return text_of_bytes(file.read(), where=file.name)
    return text_of(LIBRARY / f"{name}.yaml")


def _read(text: str, where: str) -> Pack:
    return read_pack(text, where=where, permissions={str(each) for each in P},
                     indicators=set(CATALOGUE), records=known_records())  # fmt: skip


def _faults(refused: PackError) -> list[str]:
    faults = getattr(refused, "faults", ())
    return [f"Line {each.line}: {each.text}" for each in faults] or [str(refused)]


@requires(P.FRAMEWORK_ADOPT)
def confirm(request: HttpRequest) -> HttpResponse:
    """Adopt what was compared: the text is read again, so that nothing unread comes in."""
    if request.method != "POST":
        return redirect("frameworks:adopt")
    form = AdoptForm(request.POST)
    text, name = request.POST.get("text", ""), request.POST.get("name", "")[:200]
    try:
        pack = _read(text, name)
    except PackError as refused:
        return render(request, "frameworks/adopt.html",
                      {"form": PackForm(), "faults": _faults(refused), "file": name})  # fmt: skip
    if form.is_valid():
        said = form.cleaned_data
        try:
            adopted = services.adopt_anew(pack, by=request.user, from_on=said["from_on"],
                                          keep_own_choices=said["keep_own_choices"],
                                          consulted=said["consulted"])  # fmt: skip
        except PackError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{adopted.title}, version {adopted.version}, is in force "
                                      f"from {adopted.in_force_from:%-d %B %Y}.")  # fmt: skip
            return redirect("frameworks:framework")
    return _compared(request, pack, text, name, form=form)


def _compared(request, pack: Pack, text: str, name: str, *, form=None) -> HttpResponse:
    """What a pack would change of the one in force, and who would lose a role."""
    today = clock.today()
    adopted = adopted_on(today)
    initial = {"text": text, "name": name, "from_on": today, "keep_own_choices": True}
    return render(request, "frameworks/compared.html", {
        "form": form or AdoptForm(initial=initial),
        "pack": pack,
        "adopted": adopted,
        "differences": differences(adopted.pack, pack),
        "lost": queries.roles_lost(pack, today),
    })  # fmt: skip


@requires(P.FRAMEWORK_SEE)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version that is, was or will be in force, and what it changed of the one before."""
    adopted = get_object_or_404(AdoptedPack.objects.select_related("adopted_by"), pk=pk)
    before = AdoptedPack.objects.filter(pk__lt=pk).order_by("-pk").first()
    return render(request, "frameworks/version.html", {
        "adopted": adopted,
        "before": before,
        "differences": differences(before.pack, adopted.pack) if before else [],
        "acts": adopted.own_choices.select_related("chosen_by"),
    })  # fmt: skip


@requires(P.FRAMEWORK_ADOPT)
def review(request: HttpRequest) -> HttpResponse:
    """Record that the framework as a whole was reviewed."""
    adopted = adopted_on(clock.today())
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        services.record_review(adopted, outcome=form.cleaned_data["outcome"], by=request.user)
        messages.success(request, "The review is recorded.")
        return redirect("frameworks:framework")
    context = {"form": form, "review": queries.review_of(adopted), "pack": adopted.pack}
    return render(request, "frameworks/review.html", context)


@requires(P.FRAMEWORK_ADOPT)
def document(request: HttpRequest, key: str) -> HttpResponse:
    """Record that a document the framework relies on was looked at again."""
    adopted = adopted_on(clock.today())
    found = next((d for d in reference.documents_of(adopted) if d.said.key == key), None)
    if found is None:
        raise Http404
    form = DocumentReviewForm(request.POST or None)
    if form.is_valid():
        try:
            services.record_document_review(adopted, key, by=request.user, **form.cleaned_data)
        except PackError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "The review is recorded.")
            return redirect("frameworks:framework")
    return render(request, "frameworks/document.html", {"form": form, "document": found})
