"""One's own notices, e-mail, calendar and keys; and, for administrators, everybody's keys and
the outgoing e-mail."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.connections import services
from lineofsight.web.connections.forms import NewKey, NewKeyFor
from lineofsight.web.connections.models import AccessKey
from lineofsight.web.notices import services as telling
from lineofsight.web.notices.models import Letter, Notice
from lineofsight.web.people.access import requires, signed_in
from lineofsight.web.people.permissions import Permission
from lineofsight.web.ui.paging import page_of
from lineofsight.web.ui.words import counted

Use = AccessKey.Use


def _crumbs(*further: tuple[str, str]) -> list[dict[str, str]]:
    """One's account, and from there."""
    places = (("Your account", "people:me"), *further)
    return [{"label": label, "url": reverse(name)} for label, name in places]


HERE = ("E-mail, calendar and keys", "connections:home")


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return _home(request)


def _home(request: HttpRequest, **more) -> HttpResponse:
    user, today = request.user, clock.today()
    own = user.access_keys.listed_on(today)
    choice = getattr(user, "mail_choice", None)
    context = {
        "wants_digest": choice is None or choice.wants_digest,
        "mail_is_on": settings.MAIL_IS_ON,
        "calendar": own.filter(use=Use.CALENDAR).first(),
        "keys": _told(own.filter(use=Use.API).select_related("made_by"), today),
        "form": NewKey(),
        "manages": user.may(Permission.PEOPLE_MANAGE),
        "crumbs": _crumbs(),
        "api": settings.ADDRESS + "/api/v1/",
        "year": today.year
        if user.may(Permission.PROGRAMME_SEE) or user.may(Permission.FRAMEWORK_SEE)
        else None,
        **more,
    }
    return render(request, "connections/home.html", context)


@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """Everything one was told, newest first; all of it can be marked as read at once."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        seen = telling.mark_read(request.user)
        messages.success(request, f"{counted(seen, 'notice')} marked as read.")
        return redirect("connections:notices")
    page = page_of(request, mine, per_page=50)
    context = {"page": page, "unread": mine.unread().count(), "crumbs": _crumbs()}
    return render(request, "connections/notices.html", context)


@signed_in
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what a notice is about; it has been read by then."""
    found = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    telling.mark_read(request.user, notices=[found.pk])
    return redirect(found.url)


@signed_in
@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    wants = request.POST.get("wants") == "yes"
    telling.choose_digest(request.user, wants=wants)
    said = "You get the daily summary by e-mail." if wants else "You get no daily summary."
    messages.success(request, f"{said} E-mails that cannot wait come in any case.")
    return redirect("connections:home")


@signed_in
@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """A new address for one's calendar, told this once; or none any more."""
    if "stop" in request.POST:
        services.stop_calendar(request.user, by=request.user)
        messages.success(request, "The calendar’s address works no longer.")
        return redirect("connections:home")
    secret = services.renew_calendar(request.user, by=request.user)
    url = settings.ADDRESS + reverse("home:calendar_feed", args=[secret])
    return _home(request, calendar_url=url)


@signed_in
@require_POST
def new_key(request: HttpRequest) -> HttpResponse:
    """A key of one's own for a program; its secret is told this once."""
    form, secret = _made(NewKey(request.POST), request)
    return _home(request, form=form, secret=secret)


@requires(Permission.PEOPLE_MANAGE)
def keys(request: HttpRequest) -> HttpResponse:
    """Every key that opens something or has run out, and a new one for a person."""
    form, secret = NewKeyFor(), ""
    if request.method == "POST":
        form, secret = _made(NewKeyFor(request.POST), request)
    today = clock.today()
    found = AccessKey.objects.visible_to(request.user).listed_on(today)
    page = page_of(request, found.select_related("person", "made_by"), per_page=50)
    page.object_list = _told(page.object_list, today)
    context = {
        "page": page,
        "working": found.open_on(today).count(),
        "soon": AccessKey.objects.visible_to(request.user).running_out(today).count(),
        "form": form,
        "secret": secret,
        "crumbs": _crumbs(HERE),
    }
    return render(request, "connections/keys.html", context)


def _told(keys, today) -> list[AccessKey]:
    """The keys, each saying whether it soon runs out or has run out."""
    found = list(keys)
    for key in found:
        key.runs_out, key.ran_out = key.is_running_out(today), key.has_run_out(today)
    return found


def _made(form: NewKey, request: HttpRequest) -> tuple[NewKey, str]:
    """The form anew and the secret; or the form with its errors and nothing."""
    if not form.is_valid():
        return form, ""
    values = dict(form.cleaned_data)
    person = values.pop("person", request.user)
    try:
        _, secret = services.make_key(person, use=Use.API, by=request.user, **values)
    except UserError as error:
        form.add_error("expires_on", str(error))
        return form, ""
    return type(form)(), secret


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(AccessKey.objects.visible_to(request.user), pk=pk)
    try:
        services.withdraw_key(key, by=request.user)
        messages.success(request, "The key opens nothing any more.")
    except UserError as error:
        messages.error(request, str(error))
    mine = key.person_id == request.user.pk
    return redirect("connections:home" if mine else "connections:keys")


@requires(Permission.PEOPLE_MANAGE)
def post(request: HttpRequest) -> HttpResponse:
    """E-mail that waits or could not be sent: how much and why, never what is in it."""
    if request.method == "POST":
        done = telling.deliver()
        said = f"{counted(done.sent, 'e-mail')} sent"
        if done.failed:
            messages.error(request, f"{said}; then the mail server refused.")
        else:
            messages.success(request, f"{said}.")
        return redirect("connections:post")
    waiting = Letter.objects.waiting()
    rows = (
        waiting.failed().order_by("failure", "kind").values("failure", "kind")
        .annotate(number=Max("tries"), since=Max("written_at"))
    )  # fmt: skip
    context = {
        "mail_is_on": settings.MAIL_IS_ON,
        "crumbs": _crumbs(HERE),
        "waiting": waiting.count(),
        "failed": waiting.failed().count(),
        "failures": [{**row, "kind": Letter.Kind(row["kind"]).label} for row in rows],
        "last": Letter.objects.filter(sent_at__isnull=False).aggregate(at=Max("sent_at"))["at"],
        "server": settings.EMAIL_HOST,
        "folder": "" if settings.EMAIL_HOST else "mail",
    }
    return render(request, "connections/post.html", context)
