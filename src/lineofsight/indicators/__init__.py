"""Indicators: what is counted, how, and the children behind every figure.

    from lineofsight.indicators import CATALOGUE, Basis, UnitRef, children, cube, figures

    figures(snapshot, ["ASM03"], [Period.parse("2026-10")], by="team", scope=scope)
    children(snapshot, "ASM03", Period.parse("2026-10"), unit=UnitRef("team", "T1"), scope=scope)
    cube.read(snapshot, ["ASM03"], periods, by="team")            fast, for pages

`CATALOGUE` has every declaration by id; `sql("ASM03")` is the query a definition becomes.
"""

from lineofsight.indicators.cases import COUNTED, LEFT_OUT, NO_UNIT, NOT_COUNTED
from lineofsight.indicators.children import ChildrenBehind, ChildRow, UnitRef, children
from lineofsight.indicators.compiling import compiler, definitions_hash
from lineofsight.indicators.count import figures
from lineofsight.indicators.definition import (
    Indicator,
    Interval,
    Parameters,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.figures import Basis, Figure, State, for_outside
from lineofsight.indicators.library import CATALOGUE, THEMES, indicator_of
from lineofsight.indicators.outward import is_shown_outside, shown_outside
from lineofsight.indicators.units import Units, units_of


def sql(indicator_id: str, engine: str = "duckdb") -> str:
    """The query that gives every case of an indicator; it reads the spells of
    `spells_used`, whose own queries `spell_sql` gives."""
    return compiler(engine, Parameters()).cases(indicator_of(indicator_id)).sql


def spells_used(indicator_id: str) -> tuple[str, ...]:
    return compiler("duckdb", Parameters()).cases(indicator_of(indicator_id)).spells


def spell_sql(name: str, engine: str = "duckdb") -> str:
    return compiler(engine, Parameters()).spell(name).sql


__all__ = [
    "CATALOGUE",
    "COUNTED",
    "LEFT_OUT",
    "NOT_COUNTED",
    "NO_UNIT",
    "THEMES",
    "Basis",
    "ChildRow",
    "ChildrenBehind",
    "Figure",
    "Indicator",
    "Interval",
    "Parameters",
    "Polarity",
    "Span",
    "State",
    "Timescale",
    "Unit",
    "UnitRef",
    "Units",
    "children",
    "definitions_hash",
    "figures",
    "for_outside",
    "indicator_of",
    "is_shown_outside",
    "shown_outside",
    "spell_sql",
    "spells_used",
    "sql",
    "units_of",
]
