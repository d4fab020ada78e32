"""Do reports, boards and what is said of the partners hang together?"""

from collections.abc import Iterator

from lineofsight.packs.faults import Complaint
from lineofsight.packs.forms import QuestionKind
from lineofsight.packs.model import Pack
from lineofsight.packs.references import keys_of, unknown
from lineofsight.packs.reporting import ReportUse

OF_THE_WHOLE = {"taking-part", "by-criterion"}
PLANNED_WORK, ISSUE = "planned-work", "issue"


def reports_and_partners(pack: Pack) -> Iterator[Complaint]:
    yield from _reports(pack)
    yield from _boards(pack)
    yield from _partnership(pack)


def used_indicators(pack: Pack) -> Iterator[tuple[tuple, str]]:
    """Every measure that a report names, with the path to it."""
    for n, report in enumerate(pack.reports):
        for m, section in enumerate(report.sections):
            for name in section.indicators:
                yield ("reports", n, "sections", m, "indicators"), name
        for m, issue in enumerate(report.issues):
            for name in issue.indicators:
                yield ("reports", n, "issues", m, "indicators"), name


def _reports(pack: Pack) -> Iterator[Complaint]:
    known, services = keys_of(pack.activity_types), keys_of(pack.services)
    for n, report in enumerate(pack.reports):
        yield from unknown(("reports", n), "activities", report.activities, known)
        yield from _of_one_thing(report, ("reports", n))
        for m, section in enumerate(report.sections):
            path = ("reports", n, "sections", m)
            yield from unknown(path, "activities", section.activities, known)
            yield from unknown(path, "services", section.services, services)
            yield from unknown(path, "from_whom", section.from_whom, keys_of(pack.feedback))
            if OF_THE_WHOLE & set(section.shows) and (section.services or report.each):
                told = ", ".join(sorted(OF_THE_WHOLE & set(section.shows)))
                yield Complaint((*path, "shows"), f"{told} is told of the whole authority only.")
            if "figures" in section.shows and len(section.services) > 1:
                yield Complaint((*path, "services"), "figures are of one service or of all.")


def _of_one_thing(report: ReportUse, path: tuple) -> Iterator[Complaint]:
    if report.each == PLANNED_WORK and not report.activities:
        yield Complaint((*path, "activities"), "a report of each piece of work: of which kind?")
    if (report.each == ISSUE) != bool(report.issues):
        yield Complaint((*path, "issues"), "issues belong to a report of each issue, and only to "
                                           "it.")  # fmt: skip
    if report.each and report.runs.value is not None:
        yield Complaint((*path, "runs"), "a report of one thing is made when somebody asks.")


def _boards(pack: Pack) -> Iterator[Complaint]:
    for n, board in enumerate(pack.boards):
        for m, item in enumerate(board.agenda):
            if item.said_by == "agencies" and not pack.partnership.agencies:
                path = ("boards", n, "agenda", m, "said_by")
                yield Complaint(path, "the pack names no agency of the partnership.")


def _partnership(pack: Pack) -> Iterator[Complaint]:
    found = pack.partnership
    for n, measure in enumerate(found.measures):
        path = ("partnership", "measures", n)
        yield from unknown(path, "agencies", measure.agencies, keys_of(found.agencies))
        if not found.agencies:
            yield Complaint(path, "agencies enter figures, but the pack names no agency.")
    for n, kind in enumerate(found.referrals):
        path = ("partnership", "referrals", n)
        yield from unknown(path, "raised_by", kind.raised_by, keys_of(pack.roles))
        if not kind.outcomes:
            yield Complaint((*path, "outcomes"), "say how it can be decided.")
    for n, source in enumerate(pack.feedback):
        yield from unknown(("feedback", n), "given_by", source.given_by, keys_of(pack.roles))
    for n, activity in enumerate(pack.activity_types):
        for m, part in enumerate(activity.parts):
            path = ("activity_types", n, "parts", m, "asks_each_agency")
            if part.asks_each_agency and not found.agencies:
                yield Complaint(path, "agencies are asked, but the pack names no agency.")
            if any(each.kind == QuestionKind.GRADE for each in part.asks_each_agency):
                yield Complaint(path, "agencies do not grade.")
