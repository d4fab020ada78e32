"""What came of audits, for reports: team by team, the actions, and the lessons in words."""

import datetime
from collections import Counter, defaultdict

from lineofsight.packs import Pack
from lineofsight.reports import practice as found
from lineofsight.web.actions.models import Action
from lineofsight.web.practice.models import Answer, Audit, AuditAction, AuditTheme, FinalGrade

GOOD_GRADES = 2
"""A scale has its best grade first; the first two are called a strength."""
MOST_LESSONS = 60


def of(pack: Pack, done: list[Audit], days: tuple[datetime.date, datetime.date]) -> dict:
    """What `reports.practice.Practice` has of these, of audits that were done."""
    return {"teams": teams(done), "actions": actions(done, days[1]), "lessons": lessons(done)}


def teams(done: list[Audit]) -> tuple[found.TeamsWork, ...]:
    """By the team whose work was looked at: domains graded well, and findings coded as a
    strength; domains that led to an action, and findings coded as a concern."""
    strengths, concerns = _strengths(done), _concerns(done)
    by_team = defaultdict(list)
    for audit in done:
        by_team[audit.team_name or audit.subject_name or audit.service_name].append(audit.pk)
    links = AuditAction.objects.filter(audit__in=done).select_related("action")
    led_to = defaultdict(list)
    for link in links:
        led_to[link.audit_id].append(link.action)
    rows = []
    for team, audits in by_team.items():
        raised = [action for pk in audits for action in led_to[pk]]
        rows.append(
            found.TeamsWork(
                team=team or "No team",
                done=len(audits),
                strengths=sum(strengths[pk] for pk in audits),
                concerns=sum(concerns[pk] for pk in audits),
                actions=len(raised),
                settled=sum(action.is_settled for action in raised),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.team))


def _strengths(done: list[Audit]) -> Counter:
    good = {
        audit.pk: {grade.key for grade in audit.scale.grades[:GOOD_GRADES]}
        for audit in done
        if audit.activity.grade_scale
    }
    counted = Counter(
        audit
        for audit, grade in FinalGrade.objects.filter(audit__in=done).values_list(
            "audit_id", "grade"
        )
        if grade in good.get(audit, ())
    )
    return counted + _coded(done, AuditTheme.Kind.STRENGTH)


def _concerns(done: list[Audit]) -> Counter:
    raised = AuditAction.objects.filter(audit__in=done, action__kind=Action.Kind.CONCERN)
    domains = set(raised.values_list("audit_id", "domain_key"))
    return Counter(audit for audit, _ in domains) + _coded(done, AuditTheme.Kind.CONCERN)


def _coded(done: list[Audit], kind: str) -> Counter:
    links = AuditTheme.objects.filter(audit__in=done, kind=kind)
    return Counter(links.values_list("audit_id", flat=True))


def actions(done: list[Audit], end: datetime.date) -> tuple[found.ActionsOfKind, ...]:
    raised = Action.objects.filter(audit_link__audit__in=done, agreed_at__isnull=False)
    by_kind = defaultdict(list)
    for action in raised:
        by_kind[action.kind].append(action)
    return tuple(
        found.ActionsOfKind(
            kind=label,
            agreed=len(by_kind[kind]),
            settled=sum(action.is_settled for action in by_kind[kind]),
            late=sum(action.due_on <= end and not action.is_settled for action in by_kind[kind]),
        )
        for kind, label in Action.Kind.choices
        if by_kind[kind]
    )


def lessons(done: list[Audit]) -> tuple[str, ...]:
    """Answers to questions that ask to name nobody, each text once."""
    asked = {
        (audit.pk, question.key)
        for audit in done
        for question in audit.activity.form.learning
        if question.names_nobody
    }
    answers = Answer.objects.filter(part__audit__in=done).exclude(text="").order_by("pk")
    texts = [
        text.strip()
        for audit, key, text in answers.values_list("part__audit_id", "question_key", "text")
        if (audit, key) in asked
    ]
    return tuple(dict.fromkeys(texts))[:MOST_LESSONS]
