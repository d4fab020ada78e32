"""How ready each return is, and its sign-off service by service."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web.data_quality import readiness
from lineofsight.web.data_quality.forms import SignForm, WithdrawForm
from lineofsight.web.data_quality.models import SignOff
from lineofsight.web.data_quality.models.runs import RETURNS
from lineofsight.web.data_quality.services import signing
from lineofsight.web.data_quality.views.overview import READINESS
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P

TITLES = dict(RETURNS)


@requires(*READINESS)
def every(request: HttpRequest) -> HttpResponse:
    """The statutory returns side by side: what is to go, and how long there is."""
    lines = []
    for return_id in readiness.STATUTORY:
        run = readiness.newest(return_id)
        teams = readiness.by_team(run) if run else []
        lines.append(
            {
                "return_id": return_id,
                "title": TITLES[return_id],
                "run": run,
                "total": readiness.total(teams),
                "deadline": readiness.deadline_of(return_id, run),
            }
        )
    return render(request, "data_quality/readiness.html", {
        "lines": lines, "crumbs": [_home_crumb()]
    })  # fmt: skip


@requires(*READINESS)
def one(request: HttpRequest, return_id: str) -> HttpResponse:
    _known(return_id)
    return render(request, "data_quality/return.html", _context(request, return_id))


@requires(P.QUALITY_SIGN)
def sign(request: HttpRequest, return_id: str) -> HttpResponse:
    """Sign the newest check off for a service; what is said is kept with what it had to go."""
    _known(return_id)
    run = readiness.newest(return_id)
    mine = signing.services_signed_by(request.user)
    form = SignForm(request.POST or None, services=mine)
    if request.method == "POST" and run is not None and form.is_valid():
        said = form.cleaned_data
        service = next(each for each in mine if each.code == said["service"])
        try:
            signing.sign(run, service, says=said["says"], by=request.user)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Signed off for {service.name}.")
            return redirect("data_quality:return", return_id=return_id)
    return render(request, "data_quality/sign.html", {
        "form": form, "run": run, "title": TITLES[return_id], "return_id": return_id,
        "mine": [(each, signing.to_go(run, each)) for each in mine] if run else [],
        "crumbs": _crumbs(return_id),
    })  # fmt: skip


@requires(P.QUALITY_SIGN)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    mine = {each.code for each in signing.services_signed_by(request.user)}
    found = get_object_or_404(SignOff.objects.filter(service_id__in=mine), pk=pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signing.withdraw(found, by=request.user, **form.cleaned_data)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The sign-off was taken back.")
            return redirect("data_quality:return", return_id=found.return_id)
    return render(request, "data_quality/withdraw.html", {
        "form": form, "sign_off": found, "title": TITLES[found.return_id],
        "service": OrgUnit.objects.get(code=found.service_id).name,
        "crumbs": _crumbs(found.return_id),
    })  # fmt: skip


def _context(request: HttpRequest, return_id: str) -> dict:
    run = readiness.newest(return_id)
    teams = readiness.by_team(run) if run else []
    total = readiness.total(teams)
    names = dict(OrgUnit.objects.values_list("code", "name"))
    history = SignOff.objects.filter(return_id=return_id).select_related("by", "run")
    deadline = readiness.deadline_of(return_id, run)
    return {
        "return_id": return_id,
        "title": TITLES[return_id],
        "says": _says(total, deadline) if run else "It has not been checked yet",
        "run": run,
        "teams": teams,
        "total": total,
        "deadline": deadline,
        "services": readiness.by_service(run, teams) if run else [],
        "not_run": readiness.not_run(run) if run else [],
        "history": [(each, names.get(each.service_id, each.service_id))
                    for each in history.select_related("withdrawn_by")[:50]],
        "may_sign": bool(run) and request.user.may(P.QUALITY_SIGN),
        "mine": {each.code for each in signing.services_signed_by(request.user)},
        "may_set": request.user.may(P.FRAMEWORK_ADOPT),
        "may_list": request.user.may(P.CHILDREN_SEE),
        "crumbs": _crumbs(return_id)[:-1],
    }  # fmt: skip


def _says(total, deadline) -> str:
    to_go = f"{total.errors:,} error{'' if total.errors == 1 else 's'} and " \
            f"{total.queries:,} quer{'y' if total.queries == 1 else 'ies'} to go"  # fmt: skip
    return f"{to_go}, {deadline.left[:1].lower()}{deadline.left[1:]}" if deadline.left else to_go


def _known(return_id: str) -> None:
    if return_id not in readiness.STATUTORY:
        raise Http404


def _crumbs(return_id: str) -> list[dict]:
    return [
        _home_crumb(),
        {"label": "Returns", "url": reverse("data_quality:readiness")},
        {"label": TITLES[return_id], "url": reverse("data_quality:return", args=[return_id])},
    ]


def _home_crumb() -> dict:
    return {"label": "Data quality", "url": reverse("data_quality:home")}
