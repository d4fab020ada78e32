"""The year of every programme at one look: what went out, what is late, what is coming, and
which services were looked at. Reads only, in a number of queries that does not grow."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.periods import end_of_month
from lineofsight.web import clock
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.practice import calendar, rules
from lineofsight.web.practice.models import Audit, Plan, Turn
from lineofsight.web.ui.words import counted

RULES = {
    Rule.PLANNED_SPAN: "Planned for a span of months, sent out month by month",
    Rule.ONE_PER_HOLDER: "One each in every month",
    Rule.ROTATION: "One a month, the kinds in turn",
    Rule.NUMBER_A_YEAR: "So many in a year",
    Rule.FIXED_MONTHS: "In the months that are set",
    Rule.ON_REQUEST: "When it is asked for",
}
DONE, LATE, OUT, COMING, PAUSED, NOT_PLANNED, NOTHING = (
    "done", "late", "out", "coming", "paused", "not planned", "",
)  # fmt: skip


@dataclass
class Month:
    """What one month brought, or will bring, of one programme."""

    first: date
    is_paused: bool = False
    expected: tuple[calendar.Entry, ...] = ()
    given: int = 0
    excused: int = 0
    waiting: int = 0
    """Turns of which nobody has said yet whom they are about, or for which none was found."""
    audits: int = 0
    done: int = 0
    late: int = 0
    planned: int = 0

    def state(self, today: date) -> str:
        if self.late:
            return LATE
        out = max(self.given, self.audits)
        if out:
            return DONE if self.done >= out else OUT
        if self.is_paused:
            return PAUSED
        if self.planned:
            return COMING
        if not self.expected:
            return NOTHING
        return COMING if end_of_month(self.first) >= today else NOT_PLANNED

    def words(self, today: date) -> str:
        state = self.state(today)
        out = max(self.given, self.audits)
        if state in (DONE, OUT, LATE):
            return f"All {out}" if self.done >= out else f"{self.done} of {out}"
        return {PAUSED: "Paused", COMING: "Coming", NOT_PLANNED: "Not planned"}.get(state, "")


@dataclass
class ProgrammeYear:
    programme: Programme
    kinds: list[str]
    who: str
    months: list[Month] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    undated: str = ""

    @property
    def rule(self) -> str:
        return RULES[self.programme.rule]

    @property
    def late(self) -> int:
        return sum(month.late for month in self.months)


def of_year(user, pack: Pack, year: int) -> list[ProgrammeYear]:
    """Every programme of the pack, month by month of a calendar year. Four queries."""
    entries = defaultdict(list)
    for entry in calendar.year_of(pack, year):
        entries[entry.programme_key, entry.starts_on.month].append(entry)
    undated = {each.programme_key: each.why for each in calendar.undated(pack)}
    turns, audits, plans = _turns(year), _audits(user, pack, year), _plans(year)
    today = clock.today()
    rows = []
    for programme in pack.programmes:
        row = ProgrammeYear(
            programme=programme,
            kinds=[pack.activity(key).title for key in programme.activities],
            who=", ".join(pack.role(key).title for key in programme.holders),
            plans=plans[programme.key],
            undated=undated.get(programme.key, ""),
        )
        for number in range(1, 13):
            month = Month(date(year, number, 1))
            expected = entries[programme.key, number]
            month.is_paused = any(each.what == calendar.PAUSED for each in expected)
            month.expected = tuple(each for each in expected if each.what != calendar.PAUSED)
            month.planned = sum(each.starts_on.month == number for each in row.plans)
            for name, value in (
                turns[programme.key, number] | audits[programme.key, number]
            ).items():
                setattr(month, name, value)
            row.months.append(month)
        row.warnings = warnings(pack, programme, row.plans, today=today, year=year,
                                done=sum(month.done for month in row.months))  # fmt: skip
        rows.append(row)
    return rows


def _turns(year: int) -> dict:
    counted_turns = (
        Turn.objects.filter(month__year=year).order_by().values_list("programme_key", "month")
        .annotate(
            given=Count("pk", filter=Q(state__in=["given", "no_record"]), distinct=True),
            excused=Count("pk", filter=Q(state="excused"), distinct=True),
            waiting=Count("pk", distinct=True,
                          filter=Q(state="no_record") | Q(state="given", audits__isnull=True)),
        )
    )  # fmt: skip
    found = defaultdict(dict)
    for key, month, given, excused, waiting in counted_turns:
        found[key, month.month] = {"given": given, "excused": excused, "waiting": waiting}
    return found


def _audits(user, pack: Pack, year: int) -> dict:
    """Counts by programme and month. What was begun without a plan belongs to the programme
    that runs its kind of activity; the first, where several do."""
    today = clock.today()
    rows = (
        Audit.objects.visible_to(user)
        .filter(released_on__year=year)
        .exclude(state=Audit.State.WITHDRAWN)
        .order_by().values_list("plan__programme_key", "activity_key", "released_on__month")
        .annotate(
            audits=Count("pk", distinct=True),
            done=Count("pk", distinct=True, filter=~Q(state__in=Audit.WITH_AUDITORS)),
            late=Count("pk", distinct=True,
                       filter=Q(state__in=Audit.WITH_AUDITORS, due_on__lt=today)),
        )
    )  # fmt: skip
    runs = {kind: each.key for each in reversed(pack.programmes) for kind in each.activities}
    found: dict = defaultdict(lambda: {"audits": 0, "done": 0, "late": 0})
    for programme, kind, month, *numbers in rows:
        counts = found[programme or runs.get(kind, ""), month]
        for name, number in zip(counts, numbers, strict=True):
            counts[name] += number
    return found


def _plans(year: int) -> dict[str, list[Plan]]:
    found = defaultdict(list)
    for plan in (
        Plan.objects.filter(starts_on__year=year, programme_key__gt="")
        .exclude(state=Plan.State.WITHDRAWN)
        .order_by("starts_on", "pk")
    ):
        found[plan.programme_key].append(plan)
    return found


def warnings(
    pack: Pack, programme: Programme, plans: list[Plan], *, today: date, year: int, done: int
) -> list[str]:
    """What the year falls short of: too few done, a quarter in which nothing is planned."""
    if not programme.switched_on.value:
        return []
    first = rules.year_of(programme, today if today.year == year else date(year, 12, 31))
    found = rules.occurrences(pack, programme, first)
    if programme.rule == Rule.NUMBER_A_YEAR and found:
        stands = rules.year_so_far(found, done=done, day=today)
        if stands.behind:
            return [f"Behind by {stands.behind}: {stands.done} done, "
                    f"{stands.expected} of {stands.number} expected by now"]  # fmt: skip
    if programme.rule == Rule.FIXED_MONTHS and _is_quarterly(programme) and plans:
        missing = rules.missing_quarters((plan.starts_on for plan in plans), date(year, 1, 1))
        return [f"Nothing is planned for {start:%B} to {end:%B %Y}" for start, end in missing]
    return []


def _is_quarterly(programme: Programme) -> bool:
    quarters = {(month - 1) // 3 for month in programme.months.value or ()}
    return len(quarters) == 4


@dataclass(frozen=True)
class ServiceRow:
    """How often each kind of activity looked at a service; also one nobody looked at."""

    name: str
    numbers: tuple[int, ...]
    kinds: tuple[str, ...]

    @property
    def by_kind(self) -> list[dict]:
        pairs = zip(self.kinds, self.numbers, strict=True)
        return [{"kind": kind, "count": count} for kind, count in pairs]

    @property
    def total(self) -> int:
        return sum(self.numbers)


def coverage(user, pack: Pack, year: int) -> tuple[list[str], list[ServiceRow]]:
    """The kinds of activity with anything this year, and every service with its numbers."""
    rows = (
        Audit.objects.visible_to(user).filter(released_on__year=year)
        .exclude(state=Audit.State.WITHDRAWN).order_by()
        .values_list("service_name", "activity_key").annotate(number=Count("pk", distinct=True))
    )  # fmt: skip
    numbers = {(service, key): number for service, key, number in rows if service}
    titles = {each.key: each.title for each in pack.activity_types}
    kinds = [key for key in titles if any(known == key for _, known in numbers)]
    services = set(OrgUnit.objects.services().open_on(clock.today()).values_list("name", flat=True))
    services |= {service for service, _ in numbers}
    said = tuple(titles[key] for key in kinds)
    return list(said), [
        ServiceRow(name, tuple(numbers.get((name, key), 0) for key in kinds), said)
        for name in sorted(services)
    ]


def heading(rows: list[ProgrammeYear], year: int) -> str:
    """The finding: what is late, and what falls behind."""
    late = sum(row.late for row in rows)
    behind = sum(bool(row.warnings) for row in rows)
    said = [f"{counted(late, 'activity', 'activities')} late"] if late else []
    if behind:
        said.append(f"{counted(behind, 'programme')} behind")
    return f"{year}: {' and '.join(said)}" if said else f"{year}: nothing is late"
