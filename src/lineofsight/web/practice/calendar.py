"""The year of a framework's programmes: which months, what, and who. A pure function of the
pack: no clock, no person and no child in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.packs.values import Source
from lineofsight.web.practice import dates, rules
from lineofsight.working_days import england

GOES_OUT, DRAWN, TO_PLAN, PAUSED = "Goes out", "Sample drawn", "To be planned", "Paused"


@dataclass(frozen=True)
class Entry:
    """One thing that the year brings.

    `is_day_set`: the framework says on which day; otherwise it takes the whole span.
    `is_assumed`: the day is our assumption until the authority decides.
    """

    key: str
    programme_key: str
    title: str
    activity_keys: tuple[str, ...]
    activity_titles: tuple[str, ...]
    what: str
    starts_on: date
    ends_on: date
    due_on: date | None
    who: str
    is_day_set: bool
    is_assumed: bool

    @property
    def is_drawn(self) -> bool:
        return self.what == DRAWN

    @property
    def is_on_a_day_off(self) -> bool:
        """It is on a Saturday, a Sunday or a bank holiday: no rule of the framework moved it."""
        return self.is_day_set and not england().is_working_day(self.starts_on)


@dataclass(frozen=True)
class Undated:
    """A programme that the calendar cannot show, and why."""

    programme_key: str
    title: str
    why: str


def year_of(pack: Pack, year: int) -> tuple[Entry, ...]:
    """What the pack's programmes bring in a calendar year, in order of time."""
    entries = [entry for each in pack.programmes for entry in _entries(pack, each, year)]
    return tuple(sorted(entries, key=lambda entry: (entry.starts_on, entry.key)))


def undated(pack: Pack) -> tuple[Undated, ...]:
    """The programmes without a date in any year, each with the reason."""
    found = []
    for programme in pack.programmes:
        why = _why_undated(programme)
        if why:
            found.append(Undated(programme.key, programme.title, why))
    return tuple(found)


def _why_undated(programme: Programme) -> str:
    if programme.rule == Rule.ON_REQUEST:
        return "When it is asked for"
    if programme.switched_on.value is None:
        return "Whether it runs is not set, so it does not"
    if not programme.switched_on.value:
        return "Switched off"
    needed = {
        Rule.NUMBER_A_YEAR: (programme.number_a_year, "How many a year is not set"),
        Rule.FIXED_MONTHS: (programme.months, "Its months are not set"),
        Rule.PLANNED_SPAN: (programme.plans_every_months, "How long a plan is, is not set"),
    }
    setting, why = needed.get(programme.rule, (None, ""))
    return why if setting is not None and setting.value is None else ""


def _entries(pack: Pack, programme: Programme, year: int) -> list[Entry]:
    first = rules.year_of(programme, date(year, 1, 1))
    found = [
        occurrence
        for begin in (first, first.replace(year=first.year + 1))
        for occurrence in rules.occurrences(pack, programme, begin)
    ]
    entries = []
    for occurrence in found:
        entries += _of_one(pack, programme, occurrence)
    return [entry for entry in entries if entry.starts_on.year == year]


def _of_one(pack: Pack, programme: Programme, occurrence: rules.Occurrence) -> list[Entry]:
    if programme.rule == Rule.PLANNED_SPAN:
        return _of_span(pack, programme, occurrence)
    what = GOES_OUT
    if occurrence.is_paused:
        what = PAUSED
    elif programme.rule in (Rule.NUMBER_A_YEAR, Rule.FIXED_MONTHS):
        what = TO_PLAN
    drawn = [] if occurrence.is_paused else _drawn(pack, programme, occurrence)
    return [
        *drawn,
        _entry(pack, programme, occurrence, what=what, starts_on=occurrence.starts_on,
               due_on=None if occurrence.is_paused else occurrence.ends_on),
    ]  # fmt: skip


def _drawn(pack: Pack, programme: Programme, occurrence: rules.Occurrence) -> list[Entry]:
    """When the records of something that goes out on a set day are drawn, where before it."""
    before = programme.sampling.drawn_days_before if programme.sampling else None
    if before is None or not before.value or not occurrence.is_day_set:
        return []
    day = occurrence.starts_on - timedelta(days=before.value)
    return [_entry(pack, programme, occurrence, what=DRAWN, starts_on=day, due_on=None,
                   is_assumed=before.is_assumed)]  # fmt: skip


def _of_span(pack: Pack, programme: Programme, span: rules.Occurrence) -> list[Entry]:
    """A plan's sample is drawn before it starts, and goes out month by month."""
    entries = _drawn(pack, programme, span)
    if programme.release.day_of_month.value is None:
        return [*entries, _entry(pack, programme, span, what=GOES_OUT, starts_on=span.starts_on,
                                 due_on=span.ends_on, is_day_set=False)]  # fmt: skip
    for day in dates.release_days(programme.release, span.starts_on, span.ends_on):
        if rules.going_out(pack, programme, day.month):
            due = dates.audit_due(programme.release, day)
            entries.append(_entry(pack, programme, span, what=GOES_OUT, starts_on=day, due_on=due))
    return entries


def _entry(pack: Pack, programme: Programme, occurrence: rules.Occurrence, *, what: str,
           starts_on: date, due_on: date | None, **known) -> Entry:  # fmt: skip
    keys = occurrence.activities or programme.activities
    assumed = programme.release.day_of_month.is_assumed or programme.source == Source.ASSUMED
    return Entry(
        key=f"{programme.key}/{occurrence.key}/{what}/{starts_on}",
        programme_key=programme.key,
        title=programme.title,
        activity_keys=keys,
        activity_titles=tuple(pack.activity(key).title for key in keys),
        what=what,
        starts_on=starts_on,
        ends_on=occurrence.ends_on if due_on is None and what != DRAWN else due_on or starts_on,
        due_on=due_on,
        who=", ".join(pack.role(key).title for key in programme.holders),
        is_day_set=known.get("is_day_set", occurrence.is_day_set),
        is_assumed=known.get("is_assumed", assumed or _months_are_assumed(programme)),
    )


def _months_are_assumed(programme: Programme) -> bool:
    return any(
        setting.is_assumed
        for setting in (programme.months, programme.paused_months, programme.number_a_year,
                        programme.plans_every_months)
    )  # fmt: skip
