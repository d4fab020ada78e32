"""Activities of any framework in the states that a report counts, without the way there."""

import datetime

from lineofsight.packs import load_pack
from lineofsight.periods import Period
from lineofsight.reports import model, stored
from lineofsight.web import clock
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.practice.models import Audit, AuditPart, Concern
from lineofsight.web.reporting import services

LONG_AGO = datetime.date(2022, 4, 1)


def adopt(name: str, settings):
    """One of the shipped frameworks, in force with its roles."""
    pack = load_pack(name)
    settings.PACK = pack.pack
    return frameworks.adopt(pack, by=None, from_on=LONG_AGO)


def role_with(adopted, permission: str) -> str:
    return next(role.key for role in adopted.pack.roles if permission in role.permissions)


def at_noon(day: str) -> datetime.datetime:
    return datetime.datetime.combine(
        datetime.date.fromisoformat(day), datetime.time(12), tzinfo=clock.UK
    )


def activity(adopted, key: str, *, auditor, due: str, done: str = "", **facts) -> Audit:
    """One activity, due on a day; done on a day or not yet. `judged` gives its grades as
    final on that day (where nobody moderates: the day it was done)."""
    kind = adopted.pack.activity(key)
    judged = facts.pop("judged", "" if kind.is_moderated else done)
    answers = facts.pop("answers", {})
    state = Audit.State.IN_PROGRESS
    if done:
        state = Audit.State.MODERATED if judged else Audit.State.SUBMITTED
    about = {"child_id": "SOUTH-001"}
    if kind.record != "child":
        about = {"subject_kind": kind.record, "subject_name": "Assessment South"}
    facts = {
        "team_id": "SOUTH", "team_name": "Assessment South", "service_id": "ASSESSMENT",
        "service_name": "Assessment", **about, **facts,
    }  # fmt: skip
    audit = Audit.objects.create(
        adopted=adopted, activity_key=key, started_by=auditor, state=state,
        released_on=datetime.date.fromisoformat(due).replace(day=1),
        due_on=datetime.date.fromisoformat(due),
        submitted_at=at_noon(done) if done else None,
        judged_at=at_noon(judged) if done and judged else None, **facts,
    )  # fmt: skip
    part = AuditPart.objects.create(
        audit=audit, key=kind.parts[0].key, auditor=auditor,
        state=AuditPart.State.SUBMITTED if done else AuditPart.State.IN_PROGRESS,
        submitted_at=at_noon(done) if done else None,
    )  # fmt: skip
    for question, text in answers.items():
        part.answers.create(question_key=question, text=text, saved_at=at_noon(done))
    return audit


def closing_the_loop(adopted, *, by, raised: str, answered: str, learning: str) -> Concern:
    escalation = next(e for e in adopted.pack.escalations if e.kind == "closing-the-loop")
    return Concern.objects.create(
        adopted=adopted, escalation_key=escalation.key, kind="closing-the-loop",
        child_id="SOUTH-001", team_id="SOUTH", service_id="ASSESSMENT",
        answers={"what": "Seen bruised."}, learning={"learning": learning},
        state=Concern.State.ACTION_TAKEN, raised_by=by, raised_at=at_noon(raised),
        acknowledged_by=by, acknowledged_at=at_noon(raised),
        action_taken="Visited.", action_by=by, action_at=at_noon(answered),
    )  # fmt: skip


def compiled(key: str, period: str, *, by) -> model.Report:
    """The report of a period, compiled."""
    return document_of(services.compile_report(
        services.start(key, Period.parse(period), by=by), by=by
    ))  # fmt: skip


def document_of(report) -> model.Report:
    return stored.from_json(report.document)


def section(document: model.Report, title: str) -> model.Section:
    return next(each for each in document.sections if each.title == title)


def blocks(document: model.Report, title: str, kind: type) -> list:
    return [
        block
        for part in section(document, title).parts
        for block in part.blocks
        if isinstance(block, kind)
    ]


def titles(document: model.Report) -> list[str]:
    return [each.title for each in document.sections]


def cells(table: model.CrossTable) -> dict[str, list[str]]:
    """Row → its figures as they are shown."""
    return {
        row.label: [f"{cell.text} {cell.basis}".strip() for cell in row.cells]
        for row in table.rows
    }  # fmt: skip


def tables(document: model.Report, title: str) -> dict[str, dict[str, list[str]]]:
    """Caption → row → figures, of a section."""
    found = blocks(document, title, model.CrossTable)
    return {table.caption: cells(table) for table in found}
