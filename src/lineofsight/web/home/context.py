"""What the frame of every page shows: who one is, where one is, how fresh the figures are."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from lineofsight.web import clock, warehouse
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.scopes import capacity_of
from lineofsight.web.performance import reading
from lineofsight.web.ui import sections
from lineofsight.web.ui.stamp import NO_FIGURES_YET, Stamp
from lineofsight.web.ui.words import instant

WHAT_IT_IS = "Children’s Services"

# "g", then one of these letters, goes to a section; the page of shortcuts lists them.
GO_TO_KEYS = {
    "home": "h",
    "performance": "f",
    "practice": "p",
    "actions": "a",
    "reporting": "r",
    "submissions": "d",
    "people": "u",
}


@dataclass(frozen=True)
class Me:
    name: str
    role: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation, as the page needs it."""

    label: str
    url: str
    is_current: bool
    key: str = ""
    at_the_end: bool = False


class Frame:
    """Worked out only where a page asks: error pages and signing in need little of it."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.demo = settings.DEMO
        self.session_seconds = settings.SESSION_IDLE_SECONDS
        self.session_warning = settings.SESSION_WARNING_SECONDS

    @property
    def authority_name(self) -> str:
        """As the setting says, or as the authority's own file does."""
        name = settings.AUTHORITY_NAME or reading.authority().name
        return name if WHAT_IT_IS in name else f"{name} {WHAT_IT_IS}"

    @property
    def now(self):
        return clock.now()

    @property
    def user(self):
        return getattr(self.request, "user", None)

    @cached_property
    def me(self) -> Me | None:
        if self.user is None or not self.user.is_authenticated:
            return None
        return Me(self.user.name, capacity_of(self.user), reverse("people:me"))

    @cached_property
    def sections(self) -> list[Entry]:
        if self.me is None:
            return []
        entries = [
            Entry(
                each.label,
                reverse(each.url_name),
                is_current=each.id == self._namespace,
                key=GO_TO_KEYS.get(each.id, ""),
            )
            for each in sections.all_sections()
            if each.is_for(self.user)
        ]
        help_url = reverse("home:help")
        entries.append(
            Entry(
                "Help and definitions",
                help_url,
                is_current=self.request.path == help_url,
                at_the_end=True,
            )
        )
        return entries

    @property
    def current(self) -> str:
        return next((entry.label for entry in self.sections if entry.is_current), "")

    @property
    def _namespace(self) -> str:
        match = getattr(self.request, "resolver_match", None)
        return match.namespace if match and match.view_name != "home:help" else ""

    @property
    def search_url(self) -> str:
        """Where the search box leads; empty until an app answers searches."""
        try:
            return reverse("performance:search")
        except NoReverseMatch:
            return ""

    @property
    def ask_url(self) -> str:
        """Where somebody asks for a record they do not see, for those who read any; with the
        reference of the page that was not found, whether or not it is anybody's."""
        if self.me is None or not self.user.may(Permission.CHILD_READ):
            return ""
        match = getattr(self.request, "resolver_match", None)
        reference = match.kwargs.get("reference") if match else None
        asked = f"?{urlencode({'of': reference})}" if reference else ""
        return reverse("performance:ask") + asked

    @property
    def freshness_url(self) -> str:
        return reverse("home:freshness")


def live_stamp() -> Stamp:
    """The stamp of a page with live figures: the newest snapshot's day, and when it was loaded."""
    snapshot = warehouse.current_or_none()
    if snapshot is None:
        return NO_FIGURES_YET
    created_at = snapshot.manifest.created_at
    loaded = instant(created_at, today=clock.today())
    return Stamp.live(
        snapshot.as_at, loaded[0].lower() + loaded[1:] if loaded[:5] == "Today" else loaded
    )


def frame(request: HttpRequest) -> dict:
    """Every page's context: `frame` and `stamp`, both lazy; a view may pass its own `stamp`."""
    return {"frame": Frame(request), "stamp": live_stamp}
