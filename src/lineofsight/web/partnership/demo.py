"""The demo's partners: somebody of each agency with a seat, figures of the last months with a
correction, events, feedback, a return asked for, and a meeting of a board with what it
recommended. What the framework does not know is left out."""

import datetime
import random

from lineofsight.periods import Period, PeriodKind
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement import receiving
from lineofsight.web.partnership import services
from lineofsight.web.people import queries as people
from lineofsight.web.people import roles
from lineofsight.web.people import services as accounts
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice.models import Theme

NAMES = ("Dev Sharma", "Mina Roy", "Joan Atherton", "Piotr Nowak", "Alun Rees")
MONTHS = 9
SAID = (
    ("strength", "Plans say who does what by when, and families repeat it in their own words."),
    ("concern", "The plan comes to us after the meeting it is for."),
    ("strength", "Workers ask what we see before they write."),
)


def seed(today: datetime.date, *, password: str, dice: random.Random) -> None:
    """Call after the year of practice: themes and the people who keep all this are there."""
    adopted = adopted_on(today)
    keeper = people.people_who_may(P.PROGRAMME_PLAN, today).order_by("pk").first()
    if keeper is None:
        return
    seated = _seated(adopted, today, password=password, keeper=keeper)
    _figures(adopted, today, seated, dice=dice)
    _events(adopted, today, keeper)
    _feedback(adopted, today, dice=dice)


def _seated(adopted, today, *, password: str, keeper: User) -> dict[str, User]:
    """Somebody of each agency; partners have accounts of their own, no post here."""
    role = next(iter(sorted(roles.keys_permitting(P.PARTNERSHIP_CONTRIBUTE))), None)
    whole = OrgUnit.objects.filter(kind=OrgUnit.Kind.AUTHORITY).first()
    found = {}
    for name, agency in zip(NAMES, adopted.pack.partnership.agencies, strict=False):
        with _at(today - datetime.timedelta(days=400)):
            email = f"{name.lower().replace(' ', '.')}@{agency.key}.invalid"
            user = accounts.make_account(email=email, name=name, password=password, by=None)
            accounts.give_role(user, role, whole, by=None, from_on=clock.today())
            services.seat(user, agency.key, adopted=adopted, by=keeper)
        found[agency.key] = user
    return found


def _figures(adopted, today, seated: dict[str, User], *, dice: random.Random) -> None:
    for measure in adopted.pack.partnership.measures:
        kind = PeriodKind.MONTH if measure.cadence.value == "monthly" else PeriodKind.QUARTER
        last = Period.of_kind(kind, Period.of_kind(kind, today).start - datetime.timedelta(days=1))
        for period in last.series(MONTHS if kind == PeriodKind.MONTH else 4):
            for agency, user in seated.items():
                if measure.agencies and agency not in measure.agencies:
                    continue
                of = dice.randint(24, 60) if measure.unit == "percent" else None
                number = dice.randint(of // 2, of) if of else dice.randint(7, 30)
                day = period.end + datetime.timedelta(days=dice.randint(3, 15))
                if day > today:
                    continue
                with _at(day):
                    services.enter(adopted, measure.key, period, number=number, of=of, by=user)
                if dice.random() < 0.06 and day + datetime.timedelta(days=6) < today:
                    with _at(day + datetime.timedelta(days=6)):
                        services.enter(
                            adopted, measure.key, period, number=max(0, number - 1), of=of,
                            by=user, note="One was counted twice.",
                        )  # fmt: skip


def _events(adopted, today, keeper: User) -> None:
    themes = list(Theme.objects.filter(is_closed=False).order_by("pk")[:2])
    agencies = [each.key for each in adopted.pack.partnership.agencies]
    for days, theme in zip((120, 40), themes, strict=False):
        if not agencies:
            return
        held_on = today - datetime.timedelta(days=days)
        with _at(held_on + datetime.timedelta(days=2)):
            facts = {
                "title": f"Briefing: {theme.title}", "held_on": held_on, "theme": theme,
                "arose_from": "Multi-agency audits of the quarter before", "answered": 21,
                "useful": 18, "evaluation": "Shorter, and with a case to work through together.",
            }  # fmt: skip
            services.register_event(
                facts, attended={key: 6 + n * 3 for n, key in enumerate(agencies)}, by=keeper
            )


def _feedback(adopted, today, *, dice: random.Random) -> None:
    units = list(OrgUnit.objects.open_on(today).filter(kind=OrgUnit.Kind.TEAM).order_by("pk")[:6])
    themes = list(Theme.objects.filter(is_closed=False).order_by("pk"))
    for source in adopted.pack.feedback:
        giver = User.objects.filter(assignments__role__in=source.given_by).order_by("pk").first()
        for n in range(9 if giver and units and themes else 0):
            kind, text = SAID[n % len(SAID)]
            with _at(today - datetime.timedelta(days=12 + 33 * n)):
                receiving.receive(
                    adopted, source.key, unit=dice.choice(units), theme=dice.choice(themes),
                    kind=kind, text=text, by=giver,
                )  # fmt: skip


def _at(day: datetime.date):
    return clock.at(datetime.datetime.combine(day, datetime.time(10), tzinfo=clock.UK))
