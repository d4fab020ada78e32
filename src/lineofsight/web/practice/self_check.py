"""Self-checks before sending: what a careful reader would ask the auditor first.

Each warns and never forbids: the auditor changes the answer, or says why it is so, and the
reason is kept with the part. All that is checked is declared here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lineofsight.packs.forms import QuestionKind
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.models import AuditPart
from lineofsight.web.practice.models.audits import NOT_APPLICABLE
from lineofsight.web.practice.questions import NOTHING

MANY_NOT_MET = 3
MANY_GRADES = 4


@dataclass(frozen=True)
class Warned:
    """`key` stays the same while what is warned of does."""

    key: str
    says: str
    domain: str = ""


def warnings(part: AuditPart) -> list[Warned]:
    """Everything that the answers of a part give reason to ask about."""
    known = Completeness(part)
    return [each for check in CHECKS for each in check(known)]


def unexplained(part: AuditPart) -> list[Warned]:
    """The warnings that have no reason beside them yet."""
    explained = {each.warning for each in part.explained.all() if each.reason.strip()}
    return [each for each in warnings(part) if each.key not in explained]


def _good_with_standards_not_met(known: Completeness) -> Iterator[Warned]:
    """A grade of the upper half where several checks of the same domain are answered no."""
    for domain in known.judged:
        judgement = known.judgements.get(domain.key)
        if judgement is None or not _is_upper(known, judgement.grade):
            continue
        not_met = [q for q in known.asked_in(domain) if _is_no(known, q)]
        if len(not_met) >= MANY_NOT_MET:
            grade = _title(known, judgement.grade)
            says = f"{domain.title} is graded {grade}, with {len(not_met)} checks not met."
            yield Warned(f"not-met/{domain.key}", says, domain.key)


def _overall_above_the_rest(known: Completeness) -> Iterator[Warned]:
    """An overall grade of the upper half while several standards are in the lower half."""
    overall = known.judgements.get("overall")
    if overall is None or not _is_upper(known, overall.grade):
        return
    grades = [each.grade for key, each in known.judgements.items() if key != "overall"]
    lower = [grade for grade in grades if _is_lower(known, grade)]
    if len(lower) >= MANY_NOT_MET:
        grade = _title(known, overall.grade)
        yield Warned("overall-above", f"Overall is {grade}, with {len(lower)} standards not met.",
                     "overall")  # fmt: skip


def _all_the_same_without_evidence(known: Completeness) -> Iterator[Warned]:
    """Every domain has the same grade, and there is no piece of evidence at all."""
    graded = [each for each in known.judgements.values() if each.grade]
    if len(graded) < MANY_GRADES or len({each.grade for each in graded}) > 1:
        return
    if not any(each.evidence.all() for each in graded):
        yield Warned("all-the-same", f"All {len(graded)} grades are the same, and no evidence is "
                                     "given for any of them.")  # fmt: skip


def _not_seen_but_heard(known: Completeness) -> Iterator[Warned]:
    """The child was not seen, by an answer of the form, and the voice of the child is graded
    in the upper half."""
    voices = [d for d in known.judged if d.hears_the_child]
    if not voices or not _is_not_seen(known):
        return
    for domain in voices:
        judgement = known.judgements.get(domain.key)
        if judgement is not None and _is_upper(known, judgement.grade):
            grade = _title(known, judgement.grade)
            yield Warned(f"not-seen/{domain.key}",
                         f"The child was not seen, and {domain.title} is graded {grade}.",
                         domain.key)  # fmt: skip


def _is_not_seen(known: Completeness) -> bool:
    seen = [q for domain in known.domains for q in known.asked_in(domain)
            if q.asks_if_seen and q.kind == QuestionKind.YES_NO_PARTLY]  # fmt: skip
    return any(_is_no(known, question) for question in seen)


def _nobody_heard(known: Completeness) -> Iterator[Warned]:
    """There were people to hear, and nobody's words are written down."""
    if known.talks and not any(
        talk.key in known.conversations and known.conversations[talk.key].said.strip()
        for talk in known.talks
    ):
        yield Warned("nobody-heard", "Nobody’s words are written down.")


def _is_no(known: Completeness, question) -> bool:
    is_check = question.kind == QuestionKind.YES_NO_PARTLY
    return is_check and known.given.get(question.key, NOTHING).text == "no"


def _is_upper(known: Completeness, grade: str) -> bool:
    place = _place(known, grade)
    return place is not None and place < len(known.scale.grades) / 2


def _is_lower(known: Completeness, grade: str) -> bool:
    place = _place(known, grade)
    return place is not None and place >= len(known.scale.grades) / 2


def _place(known: Completeness, grade: str) -> int | None:
    keys = [each.key for each in known.scale.grades]
    return keys.index(grade) if grade in keys and grade != NOT_APPLICABLE else None


def _title(known: Completeness, grade: str) -> str:
    titles = {each.key: each.title for each in known.scale.grades}
    return titles.get(grade, grade)


CHECKS: tuple[Callable[[Completeness], Iterator[Warned]], ...] = (
    _good_with_standards_not_met,
    _overall_above_the_rest,
    _all_the_same_without_evidence,
    _not_seen_but_heard,
    _nobody_heard,
)
"""Every self-check there is."""
