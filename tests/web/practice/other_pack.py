"""Another authority's framework, made from ours by choices only: X-2 and X-3.

Other domains and grades, one auditor and no peer, no moderation, a re-check after four
weeks counted from completion, released on the 15th.
"""

import yaml

from lineofsight.packs import Pack, read_pack
from lineofsight.packs.load import LIBRARY


def content() -> dict:
    return yaml.safe_load((LIBRARY / "worcestershire.yaml").read_text(encoding="utf-8"))


def read(changed: dict) -> Pack:
    return read_pack(yaml.safe_dump(changed, allow_unicode=True), where="other.yaml")


def one_auditor_no_moderation() -> Pack:
    pack = content() | {"pack": "elsewhere", "version": "1", "title": "Practice reviews"}
    pack["vocabulary"]["audit"] = {"one": "practice review", "source": "stated"}
    pack["grade_scales"] = [{
        "key": "three-words", "title": "Three words", "version": "1", "source": "stated",
        "grades": [
            {"key": "strong", "title": "Strong", "letter": "S", "shape": "disc"},
            {"key": "sound", "title": "Sound", "letter": "So", "shape": "ring"},
            {"key": "to-develop", "title": "To develop", "letter": "D", "shape": "dashed"},
        ],
    }]  # fmt: skip
    pack["standards"] = []
    pack["activity_types"] = pack["activity_types"][:1]
    pack["programmes"] = pack["programmes"][:1]
    for report in pack["reports"]:  # no section about an activity that is not there
        report["sections"] = [s for s in report.get("sections", []) if not s.get("activities")]
    audit = pack["activity_types"][0]
    audit |= {"title": "Practice review", "grade_scale": "three-words"}
    audit["form"]["domains"] = [
        {"key": "listening", "title": "Listening", "asks": "How well did we listen?"},
        {"key": "safety", "title": "Safety", "asks": "Is the child safer?"},
    ]
    audit["parts"] = [{
        "key": "reviewer", "title": "Reviewer", "done_by": "another-manager-of-the-service",
        "plans_actions": True, "source": "stated",
    }]  # fmt: skip
    audit["conversations"] = [{
        "key": "family", "title": "The family", "prompt": "What did the family say?",
        "asked_by": "reviewer", "need": "optional", "source": "stated",
    }]  # fmt: skip
    audit["moderation"] = {
        "by": {"source": "not set"},
        "within_working_days": {"source": "not set"},
        "reason_where_it_differs": {"source": "not set"},
    }
    audit["loop"]["steps"][0] |= {
        "title": "Four-week check",
        "after_days": {"value": 28, "source": "stated"},
        "anchor": {"value": "completion", "source": "stated"},
        "by": {"value": "iro", "source": "stated"},
    }
    pack["programmes"][0]["plans_every_months"] = {"value": 1, "source": "stated"}
    pack["programmes"][0]["release"]["day_of_month"] = {"value": 15, "source": "stated"}
    return read(pack)


def six_weeks() -> Pack:
    """Our framework with one choice changed: the re-check after six weeks."""
    pack = content() | {"version": "2026.7"}
    pack["activity_types"][0]["loop"]["steps"][0]["after_days"]["value"] = 42
    return read(pack)
