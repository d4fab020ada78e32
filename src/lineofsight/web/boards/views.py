"""Pages of boards: their meetings with agenda, and recommendations until they are answered."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.packs import governance_year, phrases
from lineofsight.periods import Period
from lineofsight.web import clock
from lineofsight.web.boards import forms, queries, services
from lineofsight.web.boards.models import Meeting, Recommendation
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement.forms import shown_fields
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.ui.words import long_day

FIRST_YEAR, LAST_YEAR = 2000, 2044
KEEPS = (P.REPORT_WRITE, P.REPORT_SIGN)


@requires(*KEEPS)
def home(request: HttpRequest) -> HttpResponse:
    """The boards of the framework, their meetings, and what is not answered yet."""
    adopted, today = adopted_on(clock.today()), clock.today()
    meetings = Meeting.objects.prefetch_related("adopted")
    found = Recommendation.objects.filter(came_back=None).select_related("meeting", "action__owner")
    return render(request, "boards/home.html", {
        "coming": [each for each in meetings if each.held_on >= today][::-1],
        "held": [each for each in meetings if each.held_on < today][:20],
        "open": found.prefetch_related("meeting__adopted"), "today": today,
        "standings": [_shown(each) for each in queries.standings(adopted.pack, today)],
    })  # fmt: skip


def _shown(found: queries.Standing) -> dict:
    meets = found.board.meetings
    said = [each for each in (meets.meets, meets.times_a_year, meets.week_of_cycle) if each.value]
    return {
        "found": found, "meets": meets, "is_assumed": any(each.is_assumed for each in said),
        "how": phrases.value(meets.meets.value) if meets.meets.value else "",
    }  # fmt: skip


@requires(*KEEPS)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The weeks of the cycle, the boards' meetings and the reports' days of a year, month by
    month; and the boards that the framework gives no day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    pack = adopted_on(clock.today()).pack
    months: dict[date, list] = {}
    for entry in governance_year.year_of(pack, year):
        months.setdefault(entry.starts_on.replace(day=1), []).append(entry)
    return render(request, "boards/year.html", {
        "year": year, "months": months, "undated": governance_year.undated(pack),
        "cycle": pack.cycle, "crumbs": _crumbs(),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
    })  # fmt: skip


@requires(*KEEPS)
def new_meeting(request: HttpRequest) -> HttpResponse:
    adopted = adopted_on(clock.today())
    form = forms.MeetingForm(request.POST or None, boards=adopted.pack.boards)
    if request.method == "POST" and form.is_valid():
        try:
            made = _planned(adopted, form, by=request.user)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("boards:meeting", pk=made.pk)
    return _form(request, form, "A meeting of a board", "Add the meeting")


@transaction.atomic
def _planned(adopted, form: forms.MeetingForm, *, by) -> Meeting:
    data = form.cleaned_data
    made = services.plan_meeting(adopted, data["board"], held_on=data["held_on"], by=by,
                                 about=data["about"], is_public=form.says_public)  # fmt: skip
    if data["follow"] == "year":
        services.plan_those_that_follow(made, by=by)
    return made


@requires(*KEEPS)
def agenda_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down when the agenda of a meeting went out."""
    found, today = _meeting(pk), clock.today()
    if found.agenda_sent_on is not None:
        raise Http404
    form = forms.AgendaForm(request.POST or None, initial={"sent_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            services.send_agenda(found, on=form.cleaned_data["sent_on"], by=request.user)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("boards:meeting", pk=pk)
    return _form(request, form, f"The agenda of the {found.board.title}", "Write it down",
                 lead=f"It was to go out by {long_day(found.agenda_by)}." if found.agenda_by
                 else "")  # fmt: skip


@requires(*KEEPS)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda as the framework has it, what was said to it, and what comes back."""
    found = _meeting(pk)
    agenda, agencies = queries.agenda(found), found.adopted.pack.partnership.agencies
    form = None
    if agenda:
        form = forms.ContributionForm(request.POST or None, agenda=agenda, agencies=agencies)
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _contributed(request, found, form):
            return redirect("boards:meeting", pk=pk)
    said = list(found.contributions.select_related("by"))
    pack = found.adopted.pack
    return render(request, "boards/meeting.html", {
        "meeting": found, "form": form, "fields": shown_fields(form) if form else [],
        "agenda": [
            {"item": item, "lacking": _lacking(item, said, agencies),
             "said": [(pack.agency_title(e.agency_key) if e.agency_key else e.by.name, e)
                      for e in said if e.item_key == item.key]}
            for item in agenda
        ],
        "coming_back": queries.coming_back(found), "taken_up": queries.taken_up(found),
        "crumbs": _crumbs(),
        "recommendations": found.recommendations.select_related("action__owner"),
        "may_recommend": found.board.recommends or found.board.supports,
        "names": _services(), "today": clock.today(),
        "days_late": found.agenda_days_late(clock.today()), "meets": found.board.meetings,
    })  # fmt: skip


def _lacking(item, said, agencies) -> list[str]:
    """Agencies that have not contributed to an item that each speaks to."""
    if item.said_by != "agencies":
        return []
    spoke = {each.agency_key for each in said if each.item_key == item.key}
    return [each.title for each in agencies if each.key not in spoke]


def _contributed(request: HttpRequest, found: Meeting, form) -> bool:
    item, _, agency = form.cleaned_data["place"].partition("/")
    try:
        services.contribute(found, item, agency_key=agency, text=form.cleaned_data["text"],
                            by=request.user)  # fmt: skip
    except UserError as refused:
        form.add_error(None, str(refused))
        return False
    return True


@requires(*KEEPS)
def recommend(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a recommendation of the board, or the support it asks one service to give."""
    found = _meeting(pk)
    if not (found.board.recommends or found.board.supports):
        raise Http404
    form = forms.RecommendForm(request.POST or None, board=found.board)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        helps = data.get("supported_by")
        try:
            made = services.recommend(
                found, text=data["text"], plan=form.action_plan, by=request.user,
                service_id=data["service"].code if data["service"] else "",
                supported_by=helps.code if helps else "",
            )  # fmt: skip
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("boards:recommendation", pk=made.pk)
    return _form(request, form, f"Recommended by the {found.board.title}", "Enter it",
                 lead="It becomes an action, goes into the month that follows, and comes back "
                 "to this board when it is answered.")  # fmt: skip


@requires(*KEEPS, P.ACTION_SEE)
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Its way: recommended, taken up, done, answered, heard. Those who keep boards answer,
    and so does whoever owns the action."""
    kept = Recommendation.objects.select_related("meeting", "action__owner", "answered_by")
    found = get_object_or_404(kept.prefetch_related("meeting__adopted"), pk=pk)
    user = request.user
    may_answer = any(user.may(each) for each in KEEPS) or found.action.owner_id == user.pk
    is_open = may_answer and found.answered_at is None and found.action.is_settled
    form = forms.AnswerForm(request.POST or None) if is_open else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                services.answer(found, text=form.cleaned_data["text"], by=user)
            except UserError as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("boards:recommendation", pk=pk)
    names = _services()
    return render(request, "boards/recommendation.html", {
        "found": found, "form": form, "fields": shown_fields(form) if form else [],
        "goes_into": Period.parse(found.goes_into).label, "crumbs": _crumbs(),
        "service": names.get(found.service_id, found.service_id),
        "supported_by": names.get(found.supported_by, found.supported_by),
        "keeps": any(user.may(each) for each in KEEPS), "today": clock.today(),
        "opens_action": user.may(P.ACTION_SEE) or found.action.owner_id == user.pk,
    })  # fmt: skip


@requires(*KEEPS)
@require_POST
def heard(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The board has heard the answer to its recommendation in this meeting."""
    found = get_object_or_404(Recommendation.objects.select_related("meeting"), pk=number)
    try:
        services.hear(_meeting(pk), found, by=request.user)
    except UserError as refused:
        messages.error(request, str(refused))
    return redirect("boards:meeting", pk=pk)


def _meeting(pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.prefetch_related("adopted"), pk=pk)


def _services() -> dict[str, str]:
    return dict(OrgUnit.objects.services().values_list("code", "name"))


def _form(request: HttpRequest, form, title: str, button: str, *, lead: str = "") -> HttpResponse:
    return render(request, "improvement/form.html", {
        "form": form, "fields": shown_fields(form), "title": title, "button": button,
        "lead": lead, "crumbs": _crumbs(), "back": reverse("boards:home"),
    })  # fmt: skip


def _crumbs() -> list[dict]:
    return [{"label": "Boards", "url": reverse("boards:home")}]
