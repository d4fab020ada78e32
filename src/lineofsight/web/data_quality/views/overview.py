"""How good the data are: scores, what each rule contributes, all rules, one's own recording."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.quality.model import FIRST_YEAR, LAST_YEAR, Characteristic
from lineofsight.web import clock
from lineofsight.web.data_quality import catalogue, lists, places, scores
from lineofsight.web.data_quality import mine as own
from lineofsight.web.data_quality.models import Run
from lineofsight.web.data_quality.models.findings import SEVERITIES
from lineofsight.web.data_quality.models.runs import CHARACTERISTICS, RETURNS
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.frameworks.reference import documents_of
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.ui.paging import page_of

MEANINGS = {each.value: each.meaning for each in Characteristic}
STRATEGY = "data-quality"
"""Documents of a framework whose key begins like this are about the quality of data."""


@requires(P.FIGURES_SEE)
def home(request: HttpRequest) -> HttpResponse:
    """The six characteristics of the newest check, by team and over time."""
    outside = not scope_for(request.user).child_level
    place = _place(request, outside)
    return_id = _return(request)
    runs = scores.runs_of(return_id)
    if not runs:
        return render(request, "data_quality/nothing.html", _around(request, outside, return_id))
    over_time = scores.over_time(runs, place, outside=outside)
    newest = runs[-1]
    teams = [] if outside else scores.by_team(newest, place)
    names = places.names()
    return render(request, "data_quality/home.html", {
        "title": _title(over_time[-1][1]),
        "run": newest,
        "now": _cards(newest, over_time, place),
        "over_time": [(run, [cells[key] for key, _ in CHARACTERISTICS])
                      for run, cells in reversed(over_time)],
        "teams": sorted((names.get(team, team), [cells[key] for key, _ in CHARACTERISTICS])
                        for team, cells in teams),
        "characteristics": [label for _, label in CHARACTERISTICS],
        "place": place,
        "place_choices": [] if outside else places.choices(place),
        **_around(request, outside, return_id),
    })  # fmt: skip


@requires(P.FIGURES_SEE)
def characteristic(request: HttpRequest, pk: int, characteristic: str) -> HttpResponse:
    """What each rule contributes to one characteristic of one run."""
    if characteristic not in dict(CHARACTERISTICS):
        raise Http404
    run = get_object_or_404(Run, pk=pk)
    outside = not scope_for(request.user).child_level
    place = _place(request, outside)
    rows, total = scores.by_rule(run, characteristic, place, outside=outside)
    return render(request, "data_quality/characteristic.html", {
        "run": run, "rows": rows, "total": total, "place": place,
        "label": dict(CHARACTERISTICS)[characteristic], "meaning": MEANINGS[characteristic],
        "key": characteristic, "may_list": not outside,
        "whose": "" if outside else lists.lists_of(lists.reach_of(request.user))[-1],
        "place_choices": [] if outside else places.choices(place),
        "crumbs": [_home_crumb()],
    })  # fmt: skip


@requires(P.FIGURES_SEE)
def runs(request: HttpRequest) -> HttpResponse:
    """Every check that was taken up: of loads, and of files that were only checked."""
    return render(request, "data_quality/runs.html", {
        "page": page_of(request, Run.objects.order_by("-checked_at", "-pk")),
        "crumbs": [_home_crumb()],
    })  # fmt: skip


@requires(P.FIGURES_SEE)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of every return, searched by word, year and kind."""
    get = request.GET.get
    year = get("year", "")
    wanted = catalogue.Wanted(
        words=get("q", ""),
        return_id=get("return", ""),
        characteristic=get("characteristic", ""),
        severity=get("severity", ""),
        year=int(year) if year in {str(each) for each in YEARS} else None,
    )
    page = page_of(request, catalogue.search(wanted), per_page=50)
    return render(request, "data_quality/rules.html", {
        "page": page,
        "rows": [(each, catalogue.years_of(each), dict(RETURNS)[each.return_id])
                 for each in page.object_list],
        "every": len(catalogue.every_rule()),
        "wanted": wanted,
        "filters": [
            _filter("return", "Return", RETURNS, wanted.return_id),
            _filter("characteristic", "Characteristic", CHARACTERISTICS, wanted.characteristic),
            _filter("severity", "Error or query", SEVERITIES, wanted.severity),
            _filter("year", "Collection", [(str(y), f"{y - 1}/{y % 100:02d}") for y in YEARS],
                    year),
        ],
        "crumbs": [_home_crumb()],
    })  # fmt: skip


YEARS = range(LAST_YEAR, FIRST_YEAR - 1, -1)


@requires(P.QUALITY_CORRECT)
def mine(request: HttpRequest) -> HttpResponse:
    """One's own recording: what is to correct, what was late, how it has gone. Nobody else's."""
    today = clock.today()
    return render(request, "data_quality/mine.html", {
        "own": own.own_quality(request.user, today, MEANINGS),
        "late_entries": own.lateness_of(request.user),
        "is_in_the_data": bool(request.user.staff_id),
        "crumbs": [_home_crumb()],
    })  # fmt: skip


def _place(request: HttpRequest, outside: bool) -> places.Place:
    if outside:
        return places.WHOLE
    key = request.GET.get("unit")
    return places.usual_place(request.user) if key is None else places.place_of(key)


def _return(request: HttpRequest) -> str:
    found = request.GET.get("return", "journey")
    if found not in dict(RETURNS):
        raise Http404
    return found


def _title(cells: dict) -> str:
    """“Timely needs most work: 91.2%”."""
    known = [(cell.share, key) for key, cell in cells.items() if cell.share is not None]
    if not known:
        return "Nothing has been judged yet"
    share, key = min(known)
    if share == 1:
        return "Nothing that was judged is wrong"
    return f"{dict(CHARACTERISTICS)[key]} needs most work: {cells[key].shown} right"


def _cards(run: Run, over_time: list, place: places.Place) -> list[dict]:
    """One line a characteristic: its score now, before, and what it means."""
    now = over_time[-1][1]
    before = over_time[-2][1] if len(over_time) > 1 else None
    query = urlencode({"unit": place.key})
    return [
        {
            "label": label,
            "meaning": MEANINGS[key],
            "cell": now[key],
            "before": before[key] if before else None,
            "url": reverse("data_quality:characteristic", args=[run.pk, key]) + f"?{query}",
        }
        for key, label in CHARACTERISTICS
    ]


def _around(request: HttpRequest, outside: bool, return_id: str) -> dict:
    user = request.user
    works = not outside and any(
        user.may(each) for each in (P.QUALITY_CORRECT, P.QUALITY_CHECK, P.QUALITY_CONFIRM)
    )
    waiting = lists.on_ones_desk(user, lists.reach_of(user)).count() if works else 0
    adopted = adopted_on(clock.today())
    return {
        "chips": [
            {"label": label, "url": f"?{urlencode({'return': key} | _unit(request))}",
             "current": key == return_id}
            for key, label in RETURNS
        ],
        "return_id": return_id,
        "outside": outside,
        "works": works,
        "waiting": waiting,
        "may_list": not outside,
        "may_ready": any(user.may(each) for each in READINESS),
        "may_check": user.may(P.SUBMISSIONS_LOAD),
        "may_review": any(user.may(each) for each in REVIEWS),
        "strategy": [each for each in documents_of(adopted)
                     if each.said.key.startswith(STRATEGY)],
        "framework": adopted.pack.title,
    }  # fmt: skip


READINESS = (P.SUBMISSIONS_SEE, P.QUALITY_CHECK, P.QUALITY_CONFIRM, P.QUALITY_SIGN)
REVIEWS = (P.SUBMISSIONS_LOAD, P.QUALITY_CONFIRM, P.QUALITY_SIGN, P.PROGRAMME_PLAN)


def _unit(request: HttpRequest) -> dict[str, str]:
    return {"unit": request.GET["unit"]} if "unit" in request.GET else {}


def _filter(name: str, label: str, options, chosen: str) -> dict:
    return {"name": name, "label": label, "options": [
        {"value": value, "label": text, "is_chosen": value == chosen}
        for value, text in (("", "All"), *options)
    ]}  # fmt: skip


def _home_crumb() -> dict:
    return {"label": "Data quality", "url": reverse("data_quality:home")}
