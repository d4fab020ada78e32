"""Themes counted, for reports and pages: by service and over time, never by person.

The database counts; what is read grows with themes and services, not with audits.
"""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncMonth

from lineofsight.web import clock
from lineofsight.web.once import once
from lineofsight.web.people import queries as people
from lineofsight.web.practice.models import AuditTheme, ConcernTheme, Theme


@dataclass(frozen=True)
class ThemeCount:
    """How often findings carried a theme: audits judged and escalations raised in the span."""

    key: str
    title: str
    strengths: int
    concerns: int

    @property
    def total(self) -> int:
        return self.strengths + self.concerns


def counts(
    start: datetime.date, end: datetime.date, *, service_id: str = ""
) -> list[ThemeCount]:  # fmt: skip
    """The most frequent first. A merged theme counts with its heir."""
    return _counted(_coded(start, end, service_id)).get("", [])


def by_service(start: datetime.date, end: datetime.date) -> dict[str, list[ThemeCount]]:
    """The same for each service's code."""
    found = _counted(_coded(start, end, ""), split=True)
    return dict(sorted(found.items()))


def by_month(
    start: datetime.date, end: datetime.date, *, key: str
) -> dict[datetime.date, ThemeCount]:  # fmt: skip
    """One theme over time: by the first day of each month that has any."""
    months: dict[datetime.date, Counter] = defaultdict(Counter)
    current = _themes_as_they_count()
    theme = Theme.objects.get(key=key).current
    its = [pk for pk, heir in current.items() if heir.pk == theme.pk]
    audits, concerns = _links(start, end, "")
    audits, concerns = audits.filter(theme__in=its), concerns.filter(theme__in=its)
    for kind, month, number in _by_month_of(audits, "audit__judged_at", "kind"):
        months[month.date()][kind] += number
    for month, number in _by_month_of(concerns, "concern__raised_at"):
        months[month.date()][AuditTheme.Kind.CONCERN] += number
    return {month: _count(theme, counted) for month, counted in sorted(months.items())}


def learning_of(user, start: datetime.date, end: datetime.date) -> list[dict]:
    """Themes of findings by worker, for the line only: one's own, and those of the workers
    of the teams one manages oneself. Nobody else gets a row, whatever they may see."""
    staff = {user.staff_id} - {""}
    teams = _teams_managed(user)
    rows: dict[str, Counter] = defaultdict(Counter)
    names, titles = {}, {}
    links = (
        AuditTheme.objects.filter(audit__judged_at__range=clock.span(start, end))
        .filter(Q(audit__worker_id__in=staff) | Q(audit__team_id__in=teams))
        .exclude(audit__worker_id="")
        .values_list("audit__worker_id", "audit__worker_name", "theme_id", "kind")
        .annotate(number=Count("pk"), latest=Max("audit__judged_at"))
        .order_by("latest")
    )
    current = _themes_as_they_count()
    for worker, name, theme_id, kind, number, _ in links:
        theme = current[theme_id]
        titles[theme.pk], names[worker] = theme.title, name or worker
        rows[worker][(theme.pk, kind)] += number
    return [
        {
            "worker": names[worker],
            "is_mine": worker in staff,
            "themes": [
                {"title": titles[pk], "kind": kind, "count": count}
                for (pk, kind), count in sorted(
                    counted.items(), key=lambda each: (-each[1], titles[each[0][0]], each[0][1])
                )
            ],
        }
        for worker, counted in sorted(rows.items(), key=lambda row: names[row[0]])
    ]


def _teams_managed(user) -> set[str]:
    """Teams whose work somebody is responsible for today; not those further below."""
    today = clock.today()
    held = people.assignments_of(user, today)
    codes = {each.unit.code for each in held if each.unit.kind == "team"}
    return {code for code in codes if _is(people.who_was_responsible(code, today), user)}


def _is(person, user) -> bool:
    return person is not None and person.pk == user.pk


def _themes_as_they_count() -> dict[int, Theme]:
    """Every theme that was ever coded with, and what it counts as today."""
    known = {each.pk: each for each in Theme.objects.all()}

    def heir(theme: Theme) -> Theme:
        while theme.merged_into_id is not None:
            theme = known[theme.merged_into_id]
        return theme

    return {pk: heir(theme) for pk, theme in known.items()}


def _links(start: datetime.date, end: datetime.date, service_id: str):
    """Everything coded in the span: of audits whose grades are final, and of escalations."""
    span = clock.span(start, end)
    audits = AuditTheme.objects.filter(audit__judged_at__range=span)
    concerns = ConcernTheme.objects.filter(concern__raised_at__range=span)
    if service_id:
        audits = audits.filter(audit__service_id=service_id)
        concerns = concerns.filter(concern__service_id=service_id)
    return audits.order_by(), concerns.order_by()


def _by_month_of(links, moment: str, *columns: str):
    month = TruncMonth(moment, tzinfo=clock.UK)
    found = links.annotate(month=month).values_list(*columns, "month")
    return found.annotate(number=Count("pk"))


Coded = tuple[int, str, str, int]


@once
def _coded(start: datetime.date, end: datetime.date, service_id: str) -> tuple[Coded, ...]:
    """(theme as it was coded, kind, service, how often) in the span."""
    audits, concerns = _links(start, end, service_id)
    of_audits = audits.values_list("theme_id", "kind", "audit__service_id")
    of_concerns = concerns.values_list("theme_id", "concern__service_id")
    concern = AuditTheme.Kind.CONCERN
    return (
        *of_audits.annotate(number=Count("pk")),
        *((theme, concern, service, number)
          for theme, service, number in of_concerns.annotate(number=Count("pk"))),
    )  # fmt: skip


def _counted(coded: tuple[Coded, ...], *, split: bool = False) -> dict[str, list[ThemeCount]]:
    tally: dict[str, dict[int, Counter]] = defaultdict(lambda: defaultdict(Counter))
    current = _themes_as_they_count()
    themes: dict[int, Theme] = {}
    for theme_id, kind, service, number in coded:
        theme = current[theme_id]
        themes[theme.pk] = theme
        tally[service if split else ""][theme.pk][kind] += number
    return {
        service: sorted(
            (_count(themes[pk], counted) for pk, counted in found.items()),
            key=lambda row: (-row.total, row.title),
        )
        for service, found in tally.items()
    }


def _count(theme: Theme, counted: Counter) -> ThemeCount:
    kinds = AuditTheme.Kind
    return ThemeCount(theme.key, theme.title, counted[kinds.STRENGTH], counted[kinds.CONCERN])
