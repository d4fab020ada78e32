"""Audits in every state, made through the services as people would make them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.practice import questions
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.models import Audit, AuditPart, Plan
from lineofsight.web.practice.questions import Given
from lineofsight.web.practice.services import (
    answering,
    carrying_out,
    drawing,
    finishing,
    moderating,
    planning,
    releasing,
)
from lineofsight.web.practice.services.carrying_out import Judged
from lineofsight.web.practice.services.moderating import Decision

PROGRAMME = "case-file-audits"


@dataclass
class Quarter:
    """Assessment has three teams with their managers; a group manager, two advanced
    practitioners, safeguarding QA. Through Care has two teams with managers."""

    ashmere: Any
    person: Callable
    snapshot_of: Callable
    the_day: Callable
    people: dict = field(default_factory=dict)

    def __post_init__(self):
        units = self.ashmere
        for key, role, unit, name in (
            ("south", "team-manager", units.south, "Priya Nair"),
            ("north", "team-manager", units.north, "Tom Aldersley"),
            ("central", "team-manager", units.central, "Amara Diallo"),
            ("east", "team-manager", units.east, "Jo Fairley"),
            ("west", "team-manager", units.west, "Len Osborne"),
            ("group", "group-manager", units.assessment, "Daniel Okafor"),
            ("care_group", "group-manager", units.care, "Grace Tolland"),
            ("asw", "asw", units.authority, "Dawn Osei"),
            ("asw2", "asw", units.authority, "Lyle Santos"),
            ("sqa", "sqa", units.authority, "Ruth Ellison"),
        ):
            self.people[key] = self.person(role, unit, name=name)
        self.people["worker"] = self.person(
            "social-worker", units.south, name="Leah Brandt", staff_id="WSOUTH"
        )

    def __getattr__(self, key: str):
        try:
            return self.__dict__["people"][key]
        except KeyError:
            raise AttributeError(key) from None

    def plan(self, day: str, *, size: int = 36, drawn_on: str | None = None, snapshot=None) -> Plan:
        """A quarter planned and drawn, a snapshot of 20 children a team behind it."""
        drawn = self.the_day(drawn_on or day)
        if snapshot is None:
            teams = dict.fromkeys(("SOUTH", "NORTH", "CENTRAL", "EAST", "WEST"), 20)
            as_at = (drawn.replace(day=1) - datetime.timedelta(days=1)).isoformat()
            snapshot = self.snapshot_of(teams, as_at=as_at)
        plan = planning.plan_programme(
            PROGRAMME, day=datetime.date.fromisoformat(day), by=self.sqa, size=size
        )
        drawing.draw_sample(plan, snapshot, by=self.sqa)
        plan.refresh_from_db()
        self.snapshot = snapshot
        return plan

    def released(self, day: str = "2026-03-01") -> list[Audit]:
        """The audits that have gone out by a day."""
        releasing.run_due(self.the_day(day), self.snapshot)
        return list(Audit.objects.order_by("pk"))

    def audit_of(self, team: str = "SOUTH") -> Audit:
        """One audit of a team, just sent out in March 2026."""
        self.plan("2026-01-01", drawn_on="2025-12-15")
        for first in ("2026-01-01", "2026-02-01", "2026-03-01"):
            self.released(first)
        self.the_day("2026-03-02")
        return Audit.objects.filter(team_id=team, released_on=clock.today().replace(day=1)).first()

    def judge(self, part: AuditPart, grade: str = "good", **other: str) -> None:
        """Fill a part in completely; `other` gives single domains another grade."""
        activity = part.audit.activity
        for domain in activity.form.domains:
            carrying_out.save_judgement(
                part,
                domain.key,
                Judged(grade=other.get(domain.key.replace("-", "_"), grade), strong="Clear plan."),
                by=part.auditor,
            )
        carrying_out.add_evidence(
            part, activity.form.domains[0].key, by=part.auditor, where="Plan", shows="Its steps"
        )
        for talk in activity.conversations:
            if talk.asked_by == part.key:
                said = "They asked what I want."
                carrying_out.record_conversation(part, talk.key, by=part.auditor, said=said)
        if part.declared.plans_actions:
            for question in activity.form.learning:
                carrying_out.save_answer(part, question.key, "Share the plan.", by=part.auditor)

    def submitted(self, team: str = "SOUTH", **peer_grades: str) -> Audit:
        """Both parts sent; the peer's grades as given, otherwise both good. One action."""
        audit = self.audit_of(team)
        lead, peer = audit.parts.get(key="lead"), audit.parts.get(key="peer")
        self.judge(lead)
        carrying_out.draft_action(
            lead, by=lead.auditor, text="Hold the family group meeting.", owner=lead.auditor,
            due_on=datetime.date(2026, 4, 17), domain_key="plans",
        )  # fmt: skip
        carrying_out.send(lead, by=lead.auditor)
        self.judge(peer, **peer_grades)
        carrying_out.send(peer, by=peer.auditor)
        audit.refresh_from_db()
        return audit

    def moderated(self, on: str = "2026-03-17", team: str = "SOUTH") -> Audit:
        audit = self.submitted(team)
        self.the_day(on)
        decisions = {domain.key: Decision("good") for domain in audit.activity.form.domains}
        moderating.confirm(audit, decisions, by=audit.moderator, learning="Well seen.")
        audit.refresh_from_db()
        return audit

    def action_done(self, audit: Audit) -> None:
        for link in audit.action_links.all():
            actions.claim_done(
                link.action, evidence="Meeting held, note on file.", by=link.action.owner
            )

    def shared(self, audit: Audit) -> None:
        lead = audit.parts.get(key="lead").auditor
        finishing.share(audit, by=lead, note="Went through it with Leah.")
        audit.refresh_from_db()


def an_answer(question, scale) -> Given:
    """An answer that will do, to a question of any kind."""
    texts = {"text": "As it should be.", "number": "3", "date": "2026-03-03",
             "yes-no-partly": "yes"}  # fmt: skip
    options = questions.options_of(question, scale)
    text = texts.get(question.kind.value) or options[0][0]
    return Given(text=text, evidence="In the record." if question.asks_for_evidence else "")


def complete(part: AuditPart, *, grade: str = "good", but: tuple[str, ...] = ()) -> None:
    """Fill in a part of any kind of activity of any framework, as its auditor would; `but`:
    the questions that are left unanswered."""
    known = Completeness(part)
    for domain in known.judged:
        carrying_out.save_judgement(
            part, domain.key, Judged(grade=grade, strong="Clear.", better="Sooner."),
            by=part.auditor,
        )  # fmt: skip
    if known.judged:
        carrying_out.add_evidence(
            part, known.judged[0].key, by=part.auditor, where="Plan", shows="Its steps"
        )
    wanted = [q for domain in known.domains for q in domain.questions] + [*known.questions]
    given = {q.key: an_answer(q, known.scale) for q in wanted if q.key not in but}
    answering.save_answers(part, given, by=part.auditor)
    for talk in known.talks:
        carrying_out.record_conversation(
            part, talk.key, by=part.auditor, said="They asked what I want."
        )
