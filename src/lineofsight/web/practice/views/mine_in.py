"""My own parts of an audit, for the pages on which I write in them."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from lineofsight.web.actions.models import Action
from lineofsight.web.practice.models import Audit, AuditPart
from lineofsight.web.practice.opening import card_of, identity, open_audit, parts_of


def my_parts(request: HttpRequest, pk: int) -> tuple[Audit, list[AuditPart]]:
    """The audit and those of my parts that I may still write in; without any, 404."""
    found = open_audit(request, pk)
    mine = [part for part in parts_of(found, request.user) if not part.is_done]
    if not mine or found.state not in Audit.WITH_AUDITORS:
        raise Http404
    return found, mine


def my_part(request: HttpRequest, pk: int, fits=None) -> tuple[Audit, AuditPart]:
    """The first of my open parts that fits; otherwise 404."""
    found, mine = my_parts(request, pk)
    part = next((each for each in mine if fits is None or fits(each)), None)
    if part is None:
        raise Http404
    return found, part


def answers(key: str):
    """Does a part answer this domain?"""
    return lambda part: key in {
        each.key for each in part.audit.activity.domains_of(part.declared)
    }  # fmt: skip


def live_links(found: Audit) -> list:
    links = found.action_links.select_related("action__owner")
    return [link for link in links if link.action.state != Action.State.REJECTED]


def drafted_in(found: Audit, key: str) -> list[Action]:
    """The actions drafted for one domain."""
    return [link.action for link in live_links(found) if link.domain_key == key]


def page(request: HttpRequest, found: Audit) -> dict:
    """What every page of an audit needs."""
    card = card_of(found)
    return {
        "audit": found,
        "child": card,
        "identity": identity(found, request.user, card),
        "names_children": True,
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "My audits", "url": reverse("practice:mine")},
            {"label": found.activity.title, "url": reverse("practice:audit", args=[found.pk])},
        ],
    }
