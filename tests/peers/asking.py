"""One question, put to the product and to the comparison tool."""

from tests.peers.lists import DIRECTORY, workbook_of
from tests.peers.peers import Peer, Rows
from tests.spec.rules.test_rules import table

from lineofsight.quality import Outcome, check
from lineofsight.quality.books import book_of
from lineofsight.quality.schema import table_called

AUTHORITY = "E10000017"


def ours(
    return_id,
    year,
    tables,
    last,
    codes,
    *,
    authority=AUTHORITY,
    providers=None,
    postcodes=DIRECTORY,
):
    """Failing rows by rule and table (our name); a rule that could not run is not in it."""
    results = check(
        {name: table(drawn) for name, drawn in tables.items()},
        return_id,
        year,
        previous=None if last is None else {name: table(drawn) for name, drawn in last.items()},
        authority=authority,
        providers=None if providers is None else [workbook_of(providers)],
        postcodes=table(postcodes),
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
    if return_id == "ssda903":
        tables, last = _readable(tables), last and _readable(last)
    if return_id == "cin":
        tables = _with_header(tables, year)
    asked = {"year": year, "tables": tables, "rules": codes}
    if return_id == "ssda903":
        listed = None if providers is None else [workbook_of(providers)]
        asked |= {"authority": authority, "last": last, "providers": listed}
    said = peer.ask(**asked)
    found: dict[str, Rows] = {
        code: _by_our_names(return_id, rows)
        for code, rows in said["rows"].items()
        if code not in said.get("skipped", ())
    }
    for code in said.get("whole", ()):
        found[code] = whole_or_header(return_id, code)
    if return_id == "cin":
        for code in codes:
            if code not in said["broken"]:
                found.setdefault(code, {})
    return found


def _readable(tables):
    """Without an empty UASC: the tool breaks on one that stands beside an empty Header."""
    return {name: drawn for name, drawn in tables.items() if name != "UASC" or len(drawn) > 1}


def _with_header(tables: dict, year: int) -> dict:
    """A drawing without a header gets that of the year, without which most rules of the tool
    break; ours know the year."""
    headings, *rows = tables["Header"]
    said = {"Year": str(year), "ReferenceDate": f"{year}-03-31"}
    return tables | {"Header": [headings, *(rows or [[said.get(h, "") for h in headings]])]}


def whole_or_header(return_id: str, code: str) -> Rows:
    """What the tool says of no child: a rule of the whole return, or one of the header's row."""
    whole = any(rule.judges_whole for rule in book_of(return_id).spans_of(code))
    return {"" if whole else "header": [0]}


def _by_our_names(return_id: str, rows: Rows) -> Rows:
    return {
        table_called(return_id, name.removesuffix("_last")) or name: sorted(numbers)
        for name, numbers in rows.items()
        if numbers
    }
