"""The child-level model: every table, and where each value comes from in each return."""

from collections import defaultdict

from lineofsight.journey import ORIGINS, TABLES, UNTOLD
from lineofsight.journey.model import Origin, Table
from lineofsight.reference_docs.markdown import page, section, table


def pages() -> dict[str, str]:
    told: dict[tuple[str, str], dict[str, Origin]] = defaultdict(dict)
    for return_id, origins in ORIGINS.items():
        for origin in origins:
            told[origin.table, origin.column][return_id] = origin
    untold = defaultdict(list)
    for return_id, said in UNTOLD.items():
        for each in said:
            untold[each.table].append((return_id, each.what))
    lead = (
        "The journey is the Standard Safeguarding Dataset, with the sector's own names for tables "
        "and columns. Indicators are written once, over these tables; every other return is mapped "
        "into them as this page says, field by field."
    )
    tables = [_table(each, told, untold[each.name]) for each in TABLES.values()]
    return {"journey.md": page("The child's journey", lead, *tables)}


def _table(declared: Table, told, untold: list[tuple[str, str]]) -> str:
    returns = list(ORIGINS)
    rows = [
        (f"`{column}`", kind, *(_origin(told[declared.name, column].get(r)) for r in returns))
        for column, kind in declared.columns.items()
    ]
    parts = [
        f"{declared.title}. One row is {declared.grain}. Key: "
        + ", ".join(f"`{column}`" for column in declared.key)
        + ".\n",
        table(("Column", "Type", *returns), rows),
    ]
    if untold:
        parts.append("What a return cannot tell:\n")
        parts.append(table(("Return", "Not told"), untold))
    return section(declared.name, *parts)


def _origin(origin: Origin | None) -> str:
    if origin is None:
        return ""
    field = f"`{origin.field}`" if origin.field else ""
    return ": ".join(part for part in (field, origin.note) if part)
