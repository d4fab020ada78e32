"""What the checks found and what people do about it."""

from lineofsight.web.data_quality.models.checks import FileCheck
from lineofsight.web.data_quality.models.findings import Desk, Finding, Step
from lineofsight.web.data_quality.models.reviews import (
    ClinicExport,
    IntegrityAudit,
    ItemDecision,
    SignOff,
)
from lineofsight.web.data_quality.models.runs import Run, Score

__all__ = [
    "ClinicExport",
    "Desk",
    "FileCheck",
    "Finding",
    "IntegrityAudit",
    "ItemDecision",
    "Run",
    "Score",
    "SignOff",
    "Step",
]
