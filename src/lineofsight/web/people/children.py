"""Opening a child's record: the one door, which writes the reading down before it opens.

    child_id = resolve_child(reference)
    open_child(request, child_id, team=team, worker=worker, why="From a figure: ASM03")

Call it first thing in the view, outside any transaction, with the team and worker who hold the
child today. It returns for those who may see the record and raises 404 for those who may not;
both are in the log by then. If the log can't be written, the page fails.
"""

import datetime

from django.http import Http404, HttpRequest

from lineofsight.web import clock
from lineofsight.web.activity import queries as log
from lineofsight.web.activity import services as activity
from lineofsight.web.people.scopes import Access, access_to_child

_ONE_SITTING = datetime.timedelta(minutes=30)


def open_child(
    request: HttpRequest, child_id: str, *, team: str | None, worker: str | None, why: str = ""
) -> Access:
    """Record the reading and let the view go on, or record the refusal and raise 404."""
    access = access_to_child(request.user, child_id, team=team, worker=worker)
    reason = f"{access.capacity}. {why}" if why else access.capacity
    activity.record_reading(request.user, child_id, why=reason, refused=not access.is_allowed)
    if not access.is_allowed:
        raise Http404
    return access


def note_reading(request: HttpRequest, child_id: str, *, why: str, refused: bool) -> None:
    """Record that a page about a child is opened, or was refused: for pages whose right to be
    seen does not come from the child's team, such as an audit or an action.

    A form that is sent answers with the same page when something is missing. That belongs to
    the reading which opened the form, if there was one in the last half hour; otherwise it is
    a reading of its own, so that no page is had by posting to it.
    """
    if request.method == "POST" and not refused:
        since = clock.machine_now() - _ONE_SITTING
        if log.has_read_since(request.user, child_id, since):
            return
    activity.record_reading(request.user, child_id, why=why, refused=refused)


def list_children(request: HttpRequest, count: int) -> None:
    """Record that this page names so many children in a list; nothing where it names none.

    Call it like `open_child`: before the page is made, outside any transaction.
    """
    if count:
        match = request.resolver_match
        activity.record_listing(
            request.user,
            count=count,
            page=match.view_name if match else "",
            address=request.get_full_path(),
        )
