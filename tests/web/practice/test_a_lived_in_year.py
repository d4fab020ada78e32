"""The demo's year where one person grades and another decides: first and final grades differ now
and then, and each time somebody says why."""

import random

import pytest
from tests.web.practice.finished import framework

from lineofsight.packs import load_pack, shipped_packs
from lineofsight.web import clock
from lineofsight.web.practice import calibration, demo
from lineofsight.web.practice.demo_answers import a_decision, dice_of, words
from lineofsight.web.practice.models import Audit, AuditPart, FinalGrade, Judgement
from lineofsight.web.practice.models.audits import NOT_APPLICABLE

__all__ = ["framework"]
MODERATED_BY_ONE = [
    (pack.pack, kind.key)
    for pack in map(load_pack, shipped_packs())
    for kind in pack.activity_types
    if kind.is_moderated and sum(bool(kind.judged_in(part)) for part in kind.parts) == 1
]


def said(texts) -> str:
    return words()[texts][0] if isinstance(texts, str) else texts[0]


@pytest.mark.parametrize(("pack", "kind"), MODERATED_BY_ONE)
def test_a_final_grade_differs_by_a_step_now_and_then_and_then_says_why(pack, kind):
    pack = load_pack(pack)
    scale = pack.grade_scale(pack.activity(kind).grade_scale)
    differ = 0
    for n in range(300):
        first = scale.grades[n % len(scale.grades)].key
        decided = a_decision([first], scale, dice_of(f"C{n}"), said)
        apart = abs(scale.rank(first) - scale.rank(decided.grade))
        assert apart <= 1
        assert bool(decided.reason) == bool(apart)
        differ += apart
    assert 30 < differ < 90


def test_wirral_west_sussex_and_sandwell_have_such_a_kind_and_tameside_moderates_none():
    assert {pack for pack, _ in MODERATED_BY_ONE} == {"wirral", "west-sussex", "sandwell"}
    assert not any(each.is_moderated for each in load_pack("tameside").activity_types)


def test_what_does_not_apply_stays_so():
    scale = load_pack("wirral").grade_scale("four-grades")
    decided = {a_decision([NOT_APPLICABLE], scale, dice_of(str(n)), said) for n in range(60)}
    assert {each.grade for each in decided} == {NOT_APPLICABLE}


@pytest.mark.django_db
def test_the_year_of_wirral_gives_the_page_of_agreement_something_to_show(
    framework, ashmere, person, the_day
):
    the_day("2026-03-02")
    adopted, senior = framework("wirral"), person("senior-manager")
    auditor = person("team-manager", ashmere.south)
    life = demo._Life(clock.today(), None, random.Random(1))
    for n in range(8):
        audit = Audit.objects.create(
            adopted=adopted, activity_key="deep-dive", child_id=f"C{n}", subject_id=f"C{n}",
            team_id="SOUTH", service_name="Assessment", released_on=clock.today(),
            due_on=clock.today(), moderator=senior, state=Audit.State.SUBMITTED,
            submitted_at=clock.now(),
        )  # fmt: skip
        part = AuditPart.objects.create(audit=audit, key="auditor", auditor=auditor,
                                        submitted_at=clock.now(),
                                        state=AuditPart.State.SUBMITTED)  # fmt: skip
        for domain in audit.activity.judged:
            Judgement.objects.create(part=part, domain_key=domain.key, grade="good", strong="Seen.",
                                     saved_at=clock.now())  # fmt: skip
        life._moderate(audit.pk)

    pairs = calibration.with_final(["deep-dive"], until=clock.today())
    assert sum(each.number for each in pairs) == FinalGrade.objects.count() > 40
    differing = sum(each.number for each in pairs if each.first != each.second)
    assert 0 < differing < 20
    assert FinalGrade.objects.exclude(reason="").count() == differing
    leaning = calibration.leanings(["deep-dive"], until=clock.today())
    (own,) = leaning["deep-dive"]
    assert own.higher > 0
