"""What is read of the partnership: totals for everybody of it, and nothing about a child."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from lineofsight import disclosure
from lineofsight.packs import Pack
from lineofsight.packs.partnership import PartnerMeasure
from lineofsight.periods import Period, PeriodKind
from lineofsight.reports import around
from lineofsight.web import clock
from lineofsight.web.partnership.models import AskedReturn, Entry, LearningEvent, Referral
from lineofsight.web.practice.models import Audit

SHOWN = 6
"""Months, or quarters, on the dashboard."""
MONTHS_OF = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6}


@dataclass(frozen=True)
class Value:
    """What one agency entered for a period: a number, or a part of a whole. `months`: how
    many of the period's months it is made of, where they are fewer than all. `has_small_part`:
    a sum of which a part is too small to be told, so that telling the sum would tell it."""

    number: int | None = None
    of: int | None = None
    months: int = 0
    of_months: int = 0
    is_hidden: bool = False
    has_small_part: bool = False

    @property
    def is_whole(self) -> bool:
        return self.months >= self.of_months

    @property
    def text(self) -> str:
        if self.is_hidden:
            return "c"
        if self.number is None:
            return "–"
        if self.of is None:
            return f"{self.number:,}"
        return f"{100 * self.number / self.of:.1f}%" if self.of else "none asked"

    @property
    def basis(self) -> str:
        if self.is_hidden or self.number is None or self.of is None:
            return ""
        return f"{self.number:,} of {self.of:,}"


def agencies_of(measure: PartnerMeasure, pack: Pack) -> list[str]:
    return [
        each.key
        for each in pack.partnership.agencies
        if not measure.agencies or each.key in measure.agencies
    ]


def periods(kind: PeriodKind, day: datetime.date, count: int = SHOWN) -> list[Period]:
    """The newest period that is over and those before it, oldest first."""
    this = Period.of_kind(kind, day)
    last = Period.of_kind(kind, this.start - datetime.timedelta(days=1))
    return list(last.series(count))


def latest(pack: Pack) -> dict[tuple[str, str, str], Entry]:
    """Of each measure, agency and period the entry that counts."""
    keys = [measure.key for measure in pack.partnership.measures]
    return {
        (each.measure_key, each.agency_key, each.period_id): each
        for each in Entry.objects.filter(measure_key__in=keys).select_related("by")
    }


def value_of(measure: PartnerMeasure, agency: str, period: Period, entries: dict) -> Value:
    """The figure of a period. A quarter or half-year of a measure that is entered more often
    is added up, and says how many of its months are there; a month of a quarterly measure has
    none."""
    own = entries.get((measure.key, agency, period.id))
    if own is not None:
        return Value(own.number, own.of)
    entered_by = PeriodKind.MONTH if measure.cadence.value == "monthly" else PeriodKind.QUARTER
    length = MONTHS_OF.get(period.kind, 0) // MONTHS_OF[entered_by]
    if length < 2:
        return Value()
    pieces = Period.of_kind(entered_by, period.end).series(length)
    found = [entries.get((measure.key, agency, each.id)) for each in pieces]
    known = [each for each in found if each is not None]
    if not known:
        return Value()
    is_share = measure.unit == "percent"
    return Value(
        number=sum(each.number for each in known),
        of=sum(each.of or 0 for each in known) if is_share else None,
        months=len(known) * MONTHS_OF[entered_by], of_months=MONTHS_OF[period.kind],
        has_small_part=any(_is_small(each.number, each.of) for each in known),
    )  # fmt: skip


def as_seen_by(value: Value, *, is_own: bool, totals_only: bool) -> Value:
    """Small numbers of other agencies are hidden from those who see totals only."""
    if is_own or not totals_only or value.number is None:
        return value
    if value.has_small_part or _is_small(value.number, value.of):
        return Value(is_hidden=True)
    return value


def _is_small(number: int, of: int | None) -> bool:
    """Is it, or what is left of the whole, or the whole itself?"""
    counts = (number,) if of is None else (number, of - number, of)
    return any(disclosure.is_small(count) for count in counts)


def entered(pack: Pack, period: Period) -> tuple[around.Entered, ...]:
    """For reports: every measure and agency, in this period and the one before."""
    kind = period.kind if period.kind in MONTHS_OF else PeriodKind.QUARTER
    now = Period.of_kind(kind, period.end)
    before, entries, rows = now.earlier(1), latest(pack), []
    for measure in pack.partnership.measures:
        if kind == PeriodKind.MONTH and measure.cadence.value == "quarterly":
            continue
        for agency in agencies_of(measure, pack):
            this = value_of(measure, agency, now, entries)
            last = value_of(measure, agency, before, entries)
            rows.append(
                around.Entered(
                    measure.title, pack.agency_title(agency), measure.unit == "percent",
                    this.number, this.of, last.number, last.of,
                )
            )  # fmt: skip
    return tuple(rows)


def events(start: datetime.date, end: datetime.date) -> tuple[around.Event, ...]:
    found = LearningEvent.objects.filter(held_on__range=(start, end)).order_by("held_on", "pk")
    return tuple(
        around.Event(
            title=each.title,
            theme=each.theme.title if each.theme else "",
            agencies=len(each.attended.all()),
            people=sum(row.people for row in each.attended.all()),
            answered=each.answered,
            useful=each.useful,
        )
        for each in found.select_related("theme").prefetch_related("attended")
    )


def referred(pack: Pack, start: datetime.date, end: datetime.date) -> tuple[around.Referred, ...]:
    """By kind: referred in the span, what of those was decided by its end, and how."""
    found = defaultdict(list)
    span = clock.span(start, end)
    for each in Referral.objects.filter(referred_at__range=span).prefetch_related("adopted"):
        found[each.kind.title].append(each)
    rows = []
    for kind in pack.partnership.referrals:
        all_ = found.get(kind.title, [])
        decided = [each for each in all_ if each.decided_on and each.decided_on <= end]
        outcomes = Counter(each.outcome for each in decided)
        if all_:
            rows.append(
                around.Referred(
                    kind.title, len(all_), len(decided), len(all_) - len(decided),
                    tuple((o.title, outcomes[o.title]) for o in kind.outcomes),
                )
            )  # fmt: skip
    return tuple(rows)


def returned(pack: Pack, audits) -> tuple[around.Returned, ...]:
    """Returns to some audits, by agency."""
    asked, answered, in_time = Counter(), Counter(), Counter()
    for each in AskedReturn.objects.filter(audit__in=audits):
        asked[each.agency_key] += 1
        if each.answered_at:
            answered[each.agency_key] += 1
            in_time[each.agency_key] += each.answered_at.astimezone(clock.UK).date() <= each.due_on
    return tuple(
        around.Returned(each.title, asked[each.key], answered[each.key], in_time[each.key])
        for each in pack.partnership.agencies
        if asked[each.key]
    )


def runs_of_groups(pack: Pack, day: datetime.date) -> list[dict]:
    """Each group of the partnership with its own programmes, and how far they are this year."""
    rows = []
    for group in pack.partnership.groups:
        own = [each for each in pack.programmes if each.group == group.key]
        since = Period.of_kind(PeriodKind.YEAR_TO_DATE, day).start
        done = Audit.objects.filter(
            plan__programme_key__in=[each.key for each in own], submitted_at__date__gte=since
        ).exclude(state=Audit.State.WITHDRAWN)
        rows.append({"group": group, "programmes": own, "done": done.count() if own else 0})
    return rows
