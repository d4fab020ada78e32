"""The pages of reports: parse, authorise, call, answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.periods import Period
from lineofsight.reports import as_html, stored
from lineofsight.reports.edited import places
from lineofsight.reports.formats import FORMATS, file_name, format_named
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission
from lineofsight.web.reporting import making, pausing, queries, raising, services
from lineofsight.web.reporting.forms import (
    CorrectForm,
    SectionForm,
    SendBackForm,
    SignForm,
    StartForm,
)
from lineofsight.web.reporting.models import Making, Report
from lineofsight.web.ui.stamp import Stamp
from lineofsight.web.ui.words import long_day

SEE = (Permission.REPORT_SEE, Permission.REPORT_WRITE, Permission.REPORT_SIGN)
MAKE = (Permission.REPORT_WRITE, Permission.REPORT_SIGN)


@requires(*SEE)
def home(request: HttpRequest) -> HttpResponse:
    """Reports newest first; whoever writes them can start the next."""
    may_write = request.user.may(Permission.REPORT_WRITE)
    form = None
    if may_write:
        today = clock.today()
        offered = [(use, queries.periods_of(use, today)) for use in queries.definitions(today)]
        form = StartForm(request.POST or None, offered=offered)
    if request.method == "POST":
        if not may_write:
            raise Http404
        if form.is_valid():
            try:
                started = services.start(
                    form.cleaned_data["definition"],
                    Period.parse(form.cleaned_data["period"]),
                    by=request.user,
                )
                making.begin(started, Making.Kind.COMPILE, by=request.user)
            except UserError as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("reporting:report", pk=started.pk)
    visible = Report.objects.visible_to(request.user).select_related("corrects")
    shelves = queries.shelves(visible)
    if request.user.may(Permission.ACTION_SEE):
        _count_plans(shelves["published"])
    makes = may_write or request.user.may(Permission.REPORT_SIGN)
    return render(request, "reporting/home.html", {
        **shelves, "form": form, "may_pause": request.user.may(Permission.REPORT_SIGN),
        "may_have_books": request.user.may(Permission.CHILDREN_SEE),
        "arrangements": pausing.arrangements(clock.today()) if makes else [],
    })  # fmt: skip


def _count_plans(published: list[dict]) -> None:
    """Beside each published report: how many actions it led to."""
    found = raising.plans_of(each["report"] for each in published)
    for each in published:
        place = (each["report"].definition_key, each["report"].period_id)
        each["action_count"] = found.get(place, 0)


@requires(*SEE)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report itself, as this reader may have it."""
    found = report_or_404(request, pk)
    under_way = making.under_way(found)
    if under_way:
        return render(request, "reporting/making.html", {
            "report": found, "making": under_way, **_names(found)
        })  # fmt: skip
    found.refresh_from_db()
    context = {**_context(request, found), "failure": making.last_failure(found)}
    if found.is_compiled:
        document = queries.copy_for(found, request.user)
        context["article"] = as_html.fragment(document)
        context["stamp"] = _stamp(found)
        context |= _plan(request, found)
    return render(request, "reporting/report.html", context)


def _plan(request: HttpRequest, found: Report) -> dict:
    """What this report led to, for those who see actions; and whether one may raise some."""
    user = request.user
    if not user.may(Permission.ACTION_SEE):
        return {}
    return {
        "shows_plan": True,
        "plan": raising.actions_of(found, user),
        "may_raise": user.may(Permission.ACTION_AGREE) or user.may(Permission.REPORT_WRITE),
        "today": clock.today(),
    }


@requires(Permission.REPORT_WRITE)
@require_POST
def compile_(request: HttpRequest, pk: int) -> HttpResponse:
    return _begun(request, pk, Making.Kind.COMPILE)


@requires(Permission.REPORT_WRITE)
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write about one section, with its figures beside."""
    found = report_or_404(request, pk)
    if not found.is_compiled:
        raise Http404
    document = stored.from_json(found.document)
    chosen = next((each for each in document.sections if each.key == key), None)
    if chosen is None:
        raise Http404
    texts = queries.latest_texts(found)
    form = SectionForm(request.POST or None, section=chosen, texts=texts, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            count = services.write(found, key, form.written(), by=request.user)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved." if count else "Nothing had changed.")
            return redirect("reporting:report", pk=pk)
    figures = as_html.section_fragment(document, key)
    context = {"report": found, "section": chosen, "form": form, "figures": figures}
    return render(request, "reporting/section.html", context)


@requires(*MAKE)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything to look at before the report goes on its way, and what will happen."""
    found = report_or_404(request, pk)
    if not found.is_compiled or found.is_published:
        raise Http404
    return _check(request, found)


def _check(request: HttpRequest, found: Report, **forms) -> HttpResponse:
    context = {
        **_context(request, found),
        "unanswered": queries.unanswered(found),
        "incomplete": queries.incomplete(found),
        "writings": queries.writings(found),
        "what_changed": queries.what_changed(found),
        "back_form": forms.get("back_form") or SendBackForm(),
        "sign_form": forms.get("sign_form") or SignForm(),
        "form": next(iter(forms.values()), None),
        "is_own": found.submitted_by == request.user,
        "stamp": _stamp(found),
    }
    return render(request, "reporting/check.html", context)


@requires(Permission.REPORT_WRITE)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, "Sent for sign-off.", services.submit)


@requires(*MAKE)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = report_or_404(request, pk)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _check(request, found, back_form=form)
    because = form.cleaned_data["because"]
    return _done(
        request, pk, "Sent back to those who write it.", services.send_back, because=because
    )


@requires(Permission.REPORT_SIGN)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    found = report_or_404(request, pk)
    form = SignForm(request.POST)
    if not form.is_valid():
        return _check(request, found, sign_form=form)
    return _done(request, pk, "Signed off. It can now be published.", services.sign_off)


@requires(Permission.REPORT_SIGN)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _begun(request, pk, Making.Kind.PUBLISH)


@requires(Permission.REPORT_WRITE)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a corrected version of what was published."""
    found = report_or_404(request, pk)
    if not found.is_published:
        raise Http404
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        newest = form.cleaned_data["figures"] == "newest"
        try:
            correction = services.correct(
                found, by=request.user, because=form.cleaned_data["because"], newest_data=newest
            )
            if newest:
                making.begin(correction, Making.Kind.COMPILE, by=request.user)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("reporting:report", pk=correction.pk)
    return render(request, "reporting/correct.html", {"report": found, "form": form,
                                                      **_names(found)})  # fmt: skip


@requires(*SEE)
def download(request: HttpRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002 - its name
    """The report as a file: what was published as it was, a draft as it is now."""
    found = report_or_404(request, pk)
    if not found.is_compiled or format not in FORMATS:
        raise Http404
    form = format_named(format)
    if found.is_published:
        file = queries.published_file(found, format, request.user)
        name, content = file.name, bytes(file.content)
    else:
        document = queries.copy_for(found, request.user)
        name, content = f"draft-{file_name(document, format)}", form.render(document)
    activity.record(
        "report.downloaded", by=request.user, subject_kind="report", subject_id=found.pk,
        detail={"file": name, "sha256": queries.sha256_of(content)},
    )  # fmt: skip
    answer = HttpResponse(content, content_type=form.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def report_or_404(request: HttpRequest, pk: int) -> Report:
    visible = Report.objects.visible_to(request.user)
    people = ("compiled_by", "submitted_by", "signed_off_by", "published_by", "corrects")
    return get_object_or_404(visible.select_related(*people, "publication"), pk=pk)


def _done(request: HttpRequest, pk: int, said: str, act, **facts) -> HttpResponse:
    """Do one thing to the report, and say that it was done or why not."""
    found = report_or_404(request, pk)
    try:
        act(found, by=request.user, **facts)
    except UserError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("reporting:report", pk=pk)


def _begun(request: HttpRequest, pk: int, kind: Making.Kind) -> HttpResponse:
    """Begin a work that takes a while; the report's page tells how far it has come."""
    found = report_or_404(request, pk)
    may_begin = {
        Making.Kind.COMPILE: Report.State.COMPILING, Making.Kind.PUBLISH: Report.State.PUBLISHED
    }  # fmt: skip
    try:
        found.must_be_able_to_become(may_begin[kind])
        making.begin(found, kind, by=request.user)
    except UserError as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report", pk=pk)


def _context(request: HttpRequest, found: Report) -> dict:
    may_write = request.user.may(Permission.REPORT_WRITE)
    sections = []
    if found.is_compiled and may_write and found.can_be_written:
        document = stored.from_json(found.document)
        written = {key for (key, _), text in queries.latest_texts(found).items() if text.text}
        sections = [
            {"key": each.key, "title": each.title, "is_written": each.key in written}
            for each in document.sections
            if places(each)
        ]
    return {
        "report": found,
        **_names(found),
        "sections": sections,
        "formats": [{"key": form.key, "label": form.label} for form in FORMATS.values()],
        "versions": queries.versions(found, request.user),
        "may_write": may_write,
        "may_sign": request.user.may(Permission.REPORT_SIGN),
        "is_public_copy": found.is_published and queries.sees_public_copy_only(request.user),
    }


def _names(found: Report) -> dict:
    return {"period": Period.parse(found.period_id)}


def _stamp(found: Report) -> Stamp:
    label = Period.parse(found.period_id).label
    return Stamp.frozen(label, f"data as at {long_day(found.frame_on)}")
