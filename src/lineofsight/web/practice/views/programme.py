"""The programme: its board, its plans, their samples; and a test in practice of a figure."""

from datetime import date

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight import indicators
from lineofsight.errors import UnknownName, UserError
from lineofsight.indicators import UnitRef
from lineofsight.packs.programmes import Rule
from lineofsight.periods import Period, add_months, end_of_month, financial_year_start
from lineofsight.web import clock, warehouse
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.practice import board as boards
from lineofsight.web.practice import framing, holding, presenting, unheld
from lineofsight.web.practice.forms import DrawForm, PlanForm, SwapForm, TestForm
from lineofsight.web.practice.models import Audit, Plan, SampledChild
from lineofsight.web.practice.programme_forms import ChosenForm
from lineofsight.web.practice.services import drawing, planning, releasing
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.views.audits import TAKING_PART
from lineofsight.web.ui.words import counted
from lineofsight.working_days import england


@requires(P.PROGRAMME_SEE)
def board(request: HttpRequest) -> HttpResponse:
    """One month of the programme: progress, who is missing, what waits, re-checks. The first
    rows of each list, or all of the one that `?all=` names."""
    month, whole = month_of(request), request.GET.get("all", "")
    pack = pack_on(clock.today())
    found = boards.of_month(request.user, month)
    checks = boards.rechecks(request.user, max(end_of_month(month), clock.today()),
                             everything=whole == "rechecks")  # fmt: skip
    sample = _sample_of(found, month)
    missing = boards.not_done(found)
    idle = {each.part.auditor_id for each in missing if not each.is_started} - {None}
    queue = boards.listed(boards.queue(found), boards.queue_rows, everything=whole == "queue")
    done = boards.listed(found.moderated, list, everything=whole == "done")
    kinds = boards.kinds_of(found, pack)
    moderated = next((each for each in kinds if each.is_moderated), None)
    list_children(request, sum(len(each.rows) for each in (queue, done, checks)))
    context = {
        "month": month,
        "caption": boards.caption(kinds, month),
        "heading": boards.heading(found, pack),
        "counts": boards.counts(found, checks),
        "services": boards.by_service(found),
        "missing": boards.listed(missing, boards.missing_rows, everything=whole == "not-done"),
        "idle": len(idle),
        "queue": queue,
        "aim": moderated.moderation.within_working_days if moderated else None,
        "rechecks": checks,
        "loops": boards.loops_closed(financial_year_start(clock.today())),
        "follow_up": next((each.follow_up for each in kinds if each.follow_up), None),
        "provenance": boards.provenance(sample) if sample else None,
        "story": boards.releases_story(sample) if sample else [],
        "due_on": max((audit.due_on for audit in found.audits), default=None),
        "done": done,
        "may_plan": request.user.may(P.PROGRAMME_PLAN),
        "may_open": _may_open_audits(request.user),
        "may_see_concerns": any(
            request.user.may(each) for each in (P.CONCERN_RAISE, P.CONCERN_ANSWER)
        ),
        "before": add_months(month, -1),
        "after": add_months(month, 1),
        "names_children": True,
        "has_moderation": moderated is not None,
        "crumbs": [{"label": "Practice", "url": reverse("practice:home")}],
    }
    return render(request, "practice/board.html", context)


@requires(P.PROGRAMME_PLAN)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind everybody who has not begun an audit of the month."""
    month = month_of(request)
    found = boards.of_month(request.user, month)
    rows = [each for each in boards.not_done(found) if not each.is_started and each.part.auditor]
    for person in {each.part.auditor for each in rows}:
        number = sum(each.part.auditor == person for each in rows)
        due = max(each.audit.due_on for each in rows)
        tell(person, "reminder", f"{counted(number, 'audit')} not started, due "
             f"{presenting.day_words(due)}", url=reverse("practice:mine"),
             about=f"month:{month:%Y-%m}")  # fmt: skip
    people = len({each.part.auditor_id for each in rows})
    messages.success(request, f"Reminded {counted(people, 'person', 'people')}.")
    return redirect(f"{reverse('practice:board')}?month={month:%Y-%m}")


@requires(P.PROGRAMME_SEE)
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan, the newest first; and the next one to make."""
    pack = pack_on(clock.today())
    spans = [each for each in pack.programmes if each.rule == Rule.PLANNED_SPAN and each.sampling]
    programme = next((each for each in spans if each.key == request.GET.get("programme")),
                     spans[0] if spans else None)  # fmt: skip
    size = programme.sampling.size if programme else None
    initial = {"day": _next_span(programme.key), "size": size.value} if programme else {}
    form = PlanForm(request.POST or None, initial=initial)
    may_plan = request.user.may(P.PROGRAMME_PLAN)
    if request.method == "POST" and may_plan and programme and form.is_valid():
        try:
            made = planning.plan_programme(programme.key, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("practice:plan", pk=made.pk)
    found = Plan.objects.annotate(turn_count=Count("turns")).order_by("-starts_on", "-pk")
    context = {
        "plans": found, "form": form, "may_plan": may_plan, "size": size, "pack": pack,
        "programme": programme, "others": [each for each in spans if each != programme],
        "crumbs": [{"label": "Practice", "url": reverse("practice:home")}],
    }  # fmt: skip
    return render(request, "practice/plans.html", context)


@requires(P.PROGRAMME_SEE)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: its releases, its sample and where that came from, its children."""
    found = get_object_or_404(Plan.objects.select_related("adopted", "theme"), pk=pk)
    sample = getattr(found, "sample", None)
    snapshot = warehouse.current_or_none()
    children = _sampled(request, sample) if sample else []
    list_children(request, sum(row["is_named"] for row in children))
    context = {
        "plan": found,
        "releases": found.releases.all(),
        "provenance": boards.provenance(sample) if sample else None,
        "story": boards.releases_story(sample) if sample else [],
        "children": children,
        "unheld": sum(bool(row["missing"]) for row in children),
        "turns": holding.turns_of_plan(found),
        "is_editable": _is_editable(found),
        "form": DrawForm(),
        "snapshot": snapshot,
        "may_plan": request.user.may(P.PROGRAMME_PLAN),
        "may_open": _may_open_audits(request.user),
        "assumed": _assumed(found),
        "names_children": any(row["is_named"] for row in children),
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "Plans", "url": reverse("practice:plans")},
        ],
    }
    return render(request, "practice/plan.html", context)


@requires(P.PROGRAMME_PLAN)
@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the sample from the newest snapshot, and lock it."""
    found = get_object_or_404(Plan, pk=pk)
    form = DrawForm(request.POST)
    if form.is_valid():
        try:
            snapshot = warehouse.current()
            drawing.draw_sample(found, snapshot, by=request.user, seed=form.cleaned_data["seed"])
            releasing.run_due(clock.today(), snapshot)
        except UserError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, "The seed is a whole number.")
    return redirect("practice:plan", pk=pk)


def _is_editable(found: Plan) -> bool:
    rule = framing.sampling_of(found)
    return bool(rule and rule.editable)


@requires(P.PROGRAMME_PLAN)
def choose_records(request: HttpRequest, pk: int) -> HttpResponse:
    """Take records by hand, each with a reason, where the framework lets one."""
    found = get_object_or_404(Plan, pk=pk, state=Plan.State.PLANNED)
    if not _is_editable(found):
        raise Http404
    form = ChosenForm(request.POST or None, number=min(found.sample_size, 20))
    if request.method == "POST" and form.is_valid():
        try:
            snapshot = warehouse.current()
            drawing.draw_sample(found, snapshot, by=request.user, chosen=form.chosen)
            releasing.run_due(clock.today(), snapshot)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("practice:plan", pk=pk)
    return render(request, "practice/choose_records.html", {
        "form": form, "plan": found,
        "crumbs": [{"label": "Plans", "url": reverse("practice:plans")},
                   {"label": found.title, "url": reverse("practice:plan", args=[pk])}],
    })  # fmt: skip


@requires(P.PROGRAMME_SEE)
@require_POST
def draw_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw once more from what was stored, and say whether it comes out the same."""
    found = get_object_or_404(Plan.objects.select_related("sample"), pk=pk)
    try:
        snapshot = warehouse.snapshot(found.sample.snapshot_id)
        again = drawing.draw_again(found.sample, snapshot)
    except UserError as error:
        messages.error(request, str(error))
    else:
        if again.is_same_frame and again.is_same_sample:
            messages.success(request, "Drawn again: the same frame and the same children.")
        else:
            messages.error(
                request,
                "Drawn again: it does not come out the same. The frame "
                f"{'is the same' if again.is_same_frame else 'differs'}; tell your administrator.",
            )
    return redirect("practice:plan", pk=pk)


@requires(P.PROGRAMME_PLAN)
def swap(request: HttpRequest, pk: int, sampled: int) -> HttpResponse:
    """Take a record out of the sample; the first of the reserve takes its place."""
    found = get_object_or_404(
        SampledChild.objects.select_related("sample__plan"), pk=sampled, sample__plan_id=pk
    )
    is_editable = _is_editable(found.sample.plan)
    form = SwapForm(request.POST or None, is_editable=is_editable)
    if request.method == "POST" and form.is_valid():
        try:
            into = drawing.swap(found, warehouse.snapshot(found.sample.snapshot_id),
                                by=request.user, **form.cleaned_data)  # fmt: skip
            if into.release.released_at:
                releasing.release_one(into, warehouse.current_or_none())
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Swapped. The log says why.")
            return redirect("practice:plan", pk=pk)
    is_named = _may_name(scope_for(request.user), found)
    list_children(request, int(is_named))
    return render(request, "practice/swap.html", {
        "record": _record(found, is_named), "form": form, "plan": found.sample.plan,
        "names_children": is_named, "is_editable": is_editable,
    })  # fmt: skip


@requires(P.PROGRAMME_PLAN)
def test_in_practice(request: HttpRequest) -> HttpResponse:
    """The children of a figure become the frame of a sample.

    The address names the figure: `?indicator=ASM03&period=2026-10&unit=team:T1&show=not-counted`.
    """
    figure = _figure(request)
    found = _children_of(request, figure)
    today = clock.today()
    kinds = planning.testing_kinds(pack_on(today))
    form = TestForm(
        request.POST or None,
        kinds=kinds,
        initial={
            "activity_key": kinds[0].key if kinds else "",
            "size": min(10, len(found)) or None,
            "due_on": england().add(today, 20),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.plan_test_in_practice(
                figure, child_ids=found, title=f"Test in practice: {figure['title']}",
                release_on=today, by=request.user, **form.cleaned_data,
            )  # fmt: skip
            snapshot = warehouse.current()
            drawing.draw_sample(made, snapshot, by=request.user)
            releasing.run_due(today, snapshot)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("practice:plan", pk=made.pk)
    return render(request, "practice/test.html", {
        "figure": figure, "number": len(found), "form": form,
    })  # fmt: skip


def _figure(request: HttpRequest) -> dict:
    asked = {key: request.GET.get(key, "") for key in ("indicator", "period", "unit")}
    show = request.GET.get("show") or indicators.COUNTED
    try:
        indicator = indicators.indicator_of(asked["indicator"])
        period = Period.parse(asked["period"])
    except UnknownName:
        raise Http404 from None
    if show not in (indicators.COUNTED, indicators.NOT_COUNTED):
        raise Http404
    return {**asked, "show": show, "title": f"{indicator.title}, {period.label}"}


def _children_of(request: HttpRequest, figure: dict) -> list[str]:
    """The children of the figure with the wanted status, as far as this person may see."""
    snapshot = warehouse.current_or_none()
    scope = scope_for(request.user)
    if snapshot is None or not scope.child_level:
        return []
    by, _, unit_id = figure["unit"].partition(":")
    unit = UnitRef(by, unit_id) if unit_id else UnitRef()
    behind = indicators.children(snapshot, figure["indicator"], Period.parse(figure["period"]),
                                 unit=unit, scope=scope)  # fmt: skip
    shown = {row.child_id for row in behind.rows if row.status == figure["show"]}
    return sorted(shown - {None})


def _may_open_audits(user) -> bool:
    """Some see how the programme goes, and none of its audits."""
    return any(user.may(each) for each in TAKING_PART)


def month_of(request: HttpRequest) -> date:
    """The month of the address; today's without one."""
    try:
        return Period.parse(request.GET.get("month") or f"{clock.today():%Y-%m}").start
    except UnknownName:
        raise Http404 from None


def _sample_of(found, month: date):
    """The sample of the month's audits, or of the plan whose months include it."""
    plan_ids = {audit.plan_id for audit in found.audits}
    known = Plan.objects.filter(programme_key__gt="", sample__isnull=False)
    plan = (
        known.filter(pk__in=plan_ids).first()
        or known.filter(starts_on__lte=month, ends_on__gte=month).first()
    )
    return plan.sample if plan else None


def _next_span(programme_key: str) -> date:
    last = Plan.objects.filter(programme_key=programme_key).exclude(
        state=Plan.State.WITHDRAWN
    ).order_by("-ends_on").first()  # fmt: skip
    return add_months(last.ends_on.replace(day=1), 1) if last else clock.today()


def _sampled(request: HttpRequest, sample) -> list[dict]:
    """The sampled records by release; the child's number for those who see the child, and
    for everybody else the number within the sample."""
    scope = scope_for(request.user)
    children = list(sample.children.select_related("release", "audit"))
    today = clock.today()
    missing = unheld.missing_of(children, warehouse.holders(today), today)
    visible = {
        audit.sampled_id: audit
        for audit in Audit.objects.visible_to(request.user).filter(plan=sample.plan)
        .select_related("plan").prefetch_related("adopted", "plan__adopted").distinct()
    }  # fmt: skip
    return [
        {
            "sampled": each,
            "is_named": _may_name(scope, each),
            "record": _record(each, _may_name(scope, each)),
            "service": sample.strata.get(each.stratum, {}).get("title", ""),
            "audit": visible.get(each.pk),
            "may_swap": not each.is_swapped_out,
            "missing": missing.get(each.pk, ()),
            "state": presenting.state_words(visible[each.pk]) if each.pk in visible else "",
        }
        for each in children
    ]


def _may_name(scope, sampled: SampledChild) -> bool:
    is_seen = scope.child_level and scope.covers(team=sampled.team_id, worker=None)
    return is_seen and not scope.hides(sampled.child_id)


def _record(sampled: SampledChild, is_named: bool) -> str:
    return sampled.child_id if is_named else f"no. {sampled.pk}"


def _assumed(found: Plan) -> list[str]:
    """The choices this plan acts on that the framework leaves open."""
    if not found.programme_key:
        return []
    programme = found.pack.programme(found.programme_key)
    rule = programme.sampling
    settings = (
        {}
        if rule is None
        else {
            "Size of the sample": rule.size if found.is_size_assumed else None,
            "Drawn by": rule.stratified_by,
            "Method": rule.method,
            "Shares": rule.shares,
            "At least from each": rule.at_least_per_stratum,
        }
    )
    settings |= {
        "On a day not worked": programme.release.non_working,
        "Due": programme.release.due,
    }
    return [f"{title}: {setting.value}" for title, setting in settings.items()
            if setting is not None and setting.is_assumed]  # fmt: skip
