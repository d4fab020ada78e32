"""Everything that changes what is kept here. Each act is in the log."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.sampling import Held
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.improvement.models import (
    Acknowledged,
    Challenge,
    ExternalReview,
    Learning,
    LearningStage,
    ReviewFinding,
)
from lineofsight.web.notices.services import tell
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.naming import must_name_no_record

Level, Stage = Challenge.Level, LearningStage.Stage


class NotPossible(UserError):
    """This cannot be kept like that."""


@transaction.atomic
def challenge_unit(
    unit: OrgUnit, *, issue: str, support: str, by, plan: dict, figure: dict | None = None
) -> Challenge:
    """Challenge a service's or team's performance. `plan` (text, owner, due_on) is the action
    plan it asks for, agreed with it; `figure` says which measure fell short."""
    _said(issue, "Say what the challenge is.")
    _said(support, "Say what support is given.")
    must_name_no_record(issue, support, plan["text"])
    is_team = unit.kind == OrgUnit.Kind.TEAM
    service = people.service_of(unit, clock.today())
    action = actions.propose(
        plan["text"], owner=plan["owner"], due_on=plan["due_on"], by=by,
        team_id=unit.code if is_team else "", service_id=service.code if service else "",
        policy=pack_on(clock.today()).actions,
    )  # fmt: skip
    actions.agree(action, by=by)
    made = Challenge.objects.create(
        level=Level.TEAM if is_team else Level.SERVICE, unit_code=unit.code, unit_name=unit.name,
        issue=issue.strip(), support=support.strip(), plan=action, made_by=by,
        made_at=clock.now(), **(figure or {}),
    )  # fmt: skip
    url, about = reverse("improvement:challenge", args=[made.pk]), f"challenge:{made.pk}"
    tell(action.owner, "challenge", "You have been asked for an action plan.", url=url, about=about)
    activity.record("challenge.made", by=by, subject_kind="challenge", subject_id=made.pk)
    return made


@transaction.atomic
def challenge_person(person, *, unit: OrgUnit, issue: str, support: str, by) -> Challenge:
    """Challenge and support one person: kept between the two and the line manager."""
    _said(issue, "Say what the challenge is.")
    _said(support, "Say what support is given.")
    must_name_no_record(issue, support)
    manager = people.who_was_responsible(unit.code, clock.today())
    made = Challenge.objects.create(
        level=Level.INDIVIDUAL, unit_code=unit.code, unit_name=unit.name, person=person,
        line_manager=manager if manager and manager.pk != person.pk else None,
        issue=issue.strip(), support=support.strip(), made_by=by, made_at=clock.now(),
    )  # fmt: skip
    activity.record("challenge.made", by=by, subject_kind="challenge", subject_id=made.pk)
    return made


@transaction.atomic
def register_review(
    adopted: AdoptedPack, kind_key: str, *, title: str, from_on: date, to_on: date, by,
    done_by: str = "", summary: str = "",
) -> ExternalReview:  # fmt: skip
    """Enter a review by somebody outside."""
    kind = next((each for each in adopted.pack.external_reviews if each.key == kind_key), None)
    if kind is None:
        raise NotPossible("The framework knows no such review.")
    _said(title, "Give the review a title.")
    must_name_no_record(title, summary)
    if to_on < from_on:
        raise NotPossible("It cannot end before it begins.")
    review = ExternalReview.objects.create(
        adopted=adopted, kind_key=kind_key, title=title.strip(), from_on=from_on, to_on=to_on,
        done_by=done_by.strip() or kind.done_by, summary=summary.strip(), registered_by=by,
        registered_at=clock.now(),
    )  # fmt: skip
    activity.record("review.registered", by=by, subject_kind="review", subject_id=review.pk)
    return review


@transaction.atomic
def add_finding(
    review: ExternalReview, *, text: str, kind: str, by, service_id: str = "",
    themes: list | None = None, plan: dict | None = None,
) -> ReviewFinding:  # fmt: skip
    """A finding of a review. A concern needs the action it becomes (text, owner, due_on)."""
    _said(text, "Say what the review found.")
    must_name_no_record(text, plan["text"] if plan else "")
    if kind == Action.Kind.CONCERN and not plan:
        raise NotPossible(
            "A concern becomes an action.", advice="Say what is to be done, by whom and when."
        )
    action = None
    if plan:
        action = actions.propose(
            plan["text"], owner=plan["owner"], due_on=plan["due_on"], by=by, kind=kind,
            service_id=service_id, policy=review.adopted.pack.actions,
        )  # fmt: skip
        actions.agree(action, by=by)
    finding = ReviewFinding.objects.create(
        review=review, text=text.strip(), kind=kind, service_id=service_id, action=action
    )
    finding.themes.set(themes or [])
    activity.record("review.finding", by=by, subject_kind="review", subject_id=review.pk)
    return finding


@transaction.atomic
def begin_learning(
    title: str, *, what: str, by, undertaken_on: date, evidence: str, theme=None,
    service_id: str = "",
) -> Learning:  # fmt: skip
    """A piece of learning, undertaken on a day: which activity it came from is its evidence."""
    _said(title, "Give the learning a title.")
    _said(what, "Say what was learned.")
    must_name_no_record(title, what)
    learning = Learning.objects.create(
        title=title.strip(), what=what.strip(), theme=theme, service_id=service_id, made_by=by,
        made_at=clock.now(),
    )  # fmt: skip
    reach(learning, Stage.UNDERTAKEN, done_on=undertaken_on, evidence=evidence, by=by)
    return learning


@transaction.atomic
def reach(
    learning: Learning,
    stage: str,
    *,
    done_on: date,
    evidence: str,
    by,
    retest_on: date | None = None,
) -> LearningStage:
    """The next stage is reached: stages come in their order, each with what shows it."""
    _said(evidence, "Say what shows it.")
    must_name_no_record(evidence)
    order = list(Stage)
    reached = {each.stage: each.done_on for each in learning.stages.all()}
    expected = next((each for each in order if each not in reached), None)
    if expected != stage:
        raise NotPossible(
            "The stages of learning come in their order.",
            advice=f"Next is “{expected.label}”." if expected else "All stages are reached.",
        )
    if done_on > clock.today() or any(done_on < day for day in reached.values()):
        raise NotPossible("A stage is reached after the one before, and not in the future.")
    if retest_on is not None:
        Learning.objects.filter(pk=learning.pk).update(retest_on=retest_on)
        learning.refresh_from_db()
    made = LearningStage.objects.create(
        learning=learning, stage=stage, done_on=done_on, evidence=evidence.strip(), by=by,
        at=clock.now(),
    )  # fmt: skip
    activity.record(f"learning.{stage}", by=by, subject_kind="learning", subject_id=learning.pk)
    return made


@transaction.atomic
def acknowledge(
    held: Held, *, adopted: AdoptedPack, kind_key: str, text: str, by
) -> Acknowledged:  # fmt: skip
    """Recognise good practice with a child; the worker and those the pack names are told."""
    kind = next(each for each in adopted.pack.acknowledgements if each.key == kind_key)
    roles = {each.role for each in people.assignments_of(by, clock.today())}
    if not roles & set(kind.given_by):
        raise NotPossible(f"“{kind.title}” is given by others.")
    _said(text, "Say what was good, and what it meant for the child.")
    team = OrgUnit.objects.filter(code=held.team_id).first() if held.team_id else None
    service = people.service_of(team, clock.today()) if team else None
    made = Acknowledged.objects.create(
        adopted=adopted, kind_key=kind_key, child_id=held.child_id, team_id=held.team_id,
        service_id=service.code if service else "", worker_id=held.worker_id,
        worker_name=held.worker_name, text=text.strip(), given_by=by, given_at=clock.now(),
    )  # fmt: skip
    told = _told_of(kind, held, team)
    made.told.set(told)
    for person in told:
        url, about = reverse("improvement:acknowledgements"), f"acknowledged:{made.pk}"
        tell(person, "acknowledged", f"{kind.title}: good practice.", url=url, about=about)
    activity.record("practice.acknowledged", by=by, subject_kind="acknowledgement",
                    subject_id=made.pk)  # fmt: skip
    return made


def _told_of(kind, held: Held, team: OrgUnit | None) -> list:
    today = clock.today()
    found = [people.by_staff_id(held.worker_id)]
    responsible = people.who_was_responsible(held.team_id, today) if held.team_id else None
    for role in kind.told:
        holds = responsible and role in {e.role for e in people.assignments_of(responsible, today)}
        if holds:
            found.append(responsible)
        elif team is not None:
            found += list(people.holders_reaching(role, team, today))
    return list({person.pk: person for person in found if person is not None}.values())


def _said(text: str, otherwise: str) -> None:
    if not text.strip():
        raise NotPossible(otherwise)
