"""Where the partnership is reached from: a child's page, and the page of an audit."""

from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.people.references import child_reference
from lineofsight.web.ui.panels import Act


def acts_of_child(user, child_id: str) -> list[Act]:
    """Referring the child to the partnership, for the roles that the framework names."""
    if not user.may(P.CONCERN_RAISE):
        return []
    held = {each.role for each in assignments_of(user, clock.today())}
    reference = child_reference(child_id)
    return [
        Act(each.title, reverse("partnership:refer", args=[reference, each.key]))
        for each in pack_on(clock.today()).partnership.referrals
        if held & set(each.raised_by)
    ]


def acts_of_audit(user, audit) -> list[Act]:
    """What agencies return to an audit in which they are asked."""
    if not any(part.asks_each_agency for part in audit.activity.parts):
        return []
    return [Act("Returns of the agencies", reverse("partnership:returns", args=[audit.pk]))]
