"""How far auditors agree. Reads only; nothing is said where there are too few pairs.

The database counts how often each two grades were given, so what is read does not grow with
the number of audits.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Value, When

from lineofsight.periods import add_months
from lineofsight.statistics.agreement import ENOUGH_PAIRS, Agreement, agreement_of_cells
from lineofsight.web import clock
from lineofsight.web.practice.models import Audit, Judgement
from lineofsight.web.practice.scales import Scales

LOOK_BACK_MONTHS = 12
QUARTERS = {1: "January to March", 4: "April to June", 7: "July to September",
            10: "October to December"}  # fmt: skip
SECOND = "part__audit__parts__judgements"
FINAL = "part__audit__final_grades"
WHERE = (
    "part__audit__adopted_id",
    "part__audit__activity_key",
    "domain_key",
    "part__audit__service_name",
    "quarter",
    "grade",
)


class Pairs(NamedTuple):
    """How often two grades were given of one activity, under one version of the framework,
    in one domain, service and quarter: by two auditors of an audit, in the order of its
    parts, or by an auditor and in the end."""

    adopted_id: int
    activity_key: str
    domain_key: str
    service_name: str
    quarter: str
    first: str
    second: str
    number: int


def pairs(
    activity_keys: Collection[str], *, until: date, months: int = LOOK_BACK_MONTHS
) -> list[Pairs]:  # fmt: skip
    """Every domain graded twice in audits whose grades became final in the months to a day."""
    return _counted(_graded_twice(activity_keys, until, months), "second", until, months)


def with_final(
    activity_keys: Collection[str], *, until: date, months: int = LOOK_BACK_MONTHS
) -> list[Pairs]:  # fmt: skip
    """Each auditor's grade beside the final one that a moderator decided."""
    return _counted(_moderated(activity_keys, until, months), f"{FINAL}__grade", until, months)


def _counted(found: QuerySet, second: str, until: date, months: int) -> list[Pairs]:
    rows = (
        found.annotate(quarter=_quarter(add_months(until, -months), until))
        .order_by()
        .values_list(*WHERE, second)
        .annotate(number=Count("pk"))
    )
    return [Pairs(*row) for row in rows]


def _judged(activity_keys: Collection[str], until: date, months: int) -> QuerySet:
    """The grades of audits that became final in the months to a day."""
    first = add_months(until, -months) + timedelta(days=1)
    return Judgement.objects.filter(
        part__audit__state__in=Audit.JUDGED,
        part__audit__activity_key__in=list(activity_keys),
        part__audit__judged_at__range=clock.span(first, until),
    ).exclude(grade="")


def _graded_twice(activity_keys: Collection[str], until: date, months: int) -> QuerySet:
    """The first of two grades with the second beside it; a domain that one or three graded is
    left out. The second is annotated before anything is asked of it, so that it is one and
    the same row each time: each `filter` across the relation would join another."""
    third = (
        Judgement.objects.filter(
            part__audit=OuterRef("part__audit"), domain_key=OuterRef("domain_key")
        )
        .exclude(grade="")
        .exclude(pk=OuterRef("pk"))
        .exclude(pk=OuterRef("second_pk"))
    )
    return (
        _judged(activity_keys, until, months)
        .annotate(
            second=F(f"{SECOND}__grade"),
            second_pk=F(f"{SECOND}__pk"),
            second_domain=F(f"{SECOND}__domain_key"),
            second_part=F(f"{SECOND}__part"),
        )
        .filter(second_domain=F("domain_key"), second_part__gt=F("part"), second__gt="")
        .exclude(Exists(third))
    )


def _moderated(activity_keys: Collection[str], until: date, months: int) -> QuerySet:
    return _judged(activity_keys, until, months).filter(
        **{
            "part__audit__moderation__confirmed_at__isnull": False,
            f"{FINAL}__domain_key": F("domain_key"),
        }
    )


def _quarter(start: date, until: date) -> Case:
    """“2026 July to September”, `quarter_order` of which sorts. Told by its first and last
    instant, which is cheaper than asking of each instant on what day it was."""
    first, whens = date(start.year, 3 * ((start.month - 1) // 3) + 1, 1), []
    while first <= until:
        last = add_months(first, 3) - timedelta(days=1)
        is_within = {"part__audit__judged_at__range": clock.span(first, last)}
        whens.append(When(**is_within, then=Value(f"{first.year} {QUARTERS[first.month]}")))
        first = add_months(first, 3)
    return Case(*whens)


def quarter_order(quarter: str) -> tuple[str, int]:
    year, months = quarter.split(" ", 1)
    return year, list(QUARTERS.values()).index(months)


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


def leanings(
    activity_keys: Collection[str],
    *,
    until: date,
    months: int = LOOK_BACK_MONTHS,
    of: int | None = None,
) -> dict[str, list[Leaning]]:
    """By activity: who grades higher or lower, on the scale of each audit, than what was
    decided in the end; everybody, or one person. For the QA service and for the person alone:
    never a table of colleagues for colleagues."""
    known = Scales()
    graded = _moderated(activity_keys, until, months)
    rows = (
        (graded if of is None else graded.filter(part__auditor=of))
        .order_by()
        .values_list(
            "part__audit__adopted_id",
            "part__audit__activity_key",
            "part__auditor_id",
            "grade",
            f"{FINAL}__grade",
        )
        .annotate(number=Count("pk"))
    )
    gaps: dict[str, dict[int, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for adopted, key, person, given, final, number in rows:
        scale = known.of(adopted, key)
        grades = [grade.key for grade in scale.grades] if scale else []
        if given in grades and final in grades:
            gaps[key][person][grades.index(given) - grades.index(final)] += number
    return {
        key: [_leaning(person, some) for person, some in sorted(gaps[key].items())]
        for key in activity_keys
    }


def _leaning(person: int, gaps: Counter[int]) -> Leaning:
    number = gaps.total()
    if number < ENOUGH_PAIRS:
        return Leaning(person, number)
    return Leaning(
        person,
        number,
        higher=sum(often for gap, often in gaps.items() if gap < 0),
        lower=sum(often for gap, often in gaps.items() if gap > 0),
        same=gaps[0],
    )


def agree(found: Iterable[Pairs], scale) -> Agreement:
    cells: Counter[tuple[str, str]] = Counter()
    for each in found:
        cells[each.first, each.second] += each.number
    return agreement_of_cells(cells, scale=[grade.key for grade in scale.grades])


def of_pair(audit: Audit) -> dict | None:
    """How this audit's auditors compare with each other and with all, over twelve months."""
    people = {part.auditor_id for part in audit.parts.all() if part.judges}
    if len(people) != 2:
        return None
    until = clock.today()
    known, of = Scales(), (audit.activity_key, audit.scale.id)
    everybody = agree(on_each_scale(pairs([audit.activity_key], until=until), known)[of],
                      audit.scale)  # fmt: skip
    if not everybody.is_enough:
        return {"all": None, "pairs": everybody.pairs}
    theirs = (
        _graded_twice([audit.activity_key], until, LOOK_BACK_MONTHS)
        .annotate(second_auditor=F(f"{SECOND}__part__auditor"))
        .filter(part__auditor__in=people, second_auditor__in=people)
    )
    counted = _counted(theirs, "second", until, LOOK_BACK_MONTHS)
    own = agree(on_each_scale(counted, known)[of], audit.scale)
    return {
        "pairs": everybody.pairs,
        "own_pairs": own.pairs,
        "all": _shares(everybody),
        "own": _shares(own) if own.is_enough else None,
    }


def on_each_scale(
    found: Iterable[Pairs], scales: Scales
) -> dict[tuple[str, str], list[Pairs]]:  # fmt: skip
    """Pairs by activity and by the scale on which both grades were given."""
    apart: dict[tuple[str, str], list[Pairs]] = defaultdict(list)
    for each in found:
        scale = scales.of(each.adopted_id, each.activity_key)
        if scale is not None:
            apart[each.activity_key, scale.id].append(each)
    return apart


def _shares(found: Agreement) -> dict:
    return {"exact": round(100 * found.exact), "adjacent": round(100 * found.adjacent)}


def table(found: list[Pairs], scale, titles: dict[str, str], by: str) -> list[dict]:
    """Agreement by domain or by service, the least agreed first; too few pairs come last."""
    groups = defaultdict(list)
    for each in found:
        groups[getattr(each, by)].append(each)
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
