"""Records that are in a state, and what may follow it.

A model declares its states and, for each, those it may become. A change is one UPDATE
that asks in the database itself whether the record is still in the state that was looked
at: of two people who press at once, one succeeds and the other is told.
"""

from typing import Any

from django.db import models

from lineofsight.errors import TransitionNotAllowed


class Stateful(models.Model):
    """Give `State` (TextChoices), `TRANSITIONS` (state → states) and a field `state`."""

    TRANSITIONS: dict = {}
    called = "record"
    """What a message calls it: “This {called} is …”."""

    class Meta:
        abstract = True

    def can_become(self, to) -> bool:
        return to in self.TRANSITIONS[self.State(self.state)]

    def must_be_able_to_become(self, to) -> None:
        """Refuse in words what `move` would refuse."""
        if not self.can_become(to):
            raise TransitionNotAllowed(
                f"This {self.called} is “{self.State(self.state).label}”, so it cannot become "
                f"“{self.State(to).label}”.",
                advice="Reload the page to see where it stands.",
            )

    def move(self, to, **changes: Any) -> None:
        """Change state, and with it the fields that belong to the new state.

        Only the app's services call this. Raises `TransitionNotAllowed` if the record may
        not go there, or has meanwhile been changed by somebody else.
        """
        before = self.State(self.state)
        self.must_be_able_to_become(to)
        moved = type(self)._base_manager.filter(pk=self.pk, state=before).update(
            state=to, **changes
        )  # fmt: skip
        if not moved:
            raise TransitionNotAllowed(
                f"Someone else has just changed this {self.called}.",
                advice="Reload the page to see it.",
            )
        self.refresh_from_db()


def states_of(model: type[Stateful], *, reachable_from) -> set:
    """Every state that can be reached from one, itself included."""
    seen, ahead = set(), [reachable_from]
    while ahead:
        state = ahead.pop()
        if state not in seen:
            seen.add(state)
            ahead.extend(model.TRANSITIONS[state])
    return seen
