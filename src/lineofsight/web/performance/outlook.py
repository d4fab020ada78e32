"""What the next months of a measure may bring, for its page."""

from dataclasses import replace
from functools import lru_cache

from lineofsight.charts.outlook import Outlook, outlook
from lineofsight.charts.series import Series
from lineofsight.indicators import cube
from lineofsight.web.performance import reading
from lineofsight.web.performance.scorecards import Card
from lineofsight.web.performance.views.frame import View


def outlook_of(view: View, card: Card) -> Outlook:
    """Looked ahead from every month that is kept, as this reader has the figures: what is
    withheld from them is not learnt from either."""
    indicator = card.indicator
    points = reading.monthly_figures(
        view.snapshot, [indicator.id], view.place, view.month, back=cube.MONTHS
    )
    months = reading.months_of(indicator, points[indicator.id], view.withheld)
    return _kept(replace(card.series, months=months, restarts=()))


@lru_cache(maxsize=512)
def _kept(series: Series) -> Outlook:
    """A series and what follows from it never change."""
    return outlook(series)
