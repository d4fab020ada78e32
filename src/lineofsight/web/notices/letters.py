"""How an e-mail reads: plain text and simple HTML, from the same lines."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string


@dataclass(frozen=True)
class Line:
    """One thing an e-mail says, and the page it leads to. Never a child's name."""

    says: str
    path: str

    @property
    def url(self) -> str:
        return settings.ADDRESS + self.path


def composed(person, subject: str, lines: list[Line], *, can_be_stopped: bool) -> tuple[str, str]:
    """The text and the HTML of an e-mail to a person."""
    context = {
        "subject": subject,
        "name": person.get_short_name(),
        "lines": lines,
        "choice_url": settings.ADDRESS + CHOICE if can_be_stopped else "",
        "product": settings.ADDRESS + "/",
    }
    text = render_to_string("notices/letter.txt", context)
    return text, render_to_string("notices/letter.html", context)


CHOICE = "/connections/"
"""Where one says that one does not want the summary of the day; the app lies above this one."""
