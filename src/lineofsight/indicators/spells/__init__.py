"""Spells and positions that several definitions share, each computed once per run.

A spell is a function from tables to a table. Its name is a table's name to every
definition, and the engine keeps what it gives as a temporary table, so that two
hundred definitions do not each work out who was on a plan at the end of each month.
"""

from lineofsight.indicators.spells import (
    care,
    demand,
    health,
    homes,
    local_extracts,
    missing,
    need,
    open_cases,
    people,
    permanence,
    protection,
    reviewing,
    schooling,
)

SPELLS = {
    **people.SPELLS,
    **homes.SPELLS,
    **demand.SPELLS,
    **need.SPELLS,
    **protection.SPELLS,
    **care.SPELLS,
    **missing.SPELLS,
    **health.SPELLS,
    **reviewing.SPELLS,
    **permanence.SPELLS,
    **local_extracts.SPELLS,
    **schooling.SPELLS,
    **open_cases.SPELLS,
}
