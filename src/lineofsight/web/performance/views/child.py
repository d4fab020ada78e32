"""A child's page. Opening it is written down before anything of the child is read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from lineofsight.charts.lanes import lanes
from lineofsight.indicators import CATALOGUE
from lineofsight.indicators.trackers import TRACKERS, not_told
from lineofsight.web import clock, warehouse
from lineofsight.web.actions.models import Action
from lineofsight.web.activity import queries as readings_log
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import open_child
from lineofsight.web.people.models import ReasonedAccess
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import resolve_child
from lineofsight.web.people.scopes import Access, access_to_child, scope_for
from lineofsight.web.performance import child_facts, journeys, reading, trackers
from lineofsight.web.performance.behind import cases_behind
from lineofsight.web.performance.places import month_in, place_in
from lineofsight.web.performance.responsible import responsible_for
from lineofsight.web.performance.views.measure import period_in
from lineofsight.web.performance.views.tracker import due_item
from lineofsight.web.ui import panels
from lineofsight.web.ui.words import counted, instant, long_day

LISTED = 10


@requires(Permission.CHILD_READ)
def child(request: HttpRequest, reference: str) -> HttpResponse:
    child_id = resolve_child(reference)
    snapshot = warehouse.current_or_none()
    if snapshot is None:
        raise Http404
    today = clock.today()
    access = _open(request, snapshot, child_id)
    facts = child_facts.facts_of(snapshot, child_id, today)
    if facts is None:
        raise Http404
    due = trackers.due_for_child(snapshot, child_id)
    journey = journeys.journey_of(facts, due, today)
    every = journeys.happenings(facts)
    audits = panels.audits_of_child(request.user, child_id)
    actions = list(
        Action.objects.visible_to(request.user)
        .filter(child_id=child_id)
        .select_related("owner")
        .order_by("due_on")
    )
    return render(
        request,
        "performance/child.html",
        {
            "facts": facts,
            "caption": _caption(facts, today),
            "heading": f"{facts.name}, {facts.age(today)}",
            "identity": _identity(facts, today),
            "responsible": responsible_for(facts.holder.team_id, today),
            "due": [due_item(each, today) for each in due],
            "due_unknown": _unknown(snapshot),
            "journey": journey,
            "drawing": lanes(journey, ident="journey") if journey.lanes else "",
            "recent": every[:LISTED],
            "older": every[LISTED:],
            "event_count": len(every),
            "audits": audits,
            "actions": actions,
            "acts": panels.acts_of_child(request.user, child_id),
            "today": today,
            "stops": _stops(request, facts, audits, actions, today),
            "readings": _readings(request, child_id, today, limit=6),
            "reading_count": readings_log.count_readings_of(child_id),
            "readings_url": reverse("performance:readings", args=[reference]),
            "changes_url": _changes_url(request, reference),
            "reasoned": access.reasoned,
            "names_children": True,
            "crumbs": _crumbs(request),
        },
    )


@requires(Permission.CHILD_READ)
def readings(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody who has opened this child's page, and who tried."""
    child_id = resolve_child(reference)
    snapshot = warehouse.current_or_none()
    if snapshot is None:
        raise Http404
    _open(request, snapshot, child_id)
    return render(
        request,
        "performance/readings.html",
        {
            "readings": _readings(request, child_id, clock.today(), limit=None),
            "child_url": reverse("performance:child", args=[reference]),
            "asked": _asked(child_id),
            "names_children": True,
        },
    )


def _open(request: HttpRequest, snapshot, child_id: str) -> Access:
    """Through the one door, with the team that holds the child, or held them in the figure
    the reader comes from, or has still to finish something for them: whom a list of what is
    due names to a reader, that reader can open."""
    measure_id = request.GET.get("measure", "")
    if measure_id in CATALOGUE:
        row = _row_of_figure(request, snapshot, child_id, measure_id)
        if row is not None:
            why = f"From a figure: {CATALOGUE[measure_id].title}"
            return open_child(request, child_id, team=row.team_id, worker=row.worker_id, why=why)
    holder = child_facts.holder_of(snapshot, child_id, clock.today())
    is_held = access_to_child(
        request.user, child_id, team=holder.team_id, worker=holder.worker_id
    ).is_allowed
    for item in () if is_held else trackers.due_for_child(snapshot, child_id):
        team, worker = item.team_id, item.worker_id
        if access_to_child(request.user, child_id, team=team, worker=worker).is_allowed:
            why = f"Due here: {item.tracker.title}"
            return open_child(request, child_id, team=team, worker=worker, why=why)
    return open_child(request, child_id, team=holder.team_id, worker=holder.worker_id)


def _row_of_figure(request: HttpRequest, snapshot, child_id: str, measure_id: str):
    indicator = CATALOGUE[measure_id]
    scope = scope_for(request.user)
    if not scope.child_level:
        return None
    period = period_in(request, indicator, month_in(request, snapshot))
    place = place_in(request, snapshot, clock.today())
    behind = cases_behind(snapshot, measure_id, period, place.ref, scope, reading.basis_key())
    return next((row for row in behind.rows if row.child_id == child_id), None)


def _caption(facts: child_facts.Facts, today) -> str:
    return f"{journeys.status_of(facts, today)}, {facts.holder.team_name}"


def _identity(facts: child_facts.Facts, today) -> list[dict]:
    born = long_day(facts.born_on) if facts.born_on else ""
    if not born:
        born = f"expected {long_day(facts.expected_on)}" if facts.expected_on else "not recorded"
    found = [
        {"label": "Number", "value": facts.child_id},
        {"label": "Born", "value": born, "private": True},
        {"label": "Worker", "value": facts.holder.worker_name},
        {"label": "Team", "value": facts.holder.team_name},
        {"label": "Status", "value": journeys.status_of(facts, today)},
    ]
    if where := journeys.lives_with(facts, today):
        found.append({"label": "Placement", "value": where})
    return found


def _unknown(snapshot) -> list[str]:
    """The trackers that cannot be made from the data, so that nobody takes silence for none."""
    return [TRACKERS[kind].title for kind in not_told(snapshot)]


def _stops(request, facts, audits, actions, today) -> list[dict]:
    late = sum(each.is_overdue(today) for each in actions)
    open_ones = sum(not each.is_settled for each in actions)
    return [
        {
            "label": "Figures",
            "lies": "the scorecard",
            "url": reverse("performance:scorecard"),
            "current": False,
        },
        {"label": "Child", "lies": facts.name, "url": "", "current": True},
        {
            "label": "Practice",
            "lies": "no audits shown here" if audits is None else counted(len(audits), "audit"),
            "url": "#audits",
            "current": False,
        },
        {
            "label": "Actions",
            "lies": f"{open_ones} open, {late} late" if late else f"{open_ones} open",
            "url": "#actions",
            "current": False,
        },
    ]


def _readings(request, child_id: str, today, *, limit: int | None) -> list[dict]:
    me = str(request.user.pk)
    return [
        {
            "when": instant(event.at, today=today),
            "who": "You" if event.by_id == me else event.by_name or "Somebody not signed in",
            "is_me": event.by_id == me,
            "why": event.why,
            "is_refused": event.is_refused,
        }
        for event in readings_log.readings_of(child_id, limit=limit)
    ]


def _asked(child_id: str) -> list[dict]:
    """The accesses with a reason to this child: who, why in their own words, from when to when."""
    taken = ReasonedAccess.objects.filter(child_id=child_id).select_related("user", "ended_by")
    return [
        {
            "who": each.user.name,
            "ground": each.get_ground_display(),
            "reason": each.reason,
            "from_at": each.from_at,
            "until_at": each.ended_at or each.until_at,
            "ended_by": each.ended_by.name if each.ended_by else "",
        }
        for each in taken
    ]


def _changes_url(request: HttpRequest, reference: str) -> str:
    if not request.user.may(Permission.SUBMISSIONS_SEE):
        return ""
    try:
        return reverse("submissions:changes", args=[reference])
    except NoReverseMatch:
        return ""


def _crumbs(request: HttpRequest) -> list[dict]:
    found = [{"label": "Performance", "url": reverse("performance:scorecard")}]
    measure_id = request.GET.get("measure", "")
    if measure_id in CATALOGUE:
        query = request.GET.copy()
        query.pop("measure")
        url = f"{reverse('performance:children', args=[measure_id])}?{query.urlencode()}"
        found.append({"label": CATALOGUE[measure_id].title, "url": url})
    return found
