"""The sections in the navigation: an app adds its own, and only what exists is shown.

In the app's `apps.py`:

    def ready(self):
        sections.add(Section("practice", "Practice", "practice:home", permission="audit_read"))
"""

from dataclasses import dataclass

ORDER = ("home", "performance", "practice", "actions", "reporting", "submissions", "people")


@dataclass(frozen=True)
class Section:
    """One entry of the navigation.

    `id` is the app's URL namespace: pages of that namespace mark the entry as current.
    `permission`: who sees the entry; None is everybody who is signed in.
    """

    id: str
    label: str
    url_name: str
    permission: str | None = None


_sections: dict[str, Section] = {}


def add(section: Section) -> None:
    _sections[section.id] = section


def all_sections() -> list[Section]:
    """In the order of the navigation; a section that the order does not name comes last."""
    return sorted(
        _sections.values(),
        key=lambda each: (ORDER.index(each.id) if each.id in ORDER else len(ORDER), each.id),
    )
