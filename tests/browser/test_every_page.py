"""Every page that a person can reach from their menu, and one link further: accessible, and
no wider than a phone."""

import re

import pytest
from tests.browser.conftest import NARROW, WIDE

ROLES = (
    *("team-manager", "social-worker", "analyst", "sqa", "group-manager", "asw"),
    *("director", "lead-member", "administrator"),
)
OPAQUE = re.compile(r"/[A-Za-z0-9_-]{20,}/|/\d+/|\?.*$")
NOT_PAGES = re.compile(r"\.(csv|xlsx|docx|pdf|png|svg|ics)\b|/sign-out/|/download")
MOST_PAGES = 45


def walk(page) -> list[str]:
    """Addresses of different kinds, breadth first from the home page: of pages that differ
    only by a number or a reference, the first."""
    ahead, seen, found = ["/"], set(), []
    while ahead and len(found) < MOST_PAGES:
        path = ahead.pop(0)
        kind = OPAQUE.sub("/…/", path)
        if kind in seen or NOT_PAGES.search(path):
            continue
        seen.add(kind)
        answer = page.goto(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        found.append(path)
        links = page.eval_on_selector_all(
            "a[href^='/'], a[href^='?']",
            "links => links.map(link => link.pathname + link.search)",
        )
        ahead += [link for link in links if OPAQUE.sub("/…/", link) not in seen]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_accessible_and_reflows(role, page_as, accessible, reflows):
    page = page_as(role)
    broken = []
    page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: broken.append(f"{page.url}: {said.text}") if said.type == "error" else None,
    )

    for path in walk(page):
        page.goto(path)
        page.set_viewport_size(WIDE)
        accessible(page)
        page.set_viewport_size(NARROW)
        reflows(page)

    assert broken == []
