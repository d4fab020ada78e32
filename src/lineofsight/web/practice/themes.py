"""Themes counted, for reports and pages: by service and over time, never by person."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from lineofsight.web import clock
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
    theme = Theme.objects.get(key=key).current
    for found, kind, _, moment in _coded(start, end, ""):
        if found.pk == theme.pk:
            months[moment.astimezone(clock.UK).date().replace(day=1)][kind] += 1
    return {month: _count(theme, counted) for month, counted in sorted(months.items())}


def learning_of(user, start: datetime.date, end: datetime.date) -> list[dict]:
    """Themes of findings by worker, for the line only: one's own, and those of the workers
    of the teams one manages oneself. Nobody else gets a row, whatever they may see."""
    staff = {user.staff_id} - {""}
    teams = _teams_managed(user)
    rows: dict[str, Counter] = defaultdict(Counter)
    names, titles = {}, {}
    links = AuditTheme.objects.filter(
        audit__judged_at__range=clock.span(start, end), audit__worker_id__gt=""
    ).select_related("theme__merged_into", "audit")
    for link in links:
        worker = link.audit.worker_id
        if worker in staff or link.audit.team_id in teams:
            theme = link.theme.current
            titles[theme.pk], names[worker] = theme.title, link.audit.worker_name or worker
            rows[worker][(theme.pk, link.kind)] += 1
    return [
        {
            "worker": names[worker],
            "is_mine": worker in staff,
            "themes": [
                {"title": titles[pk], "kind": kind, "count": count}
                for (pk, kind), count in counted.most_common()
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


def _coded(start, end, service_id: str):
    """(theme as it counts today, kind, service, when) of everything coded in the span."""
    span = clock.span(start, end)
    audits = AuditTheme.objects.filter(audit__judged_at__range=span)
    concerns = ConcernTheme.objects.filter(concern__raised_at__range=span)
    if service_id:
        audits = audits.filter(audit__service_id=service_id)
        concerns = concerns.filter(concern__service_id=service_id)
    for link in audits.select_related("theme__merged_into", "audit"):
        yield link.theme.current, link.kind, link.audit.service_id, link.audit.judged_at
    for link in concerns.select_related("theme__merged_into", "concern"):
        found = link.concern
        yield link.theme.current, AuditTheme.Kind.CONCERN, found.service_id, found.raised_at


def _counted(coded, *, split: bool = False) -> dict[str, list[ThemeCount]]:
    tally: dict[str, dict[int, Counter]] = defaultdict(lambda: defaultdict(Counter))
    themes: dict[int, Theme] = {}
    for theme, kind, service, _ in coded:
        themes[theme.pk] = theme
        tally[service if split else ""][theme.pk][kind] += 1
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
