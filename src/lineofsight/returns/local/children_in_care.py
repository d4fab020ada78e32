"""Templates: education and health of children looked after, attendance, care proceedings,
unregistered placements."""

from lineofsight.returns.code_sets import code_set
from lineofsight.returns.local.columns import CHILD, column, day, key, key_day, kind_of
from lineofsight.returns.local.model import Extract, Told
from lineofsight.returns.model import FieldType


def _events_of(name: str, title: str, grain: str, kind: str) -> Told:
    return Told(
        name,
        title,
        grain,
        "event",
        key=("child_id", "happened_on"),
        event_on="happened_on",
        kinds=(kind,),
    )


CARE_EVENTS = Extract(
    name="care_events",
    title="Health and education of children looked after",
    about="One row is one thing that happened to one child on one day: a personal education plan "
    "meeting, a suspension from school, a change of school, an initial health assessment. Leave "
    "out the change to the next school that all children make. List all since a day of your "
    "choice, three years back for changes of school.",
    kind="care_event",
    columns=(
        CHILD,
        kind_of("care_event", "local.care_event", "What happened.", "initial health assessment"),
        key_day(
            "happened_on",
            "The day: of the meeting, the first of the suspension, the first at the new school, of "
            "the assessment.",
            "2026-09-28",
        ),
    ),
    tells=(
        _events_of(
            "loc_peps",
            "Personal education plans",
            "one meeting on one child’s personal education plan",
            "pep",
        ),
        _events_of(
            "loc_suspensions",
            "Suspensions",
            "one suspension of one child from school",
            "suspension",
        ),
        _events_of(
            "loc_school_moves",
            "Changes of school",
            "one change of school by one child, other than with the whole class",
            "school_move",
        ),
        _events_of(
            "loc_initial_health_assessments",
            "Initial health assessments",
            "one initial health assessment of one child",
            "initial_health",
        ),
    ),
)

ATTENDANCE = Extract(
    name="attendance",
    title="Attendance at school",
    about="One row is one child’s attendance over one span of time, such as a month or a term. "
    "Spans of one child must not overlap. List children looked after and children in need.",
    columns=(
        CHILD,
        day("from_on", "The first day of the span.", "2026-09-01", required=True),
        key_day("to_on", "The last day of the span.", "2026-09-30"),
        column(
            "sessions_possible",
            FieldType.INTEGER,
            "Half days on which the child could have attended.",
            "40",
            required=True,
            minimum=0,
        ),
        column(
            "sessions_missed",
            FieldType.INTEGER,
            "Half days missed, authorised or not.",
            "3",
            required=True,
            minimum=0,
        ),
    ),
    tells=(
        Told(
            "loc_attendance",
            "Attendance at school",
            "one child’s attendance over one span of time",
            "event",
            key=("child_id", "to_on"),
            event_on="to_on",
        ),
    ),
)

ATTAINMENT = Extract(
    name="attainment",
    title="Results at the end of year 11",
    about="One row is the results of one child at the end of key stage 4, in the year in which "
    "they were published.",
    columns=(
        CHILD,
        key_day("results_on", "The day on which the results were published.", "2026-08-20"),
        column(
            "attainment_8",
            FieldType.NUMBER,
            "The Attainment 8 score. Blank where the child has none; 0 is a score.",
            "23.5",
        ),
    ),
    tells=(
        Told(
            "loc_attainment",
            "Results at the end of year 11",
            "the results of one child at the end of key stage 4",
            "event",
            key=("child_id", "results_on"),
            event_on="results_on",
        ),
    ),
)

CARE_PROCEEDINGS = Extract(
    name="care_proceedings",
    title="Care proceedings",
    about="One row is one child in one set of care proceedings. List all that were issued since a "
    "day of your choice, the open ones too.",
    columns=(
        key("proceedings_id", "The number of the proceedings; no court reference.", "CP0211"),
        CHILD,
        day("issued_on", "The day on which they were issued.", "2026-03-02", required=True),
        day("final_order_on", "The day of the final order. Blank while they go on.", "2026-08-27"),
        column(
            "final_order",
            FieldType.CODE,
            "What the final order was.",
            "care order",
            codes=code_set("local.final_order"),
            is_optional=True,
        ),
    ),
    tells=(
        Told(
            "loc_care_proceedings",
            "Care proceedings",
            "one child in one set of care proceedings",
            "spell",
            key=("proceedings_id", "child_id"),
            starts_on="issued_on",
            ends_on="final_order_on",
        ),
    ),
)

UNREGISTERED = Extract(
    name="unregistered_placements",
    title="Unregistered placements",
    about="One row is one stay of one child looked after in a place that must be registered with "
    "Ofsted and is not. No return tells it: Z1 in the SSDA903 is a reason to look, not an answer. "
    "List all that were open on some day since a day of your choice; a file of headings alone "
    "says that there was none.",
    columns=(
        CHILD,
        key_day("started_on", "The day on which the child came to live there.", "2026-09-14"),
        day("ended_on", "The day on which the child left. Blank while it goes on.", "2026-09-21"),
    ),
    tells=(
        Told(
            "loc_unregistered_placements",
            "Unregistered placements",
            "one stay of one child in a place that must be registered and is not",
            "spell",
            key=("child_id", "started_on"),
            starts_on="started_on",
            ends_on="ended_on",
        ),
    ),
)

EXTRACTS = (CARE_EVENTS, ATTENDANCE, ATTAINMENT, CARE_PROCEEDINGS, UNREGISTERED)
