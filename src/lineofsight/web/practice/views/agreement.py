"""How far auditors agree: with each other, and with what was decided in the end. By standard,
by service and over time; by person for the QA service, and for everybody their own."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lineofsight.packs.activities import ActivityType
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import calibration
from lineofsight.web.practice.scales import Scales, titled


@requires(P.PROGRAMME_SEE, P.AUDIT_MODERATE, P.AUDIT_DO)
def agreement(request: HttpRequest) -> HttpResponse:
    pack, today = pack_on(clock.today()), clock.today()
    graded = [each for each in pack.activity_types if each.judged]
    scales = Scales()
    found = calibration.on_each_scale(_pairs(graded, today), scales)
    sees_everybody = request.user.may(P.PROGRAMME_PLAN)
    of = None if sees_everybody else request.user.pk
    leanings = calibration.leanings([each.key for each in graded], until=today, of=of)
    activities = [
        block
        for each in graded
        for block in _blocks(each, pack.grade_scale(each.grade_scale), found, scales)
    ]
    for block in activities:
        block |= _people(leanings[block["key"]] if block["is_first"] else [], request.user)
    context = {
        "activities": [each for each in activities if each["judges"] > 1 or each["is_moderated"]],
        "months": calibration.LOOK_BACK_MONTHS,
        "crumbs": [{"label": "Practice", "url": reverse("practice:home")}],
    }
    return render(request, "practice/agreement.html", context)


def _judges(activity: ActivityType) -> int:
    return sum(bool(activity.judged_in(part)) for part in activity.parts)


def _blocks(activity: ActivityType, current, found: dict, scales: Scales) -> list[dict]:
    """The scale in force first, then any that was in use before; each for itself."""
    earlier = {}
    for (key, scale_id), pairs in found.items():
        if key == activity.key and scale_id != current.id:
            earlier[scale_id] = scales.of(pairs[0].adopted_id, key)
    return [
        _of_activity(activity, scale, found.get((activity.key, scale.id), []))
        | {"key": activity.key, "is_first": n == 0,
           "title": titled(activity.title, scale, is_one_of_several=bool(earlier))}
        for n, scale in enumerate([current, *earlier.values()])
    ]  # fmt: skip


def _pairs(graded: list[ActivityType], until: date) -> list[calibration.Pairs]:
    """Two who grade without seeing each other; where one grades, beside the final grade."""
    by_two = [each.key for each in graded if _judges(each) > 1]
    by_one = [each.key for each in graded if each.key not in by_two]
    return [
        *calibration.pairs(by_two, until=until),
        *calibration.with_final(by_one, until=until),
    ]


def _of_activity(activity: ActivityType, scale, found: list[calibration.Pairs]) -> dict:
    titles = {domain.key: domain.title for domain in activity.judged}
    quarters = calibration.table(found, scale, {}, "quarter")
    return {
        "judges": _judges(activity),
        "is_moderated": activity.is_moderated,
        "all": _words(calibration.agree(found, scale)),
        "domains": [_row(row) for row in calibration.table(found, scale, titles, "domain_key")],
        "services": [_row(row) for row in calibration.table(found, scale, {}, "service_name")],
        "quarters": [
            _row(row)
            for row in sorted(quarters, key=lambda row: calibration.quarter_order(row["title"]))
        ],
    }


def _people(found: list[calibration.Leaning], user) -> dict:
    """Everybody, for who runs the programme; otherwise oneself and nobody else."""
    own = next((each for each in found if each.person_id == user.pk), None)
    shown = found if user.may(P.PROGRAMME_PLAN) else []
    names = dict(User.objects.filter(pk__in=[each.person_id for each in shown])
                 .values_list("pk", "name"))  # fmt: skip
    people = [{"name": names[each.person_id], "leaning": each} for each in shown]
    return {"own": own, "people": sorted(people, key=lambda each: each["name"])}


def _row(row: dict) -> dict:
    return {"title": row["title"], **_words(row["agreement"])}


def _words(found) -> dict:
    """Shares with the number of pairs beside them; None where there are too few."""
    if not found.is_enough:
        return {"pairs": found.pairs, "is_enough": False}
    return {
        "pairs": found.pairs,
        "is_enough": True,
        "exact": f"{100 * found.exact:.0f}%",
        "adjacent": f"{100 * found.adjacent:.0f}%",
        "kappa": _kappa(found),
    }


def _kappa(found) -> str:
    if found.kappa_linear is None:
        return "not defined"
    if found.kappa_interval is None:
        return f"{found.kappa_linear:.2f}"
    low, high = found.kappa_interval
    return f"{found.kappa_linear:.2f} ({low:.2f} to {high:.2f})"
