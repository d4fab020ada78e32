"""The year of all programmes, one programme with its month, and what is commissioned."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight import sampling
from lineofsight.errors import UserError
from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.periods import add_months, end_of_month
from lineofsight.web import clock, warehouse
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import calendar, holding, rules, titles, year_board
from lineofsight.web.practice.forms import ReasonForm
from lineofsight.web.practice.models import CandidateTheme, Plan
from lineofsight.web.practice.programme_forms import CommissionForm, DaysForm
from lineofsight.web.practice.services import commissioning, issuing, planning, releasing
from lineofsight.web.practice.services.commissioning import Commission
from lineofsight.web.practice.views.programme import month_of
from lineofsight.web.ui.panels import rests_of_year
from lineofsight.web.ui.words import counted


@requires(P.PROGRAMME_SEE)
def year(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Every programme of the framework across twelve months; who holds what this month."""
    today = clock.today()
    number = number or today.year
    if not 2000 < number < 2100:
        raise Http404
    pack = pack_on(today)
    rows = year_board.of_year(request.user, pack, number)
    held = holding.turns_of_month(request.user, pack, today) if number == today.year else []
    kinds, services = year_board.coverage(request.user, pack, number)
    context = {
        "year": number,
        "today": today,
        "heading": year_board.heading(rows, number),
        "rows": [_row(row, today) for row in rows],
        "months": [date(number, month, 1) for month in range(1, 13)],
        "by_kind": holding.by_kind(held),
        "late": [each for each in held if each.is_late],
        "kinds": kinds,
        "services": services,
        "coming": _coming(pack, today) if number == today.year else [],
        "rests": rests_of_year(request.user, number),
        "may_plan": request.user.may(P.PROGRAMME_PLAN),
        "crumbs": crumbs(),
    }
    return render(request, "practice/year.html", context)


def _row(row, today: date) -> dict:
    return {
        "row": row,
        "cells": [
            {"month": month, "state": month.state(today), "words": month.words(today)}
            for month in row.months
        ],
    }


def _coming(pack: Pack, today: date) -> list:
    """What the calendar brings in the next two months."""
    until = end_of_month(add_months(today, 2))
    entries = [*calendar.year_of(pack, today.year), *calendar.year_of(pack, today.year + 1)]
    return [each for each in entries if today < each.starts_on <= until][:12]


def crumbs(*more: dict) -> list[dict]:
    return [{"label": "Practice", "url": reverse("practice:home")}, *more]


def _programme(pack: Pack, key: str) -> Programme:
    found = next((each for each in pack.programmes if each.key == key), None)
    if found is None:
        raise Http404
    return found


@requires(P.PROGRAMME_SEE)
def programme(request: HttpRequest, key: str) -> HttpResponse:
    """One programme: its rule, the turns of a month, its plans, and what the year lacks."""
    today, month = clock.today(), month_of(request)
    pack = pack_on(today)
    found = _programme(pack, key)
    row = next(each for each in year_board.of_year(request.user, pack, month.year)
               if each.programme.key == key)  # fmt: skip
    is_monthly = found.rule in rules.MONTHLY
    held = holding.turns_of_month(request.user, pack, month, programme_key=key)
    occurrence = rules.month_of(pack, found, month) if is_monthly else None
    context = {
        "programme": found,
        "row": row,
        "month": month,
        "held": held,
        "done": sum(each.is_done for each in held),
        "late": sum(each.is_late for each in held),
        "is_monthly": is_monthly,
        "occurrence": occurrence,
        "is_spans": found.rule == Rule.PLANNED_SPAN,
        "may_commission": not is_monthly and found.rule != Rule.PLANNED_SPAN
        and bool(found.switched_on.value),
        "unplanned": [] if is_monthly else commissioning.unplanned(key, today),
        "has_turns": is_monthly or bool(held),
        "facts": _facts(pack, found),
        "may_plan": request.user.may(P.PROGRAMME_PLAN),
        "before": add_months(month, -1),
        "after": add_months(month, 1),
        "crumbs": crumbs({"label": "The year", "url": reverse("practice:year")}),
    }  # fmt: skip
    return render(request, "practice/programme.html", context)


def _facts(pack: Pack, found: Programme) -> list[dict]:
    """What the framework sets of it, each with on whose word; what is not set says so."""
    rows = [("Kinds of activity", ", ".join(pack.activity(key).title for key in found.activities),
             None)]  # fmt: skip
    if found.holders:
        rows.append(("Carried by", ", ".join(pack.role(k).title for k in found.holders), None))
    names = {n: date(2000, n, 1).strftime("%B") for n in range(1, 13)}
    for title, setting, words in (
        ("Switched on", found.switched_on, lambda value: "Yes" if value else "No"),
        ("Paused months", found.paused_months, lambda value: ", ".join(names[n] for n in value)
         or "None"),
        ("Months", found.months, lambda value: ", ".join(names[n] for n in sorted(value))),
        ("So many a year", found.number_a_year, str),
        ("Goes out on day", found.release.day_of_month, str),
        ("Own team left out", found.own_team_excluded, lambda value: "Yes" if value else "No"),
        ("Exemptions approved by", found.exempted_by, lambda value: pack.role(value).title),
    ):  # fmt: skip
        said = words(setting.value) if setting.value is not None else "Not set"
        if setting.value is not None or title in ("Goes out on day", "Exemptions approved by"):
            rows.append((title, said, setting))
    return [{"title": title, "value": value, "is_assumed": bool(s and s.is_assumed),
             "note": s.note if s else ""} for title, value, s in rows]  # fmt: skip


@requires(P.PROGRAMME_PLAN)
@require_POST
def issue(request: HttpRequest, key: str) -> HttpResponse:
    """Issue the month now, or give a turn to those who have none."""
    _programme(pack_on(clock.today()), key)
    month = month_of(request)
    try:
        if month > clock.today() or end_of_month(month) < clock.today():
            raise planning.NotPossible("Only the month that runs can be issued.")
        made = issuing.issue(key, month, snapshot=warehouse.current_or_none(), by=request.user)
    except UserError as error:
        messages.error(request, str(error))
    else:
        said = f"{counted(made.given, 'turn')} given"
        if made.excused:
            said += f", {made.excused} excused"
        if made.without_record:
            said += f", {made.without_record} without a record"
        messages.success(request, f"{said}." if made != issuing.NOTHING
                         else "Everybody has a turn already: nothing was issued.")  # fmt: skip
    return redirect(f"{reverse('practice:programme', args=[key])}?month={month:%Y-%m}")


@requires(P.PROGRAMME_PLAN)
@require_POST
def plan_year(request: HttpRequest, key: str) -> HttpResponse:
    """Plan every time of the year that has no plan yet."""
    _programme(pack_on(clock.today()), key)
    try:
        made = commissioning.plan_year(key, clock.today(), by=request.user)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{counted(len(made), 'plan')} made." if made
                         else "Everything that is still to come is planned.")  # fmt: skip
    return redirect("practice:programme", key=key)


@requires(P.PROGRAMME_PLAN)
def commission(request: HttpRequest, key: str) -> HttpResponse:
    """Plan one time of a programme, or commission what is asked for: with its own days,
    question and records."""
    pack = pack_on(clock.today())
    found = _programme(pack, key)
    wanted = request.GET.get("occurrence", "")
    occurrence = next((each for each in commissioning.unplanned(key, clock.today())
                       if each.key == wanted), None)  # fmt: skip
    if wanted and occurrence is None:
        raise Http404
    draws = commissioning.draws(pack.activity(found.activity), found)
    snapshot = warehouse.current_or_none()
    form = CommissionForm(
        request.POST or None,
        initial=_initial(pack, found, occurrence, request.GET.get("theme", "")),
        services=OrgUnit.objects.services().open_on(clock.today()),
        needs=sampling.needs_on(snapshot) if snapshot and draws else [],
        draws=draws,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = Commission(
            title=said["title"], starts_on=said["starts_on"], due_on=said["due_on"],
            question=said["question"], prompted_by=said["prompted_by"], size=said.get("size"),
            method=said.get("method", ""), criteria=form.criteria if draws else
            sampling.Criteria(), theme=said["theme"],
        )  # fmt: skip
        try:
            made = commissioning.commission(key, asked, by=request.user, occurrence=wanted)
            releasing.run_due(clock.today(), snapshot)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("practice:plan", pk=made.pk)
    return render(request, "practice/commission.html", {
        "form": form, "programme": found, "occurrence": occurrence, "draws": draws,
        "kind": pack.activity(found.activity),
        "crumbs": crumbs({"label": "The year", "url": reverse("practice:year")},
                         {"label": found.title, "url": reverse("practice:programme", args=[key])}),
    })  # fmt: skip


def _initial(pack: Pack, found: Programme, occurrence, theme: str) -> dict:
    size = found.sampling.size.value if found.sampling else None
    said = {"size": size, "title": found.title}
    if occurrence:
        said |= {"title": titles.not_taken(titles.of_time(pack, found, occurrence),
                                           occurrence.starts_on),
                 "starts_on": max(occurrence.starts_on, clock.today()),
                 "due_on": occurrence.ends_on}  # fmt: skip
    if theme.isdigit():
        wanted = CandidateTheme.objects.filter(pk=int(theme)).first()
        if wanted:
            said |= {"theme": wanted.pk, "title": wanted.title, "question": wanted.why}
    return said


@requires(P.PROGRAMME_PLAN)
def move_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days for a plan, before it goes out."""
    found = get_object_or_404(Plan, pk=pk)
    form = DaysForm(request.POST or None,
                    initial={"starts_on": found.starts_on, "due_on": found.ends_on})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            commissioning.move_plan(found, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Moved.")
            return redirect("practice:plan", pk=pk)
    return render(request, "practice/days.html",
                  {"form": form, "plan": found, "crumbs": crumbs()})  # fmt: skip


@requires(P.PROGRAMME_PLAN)
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a plan up before it goes out, with the reason."""
    found = get_object_or_404(Plan, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            planning.withdraw_plan(found, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{found.title}” is given up.")
            if found.programme_key:
                return redirect("practice:programme", key=found.programme_key)
            return redirect("practice:plans")
    return render(request, "practice/give_up.html",
                  {"form": form, "plan": found, "crumbs": crumbs()})  # fmt: skip
