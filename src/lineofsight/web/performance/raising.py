"""Actions that were raised from a figure: which measure, of which place and month."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from lineofsight.indicators import CATALOGUE
from lineofsight.web.actions.sources import Origin, Source
from lineofsight.web.people.permissions import Permission
from lineofsight.web.performance.models import FigureAction


def _of_figures(user, ids: Iterable[int]) -> dict[int, Origin]:
    may_open = user.may(Permission.FIGURES_SEE)
    return {
        link.action_id: Origin(
            f"{CATALOGUE[link.indicator_id].title}, {link.period_id}"
            if link.indicator_id in CATALOGUE
            else link.indicator_id,
            reverse("performance:measure", args=[link.indicator_id])
            + f"?unit={link.unit}&month={link.period_id}"
            if may_open
            else "",
        )
        for link in FigureAction.objects.filter(action__in=list(ids))
    }


def _inherit(action, heir) -> None:
    link = FigureAction.objects.filter(action=action).first()
    if link is not None:
        FigureAction.objects.create(
            action=heir, indicator_id=link.indicator_id, unit=link.unit, period_id=link.period_id
        )


FIGURES = Source(
    "indicator", "Indicator", Q(figure__isnull=False), _of_figures, inherit=_inherit, is_issue=True
)  # fmt: skip
