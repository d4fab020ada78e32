"""Find the smallest return on which the product and the comparison tool differ about a rule.

    LINEOFSIGHT_PEERS=…/bin/python .venv/bin/python -m tests.peers.explore ssda903 102 301

Prints for each rule either how many returns were alike, or the smallest one that was not. The
tables that a rule reads are those its query reads; `--tables header,episodes` names others,
`--year 2024` another collection, `--no-last` leaves last year's return out.
"""

import argparse
import sys
import warnings

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from tests.peers.asking import ours, theirs
from tests.peers.generated import tables
from tests.peers.lists import provider_lists
from tests.peers.peers import Peer
from tests.spec.rules.cases import Drawn, latest_year

from lineofsight.quality.books import book_of
from lineofsight.quality.compiling import Compiler
from lineofsight.quality.tables import FACT, IF_GIVEN, LAST
from lineofsight.returns import RETURNS


def read_by(return_id: str, code: str, year: int) -> set[str]:
    """The tables that a rule's queries read, facts included, `last_` before last year's."""
    book = book_of(return_id)
    rule = next(r for r in book.spans_of(code) if r.holds_in(year))
    compiler = Compiler(book)
    queries = list(compiler.rule(rule).rows.values())
    queries += [compiler.fact(name) for query in list(queries) for name in query.facts]
    read = {t for query in queries for t in query.reads if not t.startswith(FACT)}
    read = {name.removeprefix(IF_GIVEN) for name in read}
    return read | ({"last_uasc"} if "last_header" in read else set())


def explore(peer: Peer, asked, code: str) -> str:
    year = asked.year or latest_year(asked.return_id, code)
    names = set(asked.tables.split(",")) if asked.tables else read_by(asked.return_id, code, year)
    every = list(RETURNS[asked.return_id].by_name)
    now = tuple(n for n in every if n in names or n == "header")
    before = () if asked.no_last else tuple(n for n in every if LAST + n in names)
    drawn = st.tuples(
        tables(asked.return_id, year, now, most=asked.rows),
        tables(asked.return_id, year - 1, before, most=asked.rows) if before else st.none(),
        provider_lists(year) if "providers" in names else st.none(),
    )
    alike = with_findings = 0

    def answers(drawn) -> tuple:
        *pair, providers = drawn
        question = (asked.return_id, year, *pair, [code])
        return (
            ours(*question, providers=providers).get(code),
            theirs(peer, *question, providers=providers).get(code),
        )

    def differ(drawn) -> bool:
        nonlocal alike, with_findings
        mine, other = answers(drawn)
        if other is None or mine is None or mine == other:
            alike += 1
            with_findings += bool(mine)
            return False
        return True

    how = settings(
        max_examples=asked.examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    try:
        found = find(drawn, differ, settings=how)
    except NoSuchExample:
        return f"{code}: {alike} returns alike, {with_findings} with failing rows"
    lines = [f"{code} ({year}): DIFFERENT after {alike} alike"]
    *pair, providers = found
    for label, given in zip(("", "Last "), pair, strict=True):
        for name, drawn_table in (given or {}).items():
            lines += _shown(f"{label}{name}", drawn_table)
    lines += _shown("Providers", providers) if providers else []
    mine, other = answers(found)
    lines += [f"  ours   {mine}", f"  theirs {other}"]
    return "\n".join(lines)


def _shown(name: str, drawn: Drawn) -> list[str]:
    headings, *rows = drawn
    return [f"  {name}  {' | '.join(headings)}"] + [
        f"     {n}: {' | '.join(row)}" for n, row in enumerate(rows)
    ]


def main() -> None:
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("return_id", choices=("ssda903", "cin"))
    parser.add_argument("codes", nargs="+")
    parser.add_argument("--examples", type=int, default=300)
    parser.add_argument("--rows", type=int, default=3)
    parser.add_argument("--tables", default="")
    parser.add_argument("--year", type=int)
    parser.add_argument("--no-last", action="store_true")
    asked = parser.parse_args()
    peer = Peer(asked.return_id)
    try:
        for code in asked.codes:
            print(explore(peer, asked, code), flush=True)
    finally:
        peer.close()


if __name__ == "__main__":
    sys.exit(main())
