"""How far auditors agree. Reads only; nothing is said where there are too few pairs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from lineofsight.periods import add_months
from lineofsight.statistics.agreement import Agreement, agreement
from lineofsight.web import clock
from lineofsight.web.practice.models import Audit, Judgement

LOOK_BACK_MONTHS = 12


@dataclass(frozen=True)
class Pair:
    """Two auditors' grades for one domain of one audit, in the order of the audit's parts."""

    audit_id: int
    domain_key: str
    service_name: str
    people: frozenset[int]
    first: str
    second: str


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
            "part__audit_id", "domain_key", "part__audit__service_name", "part__auditor_id", "grade"
        )
    )
    graded = defaultdict(list)
    for audit_id, domain_key, service, auditor, grade in rows:
        graded[(audit_id, domain_key, service)].append((auditor, grade))
    return [
        Pair(audit_id, domain_key, service, frozenset(who for who, _ in two), two[0][1], two[1][1])
        for (audit_id, domain_key, service), two in graded.items()
        if len(two) == 2
    ]


def agree(found: list[Pair], scale) -> Agreement:
    return agreement(
        [(pair.first, pair.second) for pair in found], scale=[grade.key for grade in scale.grades]
    )


def of_pair(audit: Audit) -> dict | None:
    """How this audit's auditors compare with each other and with all, over twelve months."""
    people = frozenset(part.auditor_id for part in audit.parts.all() if part.declared.judges)
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
