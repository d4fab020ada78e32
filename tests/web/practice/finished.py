"""Activities of any framework whose work is done, so that what follows can be watched."""

import datetime

import pytest
from tests.factories.journeys import journey

from lineofsight.packs import load_pack
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.practice.models import Audit, AuditAction, AuditPart
from lineofsight.web.practice.services import finishing

LONG_AGO = datetime.date(2022, 4, 1)


@pytest.fixture
def framework(db, settings):
    """Adopt one of the five frameworks: `framework("sandwell")`; its roles are in force."""

    def adopt(pack):
        pack = load_pack(pack) if isinstance(pack, str) else pack
        settings.PACK = pack.pack
        return frameworks.adopt(pack, by=None, from_on=LONG_AGO)

    return adopt


@pytest.fixture
def finished(ashmere, the_day):
    """`finished(adopted, "practice-review", auditor=…, completed="2026-03-09")`: an activity
    whose parts are all sent, moderated on the day given, with an action if asked for."""

    def make(adopted, key, *, auditor, completed, moderated=None, **facts) -> Audit:
        wishes = {"moderator": None, "worker": None, "action": "", "child": "SOUTH-001"} | facts
        the_day(completed)
        audit = Audit.objects.create(
            adopted=adopted, activity_key=key, child_id=wishes["child"], team_id="SOUTH",
            team_name="Assessment South", service_id="ASSESSMENT", service_name="Assessment",
            worker_id=wishes["worker"].staff_id if wishes["worker"] else "",
            released_on=clock.today(), due_on=clock.today(), started_by=auditor,
            moderator=wishes["moderator"], state=Audit.State.SUBMITTED, submitted_at=clock.now(),
        )  # fmt: skip
        AuditPart.objects.create(
            audit=audit, key=audit.activity.parts[0].key, auditor=auditor,
            state=AuditPart.State.SUBMITTED, submitted_at=clock.now(),
        )  # fmt: skip
        if wishes["action"]:
            action = actions.propose(
                wishes["action"], owner=auditor, by=auditor, child_id=audit.child_id,
                due_on=clock.today() + datetime.timedelta(days=28), team_id="SOUTH",
                service_id="ASSESSMENT", policy=audit.pack.actions,
            )  # fmt: skip
            AuditAction.objects.create(audit=audit, action=action)
        the_day(moderated or completed)
        audit.move(Audit.State.MODERATED, judged_at=clock.now())
        finishing.grades_are_final(audit, by=wishes["moderator"] or auditor)
        audit.refresh_from_db()
        return audit

    return make


def a_child_with_a_chair(settings, *, child: str, chair: str = "", as_at: str = "2026-02-28"):
    """A snapshot in which a child is held by a team and, if named, chaired for."""
    rows = [f"I1 | {child} | SOUTH | W1 | ALLOCATED_WORKER | 2025-01-06 |"]
    if chair:
        rows.append(f"I2 | {child} | | {chair} | IRO | 2025-02-01 |")
    return journey(
        settings.HOME,
        as_at=as_at,
        ssd_person="pers_person_id | pers_forename | pers_surname | pers_dob\n"
        f"{child} | Maisie | Holroyd | 2016-05-01",
        ssd_professionals="prof_professional_id | prof_professional_name\nW1 | Leah Brandt",
        ssd_involvements="invo_involvements_id | invo_person_id | invo_professional_team "
        "| invo_professional_id | invo_professional_role_id | invo_involvement_start_date "
        "| invo_involvement_end_date\n" + "\n".join(rows),
    )
