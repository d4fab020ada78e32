"""What the API answers, as declarations: the JSON and its OpenAPI description come from these."""

from datetime import date
from typing import Annotated

from ninja import Field, Schema

Number = Annotated[
    int | None, Field(description="A count; null where a small number is hidden.", ge=0)
]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="Such as 2026-11.")]


class Span(Schema):
    """Which months, and which page of the answer."""

    first: Month = Field(..., alias="from", description="The first month.")
    last: Month | None = Field(None, alias="to", description="The last month; the first if empty.")
    page: int = Field(1, ge=1, le=10_000)
    per_page: int = Field(100, ge=1, le=500)


class Answer(Schema):
    """A page of rows. `as_of` is the product's day; `hides_small_numbers` says whether counts
    of 1 to 5, and what would give them away, are null."""

    as_of: date
    hides_small_numbers: bool
    count: int = Field(description="Rows on all pages.", ge=0)
    page: int = Field(ge=1)
    pages: int = Field(ge=1)


class Service(Schema):
    id: str
    name: str


class ProgrammeRow(Schema):
    """Audits of one kind that were sent out in a month for a service, and how far they are."""

    month: Month
    activity: str
    activity_title: str
    service: Service
    sent_out: Number
    not_started: Number
    in_progress: Number
    waiting_for_moderation: Number
    final: Number
    late: Number = Field(description="Of those not yet sent in, past their day on `as_of`.")


class Programmes(Answer):
    items: list[ProgrammeRow]


class GradeCount(Schema):
    grade: str
    title: str
    number: Number


class GradeRow(Schema):
    """Grades of one domain, of audits whose grades became final in a month. `final` are those
    that count; `first` are the auditors' own, which stay as they were."""

    month: Month
    activity: str
    activity_title: str
    service: Service
    domain: str
    domain_title: str
    scale: str = Field(description="The scale of these grades; those of another have rows apart.")
    stage: str = Field(description="first or final", pattern="^(first|final)$")
    graded: Number
    grades: list[GradeCount]


class Grades(Answer):
    items: list[GradeRow]


class ActionRow(Schema):
    """Actions of a service: open and late at the end of the month (or today, in the current
    one), and what happened to them in it."""

    month: Month
    service: str
    kind: str = Field(description="concern (to put right) or strength (to keep and spread)")
    open_at_end: Number
    late_at_end: Number
    agreed: Number
    done: Number = Field(description="Their owners say that they are done.")
    verified: Number = Field(description="Somebody else has checked that they were done.")


class Actions(Answer):
    items: list[ActionRow]


class Problem(Schema):
    """What went wrong, and what to do. Every error of the API has this form."""

    code: str = Field(description="Such as not_allowed.")
    problem: str
    advice: str = ""


class Refusal(Schema):
    error: Problem
