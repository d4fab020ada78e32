"""Restricted records, access with a reason, and the log of activity."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people import forms, log_words, services
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children, note_reading
from lineofsight.web.people.models import ReasonedAccess, RestrictedRecord
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import child_reference
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.ui.paging import page_of


@requires(Permission.RESTRICTION_MANAGE)
def restrictions(request: HttpRequest) -> HttpResponse:
    """The restricted records whose reader one is: others are not even counted."""
    form = forms.Restrict(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.restrict(by=request.user, **form.cleaned_data)
        except UserError:
            # The same answer as for one that was free: whether it is restricted is not told.
            pass
        messages.success(request, "The record is restricted. Name its readers below.")
        return redirect("people:restrictions")
    records = (
        RestrictedRecord.objects.filter(
            lifted_at__isnull=True, readers__in=request.user.clearances.on(clock.today())
        )
        .distinct()
        .select_related("placed_by")
        .prefetch_related("readers__user")
    )
    rows = [
        {
            "pk": record.pk,
            "child_id": record.child_id,
            "reason": record.reason,
            "placed_at": record.placed_at,
            "placed_by": record.placed_by.name,
            "readers": ", ".join(each.user.name for each in record.readers.all()),
        }
        for record in records
    ]
    list_children(request, len(rows))
    context = {"form": form, "rows": rows, "names_children": bool(rows)}
    return render(request, "people/restrictions.html", context)


@requires(Permission.RESTRICTION_MANAGE)
def restriction(request: HttpRequest, pk: int) -> HttpResponse:
    """Name another reader of a restricted record, or lift the restriction."""
    record = get_object_or_404(
        RestrictedRecord,
        pk=pk,
        lifted_at__isnull=True,
        readers__in=request.user.clearances.on(clock.today()),
    )
    why = "Named reader of a restricted record: who may read it"
    note_reading(request, record.child_id, why=why, refused=False)
    form = forms.NameReader(request.POST if "user" in request.POST else None)
    if request.method == "POST" and "lift" in request.POST:
        services.lift(record, by=request.user)
        messages.success(request, "The record is open again to those whose work it is.")
        return redirect("people:restrictions")
    if request.method == "POST" and form.is_valid():
        services.clear(record, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['user'].name} may now open the record.")
        return redirect("people:restrictions")
    context = {"form": form, "record": record, "names_children": True}
    return render(request, "people/restriction.html", context)


@requires(Permission.CHILD_READ)
def reasoned_accesses(request: HttpRequest) -> HttpResponse:
    """Who opened a child of one's team with a reason, to be read by the manager; and one's own."""
    told = ReasonedAccess.objects.told_to(request.user).select_related("user")
    if request.method == "POST":
        access = get_object_or_404(told, pk=request.POST.get("access"), seen_at__isnull=True)
        services.note_access_seen(access, by=request.user)
        return redirect("people:reasoned")
    mine = request.user.reasoned_accesses.all()
    context = {
        "told": _access_rows(request.user, told),
        "mine": _access_rows(request.user, mine),
        "new_count": told.filter(seen_at__isnull=True).count(),
    }
    return render(request, "people/reasoned.html", context)


@requires(Permission.CHILD_READ)
@require_POST
def end_access(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it before its time: one's own, or one that one was told of."""
    mine = Q(user=request.user) | Q(pk__in=ReasonedAccess.objects.told_to(request.user))
    access = get_object_or_404(ReasonedAccess.objects.filter(mine), pk=pk)
    try:
        services.end_access(access, by=request.user)
        messages.success(request, "The record is closed again.")
    except UserError as error:
        messages.error(request, str(error))
    return redirect("people:reasoned")


def _access_rows(user, accesses) -> list[dict]:
    """Nothing of a child stands in them; a record restricted since has no link either."""
    now, hidden = clock.now(), scope_for(user).hides
    return [
        {
            "pk": each.pk,
            "who": each.user.name,
            "ground": each.get_ground_display(),
            "reason": each.reason,
            "from_at": each.from_at,
            "until_at": each.until_at,
            "ended_at": each.ended_at,
            "is_open": each.is_open(now),
            "seen_at": each.seen_at,
            "reference": "" if hidden(each.child_id) else child_reference(each.child_id),
        }
        for each in accesses[:100]
    ]


@requires(Permission.ACTIVITY_READ)
def activity(request: HttpRequest) -> HttpResponse:
    """The log of activity, latest first; a child is never named in it."""
    form = forms.FindActivity(request.GET)
    found = ActivityEvent.objects.order_by("-number")
    if form.is_valid():
        values = form.cleaned_data
        if values["who"]:
            found = found.filter(by_name__icontains=values["who"])
        if values["what"] == "readings":
            found = found.filter(verb=ActivityEvent.READ)
        elif values["what"] == "refused":
            found = found.filter(Q(is_refused=True) | Q(verb="access.refused"))
        elif values["what"] == "acts":
            found = found.exclude(verb=ActivityEvent.READ)
    page = page_of(request, found, per_page=50)
    rows = [
        {
            "number": each.number,
            "at": each.at,
            "who": each.by_name or "the product",
            "said": log_words.said(each),
            "about": log_words.about(each),
            "why": each.why,
            "is_refused": each.is_refused or each.verb == "access.refused",
        }
        for each in page
    ]
    context = {"form": form, "rows": rows, "page": page, "count": page.paginator.count}
    return render(request, "people/activity.html", context)
