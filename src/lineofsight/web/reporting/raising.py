"""Actions that a report led to: every report becomes a plan that a service owns."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from lineofsight.periods import Period
from lineofsight.web.actions.models import Action
from lineofsight.web.actions.sources import Origin, Source
from lineofsight.web.reporting.models import Report, ReportAction


def actions_of(report: Report, user) -> list[ReportAction]:
    """What any version of this report led to, as far as somebody sees it, first due first."""
    links = ReportAction.objects.filter(
        report__definition_key=report.definition_key,
        report__period_id=report.period_id,
        action__in=Action.objects.visible_to(user),
    )
    return list(links.select_related("action__owner").order_by("action__due_on", "pk"))


def plans_of(reports: Iterable[Report]) -> dict[tuple[str, str], int]:
    """By report and period: how many actions it led to."""
    keys = {each.definition_key for each in reports}
    found: dict[tuple[str, str], int] = {}
    links = ReportAction.objects.filter(report__definition_key__in=keys)
    for place in links.values_list("report__definition_key", "report__period_id"):
        found[place] = found.get(place, 0) + 1
    return found


def _of_reports(user, ids: Iterable[int]) -> dict[int, Origin]:
    links = list(ReportAction.objects.filter(action__in=list(ids)).select_related("report"))
    seen = set(
        Report.objects.visible_to(user)
        .filter(pk__in=[each.report_id for each in links])
        .values_list("pk", flat=True)
    )
    return {
        each.action_id: Origin(
            _words(each),
            reverse("reporting:report", args=[each.report_id]) if each.report_id in seen else "",
        )
        for each in links
    }


def _words(link: ReportAction) -> str:
    said = f"{link.report.title}, {Period.parse(link.report.period_id).label}"
    return f"{said}, “{link.section_title}”" if link.section_title else said


def _inherit(action, heir) -> None:
    link = ReportAction.objects.filter(action=action).first()
    if link is not None:
        ReportAction.objects.create(
            action=heir, report=link.report, section_key=link.section_key,
            section_title=link.section_title, training=link.training,
        )  # fmt: skip


REPORTS = Source("report", "Report", Q(report_link__isnull=False), _of_reports, inherit=_inherit)
