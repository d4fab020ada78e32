"""A small authority in which every child carries a word of its own, so that a page can be asked
whose child it tells of.

The word stands in two forms: `qzsouth1z` in the child's name and id, `qtsouth1t` in whatever
somebody wrote about the child. Real people's text looks like neither.
"""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq
from tests.factories.checks import kept_check
from tests.factories.journeys import journey
from tests.factories.people import Ashmere, RoleAssignmentFactory, UserFactory

from lineofsight.indicators import cube
from lineofsight.indicators.local import basis_of
from lineofsight.packs import load_pack
from lineofsight.packs.authority import Authority, write_authority
from lineofsight.warehouse import writing
from lineofsight.warehouse.layout import PROBLEMS
from lineofsight.web import warehouse
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.data_quality.models import Finding
from lineofsight.web.data_quality.services import taking_up
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.people import roles
from lineofsight.web.people import services as people
from lineofsight.web.people.models import User
from lineofsight.web.practice.models import Audit, AuditPart, Concern
from lineofsight.web.practice.services import (
    carrying_out,
    concerns,
    drawing,
    finishing,
    moderating,
    planning,
    releasing,
)
from lineofsight.web.practice.services.carrying_out import Judged
from lineofsight.web.practice.services.moderating import Decision
from lineofsight.web.submissions.models import Load

AS_AT = "2026-10-31"
TODAY = datetime.date(2026, 11, 23)

# key of the child → the team and the worker who hold them; nobody's child has neither.
HELD = {
    "south1": ("SOUTH", "WS1"),
    "south2": ("SOUTH", "WS2"),
    "north1": ("NORTH", "WN1"),
    "east1": ("EAST", "WE1"),
    "nobody1": (None, None),
    "hidden1": ("SOUTH", "WS1"),
    "hidden2": ("EAST", "WE1"),
}
RESTRICTED = frozenset({"hidden1", "hidden2"})
CHAIRED = ("south1", "hidden1")
"""Children for whom the iro chairs reviews and the cp-chair chairs conferences."""
STAFF = {"social-worker": "WS1", "iro": "WI1", "cp-chair": "WC1"}
COUNTED = ("ASM01", "ASM03", "ASM05")
"""The measures whose figures are counted; counting all would take longer than the tests."""
AUDITED = ("south1", "south2", "north1", "east1", "hidden1")

_NAMED = re.compile(rf"qz({'|'.join(HELD)})z", re.IGNORECASE)
_WRITTEN = re.compile(rf"qt({'|'.join(HELD)})t", re.IGNORECASE)


def child_id(key: str) -> str:
    return f"QZ{key.upper()}Z"


def words_about(key: str) -> str:
    """A sentence somebody wrote about a child."""
    return f"Seen with qt{key}t at home."


def named_in(text: str) -> set[str]:
    """The children whose name or id stands in a text."""
    return {each.lower() for each in _NAMED.findall(text)}


def told_in(text: str) -> set[str]:
    """The children named in a text, and those of whom something written stands in it."""
    return named_in(text) | {each.lower() for each in _WRITTEN.findall(text)}


def write_data(home: Path) -> None:
    """The children's data with its figures counted; each has an assessment that was finished
    in October and one that is late."""
    held = {key: pair for key, pair in HELD.items() if pair[0]}
    people_ = "\n".join(
        f"{child_id(key)} | Ava | Qz{key}z | F | WBRI | 2014-05-0{n % 9 + 1}"
        for n, key in enumerate(HELD)
    )
    involved = "\n".join(
        f"I{key} | {child_id(key)} | {team} | {worker} | ALLOCATED_WORKER | 2025-01-06"
        for key, (team, worker) in held.items()
    )
    chaired = "\n".join(
        f"{role}{key} | {child_id(key)} | | {worker} | {role} | 2025-02-03"
        for key in CHAIRED
        for role, worker in (("IRO", STAFF["iro"]), ("CP_CHAIR", STAFF["cp-chair"]))
    )
    assessed = "\n".join(
        f"A1{key} | {child_id(key)} | 2026-09-01 | 2026-10-0{n + 1} | Y | {team} | {worker}\n"
        f"A2{key} | {child_id(key)} | 2026-08-03 | | Y | {team} | {worker}"
        for n, (key, (team, worker)) in enumerate(held.items())
    )
    snapshot = journey(
        home,
        as_at=AS_AT,
        ssd_department="""
            dept_team_id | dept_team_name     | dept_team_parent_id
            ASHMERE      | Ashmere            |
            ASSESSMENT   | Assessment         | ASHMERE
            CARE         | Through Care       | ASHMERE
            SOUTH        | Assessment South   | ASSESSMENT
            NORTH        | Assessment North   | ASSESSMENT
            EAST         | Through Care East  | CARE
            WEST         | Through Care West  | CARE
        """,
        ssd_professionals="""
            prof_professional_id | prof_professional_name
            WS1                  | =HYPERLINK("http://evil.example","Leah")
            WS2                  | Sam Ferreira
            WN1                  | Ola Benson
            WE1                  | Bethan Cole
        """,
        ssd_person="pers_person_id | pers_forename | pers_surname | pers_sex | pers_ethnicity | "
        f"pers_dob\n{people_}",
        ssd_involvements="invo_involvements_id | invo_person_id | invo_professional_team | "
        "invo_professional_id | invo_professional_role_id | invo_involvement_start_date\n"
        f"{involved}\n{chaired}",
        ssd_cin_assessments="cina_assessment_id | cina_person_id | cina_assessment_start_date | "
        "cina_assessment_auth_date | cina_assessment_child_seen | cina_assessment_team | "
        f"cina_assessment_worker_id\n{assessed}",
    )
    pq.write_table(_problems(), snapshot.path / PROBLEMS)
    kept_check(home, _faults(), as_at=AS_AT)
    place = Authority(name="Ashmere", region="E12000005", population={2025: 130_000})
    write_authority(home, place)
    few = {name: cube.CATALOGUE[name] for name in COUNTED}
    with patch.object(cube, "CATALOGUE", few):
        cube.build(snapshot, basis_of(place))


def _faults() -> str:
    """One fault in each child's record: with the worker who holds the child, or with nobody."""
    held = "\n".join(
        f"J301 | {child_id(key)} | {team or '-'} | {worker or '-'}"
        for key, (team, worker) in HELD.items()
    )
    return f"rule | child | team | worker\n{held}"


def _problems() -> pa.Table:
    row = {"file": "=cmd.xlsx", "sheet": "Children", "row": 4, "column": "@birth", "kind": "date",
           "message": "This is no date.", "advice": "Mend it and load again."}  # fmt: skip
    return pa.Table.from_pylist([row], schema=writing.PROBLEM_COLUMNS)


@dataclass
class World:
    """Everybody and everything the tests of the product's promises go through."""

    units: Ashmere
    people: dict[str, User] = field(default_factory=dict)
    audits: dict[str, Audit] = field(default_factory=dict)
    concerns: dict[str, Concern] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    load: Load | None = None
    findings: dict[str, Finding] = field(default_factory=dict)

    def person(self, key: str) -> User:
        """Somebody as a request would find them: with nothing remembered."""
        return User.objects.get(pk=self.people[key].pk)


def build() -> World:
    """Five children audited, each as far as it is said here; two of all are restricted.

    south1: checked by moderation, shared, its re-check due. south2: waits for moderation.
    north1 and east1: with their auditors. hidden1: moderated, then the record was restricted
    by the `keeper`, who is the only reader.
    """
    world = World(Ashmere())
    _people(world)
    frameworks.adopt(load_pack("worcestershire"), by=None, from_on=datetime.date(2022, 4, 1))
    _audits(world)
    for key in ("south1", "south2", "hidden1"):
        _both_sent(world, world.audits[key])
    for key in ("south1", "hidden1"):
        _moderated(world, world.audits[key])
    _shared(world, world.audits["south1"])
    for key in AUDITED:
        _concern(world, key)
    for key in RESTRICTED:
        people.restrict(child_id(key), by=world.people["keeper"], reason=words_about(key))
    snapshot = warehouse.current()
    world.load = Load.objects.create(
        by=world.people["analyst"], at=datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC),
        state=Load.State.LOADED, snapshot_id=snapshot.id, file_names=["children.csv"],
    )  # fmt: skip
    taking_up.take_up_new()
    by_child = {each.child_id: each for each in Finding.objects.all()}
    world.findings = {key: by_child[child_id(key)] for key in HELD}
    for audit in world.audits.values():
        audit.refresh_from_db()
    return world


def _people(world: World) -> None:
    units = world.units
    for role in roles.roles():
        staff_id = {"staff_id": STAFF[role]} if role in STAFF else {}
        _somebody(world, role, role, units.usual_unit(role), **staff_id)
    _somebody(world, "peer", "team-manager", units.north)
    _somebody(world, "east-manager", "team-manager", units.east)
    _somebody(world, "west-manager", "team-manager", units.west)
    _somebody(world, "care-group", "group-manager", units.care)
    _somebody(world, "keeper", "sqa", units.authority)
    world.people["nobody"] = UserFactory(name="Nobody Yet")


def _somebody(world: World, key: str, role: str, unit, **facts) -> None:
    person = UserFactory(name=f"Person {key.title()}", **facts)
    RoleAssignmentFactory(user=person, role=role, unit=unit)
    world.people[key] = person


def _audits(world: World) -> None:
    by = world.people["sqa"]
    plan = planning.plan_test_in_practice(
        {"indicator": "ASM03", "period": "2026-10", "unit": ""},
        child_ids=[child_id(key) for key in AUDITED],
        title="Test in practice", release_on=TODAY, due_on=datetime.date(2026, 12, 21),
        size=len(AUDITED), by=by,
    )  # fmt: skip
    snapshot = warehouse.current()
    drawing.draw_sample(plan, snapshot, by=by)
    releasing.run_due(TODAY, snapshot)
    found = {audit.child_id: audit for audit in Audit.objects.filter(plan=plan)}
    world.audits = {key: found[child_id(key)] for key in AUDITED}


def _both_sent(world: World, audit: Audit) -> None:
    key = next(key for key in AUDITED if child_id(key) == audit.child_id)
    lead, peer = audit.parts.get(key="lead"), audit.parts.get(key="peer")
    for part in (lead, peer):
        _judge(part, words_about(key))
    world.actions[key] = carrying_out.draft_action(
        lead, by=lead.auditor, text=words_about(key), owner=lead.auditor,
        due_on=datetime.date(2026, 12, 18), domain_key="plans", difference=words_about(key),
    )  # fmt: skip
    carrying_out.send(lead, by=lead.auditor)
    carrying_out.send(AuditPart.objects.get(pk=peer.pk), by=peer.auditor)
    audit.refresh_from_db()


def _judge(part: AuditPart, words: str) -> None:
    kind = part.audit.activity
    judged = {each.key: Judged(grade="good", strong=words, better=words)
              for each in kind.form.domains}  # fmt: skip
    carrying_out.save_judgements(part, judged, by=part.auditor)
    carrying_out.add_evidence(part, "plans", by=part.auditor, where=words, shows=words)
    for talk in kind.conversations:
        if talk.asked_by == part.key:
            carrying_out.record_conversation(part, talk.key, by=part.auditor, said=words)
    if part.declared.plans_actions:
        for question in kind.form.learning:
            carrying_out.save_answer(part, question.key, words, by=part.auditor)


def _moderated(world: World, audit: Audit) -> None:
    key = next(key for key in AUDITED if child_id(key) == audit.child_id)
    decisions = {each.key: Decision("good", words_about(key))
                 for each in audit.activity.form.domains}  # fmt: skip
    moderating.confirm(
        audit, decisions, by=world.people["group-manager"], learning=words_about(key)
    )
    audit.refresh_from_db()
    for link in audit.action_links.all():
        actions.claim_done(link.action, evidence=words_about(key), by=link.action.owner)


def _shared(world: World, audit: Audit) -> None:
    finishing.share(audit, by=audit.parts.get(key="lead").auditor, note=words_about("south1"))
    audit.refresh_from_db()


def _concern(world: World, key: str) -> None:
    audit = world.audits[key]
    raiser = audit.parts.get(key="peer").auditor
    world.concerns[key] = concerns.raise_concern(
        audit.child_id,
        answers={each.key: words_about(key) for each in _escalation(audit).asks},
        by=raiser, adopted=audit.adopted, escalation_key=_escalation(audit).key,
        team_id=audit.team_id, service_id=audit.service_id, audit=audit,
    )  # fmt: skip


def _escalation(audit: Audit):
    return audit.pack.escalation(audit.activity.concern)
