"""Actions that challenges and reviews raised; and what may be given about a child."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.actions.sources import Origin, Source
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.improvement.models import Challenge, ReviewFinding
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.people.references import child_reference
from lineofsight.web.ui.panels import Act


def _of_challenges(user, ids: Iterable[int]) -> dict[int, Origin]:
    seen = set(Challenge.objects.visible_to(user).values_list("pk", flat=True))
    return {
        each.plan_id: Origin(
            each.unit_name,
            reverse("improvement:challenge", args=[each.pk]) if each.pk in seen else "",
            issue=each.issue if each.pk in seen else "",
        )
        for each in Challenge.objects.filter(plan__in=list(ids))
    }


def _of_reviews(user, ids: Iterable[int]) -> dict[int, Origin]:
    may_open = user.may(P.ACTION_SEE)
    return {
        each.action_id: Origin(
            each.review.title,
            reverse("improvement:review", args=[each.review_id]) if may_open else "",
        )
        for each in ReviewFinding.objects.filter(action__in=list(ids)).select_related("review")
    }


SOURCES = (
    Source("challenge", "Challenge", Q(challenge__isnull=False), _of_challenges, is_issue=True),
    Source("external-review", "External review", Q(review_finding__isnull=False), _of_reviews),
)


def acts_of_child(user, child_id: str) -> list[Act]:
    """Links of a child's page to acknowledge good practice, for those whom the pack names."""
    if not user.may(P.CONCERN_RAISE):
        return []
    held = {each.role for each in assignments_of(user, clock.today())}
    return [
        Act(
            each.title,
            reverse("improvement:acknowledge", args=[child_reference(child_id), each.key]),
        )
        for each in pack_on(clock.today()).acknowledgements
        if held & set(each.given_by)
    ]
