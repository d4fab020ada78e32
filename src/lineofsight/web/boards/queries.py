"""What is read of boards: agendas, what is open, and what a cycle's report says of it."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from lineofsight.packs.model import Pack
from lineofsight.packs.reporting import AgendaItem, Board
from lineofsight.periods import Period, add_months
from lineofsight.reports import around
from lineofsight.web import clock
from lineofsight.web.boards.models import Meeting, Recommendation


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """What the board looks at in the month of a meeting."""
    month = meeting.held_on.month
    return [each for each in meeting.board.agenda if not each.months or month in each.months]


def coming_back(meeting: Meeting):
    """The board's own earlier recommendations: answered and not heard yet, or still open."""
    return (
        Recommendation.objects.filter(
            meeting__board_key=meeting.board_key, meeting__held_on__lt=meeting.held_on
        )
        .filter(Q(came_back=None) | Q(came_back=meeting))
        .select_related("meeting", "action__owner", "came_back")
    )


def taken_up(meeting: Meeting):
    """What other boards recommended for the month of a meeting of the monthly cycle."""
    if not meeting.board.is_monthly:
        return Recommendation.objects.none()
    return (
        Recommendation.objects.filter(goes_into=f"{meeting.held_on:%Y-%m}")
        .exclude(meeting__board_key=meeting.board_key)
        .select_related("meeting", "action__owner")
        .prefetch_related("meeting__adopted")
    )


@dataclass(frozen=True)
class Standing:
    """How a board stands against what the framework says of how often it meets."""

    board: Board
    last_on: datetime.date | None
    next_on: datetime.date | None
    next_by: datetime.date | None
    in_a_year: int
    is_late: bool


def standings(pack: Pack, today: datetime.date) -> list[Standing]:
    """Every board: when it met, when it meets, and whether that is as often as it should."""
    held: dict[str, list[datetime.date]] = {}
    for key, day in Meeting.objects.values_list("board_key", "held_on"):
        held.setdefault(key, []).append(day)
    return [_standing(board, sorted(held.get(board.key, [])), today) for board in pack.boards]


def _standing(board: Board, days: list[datetime.date], today: datetime.date) -> Standing:
    last_on = max((day for day in days if day < today), default=None)
    next_on = min((day for day in days if day >= today), default=None)
    next_by = board.meetings.next_by(last_on) if last_on else None
    is_late = next_by is not None and next_by < (next_on or today)
    year_ago = add_months(today, -12)
    return Standing(board, last_on, next_on, next_by,
                    sum(year_ago < day <= today for day in days), is_late)  # fmt: skip


def first_open(board_key: str) -> Recommendation | None:
    """The oldest recommendation of a board that nobody has answered."""
    found = Recommendation.objects.filter(meeting__board_key=board_key, answered_at=None)
    return found.select_related("action", "meeting").order_by("meeting__held_on", "pk").first()


def recommended(start: datetime.date, end: datetime.date) -> tuple[around.Recommended, ...]:
    """Recommendations that the span's cycles carry: taken up by its end, and not heard by the
    board before it began."""
    found = Recommendation.objects.select_related(
        "meeting", "action", "came_back", "action__owner"
    ).prefetch_related("meeting__adopted")
    rows = []
    for each in found:
        taken_up = Period.parse(each.goes_into).start <= end
        is_over = each.came_back is not None and each.came_back.held_on < start
        if taken_up and not is_over:
            answered_on = each.answered_at and each.answered_at.astimezone(clock.UK).date()
            is_answered = answered_on is not None and answered_on <= end
            rows.append(
                around.Recommended(
                    board=each.meeting.board.title,
                    text=each.text.rstrip(".") + ".",
                    became=became(each) if is_answered else "Not answered yet.",
                    is_answered=is_answered,
                )
            )
    return tuple(rows)


def became(found: Recommendation) -> str:
    return f"Answer: {found.answer}" if found.answered_at else "Not answered yet."
