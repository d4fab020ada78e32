"""What the reading of one page asks many times over is asked once.

    @once
    def restricted_child_ids() -> frozenset[str]: …

The answer is kept while one page is read (a GET or HEAD request) and thrown away with it: it
never passes from one request to the next, so never from one person to another. Where
something is changed (any other method), and outside requests, every question is asked again.
Arguments tell questions apart, so they must be hashable; an answer must not be changed by
those who are given it.
"""

from collections.abc import Callable
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
        before = _answers.set({} if reads else None)
        try:
            return get_response(request)
        finally:
            _answers.reset(before)

    return middleware
