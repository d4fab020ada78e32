"""Checking files without loading them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.web import clock, warehouse
from lineofsight.web.data_quality.forms import CheckFilesForm
from lineofsight.web.data_quality.models import FileCheck, Run
from lineofsight.web.data_quality.services import checking_files
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P


@requires(P.SUBMISSIONS_LOAD)
def new(request: HttpRequest) -> HttpResponse:
    """Give files, with last year’s and the provider lists where rules need them."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CheckFilesForm(
        *given,
        this_year=clock.today().year,
        initial={"authority": warehouse.authority().code, "collection_year": clock.today().year},
    )
    if form.is_valid():
        said = form.cleaned_data
        files = checking_files.Given(said["files"], said["previous"], said["providers"])
        check = checking_files.take_in(
            files,
            by=request.user,
            collection_year=said["collection_year"],
            return_id=said["return_id"],
            authority=said["authority"],
        )
        return redirect("data_quality:file-check", pk=check.pk)
    return render(request, "data_quality/check_files.html", {
        "form": form,
        "checks": FileCheck.objects.select_related("by")[:20],
        "crumbs": _crumbs(),
    })  # fmt: skip


@requires(P.SUBMISSIONS_LOAD)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How a check goes, and how it ended; asks again by itself while it goes on."""
    found = get_object_or_404(FileCheck.objects.select_related("by"), pk=pk)
    checking_files.notice_if_interrupted(found)
    return render(request, "data_quality/file_check.html", {
        "check": found,
        "run": Run.objects.filter(key=found.run_key).first() if found.run_key else None,
        "crumbs": [
            *_crumbs(),
            {"label": "Check files", "url": reverse("data_quality:check-files")},
        ],
    })  # fmt: skip


def _crumbs() -> list[dict]:
    return [{"label": "Data quality", "url": reverse("data_quality:home")}]
