"""Templates about the service itself: posts, complaints, allegations, audits held elsewhere."""

from lineofsight.returns.code_sets import code_set
from lineofsight.returns.local.columns import (
    TEAM,
    WORKER,
    column,
    day,
    key,
    key_day,
    kind_of,
    yes_no,
)
from lineofsight.returns.local.model import Extract, Told
from lineofsight.returns.model import FieldType

WORKFORCE = Extract(
    name="workforce",
    title="Social work posts, month by month",
    about="One row is one post at the end of one month: who fills it or that nobody does, for how "
    "much of a full week, and how many working days were lost to sickness in the month. List every "
    "social work post in every month. No names, no reasons for absence.",
    columns=(
        key_day("month_ending", "The last day of the month.", "2026-10-31"),
        key("post_id", "The number of the post.", "P0877"),
        column(
            "filled_by",
            FieldType.CODE,
            "Who fills it at the end of the month.",
            "employee",
            codes=code_set("local.filled_by"),
            required=True,
        ),
        column(
            "full_time_equivalent",
            FieldType.NUMBER,
            "How much of a full week the post is: 1, 0.6.",
            "0.8",
            required=True,
        ),
        yes_no(
            "is_case_holder",
            "Does whoever fills it hold cases of children?",
            "Y",
            is_optional=True,
        ),
        WORKER,
        TEAM,
        day(
            "left_on",
            "The day in this month on which an employee left the authority. The row of the month "
            "of leaving says `employee` and this day, even if the post is vacant since.",
            "",
            is_optional=True,
        ),
        column(
            "days_lost",
            FieldType.NUMBER,
            "Working days lost to sickness in this month, of employees alone.",
            "1.5",
            is_optional=True,
        ),
        column(
            "caseload_limit",
            FieldType.INTEGER,
            "The most cases that this worker should hold, if it is not the authority’s limit.",
            "15",
            is_optional=True,
            minimum=0,
        ),
    ),
    tells=(
        Told(
            "loc_workforce",
            "Social work posts",
            "one post at the end of one month",
            "event",
            key=("month_ending", "post_id"),
            event_on="month_ending",
        ),
    ),
)

COMPLAINTS = Extract(
    name="complaints",
    title="Complaints",
    about="One row is one stage of one complaint about children’s social care. A complaint that "
    "went on to the second stage has two rows. List all stages begun since a day of your choice, "
    "the open ones too. No names, nothing of what the complaint says.",
    columns=(
        key("complaint_id", "The number of the complaint, the same at every stage.", "CO1180"),
        column(
            "stage",
            FieldType.CODE,
            "The stage: local resolution, investigation or review panel.",
            "1",
            codes=code_set("local.complaint_stage"),
            required=True,
            is_key=True,
        ),
        day(
            "received_on",
            "The day the stage began: the complaint, or the request for the next stage.",
            "2026-10-01",
            required=True,
        ),
        yes_no(
            "is_extended",
            "Was the time to answer extended, with a reason that was told to the complainant?",
            "N",
            is_optional=True,
        ),
        day(
            "closed_on",
            "The day of the answer: the response at stage 1, the adjudication at stage 2, at "
            "stage 3 the authority’s response to the panel. Blank while it is open.",
            "2026-10-13",
        ),
        column(
            "outcome",
            FieldType.CODE,
            "How the stage ended.",
            "partly upheld",
            codes=code_set("local.complaint_outcome"),
            is_optional=True,
        ),
        day("panel_on", "The day of the review panel. Of stage 3 alone.", "", is_optional=True),
        day(
            "panel_report_on",
            "The day the panel’s report was sent. Of stage 3 alone.",
            "",
            is_optional=True,
        ),
        TEAM,
    ),
    tells=(
        Told(
            "loc_complaints",
            "Complaints",
            "one stage of one complaint",
            "spell",
            key=("complaint_id", "stage"),
            starts_on="received_on",
            ends_on="closed_on",
        ),
    ),
)

LADO = Extract(
    name="lado",
    title="Allegations against people who work with children",
    about="One row is one allegation referred to the designated officer. List all referred since "
    "a day of your choice, the open ones too. There is no column for a name, of an adult or of a "
    "child, nor for a team, and none must be added.",
    columns=(
        key("case_id", "The number of the case; nothing that a name can be made of.", "L0457"),
        day("allegation_on", "The day the employer knew of the allegation.", "2026-10-05"),
        day("referred_on", "The day it was referred.", "2026-10-06", required=True),
        day("strategy_meeting_on", "The day of the first strategy meeting.", "2026-10-09"),
        day("closed_on", "The day it was concluded. Blank while it is open.", ""),
        column(
            "sector",
            FieldType.CODE,
            "Where the person works.",
            "education",
            codes=code_set("local.sector"),
            is_optional=True,
        ),
    ),
    tells=(
        Told(
            "loc_lado_cases",
            "Allegations",
            "one allegation referred to the designated officer",
            "spell",
            key=("case_id",),
            starts_on="referred_on",
            ends_on="closed_on",
        ),
    ),
)


def _audits_of(name: str, title: str, grain: str, kind: str, *more: str) -> Told:
    return Told(
        name,
        title,
        grain,
        "event",
        key=("audit_record_id",),
        event_on="due_on",
        kinds=(kind,),
        only=("audit_record_id", "due_on", "completed_on", *more, "team_id"),
    )


AUDITS = Extract(
    name="audits",
    title="Audits held elsewhere",
    about="One row is one audit of practice, or one action that came of an audit, which is kept in "
    "another tool than this. Audits and actions kept here are counted where they are done, and "
    "must not be listed again. List all due since a day of your choice.",
    kind="audit_kind",
    columns=(
        key("audit_record_id", "The number of the audit or action.", "AU0714"),
        kind_of("audit_kind", "local.audit", "Which of the two it is.", "audit"),
        day("due_on", "The day by which it was to be done.", "2026-10-31", required=True),
        day("completed_on", "The day it was done. Blank while it is open.", "2026-10-27"),
        yes_no(
            "is_good_or_better",
            "Is the audit’s grade good or better on your own scale? Blank where it was not graded. "
            "Of audits alone.",
            "Y",
            is_optional=True,
        ),
        TEAM,
    ),
    tells=(
        _audits_of(
            "loc_audits_elsewhere",
            "Audits held elsewhere",
            "one audit of practice kept in another tool",
            "audit",
            "is_good_or_better",
        ),
        _audits_of(
            "loc_audit_actions",
            "Actions of audits held elsewhere",
            "one action that came of an audit kept in another tool",
            "action",
        ),
    ),
)

EXTRACTS = (WORKFORCE, COMPLAINTS, LADO, AUDITS)
