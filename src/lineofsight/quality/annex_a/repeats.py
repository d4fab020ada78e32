"""The same thing twice in a list."""

from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import EVENT, published, rows_of
from lineofsight.quality.model import Severity

# List, what tells its rows apart, what a row is.
ONCE = (
    (2, ("child", EVENT[2]), "early help assessment that starts on this day"),
    (3, ("child", EVENT[3]), "referral of this day"),
    (4, ("child", EVENT[4]), "assessment that starts on this day"),
    (5, ("child", EVENT[5]), "section 47 enquiry that starts on this day"),
    (6, ("child",), "row among the children in need"),
    (7, ("child",), "row among the children with a protection plan"),
    (8, ("child",), "row among the children in care"),
    (9, ("child",), "row among the care leavers"),
    (10, ("child",), "row among the children to be adopted"),
    (11, ("individual_adopter_identifier",), "row among the adopters"),
)
TWICE_AT_TIMES = range(2, 8)
"""Events may happen twice in a day, and a case or a plan may begin again within the six months."""


def _repeated(number: int, keys: tuple[str, ...]):
    def find(t):
        rows = rows_of(t, number)
        rows = rows.filter(*(rows[key].notnull() for key in keys))
        return rows.filter(rows.row.count().over(group_by=list(keys)) > 1)

    return find


for _number, _keys, _what in ONCE:
    _who = "adopter" if _number == 11 else "child"
    _may_be_right = _number in TWICE_AT_TIMES
    _what_to_do = ", or say why there are several" if _may_be_right else ""
    rule(
        f"A{_number}30",
        f"The {_who} has more than one {_what}. Keep the one that is right{_what_to_do}.",
        *published(_number, *_keys),
        severity=Severity.QUERY if _may_be_right else Severity.ERROR,
    )(_repeated(_number, _keys))
