"""Page times as ten people see them at once, over loopback, from a server as in the demo.

Ten concurrent users are ten people who each ask for the next page when they have the last one
and have looked at it: for `THINKS` seconds on average, which is quick. Without a pause between
clicks the same ten are a load test and not people; it is measured too, as the harder case.
"""

import http.cookiejar
import random
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
from contextlib import contextmanager
from pathlib import Path

from bench.authority import environment

USERS = 10
THINKS = 1.0
"""Seconds between having a page and asking for the next, on average."""
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
    """The first page of a fresh server, each page alone (warm), then all by ten at once."""
    emails, password = people_of(home, ROLES)
    with served(home) as base:
        yield "Sign-in page of a fresh server, first", "ms", [_first(base)]
        visitors = {role: Visitor(base, email, password) for role, email in emails.items()}
        walks = {role: _pages_of(visitor) for role, visitor in visitors.items()}
        for role, visitor in visitors.items():
            for name, path in walks[role].items():
                visitor.timed(path)
                yield f"{name}, {role}, warm", "ms", [visitor.timed(path) for _ in range(runs)]
        crowd = _crowd(base, emails, password)
        paths = {role: list(walk.values()) for role, walk in walks.items()}
        for thinks in (THINKS, 0):
            yield from summed(ten_at_once(crowd, paths, runs, thinks=thinks), thinks)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The product as the demo serves it; gives its address."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "lineofsight.web.wsgi", "--preload"]
    options = [
        "--config",
        "python:lineofsight.web.server",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
    ]
    server = subprocess.Popen([*command, *options], env=environment(home))
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _first(base: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(f"{base}/sign-in/") as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def _crowd(base, emails, password) -> list[tuple[str, Visitor]]:
    chosen = [ROLES[n % len(ROLES)] for n in range(USERS)]
    return [(role, Visitor(base, emails[role], password)) for role in chosen]


def ten_at_once(
    crowd: list[tuple[str, Visitor]], paths: dict[str, list[str]], runs: int, *, thinks: float
) -> list[tuple[str, float]]:
    """Every page of each person's, in an order of their own, `runs` times two over; how long
    each took. How long somebody thinks is drawn as waiting times usually are (exponentially),
    the same each run."""

    def walk(numbered) -> list[tuple[str, float]]:
        number, (role, visitor) = numbered
        dice = random.Random(number)
        walked = paths[role] * runs * 2
        dice.shuffle(walked)
        times = []
        for path in walked:
            if thinks:
                time.sleep(dice.expovariate(1 / thinks))
            times.append((path, visitor.timed(path)))
        return times

    with ThreadPoolExecutor(USERS) as pool:
        return [one for walked in pool.map(walk, enumerate(crowd)) for one in walked]


def summed(found: list[tuple[str, float]], thinks: float) -> Iterator[Measure]:
    times = sorted(took for _, took in found)
    how = f"thinking {thinks:g} s" if thinks else "without a pause"
    named = f"Any page, {USERS} at once, {how}"
    yield f"{named}, p50 of {len(times)}", "ms", [statistics.median(times)]
    yield f"{named}, p95", "ms", [times[int(len(times) * 0.95)]]


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


def people_of(home: Path, roles: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """Somebody of each role, and the password of the demo. Asked in a process of its own:
    the product's settings are read when it starts."""
    program = (
        "from lineofsight.web import command_line; command_line.start()\n"
        "from lineofsight.web.people.models import RoleAssignment as R\n"
        "from lineofsight.web.people.sign_in import DEMO_PASSWORD\n"
        "from datetime import date\n"
        f"for role in {roles!r}:\n"
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
