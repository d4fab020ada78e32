"""Actions that boards' recommendations became."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from lineofsight.web.actions.sources import Origin, Source
from lineofsight.web.boards.models import Recommendation
from lineofsight.web.people.permissions import Permission as P


def _of_recommendations(user, ids: Iterable[int]) -> dict[int, Origin]:
    may_open = user.may(P.ACTION_SEE)
    found = Recommendation.objects.filter(action__in=list(ids)).select_related("meeting")
    return {
        each.action_id: Origin(
            each.meeting.board.title,
            reverse("boards:recommendation", args=[each.pk]) if may_open else "",
        )
        for each in found.prefetch_related("meeting__adopted")
    }


SOURCE = Source("board", "Board", Q(recommendation__isnull=False), _of_recommendations)
