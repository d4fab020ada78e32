"""The tables of the Standard Safeguarding Dataset that the returns here can fill, and a few
of our own (`own_…`) for what a return tells and the dataset has no place for.

Names and keys are the published ones. Text is text, days are days (a time of day is
dropped at intake), flags are the dataset's `Y` and `N`. Codes are those of the statutory
returns (`returns.code_sets`); where Annex A gives only a group, Ofsted's words for it with
their letter (`a) White`), so that it can never be taken for one of the finer codes. What the
dataset has no place for, and authorities keep in lists of their own, stands in tables whose
names begin with `loc_`.
"""

from lineofsight.journey import (
    schema_care,
    schema_children,
    schema_local,
    schema_send,
    schema_told,
)
from lineofsight.journey.model import Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *schema_children.TABLES,
        *schema_care.TABLES,
        *schema_send.TABLES,
        *schema_told.TABLES,
        *schema_local.TABLES,
    )
}
