"""What somebody has to do in practice, dated, late first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lineofsight.packs.activities import ModerationKind
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.notices.models import Notice
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import presenting, work
from lineofsight.web.practice.models import Audit, Session
from lineofsight.web.practice.opening import cards_of
from lineofsight.web.practice.services import beginning, sessions

ANYBODY = (P.AUDIT_SEE, P.AUDIT_DO, P.AUDIT_MODERATE, P.AUDIT_RECHECK, P.PROGRAMME_SEE)


@requires(*ANYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """The board for those who plan the programme; for others, their own list."""
    planning = request.user.may(P.PROGRAMME_PLAN)
    return redirect("practice:board" if planning else "practice:mine")


@requires(*ANYBODY, P.CONCERN_ANSWER)
def mine(request: HttpRequest) -> HttpResponse:
    """My audits: to do, to moderate, to share, to check again."""
    items = work.items_of(request.user)
    done = (
        Audit.objects.visible_to(request.user)
        .filter(parts__auditor=request.user)
        .judged()
        .select_related("plan")
        .prefetch_related("adopted")
        .order_by("-judged_at")[:20]
    )
    list_children(request, len(items) + len(done))
    done_cards = cards_of(done)
    context = {
        "items": items,
        "late": sum(item["is_late"] for item in items),
        "done": [
            {
                "audit": audit,
                "name": done_cards[audit.pk].name,
                "state": presenting.state_words(audit),
            }
            for audit in done
        ],
        "concerns": work.concerns_of(request.user),
        "notices": list(Notice.objects.visible_to(request.user).unread()[:10]),
        "may_begin": bool(beginning.open_to(request.user, pack_on(clock.today()))),
        "has_sessions": _meets_in_sessions(request.user),
        "may_plan": request.user.may(P.PROGRAMME_SEE),
        "may_see_concerns": request.user.may(P.CONCERN_RAISE) or request.user.may(P.CONCERN_ANSWER),
        "names_children": True,
    }
    return render(request, "practice/mine.html", context)


def _meets_in_sessions(user) -> bool:
    """Does the framework have sessions, and is this somebody for them?"""
    kinds = pack_on(clock.today()).activity_types
    together = [each for each in kinds if each.moderation.kind == ModerationKind.GROUP_SESSION]
    return bool(together) and (
        any(sessions.may_lead(each, user) for each in together)
        or Session.objects.visible_to(user).exists()
    )
