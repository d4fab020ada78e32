"""The demo's boards: a meeting of each that follows what it recommends or has a standing
agenda, with contributions, one recommendation answered and one open."""

import datetime

from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.boards import queries, services
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P

RECOMMENDED = (
    ("See that every plan says who does what by when", "Check plans in supervision"),
    ("Hear children before each conference", "Ask for the child's view a week before"),
)
BY_AGENCIES = (
    "Came to nine of ten meetings it was asked to; reports still come a day late.",
    "Trained its staff on the last audit's learning, and asks how others test theirs.",
    "Will say by the next meeting who answers for children's own words in its records.",
)
BY_WHOEVER_LEADS = (
    "Heard what the quarter found. What is strong is kept; one question goes back to services.",
    "Nothing to add to the report; looked at again in the next meeting.",
    "Children's own words were read out first. They ask why meetings move.",
)
ANSWER = "Looked at in supervision: nine of ten plans now say it."


def seed(today: datetime.date) -> None:
    """Call after the year of practice: those who own and check actions are there."""
    adopted = adopted_on(today)
    keeper = people.people_who_may(P.REPORT_WRITE, today).order_by("pk").first()
    owner = people.people_who_may(P.ACTION_AGREE, today).order_by("pk").first()
    checkers = people.people_who_may(P.ACTION_VERIFY, today).order_by("pk")
    checker = checkers.exclude(pk__in=[each.pk for each in (owner, keeper) if each]).first()
    if not (keeper and owner and checker):
        return
    for board in adopted.pack.boards:
        if not (board.agenda or board.recommends or board.supports):
            continue
        for days in (112, 21, -14):
            with _at(today - datetime.timedelta(days=max(days, 0))):
                meeting = services.plan_meeting(
                    adopted, board.key, held_on=today - datetime.timedelta(days=days), by=keeper
                )
                if days > 0:
                    _held(meeting, keeper, owner, is_first=days > 100)
        _answered(board.key, today, (owner, checker, keeper))


def _held(meeting, keeper, owner, *, is_first: bool) -> None:
    for n, item in enumerate(queries.agenda(meeting)):
        agencies = meeting.adopted.pack.partnership.agencies if item.said_by == "agencies" else ()
        for said, agency in zip(BY_AGENCIES, agencies[:-1], strict=False):
            services.contribute(meeting, item.key, agency_key=agency.key, by=keeper, text=said)
        if not agencies:
            said = BY_WHOEVER_LEADS[n % len(BY_WHOEVER_LEADS)]
            services.contribute(meeting, item.key, by=keeper, text=said)
    board, units = meeting.board, list(OrgUnit.objects.services().order_by("pk")[:2])
    text, plan = RECOMMENDED[0 if is_first else 1]
    due = meeting.held_on + datetime.timedelta(days=45)
    facts = {"plan": {"text": plan, "owner": owner, "due_on": due}, "by": keeper}
    if board.recommends:
        services.recommend(meeting, text=text, **facts)
    elif board.supports and len(units) == 2:
        helped, helps = units
        services.recommend(meeting, text=f"{helps.name} helps {helped.name}: {text.lower()}",
                           service_id=helped.code, supported_by=helps.code, **facts)  # fmt: skip


def _answered(board_key: str, today, who) -> None:
    """The first recommendation is done, answered, and stands on the next agenda."""
    owner, checker, keeper = who
    found = queries.first_open(board_key)
    if found is None:
        return
    with _at(today - datetime.timedelta(days=60)):
        actions.claim_done(found.action, evidence="Supervision notes of the month", by=owner)
        if found.action.needs_check:
            actions.verify(found.action, by=checker)
    with _at(today - datetime.timedelta(days=50)):
        found.refresh_from_db()
        services.answer(found, text=ANSWER, by=keeper)


def _at(day: datetime.date):
    return clock.at(datetime.datetime.combine(day, datetime.time(10), tzinfo=clock.UK))
