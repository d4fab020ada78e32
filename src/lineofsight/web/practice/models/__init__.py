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
from lineofsight.web.practice.models.availability import Absence, Capacity, Exemption
from lineofsight.web.practice.models.concerns import Concern, Told
from lineofsight.web.practice.models.disputes import Dispute, DisputeStage
from lineofsight.web.practice.models.moderation import (
    Feedback,
    FinalGrade,
    FollowUp,
    Moderation,
    SentBack,
)
from lineofsight.web.practice.models.planner import CandidateTheme, ThemeStep
from lineofsight.web.practice.models.programme import (
    LeftOut,
    Plan,
    Release,
    Sample,
    SampledChild,
    Swap,
)
from lineofsight.web.practice.models.sessions import Attendance, Session
from lineofsight.web.practice.models.themes import AuditTheme, ConcernTheme, Theme, ThemeChange
from lineofsight.web.practice.models.turns import Reallocation, RotationStart, Turn

__all__ = [
    "Absence",
    "Answer",
    "Attendance",
    "Audit",
    "AuditAction",
    "AuditPart",
    "AuditTheme",
    "CandidateTheme",
    "Capacity",
    "Concern",
    "ConcernTheme",
    "Conversation",
    "Dispute",
    "DisputeStage",
    "Evidence",
    "Exemption",
    "Explained",
    "Feedback",
    "FinalGrade",
    "FollowUp",
    "Handover",
    "Judgement",
    "LeftOut",
    "Moderation",
    "Plan",
    "Reallocation",
    "Release",
    "RotationStart",
    "Sample",
    "SampledChild",
    "SentBack",
    "Session",
    "Swap",
    "Theme",
    "ThemeChange",
    "ThemeStep",
    "Told",
    "Turn",
]
