"""Audits, views, actions and re-checks of a month, counted by service.

Counts only: nothing read here about a child or a worker goes any further.
"""

import datetime
from collections import Counter, defaultdict
from functools import cached_property

from django.db.models import Q

from lineofsight.packs import Pack
from lineofsight.packs.activities import ActivityType
from lineofsight.periods import Period
from lineofsight.reports.gathered import Actions, Audits, DomainGrades, Feedback, Theme
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.practice.models import Audit, AuditAction, Conversation, FinalGrade, FollowUp
from lineofsight.web.practice.scales import by_scale, titled

GOOD_UP_TO_RANK = 1
"""A scale has its best grade first; the first two are called a strength."""


class PracticeCounts:
    """Read once for a month, then asked service by service.

    A service is asked for by its key in the framework; audits and actions carry the code
    of the service in the data.
    """

    def __init__(self, period: Period, pack: Pack):
        self.period = period
        self.pack = pack
        start = datetime.datetime.combine(period.start, datetime.time(), clock.UK)
        end = datetime.datetime.combine(period.end, datetime.time.max, clock.UK)
        self.span = (start, end)

    @cached_property
    def _keys(self) -> dict[str, str]:
        """The code of a service in the data → its key in the framework, where it has one."""
        keys = {}
        for code, name in OrgUnit.objects.values_list("code", "name"):
            known = self.pack.service_named(name)
            keys[code] = known.key if known else f"unit-{code}".lower()
        return keys

    def _key(self, code: str) -> str:
        return self._keys.get(code, code)

    @cached_property
    def service_codes(self) -> frozenset[str]:
        """Keys of services with an audit that was due, done or judged in the month."""
        return frozenset(key for key, _ in self._audits_by_service)

    @cached_property
    def _audits_by_service(self) -> dict[tuple[str, str], list[Audit]]:
        start, end = self.span
        of_the_month = Audit.objects.exclude(state=Audit.State.WITHDRAWN).filter(
            Q(due_on__range=(self.period.start, self.period.end))
            | Q(submitted_at__range=(start, end))
            | Q(judged_at__range=(start, end))
        )
        found = defaultdict(list)
        for audit in of_the_month.select_related("adopted").order_by("pk"):
            found[self._key(audit.service_id), audit.activity_key].append(audit)
        return found

    def audits(self, key: str, title: str) -> tuple[Audits, ...]:
        """By kind of audit: those the framework plans for the service, then any other. What
        is graded on two scales is two kinds here: nothing is mapped from one to the other."""
        planned = [each.key for each in self.pack.activity_types if key in each.services]
        done = [activity for service, activity in self._audits_by_service if service == key]
        found = []
        for activity in dict.fromkeys([*planned, *done]):
            apart = by_scale(self._audits_by_service.get((key, activity), [])) or [[]]
            found += [self._of_activity(activity, some, is_one_of_several=len(apart) > 1)
                      for some in apart]  # fmt: skip
        return tuple(found)

    def _of_activity(
        self, activity_key: str, audits: list[Audit], *, is_one_of_several: bool
    ) -> Audits:
        activity = audits[0].activity if audits else self.pack.activity(activity_key)
        title = activity.title
        if is_one_of_several:
            title = titled(title, audits[0].scale, is_one_of_several=True)
        judged = [audit for audit in audits if self._is_in(audit.judged_at)]
        grades, domains = self._grades(activity, audits, judged)
        return Audits(
            activity=title,
            due=sum(self.period.start <= audit.due_on <= self.period.end for audit in audits),
            completed=sum(self._is_in(audit.submitted_at) for audit in audits),
            moderated=len(judged),
            grades=grades,
            domains=domains,
            themes=self._themes(activity, audits, judged),
        )

    def _scale(self, activity: ActivityType, audits: list[Audit]):
        return audits[0].scale if audits else self.pack.grade_scale(activity.grade_scale)

    def _grades(self, activity: ActivityType, audits: list[Audit], judged: list[Audit]):
        if not judged:
            return (), ()
        scale = self._scale(activity, audits)
        counted = Counter(
            FinalGrade.objects.filter(audit__in=judged).values_list("domain_key", "grade")
        )
        domains = tuple(
            DomainGrades(
                domain.title, tuple(counted[domain.key, grade.key] for grade in scale.grades)
            )
            for domain in activity.judged
            if any(counted[domain.key, grade.key] for grade in scale.grades)
        )
        return tuple(grade.title for grade in scale.grades), domains

    def _themes(self, activity: ActivityType, audits: list[Audit], judged: list[Audit]):
        """A domain is a strength where it was graded well, learning where it led to an
        action. The domains with most to learn from come first."""
        if not judged:
            return ()
        scale = self._scale(activity, audits)
        good = [grade.key for grade in scale.grades[: GOOD_UP_TO_RANK + 1]]
        strengths = Counter(
            FinalGrade.objects.filter(audit__in=judged, grade__in=good).values_list(
                "domain_key", flat=True
            )
        )
        raised = AuditAction.objects.filter(
            audit__in=judged, action__kind=Action.Kind.CONCERN
        ).values_list("audit_id", "domain_key")
        learning = Counter(domain_key for _, domain_key in set(raised))
        themes = [
            Theme(domain.title, strengths[domain.key], learning[domain.key])
            for domain in activity.judged
            if strengths[domain.key] or learning[domain.key]
        ]
        return tuple(sorted(themes, key=lambda theme: -theme.learning))

    def feedback(self, key: str) -> tuple[Feedback, ...]:
        """Whose view the audits completed in the month sought, and how often it was given."""
        sought, given, titles = Counter(), Counter(), {}
        audits = [a for (service, _), found in self._audits_by_service.items() if service == key
                  for a in found if self._is_in(a.submitted_at)]  # fmt: skip
        for audit in audits:
            titles |= {each.key: each.title for each in audit.activity.conversations}
        for who, held_on in Conversation.objects.filter(audit__in=audits).values_list(
            "key", "held_on"
        ):
            sought[who] += 1
            given[who] += held_on is not None
        return tuple(Feedback(titles.get(who, who), sought[who], given[who]) for who in sought)

    def actions(self, key: str) -> Actions | None:
        """As they stood at the end of the month, as far as their dates tell."""
        found = self._actions.get(key, [])
        rechecks = self._rechecks.get(key, [])
        closed = self._closed.get(key, 0)
        if not (found or rechecks or closed):
            return None
        opened = [action for action in found if self._is_open_at_end(action)]
        return Actions(
            open_at_end=len(opened),
            late_at_end=sum(action.due_on <= self.period.end for action in opened),
            agreed=sum(self._is_in(action.agreed_at) for action in found),
            done=sum(self._is_in(action.claimed_at) for action in found),
            verified=sum(self._is_in(action.verified_at) for action in found),
            rechecks_due=sum(
                self.period.start <= check.due_on <= self.period.end for check in rechecks
            ),
            rechecks_done=sum(self._is_in(check.done_at) for check in rechecks),
            loops_closed=closed,
        )

    @cached_property
    def _actions(self) -> dict[str, list[Action]]:
        found = defaultdict(list)
        agreed = Action.objects.filter(agreed_at__lte=self.span[1])
        for action in agreed.exclude(state=Action.State.SUPERSEDED):
            found[self._key(action.service_id)].append(action)
        return found

    @cached_property
    def _rechecks(self) -> dict[str, list[FollowUp]]:
        found = defaultdict(list)
        of_the_month = FollowUp.objects.rechecks().filter(
            Q(due_on__range=(self.period.start, self.period.end)) | Q(done_at__range=self.span)
        )
        for check in of_the_month.select_related("audit"):
            found[self._key(check.audit.service_id)].append(check)
        return found

    @cached_property
    def _closed(self) -> Counter:
        closed = Audit.objects.filter(closed_at__range=self.span)
        return Counter(self._key(code) for code in closed.values_list("service_id", flat=True))

    def _is_open_at_end(self, action: Action) -> bool:
        settled = [day for day in (action.verified_at, action.closed_at) if day is not None]
        return not any(day <= self.span[1] for day in settled)

    def _is_in(self, instant: datetime.datetime | None) -> bool:
        return instant is not None and self.span[0] <= instant <= self.span[1]
