"""Pages of the partnership: what one's agency has to do, the dashboard, events, seats."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.periods import Period, PeriodKind
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement import receiving
from lineofsight.web.improvement.forms import shown_fields
from lineofsight.web.partnership import forms, queries, services
from lineofsight.web.partnership.models import AskedReturn, Entry, LearningEvent, Seat
from lineofsight.web.people import queries as people
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.roles import role

SEE = (P.PARTNERSHIP_CONTRIBUTE, P.REPORT_WRITE, P.PROGRAMME_PLAN)
KINDS = {"month": PeriodKind.MONTH, "quarter": PeriodKind.QUARTER}
KIND_OF_CADENCE = {"monthly": PeriodKind.MONTH, "quarterly": PeriodKind.QUARTER}
ENTERED_BACK = 12
"""How many periods back an agency may still enter or correct."""


@requires(*SEE)
def home(request: HttpRequest) -> HttpResponse:
    """For a partner: what the agency is asked. For the authority: who, what, which groups."""
    user, adopted = request.user, adopted_on(clock.today())
    pack, seat = adopted.pack, getattr(user, "seat", None)
    contributes = user.may(P.PARTNERSHIP_CONTRIBUTE)
    own = seat.agency_key if seat and contributes else ""
    asked = AskedReturn.objects.for_agency_of(user).prefetch_related("audit__adopted")
    return render(request, "partnership/home.html", {
        "contributes": contributes, "agency": pack.agency_title(own) if own else "",
        "asked": asked, "today": clock.today(),
        "measures": [m for m in pack.partnership.measures if own and own in
                     queries.agencies_of(m, pack)],
        "has_measures": bool(pack.partnership.measures),
        "agencies": pack.partnership.agencies,
        "groups": queries.runs_of_groups(pack, clock.today()),
        "events": LearningEvent.objects.select_related("theme")[:20],
        "referral_kinds": pack.partnership.referrals,
        "gives_feedback": bool(receiving.open_to(user, adopted)),
        "may_keep": user.may(P.REPORT_WRITE), "may_seat": user.may(P.PROGRAMME_PLAN),
    })  # fmt: skip


@requires(*SEE, P.REPORT_SEE)
def dashboard(request: HttpRequest) -> HttpResponse:
    """Every measure by agency, for the last months or quarters."""
    pack = adopted_on(clock.today()).pack
    by = request.GET.get("by", "month")
    if by not in KINDS or not pack.partnership.measures:
        raise Http404
    shown = queries.periods(KINDS[by], clock.today())
    entries, totals_only = queries.latest(pack), _sees_totals_only(request.user)
    seat = getattr(request.user, "seat", None)
    tables = []
    for measure in pack.partnership.measures:
        if by == "month" and measure.cadence.value == "quarterly":
            continue
        rows = [
            {
                "agency": pack.agency_title(key),
                "values": [
                    (period, queries.as_seen_by(
                        queries.value_of(measure, key, period, entries), totals_only=totals_only,
                        is_own=seat is not None and seat.agency_key == key))
                    for period in shown
                ],
            }
            for key in queries.agencies_of(measure, pack)
        ]  # fmt: skip
        tables.append({"measure": measure, "rows": rows})
    return render(request, "partnership/dashboard.html", {
        "by": by, "periods": shown, "tables": tables, "totals_only": totals_only,
        "crumbs": crumbs(),
    })  # fmt: skip


@requires(P.PARTNERSHIP_CONTRIBUTE)
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Enter or correct a figure of one's own agency, with what was entered before beneath."""
    adopted, seat = adopted_on(clock.today()), getattr(request.user, "seat", None)
    measure = next((m for m in adopted.pack.partnership.measures if m.key == key), None)
    if measure is None or seat is None:
        raise Http404
    if seat.agency_key not in queries.agencies_of(measure, adopted.pack):
        raise Http404
    kind = KIND_OF_CADENCE[measure.cadence.value]
    periods = queries.periods(kind, clock.today(), ENTERED_BACK)
    form = forms.EntryForm(request.POST or None, measure=measure, periods=periods)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            services.enter(
                adopted, key, Period.parse(data["period"]), number=data["number"],
                of=data.get("of"), note=data["note"], by=request.user,
            )  # fmt: skip
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Entered.")
            return redirect("partnership:enter", key=key)
    history = Entry.objects.filter(measure_key=key, agency_key=seat.agency_key)
    return render(request, "partnership/enter.html", {
        "measure": measure, "form": form, "fields": shown_fields(form), "crumbs": crumbs(),
        "history": [
            {"entry": each, "period": Period.parse(each.period_id),
             "value": queries.Value(each.number, each.of)}
            for each in history.select_related("by").order_by("-pk")[:40]
        ],
    })  # fmt: skip


@requires(P.PROGRAMME_PLAN)
def seats(request: HttpRequest) -> HttpResponse:
    """Who speaks for which agency."""
    adopted = adopted_on(clock.today())
    if not adopted.pack.partnership.agencies:
        raise Http404
    partners = people.people_who_may(P.PARTNERSHIP_CONTRIBUTE, clock.today())
    form = forms.SeatForm(request.POST or None, pack=adopted.pack, people=partners)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.seat(data["person"], data["agency"], adopted=adopted, by=request.user)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("partnership:seats")
    held = Seat.objects.select_related("user")
    return render(request, "partnership/seats.html", {
        "form": form, "fields": shown_fields(form), "crumbs": crumbs(),
        "seats": [(each, adopted.pack.agency_title(each.agency_key)) for each in held],
    })  # fmt: skip


@requires(P.REPORT_WRITE)
def new_event(request: HttpRequest) -> HttpResponse:
    form = forms.EventForm(request.POST or None, pack=adopted_on(clock.today()).pack)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.register_event(form.facts, attended=form.attended, by=request.user)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("partnership:event", pk=made.pk)
    return render(request, "improvement/form.html", {
        "form": form, "fields": shown_fields(form), "crumbs": crumbs(), "button": "Register it",
        "title": "An event of the learning programme", "back": reverse("partnership:home"),
    })  # fmt: skip


@requires(*SEE)
def event(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(LearningEvent.objects.select_related("theme", "by"), pk=pk)
    pack = adopted_on(clock.today()).pack
    came = [(pack.agency_title(each.agency_key), each.people) for each in found.attended.all()]
    return render(request, "partnership/event.html", {
        "event": found, "came": came, "people": sum(number for _, number in came),
        "crumbs": crumbs(),
    })  # fmt: skip


def _sees_totals_only(user) -> bool:
    """Partners and members: small numbers are hidden from them."""
    held = people.assignments_of(user, clock.today())
    return all(role(each.role).aggregates_only for each in held)


def crumbs() -> list[dict]:
    return [{"label": "Partners", "url": reverse("partnership:home")}]
