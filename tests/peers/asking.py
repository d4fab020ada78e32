"""One question, put to the product and to the comparison tool."""

from tests.peers.peers import Peer, Rows
from tests.spec.rules.test_rules import table

from lineofsight.quality import Outcome, check
from lineofsight.quality.schema import table_called

AUTHORITY = "E10000016"


def ours(return_id, year, tables, last, codes, *, authority=AUTHORITY, providers=None):
    """Failing rows by rule and table (our name); a rule that could not run is not in it."""
    results = check(
        {name: table(drawn) for name, drawn in tables.items()},
        return_id,
        year,
        previous=None if last is None else {name: table(drawn) for name, drawn in last.items()},
        authority=authority,
        providers=providers,
        rules=codes,
    )
    assert not results.is_broken, [r.reason for r in results.with_outcome(Outcome.BROKEN)]
    return {
        result.code: _by_our_names(return_id, {n: list(rows) for n, rows in result.rows.items()})
        | ({"": [0]} if result.rule.judges_whole and result.outcome is Outcome.FAILED else {})
        for result in results.rules
        if result.outcome is not Outcome.NOT_RUN
    }


def theirs(
    peer: Peer, return_id, year, tables, last, codes, *, authority=AUTHORITY, providers=None
):
    """The same of the tool; a rule that it could not run is not in it."""
    asked = {"year": year, "tables": tables, "rules": codes}
    if return_id == "ssda903":
        asked |= {"authority": authority, "last": last, "providers": providers}
    said = peer.ask(**asked)
    found: dict[str, Rows] = {
        code: _by_our_names(return_id, rows)
        for code, rows in said["rows"].items()
        if code not in said.get("skipped", ())
    }
    for code in said.get("whole", ()):
        found[code] = {"": [0]}
    if return_id == "cin":
        for code in codes:
            if code not in said["broken"]:
                found.setdefault(code, {})
    return found


def _by_our_names(return_id: str, rows: Rows) -> Rows:
    return {
        table_called(return_id, name.removesuffix("_last")) or name: sorted(numbers)
        for name, numbers in rows.items()
        if numbers
    }
