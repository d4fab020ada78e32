"""Local extracts about the service: posts, complaints, allegations, carers, audits elsewhere."""

import numpy as np

from lineofsight.demo.authority import Authority
from lineofsight.demo.days import NEVER, add_working_days, back_to_working_day, month_number, number
from lineofsight.demo.extracts_about_children import NONE, YEARS, Source, ends_of, not_yet
from lineofsight.demo.plan import Columns, stack, take

CASE_HOLDING = ("assess-", "loc-", "tc-", "cwd-")
MONTHS = 36
KINDS_OF_HOUSEHOLDS = (("mainstream", 230, 14), ("connected", 75, 6), ("temporary", 60, 0))
"""With how many there were at Ashmere's size, and how many years ago the oldest began."""


class Service(Source):
    """The same, with dice of its own."""

    def __init__(self, authority: Authority):
        super().__init__(authority)
        self.dice = authority.plan.dice("extracts of the service")
        self.scale = authority.plan.scale
        self.teams = [unit.unit_id for unit in authority.units if unit.posts]

    def spread(self, a_year: float) -> np.ndarray:
        """Days of the last years on which something happens so often a year, in order."""
        many = max(3, round(a_year * self.scale * YEARS))
        return back_to_working_day(np.sort(self.dice.integers(self.first, self.last, many)))

    def some_team(self, many: int, beginning: str = "") -> np.ndarray:
        teams = [team for team in self.teams if team.startswith(beginning)] or self.teams
        return np.array(teams, dtype=object)[self.dice.integers(0, len(teams), many)]


def of_the_service(authority: Authority) -> dict[str, Columns]:
    service = Service(authority)
    households = _households(service)
    arrangements = _arrangements(service)
    return {
        "workforce": _workforce(service),
        "complaints": _complaints(service),
        "lado": _allegations(service),
        "fostering_households": households,
        "private_fostering": arrangements,
        "household_visits": _visits(service, households, arrangements),
        "audits": _audits(service),
    }


def _workforce(service: Service) -> Columns:
    """Every post of a social worker in each month: who was there at its end, who left in it."""
    people = [p for p in service.authority.people if p.registration_no]
    begun = np.array([number(p.from_on) for p in people])
    ended = np.array([number(p.to_on) if p.to_on else NEVER for p in people])
    agency = np.array([p.is_agency for p in people])
    team = np.array([p.unit_id for p in people], dtype=object)
    worker = np.array([p.worker_id for p in people], dtype=object)
    part = np.array([p.full_time_equivalent for p in people])
    holds = np.array([p.unit_id.startswith(CASE_HOLDING) and "Manager" not in p.job_title
                      for p in people])  # fmt: skip
    prone = service.dice.beta(1, 18, len(people))
    parts = []
    last_month = int(month_number(service.last))
    for month in range(last_month - MONTHS, last_month):
        first, last = ends_of(month)
        rows = np.flatnonzero((begun <= last) & (ended >= first))
        left = np.where(ended[rows] <= last, ended[rows], NONE)
        lost = np.round(service.dice.binomial(42, prone[rows]) / 2, 1)
        employed = ~agency[rows]
        parts.append(
            {
                "month_ending": np.full(len(rows), last),
                "post_id": np.array([f"P-{w}" for w in worker[rows]], dtype=object),
                "filled_by": np.where(employed, "employee", "agency").astype(object),
                "full_time_equivalent": part[rows],
                "is_case_holder": np.where(holds[rows], "Y", "N").astype(object),
                "worker_id": worker[rows],
                "team_id": team[rows],
                "left_on": np.where(employed, left, NONE),
                "days_lost": np.where(employed, lost, NONE),
                "caseload_limit": np.where(holds[rows] & (begun[rows] > last - 365), 15, NONE),
            }
        )
        parts.append(_vacancies(service, last, len(rows)))
    return stack(parts)


def _vacancies(service: Service, last: int, filled: int) -> Columns:
    many = max(1, round(filled * (0.02 + 0.03 * service.dice.random())))
    return {
        "month_ending": np.full(many, last),
        "post_id": np.array([f"V-{n:03d}" for n in range(many)], dtype=object),
        "filled_by": np.full(many, "vacant", dtype=object),
        "full_time_equivalent": np.full(many, 1.0),
        "is_case_holder": np.full(many, "Y", dtype=object),
        "worker_id": np.full(many, "", dtype=object),
        "team_id": service.some_team(many, "loc-"),
        "left_on": np.full(many, NONE),
        "days_lost": np.full(many, float(NONE)),
        "caseload_limit": np.full(many, NONE),
    }


def _complaints(service: Service) -> Columns:
    received = service.spread(95)
    many = len(received)
    team = service.some_team(many)
    extended = service.chance(0.3, many)
    taken = np.where(extended, service.dice.integers(9, 23, many),
                     service.dice.integers(3, 14, many))  # fmt: skip
    first = _stage(service, "1", received, taken, team, extended)
    numbers = np.array([f"CO{n:04d}" for n in range(many)], dtype=object)
    first["complaint_id"] = numbers
    goes_on = np.flatnonzero((first["closed_on"] > 0) & service.chance(0.12, many))
    asked = add_working_days(first["closed_on"][goes_on], 8)
    taken = service.dice.integers(18, 75, len(goes_on))
    second = _stage(service, "2", asked, taken, team[goes_on], np.zeros(len(goes_on), dtype=bool))
    second["complaint_id"] = numbers[goes_on]
    third = _panels(service, second)
    rows = stack([first, second, third])
    there = np.flatnonzero(rows["received_on"] <= service.last)
    return take(rows, there)


def _stage(service: Service, stage: str, received, taken, team, extended) -> Columns:
    many = len(received)
    closed = not_yet(service, add_working_days(received, taken))
    outcomes = np.array(["upheld", "partly", "not_upheld", "withdrawn"], dtype=object)
    outcome = outcomes[service.dice.choice(4, many, p=[0.24, 0.33, 0.39, 0.04])]
    return {
        "complaint_id": np.full(many, "", dtype=object),
        "stage": np.full(many, stage, dtype=object),
        "received_on": received,
        "is_extended": np.where(extended, "Y", "N").astype(object),
        "closed_on": closed,
        "outcome": np.where(closed < 0, "", outcome),
        "panel_on": np.full(many, NONE),
        "panel_report_on": np.full(many, NONE),
        "team_id": team,
    }


def _panels(service: Service, second: Columns) -> Columns:
    rows = np.flatnonzero((second["closed_on"] > 0) & service.chance(0.45, len(second["stage"])))
    many = len(rows)
    asked = add_working_days(second["closed_on"][rows], 12)
    panel = add_working_days(asked, service.dice.integers(20, 36, many))
    report = add_working_days(panel, service.dice.integers(2, 7, many))
    taken = service.dice.integers(40, 55, many)
    third = _stage(service, "3", asked, taken, second["team_id"][rows], np.zeros(many, dtype=bool))
    closed = add_working_days(report, service.dice.integers(8, 18, many))
    return third | {
        "complaint_id": second["complaint_id"][rows],
        "panel_on": not_yet(service, panel),
        "panel_report_on": not_yet(service, report),
        "closed_on": not_yet(service, closed),
        "outcome": np.where(closed > service.last, "", third["outcome"]),
    }


def _allegations(service: Service) -> Columns:
    known = service.spread(240)
    many = len(known)
    referred = add_working_days(
        known, service.dice.choice(5, many, p=[0.35, 0.42, 0.1, 0.08, 0.05])
    )
    meeting = add_working_days(referred, service.dice.integers(1, 8, many))
    meeting = np.where(service.chance(0.6, many), not_yet(service, meeting), NONE)
    days = np.clip(service.dice.gamma(1.2, 26, many), 2, 400).astype(np.int64)
    sectors = ("education", "social_care", "health", "early_years", "foster_care", "police",
               "voluntary", "other")  # fmt: skip
    share = [0.42, 0.14, 0.08, 0.12, 0.09, 0.02, 0.08, 0.05]
    there = np.flatnonzero(referred <= service.last)
    rows = {
        "case_id": np.array([f"L{n:05d}" for n in range(many)], dtype=object),
        "allegation_on": np.where(service.chance(0.97, many), known, NONE),
        "referred_on": referred,
        "strategy_meeting_on": meeting,
        "closed_on": not_yet(service, back_to_working_day(referred + days)),
        "sector": np.array(sectors, dtype=object)[service.dice.choice(8, many, p=share)],
    }
    return take(rows, there)


def _households(service: Service) -> Columns:
    parts = []
    for kind, many, longest in (
        ("mainstream", 230, 14),
        ("connected", 75, 6),
        ("temporary", 60, 0),
    ):
        how_many = max(4, round(many * service.scale))
        since = longest * 365 if longest else YEARS * 365
        begun = back_to_working_day(service.last - service.dice.integers(1, since, how_many))
        if longest:
            length = np.clip(service.dice.gamma(2, 1100, how_many), 200, 9000).astype(np.int64)
            ended = not_yet(service, begun + length)
            extended = np.full(how_many, NONE)
        else:
            ended = not_yet(service, begun + service.dice.integers(60, 150, how_many))
            is_extended = service.chance(0.25, how_many)
            extended = np.where(is_extended, begun + 168, NONE)
        parts.append(
            {
                "household_id": np.array(
                    [f"{kind[0].upper()}H{n:04d}" for n in range(how_many)], dtype=object
                ),
                "approval_kind": np.full(how_many, kind, dtype=object),
                "approved_on": begun,
                "ended_on": ended,
                "extended_until": extended,
                "team_id": service.some_team(how_many, "fos"),
            }
        )
    return stack(parts)


def _arrangements(service: Service) -> Columns:
    """Private fostering: of children of ten to fifteen who are known to the authority."""
    people = service.text("ssd_person", "pers_person_id")
    years = (service.last - service.days("ssd_person", "pers_dob")) / 365.25
    fitting = people[(years >= 10) & (years < 16)]
    many = min(len(fitting), max(3, round(26 * service.scale)))
    begun = back_to_working_day(service.last - service.dice.integers(20, 900, many))
    ended = not_yet(service, begun + service.dice.integers(60, 700, many))
    return {
        "arrangement_id": np.array([f"PF{n:04d}" for n in range(many)], dtype=object),
        "child_id": service.dice.choice(fitting, many, replace=False),
        "started_on": begun,
        "notified_on": np.minimum(begun + service.dice.integers(0, 12, many), service.last),
        "ended_on": ended,
    }


def _visits(service: Service, households: Columns, arrangements: Columns) -> Columns:
    parts = []
    lasting = households["approval_kind"] != "temporary"
    for kind, rows, begun, gap in (
        ("annual_review", lasting, "approved_on", (300, 385)),
        ("unannounced", lasting, "approved_on", (240, 400)),
        ("private_fostering", slice(None), "started_on", (28, 48)),
    ):
        given = arrangements if kind == "private_fostering" else households
        number_of = "arrangement_id" if kind == "private_fostering" else "household_id"
        ids, since = given[number_of][rows], given[begun][rows]
        until = np.where(given["ended_on"][rows] < 0, NEVER, given["ended_on"][rows])
        parts.append(_visited(service, kind, (ids, since, until), gap))
    return stack(parts)


def _visited(service: Service, kind: str, spells, gap: tuple[int, int]) -> Columns:
    ids, day, until = spells
    if kind == "private_fostering":
        day = day - 35
    who, when = [], []
    while len(ids):
        day = day + service.dice.integers(*gap, len(ids))
        kept = (day <= service.last) & (day < until)
        ids, day, until = ids[kept], day[kept], until[kept]
        listed = day >= service.first
        who.append(ids[listed])
        when.append(back_to_working_day(day[listed]))
    numbers = np.concatenate(who)
    return {
        "household_id": numbers,
        "visit_kind": np.full(len(numbers), kind, dtype=object),
        "visited_on": np.concatenate(when),
    }


def _audits(service: Service) -> Columns:
    """Audits of the fostering service, which Ashmere keeps in another tool, and their actions."""
    due = service.spread(70)
    many = len(due)
    done = np.where(service.chance(0.9, many), due + service.dice.integers(-20, 12, many), NONE)
    done = np.where(done > service.last, NONE, done)
    good = np.where(service.chance(0.64, many), "Y", "N").astype(object)
    audits = {
        "audit_record_id": np.array([f"AU{n:04d}" for n in range(many)], dtype=object),
        "audit_kind": np.full(many, "audit", dtype=object),
        "due_on": due,
        "completed_on": done,
        "is_good_or_better": np.where((done > 0) & service.chance(0.95, many), good, ""),
        "team_id": service.some_team(many, "fos"),
    }
    finished = np.flatnonzero(done > 0)
    to_do = done[finished] + 42
    closed = to_do + service.dice.integers(-30, 25, len(finished))
    actions = {
        "audit_record_id": np.array([f"AC{n:04d}" for n in finished], dtype=object),
        "audit_kind": np.full(len(finished), "action", dtype=object),
        "due_on": to_do,
        "completed_on": not_yet(service, closed),
        "is_good_or_better": np.full(len(finished), "", dtype=object),
        "team_id": audits["team_id"][finished],
    }
    return stack([audits, actions])
