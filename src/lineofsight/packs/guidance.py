"""What a framework lays beside the work: its ethos, what inspection looks for, where one
service hands over to the next, and the stages in which an issue is dealt with."""

from enum import StrEnum

from lineofsight.packs.values import Key, Source, Strict, Text


class Principle(Strict):
    """A part of the ethos, shown beside every form. `points`: as people would say them."""

    key: Key
    title: Text
    points: tuple[Text, ...]
    source: Source


class Criterion(Strict):
    """What an inspectorate looks for. Domains and questions of forms name those that they
    answer to, and audits are reported by them."""

    key: Key
    title: Text
    inspection: Text
    """Whose criterion it is, in which framework of inspection."""
    about: str = ""
    source: Source


class HandOver(Strict):
    """Where the work with a child goes from one service to another: until then the manager
    there answers for it. `to_services` empty: to whichever service takes it on."""

    key: Key
    title: Text
    from_service: Key
    to_services: tuple[Key, ...] = ()
    about: str = ""
    source: Source


class StageKind(StrEnum):
    """What reaches a stage: the issue itself, somebody's words about it, the plan that was
    made of it, or that the plan was carried out."""

    ISSUE = "issue"
    WORDS = "words"
    PLAN = "plan"
    DONE = "done"


class IssueStage(Strict):
    """One stage in which an issue of performance is dealt with, told apart from the others."""

    key: Key
    title: Text
    kind: StageKind
    asks: str = ""
    source: Source
