"""Answers to questions that name nobody, held against the child whom an activity is about."""

from collections.abc import Iterable

from lineofsight.packs.forms import Question
from lineofsight.web.people.naming import NamesAChild, must_name_nobody


def fault(question: Question, texts: Iterable[str], child_id: str) -> str:
    """What is wrong with an answer to a question that names nobody; empty if nothing is."""
    if not question.names_nobody:
        return ""
    try:
        must_name_nobody(child_id, texts)
    except NamesAChild as error:
        return error.problem.rstrip(".")
    return ""
