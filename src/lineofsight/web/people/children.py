"""Opening a child's record: the one door, which writes the reading down before it opens.

    child_id = resolve_child(reference)
    open_child(request, child_id, team=team, worker=worker, why="From a figure: ASM03")

Call it first thing in the view, outside any transaction, with the team and worker who hold the
child today. It returns for those who may see the record and raises 404 for those who may not;
both are in the log by then. If the log can't be written, the page fails.
"""

from django.http import Http404, HttpRequest

from lineofsight.web.activity import services as activity
from lineofsight.web.people.scopes import Access, access_to_child


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
