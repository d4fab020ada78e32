"""Local extracts about children: decisions, meetings, supervision, health, education, courts."""

import numpy as np

from lineofsight.demo.authority import Authority
from lineofsight.demo.days import NEVER, add_working_days, back_to_working_day, month_number
from lineofsight.demo.plan import Columns, stack, take

YEARS = 3
MONTHS_OF_SUPERVISION = 14
MINUTES = 24 * 60
NONE = -1
AUGUST = 7  # counted from 0


class Source:
    """One table of the dataset as plain arrays, and the dice of the extracts."""

    def __init__(self, authority: Authority):
        self.authority = authority
        self.dice = authority.plan.dice("extracts about children")
        self.last = authority.plan.last_day
        self.first = self.last - YEARS * 365

    def text(self, table: str, column: str) -> np.ndarray:
        return np.array(self.authority.tables[table].column(column).to_pylist(), dtype=object)

    def days(self, table: str, column: str) -> np.ndarray:
        told = self.authority.tables[table].column(column).cast("int32")
        return told.fill_null(NEVER).to_numpy().astype(np.int64)

    def chance(self, share: float, many: int) -> np.ndarray:
        return self.dice.random(many) < share


def about_children(authority: Authority) -> dict[str, Columns]:
    source = Source(authority)
    return {
        "front_door": _front_door(source),
        "meetings": _meetings(source),
        "case_records": _case_records(source),
        "care_events": _care_events(source),
        "attendance": _attendance(source),
        "attainment": _attainment(source),
        "care_proceedings": _care_proceedings(source),
    }


def _recent(source: Source, table: str, day: str, *columns: str) -> tuple[np.ndarray, ...]:
    """The day and other columns of the rows of the last years."""
    days = source.days(table, day)
    rows = np.flatnonzero((days >= source.first) & (days <= source.last))
    return days[rows], *(source.text(table, column)[rows] for column in columns)


def not_yet(source: Source, days: np.ndarray) -> np.ndarray:
    return np.where(days > source.last, NONE, days)


def _front_door(source: Source) -> Columns:
    parts = []
    for kind, table, day, number, child, in_time in (
        ("contact", "ssd_contacts", "cont_contact_date", "cont_contact_id", "cont_person_id", 0.91),
        ("referral", "ssd_cin_episodes", "cine_referral_date", "cine_referral_id",
         "cine_person_id", 0.94),
    ):  # fmt: skip
        days, numbers, children = _recent(source, table, day, number, child)
        many = len(days)
        within = np.where(source.chance(0.6, many), 0, 1)
        late = 2 + source.dice.integers(0, 4, many)
        taken = np.where(source.chance(in_time, many), within, late)
        decided = not_yet(source, add_working_days(days, taken))
        decided = np.where((decided != NONE) & (decided < days), days, decided)
        parts.append(_decisions(kind, numbers, children, days * MINUTES, decided * MINUTES))
    parts.append(_enquiries(source))
    return stack(parts)


def _decisions(kind: str, numbers, children, received, decided, rating=None) -> Columns:
    many = len(numbers)
    return {
        "decision_id": np.array([f"{kind[0].upper()}{number}" for number in numbers], dtype=object),
        "decision_kind": np.full(many, kind, dtype=object),
        "child_id": children,
        "received_at": received,
        "decided_at": np.where(decided < 0, NONE, decided),
        "rag_rating": np.full(many, "", dtype=object) if rating is None else rating,
    }


def _enquiries(source: Source) -> Columns:
    """A sixth of the contacts are asked about together, in hours by how urgent they are."""
    columns = ("cont_contact_id", "cont_person_id")
    days, numbers, children = _recent(source, "ssd_contacts", "cont_contact_date", *columns)
    rows = np.flatnonzero(source.chance(1 / 6, len(days)))
    many = len(rows)
    rating = source.dice.choice(3, many, p=[0.15, 0.5, 0.35])
    limit = np.array([4, 24, 72])[rating] * 60
    in_time = source.chance(0.86, many)
    taken = np.where(in_time, source.dice.random(many), 1 + source.dice.random(many)) * limit
    received = days[rows] * MINUTES + source.dice.integers(8 * 60, 18 * 60, many)
    completed = received + taken.astype(np.int64)
    completed = np.where(completed >= (source.last + 1) * MINUTES, NONE, completed)
    colours = np.array(["red", "amber", "green"], dtype=object)[rating]
    return _decisions("mash", numbers[rows], children[rows], received, completed, colours)


def _meetings(source: Source) -> Columns:
    parts = [
        _strategy_discussions(source),
        _core_groups(source),
        _need_plan_reviews(source),
        *_conferences(source),
    ]
    return _one_a_day(stack(parts), "meeting_kind", "held_on")


def _one_a_day(rows: Columns, kind: str, day: str) -> Columns:
    """A child has one event of a kind on a day."""
    keys = [f"{a}|{b}|{c}" for a, b, c in zip(rows["child_id"], rows[kind], rows[day], strict=True)]
    _, first = np.unique(np.array(keys), return_index=True)
    return take(rows, np.sort(first))


def _held(kind: str, children, days, shared=None) -> Columns:
    return {
        "child_id": children,
        "meeting_kind": np.full(len(children), kind, dtype=object),
        "held_on": days,
        "report_shared_on": np.full(len(children), NONE) if shared is None else shared,
    }


def _strategy_discussions(source: Source) -> Columns:
    days, children = _recent(source, "ssd_s47_enquiry", "s47e_s47_start_date", "s47e_person_id")
    told = np.flatnonzero(source.chance(0.97, len(days)))
    return _held("strategy", children[told], days[told])


def _core_groups(source: Source) -> Columns:
    """The first mostly within ten working days, then about every six weeks of the plan."""
    begun = source.days("ssd_cp_plans", "cppl_cp_plan_start_date")
    ended = source.days("ssd_cp_plans", "cppl_cp_plan_end_date")
    children = source.text("ssd_cp_plans", "cppl_person_id")
    rows = np.flatnonzero((ended > source.first) & (begun <= source.last))
    in_time = source.chance(0.87, len(rows))
    taken = np.where(in_time, source.dice.integers(6, 11, len(rows)),
                     source.dice.integers(11, 20, len(rows)))  # fmt: skip
    day, days, who = add_working_days(begun[rows], taken), [], []
    while len(rows):
        kept = (day <= source.last) & (day < ended[rows])
        rows, day = rows[kept], day[kept]
        listed = day >= source.first
        days.append(day[listed])
        who.append(children[rows][listed])
        day = back_to_working_day(day + source.dice.integers(35, 50, len(rows)))
    return _held("core_group", np.concatenate(who), np.concatenate(days))


def _need_plan_reviews(source: Source) -> Columns:
    begun = source.days("ssd_cin_plans", "cinp_cin_plan_start_date")
    ended = source.days("ssd_cin_plans", "cinp_cin_plan_end_date")
    children = source.text("ssd_cin_plans", "cinp_person_id")
    return _held("cin_review", *_every(source, children, begun, ended, (55, 95), 0.93))


def _every(source: Source, children, begun, ended, gap: tuple[int, int], share: float):
    """Events of spells, a gap of days apart, of which a share is recorded: children and days
    since the extracts begin."""
    rows = np.flatnonzero((ended > source.first) & (begun <= source.last) & (begun > 0))
    day, who, when = begun[rows], [], []
    while len(rows):
        day = day + source.dice.integers(*gap, len(rows))
        kept = (day <= source.last) & (day < ended[rows])
        rows, day = rows[kept], day[kept]
        listed = (day >= source.first) & source.chance(share, len(rows))
        who.append(children[rows][listed])
        when.append(back_to_working_day(day[listed]))
    return np.concatenate(who), np.concatenate(when)


def _conferences(source: Source):
    for table, day, child in (
        ("ssd_initial_cp_conference", "icpc_icpc_date", "icpc_person_id"),
        ("ssd_cp_reviews", "cppr_cp_review_date", "cppr_person_id"),
    ):
        days, children = _recent(source, table, day, child)
        many = len(days)
        before = np.where(source.chance(0.82, many), source.dice.integers(2, 6, many),
                          source.dice.integers(0, 2, many))  # fmt: skip
        shared = np.where(source.chance(0.96, many), add_working_days(days, -before), NONE)
        yield _held("conference", children, days, np.where(shared > days, days, shared))


def _open_spells(source: Source) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times during which somebody was responsible for a child as a social worker."""
    role = source.text("ssd_involvements", "invo_professional_role_id")
    rows = np.flatnonzero(role == "ALLOCATED_WORKER")
    children = source.text("ssd_involvements", "invo_person_id")[rows]
    begun = source.days("ssd_involvements", "invo_involvement_start_date")[rows]
    ended = source.days("ssd_involvements", "invo_involvement_end_date")[rows]
    return children, begun, ended


def _case_records(source: Source) -> Columns:
    children, begun, ended = _open_spells(source)
    recent = np.maximum(begun, source.last - MONTHS_OF_SUPERVISION * 30)
    supervised, supervised_on = _every(source, children, recent, ended, (20, 34), 0.88)
    updated, updated_on = _every(source, children, begun, ended, (80, 190), 0.85)
    rows = {
        "child_id": np.concatenate([supervised, updated]),
        "record_kind": np.array(
            ["supervision"] * len(supervised) + ["chronology"] * len(updated), dtype=object
        ),
        "recorded_on": np.concatenate([supervised_on, updated_on]),
    }
    return _one_a_day(rows, "record_kind", "recorded_on")


def _in_care(source: Source) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Children, the first day of their care, its end, and the day they were born."""
    table = "ssd_cla_episodes"
    periods = source.text(table, "clae_cla_id")
    _, first, inverse = np.unique(periods.astype(str), return_index=True, return_inverse=True)
    begun = np.full(len(first), NEVER)
    np.minimum.at(begun, inverse, source.days(table, "clae_cla_episode_start_date"))
    ended = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(ended, inverse, source.days(table, "clae_cla_episode_ceased_date"))
    children = source.text(table, "clae_person_id")[first]
    return children, begun, ended, _born(source, children)


def _born(source: Source, children: np.ndarray) -> np.ndarray:
    known = dict(
        zip(
            source.text("ssd_person", "pers_person_id").tolist(),
            source.days("ssd_person", "pers_dob").tolist(),
            strict=True,
        )
    )
    return np.array([known.get(child, NEVER) for child in children], dtype=np.int64)


def _is_pupil(born: np.ndarray, day) -> np.ndarray:
    years = (np.asarray(day) - born) / 365.25
    return (years >= 4.5) & (years < 16.5)


def _happened(kind: str, children, days) -> Columns:
    return {
        "child_id": children,
        "care_event": np.full(len(children), kind, dtype=object),
        "happened_on": days,
    }


def _care_events(source: Source) -> Columns:
    children, begun, ended, born = _in_care(source)
    parts = [_first_assessments(source, children, begun, ended)]
    pupils = (begun > 0) & _is_pupil(born, np.minimum(source.last, ended))
    who, since, until = children[pupils], begun[pupils], ended[pupils]
    first = add_working_days(since, np.where(source.chance(0.8, len(who)),
                             source.dice.integers(5, 11, len(who)),
                             source.dice.integers(11, 25, len(who))))  # fmt: skip
    there = (first >= source.first) & (first <= source.last) & (first < until)
    parts.append(_happened("pep", who[there], first[there]))
    parts.append(_happened("pep", *_every(source, who, since, until, (90, 130), 0.94)))
    parts.append(_happened("suspension", *_every(source, who, since, until, (20, 60), 0.012)))
    parts.append(_happened("school_move", *_every(source, who, since, until, (60, 200), 0.05)))
    return _one_a_day(stack(parts), "care_event", "happened_on")


def _first_assessments(source: Source, children, begun, ended) -> Columns:
    rows = np.flatnonzero((begun >= source.first) & (begun <= source.last))
    many = len(rows)
    taken = np.where(source.chance(0.72, many), source.dice.integers(12, 21, many),
                     source.dice.integers(21, 45, many))  # fmt: skip
    days = add_working_days(begun[rows], taken)
    there = (days <= source.last) & (days < ended[rows]) & source.chance(0.95, many)
    return _happened("initial_health", children[rows][there], days[there])


def _attendance(source: Source) -> Columns:
    """Month by month of the last two school years and this, of children in care and in need."""
    care, begun, ended, born = _in_care(source)
    need = source.text("ssd_cin_episodes", "cine_person_id")
    need_begun = source.days("ssd_cin_episodes", "cine_referral_date")
    need_ended = source.days("ssd_cin_episodes", "cine_close_date")
    children = np.concatenate([care, need])
    begun, ended = np.concatenate([begun, need_begun]), np.concatenate([ended, need_ended])
    born = np.concatenate([born, _born(source, need)])
    share = np.clip(source.dice.beta(1.1, 11, len(children)), 0, 0.9)
    parts = []
    last_month = int(month_number(source.last))
    for month in range(last_month - 26, last_month):
        if month % 12 == AUGUST:
            continue
        from_on, to_on = ends_of(month)
        rows = np.flatnonzero((begun <= to_on) & (ended > from_on) & _is_pupil(born, to_on))
        _, once = np.unique(children[rows].astype(str), return_index=True)
        rows = rows[np.sort(once)]
        possible = np.full(len(rows), 2 * (20 if month % 12 != 11 else 14))
        parts.append(
            {
                "child_id": children[rows],
                "from_on": np.full(len(rows), from_on),
                "to_on": np.full(len(rows), to_on),
                "sessions_possible": possible,
                "sessions_missed": source.dice.binomial(possible, share[rows]),
            }
        )
    return stack(parts)


def ends_of(month: int) -> tuple[int, int]:
    """The first and last day of a month, counted since January 1970."""
    starts = np.array([month, month + 1]).astype("datetime64[M]").astype("datetime64[D]")
    first, following = starts.astype(np.int64).tolist()
    return first, following - 1


def _attainment(source: Source) -> Columns:
    """Each August, of those in care who turned sixteen in the school year."""
    children, begun, ended, born = _in_care(source)
    parts = []
    last_month = int(month_number(source.last))
    augusts = [m for m in range(last_month - 36, last_month + 1) if m % 12 == AUGUST]
    for month in augusts:
        day = ends_of(month)[0] + 19
        turned = day - born
        rows = np.flatnonzero((turned >= 16 * 365.25) & (turned < 17 * 365.25) & (begun < day - 300)
                              & (ended > day - 150))  # fmt: skip
        scores = np.round(np.clip(source.dice.normal(20, 13, len(rows)), 0, 80), 2)
        parts.append(
            {
                "child_id": children[rows],
                "results_on": np.full(len(rows), day),
                "attainment_8": np.where(source.chance(0.97, len(rows)), scores, NONE),
            }
        )
    rows = stack(parts)
    _, once = np.unique(rows["child_id"].astype(str), return_index=True)
    return take(rows, np.sort(once))


def _care_proceedings(source: Source) -> Columns:
    """Two in five who come into care are before a court within weeks."""
    children, begun, _, born = _in_care(source)
    recent = (begun >= source.first - 400) & (begun <= source.last)
    before_a_court = source.chance(0.42, len(begun)) & ((begun - born) < 14 * 365)
    rows = np.flatnonzero(recent & before_a_court)
    many = len(rows)
    issued = back_to_working_day(begun[rows] + source.dice.integers(5, 40, many))
    weeks = np.clip(source.dice.gamma(12, 2.6, many), 14, 90)
    ordered = not_yet(source, back_to_working_day(issued + (7 * weeks).astype(np.int64)))
    there = issued <= source.last
    orders = np.array(["care", "placement", "supervision", "guardianship"], dtype=object)
    order = orders[source.dice.choice(4, many, p=[0.5, 0.2, 0.12, 0.18])]
    return {
        "proceedings_id": np.array([f"CP{n:05d}" for n in range(many)], dtype=object)[there],
        "child_id": children[rows][there],
        "issued_on": issued[there],
        "final_order_on": ordered[there],
        "final_order": np.where(ordered < 0, "", order)[there],
    }
