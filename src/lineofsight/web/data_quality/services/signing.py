"""Signing a return off, service by service; and taking that back."""

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.data_quality.models import Finding, Run, SignOff
from lineofsight.web.notices.services import tell
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import assignments_of, team_codes_below, units_below
from lineofsight.web.people.roles import role
from lineofsight.web.ui.words import counted


class NotYours(UserError):
    """Somebody would sign for a service that is not theirs."""


def services_signed_by(user: User) -> list[OrgUnit]:
    """The services for which somebody may sign: where they hold a role that signs, or below."""
    day = clock.today()
    units: set[int] = set()
    for held in assignments_of(user, day):
        if Permission.QUALITY_SIGN in role(held.role).permissions:
            units |= units_below(held.unit, day)
    return list(OrgUnit.objects.services().open_on(day).filter(pk__in=units).order_by("name"))


def to_go(run: Run, service: OrgUnit) -> dict[str, int]:
    """Errors and queries of a service that this run has and that are still to be corrected."""
    teams = team_codes_below(service, clock.today())
    found = Finding.objects.to_go().filter(last_run=run, team_id__in=teams)
    return found.aggregate(
        errors=Count("pk", filter=Q(severity="error")),
        queries=Count("pk", filter=Q(severity="query")),
    )


@transaction.atomic
def sign(run: Run, service: OrgUnit, *, says: str, by: User) -> SignOff:
    """One a service and run, of the newest run only: what is signed is what will be sent."""
    if service not in services_signed_by(by):
        raise NotYours("You do not sign for this service.")
    if not says.strip():
        raise UserError("Say what you looked at before you signed.")
    if newest_of(run.return_id) != run:
        raise UserError(
            "There is a newer check of this return.", advice="Look at that one and sign it."
        )
    if SignOff.objects.filter(run=run, service_id=service.code, withdrawn_at=None).exists():
        raise UserError("This check has been signed off for the service already.")
    try:
        with transaction.atomic():
            made = SignOff.objects.create(
                run=run, return_id=run.return_id, service_id=service.code, says=says.strip(),
                by=by, at=clock.now(), **to_go(run, service),
            )  # fmt: skip
    except IntegrityError:
        raise UserError("Somebody else has just signed it off for the service.") from None
    activity.record("return.signed_off", by=by, subject_kind="sign-off", subject_id=made.pk,
                    detail={"return": run.return_id, "service": service.code})  # fmt: skip
    return made


@transaction.atomic
def withdraw(found: SignOff, *, why: str, by: User) -> None:
    if found.service_id not in {each.code for each in services_signed_by(by)}:
        raise NotYours("You do not sign for this service.")
    if not why.strip():
        raise UserError("Say why it is taken back.")
    _withdraw(found, why.strip(), by)


def withdraw_where_worse(run: Run) -> int:
    """A run with more errors of a service than were signed for takes the last signature back."""
    units = {unit.code: unit for unit in OrgUnit.objects.services()}
    standing = SignOff.objects.filter(return_id=run.return_id, withdrawn_at=None).exclude(run=run)
    withdrawn = 0
    for each in standing.select_related("by", "run"):
        unit = units.get(each.service_id)
        if unit is None or each.run.collection_year != run.collection_year:
            continue
        now = to_go(run, unit)["errors"]
        if now > each.errors:
            why = f"A newer check has {counted(now, 'error')} of the service; " \
                  f"{each.errors:,} were signed for."  # fmt: skip
            _withdraw(each, why, None)
            tell(
                each.by,
                "sign-off-withdrawn",
                f"{run.get_return_id_display()}: your sign-off was withdrawn. {why}",
                url=f"/data-quality/readiness/{run.return_id}/",
                about=f"sign-off:{each.pk}",
            )
            withdrawn += 1
    return withdrawn


def newest_of(return_id: str) -> Run | None:
    return max(Run.objects.filter(return_id=return_id), key=lambda each: each.place, default=None)


def _withdraw(found: SignOff, why: str, by: User | None) -> None:
    changed = SignOff.objects.filter(pk=found.pk, withdrawn_at=None).update(
        withdrawn_at=clock.now(), withdrawn_by=by, withdrawn_why=why
    )
    if not changed:
        raise UserError("It has been taken back already.")
    activity.record("return.sign_off_withdrawn", by=by, subject_kind="sign-off",
                    subject_id=found.pk)  # fmt: skip
