"""How long a temporary placement may last."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule

# Code, placement, days, what it is for, how long.
_LONGEST = (
    ("375", "T1", 42, "in hospital", "six weeks"),
    ("376", "T3", 21, "while the carers are on holiday", "three weeks"),
    ("379", "T4", 7, "for a reason not given", "seven days"),
)


def _lasts_longer(place: str, days: int):
    def find(t):
        longest = t.episodes.decom + ibis.interval(days=days)
        return t.episodes.filter(t.episodes.place == place, t.episodes.dec > longest)

    return find


for _code, _place, _days, _what, _how_long in _LONGEST:
    rule(
        _code,
        f"A temporary placement {_what} ({_place}) may last {_how_long} at most. Correct the days,"
        " or enter the placement the child was really in.",
        "Episodes.DECOM",
        "Episodes.PLACE",
        "Episodes.DEC",
    )(_lasts_longer(_place, _days))
