"""The only place where reports are written: started, compiled, signed off, published."""

import datetime
from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from lineofsight import __version__
from lineofsight.errors import TransitionNotAllowed, UserError
from lineofsight.packs.model import ReportUse
from lineofsight.periods import Period
from lineofsight.reports import edited, model, stored
from lineofsight.reports.formats import FORMATS, file_name
from lineofsight.reports.monthly_quality import Frame
from lineofsight.reports.public_copy import public_copy
from lineofsight.web import clock, warehouse
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.naming import must_name_no_record
from lineofsight.web.people.permissions import Permission
from lineofsight.web.reporting import compiling, queries, subjects, telling, words
from lineofsight.web.reporting.models import (
    Publication,
    PublishedFile,
    Report,
    ReportAction,
    ReportPause,
    SectionText,
)

Tell = Callable[[int, int], None]
"""Told how many steps of how many are done."""


class ReportNotPossible(UserError):
    """A report cannot be started, signed or published as it stands."""


@transaction.atomic
def start(definition_key: str, period: Period, *, by: User) -> Report:
    """Begin the first version for a period. Refused where there is one already."""
    use = queries.definition(definition_key, clock.today())
    if period.kind not in queries.kinds_of_period(use):
        raise ReportNotPossible(
            f"“{use.title}” is not made for {period.in_sentence}.",
            advice="Choose a period as long as the framework says.",
        )
    subject = subjects.of(use)
    is_of_finished_work = subject is not None and subject.is_work
    if period.end >= clock.today() and not is_of_finished_work:
        raise ReportNotPossible(
            f"{period.label} is not over yet.",
            advice="Start its report on the first day of the next month.",
        )
    if Report.objects.filter(definition_key=definition_key, period_id=period.id).exists():
        raise ReportNotPossible(
            f"There is a report for {period.label} already.",
            advice="Open it; once it is published it can be corrected.",
        )
    report = _begun(use, period)
    _note("report.started", report, by)
    return report


@transaction.atomic
def start_due(today: datetime.date) -> list[Report]:
    """Begin the report of the newest period that is over, of each that the framework gives a
    cadence and that does not rest. One press then compiles it; without a cadence nothing
    begins by itself."""
    started = []
    resting = set(ReportPause.objects.on(today).values_list("definition_key", flat=True))
    for use in queries.definitions(today):
        if use.runs.value is None or use.key in resting:
            continue
        newest = queries.newest_period(use, today)
        if Report.objects.filter(definition_key=use.key, period_id=newest.id).exists():
            continue
        report = _begun(use, newest)
        _note("report.started", report, None)
        started.append(report)
    return started


@transaction.atomic
def raise_action(
    report: Report, *, text: str, service: OrgUnit, owner, due_on: datetime.date, by,
    section: tuple[str, str] = ("", ""), training: str = ReportAction.Training.NONE,
) -> Action:  # fmt: skip
    """Write down what a report asks of a service. `section`: key and title, empty for the
    whole report. Somebody who agrees action plans agrees it with this."""
    must_name_no_record(text)
    action = actions.propose(
        text, owner=owner, due_on=due_on, by=by, service_id=service.code,
        policy=pack_on(clock.today()).actions,
    )  # fmt: skip
    key, title = section
    ReportAction.objects.create(
        action=action, report=report, section_key=key, section_title=title, training=training
    )
    if by.may(Permission.ACTION_AGREE):
        actions.agree(action, by=by)
    return action


@transaction.atomic
def pause(
    definition_key: str, *, from_on: datetime.date, reason: str, by,
    to_on: datetime.date | None = None,
) -> ReportPause:  # fmt: skip
    """Let one reporting arrangement rest: nothing of it begins by itself until it is over.
    The others go on, and it can still be made by hand."""
    use = next((u for u in queries.pack(clock.today()).reports if u.key == definition_key), None)
    if use is None:
        raise ReportNotPossible("The framework has no such report.")
    if not reason.strip():
        raise ReportNotPossible("Say why it rests.")
    if to_on is not None and to_on < from_on:
        raise ReportNotPossible("A pause cannot end before it begins.")
    if _overlapping(definition_key, from_on, to_on).exists():
        raise ReportNotPossible("It rests in that time already.", advice="End that pause first.")
    made = ReportPause.objects.create(
        definition_key=definition_key, title=use.title, from_on=from_on, to_on=to_on,
        reason=reason.strip(), paused_by=by, paused_at=clock.now(),
    )  # fmt: skip
    activity.record(
        "report.paused", by=by, subject_kind="report-arrangement", subject_id=definition_key
    )
    return made


def _overlapping(key: str, from_on: datetime.date, to_on: datetime.date | None):
    found = ReportPause.objects.filter(definition_key=key).not_over(from_on)
    return found.filter(from_on__lte=to_on) if to_on else found


@transaction.atomic
def end_pause(paused: ReportPause, *, by) -> None:
    """The arrangement goes on from today; what it missed can be made by hand."""
    yesterday = clock.today() - datetime.timedelta(days=1)
    if paused.to_on is not None and paused.to_on <= yesterday:
        raise ReportNotPossible("That pause is over.")
    ReportPause.objects.filter(pk=paused.pk).update(
        to_on=yesterday, ended_by=by, ended_at=clock.now()
    )
    activity.record(
        "report.resumed", by=by, subject_kind="report-arrangement",
        subject_id=paused.definition_key,
    )  # fmt: skip


def _begun(use: ReportUse, period: Period) -> Report:
    return Report.objects.create(
        definition_key=use.key, title=use.title, audience=use.audience or "everyone",
        period_id=period.id,
    )  # fmt: skip


def nobody_listens(done: int, of: int) -> None:
    """How far a work has come is told to nobody."""


def compile_report(report: Report, *, by: User, tell: Tell = nobody_listens) -> Report:
    """Count everything from the newest snapshot and keep it; what people wrote stays.

    If it fails the report is to be compiled again, and says so; nothing half-made is kept.
    """
    with transaction.atomic():
        report.move(Report.State.COMPILING)
    try:
        snapshot = warehouse.current()
        period = Period.parse(report.period_id)
        pack = queries.pack(clock.today())
        use = queries.definition(report.definition_key, clock.today())
        facts = {
            "snapshot_id": snapshot.id,
            "frame_on": snapshot.as_at,
            "pack_id": pack.pack,
            "pack_version": pack.version,
            "product_version": __version__,
            "compiled_at": clock.now(),
            "compiled_by": by,
        }
        frame = Frame(
            authority=queries.authority_name(),
            audience=report.audience,
            period=period,
            provenance=_provenance(facts, pack.title, by),
            issue=model.Issue(version=report.version, what_changed=report.what_changed),
            title=report.title,
        )
        document = stored.to_json(compiling.compiled(frame, use, snapshot, tell))
    except BaseException:
        report.move(Report.State.SCHEDULED)
        raise
    with transaction.atomic():
        report.move(Report.State.DRAFTING, document=document, **facts)
        _note("report.compiled", report, by, {"snapshot": snapshot.id, "pack": pack.id})
    return report


def _provenance(facts: dict, pack_title: str, by: User) -> model.Provenance:
    return model.Provenance(
        snapshot_id=facts["snapshot_id"],
        frame_on=facts["frame_on"],
        pack_id=facts["pack_id"],
        pack_title=pack_title,
        pack_version=facts["pack_version"],
        product_version=facts["product_version"],
        compiled_at=facts["compiled_at"],
        compiled_by=by.get_full_name(),
    )


@transaction.atomic
def write(report: Report, section_key: str, places: dict[str, tuple[str, str]], *, by: User) -> int:
    """Keep what somebody wrote in a section: part → (text, said by). Only places whose
    words changed get a new version; returns how many. Earlier words stay on record."""
    report = _locked(report)
    if not report.can_be_written:
        raise TransitionNotAllowed(
            f"This report is “{report.get_state_display()}”, so its words cannot be changed.",
            advice="Ask for it to be sent back to those who write it.",
        )
    words.refuse_child_ids(report, [text for pair in places.values() for text in pair])
    before = queries.latest_texts(report)
    written = []
    for part_key, (text, said_by) in places.items():
        known = before.get((section_key, part_key))
        if (known.text, known.said_by) == (text, said_by) if known else not text.strip():
            continue
        written.append(part_key)
        SectionText.objects.create(
            report=report, section_key=section_key, part_key=part_key, text=text,
            said_by=said_by, by=by, at=clock.now(),
        )  # fmt: skip
    if written:
        _note("report.written", report, by, {"section": section_key, "places": written})
    return len(written)


@transaction.atomic
def submit(report: Report, *, by: User) -> None:
    """Send the report for sign-off; from now on its words stand still."""
    report.move(
        Report.State.AWAITING_SIGNOFF, submitted_by=by, submitted_at=clock.now(),
        returned_because="",
    )  # fmt: skip
    _note("report.submitted", report, by)


@transaction.atomic
def send_back(report: Report, *, by: User, because: str) -> None:
    """Give the report back to those who write it; a signature is taken off again."""
    report.move(
        Report.State.DRAFTING, returned_because=because, signed_off_by=None, signed_off_at=None,
        submitted_by=None, submitted_at=None,
    )  # fmt: skip
    _note("report.sent_back", report, by)


@transaction.atomic
def sign_off(report: Report, *, by: User) -> None:
    """Sign for the whole report. Nobody signs what they compiled or sent for signature
    themselves, nor for somebody they stand in for who did."""
    if people.stands_for(by, clock.today()) & {report.submitted_by_id, report.compiled_by_id}:
        raise ReportNotPossible(
            "You compiled this report or sent it for sign-off, or you stand in for somebody "
            "who did.",
            advice="Somebody else who may sign reports off has to sign it.",
        )
    report.move(Report.State.SIGNED_OFF, signed_off_by=by, signed_off_at=clock.now())
    _note("report.signed_off", report, by)


def publish(report: Report, *, by: User, tell: Tell = nobody_listens) -> Publication:
    """Publish in every format, with its public copy; from now on nothing of it changes."""
    now = clock.now()
    document = edited.with_issue(
        queries.with_texts(report),
        model.Issue(
            version=report.version,
            signed_off_by=report.signed_off_by.get_full_name() if report.signed_off_by else "",
            signed_off_on=queries.day_of(report.signed_off_at),
            published_by=by.get_full_name(),
            published_on=queries.day_of(now),
            what_changed=queries.what_changed(report),
        ),
    )
    copies = {False: document, True: public_copy(document)}
    texts = {is_public: stored.to_json(copy) for is_public, copy in copies.items()}
    wanted = [(is_public, form) for is_public in copies for form in FORMATS.values()]
    files = []
    for number, (is_public, form) in enumerate(wanted):
        tell(number, len(wanted))
        copy = copies[is_public]
        files.append(_file(copy, form.key, form.render(copy), is_public))
    with transaction.atomic():
        # What was rendered above must be what is published: nobody may have sent the report
        # back, and had it signed again with other words, in the meantime.
        fresh = _locked(report)
        if (fresh.state, fresh.signed_off_at) != (report.state, report.signed_off_at):
            raise TransitionNotAllowed(
                "Someone else has just changed this report.",
                advice="Reload the page to see it.",
            )
        publication = Publication.objects.create(
            report=report,
            document=texts[False],
            document_sha256=stored.hash_of(texts[False]),
            public_document=texts[True],
            public_sha256=stored.hash_of(texts[True]),
        )
        for file in files:
            file.publication = publication
            file.save(force_insert=True)
        report.move(Report.State.PUBLISHED, published_by=by, published_at=now)
        _note("report.published", report, by, {"sha256": publication.document_sha256})
    return publication


def _file(document: model.Report, key: str, content: bytes, is_public: bool) -> PublishedFile:
    return PublishedFile(
        format=key, is_public_copy=is_public, name=file_name(document, key), content=content,
        sha256=queries.sha256_of(content),
    )  # fmt: skip


@transaction.atomic
def correct(report: Report, *, by: User, because: str, newest_data: bool) -> Report:
    """Begin the next version of a published report, with the words of the one before.

    With `newest_data` it is to be compiled anew; otherwise its figures are those of the
    same snapshot, and only words change.
    """
    report = _locked(report)
    if not report.is_published:
        raise ReportNotPossible(
            "Only a published report is corrected.", advice="Change the words of this one instead."
        )
    if Report.objects.filter(corrects=report).exists():
        raise ReportNotPossible(
            "This version has been corrected already.", advice="Correct the newest version."
        )
    kept = ("definition_key", "title", "audience", "period_id")
    figures = (
        "snapshot_id", "frame_on", "pack_id", "pack_version", "product_version",
        "compiled_at", "compiled_by_id", "document",
    )  # fmt: skip
    facts = {name: getattr(report, name) for name in (kept if newest_data else kept + figures)}
    version = report.version + 1
    if not newest_data:
        before = stored.from_json(report.document)
        issue = model.Issue(version=version, what_changed=because)
        facts["document"] = stored.to_json(replace(before, issue=issue))
    correction = Report.objects.create(
        **facts, version=version, corrects=report, what_changed=because,
        state=Report.State.SCHEDULED if newest_data else Report.State.DRAFTING,
    )  # fmt: skip
    for text in queries.latest_texts(report).values():
        SectionText.objects.create(
            report=correction, section_key=text.section_key, part_key=text.part_key,
            text=text.text, said_by=text.said_by, by=text.by, at=text.at,
        )  # fmt: skip
    _note("report.correction_started", correction, by, {"corrects": report.version})
    return correction


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update().get(pk=report.pk)


def _note(verb: str, report: Report, by: User | None, detail: dict | None = None) -> None:
    known = {"report": report.definition_key, "period": report.period_id}
    activity.record(
        verb, by=by, subject_kind="report", subject_id=report.pk,
        detail={**known, "version": report.version, **(detail or {})},
    )  # fmt: skip
    telling.tell_of(verb, report, by=by)
