"""Every kind of page that a person reaches from their menu by following links: it opens, it is
accessible, no wider than a phone, and nothing in it is broken."""

import re
from collections.abc import Iterator

import pytest
from tests.browser.conftest import NARROW, WIDE

ROLES = (
    *("team-manager", "analyst", "sqa", "group-manager", "social-worker", "asw"),
    *("director", "lead-member", "administrator"),
)
ONE_OF_A_KIND = re.compile(
    r"/[A-Za-z0-9_-]{20,}/|/\d+/|/(measures|sections|standards|due|snapshots|hand-over)/[\w-]+/|\?.*$"
)
NOT_PAGES = re.compile(r"\.(csv|xlsx|docx|pdf|png|svg|ics|json)\b|/sign-out/|/download")
MOST_PAGES = 24


def kind(path: str) -> str:
    """Pages that differ only by a number, a reference or a filter are of one kind."""
    return ONE_OF_A_KIND.sub("/…/", path)


def pages_in_reach(page) -> Iterator[str]:
    """Opens the first page of each kind, breadth first from the home page."""
    ahead, seen = ["/"], set()
    while ahead and len(seen) < MOST_PAGES:
        path = ahead.pop(0)
        if kind(path) in seen or NOT_PAGES.search(path):
            continue
        seen.add(kind(path))
        answer = page.goto(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        ahead += page.eval_on_selector_all(
            "a[href^='/'], a[href^='?']",
            "links => links.map(link => link.pathname + link.search)",
        )
        yield path


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_accessible_and_reflows(role, page_as, accessible, reflows):
    page = page_as(role)
    broken = []
    page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: broken.append(f"{page.url}: {said.text}") if said.type == "error" else None,
    )

    faults = []
    for _ in pages_in_reach(page):
        for check in (accessible, reflows):
            try:
                check(page)
            except AssertionError as fault:
                faults.append(str(fault))
            page.set_viewport_size(NARROW)
        page.set_viewport_size(WIDE)

    assert faults + broken == []
