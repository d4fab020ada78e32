"""How ready a return is to be handed in: what is to go, by team, against the days left."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from lineofsight.packs.data_quality import on_day_of
from lineofsight.packs.values import Setting
from lineofsight.quality.model import LAST_YEAR
from lineofsight.web import clock
from lineofsight.web.data_quality import checks, places
from lineofsight.web.data_quality.models import Finding, Run, SignOff
from lineofsight.web.data_quality.services.signing import newest_of
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.ui.words import counted, working_days_from
from lineofsight.working_days import england

State = Finding.State
STATUTORY = ("cin", "ssda903", "annex_a")
SAID = (State.CORRECTED, State.CHECKED, State.CONFIRMED)


@dataclass(frozen=True)
class Deadline:
    """`on` None: nobody has set one. `ends_on` is the last day of the collection."""

    on: datetime.date | None
    setting: Setting
    address: str
    ends_on: datetime.date | None

    @property
    def left(self) -> str:
        """“In 34 working days”, “The day was 12 working days ago”: whether it was handed in
        is not known here."""
        if self.on is None:
            return ""
        today = clock.today()
        days = england().between(today, self.on)
        if self.on < today:
            return f"The day was {counted(max(-days, 1), 'working day')} ago"
        return working_days_from(days)

    @property
    def days_left(self) -> int | None:
        return (self.on - clock.today()).days if self.on else None


@dataclass(frozen=True)
class TeamLine:
    """Of a team or service: to be corrected, said to be corrected, left as it is."""

    name: str
    service: str = ""
    errors: int = 0
    queries: int = 0
    said: int = 0
    exempt: int = 0
    key: str = ""


@dataclass(frozen=True)
class ServiceLine:
    """A service with its sign-off of this run, and the last one there was of another."""

    unit: OrgUnit
    errors: int
    queries: int
    signed: SignOff | None
    earlier: SignOff | None


def deadline_of(return_id: str, run: Run | None) -> Deadline:
    """A yearly collection ends on 31 March and is handed in the same year."""
    setting = getattr(pack_on(clock.today()).data_quality, f"{return_id}_deadline")
    year = run.collection_year if run and run.collection_year else _year_now()
    yearly = return_id != "annex_a"
    on = on_day_of(setting.value, year) if setting.value else None
    ends = datetime.date(year, 3, 31) if yearly else None
    return Deadline(on, setting, f"data_quality/{return_id}_deadline", ends)


def _year_now() -> int:
    """The collection that is to be handed in next."""
    today = clock.today()
    return min(today.year if today.month <= 7 else today.year + 1, LAST_YEAR)


def by_team(run: Run) -> list[TeamLine]:
    """Every team with something to go or said, most errors first."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        Finding.objects.filter(last_run=run).exclude(state=State.CLOSED).order_by()
        .values("team_id", "state", "severity").annotate(count=Count("pk"))
    )  # fmt: skip
    for row in rows:
        counts[row["team_id"]][_column(row["state"], row["severity"])] += row["count"]
    names, services = places.names(), _service_names()
    lines = [
        TeamLine(names.get(team, team), services.get(team, ""), key=team or "none", **count)
        for team, count in counts.items()
    ]
    return sorted(lines, key=lambda each: (-each.errors, -each.queries, each.name))


def _column(state: str, severity: str) -> str:
    if state == State.EXEMPT:
        return "exempt"
    if state in SAID:
        return "said"
    return "errors" if severity == "error" else "queries"


def total(lines: list[TeamLine]) -> TeamLine:
    summed = {
        name: sum(getattr(each, name) for each in lines)
        for name in ("errors", "queries", "said", "exempt")
    }
    return TeamLine("All", **summed)


def by_service(run: Run, lines: list[TeamLine]) -> list[ServiceLine]:
    """Each service of today with what it has to go and whether it is signed off."""
    by_code = {each.key: each for each in lines}
    signed = {each.service_id: each for each in
              run.sign_offs.filter(withdrawn_at=None).select_related("by")}  # fmt: skip
    earlier: dict[str, SignOff] = {}
    for each in SignOff.objects.filter(return_id=run.return_id).select_related("by", "run"):
        if each.run_id != run.pk:
            earlier.setdefault(each.service_id, each)
    found = []
    for unit in OrgUnit.objects.services().open_on(clock.today()).order_by("name"):
        below = [by_code[code] for code in places.teams_of(unit) if code in by_code]
        found.append(
            ServiceLine(
                unit,
                sum(each.errors for each in below),
                sum(each.queries for each in below),
                signed.get(unit.code),
                earlier.get(unit.code),
            )
        )
    return found


def not_run(run: Run) -> list:
    """Rules that broke, first, and those that could not run; each with its reason."""
    rules = [each for each in checks.of(run).rules if each.outcome in ("broken", "not_run")]
    return sorted(rules, key=lambda each: (each.outcome != "broken", each.code))


def newest(return_id: str) -> Run | None:
    return newest_of(return_id)


def _service_names() -> dict[str, str]:
    """The service of each team today."""
    found: dict[str, str] = {}
    for unit in OrgUnit.objects.services().open_on(clock.today()):
        found |= dict.fromkeys(places.teams_of(unit), unit.name)
    return found
