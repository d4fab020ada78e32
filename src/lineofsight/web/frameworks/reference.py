"""The framework as something to look up: standards by task and by word, the guidance beside
them, when a document is to be looked at again, where one service hands over to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lineofsight.packs import Pack
from lineofsight.packs.judging import Standard
from lineofsight.packs.model import SupportingDocument
from lineofsight.periods import add_months
from lineofsight.web.frameworks.models import AdoptedPack, DocumentReview


@dataclass(frozen=True)
class Found:
    """What a search leaves of the standards and of what lies beside them."""

    standards: list[Standard]
    documents: list[SupportingDocument]
    guidance: list[tuple[str, str]]
    """Title and text of principles, hand-overs and criteria."""

    @property
    def count(self) -> int:
        return len(self.standards) + len(self.documents) + len(self.guidance)


def look_up(pack: Pack, *, words: str = "", task: str = "") -> Found:
    """All that has every word somewhere, capitals aside; of one task only, if one is given.
    Without words everything; guidance has no task."""
    wanted = words.casefold().split()
    standards = [
        each
        for each in pack.standards
        if (not task or task in each.tasks) and _has(wanted, _text_of(each))
    ]
    if task:
        return Found(standards, [], [])
    documents = [each for each in pack.documents if _has(wanted, (each.title, each.about))]
    guidance = [pair for pair in _guidance(pack) if _has(wanted, pair)]
    return Found(standards, documents, guidance)


def tasks_of(pack: Pack) -> list[str]:
    return sorted({task for each in pack.standards for task in each.tasks})


def _text_of(standard: Standard) -> tuple[str, ...]:
    return (
        standard.title, standard.reference, standard.inspected_as, *standard.tasks,
        *standard.looks_like, *standard.descriptors.values(),
    )  # fmt: skip


def _guidance(pack: Pack) -> Iterable[tuple[str, str]]:
    for each in pack.principles:
        yield each.title, ". ".join(each.points)
    for each in pack.inspection_criteria:
        yield each.title, f"{each.inspection}. {each.about}"
    for each in handovers(pack):
        yield each.title, each.says


def _has(wanted: list[str], texts: Iterable[str]) -> bool:
    text = " ".join(texts).casefold()
    return all(word in text for word in wanted)


@dataclass(frozen=True)
class Point:
    """One point of hand-over in words. `to`: the services that take the case on."""

    title: str
    from_service: str
    to: str
    is_assumed: bool

    @property
    def says(self) -> str:
        return f"{self.from_service} hand over to {self.to}"


def handovers(pack: Pack, *, from_service: str | None = None) -> list[Point]:
    """Where services hand over; those of one service, if its key is given."""
    return [
        Point(
            each.title,
            pack.service(each.from_service).title,
            " or ".join(pack.service(key).title for key in each.to_services)
            or "whichever service takes it on",
            each.source.value == "assumed",
        )
        for each in pack.handovers
        if from_service in (None, each.from_service)
    ]


@dataclass(frozen=True)
class Document:
    """`due_on` None: nothing says when it is to be looked at again."""

    said: SupportingDocument
    due_on: date | None
    is_assumed: bool
    last: DocumentReview | None


def documents_of(adopted: AdoptedPack) -> list[Document]:
    """Every document with its own review date: the one set when it was last looked at, else
    so many months after that, else what the framework says."""
    last: dict[str, DocumentReview] = {}
    for each in DocumentReview.objects.filter(pack_id=adopted.pack_id).select_related(
        "recorded_by"
    ):
        last.setdefault(each.document_key, each)
    return [_document(adopted, said, last.get(said.key)) for said in adopted.pack.documents]


def _document(adopted: AdoptedPack, said: SupportingDocument, last) -> Document:
    every = said.review_every_months
    if last is not None and last.next_due_on:
        return Document(said, last.next_due_on, False, last)
    if last is None and said.review_due_on:
        return Document(said, said.review_due_on, False, last)
    if every.value is None:
        return Document(said, None, False, last)
    begun = last.reviewed_on if last else adopted.pack.published_on or adopted.in_force_from
    return Document(said, add_months(begun, every.value), every.is_assumed, last)
