"""Templates: fostering households, the reviews and visits they had, private fostering."""

from lineofsight.returns.code_sets import code_set
from lineofsight.returns.local.columns import (
    CHILD,
    TEAM,
    WORKER,
    column,
    day,
    key,
    key_day,
    kind_of,
)
from lineofsight.returns.local.model import Extract, Told
from lineofsight.returns.model import FieldType

FOSTERING_HOUSEHOLDS = Extract(
    name="fostering_households",
    title="Fostering households",
    about="One row is one approval of one household, from its first day to its last. Who is "
    "approved for a time as a connected person and later for good has two rows. List all that were "
    "approved at any time since a day of your choice, those that have ended too. No names.",
    columns=(
        key("household_id", "The number of the fostering household.", "FH0142"),
        column(
            "approval_kind",
            FieldType.CODE,
            "What the household is approved as.",
            "mainstream",
            codes=code_set("local.approval"),
            required=True,
        ),
        key_day("approved_on", "The first day of the approval.", "2024-05-20"),
        day("ended_on", "The first day on which it was no longer approved so.", ""),
        day(
            "extended_until",
            "Of a temporary approval that was extended: the day until which.",
            "",
            is_optional=True,
        ),
        TEAM,
        WORKER,
    ),
    tells=(
        Told(
            "loc_fostering_households",
            "Fostering households",
            "one approval of one household for a time",
            "spell",
            key=("household_id", "approved_on"),
            starts_on="approved_on",
            ends_on="ended_on",
        ),
    ),
)


def _visits_of(name: str, title: str, grain: str, kind: str) -> Told:
    return Told(
        name,
        title,
        grain,
        "event",
        key=("household_id", "visited_on"),
        event_on="visited_on",
        kinds=(kind,),
    )


HOUSEHOLD_VISITS = Extract(
    name="household_visits",
    title="Reviews of and visits to carers",
    about="One row is one annual review of a fostering household, one unannounced visit to it, or "
    "one visit to a private fostering arrangement. List all since a day of your choice.",
    kind="visit_kind",
    columns=(
        key(
            "household_id",
            "The number of the fostering household, or for private fostering that of the "
            "arrangement.",
            "FH0142",
        ),
        kind_of("visit_kind", "local.visit", "What was done.", "annual review"),
        key_day("visited_on", "The day of the review or visit.", "2026-05-11"),
    ),
    tells=(
        _visits_of(
            "loc_foster_reviews",
            "Reviews of foster carers",
            "one annual review of one fostering household",
            "annual_review",
        ),
        _visits_of(
            "loc_unannounced_visits",
            "Unannounced visits to foster carers",
            "one unannounced visit to one fostering household",
            "unannounced",
        ),
        _visits_of(
            "loc_private_fostering_visits",
            "Visits to privately fostered children",
            "one visit to one private fostering arrangement",
            "private_fostering",
        ),
    ),
)

PRIVATE_FOSTERING = Extract(
    name="private_fostering",
    title="Private fostering arrangements",
    about="One row is one arrangement for one child, from the day it began. List all that were "
    "open at any time since a day of your choice. The visits stand in household_visits.",
    columns=(
        key("arrangement_id", "The number of the arrangement.", "PF0031"),
        column("child_id", FieldType.TEXT, CHILD.meaning, CHILD.example, required=True),
        day("started_on", "The day the arrangement began.", "2026-06-01", required=True),
        day(
            "notified_on",
            "The day the authority was told of it. Where it is blank, the day it began.",
            "2026-06-09",
            is_optional=True,
        ),
        day("ended_on", "The day it ended. Blank while it goes on.", ""),
        TEAM,
        WORKER,
    ),
    tells=(
        Told(
            "loc_private_fostering",
            "Private fostering arrangements",
            "one private fostering arrangement for one child",
            "spell",
            key=("arrangement_id",),
            starts_on="started_on",
            ends_on="ended_on",
        ),
    ),
)

EXTRACTS = (FOSTERING_HOUSEHOLDS, HOUSEHOLD_VISITS, PRIVATE_FOSTERING)
