"""Answers of audits that were sent, under the headings they answer to: what inspection looks
for, and what a framework reports apart (a practice model, say), each service beside the others.

Counts only. A share is said from as many answers as bear one.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count

from lineofsight.packs import Pack
from lineofsight.packs.forms import Question, QuestionKind
from lineofsight.web import clock
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.practice.models import Answer

ENOUGH = 10
"""Fewer answers than these give no share: one child's record would make it."""
GIVEN = ("yes", "partly", "no")


@dataclass(frozen=True)
class Row:
    """How a service's audits were answered. `share`: of yes, None where there are too few."""

    title: str
    counts: Counter

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def share(self) -> float | None:
        return 100 * self.counts["yes"] / self.total if self.total >= ENOUGH else None


@dataclass(frozen=True)
class Heading:
    """`about`: whose criterion it is, or empty for what a framework reports apart."""

    title: str
    about: str
    is_criterion: bool
    is_assumed: bool
    questions: list[Row]
    services: list[Row] = field(default_factory=list)

    @property
    def whole(self) -> Row:
        return Row(self.title, sum((row.counts for row in self.services), Counter()))

    @property
    def spread(self) -> float | None:
        """Points between the highest and the lowest service; None unless two can be told."""
        shares = [row.share for row in self.services if row.share is not None]
        return max(shares) - min(shares) if len(shares) > 1 else None


def headings(pack: Pack, start: datetime.date, end: datetime.date) -> list[Heading]:
    """Of every heading the pack has today: the answers of the span, by question and by
    service. An audit's answers count by the version of the pack it was begun with."""
    by_place = _by_place(start, end)
    found = [
        _heading(("criterion", each.key), by_place, title=each.title,
                 about=" ".join(part for part in (f"{each.inspection}.", each.about) if part),
                 is_assumed=each.source.value == "assumed")
        for each in pack.inspection_criteria
    ]  # fmt: skip
    apart = dict.fromkeys(
        question.reported_as
        for activity in pack.activity_types
        for question in activity.form.questions
        if question.reported_as and question.kind == QuestionKind.YES_NO_PARTLY
    )
    return found + [_heading(("apart", name), by_place, title=name) for name in apart]


def _heading(place, by_place, *, title: str, about: str = "", is_assumed: bool = False) -> Heading:
    counted = by_place.get(place, {})
    questions, services = defaultdict(Counter), defaultdict(Counter)
    for (question, service), counts in counted.items():
        questions[question] += counts
        services[service] += counts
    return Heading(
        title, about, place[0] == "criterion", is_assumed,
        [Row(text, counts) for text, counts in questions.items()],
        [Row(name, services[name]) for name in sorted(services)],
    )  # fmt: skip


def _by_place(start: datetime.date, end: datetime.date) -> dict[tuple, dict]:
    """(kind, key of the heading) → (question, service) → how often each answer."""
    names = dict(OrgUnit.objects.values_list("code", "name"))
    packs: dict[int, Pack] = {}
    found: dict[tuple, dict] = defaultdict(lambda: defaultdict(Counter))
    for row in _answers(start, end):
        adopted = row["part__audit__adopted"]
        if adopted not in packs:
            packs[adopted] = AdoptedPack.objects.get(pk=adopted).pack
        activity, key = row["part__audit__activity_key"], row["question_key"]
        service = row["part__audit__service_id"]
        for place, question in _places(packs[adopted], activity, key):
            where = (question.text, names.get(service, service or "No service recorded"))
            found[place][where][row["text"]] += row["number"]
    return found


def _answers(start: datetime.date, end: datetime.date) -> Iterable[dict]:
    sent = Answer.objects.filter(
        part__submitted_at__range=clock.span(start, end), text__in=GIVEN, is_not_applicable=False
    ).exclude(part__audit__state="withdrawn")
    return sent.values(
        "part__audit__adopted", "part__audit__activity_key", "part__audit__service_id",
        "question_key", "text",
    ).annotate(number=Count("pk")).order_by("question_key")  # fmt: skip


def _places(pack: Pack, activity_key: str, question_key: str) -> Iterator[tuple[tuple, Question]]:
    """The headings that a question of an activity answers to, its domain's among them."""
    form = pack.activity(activity_key).form
    for domain in form.domains:
        for question in domain.questions:
            if question.key != question_key or question.kind != QuestionKind.YES_NO_PARTLY:
                continue
            for key in dict.fromkeys((*question.criteria, *domain.criteria)):
                yield ("criterion", key), question
            if question.reported_as:
                yield ("apart", question.reported_as), question
