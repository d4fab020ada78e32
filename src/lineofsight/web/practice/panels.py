"""What practice shows on a child's page and on a measure's page, which belong to others."""

from collections import Counter

from django.db.models import Q
from django.urls import reverse

from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import presenting
from lineofsight.web.practice.models import Audit, Conversation, FinalGrade
from lineofsight.web.practice.scales import by_scale
from lineofsight.web.ui.panels import AuditNote, AuditsOfFigure
from lineofsight.web.ui.words import listed

SHOWN = 2
OPENS_AUDITS = (P.AUDIT_SEE, P.AUDIT_DO, P.AUDIT_MODERATE, P.AUDIT_RECHECK)
"""Who sees the programme's progress alone is shown no audit of a child: none would open."""


def of_child(user, child_id: str) -> list[AuditNote]:
    """The audits of a child that this person may open, the latest first."""
    if not any(user.may(each) for each in OPENS_AUDITS):
        return []
    audits = (
        Audit.objects.visible_to(user)
        .filter(child_id=child_id)
        .exclude(state=Audit.State.WITHDRAWN)
        .for_pages()
        .prefetch_related("final_grades")
        .order_by("-released_on")
        .distinct()
    )
    return [_note(audit) for audit in audits]


def _note(audit: Audit) -> AuditNote:
    moderated, learning = "", ""
    if audit.judged_at:
        moderated = f"Final {presenting.day_words(presenting.on(audit.judged_at))}"
        moderation = getattr(audit, "moderation", None)
        learning = moderation.learning if moderation and moderation.confirmed_at else ""
    return AuditNote(
        title=audit.activity.title,
        url=reverse("practice:audit", args=[audit.pk]),
        when=f"{audit.released_on:%B %Y}, {presenting.state_words(audit).lower()}",
        moderated=moderated,
        strength=_best(audit) if audit.is_judged else "",
        learning=learning,
    )


def _best(audit: Audit) -> str:
    """The domains with the best final grade that was given, in words."""
    ranks = {grade.key: n for n, grade in enumerate(audit.scale.grades)}
    known = [each for each in audit.final_grades.all() if each.grade in ranks]
    if not known:
        return ""
    best = min(ranks[each.grade] for each in known)
    titles = [audit.activity.domain(e.domain_key).title for e in known if ranks[e.grade] == best]
    return f"{audit.scale.grades[best].title}: {listed(titles[:SHOWN])}"


def of_figure(
    user, indicator_id: str, period_id: str, child_ids: list[str]
) -> AuditsOfFigure | None:
    """What audits of the children behind a figure found, as far as this person may see
    them; None where none of those children has been audited."""
    audits = list(
        Audit.objects.visible_to(user)
        .judged()
        .filter(child_id__in=child_ids)
        .prefetch_related("adopted")
        .distinct()
    )
    if not audits:
        return None
    titles = {d.key: d.title for audit in audits for d in audit.activity.judged}
    upper, lower = Counter(), Counter()
    for some in by_scale(audits):
        grades = [grade.key for grade in some[0].scale.grades]
        upper += _domains(some, grades[: len(grades) // 2])
        lower += _domains(some, grades[len(grades) // 2 :])
    tested = Audit.objects.filter(
        Q(plan__tested_figure__indicator=indicator_id, plan__tested_figure__period=period_id)
    )
    plan = tested.values_list("plan_id", flat=True).first()
    return AuditsOfFigure(
        count=len(audits),
        url=reverse("practice:plan", args=[plan]) if plan else "",
        strengths=_most(upper, titles),
        learning=_most(lower, titles),
        grades=" ".join(filter(None, map(_grades, by_scale(audits)))),
        quotes=_quotes(audits),
    )


def _domains(audits: list[Audit], grades: list[str]) -> Counter:
    """How often each domain was given one of these grades."""
    given = FinalGrade.objects.filter(audit__in=audits, grade__in=grades)
    return Counter(given.values_list("domain_key", flat=True))


def _most(counted: Counter, titles: dict[str, str]) -> tuple[str, ...]:
    return tuple(titles.get(key, key) for key, _ in counted.most_common(SHOWN))


def _grades(audits: list[Audit]) -> str:
    """Of audits that were graded on one scale."""
    counted = Counter(FinalGrade.objects.filter(audit__in=audits).values_list("grade", flat=True))
    parts = [
        f"{counted[grade.key]} {grade.title.lower()}"
        for grade in audits[0].scale.grades
        if counted[grade.key]
    ]
    return f"Final grades: {listed(parts)}." if parts else ""


def _quotes(audits: list[Audit]) -> tuple[tuple[str, str], ...]:
    """A child's or parent's own words, without a name; of one audit once."""
    by_audit = {audit.pk: audit for audit in audits}
    place = {pk: n for n, pk in enumerate(by_audit)}
    said = Conversation.objects.filter(audit__in=by_audit).exclude(key="worker").exclude(said="")
    first: dict[int, Conversation] = {}
    for each in said:
        first.setdefault(each.audit_id, each)
    found = []
    for pk in sorted(first, key=place.__getitem__)[:SHOWN]:
        titles = {talk.key: talk.title for talk in by_audit[pk].activity.conversations}
        found.append((first[pk].said, titles.get(first[pk].key, "")))
    return tuple(found)
