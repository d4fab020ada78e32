"""Templates: decisions at the front door, meetings about a child, supervision and chronologies."""

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

FRONT_DOOR = Extract(
    name="front_door",
    title="Decisions at the front door",
    about="One row is one contact, referral or multi-agency enquiry about one child, from the day "
    "it came in to the day on which it was decided. List all of them since a day of your choice.",
    kind="decision_kind",
    columns=(
        key("decision_id", "The number of the contact, referral or enquiry.", "C90214"),
        kind_of(
            "decision_kind",
            "local.front_door",
            "What was decided on.",
            "multi-agency enquiry",
        ),
        column(
            "child_id",
            FieldType.TEXT,
            CHILD.meaning,
            CHILD.example,
            required=True,
        ),
        column(
            "received_at",
            FieldType.INSTANT,
            "When it came in. The time of day is needed for multi-agency enquiries alone.",
            "2026-10-05 09:40",
            required=True,
        ),
        column(
            "decided_at",
            FieldType.INSTANT,
            "When it was decided what to do, or the enquiry was complete. Blank while it is open.",
            "2026-10-05 15:10",
        ),
        column(
            "rag_rating",
            FieldType.CODE,
            "How urgent the enquiry was rated. Of multi-agency enquiries alone.",
            "amber",
            codes=code_set("local.rag"),
            is_optional=True,
        ),
        TEAM,
        WORKER,
    ),
    tells=(
        Told(
            "loc_contact_decisions",
            "Decisions on contacts",
            "the decision on one contact about one child",
            "event",
            key=("decision_id",),
            event_on="received_on",
            kinds=("contact",),
            only=("decision_id", "child_id", "received_at", "decided_at", "team_id", "worker_id"),
        ),
        Told(
            "loc_referral_decisions",
            "Decisions on referrals",
            "the decision on one referral of one child",
            "event",
            key=("decision_id",),
            event_on="received_on",
            kinds=("referral",),
            only=("decision_id", "child_id", "received_at", "decided_at", "team_id", "worker_id"),
        ),
        Told(
            "loc_mash_enquiries",
            "Multi-agency enquiries",
            "one enquiry of the multi-agency safeguarding hub about one child",
            "event",
            key=("decision_id",),
            event_on="received_on",
            kinds=("mash",),
        ),
    ),
)


def _meetings_of(name: str, title: str, grain: str, kind: str, *more: str) -> Told:
    return Told(
        name,
        title,
        grain,
        "event",
        key=("child_id", "held_on"),
        event_on="held_on",
        kinds=(kind,),
        only=("child_id", "held_on", *more),
    )


MEETINGS = Extract(
    name="meetings",
    title="Meetings and conferences about a child",
    about="One row is one meeting about one child that was held. Each kind stands for itself: a "
    "file of core groups alone is a file of core groups. List all since a day of your choice.",
    kind="meeting_kind",
    columns=(
        CHILD,
        kind_of("meeting_kind", "local.meeting", "Which meeting it was.", "conference"),
        key_day("held_on", "The day it was held.", "2026-10-14"),
        day(
            "report_shared_on",
            "The day on which the report for the conference was shared with the family. Of child "
            "protection conferences alone.",
            "2026-10-09",
            is_optional=True,
        ),
    ),
    tells=(
        _meetings_of(
            "loc_strategy_discussions",
            "Strategy discussions",
            "one strategy discussion about one child",
            "strategy",
        ),
        _meetings_of(
            "loc_core_groups", "Core groups", "one core group about one child", "core_group"
        ),
        _meetings_of(
            "loc_cin_plan_reviews",
            "Reviews of child in need plans",
            "one review of one child’s child in need plan",
            "cin_review",
        ),
        _meetings_of(
            "loc_conferences",
            "Reports for conferences",
            "one child protection conference about one child, with when its report was shared",
            "conference",
            "report_shared_on",
        ),
    ),
)


def _records_of(name: str, title: str, grain: str, kind: str) -> Told:
    return Told(
        name,
        title,
        grain,
        "event",
        key=("child_id", "recorded_on"),
        event_on="recorded_on",
        kinds=(kind,),
    )


CASE_RECORDS = Extract(
    name="case_records",
    title="Supervision and chronologies",
    about="One row is one day on which supervision of a child’s case was recorded, or the child’s "
    "chronology was updated. List all since a day of your choice; no words of the record.",
    kind="record_kind",
    columns=(
        CHILD,
        kind_of("record_kind", "local.case_record", "What was recorded.", "supervision"),
        key_day("recorded_on", "The day of the supervision, or of the update.", "2026-10-20"),
    ),
    tells=(
        _records_of(
            "loc_supervision",
            "Supervision",
            "one day on which one child’s case was supervised",
            "supervision",
        ),
        _records_of(
            "loc_chronologies",
            "Chronologies",
            "one day on which one child’s chronology was updated",
            "chronology",
        ),
    ),
)

EXTRACTS = (FRONT_DOOR, MEETINGS, CASE_RECORDS)
