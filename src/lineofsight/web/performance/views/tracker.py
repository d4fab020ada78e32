"""What is due and what is late: all timescales, and one of them with its children."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.web import clock, warehouse
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import child_reference
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.performance import reading, trackers
from lineofsight.web.performance.behind import people_of
from lineofsight.web.performance.views.frame import nothing_loaded
from lineofsight.web.ui.paging import page_of
from lineofsight.web.ui.words import counted, working_days_from

SHOWS = ("late", "7", "14", "28", "all")


@requires(Permission.CHILDREN_SEE)
def trackers_list(request: HttpRequest) -> HttpResponse:
    """A row a timescale: late, and due in the next 7, 14 and 28 days."""
    snapshot = warehouse.current_or_none()
    if snapshot is None:
        return nothing_loaded(request)
    scope, today, basis = scope_for(request.user), clock.today(), reading.basis_key()
    rows = []
    for each in trackers.TRACKERS:
        why_not = trackers.why_not(snapshot, each)
        found = [] if why_not else trackers.due_list(snapshot, each, scope, today, basis)[0]
        rows.append(
            {
                "tracker": each,
                "why_not": why_not,
                "counts": trackers.counts(found, today),
                "url": reverse("performance:tracker", args=[each.key]),
            }
        )
    late = sum(row["counts"].late for row in rows)
    return render(
        request,
        "performance/trackers.html",
        {
            "rows": rows,
            "title": f"{counted(late, 'thing')} late" if late else "Nothing is late",
            "ahead": trackers.AHEAD,
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
    scope, today, basis = scope_for(request.user), clock.today(), reading.basis_key()
    why_not = trackers.why_not(snapshot, chosen)
    every, _ = ([], 0) if why_not else trackers.due_list(snapshot, chosen, scope, today, basis)
    counts = trackers.counts(every, today)
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ("late" if counts.late else "14")
    worker = request.GET.get("worker", "")
    mine = [due for due in every if not worker or (due.row.worker_id or "none") == worker]
    page = page_of(request, trackers.narrowed(mine, show, today))
    ids = [due.row.child_id for due in page.object_list]
    list_children(request, len(set(ids)))
    people = people_of(snapshot, ids, today)
    return render(
        request,
        "performance/tracker.html",
        {
            "tracker": chosen,
            "why_not": why_not,
            "counts": counts,
            "title": _title(chosen, counts),
            "chips": _chips(request, counts, show),
            "workers": _workers(every, worker),
            "by_worker": trackers.by_worker(every, today),
            "page": page,
            "items": [due_item(due, today, people) for due in page.object_list],
            "measure_url": reverse("performance:measure", args=[chosen.indicator_id]),
            "as_at": snapshot.as_at,
            "names_children": True,
            "crumbs": [
                {"label": "Performance", "url": reverse("performance:scorecard")},
                {"label": "Due and late", "url": reverse("performance:trackers")},
            ],
        },
    )


def due_item(due: trackers.Due, today, people=None) -> dict:
    """As the due list shows it: with the child's name on a tracker, without on their page."""
    row = due.row
    who = people.get(row.child_id) if people is not None else None
    title = f"{who.name}, {who.age}" if who else due.tracker.what
    detail = [due.tracker.what] if who else []
    if row.measure is not None and due.tracker.counts_late_only:
        detail.append(f"{row.measure} {due.tracker.indicator.measure}")
    detail.append(row.worker_name if row.worker_id else "No worker recorded")
    item = {
        "due_on": due.due_on,
        "is_late": due.is_late,
        "when": working_days_from(due.working_days),
        "kind": due.tracker.kind,
        "title": title,
        "detail": ". ".join(detail),
        "private": who is not None,
    }
    if who:
        item["url"] = reverse("performance:child", args=[child_reference(row.child_id)])
    return item


def _title(chosen: trackers.Tracker, counts: trackers.Counts) -> str:
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
    named = {due.row.worker_id or "none": due.row.worker_name for due in every}
    ordered = sorted(named.items(), key=lambda pair: pair[1])
    return [{"value": "", "label": "All workers", "is_chosen": not chosen}] + [
        {"value": value, "label": label, "is_chosen": value == chosen} for value, label in ordered
    ]
