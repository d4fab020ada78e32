"""The pages of what was loaded: parse, authorise, call, answer."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lineofsight import warehouse as engine
from lineofsight.errors import UserError, WarehouseError
from lineofsight.returns import RETURNS
from lineofsight.web import clock, warehouse
from lineofsight.web.activity import services as activity
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import open_child
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import resolve_child
from lineofsight.web.submissions import queries, services
from lineofsight.web.submissions.forms import ChangesForm, UploadForm
from lineofsight.web.submissions.models import Load
from lineofsight.web.ui.paging import page_of
from lineofsight.web.ui.spreadsheets import csv_file

SEE = (Permission.SUBMISSIONS_SEE, Permission.SUBMISSIONS_LOAD)
PER_PAGE = 50


@requires(*SEE)
def home(request: HttpRequest) -> HttpResponse:
    """What was loaded, newest first, and the attempts that came to nothing."""
    loads = list(Load.objects.select_related("by")[:50])
    for each in loads:
        services.notice_if_interrupted(each)
    by_snapshot = {each.snapshot_id: each for each in loads if each.snapshot_id}
    snapshots = [
        {
            "snapshot": each,
            "title": _title(each),
            "rows": _rows(each),
            "load": by_snapshot.get(each.id),
        }
        for each in reversed(engine.snapshots(settings.HOME))
    ]
    unfinished = [each for each in loads if each.state != Load.State.LOADED]
    return render(
        request,
        "submissions/home.html",
        {
            "snapshots": page_of(request, snapshots),
            "unfinished": unfinished,
            "may_load": request.user.may(Permission.SUBMISSIONS_LOAD),
        },
    )


@requires(Permission.SUBMISSIONS_LOAD)
def upload(request: HttpRequest) -> HttpResponse:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, this_year=clock.today().year)
    if form.is_valid():
        load = services.take_in(by=request.user, **form.cleaned_data)
        return redirect("submissions:load", pk=load.pk)
    return render(request, "submissions/upload.html", {"form": form})


@requires(*SEE)
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """How a load goes, and how it ended; asks again by itself while it goes on."""
    found = get_object_or_404(Load.objects.select_related("by"), pk=pk)
    services.notice_if_interrupted(found)
    return render(request, "submissions/load.html", {"load": found})


@requires(*SEE)
def snapshot(request: HttpRequest, snapshot_id: str) -> HttpResponse:
    """One snapshot: where it came from, what could not be read, what it can speak for."""
    found = _snapshot(snapshot_id)
    context = {
        "snapshot": found,
        "manifest": found.manifest,
        "title": _title(found),
        "groups": queries.problem_groups(found),
        "coverage": queries.coverage(found),
    }
    return render(request, "submissions/snapshot.html", context)


@requires(*SEE)
def problems(request: HttpRequest, snapshot_id: str) -> HttpResponse:
    """Every problem with its place and what to do; never the value itself."""
    found = _snapshot(snapshot_id)
    chosen = _chosen(request)
    total = queries.problems(found, chosen, length=0).total
    page = page_of(request, range(total), per_page=PER_PAGE)
    start = (page.number - 1) * PER_PAGE
    context = {
        "snapshot": found,
        "title": _title(found),
        "page": page,
        "rows": queries.problems(found, chosen, start=start, length=PER_PAGE).rows,
        "chosen": chosen,
        "groups": queries.problem_groups(found),
    }
    return render(request, "submissions/problems.html", context)


@requires(*SEE)
def fix_list(request: HttpRequest, snapshot_id: str) -> HttpResponse:
    """The same list as a file, for whoever mends the records."""
    found = _snapshot(snapshot_id)
    rows = queries.problems(found, _chosen(request)).rows
    activity.record(
        "problems.downloaded",
        by=request.user,
        subject_kind="snapshot",
        subject_id=found.id,
        detail={"rows": len(rows)},
    )
    columns = ("file", "sheet", "row", "column", "kind", "message", "advice")
    lines = ([row[name] for name in columns] for row in rows)
    return csv_file(f"problems-{found.id}.csv", [columns, *lines])


@requires(Permission.CHILD_READ)
def changes(request: HttpRequest, reference: str) -> HttpResponse:
    """What changed for one child between two snapshots: late entries, corrections, removals."""
    child_id = resolve_child(reference)
    held = warehouse.holders(clock.today()).get(child_id)
    open_child(
        request,
        child_id,
        team=held.team_id if held else None,
        worker=held.worker_id if held else None,
        why="What changed between two loads",
    )
    snapshots = engine.snapshots(settings.HOME)
    latest = snapshots[-1].id if snapshots else ""
    before = snapshots[-2].id if len(snapshots) > 1 else latest
    given = request.GET if "older" in request.GET else {"older": before, "newer": latest}
    form = ChangesForm(given, snapshots=snapshots)
    found = []
    if len(snapshots) > 1 and form.is_valid():
        chosen = form.cleaned_data
        try:
            found = engine.changes(settings.HOME, chosen["older"], chosen["newer"], child_id)
        except UserError as refused:
            form.add_error(None, str(refused))
    context = {
        "form": form,
        "found": found,
        "nothing_before": len(snapshots) < 2,
        "reference": reference,
        "names_children": True,
    }
    return render(request, "submissions/changes.html", context)


def _snapshot(snapshot_id: str) -> engine.Snapshot:
    try:
        return warehouse.snapshot(snapshot_id)
    except WarehouseError as missing:
        raise Http404 from missing


def _rows(snapshot: engine.Snapshot) -> int:
    return sum(sum(source.rows.values()) for source in snapshot.manifest.sources)


def _title(snapshot: engine.Snapshot) -> str:
    return RETURNS[snapshot.manifest.return_id].title


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in queries.FILTERS}
