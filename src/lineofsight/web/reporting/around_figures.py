"""What reports take from feedback, partners and boards: only what a section shows is read."""

from datetime import date

from lineofsight.packs import Pack
from lineofsight.packs.model import ReportSection
from lineofsight.periods import Period
from lineofsight.reports import around
from lineofsight.web.boards import queries as boards
from lineofsight.web.improvement import receiving
from lineofsight.web.improvement.models import Received
from lineofsight.web.partnership import queries as partners
from lineofsight.web.practice import by_criterion, taking_part
from lineofsight.web.reporting.keeping_to import KeepsTo


def of(section: ReportSection, pack: Pack, period: Period, keeps_to: KeepsTo) -> around.Around:
    shows, days = set(section.shows), (keeps_to.since or period.start, period.end)
    found = {}
    if "feedback" in shows:
        found["told"] = _told(section, days, keeps_to)
    if "returns" in shows:
        audits = keeps_to.audits()
        if not keeps_to.is_of_one_work:
            audits = audits.filter(due_on__range=days)
        found["returned"] = partners.returned(pack, audits)
    if "partner-figures" in shows:
        found["entered"] = partners.entered(pack, period)
    if "partner-learning" in shows:
        found["events"] = partners.events(*days)
    if "partner-referrals" in shows:
        found["referred"] = partners.referred(pack, *days)
    if "board-recommendations" in shows:
        found["recommended"] = boards.recommended(*days)
    if "taking-part" in shows:
        found["took_part"] = _took_part(*days)
    if "by-criterion" in shows:
        found["headings"] = _headings(pack, *days)
    return around.Around(**found)


def _took_part(start: date, end: date) -> around.TookPart:
    told = taking_part.between(start, end)
    return around.TookPart(
        whole=_part(told.whole),
        by_role=tuple(map(_part, told.by_role)),
        by_service=tuple(map(_part, told.by_service)),
        ways=tuple(told.ways),
    )


def _part(row: taking_part.Row) -> around.Part:
    return around.Part(row.title, row.took_part, row.staff)


def _headings(pack: Pack, start: date, end: date) -> tuple[around.Heading, ...]:
    return tuple(
        around.Heading(
            each.title,
            each.is_criterion,
            each.is_assumed,
            tuple(
                around.Part(row.title, row.counts["yes"], row.total, row.share is not None)
                for row in each.services
            ),
        )
        for each in by_criterion.headings(pack, start, end)
    )


def _told(section: ReportSection, days, keeps_to: KeepsTo) -> tuple[around.Told, ...]:
    received = Received.objects.all()
    if keeps_to.codes:
        received = received.filter(service_id__in=keeps_to.codes)
    counted = receiving.counts(*days, sources=section.from_whom, found=received)
    return tuple(
        around.Told(each.source, each.unit, each.theme, each.strengths, each.concerns)
        for each in counted
    )
