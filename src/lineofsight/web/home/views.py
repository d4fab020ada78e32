"""The home page, help, and the pages of the footer."""

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lineofsight.web import clock, warehouse
from lineofsight.web.activity import services as activity
from lineofsight.web.data_quality.services import daily as data_quality
from lineofsight.web.home import due, mail_of_the_day
from lineofsight.web.home import gallery as gallery_values
from lineofsight.web.home.month import this_month_of
from lineofsight.web.notices.models import Notice
from lineofsight.web.people.access import public, requires, signed_in
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import MEANINGS, Permission
from lineofsight.web.people.queries import people_who_may
from lineofsight.web.people.roles import roles
from lineofsight.web.people.scopes import capacity_of, scope_for
from lineofsight.web.performance.measures import files_of
from lineofsight.web.practice import work
from lineofsight.web.practice.services import releasing
from lineofsight.web.submissions.queries import problem_groups
from lineofsight.web.ui.forms import DateField, Form
from lineofsight.web.ui.words import counted, instant, long_day, weekday

MOST_TOLD = 10


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """One's own list first, then the exceptions of one's unit; what is shown follows from roles."""
    user, day, snapshot = request.user, clock.today(), warehouse.current_or_none()
    scope, kind = scope_for(user), request.GET.get("kind", "")
    waiting = due.due_list_of(user, scope, snapshot, day, kind=kind)
    reaches_far = scope.child_level and not due.lists_children(user, day)
    sees_figures = snapshot is not None and user.may(Permission.FIGURES_SEE)
    list_children(request, sum(bool(item.get("private")) for item in waiting.items))
    counts = due.tracker_counts(scope, snapshot, day) if snapshot and reaches_far else []
    context = {
        "waiting": waiting,
        "works": scope.child_level or bool(waiting.kinds),
        "chips": _chips(waiting, kind),
        "concerns": work.concerns_of(user),
        "told": _told(user, day),
        "sees_framework": user.may(Permission.FRAMEWORK_SEE),
        "counts": counts,
        "late_of_all": sum(row["late"] for row in counts),
        "month": this_month_of(user, snapshot, day, outside=not scope.child_level)
        if sees_figures
        else None,
        "data": _data(snapshot, day) if user.may(Permission.SUBMISSIONS_SEE) else None,
        "sees": due.what_one_sees(user, scope, day),
        "capacity": capacity_of(user),
        "day": day,
        "nothing_loaded": snapshot is None,
        "names_children": any(item.get("private") for item in waiting.items),
    }
    return render(request, "home/home.html", context)


def _chips(waiting: due.DueList, kind: str) -> list[dict]:
    """One for each kind of thing that waits; none where there is one kind only."""
    if len(waiting.kinds) < 2:
        return []
    every = {"label": "All", "count": waiting.kinds.total(), "url": "/", "current": not kind}
    return [every] + [
        {"label": name, "count": number, "url": f"?kind={quote(name)}", "current": name == kind}
        for name, number in waiting.kinds.most_common()
    ]


def _told(user, day) -> list[dict]:
    """What one was told and has not read, the same words once, with how often they were said
    and the newest of them; opening one marks it as read."""
    unread = Notice.objects.visible_to(user).unread().order_by().values("text")
    said = unread.annotate(times=Count("pk"), newest=Max("pk"), at=Max("sent_at"))
    return [
        {
            "says": each["text"],
            "url": reverse("connections:notice", args=[each["newest"]])
            if each["times"] == 1
            else reverse("connections:notices"),
            "rest": f" ({each['times']} times)" if each["times"] > 1 else "",
            "when": instant(each["at"], today=day),
        }
        for each in said.order_by("-at", "-newest")[:MOST_TOLD]
    ]


def _data(snapshot, day) -> list[dict] | None:
    """For those who load data: what was loaded last, and how much of it is to be looked at."""
    if snapshot is None:
        return None
    problems = sum(group.count for group in problem_groups(snapshot))
    to_look_at = f"{counted(problems, 'thing')} to look at"
    return [
        {"label": "Newest snapshot", "value": snapshot.id},
        {"label": "Loaded", "value": instant(snapshot.manifest.created_at, today=day)},
        {"label": "Problems", "value": to_look_at},
    ]


@signed_in
def help_page(request: HttpRequest) -> HttpResponse:
    links = [
        {"label": "How fresh are the figures?", "url": reverse("home:freshness")},
        {"label": "Who can see what", "url": reverse("home:privacy")},
        {"label": "Keyboard shortcuts", "url": reverse("home:keyboard")},
        {"label": "Report a problem with a figure", "url": reverse("home:problem")},
    ]
    return render(request, "home/help.html", {"links": links})


@signed_in
def freshness(request: HttpRequest) -> HttpResponse:
    """Which snapshot the live figures come from, and out of which files it was made."""
    snapshot = warehouse.current_or_none()
    facts = _facts_of(snapshot) if snapshot else []
    return render(request, "home/freshness.html", {"snapshot": snapshot, "facts": facts})


def _facts_of(snapshot) -> list[dict[str, str]]:
    manifest = snapshot.manifest
    return [
        {"label": "Snapshot", "value": snapshot.id},
        {"label": "As at", "value": long_day(snapshot.as_at)},
        {"label": "Loaded", "value": instant(manifest.created_at, today=clock.today())},
        {"label": "From", "value": files_of(snapshot)},
    ]


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html", {})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Who can see what: written from the roles themselves, so that it is always true."""
    rows = [
        {
            "title": role.title,
            "reach": role.scope,
            "aggregates_only": role.aggregates_only,
            "may": [MEANINGS[Permission(each)] for each in role.permissions],
        }
        for role in roles().values()
    ]
    return render(request, "home/privacy.html", {"roles": rows})


@public
def keyboard(request: HttpRequest) -> HttpResponse:
    return render(request, "home/keyboard.html", {})


@public
def problem(request: HttpRequest) -> HttpResponse:
    """Only those who are signed in are shown whom to write to."""
    analysts = []
    if request.user.is_authenticated:
        found = people_who_may(Permission.SUBMISSIONS_LOAD, clock.today())
        analysts = [{"name": each.name, "email": each.email} for each in found[:5]]
    return render(request, "home/problem.html", {"analysts": analysts})


@requires(Permission.GALLERY_SEE)
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "home/gallery.html", gallery_values.values(request))


class DayForm(Form):
    day = DateField(label="Day", required=False)


@signed_in
def demo_day(request: HttpRequest) -> HttpResponse:
    """Move the demo to another day, to watch what falls due; there is no such page elsewhere."""
    if not settings.DEMO:
        raise Http404
    form = DayForm(request.POST or None, initial={"day": clock.today()})
    if request.method == "POST" and form.is_valid():
        day = None if "back" in request.POST else form.cleaned_data["day"]
        clock.set_demo_day(day)
        activity.record(
            "demo.day_moved",
            by=request.user,
            subject_kind="demo",
            subject_id="",
            detail={"to": day},
        )
        today = clock.today()
        ran = releasing.run_due(today, warehouse.current_or_none())
        data_quality.run_due(today)
        sent = f" {counted(ran.audits, 'audit')} sent out." if ran.audits else ""
        mail_of_the_day.begin()
        messages.success(request, f"It is now {weekday(today)}.{sent}")
        return redirect("home:demo_day")
    day = clock.today()
    context = {"form": form, "day": day, "mail": mail_of_the_day.progress(day)}
    return render(request, "home/demo_day.html", context)
