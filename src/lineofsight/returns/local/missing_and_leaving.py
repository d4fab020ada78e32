"""Templates: returns from being missing, and support that care leavers asked for."""

from lineofsight.returns.local.columns import CHILD, column, day, key, key_day
from lineofsight.returns.local.model import Extract, Told
from lineofsight.returns.model import FieldType

MISSING_RETURNS = Extract(
    name="missing_returns",
    title="Returns from being missing",
    about="One row is one time that one child came back from being missing, with the time of day, "
    "which the returns to government do not have. List all children who came back since a day of "
    "your choice, whether looked after or at home; leave out those who were away without "
    "authorisation.",
    columns=(
        key("episode_id", "The number of the missing episode in the case system.", "MIS4471"),
        column("child_id", FieldType.TEXT, CHILD.meaning, CHILD.example, required=True),
        column(
            "returned_at",
            FieldType.INSTANT,
            "When the child came back or was found.",
            "2026-10-05 21:40",
            required=True,
        ),
        column(
            "interview_offered_at",
            FieldType.INSTANT,
            "When a return home interview was first offered. Blank if none was.",
            "2026-10-06 10:15",
        ),
    ),
    tells=(
        Told(
            "loc_missing_returns",
            "Returns from being missing",
            "one time that one child came back from being missing",
            "event",
            key=("episode_id",),
            event_on="returned_on",
        ),
    ),
)

LEAVER_SUPPORT = Extract(
    name="leaver_support",
    title="Support that care leavers asked for",
    about="One row is one request of one care leaver for support after the 21st birthday, under "
    "the duty to those aged up to 25, and whether it was given. List all requests since a day of "
    "your choice, and at least of the last three years.",
    columns=(
        CHILD,
        key_day("requested_on", "The day on which support was asked for.", "2026-03-02"),
        day("given_from", "The first day of support. Blank if none was given.", "2026-03-16"),
        day("given_until", "The last day of support. Blank while it goes on.", "2026-09-30"),
    ),
    tells=(
        Told(
            "loc_leaver_support",
            "Support that care leavers asked for",
            "one request of one care leaver for support",
            "event",
            key=("child_id", "requested_on"),
            event_on="requested_on",
        ),
    ),
)

EXTRACTS = (MISSING_RETURNS, LEAVER_SUPPORT)
