"""Learning is read by everybody: it names no child and nobody of the child's family."""

from collections.abc import Iterable

from lineofsight.errors import UserError
from lineofsight.packs.forms import Question
from lineofsight.sampling.names import named_in, names_around
from lineofsight.web import warehouse


class NamesAChild(UserError):
    """A text that goes to many names a child or somebody of the family."""


def fault(question: Question, texts: Iterable[str], child_id: str) -> str:
    """What is wrong with an answer to a question that names nobody; empty if nothing is."""
    if not question.names_nobody:
        return ""
    try:
        must_name_nobody(child_id, texts)
    except NamesAChild as error:
        return error.problem.rstrip(".")
    return ""


def must_name_nobody(child_id: str, texts: Iterable[str]) -> None:
    """Raise if a text holds a name of this child or family, or the record's number. The
    message names nobody either: it says how many, so that it may stand in a log."""
    texts = [text for text in texts if text and text.strip()]
    snapshot = warehouse.current_or_none()
    if not texts or not child_id:
        return
    names = names_around(snapshot, child_id) if snapshot else frozenset()
    if any(named_in(text, names) or child_id.casefold() in text.casefold() for text in texts):
        raise NamesAChild(
            "The learning names the child or somebody of the family.",
            advice="Write it so that nobody can be known by it: “a child”, “the mother”.",
        )
