"""Asking to see a child outside one's own work: with a reason, for three hours, at once.

The page asks for the child's whole number, or takes the reference of a page that was “not
found”. It never says whether there is such a child: a number that nobody has and one whose
record is restricted get the same answer, and the same line in the log.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lineofsight.web import clock, warehouse
from lineofsight.web.activity import services as activity
from lineofsight.web.people import queries
from lineofsight.web.people import services as people
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import child_id_of, child_reference
from lineofsight.web.people.scopes import access_to_child
from lineofsight.web.performance import child_facts
from lineofsight.web.performance.forms import AskForm
from lineofsight.web.performance.views.frame import nothing_loaded

NONE_OPENS = (
    "No record with this number opens with a reason. Check the number. If it is right, "
    "speak to your manager"
)


@requires(Permission.CHILD_READ)
def ask(request: HttpRequest) -> HttpResponse:
    """The search sends only a number here: the form is then shown, and nothing is wrong yet."""
    snapshot = warehouse.current_or_none()
    if snapshot is None:
        return nothing_loaded(request)
    reference = request.POST.get("of") or request.GET.get("of", "")
    is_sent = "reason" in request.POST
    looked_for = request.POST.get("number", "")
    initial = {"number": looked_for if any(each.isdigit() for each in looked_for) else ""}
    form = AskForm(request.POST if is_sent else None, initial=initial, by_page=bool(reference))
    if is_sent and form.is_valid():
        typed = child_id_of(reference) if reference else form.cleaned_data["number"]
        child_id = child_facts.child_id_as_recorded(snapshot, typed or "")
        opened = _open(request, snapshot, form, child_id)
        if opened:
            return opened
        # The same line for a number that nobody has: the log does not tell what the page hides.
        activity.record_reading(
            request.user, child_id or (typed or "")[:100], why="Asked with a reason", refused=True
        )
        form.add_error(None if reference else "number", NONE_OPENS)
    return render(request, "performance/ask.html", {"form": form, "reference": reference})


def _open(request: HttpRequest, snapshot, form: AskForm, child_id: str | None):
    """On to the child's page where it opens, with the reason if it needs one; else None."""
    if child_id is None:
        return None
    holder = child_facts.holder_of(snapshot, child_id, clock.today())
    mine = access_to_child(
        request.user, child_id, team=holder.team_id, worker=holder.worker_id
    ).is_allowed
    if not mine:
        if child_id in queries.restricted_child_ids():
            return None
        people.take_reasoned_access(
            request.user,
            child_id,
            ground=form.cleaned_data["ground"],
            reason=form.cleaned_data["reason"],
            team=holder.team_id,
        )
    return redirect("performance:child", reference=child_reference(child_id))
