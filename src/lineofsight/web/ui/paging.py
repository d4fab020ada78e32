"""Pages of a list, with the page's number in the address."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: Sequence, *, per_page: int = 25) -> Page:
    """The page the address asks for; the first for what is no number, the last for too high a one.

    `page.elided` is what `<c-pagination>` shows: numbers, and “…” for those left out.
    """
    paginator = Paginator(rows, per_page)
    page = paginator.get_page(request.GET.get("page"))
    page.elided = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    return page
