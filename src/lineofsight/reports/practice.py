"""What a quality assurance report is compiled from, beside the figures: counts of practice.

Everything is counted by kind of activity in a period, never by child or worker. Only
`Completion.missing` names people, those who have not done theirs; the copy for members
leaves them out.
"""

from dataclasses import dataclass, field
from datetime import date

from lineofsight.reports.around import Around
from lineofsight.reports.gathered import DomainGrades, Feedback, Theme


@dataclass(frozen=True)
class Completion:
    """Of what was due in the period, how much had been done by its end, and who had not."""

    activity: str
    due: int
    done: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graded:
    """One kind of activity: each domain's grades as they were first given, and as they
    counted in the end. `is_moderated`: whether anybody may have changed them."""

    activity: str
    grades: tuple[str, ...]
    first: tuple[DomainGrades, ...]
    final: tuple[DomainGrades, ...]
    is_moderated: bool = True


@dataclass(frozen=True)
class Case:
    """One escalation, without the child. Days are None until they have come."""

    reference: str
    title: str
    raised_on: date
    acknowledged_on: date | None
    answered_on: date | None
    response_days: int | None
    themes: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()


@dataclass(frozen=True)
class StageOfDisputes:
    """Disputes at one stage, with the age of each in days."""

    stage: str
    ages: tuple[int, ...]


@dataclass(frozen=True)
class LoopRate:
    """A loop by the framework's own name for closing it: of those begun in the period."""

    activity: str
    title: str
    begun: int
    closed: int
    overdue: int


@dataclass(frozen=True)
class Step:
    """One step of a loop: due in the period, done, and done in time."""

    activity: str
    title: str
    is_recheck: bool
    due: int
    done: int
    in_time: int


@dataclass(frozen=True)
class Calibrated:
    """How far two auditors agree on one thing. Shares are None below the number of pairs
    from which the method says anything."""

    what: str
    pairs: int
    exact: float | None
    adjacent: float | None
    kappa: float | None


@dataclass(frozen=True)
class Answered:
    """One question of a form, and how often each answer was given. One that is answered in
    words of its own (`is_open`) is only counted: answered, or not."""

    heading: str
    question: str
    answers: tuple[tuple[str, int], ...]
    is_open: bool = False


@dataclass(frozen=True)
class Activity:
    """What one kind of activity gave in the period."""

    key: str
    title: str
    completion: Completion
    graded: tuple[Graded, ...] = ()
    """On each scale by itself, where there were several."""
    domain_themes: tuple[Theme, ...] = ()
    answered: tuple[Answered, ...] = ()


@dataclass(frozen=True)
class External:
    """One review by somebody outside, and what became of its findings."""

    title: str
    findings: int
    actions: int
    settled: int


@dataclass(frozen=True)
class TeamsWork:
    """What was done about the work of one team, and what came of it."""

    team: str
    done: int
    strengths: int
    concerns: int
    actions: int
    settled: int


@dataclass(frozen=True)
class ActionsOfKind:
    """Actions agreed in the period, of strengths or of concerns, as they stood at its end."""

    kind: str
    agreed: int
    settled: int
    late: int


@dataclass(frozen=True)
class Practice:
    """All of it, for the whole authority."""

    activities: tuple[Activity, ...] = ()
    themes: tuple[Theme, ...] = ()
    cases: tuple[Case, ...] = ()
    disputes: tuple[StageOfDisputes, ...] = ()
    loops: tuple[LoopRate, ...] = ()
    steps: tuple[Step, ...] = ()
    calibrated: tuple[tuple[str, tuple[Calibrated, ...]], ...] = ()
    feedback: tuple[Feedback, ...] = ()
    learning: tuple[str, ...] = ()
    pieces_of_learning: tuple[tuple[str, int], ...] = ()
    acknowledgements: tuple[tuple[str, int], ...] = ()
    external: tuple[External, ...] = ()
    teams: tuple[TeamsWork, ...] = ()
    actions: tuple[ActionsOfKind, ...] = ()
    lessons: tuple[str, ...] = ()
    """Answers to questions whose answers name nobody, in the words of those who answered."""
    around: Around = field(default_factory=Around)
    between_programmes: tuple[str, ...] = field(default=())
    """Titles of the activities that open while the programme is paused."""
