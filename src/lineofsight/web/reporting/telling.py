"""Who is told of what happens to a report."""

from collections.abc import Iterable

from django.urls import reverse

from lineofsight.periods import Period
from lineofsight.web import clock
from lineofsight.web.notices.services import settled, tell_once
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import people_who_may
from lineofsight.web.reporting.models import Report

SIGNED_OR_NOT = ("report.signed_off", "report.sent_back", "report.published")
"""After these it does not wait to be signed off, whoever else was asked to."""


def tell_of(verb: str, report: Report, *, by: User) -> None:
    """Those who sign of what waits for them, those who write of what came of it, and
    everybody who reads reports of one that is published."""
    today = clock.today()
    if verb in SIGNED_OR_NOT:
        settled(f"report:{report.pk}", kind="report-submitted")
    words, people = {
        "report.submitted": ("waits to be signed off",
                             lambda: people_who_may(Permission.REPORT_SIGN, today)),
        "report.sent_back": ("has been sent back to those who write it",
                             lambda: [report.compiled_by]),
        "report.signed_off": ("has been signed off", lambda: [report.compiled_by]),
        "report.published": ("has been published",
                             lambda: people_who_may(Permission.REPORT_SEE, today)),
    }.get(verb, ("", list))  # fmt: skip
    _tell(
        people(),
        f"{report.title}, {Period.parse(report.period_id).label}, {words}.",
        verb,
        report,
        by,
    )


def _tell(people: Iterable[User | None], text: str, verb: str, report: Report, by: User) -> None:
    for person in people:
        if person is not None and person != by:
            tell_once(
                person, verb.replace(".", "-").replace("_", "-"), text,
                url=reverse("reporting:report", args=[report.pk]), about=f"report:{report.pk}",
            )  # fmt: skip
