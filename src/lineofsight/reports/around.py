"""What reports take from around practice: what agencies entered and returned, what was told
outside of audits, what was put to the partnership, what boards recommended.

Counts and words that name nobody: no child and no person is in anything here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """Stands for a period where a report is of one piece of work: “in the course of it”."""

    in_sentence: str = "the course of this work"


@dataclass(frozen=True)
class Told:
    """Feedback from outside of audits: about which team, with which theme, how often."""

    whose: str
    team: str
    theme: str
    strengths: int
    concerns: int


@dataclass(frozen=True)
class Returned:
    """One agency's returns: asked for, answered, and answered in time."""

    agency: str
    asked: int
    answered: int
    in_time: int


@dataclass(frozen=True)
class Entered:
    """A measure that an agency entered: a number, or a part of a whole (`of`). None where
    the agency has entered none for the period; `months` says how many of its months."""

    measure: str
    agency: str
    is_share: bool
    number: int | None
    of: int | None
    before: int | None
    of_before: int | None


@dataclass(frozen=True)
class Event:
    """One event of the learning programme: how many came from how many agencies, and how
    many of those who answered found it useful."""

    title: str
    theme: str
    agencies: int
    people: int
    answered: int
    useful: int


@dataclass(frozen=True)
class Referred:
    """Referrals of one kind to the partnership."""

    kind: str
    referred: int
    decided: int
    waiting: int
    outcomes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Recommended:
    """A board's recommendation in this cycle. `became` says what came of it so far."""

    board: str
    text: str
    became: str
    is_answered: bool


@dataclass(frozen=True)
class Part:
    """A part of a whole: of how many staff how many took part; of how many answers how many
    were yes. `is_enough`: whether there are as many as bear a share."""

    title: str
    number: int
    of: int
    is_enough: bool = True


@dataclass(frozen=True)
class TookPart:
    """Who of the staff took part in quality assurance, everybody counted once; never a name."""

    whole: Part
    by_role: tuple[Part, ...]
    by_service: tuple[Part, ...]
    ways: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Heading:
    """What inspection looks for, or what the framework reports apart: each service's yes."""

    title: str
    is_criterion: bool
    is_assumed: bool
    services: tuple[Part, ...]


@dataclass(frozen=True)
class Around:
    told: tuple[Told, ...] = ()
    returned: tuple[Returned, ...] = ()
    entered: tuple[Entered, ...] = ()
    events: tuple[Event, ...] = ()
    referred: tuple[Referred, ...] = ()
    recommended: tuple[Recommended, ...] = ()
    took_part: TookPart | None = None
    headings: tuple[Heading, ...] = ()
