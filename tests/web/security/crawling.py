"""Going through the product as somebody: every link from the home page on, every form that
asks by its address, every file; and what the log said while each was made."""

import csv
import html
import io
import re
import zipfile
from collections import Counter, deque
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from tests.factories.canaries import named_in, told_in

from lineofsight.web.activity.models import ActivityEvent

CRAWLED_AS = (
    "social-worker", "team-manager", "group-manager", "asw", "sqa", "keeper", "analyst",
    "lead-member", "partner", "administrator", "nobody",
)  # fmt: skip
# Of every kind of page so many are read, so that the crawl ends; children are few anyway.
AT_MOST = 2
MANY = {"performance:child": 8, "practice:audit": 6, "actions:action": 4, "practice:concern": 6}
# A PDF takes a second to set.
MANY |= {"reporting:download": 1, "performance:scorecard_document": 1}
MANY_FOR = {("sqa", "reporting:download"): 4}
LEFT_ALONE = ("account_logout", "home:gallery")


@dataclass(frozen=True)
class Visit:
    """One answer: what stood in it, and what was written down before it came."""

    who: str
    view: str
    method: str
    url: str
    status: int
    headers: dict[str, str]
    text: str
    links: tuple[str, ...]
    written: tuple[tuple[str, str, bool, str], ...]  # verb, child, refused, detail

    @property
    def named(self) -> set[str]:
        return named_in(self.text)

    @property
    def told(self) -> set[str]:
        return told_in(self.text)

    @property
    def where(self) -> str:
        return f"{self.who}: {self.method} {self.view} {self.url}"


class _Links(HTMLParser):
    """Where a page leads: its links, and its forms that are sent by their address."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self._form: str | None = None
        self._values: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.append(given["href"])
        elif tag == "form" and (given.get("method") or "get").lower() == "get":
            self._form, self._values = given.get("action") or "", {}
        elif self._form is not None and tag == "input" and given.get("name"):
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self._values[given["name"]] = given.get("value") or ""
        elif tag == "select":
            self._select = given.get("name") or ""
        elif tag == "option" and self._select and "selected" in given:
            self._values[self._select] = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form" and self._form is not None:
            self.found.append(f"{self._form}?{urlencode(self._values)}")
            self._form = None


def links_of(page: str) -> list[str]:
    reader = _Links()
    reader.feed(page)
    return reader.found


def text_of(response) -> str:
    """Everything that can be read in an answer, also inside Word, Excel and PDF files."""
    content = response.getvalue() if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(
                html.unescape(re.sub(r"<[^>]+>", "", parts.read(name).decode("utf-8", "replace")))
                for name in parts.namelist()
            )
    if content[:4] == b"%PDF":
        from pypdf import PdfReader

        pages = PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages)
    return content.decode("utf-8", "replace")


def view_of(url: str) -> str | None:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return None


def visit(client: Client, who: str, url: str, data: dict | None = None) -> Visit:
    last = ActivityEvent.objects.order_by("-number").values_list("number", flat=True).first() or 0
    response = client.get(url) if data is None else client.post(url, data)
    written = ActivityEvent.objects.filter(number__gt=last).values_list(
        "verb", "child_id", "is_refused", "detail"
    )
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    text = text_of(response)
    return Visit(
        who=who,
        view=view_of(url) or "",
        method="GET" if data is None else "POST",
        url=url,
        status=response.status_code,
        headers=dict(response.headers),
        text=text,
        links=tuple(links_of(text)) if is_page else (),
        written=tuple(written),
    )


def crawl(client: Client, who: str, starts: tuple[str, ...] = ("/",)) -> list[Visit]:
    """Breadth first from the home page; forwarding is followed, at most so many of a kind."""
    ahead, seen, found = deque(starts), set(starts), []
    number: Counter = Counter()
    while ahead:
        url = ahead.popleft()
        view = view_of(url)
        most = MANY_FOR.get((who, view)) or MANY.get(view, AT_MOST)
        if view is None or view in LEFT_ALONE or number[view] >= most:
            continue
        number[view] += 1
        here = visit(client, who, url)
        found.append(here)
        onward = [*here.links, here.headers.get("Location", "")]
        for link in onward:
            to = urldefrag(urljoin(url, link)).url
            if link and to.startswith("/") and to not in seen:
                seen.add(to)
                ahead.append(to)
    return found


NUMBER = re.compile(r"-?\d+(\.\d+)?")


def dangerous(text: str) -> list[str]:
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return [cell for cell in cells
            if cell.strip(" \ufeff\u00a0\u200b\n")[:1] in tuple("=+-@|%\t\r")
            and cell.strip() and not NUMBER.fullmatch(cell)]  # fmt: skip
