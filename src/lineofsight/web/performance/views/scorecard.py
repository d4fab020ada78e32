"""The scorecard, its spreadsheet, and the search box."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from lineofsight.indicators import CATALOGUE, THEMES
from lineofsight.packs.model import Term
from lineofsight.periods import Period, PeriodKind
from lineofsight.reports.formats import format_named
from lineofsight.web import clock, warehouse
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import child_reference
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.performance import (
    child_facts,
    queries,
    reading,
    scorecard_document,
    scorecards,
)
from lineofsight.web.performance.behind import person_of
from lineofsight.web.performance.places import Choice
from lineofsight.web.performance.views.frame import (
    View,
    facts_for,
    nothing_loaded,
    selects,
    stamp_of,
    view_of,
)
from lineofsight.web.ui.spreadsheets import csv_file

ENOUGH_LETTERS = 2
DOCUMENTS = ("pdf", "docx", "xlsx")


@requires(Permission.FIGURES_SEE)
def scorecard(request: HttpRequest) -> HttpResponse:
    """Exceptions first, praise beside them, the expected folded away with its count."""
    view = view_of(request)
    if view is None:
        return nothing_loaded(request)
    chosen = _set_in(request)
    card = _scorecard(view, chosen)
    return render(
        request,
        "performance/scorecard.html",
        {
            "card": card,
            "book": _book(),
            "groups": _groups(card),
            "expected": card.groups[scorecards.AS_EXPECTED],
            "none": card.groups[scorecards.NO_FIGURE],
            "sets": _sets(chosen),
            "chosen": chosen,
            "may_comment": request.user.may(Permission.COMMENTARY_WRITE),
            "stamp": stamp_of(view),
            "view": view,
            **selects(view),
        },
    )


def _book() -> Term | None:
    """What the framework calls the book of figures, where it has a word for it."""
    return queries.pack_in_use(clock.today(), settings.PACK).vocabulary.get("board-figures")


@requires(Permission.FIGURES_SEE)
def download(request: HttpRequest) -> HttpResponse:
    """The scorecard as a table for a spreadsheet."""
    view = view_of(request)
    if view is None:
        return nothing_loaded(request)
    table = [
        ["Measure id", "Measure", "Unit", "Period", "Figure", "Counted and out of", "Target",
         "Against target", "Direction", "Why", "Neighbours", "England", "Comment", "By", "On"]
    ]  # fmt: skip
    for card in _scorecard(view, _set_in(request)).cards:
        compared = dict(card.compared)
        said = card.said
        table.append(
            [card.indicator.id, card.indicator.title, view.place.name, card.figure.period_id,
             card.value, card.of, card.target_words, card.rag_words, card.direction.word,
             card.direction.reason, compared.get("Neighbours", ""), compared.get("England", ""),
             said.text if said else "", said.by.name if said else "",
             said.at.date().isoformat() if said else ""]
        )  # fmt: skip
    return csv_file(f"scorecard-{view.month.id}.csv", table)


@requires(Permission.FIGURES_SEE)
def document(request: HttpRequest, form: str) -> HttpResponse:
    """The scorecard as PDF, Word or workbook, with what this reader sees of it."""
    if form not in DOCUMENTS:
        raise Http404
    view = view_of(request)
    if view is None:
        return nothing_loaded(request)
    chosen = _set_in(request)
    card = _scorecard(view, chosen)
    before = reading.headline_figures(
        view.snapshot, _ids(chosen), view.place, view.month.earlier(12)
    )
    year_ago = {name: view.withheld.of([each])[0] for name, each in before.items()}
    made_from = scorecard_document.From(
        snapshot=view.snapshot,
        pack=queries.pack_in_use(clock.today(), settings.PACK),
        authority=settings.AUTHORITY_NAME or warehouse.authority().name,
        by=request.user.get_full_name(),
        at=clock.now(),
        is_outside=view.outside,
    )
    made = scorecard_document.document(card, year_ago, made_from)
    made_as = format_named(form)
    answer = HttpResponse(made_as.render(made), content_type=made_as.content_type)
    name = f"scorecard-{slugify(view.place.name)}-{view.month.id}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@requires(Permission.FIGURES_SEE)
def search(request: HttpRequest) -> HttpResponse:
    """Measures by their names; children by name or number, within what the reader may see.

    What is looked for comes by POST, so that no child's name stands in an address or a log;
    an address finds measures only.
    """
    text = (request.POST.get("q") or request.GET.get("q") or "").strip()
    words = text.casefold().split()
    measures = [
        {"title": each.title, "detail": each.theme, "url": _measure_url(each.id)}
        for each in CATALOGUE.values()
        if words and _has_all(f"{each.id} {each.title} {each.theme}".casefold(), words)
    ]
    asks_for_child = request.method == "POST" and len(text) >= ENOUGH_LETTERS
    children = _children(request, text) if asks_for_child else []
    list_children(request, len(children))
    return render(
        request,
        "performance/search.html",
        {
            "text": text,
            "measures": measures,
            "children": children,
            "may_ask": request.method == "POST" and request.user.may(Permission.CHILD_READ),
            "names_children": bool(children),
        },
    )


def _children(request: HttpRequest, text: str) -> list[dict]:
    """Only children held today by those whose work the reader sees, and not restricted."""
    scope = scope_for(request.user)
    snapshot = warehouse.current_or_none()
    if snapshot is None or not scope.child_level or not request.user.may(Permission.CHILD_READ):
        return []
    found, day = [], clock.today()
    held = child_facts.holders_of(snapshot, day)
    for row in child_facts.search(snapshot, text):
        team, worker = held.get(row[0], (None, None))
        if scope.hides(row[0]) or not scope.covers(team=team, worker=worker):
            continue
        person = person_of(*row, day)
        url = reverse("performance:child", args=[child_reference(row[0])])
        found.append({"person": person, "url": url})
    return found[:25]


def _has_all(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _measure_url(indicator_id: str) -> str:
    return reverse("performance:measure", args=[indicator_id])


def _scorecard(view: View, chosen: str) -> scorecards.Scorecard:
    periods = [Period.of_kind(kind, view.month.end).id
               for kind in (PeriodKind.MONTH, PeriodKind.ROLLING_YEAR)]  # fmt: skip
    return scorecards.scorecard(
        view.snapshot,
        _ids(chosen),
        view.place,
        view.month,
        facts=facts_for(view, periods),
        withheld=view.withheld,
    )


def _set_in(request: HttpRequest) -> str:
    chosen = request.GET.get("set", "")
    return chosen if chosen in THEMES else ""


def _ids(chosen: str) -> list[str]:
    return [each.id for each in CATALOGUE.values() if not chosen or each.theme == chosen]


def _sets(chosen: str) -> list[Choice]:
    every = Choice("", f"All measures ({len(CATALOGUE)})", not chosen)
    return [every] + [
        Choice(theme, f"{theme} ({len(_ids(theme))})", theme == chosen) for theme in THEMES
    ]


def _groups(card: scorecards.Scorecard) -> list[dict]:
    said = {
        scorecards.ATTENTION: (
            "Needs attention",
            "Off target, or the control chart shows a real change for the worse",
        ),
        scorecards.GOING_WELL: (
            "Going well",
            "A real change for the better, or held well within target",
        ),
    }
    return [
        {"title": title, "about": about, "cards": card.groups[name]}
        for name, (title, about) in said.items()
    ]
