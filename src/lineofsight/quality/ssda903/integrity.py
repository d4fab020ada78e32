"""The tables agree with each other: whoever stands in one stands in the header, once, born on
the same day. The department makes these checks before all others."""

from lineofsight.quality.model import Severity
from lineofsight.quality.schema import published_name
from lineofsight.quality.ssda903.book import BOOK, rule

# The code of each check, and the table it looks at.
NOT_IN_HEADER = {
    "INT01": "ad1", "INT02": "placed_adoption", "INT03": "episodes", "INT04": "missing",
    "INT05": "oc2", "INT06": "oc3", "INT07": "prev_perm", "INT08": "reviews", "INT09": "uasc",
}  # fmt: skip
OTHER_BIRTH_DATE = {
    "INT11": "ad1", "INT12": "placed_adoption", "INT13": "missing", "INT14": "oc2",
    "INT15": "oc3", "INT16": "prev_perm", "INT17": "reviews", "INT18": "uasc",
}  # fmt: skip
ONCE_ONLY = {
    "INT31": "ad1", "INT32": "header", "INT33": "oc2", "INT34": "oc3", "INT35": "prev_perm",
    "INT36": "uasc",
}  # fmt: skip


def _children_without_header(table: str):
    def find(t):
        rows = getattr(t, table)
        return rows.anti_join(t.header, "child")

    return find


def _differs_from_header(table: str, column: str):
    """Rows that say something else than the header about the child: it is for both to say it."""

    def find(t):
        rows = getattr(t, table)
        header = t.header.select("child", said_there=t.header[column])
        both = rows.inner_join(header, "child")
        return both.filter(both[column] != both.said_there)

    return find


def _children_given_twice(table: str):
    def find(t):
        rows = getattr(t, table)
        return rows.filter(rows.row.count().over(group_by="child") > 1)

    return find


for _code, _table in NOT_IN_HEADER.items():
    _name = published_name(BOOK.return_id, _table)
    rule(
        _code,
        f"The child stands in {_name} but not in Header. Add the child to Header, or correct the"
        f" child’s number in {_name}.",
        f"{_name}.CHILD",
    )(_children_without_header(_table))

for _code, _table in OTHER_BIRTH_DATE.items():
    _name = published_name(BOOK.return_id, _table)
    rule(
        _code,
        f"{_name} gives a different date of birth from Header. Correct whichever is wrong.",
        f"{_name}.DOB",
        "Header.DOB",
    )(_differs_from_header(_table, "dob"))

rule(
    "INT21",
    "UASC gives a different sex from Header. Correct whichever is wrong.",
    "UASC.SEX",
    "Header.SEX",
)(_differs_from_header("uasc", "sex"))

for _code, _table in ONCE_ONLY.items():
    _name = published_name(BOOK.return_id, _table)
    rule(
        _code,
        f"{_name} has more than one row for the child. Keep one of them.",
        f"{_name}.CHILD",
    )(_children_given_twice(_table))


@rule(
    "EPI",
    "The child has no episodes in this return and is not a care leaver in it, so most of the"
    " department’s checks cannot be made. Load the child’s episodes, or take the child out of"
    " Header.",
    "Header.CHILD",
    severity=Severity.QUERY,
)
def child_without_episodes(t):
    return t.header.anti_join(t.episodes, "child").anti_join(t.oc3, "child")
