"""The pages of books: ask for one, see how it goes, take its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.reports.formats import FORMATS
from lineofsight.web import warehouse
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.reporting import book_files, books
from lineofsight.web.reporting.forms import BookForm
from lineofsight.web.reporting.models import Book

SHOWN = 20


@requires(Permission.CHILDREN_SEE)
def home(request: HttpRequest) -> HttpResponse:
    """Have a book made, with the reason; below, those one had made."""
    snapshot = warehouse.current_or_none()
    may_ask = snapshot is not None and scope_for(request.user).child_level
    form = BookForm(request.POST or None) if may_ask else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                book = books.ask(
                    Book.Kind(form.cleaned_data["kind"]), by=request.user,
                    reason=form.cleaned_data["reason"],
                )  # fmt: skip
            except UserError as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("reporting:book", pk=book.pk)
    return render(request, "reporting/books.html", {
        "form": form,
        "snapshot": snapshot,
        "reach": book_files.reach_of(request.user) if may_ask else "",
        "books": Book.objects.visible_to(request.user)[:SHOWN],
        "days": books.DAYS_KEPT,
        "crumbs": _crumbs(),
    })  # fmt: skip


@requires(Permission.CHILDREN_SEE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes; then its files, for as long as they are there."""
    found = _book_or_404(request, pk)
    books.notice_if_interrupted(found)
    fits = found.state == Book.State.DONE and books.still_fits(found, request.user)
    return render(request, "reporting/book.html", {
        "book": found,
        "fits": fits,
        "files": _files(found) if fits else [],
        "crumbs": [*_crumbs(), {"label": "Books", "url": reverse("reporting:books")}],
    })  # fmt: skip


@requires(Permission.CHILDREN_SEE)
def file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One of its files. The list of children that is taken is written down first."""
    found = _book_or_404(request, pk)
    if number >= len(found.file_names) or not books.still_fits(found, request.user):
        raise Http404
    name = found.file_names[number]
    if _names_children(name):
        list_children(request, found.child_count)
    content = books.handed_out(found, name, to=request.user)
    if content is None:
        raise Http404
    form = name.rpartition(".")[2]
    answer = HttpResponse(content, content_type=FORMATS[form].content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _book_or_404(request: HttpRequest, pk: int) -> Book:
    return get_object_or_404(Book.objects.visible_to(request.user).select_related("by"), pk=pk)


def _names_children(name: str) -> bool:
    return name.endswith(".xlsx")


def _files(book: Book) -> list[dict]:
    return [
        {
            "label": _said(name),
            "url": reverse("reporting:book-file", args=[book.pk, number]),
            "names_children": _names_children(name),
        }
        for number, name in enumerate(book.file_names)
    ]


def _said(name: str) -> str:
    if name.endswith("-public.pdf"):
        return "PDF for readers outside, small numbers as c"
    return "Workbook (Excel)" if _names_children(name) else "PDF with a page a list, totals only"


def _crumbs() -> list[dict]:
    return [{"label": "Reports", "url": reverse("reporting:home")}]
