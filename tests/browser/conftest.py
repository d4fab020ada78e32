"""A small demo, built as `make demo` does, and Debian's Chromium to walk it with.

The demo is built once a run (LINEOFSIGHT_BROWSER_HOME keeps it between runs). `site` is served
for all tests that only look; a journey that changes things has `own_site`, a copy.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.browser import served
from tests.browser.served import Site

playwright_api = pytest.importorskip("playwright.sync_api")

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "line of sight demo"
PATIENCE = 90_000
LAUNCH = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 700}


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "tests/browser" in str(item.fspath):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """The folder of the built demo. Nothing is served from it: it is copied."""
    kept = os.environ.get("LINEOFSIGHT_BROWSER_HOME")
    built = Path(kept) if kept else tmp_path_factory.mktemp("demo")
    served.build(built)
    return built


@pytest.fixture(scope="session")
def site(home, tmp_path_factory) -> Iterator[Site]:
    """The demo, for tests that only look at it."""
    with served.serve(served.copy(home, tmp_path_factory.mktemp("site") / "home")) as running:
        yield running


@pytest.fixture
def own_site(home, tmp_path) -> Iterator[Site]:
    """The demo, for one test that changes it."""
    with served.serve(served.copy(home, tmp_path / "home")) as running:
        yield running


@pytest.fixture
def empty_site(home, tmp_path) -> Iterator[Site]:
    """A product with its people, into which nothing has been loaded."""
    with served.serve(served.copy(home, tmp_path / "home", with_data=False)) as running:
        yield running


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed. On Debian: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(LAUNCH))
        yield browser
        browser.close()


@pytest.fixture
def sign_in(chromium) -> Iterator[Callable]:
    """A page in which somebody has signed in: `sign_in(site, "name@ashmere.invalid")`."""
    opened = []

    def open_page(site: Site, email: str, *, viewport: dict | None = None, **options):
        context = chromium.new_context(
            viewport=viewport or WIDE, base_url=site.address, locale="en-GB", **options
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name=re.compile("^sign in", re.I)).click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def people(site) -> dict[str, str]:
    return site.people()


@pytest.fixture
def page_as(sign_in, site, people):
    """A page of the demo, signed in as the person of a role: `page_as("team-manager")`."""

    def open_page(role: str, **options):
        return sign_in(site, people[role], **options)

    return open_page


@pytest.fixture(scope="session")
def axe_script() -> str:
    script = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
    assert script.is_file(), "axe-core is missing: run scripts/front-end .venv"
    return script.read_text()


@pytest.fixture
def accessible(axe_script):
    """Fails with what axe-core finds wrong on a page, by WCAG 2.2 AA and best practice."""

    def check(page, *, but: tuple[str, ...] = ()) -> None:
        # A long page is drawn while it still arrives: half a heading is an empty one.
        page.wait_for_load_state("load")
        found = page.evaluate(
            f"async () => {{ {axe_script};"
            f" return (await axe.run({{runOnly: {json.dumps(WCAG)}}})).violations }}"
        )
        told = [
            f"{each['id']}: {each['nodes'][0]['html'][:160]}"
            for each in found
            if each["id"] not in but
        ]
        assert told == [], f"{page.url}\n" + "\n".join(told)

    return check


@pytest.fixture
def reflows():
    """Fails where a page is wider than its window: nobody should have to scroll sideways."""

    def check(page) -> None:
        width = page.evaluate("document.documentElement.scrollWidth")
        window = page.evaluate("document.documentElement.clientWidth")
        assert width <= window, f"{page.url} is {width} px wide in a window of {window} px"

    return check


@pytest.fixture
def sound(accessible, reflows):
    """A page as it stands is accessible, and is no wider than a phone."""

    def check(page) -> None:
        accessible(page)
        before = page.viewport_size
        page.set_viewport_size(NARROW)
        reflows(page)
        page.set_viewport_size(before)

    return check
