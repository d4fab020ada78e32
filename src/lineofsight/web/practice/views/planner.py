"""The planner of themes: who raised each, how far it has come, what tests it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.packs.model import Pack
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice.models import CandidateTheme, Plan
from lineofsight.web.practice.programme_forms import ThemeForm, ThemeStepForm
from lineofsight.web.practice.recurring import recurrent
from lineofsight.web.practice.services import commissioning, theming
from lineofsight.web.practice.services.planning import NotPossible
from lineofsight.web.practice.services.theming import Raised
from lineofsight.web.practice.views.year import crumbs

State = CandidateTheme.State
SHOWN = (State.RUNNING, State.AGREED, State.CANDIDATE, State.REPORTED, State.CLOSED,
         State.SET_ASIDE)  # fmt: skip


@requires(P.PROGRAMME_SEE)
def planner(request: HttpRequest) -> HttpResponse:
    """Every theme by how far it has come; what findings propose; a new one."""
    pack = pack_on(clock.today())
    may_plan = request.user.may(P.PROGRAMME_PLAN)
    initial = {"raised_on": clock.today(), **_proposed(request)}
    form = ThemeForm(request.POST or None, pack=pack, initial=initial)
    if request.method == "POST" and may_plan and form.is_valid():
        said = form.cleaned_data
        try:
            made = theming.raise_theme(
                Raised(title=said["title"], why=said["why"], on=said["raised_on"],
                       in_board=said["in_board"], how=said["how"], coded_as=said["coded_as"]),
                by=request.user,
            )  # fmt: skip
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("practice:planned-theme", pk=made.pk)
    themes = list(CandidateTheme.objects.prefetch_related("plans"))
    groups = [(state.label, [_line(each, pack) for each in themes if each.state == state])
              for state in SHOWN]  # fmt: skip
    return render(request, "practice/planner.html", {
        "groups": [(label, lines) for label, lines in groups if lines], "form": form,
        "may_plan": may_plan, "number": len(themes),
        "recurrent": recurrent(clock.today()), "crumbs": crumbs(),
    })  # fmt: skip


def _proposed(request: HttpRequest) -> dict:
    """A finding that keeps coming back, as the page proposes it."""
    key = request.GET.get("coded_as", "")
    found = next((each for each in recurrent(clock.today()) if each.key == key), None)
    if found is None:
        return {}
    return {"title": found.title, "coded_as": key, "how": "Findings of audits",
            "why": f"A concern in {found.before} audits of the quarter before last and "
                   f"{found.lately} of the last."}  # fmt: skip


def _line(theme: CandidateTheme, pack: Pack) -> dict:
    plans = [each for each in theme.plans.all() if each.state != Plan.State.WITHDRAWN]
    return {"theme": theme, "raised": raised_words(theme, pack), "plans": len(plans)}


def raised_words(theme: CandidateTheme, pack: Pack) -> str:
    titles = {board.key: board.title for board in pack.boards}
    return titles.get(theme.raised_in, theme.raised_in) if theme.raised_in else theme.raised_how


@requires(P.PROGRAMME_SEE)
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """One theme: where it was raised, its story, what tests it, what was found."""
    found = get_object_or_404(CandidateTheme, pk=pk)
    pack = pack_on(clock.today())
    testers = [each for each in pack.programmes
               if each.switched_on.value and commissioning.tests_themes(each)]  # fmt: skip
    return render(request, "practice/planned_theme.html", {
        "theme": found, "raised": raised_words(found, pack),
        "steps": found.steps.select_related("by"),
        "plans": found.plans.exclude(state=Plan.State.WITHDRAWN),
        "form": ThemeStepForm(), "next": _next(found),
        "testers": testers if found.state in (State.AGREED, State.RUNNING) else [],
        "may_plan": request.user.may(P.PROGRAMME_PLAN),
        "crumbs": crumbs({"label": "Themes", "url": reverse("practice:planner")}),
    })  # fmt: skip


def _next(found: CandidateTheme) -> list[tuple[str, str]]:
    """What can happen to it now: the step's name and its words."""
    return {
        State.CANDIDATE: [("agree", "Agree it for that month"), ("set-aside", "Set it aside")],
        State.AGREED: [("set-aside", "Set it aside")],
        State.RUNNING: [("report", "Report what was found")],
        State.REPORTED: [("close", "Close it"), ("reopen", "Take it up again")],
        State.SET_ASIDE: [("reopen", "Make it a candidate again")],
    }.get(State(found.state), [])


@requires(P.PROGRAMME_PLAN)
@require_POST
def theme_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, report, close, set aside, take up again."""
    found = get_object_or_404(CandidateTheme, pk=pk)
    form = ThemeStepForm(request.POST)
    try:
        if not form.is_valid():
            raise NotPossible("Write the month as a date.")
        _take(found, request.POST.get("step", ""), form.cleaned_data, request.user)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("practice:planned-theme", pk=pk)


def _take(found: CandidateTheme, step: str, said: dict, by) -> None:
    note = said["note"]
    if step == "agree":
        if said["month"] is None:
            raise NotPossible("Say for which month it is planned.")
        theming.agree(found, month=said["month"], by=by, note=note)
    elif step == "report":
        theming.report(found, found=note, by=by)
    elif step == "close":
        theming.close(found, by=by, note=note)
    elif step == "set-aside":
        theming.set_aside(found, by=by, note=note)
    elif step == "reopen":
        theming.reopen(found, by=by, note=note)
    else:
        raise NotPossible("Say what happens to the theme.")
