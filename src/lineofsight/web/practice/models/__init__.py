"""The records of practice, by what they are about."""

from lineofsight.web.practice.models.audits import (
    Answer,
    Audit,
    AuditAction,
    AuditPart,
    Conversation,
    Evidence,
    Explained,
    Handover,
    Judgement,
)
from lineofsight.web.practice.models.concerns import Concern, Told
from lineofsight.web.practice.models.moderation import (
    Feedback,
    FinalGrade,
    FollowUp,
    Moderation,
    SentBack,
)
from lineofsight.web.practice.models.programme import (
    LeftOut,
    Plan,
    Release,
    Sample,
    SampledChild,
    Swap,
)
from lineofsight.web.practice.models.sessions import Attendance, Session

__all__ = [
    "Answer",
    "Attendance",
    "Audit",
    "AuditAction",
    "AuditPart",
    "Concern",
    "Conversation",
    "Evidence",
    "Explained",
    "Feedback",
    "FinalGrade",
    "FollowUp",
    "Handover",
    "Judgement",
    "LeftOut",
    "Moderation",
    "Plan",
    "Release",
    "Sample",
    "SampledChild",
    "SentBack",
    "Session",
    "Swap",
    "Told",
]
