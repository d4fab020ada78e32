"""Who is told of what happens to an action, beside whoever does it. Never what it says."""

from django.urls import reverse

from lineofsight.web.actions.models import Action
from lineofsight.web.notices.services import tell_once

OF_THE_OWNER = {
    "agreed": "An action is yours to do.",
    "handed_over": "An action has been given to you.",
    "due_changed": "The day of an action of yours has been changed.",
    "checked": "An action of yours has been checked.",
    "reopened": "An action of yours has been reopened: there is still something to do.",
    "superseded": "An action of yours has been replaced by another.",
}
OF_WHO_AGREED = {"claimed": "An action you agreed is said to be done."}


def tell_of(action: Action, what: str, *, by) -> None:
    """Tell whom it concerns, unless they did it themselves or have not yet read the same."""
    for words, person in ((OF_THE_OWNER, action.owner), (OF_WHO_AGREED, action.agreed_by)):
        if what in words and person is not None and person != by:
            tell_once(
                person, f"action-{what}".replace("_", "-"), words[what],
                url=reverse("actions:action", args=[action.pk]), about=f"action:{action.pk}",
            )  # fmt: skip
