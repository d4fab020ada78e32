"""The tracker: every action one may see, whatever raised it, filtered; and its export."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from lineofsight.web import clock
from lineofsight.web.actions import sources
from lineofsight.web.actions.models import Action
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.ui.paging import page_of
from lineofsight.web.ui.spreadsheets import csv_file

HEADINGS = (
    "Action", "Child’s record", "What is to be done", "What will be different", "Kind", "Owner",
    "Due", "State", "Late", "Source", "From", "Service", "Team", "Evidence", "Where found",
    "Said to be done on", "Checked by", "Checked on", "What changed for the child",
)  # fmt: skip


@requires(P.ACTION_SEE)
def every(request: HttpRequest) -> HttpResponse:
    """The actions one may see, by how they stand, by source, service and kind."""
    today = clock.today()
    found, asked = _asked(request)
    views = _views(found, today)
    chosen = request.GET.get("show", "open")
    if chosen not in views:
        raise Http404
    chips = [
        {"label": label, "count": rows.count(), "current": key == chosen,
         "url": "?" + urlencode(asked | {"show": key})}
        for key, (label, rows) in views.items()
    ]  # fmt: skip
    page = page_of(request, views[chosen][1].for_lists().order_by("due_on", "pk"))
    origins = sources.origins_of(request.user, [each.pk for each in page.object_list])
    rows = [
        {"action": each, "source": origins[each.pk][0].title if each.pk in origins else "",
         "origin": origins[each.pk][1].label if each.pk in origins else "",
         "is_late": each.is_overdue(today)}
        for each in page.object_list
    ]  # fmt: skip
    return render(request, "actions/every.html", {
        "chips": chips, "page": page, "rows": rows, "chosen": views[chosen][0],
        "show": chosen, "late": views["late"][1].count(), "filters": _filters(asked),
        "export_query": urlencode(asked | {"show": chosen}),
    })  # fmt: skip


@requires(P.ACTION_SEE)
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a file for the case system, with the children's record numbers; who
    took it, and how many children it names, is written down first."""
    today = clock.today()
    found, _ = _asked(request)
    chosen = request.GET.get("show", "open")
    views = _views(found, today)
    if chosen not in views:
        raise Http404
    rows = list(
        views[chosen][1].select_related("owner", "verified_by").prefetch_related("evidence")
        .order_by("due_on", "pk")
    )  # fmt: skip
    list_children(request, len({each.child_id for each in rows if each.child_id}))
    origins = sources.origins_of(request.user, [each.pk for each in rows])
    names = dict(OrgUnit.objects.values_list("code", "name"))
    lines = [_line(each, origins.get(each.pk), names, today) for each in rows]
    return csv_file(f"actions-{today.isoformat()}.csv", [HEADINGS, *lines])


def _asked(request: HttpRequest):
    """The actions that fit the filters of the address, and those filters."""
    found = Action.objects.visible_to(request.user)
    asked = {name: request.GET.get(name, "") for name in ("source", "service", "kind")}
    if asked["source"]:
        source = sources.named(asked["source"])
        if source is None:
            raise Http404
        found = found.filter(source.where)
    if asked["service"]:
        found = found.filter(service_id=asked["service"])
    if asked["kind"]:
        if asked["kind"] not in Action.Kind.values:
            raise Http404
        found = found.filter(kind=asked["kind"])
    return found, {name: value for name, value in asked.items() if value}


def _views(found, today) -> dict:
    return {
        "late": ("Late", found.overdue(today)),
        "open": ("To be done", found.filter(state__in=Action.OPEN)),
        "check": ("To be checked", found.to_check()),
        "done": ("Settled", found.filter(state__in=Action.SETTLED)),
        "all": ("All", found),
    }


def _filters(asked: dict) -> list[dict]:
    """The choices of each filter, for the page's three lists."""
    services = OrgUnit.objects.services().order_by("name").values_list("code", "name")
    lists = (
        ("source", "Raised by", [(each.key, each.title) for each in sources.every()]),
        ("service", "Service", list(services)),
        ("kind", "Kind", list(Action.Kind.choices)),
    )
    return [
        {"name": name, "label": label, "options": [
            {"value": value, "label": text, "is_chosen": asked.get(name) == value}
            for value, text in (("", "All"), *options)
        ]}
        for name, label, options in lists
    ]  # fmt: skip


def _line(action: Action, origin, names: dict, today) -> tuple:
    evidence = [each for each in action.evidence.all() if not each.shows_impact]
    impact = [each.text for each in action.evidence.all() if each.shows_impact]
    claimed, checked = _day(action.claimed_at), _day(action.verified_at)
    return (
        action.reference, action.child_id, action.text, action.difference,
        action.get_kind_display(), action.owner.name, action.due_on.isoformat(),
        action.get_state_display(), "Yes" if action.is_overdue(today) else "No",
        origin[0].title if origin else "", origin[1].label if origin else "",
        names.get(action.service_id, action.service_id),
        names.get(action.team_id, action.team_id),
        " / ".join(each.text for each in evidence),
        " / ".join(each.found_in for each in evidence if each.found_in),
        claimed, action.verified_by.name if action.verified_by else "", checked,
        " / ".join(impact),
    )  # fmt: skip


def _day(moment) -> str:
    return moment.astimezone(clock.UK).date().isoformat() if moment else ""
