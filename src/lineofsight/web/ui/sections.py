"""The sections in the navigation: an app adds its own, and only what exists is shown.

In the app's `apps.py`:

    def ready(self):
        sections.add(Section("actions", "Actions", "actions:mine", permission="action.see"))
"""

from dataclasses import dataclass

ORDER = (
    "home",
    "performance",
    "practice",
    "actions",
    "reporting",
    "data_quality",
    "submissions",
    "people",
)


@dataclass(frozen=True)
class Section:
    """One entry of the navigation.

    `id` is the app's URL namespace: pages of that namespace mark the entry as current.
    `permission`: who sees the entry, any one of these; None is everybody who is signed in.
    """

    id: str
    label: str
    url_name: str
    permission: str | tuple[str, ...] | None = None

    @property
    def permissions(self) -> tuple[str, ...]:
        return (self.permission,) if isinstance(self.permission, str) else self.permission or ()

    def is_for(self, user) -> bool:
        """Does this person see the entry?"""
        return not self.permissions or any(user.may(each) for each in self.permissions)


_sections: dict[str, Section] = {}


def add(section: Section) -> None:
    _sections[section.id] = section


def all_sections() -> list[Section]:
    """In the order of the navigation; a section that the order does not name comes last."""
    return sorted(
        _sections.values(),
        key=lambda each: (ORDER.index(each.id) if each.id in ORDER else len(ORDER), each.id),
    )
