"""Learning is read by everybody: it names no child and nobody of the child's family.

Of the children whom a text is known to be about, and of their families, every single name counts,
first or last. Of everybody else whose record is in the data it is the first name with the
surname beside it, or the record's number: a first name alone is a colleague's and a word too.
"""

from collections.abc import Iterable

from lineofsight.errors import UserError
from lineofsight.sampling.names import named_in, names_around, names_of, names_somebody
from lineofsight.web import warehouse
from lineofsight.web.people.models import User


class NamesAChild(UserError):
    """A text that goes to many names a child or somebody of the family."""


def must_name_nobody(child_id: str, texts: Iterable[str], *, also: str = "") -> None:
    """Raise if a text holds a name of this child or family, a name of somebody else whom it is
    about (`also`), or the whole name or number of anybody whose record is in the data.
    Without a child the last is what remains. The message names nobody either, so that it may
    stand in a log."""
    must_name_none_of([child_id], texts, also=also)


def must_name_none_of(child_ids: Iterable[str], texts: Iterable[str], *, also: str = "") -> None:
    """The same for several children."""
    texts = [text for text in texts if text and text.strip()]
    child_ids = {each for each in child_ids if each}
    numbers = {each.casefold() for each in child_ids}
    if not texts:
        return
    snapshot = warehouse.current_or_none() if numbers else None
    names = names_of(also)
    if snapshot:
        names |= names_around(snapshot, *child_ids)
    if any(
        named_in(text, names) or any(number in text.casefold() for number in numbers)
        for text in texts
    ):
        raise NamesAChild(
            "The learning names the child or somebody of the family.",
            advice="Write it so that nobody can be known by it: “a child”, “the mother”.",
        )
    must_name_no_record(*texts)


def must_name_no_record(*texts: str) -> None:
    """For what is written about no one child (a challenge, a review's finding, learning, an
    action from a report): raise if it has the number or the whole name of anybody whose
    record is in the data. Colleagues may be named."""
    said = " ".join(text for text in texts if text and text.strip())
    snapshot = warehouse.current_or_none()
    if not said or snapshot is None:
        return
    colleagues = User.objects.values_list("name", flat=True)
    if names_somebody(snapshot, said, colleagues):
        raise NamesAChild(
            "This names somebody whose record is in the data, or gives the record’s number.",
            advice="Write it so that nobody can be known by it: “a child”, “the mother”.",
        )
