"""What raises actions. An action knows no source: each app that raises some says here, once
at start, which are its own, where they come from, and what it does when one is settled."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Origin:
    """Where one action comes from: in words, and the page, empty where the reader may not."""

    label: str
    url: str = ""
    issue: str = ""
    """What was found to fall short, where that was written."""


@dataclass(frozen=True)
class Source:
    """`where` picks its actions; `origins(user, ids)` says where each comes from; `settled`
    is called with an action that nothing is left to do or check of; `reopened` with one that
    is not done after all, and `by`; `inherit` with an action and the one that replaces it.
    `agrees_itself`: proposals become agreed where they were made, such as with the grades of
    an audit."""

    key: str
    title: str
    where: Q
    origins: Callable[[object, Iterable[int]], dict[int, Origin]]
    settled: Callable[[object], None] | None = None
    inherit: Callable[[object, object], None] | None = None
    reopened: Callable[..., None] | None = None
    agrees_itself: bool = False
    is_issue: bool = False
    """It comes of what data show, so the framework's stages of an issue are told of it."""


_sources: dict[str, Source] = {}


def add(source: Source) -> None:
    _sources[source.key] = source


def every() -> list[Source]:
    """In the order of their titles."""
    return sorted(_sources.values(), key=lambda source: source.title)


def named(key: str) -> Source | None:
    return _sources.get(key)


def origins_of(user, ids: Iterable[int]) -> dict[int, tuple[Source, Origin]]:
    """Of each action: its source, and where exactly it comes from."""
    ids = list(ids)
    return {
        pk: (source, origin)
        for source in every()
        for pk, origin in source.origins(user, ids).items()
    }


def source_of(user, action) -> tuple[Source, Origin] | None:
    return origins_of(user, [action.pk]).get(action.pk)


def hand_on(action, heir) -> None:
    """Give the heir of an action the same source."""
    for source in every():
        if source.inherit is not None:
            source.inherit(action, heir)


def tell_settled(action) -> None:
    """Each app looks whether something of its own can close now."""
    for source in every():
        if source.settled is not None:
            source.settled(action)


def tell_reopened(action, *, by) -> None:
    """Each app looks whether something of its own that had closed is open again."""
    for source in every():
        if source.reopened is not None:
            source.reopened(action, by=by)
