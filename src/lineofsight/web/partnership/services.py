"""Everything that changes what is kept of the partnership. Each act is in the log."""

import datetime

from django.db import transaction
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.periods import Period
from lineofsight.sampling import Held
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.notices.services import tell
from lineofsight.web.partnership.models import (
    AskedReturn,
    Attended,
    Entry,
    LearningEvent,
    Referral,
    Seat,
)
from lineofsight.web.people import queries as people
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import questions
from lineofsight.web.practice.models import Audit
from lineofsight.working_days import england


class NotPossible(UserError):
    """This cannot be kept like that."""


@transaction.atomic
def seat(user, agency_key: str, *, adopted: AdoptedPack, by) -> Seat:
    """Say which agency a partner's person speaks for; one only."""
    _known(adopted, agency_key)
    if not user.may(P.PARTNERSHIP_CONTRIBUTE):
        raise NotPossible(
            f"{user.name} has no role of a partner agency.",
            advice="An administrator gives it on the page of the person.",
        )
    facts = {"agency_key": agency_key, "given_by": by, "given_at": clock.now()}
    made, _ = Seat.objects.update_or_create(user=user, defaults=facts)
    activity.record("partner.seated", by=by, subject_kind="user", subject_id=user.pk,
                    detail={"agency": agency_key})  # fmt: skip
    return made


@transaction.atomic
def enter(
    adopted: AdoptedPack, measure_key: str, period: Period, *, number: int, by,
    of: int | None = None, note: str = "",
) -> Entry:  # fmt: skip
    """A figure of one's own agency. One that was entered before is corrected: the earlier
    entry stays, and the correction says why."""
    agency = agency_of(by)
    measure = next((m for m in adopted.pack.partnership.measures if m.key == measure_key), None)
    if measure is None or (measure.agencies and agency not in measure.agencies):
        raise NotPossible("Your agency does not enter this measure.")
    if str(period.kind) != {"monthly": "month", "quarterly": "quarter"}[measure.cadence.require(
            "how often the measure is entered")]:  # fmt: skip
        raise NotPossible(f"“{measure.title}” is entered {measure.cadence.value}.")
    if period.start > clock.today():
        raise NotPossible(f"{period.label} has not begun.")
    if (measure.unit == "percent") != (of is not None):
        raise NotPossible("A share is entered as a part of a whole, and a number as itself.")
    if of is not None and number > of:
        raise NotPossible("The part cannot be more than the whole.")
    before = Entry.objects.filter(
        measure_key=measure_key, agency_key=agency, period_id=period.id
    ).last()
    if before and not note.strip():
        raise NotPossible("Say why the earlier figure is corrected.")
    made = Entry.objects.create(
        adopted=adopted, measure_key=measure_key, agency_key=agency, period_id=period.id,
        number=number, of=of, note=note.strip(), by=by, at=clock.now(),
    )  # fmt: skip
    activity.record(
        "partner.entered", by=by, subject_kind="entry", subject_id=made.pk,
        detail={"measure": measure_key, "period": period.id, "agency": agency,
                "corrects": before.pk if before else None},
    )  # fmt: skip
    return made


def agency_of(user) -> str:
    held = getattr(user, "seat", None)
    if held is None or not user.may(P.PARTNERSHIP_CONTRIBUTE):
        raise NotPossible(
            "Nobody has said yet which agency you speak for.",
            advice="Ask the quality assurance service: it is said on the page “Partners”.",
        )
    return held.agency_key


@transaction.atomic
def ask(audit: Audit, part_key: str, agencies: list[str], *, due_on: datetime.date, by) -> int:
    """Ask agencies for their return to an activity. They are told that they are asked, and
    of nothing else: which record is meant is agreed with them outside of the product."""
    part = audit.activity.part(part_key)
    if not part.asks_each_agency:
        raise NotPossible("The framework asks agencies nothing in this part.")
    if due_on < clock.today():
        raise NotPossible("The day lies in the past.")
    asked = 0
    for key in agencies:
        _known(audit.adopted, key)
        made, is_new = AskedReturn.objects.get_or_create(
            audit=audit, part_key=part_key, agency_key=key,
            defaults={"due_on": due_on, "asked_by": by, "asked_at": clock.now()},
        )  # fmt: skip
        if not is_new:
            continue
        asked += 1
        for held in Seat.objects.filter(agency_key=key).select_related("user"):
            url, about = reverse("partnership:return", args=[made.pk]), f"return:{made.pk}"
            tell(held.user, "return", "Your agency is asked for a return.",
                 url=url, about=about)  # fmt: skip
    activity.record("returns.asked", by=by, subject_kind="audit", subject_id=audit.pk,
                    detail={"agencies": agencies})  # fmt: skip
    return asked


@transaction.atomic
def answer(found: AskedReturn, *, own_reference: str, given: dict, by) -> None:
    """Send the agency's return. Once sent it is not changed: more is said to whoever asked."""
    if agency_of(by) != found.agency_key:
        raise NotPossible("Another agency is asked for this.")
    fresh = AskedReturn.objects.select_for_update().get(pk=found.pk)
    if fresh.answered_at is not None:
        raise NotPossible("This return has been sent already.")
    for question in questions.asked(fresh.asks, given):
        missing = questions.lacking(question, given.get(question.key, questions.NOTHING), None)
        if missing:
            raise NotPossible(f"“{question.text}”: {missing}.")
    answers = {
        question.key: {"text": each.text, "evidence": each.evidence, "why_not": each.why_not,
                       "is_not_applicable": each.is_not_applicable}
        for question in questions.asked(fresh.asks, given)
        for each in [given.get(question.key, questions.NOTHING)]
    }  # fmt: skip
    AskedReturn.objects.filter(pk=found.pk).update(
        own_reference=own_reference.strip(), answers=answers, answered_by=by,
        answered_at=clock.now(),
    )  # fmt: skip
    found.refresh_from_db()
    url, about = reverse("partnership:returns", args=[found.audit_id]), f"return:{found.pk}"
    tell(found.asked_by, "return", "An agency has sent its return.",
         url=url, about=about)  # fmt: skip
    activity.record("return.sent", by=by, subject_kind="return", subject_id=found.pk,
                    detail={"agency": found.agency_key})  # fmt: skip


@transaction.atomic
def register_event(facts: dict, *, attended: dict[str, int], by) -> LearningEvent:
    """An event of the learning programme, with how many came from each agency."""
    if facts["useful"] > facts["answered"]:
        raise NotPossible("More found it useful than gave an answer.")
    event = LearningEvent.objects.create(**facts, by=by, at=clock.now())
    for key, number in attended.items():
        if number:
            Attended.objects.create(event=event, agency_key=key, people=number)
    activity.record("learning_event.registered", by=by, subject_kind="learning_event",
                    subject_id=event.pk)  # fmt: skip
    return event


@transaction.atomic
def refer(held: Held, *, adopted: AdoptedPack, kind_key: str, why: str, by) -> Referral:
    """Put an issue about a child to the partnership; its decision is due by the framework."""
    kind = next(each for each in adopted.pack.partnership.referrals if each.key == kind_key)
    roles = {each.role for each in people.assignments_of(by, clock.today())}
    if not roles & set(kind.raised_by):
        raise NotPossible(f"“{kind.title}” is made by others.")
    if not why.strip():
        raise NotPossible("Say why the partnership should look at it.")
    days = kind.decide_within_working_days.value
    made = Referral.objects.create(
        adopted=adopted, kind_key=kind_key, child_id=held.child_id, team_id=held.team_id,
        worker_id=held.worker_id, why=why.strip(), referred_by=by, referred_at=clock.now(),
        due_on=england().add(clock.today(), days) if days is not None else None,
    )  # fmt: skip
    activity.record("partnership.referred", by=by, subject_kind="referral", subject_id=made.pk)
    return made


@transaction.atomic
def decide(
    found: Referral, *, outcome_key: str, reason: str, decided_on: datetime.date, by
) -> None:
    """Enter what the partnership decided, and when. It decides once."""
    if outcome_key not in {each.key for each in found.kind.outcomes}:
        raise NotPossible("The framework knows no such decision.")
    if not reason.strip():
        raise NotPossible("Say what the partnership gave as its reason.")
    referred_on = found.referred_at.astimezone(clock.UK).date()
    if not referred_on <= decided_on <= clock.today():
        raise NotPossible("It was decided after it was referred, and not in the future.")
    changed = Referral.objects.filter(pk=found.pk, outcome_key="").update(
        outcome_key=outcome_key, reason=reason.strip(), decided_on=decided_on, recorded_by=by,
        recorded_at=clock.now(),
    )  # fmt: skip
    if not changed:
        raise NotPossible("The decision has been entered already.")
    found.refresh_from_db()
    if found.referred_by_id != by.pk:
        url, about = reverse("partnership:referral", args=[found.pk]), f"referral:{found.pk}"
        tell(found.referred_by, "referral", "The partnership has decided on your referral.",
             url=url, about=about)  # fmt: skip
    activity.record("partnership.decided", by=by, subject_kind="referral", subject_id=found.pk,
                    detail={"outcome": outcome_key})  # fmt: skip


def _known(adopted: AdoptedPack, agency_key: str) -> None:
    if agency_key not in {each.key for each in adopted.pack.partnership.agencies}:
        raise NotPossible("The framework knows no such agency.")
