"""What is due and what is late: all timescales, and one of them with its children."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.indicators.trackers import TRACKERS, DueItem, Tracker, not_told
from lineofsight.web import clock, warehouse
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import child_reference
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.performance import caseloads, trackers
from lineofsight.web.performance.behind import people_of
from lineofsight.web.performance.places import latest_month
from lineofsight.web.performance.views.frame import nothing_loaded
from lineofsight.web.ui.paging import page_of
from lineofsight.web.ui.words import counted, working_days_from

NONE_DUE = trackers.Counts(0, dict.fromkeys(trackers.AHEAD, 0), 0)
SHOWS = ("late", "7", "14", "28", "all")


@requires(Permission.CHILDREN_SEE)
def trackers_list(request: HttpRequest) -> HttpResponse:
    """A row a timescale, and a row a team: late, and due in the next 7, 14 and 28 days."""
    snapshot = warehouse.current_or_none()
    if snapshot is None:
        return nothing_loaded(request)
    silent = not_told(snapshot)
    counts = trackers.counts_by_kind(snapshot, scope_for(request.user), clock.today())
    rows = [
        {
            "tracker": each,
            "why_not": silent.get(kind, ""),
            "counts": counts.get(kind, NONE_DUE),
            "url": reverse("performance:tracker", args=[trackers.KEYS[kind]]),
        }
        for kind, each in TRACKERS.items()
    ]
    late = sum(row["counts"].late for row in rows)
    scope = scope_for(request.user)
    every, month = trackers.due_list(snapshot, scope), latest_month(snapshot)
    return render(
        request,
        "performance/trackers.html",
        {
            "rows": rows,
            "title": f"{counted(late, 'thing')} late" if late else "Nothing is late",
            "ahead": trackers.AHEAD,
            "teams": trackers.counts_by_team(every, clock.today()),
            "month": month.label,
            "no_caseloads": caseloads.why_none(snapshot, month),
            "above": caseloads.above_the_limit(snapshot, scope),
            "limit": warehouse.basis().parameters.caseload_limit,
            "is_assumed": "caseload_limit" not in warehouse.authority().choices,
            "caseload_url": reverse("performance:measure", args=[caseloads.ABOVE_THE_LIMIT]),
            "crumbs": [{"label": "Performance", "url": reverse("performance:scorecard")}],
        },
    )


@requires(Permission.CHILDREN_SEE)
def tracker(request: HttpRequest, key: str) -> HttpResponse:
    """One timescale: chips for late and 7, 14, 28 days; by worker; the children."""
    if key not in trackers.BY_KEY:
        raise Http404
    chosen = trackers.BY_KEY[key]
    snapshot = warehouse.current_or_none()
    if snapshot is None:
        return nothing_loaded(request)
    today = clock.today()
    every = trackers.due_list(snapshot, scope_for(request.user), chosen)
    counts = trackers.counts([item.due_on for item in every], today)
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ("late" if counts.late else "14")
    worker = request.GET.get("worker", "")
    mine = [item for item in every if not worker or (item.worker_id or "none") == worker]
    page = page_of(request, trackers.narrowed(mine, show, today))
    ids = [item.child_id for item in page.object_list]
    list_children(request, len(set(ids)))
    people = people_of(snapshot, ids, today)
    return render(
        request,
        "performance/tracker.html",
        {
            "tracker": chosen,
            "why_not": not_told(snapshot).get(chosen.kind, ""),
            "counts": counts,
            "title": _title(chosen, counts),
            "chips": _chips(request, counts, show),
            "workers": _workers(every, worker),
            "by_worker": trackers.by_worker(every, today),
            "page": page,
            "items": [due_item(item, today, people) for item in page.object_list],
            "measure_url": reverse("performance:measure", args=[chosen.indicator_id]),
            "as_at": snapshot.as_at,
            "names_children": True,
            "crumbs": [
                {"label": "Performance", "url": reverse("performance:scorecard")},
                {"label": "Due and late", "url": reverse("performance:trackers")},
            ],
        },
    )


def due_item(due: DueItem, today: date, people=None) -> dict:
    """As the due list shows it: with the child's name on a tracker, without on their page."""
    tracker = due.tracker
    who = people.get(due.child_id) if people is not None else None
    title = f"{who.name}, {who.age}" if who else tracker.what
    detail = [tracker.what] if who else []
    if due.measure is not None and tracker.says_age:
        detail.append(f"{due.measure} {tracker.indicator.measure}")
    detail.append(due.worker_name if due.worker_id else "No worker recorded")
    item = {
        "due_on": due.due_on,
        "is_late": due.is_overdue(today),
        "when": working_days_from(trackers.working_days_left(due, today)),
        "kind": tracker.tag,
        "title": title,
        "detail": ". ".join(detail),
        "private": who is not None,
    }
    if who:
        item["url"] = reverse("performance:child", args=[child_reference(due.child_id)])
    return item


def _title(chosen: Tracker, counts: trackers.Counts) -> str:
    soon = counts.within[14]
    if not counts.late and not soon:
        return f"{chosen.title}: nothing late, nothing due in the next 14 days"
    return f"{counts.late} late, {soon} due in the next 14 days"


def _chips(request: HttpRequest, counts: trackers.Counts, show: str) -> list[dict]:
    worker = request.GET.get("worker", "")
    keep = {"worker": worker} if worker else {}
    items = [("late", "Late", counts.late)]
    items += [(str(n), f"Next {n} days", counts.within[n]) for n in trackers.AHEAD]
    items.append(("all", "All", counts.total))
    return [
        {
            "label": label,
            "count": f"({count:,})",
            "url": f"?{urlencode(keep | {'show': value})}",
            "current": value == show,
        }
        for value, label, count in items
    ]


def _workers(every, chosen: str) -> list[dict]:
    named = {item.worker_id or "none": item.worker_name for item in every}
    ordered = sorted(named.items(), key=lambda pair: pair[1])
    return [{"value": "", "label": "All workers", "is_chosen": not chosen}] + [
        {"value": value, "label": label, "is_chosen": value == chosen} for value, label in ordered
    ]
