"""Pages of practice with a year's programme of 1,500 audits, as ten people see them at once.

What is asked for is every page that shows the programme: of the QA manager the boards, plans,
agreement and themes, of managers their own lists. Three of the ten plan, seven carry out.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.pages import THINKS, Measure, Visitor, people_of, served, summed, ten_at_once

AUDITS = 1_500
DEAREST = 6
PATHS = {
    "qa-manager": [
        "/", "/practice/mine/", "/practice/board/", "/practice/board/?month=2026-10",
        "/practice/year/", "/practice/programmes/deep-dives/", "/practice/plans/",
        "/practice/planner/", "/practice/agreement/", "/practice/themes/", "/practice/criteria/",
        "/practice/taking-part/", "/practice/away/", "/practice/concerns/",
        "/practice/sessions/", "/actions/", "/reports/", "/framework/",
    ],
    "team-manager": [
        "/", "/practice/mine/", "/practice/themes/mine/", "/actions/", "/practice/concerns/",
        "/practice/begin/",
    ],
    "group-manager": [
        "/", "/practice/mine/", "/practice/board/", "/practice/year/", "/actions/",
        "/practice/agreement/",
    ],
}  # fmt: skip
TEN = ("qa-manager",) * 3 + ("team-manager",) * 5 + ("group-manager",) * 2


def programme(home: Path, runs: int) -> Iterator[Measure]:
    emails, password = people_of(home, tuple(PATHS))
    with served(home) as base:
        crowd = [(role, Visitor(base, emails[role], password)) for role in TEN]
        for role in PATHS:
            visitor = next(each for known, each in crowd if known == role)
            for path in PATHS[role]:
                visitor.timed(path)
        most = max(map(len, PATHS.values()))
        walks = {role: paths * (most // len(paths)) for role, paths in PATHS.items()}
        found = ten_at_once(crowd, walks, runs, thinks=THINKS)
    yield from summed(found, THINKS)
    by_path = defaultdict(list)
    for path, took in found:
        by_path[path].append(took)
    for path in sorted(by_path, key=lambda each: -statistics.median(by_path[each]))[:DEAREST]:
        yield f"{path}", "ms", by_path[path]
