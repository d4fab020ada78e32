"""Practice as quality assurance reports count it: the one place that reads practice's tables
for them.

Counts by kind of activity in a period. No child and no worker is in anything made here;
the only people named are those who have not done what was theirs to do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Q

from lineofsight.packs import Pack
from lineofsight.packs.activities import ActivityType
from lineofsight.packs.forms import Question, QuestionKind
from lineofsight.periods import Period
from lineofsight.reports import practice as found
from lineofsight.reports.gathered import DomainGrades, Feedback, Theme
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.improvement import queries as improvement
from lineofsight.web.practice import calibration, escalations, themes
from lineofsight.web.practice.models import (
    Answer,
    Audit,
    AuditAction,
    AuditPart,
    AuditTheme,
    Concern,
    Conversation,
    FinalGrade,
    FollowUp,
    Judgement,
    Turn,
)
from lineofsight.web.practice.scales import Scales, by_scale, titled
from lineofsight.web.reporting import around_audits
from lineofsight.web.reporting.keeping_to import EVERYTHING, KeepsTo

COUNTED_KINDS = (QuestionKind.YES_NO_PARTLY, QuestionKind.CHOICE)
YES_NO_PARTLY = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"))
DOES_NOT_APPLY = "does-not-apply"
GOOD_GRADES = 2
"""A scale has its best grade first; the first two are called a strength."""


class PracticeFigures:
    """Counted for a period as it stood at the period's end; asked for all kinds of activity,
    or for some of them."""

    def __init__(self, period: Period, pack: Pack, keeps_to: KeepsTo = EVERYTHING):
        self.period, self.pack, self.keeps_to = period, pack, keeps_to
        self._days = (keeps_to.since or period.start, period.end)
        self.span = clock.span(*self._days)

    def of(self, activities: Iterable[str] = ()) -> found.Practice:
        wanted = set(activities)
        kinds = [
            kind
            for key, kind in self._kinds.items()
            if (not wanted or key in wanted) and self._has_anything(key)
        ]
        open_in_pauses = tuple(
            kind.title for kind in kinds if not kind.pausable and kind.key in self._fixed
        )
        return found.Practice(
            activities=tuple(map(self._activity, kinds)),
            themes=self._themes(wanted),
            cases=self._cases(wanted),
            disputes=() if wanted or self.keeps_to.is_narrow else self._disputes(),
            loops=tuple(self._loop(kind) for kind in kinds if kind.loop and self._judged(kind.key)),
            steps=tuple(step for kind in kinds for step in self._steps(kind)),
            calibrated=tuple(pair for kind in kinds for pair in self._calibrated(kind)),
            feedback=self._feedback(wanted),
            learning=tuple(
                dict.fromkeys(text for case in self._cases(wanted) for text in case.learning)
            ),
            pieces_of_learning=tuple(each for each in improvement.learning(*self._days) if each[1]),
            acknowledgements=tuple(improvement.acknowledgements(*self._days)),
            external=tuple(
                found.External(each.title, each.findings, each.actions, each.actions_settled)
                for each in improvement.external_reviews(*self._days)
            ),
            between_programmes=open_in_pauses,
            **around_audits.of(self.pack, self._done(kinds), self._days),
        )

    def _done(self, kinds: list[ActivityType]) -> list[Audit]:
        return [audit for kind in kinds for audit in self._submitted(kind.key)]

    @cached_property
    def _audits(self) -> dict[str, list[Audit]]:
        """Every audit of the period by its kind: due, done, or judged in it."""
        of_period = self.keeps_to.audits().filter(
            Q(due_on__range=self._days)
            | Q(submitted_at__range=self.span)
            | Q(judged_at__range=self.span)
        )
        by_kind = defaultdict(list)
        for audit in of_period.select_related("adopted").order_by("pk"):
            by_kind[audit.activity_key].append(audit)
        return by_kind

    @cached_property
    def _kinds(self) -> dict[str, ActivityType]:
        """In the framework's order; then those that only older work still has."""
        kinds = {kind.key: kind for kind in self.pack.activity_types}
        for key, audits in self._audits.items():
            kinds.setdefault(key, audits[-1].activity)
        return kinds

    @cached_property
    def _fixed(self) -> set[str]:
        """Activities of programmes with months of their own."""
        return {
            key
            for programme in self.pack.programmes
            if programme.months.value
            for key in programme.activities
        }

    @cached_property
    def _turns(self) -> dict[str, list[Turn]]:
        """Turns that were due and to which nothing was begun: somebody still has to."""
        turns = defaultdict(list)
        due = self.keeps_to.turns().filter(
            state=Turn.State.GIVEN, due_on__range=self._days, audits__isnull=True
        )
        for turn in due.select_related("plan", "holder"):
            turns[turn.plan.activity_key].append(turn)
        return turns

    def _has_anything(self, key: str) -> bool:
        return bool(self._audits.get(key) or self._turns.get(key))

    def _judged(self, key: str) -> list[Audit]:
        return [a for a in self._audits.get(key, ()) if self._is_in(a.judged_at)]

    def _submitted(self, key: str) -> list[Audit]:
        return [a for a in self._audits.get(key, ()) if self._is_in(a.submitted_at)]

    def _is_in(self, instant) -> bool:
        return instant is not None and self.span[0] <= instant <= self.span[1]

    def _activity(self, kind: ActivityType) -> found.Activity:
        return found.Activity(
            key=kind.key,
            title=kind.title,
            completion=self._completion(kind),
            graded=self._graded(kind),
            domain_themes=self._domain_themes(kind),
            answered=self._answered(kind),
        )

    def _completion(self, kind: ActivityType) -> found.Completion:
        due = [
            audit
            for audit in self._audits.get(kind.key, ())
            if self._days[0] <= audit.due_on <= self._days[1]
        ]
        late = [a for a in due if a.submitted_at is None or a.submitted_at > self.span[1]]
        not_begun = self._turns.get(kind.key, [])
        parts = AuditPart.objects.filter(audit__in=late, auditor__isnull=False).exclude(
            submitted_at__lte=self.span[1]
        )
        people = Counter(
            parts.exclude(state=AuditPart.State.LEFT_OUT).values_list("auditor__name", flat=True)
        )
        people.update(turn.holder.name for turn in not_begun)
        missing = tuple(
            name if count == 1 else f"{name} ({count})" for name, count in sorted(people.items())
        )
        return found.Completion(
            activity=kind.title,
            due=len(due) + len(not_begun),
            done=len(due) - len(late),
            missing=missing,
        )

    def _graded(self, kind: ActivityType) -> tuple[found.Graded, ...]:
        """Grades of two scales are never counted together, whatever they are called."""
        if kind.grade_scale is None:
            return ()
        apart = by_scale(self._judged(kind.key))
        return tuple(self._graded_on_one(kind, some, is_one_of_several=len(apart) > 1)
                     for some in apart)  # fmt: skip

    def _graded_on_one(
        self, kind: ActivityType, judged: list[Audit], *, is_one_of_several: bool
    ) -> found.Graded:
        scale = judged[0].scale
        final = Counter(
            FinalGrade.objects.filter(audit__in=judged).values_list("domain_key", "grade")
        )
        first = self._first_grades(judged)
        return found.Graded(
            activity=titled(kind.title, scale, is_one_of_several=is_one_of_several),
            grades=tuple(grade.title for grade in scale.grades),
            first=_by_domain(kind, scale, first),
            final=_by_domain(kind, scale, final),
            is_moderated=any(audit.is_moderated for audit in judged),
        )

    def _first_grades(self, judged: list[Audit]) -> Counter:
        """Of each domain, the grade that the first of the auditors gave."""
        rows = Judgement.objects.filter(part__audit__in=judged).exclude(grade="")
        first: dict[tuple[int, str], str] = {}
        for audit, domain, grade in rows.order_by("part_id").values_list(
            "part__audit_id", "domain_key", "grade"
        ):
            first.setdefault((audit, domain), grade)
        return Counter((domain, grade) for (_, domain), grade in first.items())

    def _domain_themes(self, kind: ActivityType) -> tuple[Theme, ...]:
        """A domain is a strength where it was graded well, a concern where it led to one."""
        judged = self._judged(kind.key)
        if not judged:
            return ()
        strong = Counter()
        for some in by_scale(judged):
            good = [grade.key for grade in some[0].scale.grades[:GOOD_GRADES]]
            strong.update(
                FinalGrade.objects.filter(audit__in=some, grade__in=good).values_list(
                    "domain_key", flat=True
                )
            )
        raised = AuditAction.objects.filter(audit__in=judged, action__kind=Action.Kind.CONCERN)
        weak = Counter(key for _, key in set(raised.values_list("audit_id", "domain_key")))
        domains = {each.key: each.title for each in (*kind.form.domains, *kind.judged)}
        rows = [
            Theme(title, strong[key], weak[key])
            for key, title in domains.items()
            if strong[key] or weak[key]
        ]
        return tuple(sorted(rows, key=lambda row: -row.learning))

    def _answered(self, kind: ActivityType) -> tuple[found.Answered, ...]:
        """How often each answer was given, in work that was done in the period. A question
        nobody was asked has no row."""
        asked = [
            (question.reported_as or domain.title, question)
            for domain in kind.form.domains
            for question in domain.questions
        ]
        if not asked:
            return ()
        # Questions under one heading share a table, so all have the columns of any.
        optional = {heading for heading, question in asked if question.may_not_apply}
        submitted = self._submitted(kind.key)
        answers = Answer.objects.filter(part__audit__in=submitted)
        counted, given = Counter(), Counter()
        for key, text, is_not_applicable in answers.values_list(
            "question_key", "text", "is_not_applicable"
        ):
            counted[key, DOES_NOT_APPLY if is_not_applicable else text] += 1
            given[key] += bool(text)
        rows = [
            found.Answered(heading, question.text, _options(question, counted, heading in optional))
            if question.kind in COUNTED_KINDS
            else found.Answered(
                heading,
                question.text,
                (
                    ("Answered", given[question.key]),
                    ("Not answered", len(submitted) - given[question.key]),
                ),
                is_open=True,
            )
            for heading, question in asked
        ]
        return tuple(row for row in rows if any(count for _, count in row.answers))

    def _themes(self, wanted: set[str]) -> tuple[Theme, ...]:
        if not wanted and not self.keeps_to.is_narrow:
            coded = themes.counts(*self._days)
            return tuple(Theme(each.title, each.strengths, each.concerns) for each in coded)
        links = AuditTheme.objects.filter(
            audit__judged_at__range=self.span, audit__in=self.keeps_to.audits()
        ).select_related("theme__merged_into")
        if wanted:
            links = links.filter(audit__activity_key__in=wanted)
        counted = Counter((link.theme.current.title, link.kind) for link in links)
        titles = dict.fromkeys(title for title, _ in counted)
        kinds = AuditTheme.Kind
        rows = [Theme(t, counted[t, kinds.STRENGTH], counted[t, kinds.CONCERN]) for t in titles]
        return tuple(sorted(rows, key=lambda row: (-row.strengths - row.learning, row.title)))

    def _cases(self, wanted: set[str]) -> tuple[found.Case, ...]:
        narrowed = bool(wanted) or self.keeps_to.is_narrow
        raised = self.keeps_to.concerns().filter(raised_at__range=self.span)
        if wanted:
            raised = raised.filter(audit__activity_key__in=wanted)
        references = {each.reference for each in raised} if narrowed else None
        episodes = [
            episode
            for kind in Concern.Kind.values
            for episode in escalations.episodes(*self._days, kind=kind)
            if references is None or episode.reference in references
        ]
        return tuple(
            found.Case(
                reference=each.reference,
                title=each.title,
                raised_on=each.raised_on,
                acknowledged_on=each.acknowledged_on,
                answered_on=each.answered_on,
                response_days=each.response_days,
                themes=each.themes,
                learning=each.learning,
            )
            for each in sorted(episodes, key=lambda each: each.raised_on)
        )

    def _disputes(self) -> tuple[found.StageOfDisputes, ...]:
        stages = escalations.dispute_counts(
            self.period.start, self.period.end, as_at=min(self.period.end, clock.today())
        )
        return tuple(
            found.StageOfDisputes(f"Step {each.stage}: {each.role}", each.ages) for each in stages
        )

    def _loop(self, kind: ActivityType) -> found.LoopRate:
        """Of the loops that began in the period: closed by its end, or with a step overdue."""
        begun = self._judged(kind.key)
        closed = [a for a in begun if a.closed_at is not None and a.closed_at <= self.span[1]]
        waiting = FollowUp.objects.filter(audit__in=begun, due_on__lt=self.period.end).exclude(
            done_at__lte=self.span[1]
        )
        overdue = set(waiting.values_list("audit_id", flat=True)) - {a.pk for a in closed}
        return found.LoopRate(kind.title, kind.loop.title, len(begun), len(closed), len(overdue))

    def _steps(self, kind: ActivityType) -> list[found.Step]:
        """The steps that were due in the period, by the framework's names, in its order."""
        due = FollowUp.objects.filter(
            audit__activity_key=kind.key, audit__in=self.keeps_to.audits(),
            due_on__range=self._days,
        )  # fmt: skip
        by_key = defaultdict(list)
        for step in due:
            by_key[step.step_key].append(step)
        rows = []
        for declared in kind.loop.steps if kind.loop else ():
            steps = by_key.get(declared.key, [])
            done = [s for s in steps if s.done_at is not None and s.done_at <= self.span[1]]
            in_time = [s for s in done if s.done_at.astimezone(clock.UK).date() <= s.due_on]
            is_recheck = declared.kind == FollowUp.Kind.RE_CHECK
            if steps:
                rows.append(
                    found.Step(kind.title, declared.title, is_recheck, len(steps), len(done),
                               len(in_time))
                )  # fmt: skip
        return rows

    def _calibrated(self, kind: ActivityType) -> list[tuple[str, tuple[found.Calibrated, ...]]]:
        """All domains together, then each, on each scale by itself; never by person."""
        if self.keeps_to.is_narrow or kind.grade_scale is None:
            return []
        scales = Scales()
        pairs = calibration.pairs([kind.key], until=self.period.end)
        apart = calibration.on_each_scale(pairs, scales).values()
        return [
            (titled(kind.title, scale, is_one_of_several=len(apart) > 1),
             self._agreement(kind, some, scale))
            for some in apart
            if (scale := scales.of(some[0].adopted_id, kind.key)) is not None
        ]  # fmt: skip

    def _agreement(self, kind: ActivityType, pairs, scale) -> tuple[found.Calibrated, ...]:
        titles = {domain.key: domain.title for domain in kind.judged}
        rows = [("Everything", calibration.agree(pairs, scale))]
        rows += [
            (row["title"], row["agreement"])
            for row in calibration.table(pairs, scale, titles, by="domain_key")
        ]
        return tuple(
            found.Calibrated(what, each.pairs, each.exact, each.adjacent, each.kappa_linear)
            for what, each in rows
        )

    def _feedback(self, wanted: set[str]) -> tuple[Feedback, ...]:
        """Whose view was sought in work done in the period, and how often it was given."""
        audits = [a for key in self._audits if not wanted or key in wanted
                  for a in self._submitted(key)]  # fmt: skip
        titles = {each.key: each.title for audit in audits for each in audit.activity.conversations}
        sought, given = Counter(), Counter()
        held = Conversation.objects.filter(audit__in=audits).values_list("key", "held_on")
        for who, held_on in held:
            sought[who] += 1
            given[who] += held_on is not None
        return tuple(Feedback(titles.get(who, who), sought[who], given[who]) for who in sought)


def _by_domain(kind: ActivityType, scale, counted: Counter) -> tuple[DomainGrades, ...]:
    return tuple(
        DomainGrades(domain.title, tuple(counted[domain.key, grade.key] for grade in scale.grades))
        for domain in kind.judged
        if any(counted[domain.key, grade.key] for grade in scale.grades)
    )


def _options(
    question: Question, counted: Counter, may_not_apply: bool
) -> tuple[tuple[str, int], ...]:
    if question.kind == QuestionKind.CHOICE:
        options = [(each.key, each.title) for each in question.options]
    else:
        options = list(YES_NO_PARTLY)
    if may_not_apply or counted[question.key, DOES_NOT_APPLY]:
        options.append((DOES_NOT_APPLY, "Does not apply"))
    return tuple((title, counted[question.key, key]) for key, title in options)
