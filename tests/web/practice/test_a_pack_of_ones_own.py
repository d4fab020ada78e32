"""A sixth framework, written with a text editor, runs a round without any code: other grades,
other forms, a plan of two months sent out in the middle of a month, every fourth moderated."""

import datetime
from pathlib import Path

import pytest
from tests.factories.practice import complete

from lineofsight.packs import load_file
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.people.permissions import Permission
from lineofsight.web.practice.models import Audit
from lineofsight.web.practice.moderation_sample import throw
from lineofsight.web.practice.services import (
    carrying_out,
    drawing,
    finishing,
    moderating,
    planning,
    releasing,
)
from lineofsight.web.practice.services.moderating import Decision

FILE = Path(__file__).parents[3] / "docs" / "how-to" / "examples" / "fenmarsh.yaml"


@pytest.fixture
def fenmarsh(db, settings, ashmere, person):
    """Fenmarsh's framework in force; two supervisors, a practice lead, a quality lead."""
    settings.PACK = str(FILE)
    pack = load_file(FILE, permissions={str(each) for each in Permission})
    frameworks.adopt(pack, by=None, from_on=datetime.date(2026, 1, 1))
    people = {
        "south": person("supervisor", ashmere.south),
        "north": person("supervisor", ashmere.north),
        "lead": person("practice-lead", ashmere.assessment),
        "other-lead": person("practice-lead", ashmere.assessment),
        "quality": person("quality-lead", ashmere.authority),
    }
    return pack, people


@pytest.fixture
def sent_out(fenmarsh, the_day, snapshot_of):
    """The audits of March and April: planned, drawn and sent out on the 15th, or before it."""
    _, people = fenmarsh
    the_day("2026-03-02")
    snapshot = snapshot_of({"SOUTH": 12, "NORTH": 12}, as_at="2026-02-28")
    plan = planning.plan_programme(
        "quality-audits", day=datetime.date(2026, 3, 2), by=people["quality"], size=16
    )
    drawing.draw_sample(plan, snapshot, by=people["quality"])
    releasing.run_due(the_day("2026-03-12"), snapshot)
    assert not Audit.objects.exists()
    releasing.run_due(the_day("2026-03-13"), snapshot)  # the 15th is a Sunday
    return plan, list(Audit.objects.order_by("pk"))


def test_a_plan_of_two_months_goes_out_before_a_sunday_to_another_supervisor(sent_out, fenmarsh):
    plan, audits = sent_out
    _, people = fenmarsh
    assert (plan.starts_on, plan.ends_on) == (datetime.date(2026, 3, 1), datetime.date(2026, 4, 30))
    assert len(audits) == 8
    for audit in audits:
        other = {"SOUTH": "north", "NORTH": "south"}[audit.team_id]
        assert audit.parts.get().auditor == people[other]
        assert audit.due_on == datetime.date(2026, 3, 31)


def test_a_round_is_judged_on_the_scale_and_every_fourth_is_read_a_second_time(sent_out, the_day):
    _, audits = sent_out
    the_day("2026-03-20")
    drawn, not_drawn = (next(seed for seed in map(str, range(99)) if (throw(seed) < 25) is wanted)
                        for wanted in (True, False))  # fmt: skip
    moderated = 0
    for n, audit in enumerate(audits):
        audit.moderation_seed = not_drawn if n % 4 else drawn
        audit.save()
        part = audit.parts.get()
        complete(part, grade="seven-eight")
        carrying_out.send(part, by=part.auditor)
        audit.refresh_from_db()
        if audit.state == Audit.State.SUBMITTED:
            moderated += 1
            decisions = {each.key: Decision("five-six", reason="The child's words are missing.")
                         for each in audit.activity.judged}  # fmt: skip
            moderating.confirm(audit, decisions, by=audit.moderator, learning="Write it down.")
            audit.refresh_from_db()
        assert audit.state == Audit.State.MODERATED
        assert audit.follow_ups.get(kind="re-check").due_on == datetime.date(2026, 4, 17)
    assert moderated == 2
    finals = {
        grade for audit in audits for grade in audit.final_grades.values_list("grade", flat=True)
    }
    assert finals == {"seven-eight", "five-six"}


def test_the_step_is_taken_when_it_was_checked_and_shared(sent_out, the_day):
    _, audits = sent_out
    audit = audits[0]
    the_day("2026-03-20")
    part = audit.parts.get()
    complete(part, grade="five-six")
    carrying_out.send(part, by=part.auditor)
    audit.refresh_from_db()
    if audit.state == Audit.State.SUBMITTED:
        decisions = {each.key: Decision("five-six") for each in audit.activity.judged}
        moderating.confirm(audit, decisions, by=audit.moderator, learning="")
    finishing.share(audit, by=part.auditor, note="Talked it through.")
    check = audit.follow_ups.get(kind="re-check")
    the_day("2026-04-17")
    finishing.recheck(check, by=check.checker, found="One step up.", verified=[])
    audit.refresh_from_db()
    assert audit.state == Audit.State.LOOP_CLOSED


def test_its_pages_speak_its_own_words(sent_out, client_of):
    _, audits = sent_out
    audit = audits[0]
    client = client_of(audit.parts.get().auditor)
    page = client.get(f"/practice/audits/{audit.pk}/").content.decode()
    assert "uality audit" in page
    assert "quality mark" in page
