"""A child's journey from what is recorded: the lanes of the drawing, the same as a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lineofsight.charts.lanes import Bar, Event, Journey, Kind, Lane, Tone
from lineofsight.indicators.definition import Interval, Span
from lineofsight.indicators.trackers import DueItem
from lineofsight.web import warehouse
from lineofsight.web.performance.child_facts import Facts, label
from lineofsight.web.ui.words import counted, long_day
from lineofsight.working_days import england

YEARS_SHOWN = 3
"""How far back the drawing goes; the list has everything."""
BY_CONSENT = ("V2", "V3", "V4", "L1", "L2", "L3")


@dataclass(frozen=True)
class Happening:
    """One entry of the list. `is_late`: done after it was due."""

    on: date
    title: str
    detail: str = ""
    is_late: bool = False

    @property
    def heading(self) -> str:
        return f"{long_day(self.on)}: {self.title}"


def journey_of(facts: Facts, due: Iterable[DueItem], today: date) -> Journey:
    """The drawing's lanes; those with nothing in them are left out."""
    late = [item for item in due if item.is_overdue(today)]
    lanes = (
        _need(facts),
        _enquiries(facts),
        _need_plans(facts),
        _protection(facts),
        _care(facts),
        _placements(facts),
        Lane(
            "Conferences, reviews", events=_meetings(facts) + _due(late, ("Review", "Conference"))
        ),
        Lane("Visits", events=_visits(facts) + _due(late, ("Visit",))),
    )
    kept = tuple(lane for lane in lanes if not lane.is_empty)
    start = max(_first_day(kept, today), today.replace(year=today.year - YEARS_SHOWN, day=1))
    start = start.replace(day=1)
    shown = tuple(lane for lane in kept if _is_seen(lane, start, today))
    return Journey(facts.name, start, today, shown)


def _is_seen(lane: Lane, start: date, today: date) -> bool:
    return any((bar.end or today) >= start for bar in lane.bars) or any(
        event.on >= start for event in lane.events
    )


def _first_day(lanes: Iterable[Lane], today: date) -> date:
    days = [bar.start for lane in lanes for bar in lane.bars]
    days += [event.on for lane in lanes for event in lane.events]
    return min((day for day in days if day <= today), default=today)


def _need(facts: Facts) -> Lane:
    bars = []
    for row in facts.rows["assessments"]:
        start, end = row["cina_assessment_start_date"], row["cina_assessment_auth_date"]
        if start:
            took = f"{counted(england().between(start, end), 'working day')}" if end else "open"
            bars.append(Bar(start, end, f"Assessment, {took}", took))
    events = [
        Event(row["cine_referral_date"], "Referral")
        for row in facts.rows["referrals"]
        if row["cine_referral_date"]
    ]
    return Lane("Referral, assessment", tuple(bars), tuple(events))


def _enquiries(facts: Facts) -> Lane:
    bars = [
        Bar(
            row["s47e_s47_start_date"],
            row["s47e_s47_end_date"],
            f"{row['s47e_s47_start_date']:%b %Y}",
            tone=Tone.DARK,
        )
        for row in facts.rows["enquiries"]
        if row["s47e_s47_start_date"]
    ]
    return Lane("Section 47", tuple(bars))


def _need_plans(facts: Facts) -> Lane:
    bars = [
        Bar(
            row["cinp_cin_plan_start_date"],
            row["cinp_cin_plan_end_date"],
            "Child in need plan",
            "Plan",
        )
        for row in facts.rows["need_plans"]
        if row["cinp_cin_plan_start_date"]
    ]
    return Lane("Child in need plan", tuple(bars))


def _protection(facts: Facts) -> Lane:
    bars = []
    for row in facts.rows["plans"]:
        start, end = row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"]
        if start:
            why = _category(row)
            span = f"{long_day(start)} to {long_day(end)}" if end else f"from {long_day(start)}"
            bars.append(Bar(start, end, f"{why}, {span}", why, Tone.DARK))
    return Lane("Protection plan", tuple(bars))


def _category(row: dict) -> str:
    code = row["cppl_cp_plan_latest_category"] or row["cppl_cp_plan_initial_category"]
    return label("abuse", code) or "Category not recorded"


def _care(facts: Facts) -> Lane:
    """Legal statuses where they are recorded, otherwise the periods of care themselves."""
    bars = []
    for row in facts.rows["legal"]:
        start, code = row["lega_legal_status_start_date"], row["lega_legal_status"]
        if start:
            words = label("legal", code) or "Looked after"
            tone = Tone.CARE_2 if code in BY_CONSENT else Tone.CARE
            bars.append(Bar(start, row["lega_legal_status_end_date"], words, code or "", tone))
    return Lane("Looked after", tuple(bars or _care_periods(facts)))


def _care_periods(facts: Facts) -> list[Bar]:
    periods: dict[str, list[dict]] = {}
    for row in facts.rows["care"]:
        if row["clae_cla_episode_start_date"]:
            key = row["clae_cla_id"] or row["clae_cla_episode_id"]
            periods.setdefault(key, []).append(row)
    return [
        Bar(
            rows[0]["clae_entered_care_date"] or rows[0]["clae_cla_episode_start_date"],
            rows[-1]["clae_cla_episode_ceased_date"],
            "Looked after",
            tone=Tone.CARE,
        )
        for rows in periods.values()
    ]


def _placements(facts: Facts) -> Lane:
    bars = [
        Bar(
            row["clap_cla_placement_start_date"],
            row["clap_cla_placement_end_date"],
            label("placement", row["clap_cla_placement_type"]) or "Type not recorded",
            row["clap_cla_placement_type"] or "",
        )
        for row in facts.rows["placements"]
        if row["clap_cla_placement_start_date"]
    ]
    return Lane("Placement", tuple(bars))


def _meetings(facts: Facts) -> tuple[Event, ...]:
    return tuple(
        Event(each.on, each.title, Kind.LATE if each.is_late else Kind.IN_TIME)
        for each in _meeting_happenings(facts)
    )


def _meeting_happenings(facts: Facts) -> list[Happening]:
    found = []
    for row in facts.rows["conferences"]:
        if held := row["icpc_icpc_date"]:
            found.append(
                _met(held, row["icpc_icpc_target_date"], "First child protection conference")
            )
    for row in facts.rows["plan_reviews"]:
        if held := row["cppr_cp_review_date"]:
            found.append(_met(held, row["cppr_cp_review_due"], "Review conference"))
    for row in facts.rows["care_reviews"]:
        if held := row["clar_cla_review_date"]:
            found.append(_met(held, row["clar_cla_review_due_date"], "Looked after review"))
    return found


def _met(held: date, due: date | None, title: str) -> Happening:
    if due and held > due:
        late = counted(england().between(due, held), "working day")
        return Happening(held, title, f"Due {long_day(due)}: {late} late", is_late=True)
    return Happening(held, title, f"Due {long_day(due)}" if due else "")


def _visits(facts: Facts) -> tuple[Event, ...]:
    return tuple(
        Event(each.on, each.title, Kind.LATE if each.is_late else Kind.IN_TIME)
        for each in _visit_happenings(facts)
    )


def _visit_happenings(facts: Facts) -> list[Happening]:
    kinds = {
        "need_visits": "Child in need visit",
        "plan_visits": "Child protection visit",
        "care_visits": "Visit while looked after",
    }
    late = _late_plan_visits(facts)
    found = []
    for kind, title in kinds.items():
        for row in facts.rows[kind]:
            if day := row["on_day"]:
                how = _how_seen(row)
                after = late.get(day) if kind == "plan_visits" else None
                words = f"{title}{f', {how}' if how else ''}"
                found.append(Happening(day, words, after or "", is_late=bool(after)))
    return sorted(found, key=lambda each: each.on)


def _how_seen(row: dict) -> str:
    if row["alone"] == "Y":
        return "seen alone"
    if row["seen"] == "Y":
        return "seen"
    return "not seen" if row["seen"] == "N" else ""


def _late_plan_visits(facts: Facts) -> dict[date, str]:
    """Protection visits that came later than the local limit after the one before, or
    after the plan began, by day."""
    limit = warehouse.basis().parameters.cp_visit_within
    days = sorted({row["on_day"] for row in facts.rows["plan_visits"] if row["on_day"]})
    found = {}
    for row in facts.rows["plans"]:
        start, end = row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"]
        before = start
        for day in days:
            if start is None or day < start or (end and day > end):
                continue
            due = limit.after(before)
            if day > due:
                found[day] = f"Due {long_day(due)}: {_late_by(limit, due, day)} late"
            before = day
    return found


def _late_by(limit: Interval, due: date, day: date) -> str:
    """How late, in the days the limit itself is counted in."""
    if limit.span == Span.WORKING_DAYS:
        return counted(england().between(due, day), "working day")
    return counted((day - due).days, "day")


def _due(late: Iterable[DueItem], tags: tuple[str, ...]) -> tuple[Event, ...]:
    return tuple(
        Event(each.due_on, each.tracker.what, Kind.DUE) for each in late if each.tracker.tag in tags
    )


def happenings(facts: Facts) -> list[Happening]:
    """Everything recorded with a day, newest first."""
    found = [*_meeting_happenings(facts), *_visit_happenings(facts)]
    found += _spells(facts)
    return sorted(found, key=lambda each: (each.on, each.title), reverse=True)


def _spells(facts: Facts) -> list[Happening]:
    found = []
    for row in facts.rows["referrals"]:
        if day := row["cine_referral_date"]:
            source = label("source", row["cine_referral_source_code"])
            found.append(Happening(day, "Referral", source))
        if day := row["cine_close_date"]:
            found.append(Happening(day, "Episode of need closed"))
    for row in facts.rows["assessments"]:
        if day := row["cina_assessment_auth_date"]:
            start = row["cina_assessment_start_date"]
            took = england().between(start, day) if start else None
            words = "" if took is None else f"Took {counted(took, 'working day')}"
            found.append(Happening(day, "Assessment signed off", words, (took or 0) > 45))
    for row in facts.rows["enquiries"]:
        if day := row["s47e_s47_start_date"]:
            end = row["s47e_s47_end_date"]
            found.append(
                Happening(day, "Section 47 enquiry", f"Ended {long_day(end)}" if end else "Open")
            )
    for row in facts.rows["plans"]:
        if day := row["cppl_cp_plan_start_date"]:
            found.append(Happening(day, f"Child protection plan, {_category(row).lower()}"))
        if day := row["cppl_cp_plan_end_date"]:
            found.append(Happening(day, "Child protection plan ended"))
    return found + _care_spells(facts)


def _care_spells(facts: Facts) -> list[Happening]:
    found = []
    for bar in _care_periods(facts):
        found.append(Happening(bar.start, "Became looked after"))
        if bar.end:
            found.append(Happening(bar.end, "Stopped being looked after"))
    for row in facts.rows["placements"]:
        if day := row["clap_cla_placement_start_date"]:
            where = label("placement", row["clap_cla_placement_type"])
            found.append(Happening(day, "Placement", where))
    for row in facts.rows["legal"]:
        if day := row["lega_legal_status_start_date"]:
            found.append(Happening(day, label("legal", row["lega_legal_status"]), "Legal status"))
    for row in facts.rows["missing"]:
        if day := row["miss_missing_episode_start_date"]:
            found.append(Happening(day, "Missing"))
    return found


def status_of(facts: Facts, today: date) -> str:
    """What the child is to the authority today: the most that is open."""

    def is_open(rows: list[dict], start: str, end: str) -> bool:
        return any(
            row[start] and row[start] <= today and (row[end] is None or row[end] > today)
            for row in rows
        )

    if is_open(facts.rows["care"], "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"):
        return "Child looked after"
    if is_open(facts.rows["plans"], "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"):
        return "Child protection plan"
    if facts.rows["leaving"]:
        return "Care leaver"
    if is_open(facts.rows["referrals"], "cine_referral_date", "cine_close_date"):
        return "Child in need"
    return "No open work"


def lives_with(facts: Facts, today: date) -> str:
    """Today's placement, in the words of its type; empty for a child who is in none."""
    for row in reversed(facts.rows["placements"]):
        start, end = row["clap_cla_placement_start_date"], row["clap_cla_placement_end_date"]
        if start and start <= today and (end is None or end > today):
            return label("placement", row["clap_cla_placement_type"]) or "Type not recorded"
    return ""
