"""Reading reports: what is in one, what somebody wrote, which copy somebody may have."""

import datetime
from hashlib import sha256

from django.conf import settings

from lineofsight.errors import UnknownName
from lineofsight.packs.authority import load_authority
from lineofsight.packs.governance_year import publish_period_on
from lineofsight.packs.model import Pack, ReportUse
from lineofsight.periods import Period, PeriodKind, add_months
from lineofsight.reports import edited, model, stored
from lineofsight.reports.monthly_quality import KEY as MONTHLY_QUALITY
from lineofsight.web import clock
from lineofsight.web.people import roles
from lineofsight.web.people.models import User
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.performance.queries import pack_in_use
from lineofsight.web.reporting import subjects
from lineofsight.web.reporting.models import PublishedFile, Report, SectionText

KNOWN = (MONTHLY_QUALITY,)
"""Reports the product can compile although a pack says no sections of them."""
PERIODS_OFFERED = 6
PERIODS_OF_CADENCE = {
    "monthly": (PeriodKind.MONTH,),
    "quarterly": (PeriodKind.QUARTER,),
    "twice-a-year": (PeriodKind.HALF_YEAR,),
    "yearly": (PeriodKind.YEAR_TO_DATE,),
    None: (PeriodKind.MONTH, PeriodKind.QUARTER),
}
"""A report whose framework sets no cadence is compiled by hand, for a month or a quarter."""
LAST_MONTH_OF_YEAR = 3
MOST_CHANGES_NAMED = 20


def definition(key: str, day: datetime.date) -> ReportUse:
    """What the pack in force says of a report the product can compile."""
    for use in definitions(day):
        if use.key == key:
            return use
    raise UnknownName(
        f"the framework in force has no report “{key}” that the product compiles.",
        advice="Choose one of the list.",
    )


def definitions(day: datetime.date) -> list[ReportUse]:
    """What can be compiled; of a report about one thing, one for each thing there is."""
    known = [use for use in pack(day).reports if use.sections or use.key in KNOWN]
    return [variant for use in known for variant in subjects.variants(use)]


def kinds_of_period(use: ReportUse) -> tuple[PeriodKind, ...]:
    return PERIODS_OF_CADENCE[use.runs.value]


def periods_of(use: ReportUse, day: datetime.date) -> list[Period]:
    """Whole periods of the report's cadence that are over and have no report yet, newest
    first."""
    subject = subjects.of(use)
    if subject and subject.is_work:
        found = [subjects.period_of(subject)]
    else:
        found = [each for kind in kinds_of_period(use) for each in _over(kind, day)]
    taken = set(
        Report.objects.filter(definition_key=use.key, version=1).values_list("period_id", flat=True)
    )
    return [each for each in found if each.id not in taken]


def newest_period(use: ReportUse, day: datetime.date) -> Period:
    """The newest whole period of the report's cadence that is over; where the framework lets
    more than a month lie between, the newest that is over for so long."""
    lag = use.publishing.lag_months.value or 1
    ended_before = add_months(day.replace(day=1), 1 - lag)
    over = _over(kinds_of_period(use)[0], day)
    return next((each for each in over if each.end < ended_before), over[-1])


def _over(kind: PeriodKind, day: datetime.date) -> list[Period]:
    if kind == PeriodKind.YEAR_TO_DATE:
        years = [Period.of_kind(kind, datetime.date(day.year - back, LAST_MONTH_OF_YEAR, 31))
                 for back in range(2)]  # fmt: skip
        return [year for year in years if year.end < day]
    found, last = [], Period.of_kind(kind, day)
    for _ in range(PERIODS_OFFERED):
        last = Period.of_kind(kind, last.start - datetime.timedelta(days=1))
        found.append(last)
    return found


def pack(day: datetime.date) -> Pack:
    """The framework in force, as the scorecard takes it."""
    return pack_in_use(day, settings.PACK)


def authority_name() -> str:
    """The name at the head of every page."""
    return settings.AUTHORITY_NAME or load_authority(settings.HOME).name


def latest_texts(report: Report) -> dict[tuple[str, str], SectionText]:
    """The words in force for each place, by section and part."""
    texts = report.texts.select_related("by").order_by("pk")
    return {(text.section_key, text.part_key): text for text in texts}


def with_texts(report: Report) -> model.Report:
    """The compiled report with everybody's words in their places."""
    words = [text.as_words() for text in latest_texts(report).values()]
    document = edited.with_words(stored.from_json(report.document), words)
    if report.is_published:
        return document
    issue = model.Issue(
        version=report.version,
        signed_off_by=report.signed_off_by.get_full_name() if report.signed_off_by else "",
        signed_off_on=day_of(report.signed_off_at),
        what_changed=what_changed(report),
    )
    return edited.with_issue(document, issue)


def unanswered(report: Report) -> list[tuple[str, str]]:
    words = [text.as_words() for text in latest_texts(report).values()]
    return edited.unanswered(stored.from_json(report.document), words)


def incomplete(report: Report) -> list[tuple[str, str]]:
    """What the framework requires of the report and nothing says yet."""
    words = [text.as_words() for text in latest_texts(report).values()]
    return edited.incomplete(edited.with_words(stored.from_json(report.document), words))


def what_changed(report: Report) -> str:
    """For a correction: what its author says, and every figure that differs."""
    if not report.corrects:
        return ""
    before, after = stored.from_json(report.corrects.document), stored.from_json(report.document)
    changed = edited.changed_figures(before, after)
    named = changed[:MOST_CHANGES_NAMED]
    if len(changed) > len(named):
        named.append(f"and {len(changed) - len(named)} more, in the tables")
    words = changed_words(report)
    said = [report.what_changed.strip()]
    said += [f"Figures that changed: {'; '.join(named)}."] if named else ["No figure changed."]
    said += [f"Words that changed: {'; '.join(words)}."] if words else []
    return " ".join(said)


def changed_words(report: Report) -> list[str]:
    """Places whose words differ from the version before: “Assessment Teams, How much”."""
    now = {place: (t.text, t.said_by) for place, t in latest_texts(report).items()}
    before = {place: (t.text, t.said_by) for place, t in latest_texts(report.corrects).items()}
    return [
        f"{section.title}, {title}"
        for section in stored.from_json(report.document).sections
        for part_key, title in edited.places(section)
        if now.get((section.key, part_key)) != before.get((section.key, part_key))
    ]


def sees_public_copy_only(user: User) -> bool:
    """Elected members, non-executives and partners: totals with small numbers left out."""
    held = assignments_of(user, clock.today())
    return all(roles.role(each.role).aggregates_only for each in held)


def copy_for(report: Report, user: User) -> model.Report:
    """The document as this person may read it: the published words where it is published."""
    if not report.is_published:
        return with_texts(report)
    publication = report.publication
    if sees_public_copy_only(user):
        return stored.from_json(intact(publication.public_document, publication.public_sha256))
    return stored.from_json(intact(publication.document, publication.document_sha256))


def published_file(report: Report, key: str, user: User) -> PublishedFile:
    file = report.publication.files.get(format=key, is_public_copy=sees_public_copy_only(user))
    if sha256_of(bytes(file.content)) != file.sha256:
        raise PublicationBroken(file.name)
    return file


class PublicationBroken(Exception):
    """What is stored is not what was published. Somebody changed the database by hand."""


def intact(text: str, sha: str) -> str:
    if stored.hash_of(text) != sha:
        raise PublicationBroken(sha)
    return text


def sha256_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def day_of(instant: datetime.datetime | None) -> datetime.date | None:
    return instant.astimezone(clock.UK).date() if instant else None


def shelves(reports) -> dict:
    """For the list: what is in the making, and what is published, the newest version of each."""
    uses = {use.key: use for use in pack(clock.today()).reports}
    making = [shown(report, uses) for report in reports if not report.is_published]
    published, seen = [], set()
    for report in reports:
        if report.is_published and (report.definition_key, report.period_id) not in seen:
            seen.add((report.definition_key, report.period_id))
            published.append(shown(report))
    return {"making": making, "published": published}


def shown(report: Report, uses: dict[str, ReportUse] | None = None) -> dict:
    """`publish_on`: the day that the framework gives it, of `uses`, its reports by key."""
    period, use = Period.parse(report.period_id), (uses or {}).get(report.definition_key)
    publish_on = publish_period_on(use.publishing, period.end) if use else None
    is_late = publish_on is not None and clock.today() > publish_on
    return {"report": report, "period": period, "publish_on": publish_on,
            "is_late": is_late and not report.is_published}  # fmt: skip


def versions(report: Report, user: User) -> list[Report]:
    """Every version of the same report that this person may see, newest first."""
    same = Report.objects.visible_to(user).filter(
        definition_key=report.definition_key, period_id=report.period_id
    )
    return list(same.order_by("-version"))


def writings(report: Report) -> list[dict]:
    """What stands where, by whom: for reading through before it is sent or signed."""
    texts = latest_texts(report)
    found = []
    for section in stored.from_json(report.document).sections:
        for part_key, title in edited.places(section):
            text = texts.get((section.key, part_key))
            if text and text.text:
                found.append({"section": section, "title": title, "text": text})
    return found
