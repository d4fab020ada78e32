"""A small demo, built and served as `make demo` does, and Debian's Chromium to walk it with.

The demo is built once a run (LINEOFSIGHT_BROWSER_HOME keeps it between runs).
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

playwright_api = pytest.importorskip("playwright.sync_api")

CHECKOUT = Path(__file__).resolve().parents[2]
CHILDREN = 4_000
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "line of sight demo"
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
    kept = os.environ.get("LINEOFSIGHT_BROWSER_HOME")
    return Path(kept) if kept else tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def environment(home) -> dict[str, str]:
    unset = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    return inherited | {
        "LINEOFSIGHT_HOME": str(home),
        "LINEOFSIGHT_DEMO": "yes",
        "LINEOFSIGHT_TODAY": "2026-11-23",
    }


@pytest.fixture(scope="session")
def site(home, environment) -> Iterator[str]:
    """The address of the served demo."""
    command = [sys.executable, "-m", "lineofsight", "demo", "--children", str(CHILDREN)]
    built = subprocess.run(
        [*command, "--build-only"], env=environment, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, "the server ended by itself"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def people(site, environment) -> dict[str, str]:
    """The e-mail address of the person of each role that the sign-in page offers."""
    program = (
        "import json; from lineofsight.web import command_line; command_line.start()\n"
        "from lineofsight.web.people.sign_in import demo_people\n"
        "from lineofsight.web.people.models import User\n"
        "from lineofsight.web.people.queries import assignments_of\n"
        "from lineofsight.web import clock\n"
        "found = {}\n"
        "for each in demo_people():\n"
        "    for held in assignments_of(User.objects.get(email=each['email']), clock.today()):\n"
        "        found.setdefault(held.role, each['email'])\n"
        "print(json.dumps(found))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed. On Debian: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(LAUNCH))
        yield browser
        browser.close()


@pytest.fixture
def page_as(chromium, site, people):
    """A page in which the person of a role has signed in: `page_as("team-manager")`."""
    opened = []

    def sign_in(role: str, *, viewport: dict | None = None, **options):
        context = chromium.new_context(
            viewport=viewport or WIDE, base_url=site, locale="en-GB", **options
        )
        opened.append(context)
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_label(re.compile("e-mail", re.I)).fill(people[role])
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name=re.compile("^sign in", re.I)).click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield sign_in
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def axe_script() -> str:
    script = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
    assert script.is_file(), "axe-core is missing: run scripts/front-end .venv"
    return script.read_text()


@pytest.fixture
def accessible(axe_script):
    """Fails with what axe-core finds wrong on a page, by WCAG 2.2 AA and best practice."""

    def check(page) -> None:
        found = page.evaluate(
            f"async () => {{ {axe_script};"
            f" return (await axe.run({{runOnly: {json.dumps(WCAG)}}})).violations }}"
        )
        told = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
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
