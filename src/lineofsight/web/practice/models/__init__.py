"""The records of practice, by what they are about."""

from lineofsight.web.practice.models.audits import (
    Answer,
    Audit,
    AuditAction,
    AuditPart,
    Conversation,
    Evidence,
    Handover,
    Judgement,
)
from lineofsight.web.practice.models.concerns import Concern, Told
from lineofsight.web.practice.models.moderation import (
    FinalGrade,
    FollowUp,
    Moderation,
    SentBack,
)
from lineofsight.web.practice.models.notices import Notice
from lineofsight.web.practice.models.programme import (
    LeftOut,
    Plan,
    Release,
    Sample,
    SampledChild,
    Swap,
)

__all__ = [
    "Answer",
    "Audit",
    "AuditAction",
    "AuditPart",
    "Concern",
    "Conversation",
    "Evidence",
    "FinalGrade",
    "FollowUp",
    "Handover",
    "Judgement",
    "LeftOut",
    "Moderation",
    "Notice",
    "Plan",
    "Release",
    "Sample",
    "SampledChild",
    "SentBack",
    "Swap",
    "Told",
]
