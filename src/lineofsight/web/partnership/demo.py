"""The demo's partners: somebody of each agency with a seat, figures of the last months with a
correction, events, feedback, returns to multi-agency audits (one still owed), and referrals to
the partnership with its decisions. What the framework does not know is left out."""

import datetime
import random

from lineofsight.periods import Period, PeriodKind
from lineofsight.sampling import held_on
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement import receiving
from lineofsight.web.partnership import services
from lineofsight.web.people import queries as people
from lineofsight.web.people import roles
from lineofsight.web.people import services as accounts
from lineofsight.web.people.models import OrgUnit, RoleAssignment, User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import questions
from lineofsight.web.practice.demo_answers import an_answer, words
from lineofsight.web.practice.models import Audit, Theme
from lineofsight.working_days import england

NAMES = ("Dev Sharma", "Mina Roy", "Joan Atherton", "Piotr Nowak", "Alun Rees")
MONTHS = 9
NEWEST = 200
"""Among so many audits of the last days the newest of several agencies are looked for."""
SAID = (
    ("strength", "Plans say who does what by when, and families repeat it in their own words."),
    ("concern", "The plan comes to us after the meeting it is for."),
    ("strength", "Workers ask what we see before they write."),
)


WHYS = (
    "Harm that several agencies had seen a part of, and nobody the whole.",
    "A serious injury, and an account that changed between agencies.",
    "Agencies differ on whether the threshold for a review is met.",
)
DECIDED = "Read by all agencies together; what is known and what can be learned was weighed."


def seed(today: datetime.date, snapshot: Snapshot, *, password: str, dice: random.Random) -> None:
    """Call after the year of practice: themes and the people who keep all this are there."""
    adopted = adopted_on(today)
    keeper = people.people_who_may(P.PROGRAMME_PLAN, today).order_by("pk").first()
    if keeper is None:
        return
    seated = _seated(adopted, today, password=password, keeper=keeper)
    _figures(adopted, today, seated, dice=dice)
    _events(adopted, today, keeper)
    _feedback(adopted, today, dice=dice)
    _returns(today, seated, keeper, dice=dice)
    _referrals(adopted, today, snapshot, keeper=keeper)


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
        for n in range(9 if units and themes else 0):
            kind, text = SAID[n % len(SAID)]
            day = today - datetime.timedelta(days=12 + 33 * n)
            held = RoleAssignment.objects.on(day).filter(role__in=source.given_by)
            giver = held.order_by("user").select_related("user").first()
            if giver is None:
                continue
            with _at(day):
                receiving.receive(
                    adopted, source.key, unit=dice.choice(units), theme=dice.choice(themes),
                    kind=kind, text=text, by=giver.user,
                )  # fmt: skip


def _returns(today, seated: dict[str, User], keeper: User, *, dice: random.Random) -> None:
    """The agencies' part of the last multi-agency audits: each has answered but the last one
    asked in the newest."""
    asking = [audit for audit in Audit.objects.order_by("-released_on", "-pk")[:NEWEST]
              if _asked_part(audit)][:2]  # fmt: skip
    for audit in asking if seated else ():
        asked_on = min(audit.released_on + datetime.timedelta(days=1), today)
        due_on = england().add(asked_on, 10)
        with _at(asked_on):
            by = audit.started_by or keeper
            services.ask(audit, _asked_part(audit).key, list(seated), due_on=due_on, by=by)
        owed = list(seated)[-1] if audit == asking[0] else ""
        for found in audit.agency_returns.exclude(agency_key=owed).order_by("pk"):
            day = due_on - datetime.timedelta(days=dice.randint(1, 6))
            if day > today:
                continue
            with _at(day):
                services.answer(
                    found, own_reference=f"{found.agency_key[:2].upper()}-{found.pk:03}",
                    given=_answers(found, dice), by=seated[found.agency_key],
                )  # fmt: skip


def _asked_part(audit: Audit):
    return next((part for part in audit.activity.parts if part.asks_each_agency), None)


def _answers(found, dice: random.Random) -> dict:
    def say(texts) -> str:
        choices = words()[texts] if isinstance(texts, str) else texts
        return dice.choice(choices).replace("{first}", "the child")

    given = {}
    for question in found.asks:
        if question in questions.asked(found.asks, given):
            given[question.key] = an_answer(question, None, dice, say)
    return given


def _referrals(adopted, today, snapshot: Snapshot, *, keeper: User) -> None:
    """Three of each kind the framework knows: two decided, one waiting for its decision."""
    restricted = people.restricted_child_ids()
    held = [each for each in held_on(snapshot, snapshot.as_at) if each.child_id not in restricted]
    for kind in adopted.pack.partnership.referrals:
        raising = RoleAssignment.objects.on(today).filter(role__in=kind.raised_by)
        raisers = list(User.objects.filter(assignments__in=raising).distinct().order_by("pk")[:3])
        told = zip((150, 62, 8), WHYS, held[::7], kind.outcomes, strict=False)
        for n, (days, why, child, outcome) in enumerate(told if raisers else ()):
            by = raisers[n % len(raisers)]
            with _at(today - datetime.timedelta(days=days)):
                found = services.refer(child, adopted=adopted, kind_key=kind.key, why=why, by=by)
            decided_on = today - datetime.timedelta(days=days - 16)
            if decided_on < today:
                with _at(decided_on + datetime.timedelta(days=1)):
                    services.decide(found, outcome_key=outcome.key, reason=DECIDED,
                                    decided_on=decided_on, by=keeper)  # fmt: skip


def _at(day: datetime.date):
    return clock.at(datetime.datetime.combine(day, datetime.time(10), tzinfo=clock.UK))
