"""Answers as people read them: by page of the form, and those reported apart by heading."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from lineofsight.web.practice import questions
from lineofsight.web.practice.completeness import given_of
from lineofsight.web.practice.models import Answer, Audit, AuditPart


def of_part(part: AuditPart) -> list[dict]:
    """Every answer of a part, in the order of the form."""
    kept = {each.question_key: given_of(each) for each in part.answers.all()}
    scale = part.audit.scale
    return [
        {
            "domain": domain,
            "question": question.text,
            "answer": questions.words(question, kept[question.key], scale),
            "evidence": kept[question.key].evidence,
            "why": kept[question.key].why_not,
            "reported_as": question.reported_as,
        }
        for domain in part.audit.activity.form.domains
        for question in domain.questions
        if question.key in kept
    ]


def groups(audit: Audit, parts: Iterable[AuditPart]) -> list[dict]:
    """Answers under the titles of their pages; what is reported apart comes under its own
    heading after them. With several people, each answer says whose it is."""
    parts = list(parts)
    found, apart = defaultdict(list), defaultdict(list)
    for part in parts:
        who = f"{part.declared.title}: " if len(parts) > 1 else ""
        for each in of_part(part):
            each["question"] = f"{who}{each['question']}"
            if each["reported_as"]:
                apart[each["reported_as"]].append(each)
            else:
                found[each["domain"].key].append(each)
    by_page = [
        {"title": domain.title, "answers": found[domain.key]}
        for domain in audit.activity.form.domains
        if found[domain.key]
    ]
    return by_page + [{"title": title, "answers": some} for title, some in apart.items()]


def learning(audit: Audit) -> list[dict]:
    """The answers to the questions about learning."""
    asked = {question.key: question for question in audit.activity.form.learning}
    return [
        {"question": asked[each.question_key].text,
         "text": questions.words(asked[each.question_key], given_of(each), audit.scale)}
        for part in audit.parts.all()
        if part.is_submitted
        for each in part.answers.all()
        if each.question_key in asked and each.text
    ]  # fmt: skip


def feedback(audit: Audit, user) -> list[dict]:
    """What the moderator told the auditors about the audit itself: for those who carried it
    out, who moderated it, and who see the programme."""
    moderation = getattr(audit, "moderation", None)
    if moderation is None or moderation.confirmed_at is None:
        return []
    takes_part = any(part.auditor_id == user.pk for part in audit.parts.all())
    if not takes_part and audit.moderator_id != user.pk and not user.may("programme.see"):
        return []
    texts = {question.key: question.text for question in audit.activity.moderation.feedback}
    return [{"question": texts.get(each.question_key, ""), "text": each.text}
            for each in moderation.feedback.all()]  # fmt: skip


def counted_apart(audits) -> dict[str, list[dict]]:
    """For reports: heading → its questions, each with how often every answer was given.

    Only questions that are chosen from; over audits whose work has been sent. No words of
    anybody, no child.
    """
    rows = Answer.objects.filter(part__audit__in=audits, part__state="submitted").values_list(
        "part__audit__adopted", "part__audit__activity_key", "question_key", "text",
        "is_not_applicable",
    )  # fmt: skip
    counted: dict[tuple, Counter] = defaultdict(Counter)
    for adopted, activity_key, key, text, not_applicable in rows:
        counted[(adopted, activity_key, key)]["not-applicable" if not_applicable else text] += 1
    found: dict[str, list[dict]] = defaultdict(list)
    for audit in _one_of_each(audits):
        for question in audit.activity.form.questions:
            numbers = counted.get((audit.adopted_id, audit.activity_key, question.key))
            if question.reported_as and numbers and question.kind in questions.ONE_OF:
                options = [*questions.options_of(question, audit.scale),
                           ("not-applicable", "Not applicable")]  # fmt: skip
                found[question.reported_as].append(
                    {"question": question.text,
                     "answers": [(title, numbers[key]) for key, title in options if numbers[key]]}
                )  # fmt: skip
    return dict(found)


def _one_of_each(audits) -> list[Audit]:
    """One audit of each activity of each version of the framework."""
    seen: dict[tuple, Audit] = {}
    for audit in audits.select_related("adopted").order_by("pk"):
        seen.setdefault((audit.adopted_id, audit.activity_key), audit)
    return list(seen.values())
