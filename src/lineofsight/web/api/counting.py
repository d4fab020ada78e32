"""The numbers: counted over what the key's person may see, and made safe where they go outside."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q

from lineofsight.disclosure import Sum, is_small, to_hide
from lineofsight.packs import Pack
from lineofsight.packs.judging import GradeScale
from lineofsight.periods import end_of_month
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.api.reach import Reach
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.practice.models import Audit, FinalGrade, Judgement
from lineofsight.web.practice.scales import Scales

FIELD_OF = {
    Audit.State.RELEASED: "not_started",
    Audit.State.IN_PROGRESS: "in_progress",
    Audit.State.SUBMITTED: "waiting_for_moderation",
    **dict.fromkeys(Audit.JUDGED, "final"),
}
STAGES = ("not_started", "in_progress", "waiting_for_moderation", "final")
Months = list[datetime.date]


def programmes(reach: Reach, months: Months) -> list[dict]:
    """As the programme board counts a month: what was sent out in it, withdrawn ones left out."""
    packs, counts, late, today = _Packs(), defaultdict(Counter), Counter(), clock.today()
    found = reach.audits().filter(_within("released_on", months)).filter(state__in=FIELD_OF)
    rows = found.order_by().distinct().values_list(
        "pk", "released_on", "activity_key", "service_id", "service_name", "state", "due_on",
        "adopted_id",
    )  # fmt: skip
    for _, released_on, activity, service_id, service, state, due_on, adopted in rows:
        group = (released_on.replace(day=1), activity, service_id, service)
        packs.remember(activity, adopted)
        counts[group][FIELD_OF[state]] += 1
        with_auditors = state in (Audit.State.RELEASED, Audit.State.IN_PROGRESS)
        late[group] += with_auditors and due_on < today
    return [
        {
            "month": f"{month:%Y-%m}",
            "activity": activity,
            "activity_title": packs.title(activity),
            "service": {"id": service_id, "name": service},
            **_progress(counts[group], late[group], reach.hides_small),
        }
        for group in sorted(counts)
        for month, activity, service_id, service in [group]
    ]


def _progress(counted: Counter, late: int, hides_small: bool) -> dict:
    whole = counted.total()
    numbers = {**{stage: counted[stage] for stage in STAGES}, "sent_out": whole, "late": late,
               "in time": whole - late}  # fmt: skip
    ties = [Sum(STAGES, "sent_out"), Sum(("late", "in time"), "sent_out")]
    shown = _shown(numbers, ties, hides_small)
    del shown["in time"]
    return shown


def grades(reach: Reach, months: Months) -> list[dict]:
    """Final grades, and the auditors' own beside them, by domain and service; those of two
    scales apart, even where they have the same names."""
    packs, scales, counts = _Packs(), Scales(), defaultdict(Counter)
    known: dict[str, GradeScale] = {}
    judged = reach.audits().filter(_within("judged_at__date", months), state__in=Audit.JUDGED)
    facts = {
        pk: (_day(at).replace(day=1), activity, service_id, service, adopted)
        for pk, at, activity, service_id, service, adopted in judged.order_by().values_list(
            "pk", "judged_at", "activity_key", "service_id", "service_name", "adopted_id"
        )
    }
    final = FinalGrade.objects.filter(audit__in=facts).values_list(
        "audit_id", "domain_key", "grade"
    )
    first = Judgement.objects.filter(part__audit__in=facts).values_list(
        "part__audit_id", "domain_key", "grade"
    )
    for stage, rows in (("final", final), ("first", first)):
        for audit, domain, grade in rows.order_by():
            if grade:
                month, activity, service_id, service, adopted = facts[audit]
                packs.remember(activity, adopted)
                scale = scales.of(adopted, activity)
                known[scale.id] = scale
                counts[month, activity, service_id, service, domain, stage, scale.id][grade] += 1
    return [
        _graded(group, packs, known[group[-1]])
        | _numbers(counts[group], known[group[-1]], reach.hides_small)
        for group in sorted(counts)
    ]


def _graded(group: tuple, packs: "_Packs", scale: GradeScale) -> dict:
    month, activity, service_id, service, domain, stage, _ = group
    return {
        "month": f"{month:%Y-%m}",
        "activity": activity,
        "activity_title": packs.title(activity),
        "service": {"id": service_id, "name": service},
        "domain": domain,
        "domain_title": packs.domain(activity, domain),
        "scale": scale.name,
        "stage": stage,
    }


def _numbers(counted: Counter, scale: GradeScale, hides_small: bool) -> dict:
    titles = {each.key: each.title for each in scale.grades}
    keys = tuple(dict.fromkeys([*titles, *sorted(counted)]))
    numbers = {**{("grade", key): counted[key] for key in keys}, "graded": counted.total()}
    ties = [Sum(tuple(("grade", key) for key in keys), "graded")]
    # How many were graded is known from the reports, which tell how much work was done.
    known = () if is_small(numbers["graded"]) else ("graded",)
    shown = _shown(numbers, ties, hides_small, known)
    return {
        "graded": shown["graded"],
        "grades": [
            {"grade": key, "title": titles.get(key, key), "number": shown["grade", key]}
            for key in keys
        ],
    }


def actions(reach: Reach, months: Months) -> list[dict]:
    """As the reports count a month: what was open at its end, and what happened in it."""
    found = list(
        reach.actions()
        .filter(agreed_at__isnull=False)
        .exclude(state__in=(Action.State.SUPERSEDED, Action.State.REJECTED))
        .order_by()
        .distinct()
        .values("pk", "service_id", "kind", "due_on", "agreed_at", "claimed_at", "verified_at",
                "closed_at")
    )  # fmt: skip
    rows = []
    for month in months:
        groups = defaultdict(Counter)
        for action in found:
            _count_action(groups, action, month, min(end_of_month(month), clock.today()))
        rows += [
            {
                "month": f"{month:%Y-%m}",
                "service": service,
                "kind": kind,
                **_of_actions(groups[service, kind], reach.hides_small),
            }
            for service, kind in sorted(groups)
        ]
    return rows


def _count_action(groups: dict, action: dict, month: datetime.date, end: datetime.date) -> None:
    days = {name: _day(action[f"{name}_at"]) if action[f"{name}_at"] else None
            for name in ("agreed", "claimed", "verified", "closed")}  # fmt: skip
    if days["agreed"] > end:
        return
    counted = groups[action["service_id"], action["kind"]]
    settled = [day for day in (days["verified"], days["closed"]) if day is not None]
    is_open = not any(day <= end for day in settled)
    counted["open_at_end"] += is_open
    counted["late_at_end"] += is_open and action["due_on"] < end
    for name, field in (("agreed", "agreed"), ("claimed", "done"), ("verified", "verified")):
        counted[field] += days[name] is not None and month <= days[name] <= end


def _of_actions(counted: Counter, hides_small: bool) -> dict:
    fields = ("open_at_end", "late_at_end", "agreed", "done", "verified")
    numbers = {field: counted[field] for field in fields}
    numbers["in time"] = numbers["open_at_end"] - numbers["late_at_end"]
    shown = _shown(numbers, [Sum(("late_at_end", "in time"), "open_at_end")], hides_small)
    del shown["in time"]
    return shown


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(clock.UK).date()


def _shown(numbers: Mapping, ties: list[Sum], hides_small: bool, known: tuple = ()) -> dict:
    hidden = to_hide(numbers, ties, known=known) if hides_small else frozenset()
    return {key: None if key in hidden else number for key, number in numbers.items()}


def _within(field: str, months: Months) -> Q:
    """Any of the months, which need not follow each other."""
    found = Q(pk__in=[])
    for month in months:
        found |= Q(**{f"{field}__range": (month, end_of_month(month))})
    return found


class _Packs:
    """Titles as the framework has them under which the work began; of several, the newest."""

    def __init__(self):
        self._adopted: dict[int, AdoptedPack] = AdoptedPack.objects.in_bulk()
        self._of: dict[str, int] = {}

    def remember(self, activity: str, adopted: int) -> None:
        self._of[activity] = max(adopted, self._of.get(activity, 0))

    def _pack(self, activity: str) -> Pack:
        return self._adopted[self._of[activity]].pack

    def title(self, activity: str) -> str:
        return self._pack(activity).activity(activity).title

    def domain(self, activity: str, key: str) -> str:
        domains: Iterable = self._pack(activity).activity(activity).form.domains
        return next((each.title for each in domains if each.key == key), key)
