"""A scale of grades is ended and another begins; both run side by side, and nothing is mapped.

The two scales here have a grade of the same name on purpose: “Good” of four grades and “Good” of
three are not the same judgement, and are never counted together.
"""

import datetime

import pytest
import yaml
from django.urls import reverse
from tests.factories.practice import complete
from tests.web.reporting.activities import compiled

from lineofsight.errors import PackError
from lineofsight.packs import read_pack
from lineofsight.packs.load import LIBRARY
from lineofsight.reports import model
from lineofsight.web.api import counting
from lineofsight.web.api.reach import Reach
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.practice import subjects
from lineofsight.web.practice.models import AuditPart
from lineofsight.web.practice.services import beginning, carrying_out, moderating
from lineofsight.web.practice.services.moderating import Decision

pytestmark = pytest.mark.django_db

THREE = {
    "key": "three-grades", "title": "Three grades", "version": "2", "from_on": "2026-03-10",
    "source": "assumed",
    "grades": [
        {"key": "good", "title": "Good", "letter": "G", "shape": "disc"},
        {"key": "mixed", "title": "Mixed", "letter": "M", "shape": "ring"},
        {"key": "inadequate", "title": "Inadequate", "letter": "I", "shape": "square"},
    ],
}  # fmt: skip


def with_three_grades(*, ends_the_old: str = "2026-03-09", keeps: tuple[str, ...] = ()):
    """Worcestershire's framework, in which main audits are graded on another scale."""
    said = yaml.safe_load((LIBRARY / "worcestershire.yaml").read_text(encoding="utf-8"))
    said["version"] = "2026.2"
    old = said["grade_scales"][0]
    old["ended_on"] = ends_the_old
    said["grade_scales"].append(THREE)
    for standard in said["standards"]:
        standard["descriptors"]["mixed"] = "Some of it is good."
    for activity in said["activity_types"]:
        if activity.get("grade_scale") and activity["key"] not in keeps:
            activity["grade_scale"] = "three-grades"
    return read_pack(yaml.safe_dump(said, allow_unicode=True), where="changed.yaml")


@pytest.fixture
def both(quarter):
    """One audit final on the old scale, one on the new, both in March; one more that had
    begun on the old is still with its auditors when the new begins."""
    old = quarter.moderated(on="2026-03-09")
    frameworks.adopt(with_three_grades(), by=None, from_on=datetime.date(2026, 3, 10))
    day = quarter.the_day("2026-03-11")
    subject = subjects.child("NORTH-002", quarter.snapshot, day)
    new = beginning.begin("main-audit", subject, by=quarter.sqa)
    for part in AuditPart.objects.filter(audit=new).select_related("audit__adopted", "auditor"):
        complete(part, grade="good")
        carrying_out.send(part, by=part.auditor)
    new.refresh_from_db()
    decisions = {domain.key: Decision("good") for domain in new.activity.judged}
    moderating.confirm(new, decisions, by=new.moderator, learning="")
    new.refresh_from_db()
    return quarter, old, new


def test_work_keeps_the_scale_it_began_with_and_its_grades_stay(both):
    _, old, new = both
    assert [len(each.scale.grades) for each in (old, new)] == [4, 3]
    assert set(old.final_grades.values_list("grade", flat=True)) == {"good"}


def test_a_report_counts_each_scale_in_a_table_of_its_own(both):
    quarter, _, _ = both
    quarter.the_day("2026-04-01")
    report = compiled("quarterly-quality", "2025-26-Q4", by=quarter.sqa)
    tables = [
        (block.caption, block.columns)
        for section in report.sections
        for part in section.parts
        for block in part.blocks
        if isinstance(block, model.CrossTable) and block.id.startswith("grades-")
    ]
    names = [caption for caption, _ in tables]
    assert any("Three grades, version 2" in name for name in names), names
    assert any("Four grades" in name for name in names), names
    for caption, columns in tables:
        assert ("Outstanding" in columns) == ("Four grades" in caption), caption


def test_agreement_is_told_scale_by_scale(both, client_of):
    quarter, _, _ = both
    page = client_of(quarter.sqa).get(reverse("practice:agreement"))
    main = [each for each in page.context["activities"] if each["key"] == "main-audit"]
    assert [each["all"]["pairs"] for each in main] == [7, 7]
    assert "Three grades, version 2" in main[0]["title"]


def test_the_api_has_rows_for_each_scale(both):
    quarter, _, _ = both
    rows = counting.grades(Reach(quarter.sqa, None, hides_small=False), [datetime.date(2026, 3, 1)])
    voice = [row for row in rows
             if row["domain"] == "voice-of-the-child" and row["stage"] == "final"]  # fmt: skip
    assert {row["scale"] for row in voice} == {"Four grades, version 1", "Three grades, version 2"}
    assert [len(row["grades"]) for row in voice] == [4, 3]


def test_nothing_new_is_graded_on_a_scale_that_has_ended(adopted):
    late = datetime.date(2026, 4, 1)
    with pytest.raises(PackError, match="ended on 2026-03-09, and this version grades on it"):
        frameworks.adopt(with_three_grades(keeps=("main-audit",)), by=None, from_on=late)
    with pytest.raises(PackError, match="holds from 2026-03-10"):
        frameworks.adopt(with_three_grades(), by=None, from_on=datetime.date(2026, 3, 1))


def test_two_scales_run_in_parallel_in_one_framework(adopted):
    pack = with_three_grades(ends_the_old="2026-12-31", keeps=("main-audit",))
    kept = frameworks.adopt(pack, by=None, from_on=datetime.date(2026, 4, 1)).pack
    used = {each.key: each.grade_scale for each in kept.activity_types if each.grade_scale}
    assert used["main-audit"] != used["fostering-audit"] == "three-grades"
