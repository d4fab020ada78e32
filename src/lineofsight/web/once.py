"""What the reading of one page asks many times over is asked once.

    @once
    def restricted_child_ids() -> frozenset[str]: …

The answer is kept while one page is read (a GET or HEAD request) and thrown away with it: it
never passes from one request to the next, so never from one person to another. Where
something is changed (any other method), and outside requests, every question is asked again.
Arguments tell questions apart, so they must be hashable; an answer must not be changed by
those who are given it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict | None] = ContextVar("answers", default=None)


def once(question: Callable[P, R]) -> Callable[P, R]:
    @wraps(question)
    def asked(*args, **named):
        answers = _answers.get()
        if answers is None:
            return question(*args, **named)
        key = (question, args, *sorted(named.items()))
        if key not in answers:
            answers[key] = question(*args, **named)
        return answers[key]

    return asked


def asked_once_a_page(get_response: Handler) -> Handler:
    """Middleware: begins each page with no answers, and forgets them when it is made."""

    def middleware(request: HttpRequest) -> HttpResponse:
        reads = request.method in ("GET", "HEAD")
        with asked_once(keeping=reads):
            return get_response(request)

    return middleware


@contextmanager
def asked_once(*, keeping: bool = True) -> Iterator[None]:
    """Within, every question is asked once: for work on many people in a row that changes
    nothing of who they are, what they may do or what is restricted."""
    before = _answers.set({} if keeping else None)
    try:
        yield
    finally:
        _answers.reset(before)
