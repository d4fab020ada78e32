"""On which scale work was graded: that of the version of the framework it began under.

A scale is ended by adopting a version that grades on another; both run side by side until the
work that had begun is done. Grades of two scales are told apart wherever they are counted, even
where a grade of both has the same name: nothing is mapped.
"""

from collections import defaultdict
from collections.abc import Iterable

from lineofsight.packs.judging import GradeScale
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.practice.models import Audit


class Scales:
    """The scale of each kind of activity in every version that was ever adopted."""

    def __init__(self):
        self._adopted: dict[int, AdoptedPack] = AdoptedPack.objects.defer("content").in_bulk()
        self._known: dict[tuple[int, str], GradeScale | None] = {}

    def of(self, adopted_id: int, activity_key: str) -> GradeScale | None:
        """None where that version does not know the activity, or does not grade it."""
        key = (adopted_id, activity_key)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, adopted_id: int, activity_key: str) -> GradeScale | None:
        pack = self._adopted[adopted_id].pack
        declared = next((each for each in pack.activity_types if each.key == activity_key), None)
        if declared is None or declared.grade_scale is None:
            return None
        return pack.grade_scale(declared.grade_scale)


def by_scale(audits: Iterable[Audit]) -> list[list[Audit]]:
    """Audits of one kind, those of each scale together, the scale first met first."""
    found = defaultdict(list)
    for audit in audits:
        found[audit.scale.id].append(audit)
    return list(found.values())


def titled(title: str, scale: GradeScale, *, is_one_of_several: bool) -> str:
    """What a table of grades is headed by; the scale is named where there are several."""
    return f"{title} ({scale.name})" if is_one_of_several else title
