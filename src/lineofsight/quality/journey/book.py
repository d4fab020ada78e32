"""Where the rules of the journey are written down.

They are ours: what a performance team looks for in the records week by week, before any return
is due. The first figure of a code tells the theme (J1 gaps, J2 codes, J3 order of days, J4
durations, J5 orphans, J6 repeats, J7 contradictions, J8 late recording, J9 records at rest).

A rule's function is given `rows` (of the table of its first field: those it looks at) and `t`, and
gives the rows that are wrong. It looks only at rows told by a return that can tell its fields: a
census says nothing of teams, so a row of it lacks none.
"""

from collections.abc import Callable, Iterable
from functools import wraps

from lineofsight.journey import ORIGINS
from lineofsight.quality.model import RuleBook, Severity
from lineofsight.quality.schema import JOURNEY_ID

BOOK = RuleBook(JOURNEY_ID)
Find = Callable
Among = Callable


def rule(
    code: str,
    message: str,
    *fields: str,
    among: Among | None = None,
    severity: Severity = Severity.ERROR,
    limit: int | None = None,
) -> Callable[[Find], Find]:
    """Declares the function under it as a rule of the journey. `among(t)` gives the rows it looks
    at, where these are not all of the table; `limit` the number that an authority may change."""

    def declared(find: Find) -> Find:
        judges = looked_at(fields, among)

        @wraps(find)
        def found(t):
            return find(judges(t), t)

        BOOK.rule(code, message, *fields, severity=severity, judges=judges, limit=limit)(found)
        return find

    return declared


def looked_at(fields: Iterable[str], among: Among | None = None) -> Callable:
    """The rows that a rule with these fields looks at, as a function of `t`."""
    table, columns = columns_of_first(fields)
    tellers = tellers_of(table, columns)

    def rows(t):
        of = among(t) if among else getattr(t, table)
        return of if tellers is None else of.filter(of.source.isin(tellers))

    return rows


def columns_of_first(fields: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The table of the first field, and the columns of it that are named."""
    pairs = [field.split(".") for field in fields]
    table = pairs[0][0]
    return table, tuple(column for of, column in pairs if of == table)


def tellers_of(table: str, columns: Iterable[str]) -> tuple[str, ...] | None:
    """The returns that can tell all of the columns; None where every return that tells of the
    table does."""
    told = {
        return_id: {each.column for each in origins if each.table == table}
        for return_id, origins in ORIGINS.items()
    }
    tell_of_it = {return_id for return_id, of in told.items() if of}
    tell_all = {return_id for return_id in tell_of_it if told[return_id].issuperset(columns)}
    return None if tell_all == tell_of_it else tuple(sorted(tell_all))
