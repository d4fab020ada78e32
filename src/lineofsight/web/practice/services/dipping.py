"""Dip samples: short checks of many records on one screen."""

from datetime import date

from django.db import transaction

from lineofsight.packs.forms import Question, QuestionKind
from lineofsight.periods import end_of_month
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.practice import titles
from lineofsight.web.practice.models import AuditPart, Plan, Release, SampledChild
from lineofsight.web.practice.questions import Given
from lineofsight.web.practice.services import answering, carrying_out, drawing, making
from lineofsight.web.practice.services.planning import NotPossible
from lineofsight.working_days import england

DUE_WORKING_DAYS = 10
AT_MOST = 50


@transaction.atomic
def begin(
    activity_key: str, team_code: str, *, size: int, by, snapshot: Snapshot, question: str = "",
    seed: int | None = None,
) -> Plan:  # fmt: skip
    """Draw records of one team at random and give them to whoever begins it. The draw can be
    made again by anybody from what is stored."""
    today = clock.today()
    adopted = adopted_on(today)
    kind = adopted.pack.activity(activity_key)
    if not kind.many_on_one_screen:
        raise NotPossible(f"{kind.title} is not done on many records at once.")
    if not 1 <= size <= AT_MOST:
        raise NotPossible(f"Take from 1 to {AT_MOST} records.")
    due_on = england().add(today, DUE_WORKING_DAYS)
    plan = Plan.objects.create(
        adopted=adopted, activity_key=activity_key, title=_title(kind, team_code, today),
        starts_on=today, ends_on=max(due_on, end_of_month(today)), sample_size=size,
        criteria={"teams": [team_code]}, method="random", question=question.strip(),
        made_by=by, made_at=clock.now(),
    )  # fmt: skip
    release = Release.objects.create(plan=plan, number=1, planned_on=today, due_on=due_on)
    sample = drawing.draw_sample(plan, snapshot, by=by, seed=seed)
    SampledChild.objects.filter(sample=sample).update(holder=by)
    making.send_now(release, snapshot)
    plan.refresh_from_db()
    if plan.state == Plan.State.DRAWN:
        plan.move(Plan.State.SENT_OUT)
    activity.record("dip_sample.begun", by=by, subject_kind="plan", subject_id=plan.pk,
                    detail={"size": size})  # fmt: skip
    return plan


def _title(kind, team_code: str, day: date) -> str:
    team = OrgUnit.objects.filter(code=team_code).values_list("name", flat=True).first()
    of_team = f"{kind.title}, {team}" if team else kind.title
    return titles.not_taken(f"{of_team}, {day:%B %Y}", day)


def checks_of(kind) -> list[Question]:
    """The checks that make the columns of the grid: those answered by choosing."""
    return [q for q in _asked(kind) if q.kind != QuestionKind.TEXT]


def notes_of(kind) -> list[Question]:
    """What is written about a record beside the checks."""
    return [q for q in _asked(kind) if q.kind == QuestionKind.TEXT]


def _asked(kind) -> list[Question]:
    return [question for domain in kind.form.domains for question in domain.questions]


@transaction.atomic
def save(answers: dict[AuditPart, dict[str, Given]], *, by) -> None:
    """Keep the grid as it stands, complete or not."""
    for part, given in answers.items():
        if given:
            answering.save_answers(part, given, by=by)


@transaction.atomic
def send(parts: list[AuditPart], *, by) -> None:
    """Send all records of the grid together: all or none."""
    for part in parts:
        carrying_out.send(part, by=by)
