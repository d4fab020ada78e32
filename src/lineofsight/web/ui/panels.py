"""What one app shows on a page of another that it does not know.

A child's page and a measure's page belong to `performance`; audits belong to `practice`.
Neither imports the other: practice says here, once at start, how its part is found.
Providers are given the reader, and answer only with what that reader may see.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class AuditNote:
    """One audit of a child's record, as a row of the child's page."""

    title: str
    url: str
    when: str
    moderated: str
    strength: str = ""
    learning: str = ""


@dataclass(frozen=True)
class AuditsOfFigure:
    """What audits of the children behind a figure found. `grades` is one sentence."""

    count: int
    url: str = ""
    strengths: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    grades: str = ""
    quotes: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class Act:
    """Something that can be done about a child, as a link of the child's page."""

    label: str
    url: str


@dataclass(frozen=True)
class Rest:
    """A reporting arrangement that rests for a time; `to_on` None: nobody knows how long."""

    title: str
    from_on: date
    to_on: date | None
    reason: str


RestsOfYear = Callable[[object, int], list[Rest]]
ActsOfChild = Callable[[object, str], list[Act]]
OfChild = Callable[[object, str], list[AuditNote]]
OfFigure = Callable[[object, str, str, list[str]], AuditsOfFigure | None]

ActsOfAudit = Callable[[object, object], list[Act]]

_of_child: list[OfChild] = []
_of_figure: list[OfFigure] = []
_acts: list[ActsOfChild] = []
_acts_of_audit: list[ActsOfAudit] = []
_rests: list[RestsOfYear] = []


def give_audits_of_child(provider: OfChild) -> None:
    """`provider(user, child_id)`: the audits of a child that this person may see."""
    _of_child[:] = [provider]


def give_audits_of_figure(provider: OfFigure) -> None:
    """`provider(user, indicator_id, period_id, child_ids)`: what audits of them found."""
    _of_figure[:] = [provider]


def give_acts_of_child(provider: ActsOfChild) -> None:
    """`provider(user, child_id)`: what this person can raise about the child. Several apps
    may give some."""
    if provider not in _acts:
        _acts.append(provider)


def give_acts_of_audit(provider: ActsOfAudit) -> None:
    """`provider(user, audit)`: what an app above practice offers on an audit's page."""
    if provider not in _acts_of_audit:
        _acts_of_audit.append(provider)


def give_rests_of_year(provider: RestsOfYear) -> None:
    """`provider(user, year)`: the reports that rest in a year, for those who see reports."""
    _rests[:] = [provider]


def rests_of_year(user, year: int) -> list[Rest]:
    return _rests[0](user, year) if _rests else []


def acts_of_audit(user, audit) -> list[Act]:
    return [act for provider in _acts_of_audit for act in provider(user, audit)]


def acts_of_child(user, child_id: str) -> list[Act]:
    return [act for provider in _acts for act in provider(user, child_id)]


def audits_of_child(user, child_id: str) -> list[AuditNote] | None:
    """None where no app does audits at all."""
    return _of_child[0](user, child_id) if _of_child else None


def audits_of_figure(
    user, indicator_id: str, period_id: str, child_ids: list[str]
) -> AuditsOfFigure | None:
    return _of_figure[0](user, indicator_id, period_id, child_ids) if _of_figure else None
