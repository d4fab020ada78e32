"""Everything that changes what is kept of boards. Each act is in the log."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.packs.governance_year import follow
from lineofsight.periods import Period, PeriodKind
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.activity import services as activity
from lineofsight.web.boards.models import Contribution, Meeting, Recommendation
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.notices.services import tell

Kind = Recommendation.Kind


class NotPossible(UserError):
    """This cannot be kept like that."""


@transaction.atomic
def plan_meeting(
    adopted: AdoptedPack, board_key: str, *, held_on: date, by, about: str = "",
    is_public: bool | None = None,
) -> Meeting:  # fmt: skip
    """Put a meeting of a board into the calendar; its agenda follows from the framework, and
    so does whether it is public, unless that is said."""
    board = next((each for each in adopted.pack.boards if each.key == board_key), None)
    if board is None:
        raise NotPossible("The framework knows no such board.")
    about = about.strip()
    if Meeting.objects.filter(board_key=board_key, held_on=held_on, about=about).exists():
        raise NotPossible("This meeting is planned already.")
    if is_public is None:
        earlier = Meeting.objects.filter(board_key=board_key, held_on__lt=held_on)
        known = list(earlier.order_by("-held_on", "-pk").values_list("is_public", flat=True))
        is_public = bool(board.meetings.is_public_after(known))
    made = Meeting.objects.create(
        adopted=adopted, board_key=board_key, held_on=held_on, about=about,
        is_public=is_public, made_by=by, made_at=clock.now(),
    )  # fmt: skip
    _note("board.meeting", made, by)
    return made


@transaction.atomic
def plan_those_that_follow(first: Meeting, *, by) -> list[Meeting]:
    """The meetings of the rest of the year in the rhythm that the framework gives the board.
    Those that are planned already stay as they are."""
    pack = first.adopted.pack
    days = follow(pack, first.board, first.held_on)
    if not days:
        raise NotPossible(
            f"The framework gives the {first.board.title} no rhythm of weeks.",
            advice="Add its meetings one by one, or say in the framework how often it meets.",
        )
    planned = set(
        Meeting.objects.filter(board_key=first.board_key, about=first.about, held_on__in=days)
        .values_list("held_on", flat=True)
    )  # fmt: skip
    return [
        plan_meeting(first.adopted, first.board_key, held_on=day, by=by, about=first.about)
        for day in days
        if day not in planned
    ]


@transaction.atomic
def send_agenda(meeting: Meeting, *, on: date, by) -> None:
    """Write down when the agenda went out. What was written once stays."""
    if on > clock.today():
        raise NotPossible("That day is still to come.")
    if not Meeting.objects.filter(pk=meeting.pk, agenda_sent_on=None).update(agenda_sent_on=on):
        raise NotPossible("It is written down already.")
    meeting.refresh_from_db()
    _note("board.agenda_sent", meeting, by, {"on": str(on)})


@transaction.atomic
def contribute(
    meeting: Meeting, item_key: str, *, text: str, by, agency_key: str = ""
) -> Contribution:
    """Write down what was said to an item, by an agency where the framework asks each."""
    item = next((each for each in meeting.board.agenda if each.key == item_key), None)
    if item is None:
        raise NotPossible("The agenda has no such item.")
    if not text.strip():
        raise NotPossible("Say what was contributed.")
    known = {each.key for each in meeting.adopted.pack.partnership.agencies}
    if (item.said_by == "agencies") != bool(agency_key) or (agency_key and agency_key not in known):
        raise NotPossible("Say which agency contributed.")
    made = Contribution.objects.create(
        meeting=meeting, item_key=item_key, agency_key=agency_key, text=text.strip(), by=by,
        at=clock.now(),
    )  # fmt: skip
    _note("board.contribution", meeting, by)
    return made


@transaction.atomic
def recommend(
    meeting: Meeting, *, text: str, plan: dict, by, service_id: str = "", supported_by: str = ""
) -> Recommendation:
    """Enter what a board recommended. It becomes an action (`plan`: text, owner, due_on) and
    goes into the month after the meeting. With `supported_by` it is the support of one service
    for another, which the board asked for."""
    board = meeting.board
    kind = Kind.PEER_SUPPORT if supported_by else Kind.RECOMMENDATION
    if not text.strip():
        raise NotPossible("Say what was recommended.")
    if not (board.supports if supported_by else board.recommends):
        raise NotPossible(f"The framework does not give this to the {board.title}.")
    if supported_by and (not service_id or service_id == supported_by):
        raise NotPossible("Support is given by one service to another: name both.")
    action = actions.propose(
        plan["text"], owner=plan["owner"], due_on=plan["due_on"], by=by, service_id=service_id,
        policy=meeting.adopted.pack.actions,
    )  # fmt: skip
    actions.agree(action, by=by)
    first = meeting.held_on.replace(day=1)
    follows = Period.of_kind(PeriodKind.MONTH, first).earlier(-1)
    made = Recommendation.objects.create(
        meeting=meeting, kind=kind, text=text.strip(), service_id=service_id,
        supported_by=supported_by, goes_into=follows.id, action=action,
    )  # fmt: skip
    url, about = reverse("boards:recommendation", args=[made.pk]), f"recommendation:{made.pk}"
    tell(action.owner, "recommendation", "A board's recommendation has become your action.",
         url=url, about=about)  # fmt: skip
    _note("board.recommended", meeting, by, {"recommendation": made.pk})
    return made


@transaction.atomic
def answer(found: Recommendation, *, text: str, by) -> None:
    """Say what came of a recommendation. It then stands on the board's next agenda."""
    if not text.strip():
        raise NotPossible("Say what came of it.")
    if not found.action.is_settled:
        raise NotPossible(
            "Its action is not settled yet.",
            advice="The answer follows when the action is done and checked.",
        )
    changed = Recommendation.objects.filter(pk=found.pk, answered_at=None).update(
        answer=text.strip(), answered_by=by, answered_at=clock.now()
    )
    if not changed:
        raise NotPossible("It has been answered already.")
    found.refresh_from_db()
    _note("board.answered", found.meeting, by, {"recommendation": found.pk})


@transaction.atomic
def hear(meeting: Meeting, found: Recommendation, *, by) -> None:
    """The board has heard the answer to its recommendation, in a later meeting."""
    if found.meeting.board_key != meeting.board_key or meeting.held_on <= found.meeting.held_on:
        raise NotPossible("An answer comes back to a later meeting of the same board.")
    if meeting.held_on > clock.today():
        raise NotPossible("The board has not met yet.")
    changed = Recommendation.objects.filter(
        pk=found.pk, answered_at__isnull=False, came_back=None
    ).update(came_back=meeting)
    if not changed:
        raise NotPossible("There is no answer to be heard.")
    found.refresh_from_db()
    _note("board.heard", meeting, by, {"recommendation": found.pk})


def _note(verb: str, meeting: Meeting, by, detail: dict | None = None) -> None:
    activity.record(verb, by=by, subject_kind="meeting", subject_id=meeting.pk,
                    detail={"board": meeting.board_key, **(detail or {})})  # fmt: skip
