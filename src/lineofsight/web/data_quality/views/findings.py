"""Fix lists, and one finding with its story and what can be done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.data_quality import lists
from lineofsight.web.data_quality.cycle import cycle_on
from lineofsight.web.data_quality.forms import ExemptForm, ReturnForm
from lineofsight.web.data_quality.lists import Asked
from lineofsight.web.data_quality.models import Finding
from lineofsight.web.data_quality.models.findings import SEVERITIES
from lineofsight.web.data_quality.models.runs import CHARACTERISTICS, RETURNS
from lineofsight.web.data_quality.services import working
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children, note_reading
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.ui.paging import page_of
from lineofsight.web.ui.words import counted, long_day

ACTING = (P.QUALITY_CORRECT, P.QUALITY_CHECK, P.QUALITY_CONFIRM, P.QUALITY_EXEMPT)
IN_ONE_GO = {"correct": working.correct, "check": working.check, "confirm": working.confirm}
"""What can be done with many at once; the rest asks for words, one finding at a time."""
DONE = {
    "correct": "said to be corrected; the team’s manager checks",
    "check": "checked; a manager above confirms",
    "confirm": "confirmed",
    "return": "sent back",
    "exempt": "left as it is for a time",
    "reopen": "taken up again",
}
PER_PAGE = 25


@requires(P.CHILDREN_SEE)
def fix_list(request: HttpRequest) -> HttpResponse:
    """What is wrong, what to do, in which record; late first. Filters live in the address."""
    if not scope_for(request.user).child_level:
        raise PermissionDenied
    user = request.user
    reach = lists.reach_of(user)
    asked = Asked.read(request, reach)
    found = lists.listed(user, reach, asked)
    page = page_of(request, found, per_page=PER_PAGE)
    rows = list(page.object_list)
    list_children(request, len({each.child_id for each in rows if each.child_id}))
    late = found.late(clock.today()).count()
    return render(request, "data_quality/list.html", {
        "lines": lists.lines_of(rows),
        "page": page,
        "asked": asked,
        "title": _title(page.paginator.count, late, asked),
        "whose_chips": _chips(asked, "whose", {key: lists.WHOSE[key]
                                               for key in lists.lists_of(reach)}),
        "state_chips": _chips(asked, "state", {key: label for key, (label, _)
                                               in lists.SHOWN.items()}),
        "filters": _filters(asked),
        "acts": _acts(user, asked),
        "query": urlencode(asked.query),
        "elsewhere": lists.elsewhere(user, reach)
        if asked.whose == lists.SERVICE and reach.only_what_comes_up else [],
        "names_children": True,
        "crumbs": [_home_crumb()],
    })  # fmt: skip


@requires(*ACTING)
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do one thing to those that were ticked, or to the whole page; then back to the list."""
    key, _, which = request.POST.get("act", "").partition(":")
    what = IN_ONE_GO.get(key)
    names = "on_page" if which == "page" else "finding"
    chosen = [int(each) for each in request.POST.getlist(names) if each.isdecimal()]
    back = request.POST.get("back", "")
    if what is None:
        raise Http404
    if not chosen:
        messages.error(request, "Tick the findings first.")
    else:
        try:
            done = what(chosen, by=request.user)
        except UserError as refused:
            messages.error(request, str(refused))
        else:
            words = f"{counted(done, 'finding')} {DONE[key]}."
            left = len(set(chosen)) - done
            messages.success(request, f"{words} {left} could not be." if left else words)
    return redirect(_list_at(back))


@requires(P.CHILDREN_SEE)
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    return render(request, "data_quality/finding.html", _context(request, found))


@requires(*ACTING)
def act_on_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the button said. With nothing sent it is the finding's page."""
    found = _open(request, pk)
    if request.method != "POST":
        return redirect("data_quality:finding", pk=pk)
    key = request.POST.get("act", "")
    if key not in working.ACTS:
        raise Http404
    form = {"return": ReturnForm, "exempt": ExemptForm}.get(key)
    form = form(request.POST, prefix=key) if form else None
    if form is not None and not form.is_valid():
        return render(request, "data_quality/finding.html", _context(request, found, form))
    try:
        _do(key, found, form.cleaned_data if form else {}, request.user)
    except UserError as refused:
        if form is None:
            messages.error(request, str(refused))
        else:
            form.add_error(None, str(refused))
            return render(request, "data_quality/finding.html", _context(request, found, form))
    else:
        messages.success(request, f"{found.reference}: {DONE[key]}.")
    return redirect("data_quality:finding", pk=pk)


def _do(key: str, found: Finding, said: dict, user) -> None:
    pks = [found.pk]
    if key in IN_ONE_GO:
        IN_ONE_GO[key](pks, by=user)
    elif key == "return":
        working.send_back(pks, by=user, **said)
    elif key == "exempt":
        working.exempt(pks, by=user, **said)
    else:
        working.reopen(pks, by=user)


def _open(request: HttpRequest, pk: int) -> Finding:
    """A finding one may see; 404 otherwise. About a child, opening it is a reading."""
    found = Finding.objects.for_lists().filter(pk=pk).first()
    if found is None:
        raise Http404
    allowed = Finding.objects.visible_to(request.user).filter(pk=pk).exists()
    if found.child_id:
        note_reading(request, found.child_id, why=f"Finding {found.reference}",
                     refused=not allowed)  # fmt: skip
    if not allowed:
        raise Http404
    return found


def _context(request: HttpRequest, found: Finding, form=None) -> dict:
    here = Finding.objects.filter(pk=found.pk)
    user = request.user
    possible = {
        key for key, act in working.ACTS.items() if working.open_to(user, act, here).exists()
    }
    given = form.prefix if form is not None else ""
    longest = cycle_on(clock.today()).longest_exemption
    return {
        "line": lists.lines_of([found])[0],
        "finding": found,
        "acts": [{"key": key, "label": LABELS[key]} for key in IN_ONE_GO if key in possible],
        "may_reopen": "reopen" in possible,
        "return_form": _form(ReturnForm, "return", form, given) if "return" in possible else None,
        "exempt_form": _form(ExemptForm, "exempt", form, given) if "exempt" in possible else None,
        "form": form,
        "longest": longest,
        "story": _story(found),
        "names_children": bool(found.child_id),
        "crumbs": [_home_crumb(), {"label": "Fix list", "url": reverse("data_quality:list")}],
    }


LABELS = {
    "correct": "I have corrected this",
    "check": "I have checked this",
    "confirm": "I confirm this",
}


def _form(kind, key: str, form, given: str):
    return form if given == key else kind(prefix=key)


def _story(found: Finding) -> list[dict]:
    """From the first run that saw it to today; each with who did it."""
    labels = dict(Finding.State.choices)
    begun = {
        "title": f"{long_day(found.first_seen_on)}: Found",
        "detail": f"In the check: {found.first_run.get_return_id_display()}.",
    }
    return [begun] + [
        {
            "title": f"{long_day(step.at.astimezone(clock.UK).date())}: "
            + (labels[step.after] if step.before != step.after else
               f"Passed on to the {step.get_desk_display().lower()}"),
            "detail": f"{step.by.name if step.by else 'The product'}. {step.note}",
        }
        for step in found.steps.select_related("by")
    ]  # fmt: skip


def _title(count: int, late: int, asked: Asked) -> str:
    what = f"{counted(count, 'finding')}"
    if not count:
        return "Nothing waits for you" if asked.whose == lists.MINE else "No finding fits"
    return f"{what}, {late:,} late" if late else what


def _chips(asked: Asked, name: str, options: dict[str, str]) -> list[dict]:
    keep = {key: value for key, value in asked.query.items() if key != name}
    return [
        {"label": label, "url": f"?{urlencode(keep | {name: key})}",
         "current": getattr(asked, name) == key}
        for key, label in options.items()
    ]  # fmt: skip


def _filters(asked: Asked) -> list[dict]:
    chosen = {"return": asked.return_id, "characteristic": asked.characteristic,
              "severity": asked.severity, "due": asked.due}  # fmt: skip
    options = {
        "return": ("Return", RETURNS),
        "characteristic": ("Characteristic", CHARACTERISTICS),
        "severity": ("Error or query", SEVERITIES),
        "due": ("Due", [pair for pair in lists.DUE.items() if pair[0]]),
    }
    return [
        {"name": name, "label": label, "options": [
            {"value": value, "label": text, "is_chosen": chosen[name] == value}
            for value, text in (("", "All"), *pairs)
        ]}
        for name, (label, pairs) in options.items()
    ]  # fmt: skip


def _acts(user, asked: Asked) -> list[dict]:
    """The buttons under the list: what can be done from the states that are shown."""
    states = set(lists.SHOWN[asked.state][1])
    return [
        {"key": act.key, "label": act.label}
        for act in (working.CORRECT, working.CHECK, working.CONFIRM)
        if working.may(user, act) and states & set(act.frm)
    ]


def _list_at(query: str) -> str:
    address = f"{reverse('data_quality:list')}?{query}"
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if query and safe else reverse("data_quality:list")


def _home_crumb() -> dict:
    return {"label": "Data quality", "url": reverse("data_quality:home")}
