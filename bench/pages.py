"""Page times as ten people see them at once, over loopback, from a server as in the demo."""

import http.cookiejar
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.authority import environment

USERS = 10
ROLES = ("team-manager", "analyst", "sqa", "group-manager", "lead-member")
Measure = tuple[str, str, list[float]]


class Visitor:
    """Somebody signed in, with a browser's cookies."""

    def __init__(self, base: str, email: str, password: str):
        self.base = base
        jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = self.get("/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        form = {"csrfmiddlewaretoken": token, "login": email, "password": password}
        request = urllib.request.Request(
            f"{base}/sign-in/", urllib.parse.urlencode(form).encode(), {"Referer": base}
        )
        with self.browser.open(request) as answer:
            assert "/sign-in" not in answer.url, f"{email} could not sign in"

    def get(self, path: str) -> str:
        with self.browser.open(self.base + path) as answer:
            return answer.read().decode()

    def timed(self, path: str) -> float:
        began = time.perf_counter()
        self.get(path)
        return (time.perf_counter() - began) * 1000


def pages(home: Path, runs: int) -> Iterator[Measure]:
    """Each page alone (warm), then all pages by ten users at once."""
    emails, password = _people(home)
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "lineofsight.web.wsgi", "--preload"]
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    server = subprocess.Popen([*command, *options], env=environment(home))
    try:
        base = f"http://127.0.0.1:{port}"
        _wait_for(port)
        visitors = {role: Visitor(base, email, password) for role, email in emails.items()}
        walks = {role: _pages_of(visitor) for role, visitor in visitors.items()}
        for role, visitor in visitors.items():
            for name, path in walks[role].items():
                visitor.timed(path)
                yield f"{name}, {role}, warm", "ms", [visitor.timed(path) for _ in range(runs)]
        yield from _ten_at_once(base, emails, walks, password, runs)
    finally:
        server.terminate()
        server.wait()


def _ten_at_once(base, emails, walks, password, runs) -> Iterator[Measure]:
    chosen = [ROLES[n % len(ROLES)] for n in range(USERS)]
    visitors = [(role, Visitor(base, emails[role], password)) for role in chosen]

    def walk(pair) -> list[float]:
        role, visitor = pair
        return [visitor.timed(path) for _ in range(runs * 2) for path in walks[role].values()]

    with ThreadPoolExecutor(USERS) as crowd:
        times = sorted(time for walked in crowd.map(walk, visitors) for time in walked)
    yield f"Any page, {USERS} at once, p50 of {len(times)}", "ms", [statistics.median(times)]
    yield f"Any page, {USERS} at once, p95", "ms", [times[int(len(times) * 0.95)]]


def _pages_of(visitor: Visitor) -> dict[str, str]:
    """The pages this person has: those of the navigation, then one link further each."""
    found = {"Home": "/"}
    home = visitor.get("/")
    menu = re.search(r'<nav class="los-nav.*?</nav>', home, re.S)
    for path, label in re.findall(r'href="(/[^"#]*)"[^>]*>\s*([^<]+?)\s*<', menu.group(0)):
        found.setdefault(label, path)
    scorecard = visitor.get("/performance/")
    if link := re.search(r'href="(/performance/[^"]*ASM03[^"]*)"', scorecard):
        path = link.group(1).replace("&amp;", "&")
        found["Indicator ASM03"] = path
        page = visitor.get(path)
        if behind := re.search(r'href="([^"]+/children/[^"]*)"', page):
            found["Children behind ASM03"] = behind.group(1).replace("&amp;", "&")
    return found


def _people(home: Path) -> tuple[dict[str, str], str]:
    """Somebody of each role, and the password of the demo. Asked in a process of its own:
    the product's settings are read when it starts."""
    program = (
        "from lineofsight.web import command_line; command_line.start()\n"
        "from lineofsight.web.people.models import RoleAssignment as R\n"
        "from lineofsight.web.people.sign_in import DEMO_PASSWORD\n"
        "from datetime import date\n"
        f"for role in {ROLES!r}:\n"
        "    held = R.objects.on(date(2026, 11, 23)).filter(role=role, user__is_active=True)\n"
        "    print(role, held.order_by('from_on', 'pk').first().user.email)\n"
        "print(DEMO_PASSWORD)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(home),
        check=True,
        capture_output=True,
        text=True,
    )
    *roles, password = done.stdout.splitlines()
    return dict(line.split() for line in roles), password


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, seconds: int = 60) -> None:
    for _ in range(seconds * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"the server did not come up within {seconds} s")
