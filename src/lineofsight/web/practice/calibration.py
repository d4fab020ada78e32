"""How far auditors agree. Reads only; nothing is said where there are too few pairs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from lineofsight.periods import add_months
from lineofsight.statistics.agreement import ENOUGH_PAIRS, Agreement, agreement
from lineofsight.web import clock
from lineofsight.web.practice.models import Audit, Judgement

LOOK_BACK_MONTHS = 12
QUARTERS = {1: "January to March", 4: "April to June", 7: "July to September",
            10: "October to December"}  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two auditors' grades for one domain of one audit, in the order of the audit's parts."""

    audit_id: int
    domain_key: str
    service_name: str
    people: frozenset[int]
    first: str
    second: str
    quarter: str = ""


def pairs(*, activity_key: str, until: date, months: int = LOOK_BACK_MONTHS) -> list[Pair]:
    """Every domain graded twice in audits whose grades became final in the months to a day."""
    rows = (
        Judgement.objects.filter(
            part__audit__state__in=Audit.JUDGED,
            part__audit__activity_key=activity_key,
            part__audit__judged_at__date__gt=add_months(until, -months),
            part__audit__judged_at__date__lte=until,
        )
        .exclude(grade="")
        .order_by("part_id")
        .values_list(
            "part__audit_id", "domain_key", "part__audit__service_name",
            "part__audit__judged_at", "part__auditor_id", "grade",
        )
    )  # fmt: skip
    graded = defaultdict(list)
    for audit_id, domain_key, service, judged_at, auditor, grade in rows:
        key = (audit_id, domain_key, service, _quarter(judged_at))
        graded[key].append((auditor, grade))
    return [
        Pair(audit_id, domain_key, service, frozenset(who for who, _ in two), two[0][1],
             two[1][1], quarter)
        for (audit_id, domain_key, service, quarter), two in graded.items()
        if len(two) == 2
    ]  # fmt: skip


def _quarter(moment) -> str:
    """“2026, July to September”: in an order that can be sorted."""
    day = moment.astimezone(clock.UK).date()
    first = 3 * ((day.month - 1) // 3) + 1
    return f"{day.year} {QUARTERS[first]}"


def with_final(*, activity_key: str, until: date, months: int = LOOK_BACK_MONTHS) -> list[Pair]:
    """Each auditor's grade beside the final one that a moderator decided."""
    rows = (
        Judgement.objects.filter(
            part__audit__state__in=Audit.JUDGED,
            part__audit__activity_key=activity_key,
            part__audit__moderation__confirmed_at__isnull=False,
            part__audit__judged_at__date__gt=add_months(until, -months),
            part__audit__judged_at__date__lte=until,
            part__audit__final_grades__domain_key=F("domain_key"),
        )
        .exclude(grade="")
        .order_by("part_id", "pk")
        .values_list(
            "part__audit_id", "domain_key", "part__audit__service_name", "part__auditor_id",
            "grade", "part__audit__final_grades__grade", "part__audit__judged_at",
        )
    )  # fmt: skip
    return [
        Pair(audit_id, domain_key, service, frozenset({auditor}), grade, final, _quarter(at))
        for audit_id, domain_key, service, auditor, grade, final, at in rows
    ]


@dataclass(frozen=True)
class Leaning:
    """How somebody's grades lie beside the final ones: None of it below `ENOUGH_PAIRS`."""

    person_id: int
    grades: int
    higher: int | None = None
    lower: int | None = None
    same: int | None = None

    @property
    def is_enough(self) -> bool:
        return self.same is not None


def leanings(found: list[Pair], scale) -> list[Leaning]:
    """Who grades higher or lower than what was decided in the end. For the QA service and for
    the person alone: never a table of colleagues for colleagues."""
    places = {grade.key: n for n, grade in enumerate(scale.grades)}
    gaps = defaultdict(list)
    for pair in found:
        if pair.first in places and pair.second in places:
            (person,) = pair.people
            gaps[person].append(places[pair.first] - places[pair.second])
    return [_leaning(person, some) for person, some in sorted(gaps.items())]


def _leaning(person: int, gaps: list[int]) -> Leaning:
    if len(gaps) < ENOUGH_PAIRS:
        return Leaning(person, len(gaps))
    return Leaning(
        person,
        len(gaps),
        higher=sum(gap < 0 for gap in gaps),
        lower=sum(gap > 0 for gap in gaps),
        same=sum(gap == 0 for gap in gaps),
    )


def agree(found: list[Pair], scale) -> Agreement:
    return agreement(
        [(pair.first, pair.second) for pair in found], scale=[grade.key for grade in scale.grades]
    )


def of_pair(audit: Audit) -> dict | None:
    """How this audit's auditors compare with each other and with all, over twelve months."""
    people = frozenset(part.auditor_id for part in audit.parts.all() if part.judges)
    if len(people) != 2:
        return None
    found = pairs(activity_key=audit.activity_key, until=clock.today())
    theirs = [pair for pair in found if pair.people == people]
    everybody = agree(found, audit.scale)
    if not everybody.is_enough:
        return {"all": None, "pairs": everybody.pairs}
    own = agree(theirs, audit.scale)
    return {
        "pairs": everybody.pairs,
        "own_pairs": own.pairs,
        "all": _shares(everybody),
        "own": _shares(own) if own.is_enough else None,
    }


def _shares(found: Agreement) -> dict:
    return {"exact": round(100 * found.exact), "adjacent": round(100 * found.adjacent)}


def table(found: list[Pair], scale, titles: dict[str, str], by: str) -> list[dict]:
    """Agreement by domain or by service, the least agreed first; too few pairs come last."""
    groups = defaultdict(list)
    for pair in found:
        groups[getattr(pair, by)].append(pair)
    rows = [
        {"title": titles.get(key, key), "agreement": agree(group, scale)}
        for key, group in groups.items()
    ]
    return sorted(
        rows,
        key=lambda row: (
            row["agreement"].exact is None,
            row["agreement"].exact or 0.0,
            row["title"],
        ),
    )
