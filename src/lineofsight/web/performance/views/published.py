"""What others published: which figures are there to compare with, from when and whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lineofsight import benchmarks
from lineofsight.benchmarks.areas import ENGLAND, authorities
from lineofsight.indicators import CATALOGUE
from lineofsight.reports.display import value_text
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission
from lineofsight.web.performance import reading
from lineofsight.web.performance.published import published as known_here


@requires(Permission.FIGURES_SEE)
def published(request: HttpRequest) -> HttpResponse:
    """A row a measure: the years there are, the newest for England, whose figures they are."""
    known = known_here()
    rows = [_row(known, name) for name in CATALOGUE if known.years(name)]
    return render(
        request,
        "performance/published.html",
        {
            "rows": rows,
            "area": reading.compared_area(reading.authority()),
            "neighbours": _neighbours(),
            "may_load": request.user.may(Permission.SUBMISSIONS_LOAD),
            "crumbs": [{"label": "Performance", "url": reverse("performance:scorecard")}],
        },
    )


def _row(known: benchmarks.Published, name: str) -> dict:
    indicator, years = CATALOGUE[name], known.years(name)
    newest = years[0]
    england = known.of(name, newest, ENGLAND)
    return {
        "indicator": indicator,
        "url": reverse("performance:measure", args=[name]),
        "years": f"{years[-1]} to {newest}" if len(years) > 1 else str(newest),
        "newest": newest,
        "england": value_text(england.value, unit=indicator.shown_as) if england else "no figure",
        "source": england.source if england else "",
        "authorities": len(known.by_authorities(name, newest)),
    }


def _neighbours() -> list[str]:
    area = reading.compared_area(reading.authority())
    named = authorities()
    codes = area.neighbours if area else ()
    return sorted(named[code].name if code in named else code for code in codes)
