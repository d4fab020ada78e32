"""What practice is judged against: standards, and scales of grades with their versions."""

from datetime import date
from typing import Literal

from lineofsight.packs.values import Key, Source, Strict, Text


class Grade(Strict):
    key: Key
    title: Text
    letter: Text
    shape: Literal["disc", "ring", "dashed", "square"]
    meaning: str = ""


class GradeScale(Strict):
    """Grades from best to worst. A scale is never edited once work carries its grades:
    it is ended, and another begins. Two may run side by side; nothing is mapped."""

    key: Key
    title: Text
    version: Text
    from_on: date | None = None
    ended_on: date | None = None
    source: Source
    grades: tuple[Grade, ...]

    @property
    def id(self) -> str:
        """What grades are counted by: those of two scales are never added up."""
        return f"{self.key}@{self.version}"

    @property
    def name(self) -> str:
        return f"{self.title}, version {self.version}"

    def rank(self, grade_key: str) -> int:
        """0 for the best grade."""
        return [grade.key for grade in self.grades].index(grade_key)


class Standard(Strict):
    """A practice standard: what good looks like, and what each grade looks like.

    `kind` keeps what the law asks apart from what the authority asks of itself.
    """

    key: Key
    title: Text
    kind: Literal["local", "statutory"] = "local"
    services: tuple[Key, ...] = ()
    """The services it is for; empty: all of them."""
    tasks: tuple[Text, ...] = ()
    """Tasks of the work that it speaks of: “visit”, “assessment”."""
    looks_like: tuple[Text, ...]
    descriptors: dict[Key, Text] = {}
    inspected_as: str = ""
    """The inspectorate's criterion that this standard answers to."""
    reference: str = ""
    source: Source
