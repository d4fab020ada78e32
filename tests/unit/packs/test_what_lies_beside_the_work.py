"""Ethos, criteria of inspection, points of hand-over and stages of an issue in packs."""

import pytest

from lineofsight.errors import PackError
from lineofsight.packs import load_pack, read_pack
from lineofsight.packs.guidance import StageKind
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.showing import show


def refused(name: str, before: str, after: str) -> str:
    text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(PackError) as caught:
        read_pack(text.replace(before, after, 1), where="ours.yaml")
    return str(caught.value)


def test_sandwells_ethos_says_which_part_is_assumed():
    said = {each.key: each.source.value for each in load_pack("sandwell").principles}
    assert said == {
        "vision": "stated", "children-and-families": "stated", "ourselves-and-partners": "assumed",
    }  # fmt: skip


def test_every_question_of_tamesides_audit_on_practice_answers_to_a_criterion_of_inspection():
    pack = load_pack("tameside")
    form = pack.activity("collaborative-audit").form
    about = [d for d in form.domains if d.key in ("practice-standards", "inspection-criteria")]
    asked = [question for domain in about for question in domain.questions]
    assert asked and all(question.criteria for question in asked)
    assert {key for q in asked for key in q.criteria} == {
        each.key for each in pack.inspection_criteria
    }  # fmt: skip


def test_a_criterion_that_nobody_declared_is_refused_with_the_nearest():
    said = refused("tameside", "criteria: [leaders]", "criteria: [leader]")
    assert "“leader” is not defined in this pack" in said
    assert "“leaders”" in said


def test_worcestershires_assessment_teams_hand_over_at_three_stated_points():
    pack = load_pack("worcestershire")
    stated = [each for each in pack.handovers if each.source.value == "stated"]
    assert {each.from_service for each in stated} == {"assessment"}
    assert [each.key for each in stated] == [
        "initial-conference", "first-child-in-need-meeting", "step-down",
    ]  # fmt: skip


def test_a_hand_over_to_a_service_that_is_not_there_is_refused():
    said = refused("worcestershire", "to_services: [through-care]", "to_services: [careleavers]")
    assert "“careleavers” is not defined in this pack" in said


def test_west_sussex_takes_an_issue_through_five_stages_in_order():
    stages = load_pack("west-sussex").issue_stages
    assert [(each.key, each.kind) for each in stages] == [
        ("review", StageKind.ISSUE), ("analysis", StageKind.WORDS), ("learning", StageKind.WORDS),
        ("planning", StageKind.PLAN), ("action", StageKind.DONE),
    ]  # fmt: skip


def test_stages_that_cannot_follow_each_other_are_refused():
    two = refused("west-sussex", "title: Analysis, kind: words", "title: Analysis, kind: plan")
    assert "only one stage can be of the kind “plan”" in two
    text = (LIBRARY / "west-sussex.yaml").read_text(encoding="utf-8")
    turned = text.replace("title: Planning, kind: plan", "title: Planning, kind: done").replace(
        "title: Action, kind: done", "title: Action, kind: plan"
    )
    with pytest.raises(PackError) as caught:
        read_pack(turned, where="ours.yaml")
    assert "a plan is made before it is carried out" in str(caught.value)


def test_what_lies_beside_the_work_is_shown_in_words():
    shown = show(load_pack("worcestershire"))
    assert "WHERE ONE SERVICE HANDS OVER TO ANOTHER" in shown
    assert "Initial child protection conference [initial-conference] (stated)" in shown
    assert "WHAT INSPECTION LOOKS FOR" in show(load_pack("tameside"))
    assert "ETHOS AND PRINCIPLES" in show(load_pack("sandwell"))
