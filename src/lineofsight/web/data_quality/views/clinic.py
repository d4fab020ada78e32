"""Taking a fix list away as the clinic's workbook: the reason first, kept with who and when."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.web import clock, warehouse
from lineofsight.web.data_quality import clinic, lists
from lineofsight.web.data_quality.forms import ExportForm
from lineofsight.web.data_quality.services import reviewing
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.scopes import scope_for

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 20_000


@requires(P.CHILDREN_SEE)
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was filtered, with who took it, when and why at its head."""
    if not scope_for(request.user).child_level:
        raise PermissionDenied
    reach = lists.reach_of(request.user)
    asked = lists.Asked.read(request, reach)
    found = lists.listed(request.user, reach, asked)
    count = found.count()
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and count > LARGEST:
        form.add_error(None, f"A workbook holds {LARGEST:,} findings. Filter the list first.")
    elif request.method == "POST" and form.is_valid():
        return _file(request, found, asked, form.cleaned_data["reason"])
    return render(request, "data_quality/export.html", {
        "form": form, "count": count, "what": _what(asked), "names_children": True,
        "back": f"{reverse('data_quality:list')}?{urlencode(asked.query)}",
        "crumbs": [{"label": "Data quality", "url": reverse("data_quality:home")},
                   {"label": "Fix list", "url": reverse("data_quality:list")}],
    })  # fmt: skip


def _file(request: HttpRequest, found, asked: lists.Asked, reason: str) -> HttpResponse:
    rows = list(found)
    list_children(request, len({each.child_id for each in rows if each.child_id}))
    taken = reviewing.record_export(
        asked=asked.query, row_count=len(rows), reason=reason, by=request.user
    )
    content = clinic.file_of(
        lists.lines_of(rows), taken, authority=warehouse.authority().name, what=_what(asked)
    )
    answer = HttpResponse(content, content_type=EXCEL)
    name = f"data-quality-clinic-{clock.today().isoformat()}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _what(asked: lists.Asked) -> str:
    """“My team’s, to correct, rule 102”: the list in words."""
    said = [lists.WHOSE[asked.whose], lists.SHOWN[asked.state][0].lower()]
    said += [f"rule {asked.rule}"] if asked.rule else []
    said += [asked.characteristic] if asked.characteristic else []
    said += [lists.DUE[asked.due].lower()] if asked.due else []
    return ", ".join(said)
