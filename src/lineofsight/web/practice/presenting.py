"""Grades and states as the pages show them: plain values for the components."""

from lineofsight.packs.judging import GradeScale
from lineofsight.web import clock
from lineofsight.web.practice.completeness import Progress
from lineofsight.web.practice.models import Audit
from lineofsight.web.practice.models.audits import NOT_APPLICABLE
from lineofsight.web.ui import words
from lineofsight.working_days import england

STYLES = {"disc": "o", "ring": "g", "dashed": "r", "square": "i"}
NOT_APPLICABLE_WORDS = "Not applicable"
STATUS_KINDS = {
    Progress.NOT_STARTED: "plain",
    Progress.IN_PROGRESS: "go",
    Progress.COMPLETE: "done",
}


def grade_mark(scale: GradeScale, key: str) -> dict:
    """`{letter, word, style}` for the grade mark; no grade gives a dash."""
    for grade in scale.grades:
        if grade.key == key:
            return {"letter": grade.letter, "word": grade.title, "style": STYLES[grade.shape]}
    if key == NOT_APPLICABLE:
        return {"letter": "–", "word": NOT_APPLICABLE_WORDS, "style": "r"}
    return {"letter": "–", "word": "No grade", "style": "r"}


def grade_options(audit: Audit, standard=None, *, with_not_applicable: bool = True) -> list[dict]:
    options = [
        {
            "value": grade.key,
            "label": grade.title,
            "descriptor": standard.descriptors.get(grade.key, "") if standard else "",
        }
        for grade in audit.scale.grades
    ]
    if with_not_applicable:
        options.append(
            {
                "value": NOT_APPLICABLE,
                "label": NOT_APPLICABLE_WORDS,
                "descriptor": "Say why below. It is left out of totals.",
            }
        )
    return options


def apart(scale: GradeScale, grades: list[str]) -> tuple[int, str]:
    """How far grades lie apart, as a number to sort by and in words."""
    placed = [scale.rank(key) for key in grades if key != NOT_APPLICABLE]
    if len(grades) < 2:
        return 0, ""
    if len(placed) != len(grades):
        return (0, "Same") if len(set(grades)) == 1 else (1, "One finds it not applicable")
    steps = max(placed) - min(placed)
    return steps, "Same" if steps == 0 else f"{words.counted(steps, 'grade')} apart"


def state_words(audit: Audit) -> str:
    if audit.state == Audit.State.MODERATED and not audit.is_moderated:
        return final_words(audit)
    if audit.state == Audit.State.SHARED and audit.subject_kind in OF_NO_WORKER:
        return "Shared"
    return audit.get_state_display()


OF_NO_WORKER = ("team", "service", "setting", "family")
"""What is about these is nobody’s own practice."""


RECORDS = {
    "child": "the child’s record",
    "foster-carer": "the carer’s record",
    "family": "the family’s record",
    "worker": "the worker’s record",
    "team": "the team’s record",
    "service": "the service’s record",
    "setting": "the setting’s record",
}


def record_of(audit: Audit) -> str:
    """Where the result is kept: “the carer’s record”."""
    return RECORDS[audit.subject_kind]


def file_of(audit: Audit) -> str:
    """Where the note goes: “the carer’s file”."""
    return RECORDS[audit.subject_kind].replace(" record", " file")


def final_words(audit: Audit) -> str:
    """How the grades became final, in words."""
    if audit.is_moderated:
        return "Moderated"
    done = "Grades final" if audit.activity.judged else "Complete"
    return f"{done}, not drawn for moderation" if audit.activity.is_moderated else done


def due_words(day) -> dict:
    """`{when, is_late}` of a due day, in working days from today."""
    days = england().between(clock.today(), day)
    late = day < clock.today()
    return {"when": words.working_days_from(min(days, -1) if late else days), "is_late": late}


def day_words(day) -> str:
    return words.short_day(day, today=clock.today())


def instant_words(moment) -> str:
    return words.instant(moment, today=clock.today())


def on(moment):
    """The day of an instant, in the United Kingdom."""
    return moment.astimezone(clock.UK).date()
