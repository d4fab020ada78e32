"""The programme board of one month: what went out, what is back, who is missing. Reads only.

A month of a large programme holds hundreds of audits: all of them are counted, and of each
list only the rows that are shown are made.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.urls import reverse

from lineofsight.packs.activities import ActivityType
from lineofsight.packs.model import Pack
from lineofsight.periods import end_of_month
from lineofsight.web import clock
from lineofsight.web.practice import availability, presenting
from lineofsight.web.practice.framing import ISSUED, ISSUED_WORDS, REASONS
from lineofsight.web.practice.models import Audit, AuditPart, FollowUp, Release, Sample
from lineofsight.web.practice.opening import cards_of
from lineofsight.web.practice.services import moderating
from lineofsight.web.ui.words import counted, long_day, working_days_from
from lineofsight.working_days import england

BARS = (("moderated", "#123b46"), ("waiting", "#4f8494"), ("in_progress", "#b9d2da"))


SHOWN = 20
"""Rows of each list, unless all are asked for."""
READ = (
    "plan", "adopted", "activity_key", "subject_kind", "subject_id", "subject_name", "child_id",
    "service_name", "released_on", "due_on", "state", "moderator", "submitted_at",
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """The first rows of a list, or all, and how many there are."""

    rows: list
    total: int
    late: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def listed(found: Sequence, make: Callable[[list], list], *, everything: bool) -> Listed:
    """`make` gives the rows for those of `found` that are shown."""
    return Listed(make(list(found if everything else found[:SHOWN])), len(found))


@dataclass
class Board:
    """Everything the page says of one month's audits."""

    month: date
    audits: list[Audit]

    @property
    def moderated(self) -> list[Audit]:
        return [audit for audit in self.audits if audit.is_judged]

    @property
    def waiting(self) -> list[Audit]:
        return [audit for audit in self.audits if audit.state == Audit.State.SUBMITTED]

    @property
    def in_progress(self) -> list[Audit]:
        return [audit for audit in self.audits if audit.state == Audit.State.IN_PROGRESS]

    @property
    def not_started(self) -> list[Audit]:
        return [audit for audit in self.audits if audit.state == Audit.State.RELEASED]


def of_month(user, month: date) -> Board:
    """The audits released in a month that this person may see; withdrawn ones left out. The
    parts are read of those that are still with auditors."""
    audits = list(
        Audit.objects.visible_to(user)
        .filter(released_on__gte=month, released_on__lte=end_of_month(month))
        .exclude(state=Audit.State.WITHDRAWN)
        .only(*READ)
        .prefetch_related("adopted")
    )
    parts = AuditPart.objects.only("audit", "key", "auditor", "state")
    prefetch_related_objects(
        [audit for audit in audits if audit.state in Audit.WITH_AUDITORS],
        Prefetch("parts", queryset=parts),
        "parts__auditor",
    )
    return Board(month, audits)


def kinds_of(board: Board, pack: Pack) -> list[ActivityType]:
    """The kinds of activity of a month's audits, as the pack orders them; before anything
    has gone out, those of its first programme."""
    found = {audit.activity_key: audit.activity for audit in board.audits}
    order = [each.key for each in pack.activity_types]
    kinds = sorted(found.values(), key=lambda each: order.index(each.key)
                   if each.key in order else len(order))  # fmt: skip
    return kinds or [pack.activity(key) for key in pack.programmes[0].activities]


def caption(kinds: list[ActivityType], month: date) -> str:
    what = kinds[0].title if len(kinds) == 1 else "All programmes"
    return f"{what}, {month:%B %Y}"


def heading(board: Board, pack: Pack) -> str:
    """The finding: how many are done, how many are still with auditors, and until when."""
    if not board.audits:
        return f"No {pack.term('audit').plural} were sent out in {board.month:%B %Y}"
    done = "moderated" if _moderates(board) else "with final grades"
    said = f"{len(board.moderated)} of {len(board.audits)} {done}"
    out = len(board.in_progress) + len(board.not_started)
    if out:
        due = max(audit.due_on for audit in board.audits)
        days = england().between(clock.today(), due)
        when = f"due {working_days_from(days).lower()}" if days >= 0 else "and late"
        said += f"; {out} still with auditors, {when}"
    return said


def _moderates(board: Board) -> bool:
    return any(audit.activity.is_moderated for audit in board.audits)


def counts(board: Board, checks: Listed) -> list[dict]:
    sent = min((audit.released_on for audit in board.audits), default=None)
    rechecks = "re-checks due" + (f", {checks.late} late" if checks.late else "")
    return [
        {"count": len(board.audits),
         "label": f"sent out {presenting.day_words(sent)}" if sent else "sent out"},
        {"count": len(board.not_started), "label": "not started", "url": "#not-done"},
        {"count": len(board.in_progress), "label": "in progress", "url": "#not-done"},
        {"count": len(board.waiting), "label": "waiting for moderation", "url": "#queue"},
        {"count": len(board.moderated), "label": "moderated", "url": "#done"},
        {"count": checks.total, "label": rechecks, "url": "#rechecks"},
    ]  # fmt: skip


def by_service(board: Board) -> list[dict]:
    """Progress of each service, with the widths of its bar in hundredths."""
    groups = defaultdict(list)
    for audit in board.audits:
        groups[audit.service_name].append(audit)
    rows = []
    for name, audits in sorted(groups.items()):
        part = Board(board.month, audits)
        numbers = {"moderated": len(part.moderated), "waiting": len(part.waiting),
                   "in_progress": len(part.in_progress),
                   "not_started": len(part.not_started)}  # fmt: skip
        named = {"name": name or "No service", "number": len(audits)}
        rows.append({**named, **numbers, "bars": _bars(numbers)})
    return rows


def _bars(numbers: dict[str, int]) -> list[dict]:
    whole, at, bars = sum(numbers.values()), 0.0, []
    for key, colour in BARS:
        width = 100 * numbers[key] / whole
        bars.append({"x": f"{at:.1f}", "width": f"{width:.1f}", "colour": colour})
        at += width
    return bars


@dataclass(frozen=True)
class Missing:
    """A part that has not been sent."""

    audit: Audit
    part: AuditPart
    is_late: bool
    others: int
    """How many more of the month this person has not sent."""

    @property
    def who(self) -> str:
        return self.part.auditor.name if self.part.auditor else "Nobody yet"

    @property
    def is_started(self) -> bool:
        return self.part.state != AuditPart.State.NOT_STARTED


def not_done(board: Board) -> list[Missing]:
    """Who has not sent theirs, those who have not begun first, of these the late ones."""
    today = clock.today()
    waited_for = [
        (audit, part)
        for audit in (*board.not_started, *board.in_progress)
        for part in audit.parts.all()
        if not part.is_done
    ]
    number = Counter(part.auditor_id for _, part in waited_for)
    found = [
        Missing(audit, part, audit.due_on < today, number[part.auditor_id] - 1)
        for audit, part in waited_for
    ]
    return sorted(found, key=lambda each: (each.is_started, not each.is_late, each.who))


def missing_rows(found: list[Missing]) -> list[dict]:
    auditors = [each.part.auditor for each in found if each.part.auditor]
    gone = availability.why_not_here(auditors, clock.today())
    return [_missing_row(each, gone.get(each.part.auditor_id, "")) for each in found]


def _missing_row(missing: Missing, gone: str) -> dict:
    audit, part = missing.audit, missing.part
    known = [gone] if gone else []
    if missing.is_late:
        known.append(presenting.due_words(audit.due_on)["when"])
    if part.auditor and missing.others:
        known.append(counted(missing.others, "other") + " this month")
    return {
        "who": missing.who,
        "title": part.declared.title,
        "service": audit.service_name,
        "started": missing.is_started,
        "is_late": missing.is_late,
        "known": ", ".join(known),
        "hand_over": reverse("practice:hand-over", args=[audit.pk, part.key]),
    }


def queue(board: Board) -> list[Audit]:
    """Waiting for moderation, the longest wait first."""
    return sorted(board.waiting, key=lambda each: each.submitted_at)


def queue_rows(found: list[Audit]) -> list[dict]:
    cards = cards_of(found)
    prefetch_related_objects(found, "moderator", "parts__auditor", "parts__judgements")
    today, rows = clock.today(), []
    gone = availability.why_not_here([each.moderator for each in found if each.moderator], today)
    for audit in found:
        waited = england().between(presenting.on(audit.submitted_at), today)
        given = moderating.grades_given(audit)
        steps = [presenting.apart(audit.scale, grades)[0] for grades in given.values()]
        differing = [step for step in steps if step]
        aim = audit.activity.moderation.within_working_days.value
        rows.append(
            {
                "audit": audit,
                "name": cards[audit.pk].name,
                "service": audit.service_name,
                "auditors": ", ".join(p.auditor.name for p in audit.parts.all() if p.auditor),
                "differ": _differ(differing, len(steps)),
                "moderator": audit.moderator.name if audit.moderator else "Nobody yet",
                "moderator_gone": gone.get(audit.moderator_id, ""),
                "waiting": counted(waited, "working day") if waited else "Today",
                "is_late": aim is not None and waited > aim,
            }
        )
    return rows


def _differ(differing: list[int], of: int) -> str:
    if not differing:
        return "None"
    far = sum(step > 1 for step in differing)
    return f"{len(differing)} of {of}" + (f", {far} by more than one grade" if far else "")


def rechecks(user, until: date, *, everything: bool = False) -> Listed:
    """Re-checks due up to a day, the late ones first."""
    found = (
        FollowUp.objects.due()
        .rechecks()
        .filter(due_on__lte=until, audit__in=Audit.objects.visible_to(user))
        .order_by("due_on", "pk")
    )
    due = list(found.values_list("pk", "due_on"))
    shown = [pk for pk, _ in (due if everything else due[:SHOWN])]
    today = clock.today()
    return Listed(_recheck_rows(shown), len(due), sum(day < today for _, day in due))


def _recheck_rows(shown: list[int]) -> list[dict]:
    found = list(
        FollowUp.objects.filter(pk__in=shown)
        .select_related("audit", "checker")
        .annotate(
            actions=Count("audit__action_links", distinct=True, filter=_live()),
            evidenced=Count(
                "audit__action_links",
                distinct=True,
                filter=_live() & Q(audit__action_links__action__evidence__isnull=False),
            ),
        )
        .order_by("due_on", "pk")
    )
    cards = cards_of([each.audit for each in found])
    gone = availability.why_not_here([each.checker for each in found if each.checker],
                                     clock.today())  # fmt: skip
    return [
        {
            "follow_up": each,
            "gone": gone.get(each.checker_id, ""),
            "name": cards[each.audit_id].name,
            **presenting.due_words(each.due_on),
            "checker": each.checker.name if each.checker else "",
            "evidence": _evidence(each),
        }
        for each in found
    ]


def _live() -> Q:
    return ~Q(audit__action_links__action__state__in=["rejected", "superseded"])


def _evidence(follow_up) -> str:
    if not follow_up.actions:
        return "No actions"
    if not follow_up.evidenced:
        return "No evidence yet"
    if follow_up.evidenced == follow_up.actions:
        return f"All {follow_up.actions} have evidence"
    return f"{follow_up.evidenced} of {follow_up.actions} have evidence"


def loops_closed(year_from: date) -> dict:
    """Loops closed of those that could be: audits judged since a day."""
    today = clock.today()
    first, _ = clock.span(year_from, today)
    judged = Audit.objects.judged().filter(judged_at__gte=first)
    come_due = FollowUp.objects.filter(audit=OuterRef("pk"), due_on__lte=today)
    return {
        "closed": judged.filter(state=Audit.State.LOOP_CLOSED).count(),
        "of": judged.filter(Exists(come_due)).count(),
    }


def provenance(sample: Sample) -> dict:
    """Where a sample came from, for everybody to see."""
    reasons = Counter(sample.left_out.values_list("reason", flat=True))
    left_out = sum(reasons.values())
    drawn = Counter(
        sample.children.filter(swapped_in__isnull=True).values_list("stratum", flat=True)
    )
    return {
        "sample": sample,
        "left_out": left_out,
        "eligible": sample.frame_size - left_out,
        "reasons": _reasons(sample, reasons),
        "strata": [
            {
                "title": stratum["title"],
                "in_frame": stratum["in_frame"],
                "left_out": stratum["in_frame"] - stratum["eligible"],
                "drawn": drawn[code],
            }
            for code, stratum in sorted(sample.strata.items(), key=lambda each: each[1]["title"])
        ],
        "drawn": sum(drawn.values()),
        "swaps": list(sample.swaps.select_related("by", "out", "into")),
        "short_hash": f"{sample.frame_hash[:4]} {sample.frame_hash[4:8]} … "
        f"{sample.frame_hash[-4:]}",
    }


def _reasons(sample: Sample, reasons: Counter) -> list[dict]:
    titles = {REASONS[rule["rule"]]: rule["title"] for rule in sample.criteria["exclusions"]}
    titles[ISSUED] = ISSUED_WORDS
    return [{"title": titles.get(key, key), "number": number}
            for key, number in reasons.most_common()]  # fmt: skip


def releases_story(sample: Sample) -> list[dict]:
    """What happened to a sample, the latest first."""
    plan = sample.plan
    steps = [
        (sample.frame_on, "Day of the frame", sample.snapshot_id),
        (presenting.on(sample.drawn_at), "Sample drawn and locked",
         f"{sum(sample.sizes.values())} records"),
    ]  # fmt: skip
    for release in Release.objects.filter(plan=plan).annotate(number_out=Count("children__audit")):
        if release.released_at:
            steps.append((presenting.on(release.released_at), "Sent out",
                          f"{counted(release.number_out, 'record')}, due "
                          f"{presenting.day_words(release.due_on)}"))  # fmt: skip
        else:
            steps.append((release.planned_on, "To be sent out",
                          counted(release.children.count(), "record")))  # fmt: skip
    steps += [(presenting.on(swap.at), "Swap", swap.reason) for swap in sample.swaps.all()]
    steps.sort(key=lambda step: step[0], reverse=True)
    return [{"title": long_day(day), "detail": f"{what}: {detail}"} for day, what, detail in steps]
