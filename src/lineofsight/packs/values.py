"""How a pack says a value: what it is, and on whose word.

A framework states some things, leaves some to be assumed by us until the authority
decides, and is silent about others. The three are never mixed: what is assumed is shown
as assumed wherever it acts, and what is not set causes nothing.
"""

from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from lineofsight.errors import PackError

T = TypeVar("T")

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
"""A short stable id in small letters, with hyphens: `voice-of-the-child`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

Whole = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
YesNo = Annotated[bool, Field(strict=True)]
"""Strict, so that nothing is read as what it is not: “yes” is no number, and "56" no days."""


class NonWorkingRule(StrEnum):
    """Where a date goes that falls on a weekend or a bank holiday."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


class Source(StrEnum):
    """On whose word a value stands. `SET`: the authority chose it, in the product or in its
    own file, where its framework leaves it open."""

    STATED = "stated"
    ASSUMED = "assumed"
    NOT_SET = "not set"
    SET = "set by the authority"


class Strict(BaseModel):
    """Unknown keys are errors: a misspelt one would otherwise be followed by nobody."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Setting(Strict, Generic[T]):
    """One choice of a framework. `value` is None exactly when the source is “not set”."""

    value: T | None = None
    source: Source
    note: str = ""

    @model_validator(mode="after")
    def value_and_source_agree(self):
        if self.source == Source.NOT_SET and self.value is not None:
            raise ValueError("“not set” cannot have a value: take one of the two away")
        if self.source != Source.NOT_SET and self.value is None:
            raise ValueError("a value is missing: give one, or say “not set”")
        return self

    @property
    def is_assumed(self) -> bool:
        return self.source == Source.ASSUMED

    def require(self, what: str) -> T:
        """The value, where going on without one would mean inventing a rule."""
        if self.value is None:
            raise PackError(
                f"the framework does not set {what}.",
                advice="Set it in the authority's pack before this is used.",
            )
        return self.value
