"""Figures and neighbours the department publishes: not children's records.

Every file of figures is brought to one long shape, a row for each figure: what the row is
about (`DIMENSIONS`), `measure` (the published column), `value` and `state`. The symbols
that stand instead of a number are states, not problems.
"""

from collections.abc import Mapping

from lineofsight.returns.declare import count, number, text
from lineofsight.returns.model import Return, Table

STATES: Mapping[str, str] = {
    "c": "suppressed",
    "z": "not applicable",
    "x": "not available",
    "u": "low reliability",
    "k": "rounds to nought",
    ":": "not available",
}
VALUE = "value"

DIMENSIONS = (
    count("time_period", required=True, is_key=True),
    text("time_identifier", required=True, is_key=True),
    text("geographic_level", required=True, is_key=True),
    text("country_code"),
    text("country_name"),
    text("region_code"),
    text("region_name"),
    text("old_la_code"),
    text("new_la_code"),
    text("la_name"),
    text("category"),
    text("category_type"),
    text("characteristic"),
    text("characteristic_type"),
    text("age_group"),
)

FIGURES = Table(
    "figures",
    "Published figures",
    (*DIMENSIONS, text("measure"), number("value"), text("state")),
)

STATISTICAL_NEIGHBOURS = Table(
    "statistical_neighbours",
    "Statistical neighbours of each authority",
    (
        text("urn"),
        text("la_code", required=True, is_key=True),
        text("la_code_new"),
        text("stat_neighbours", required=True, is_key=True),
        text("stat_neighbours_la_code"),
        text("stat_neighbours_previous"),
        text("local_authority_ons_name"),
        text("also_known_as"),
        text("region_code"),
        text("region_name"),
        text("domain"),
        text("ofsted_ilacs_scrape_la_name"),
        text("rgn22cd"),
        text("rgn22nm"),
        text("lad23cd"),
        text("ltla23cd"),
        text("ltla23nm"),
        text("ltla23nmw"),
        text("ltla23_ons"),
        text("utla23nm"),
        text("country"),
        count("ons_population_0-25"),
        text("ons_la_type"),
    ),
)

PUBLISHED_STATISTICS = Return(
    id="published_statistics",
    title="Published statistics",
    source="Department for Education, children in need statistics; statistical neighbours",
    tables=(FIGURES, STATISTICAL_NEIGHBOURS),
    has_children=False,
)
