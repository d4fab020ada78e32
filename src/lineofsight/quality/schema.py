"""The tables a rule can ask for, column by column, as the engine has them."""

from functools import lru_cache

from lineofsight.returns import RETURNS
from lineofsight.returns.model import Field, FieldType, Table

Columns = dict[str, str]
"""Column → type, as the expression layer names it."""

DAYS = (FieldType.DATE, FieldType.INSTANT)
AS_WRITTEN = "_text"
"""Follows the name of a day's column: what was written there."""
MEANT = "_code"
"""Follows the name of a code's column where authorities write codes in words of their own: the one
code that is meant, none where the words are not known."""
IN_OWN_WORDS = ("annex_a",)
"""Returns whose codes are written so."""

PROVIDERS: Columns = {
    "urn": "string",
    "la_name": "string",  # the authority the list says it stands in
    "place_codes": "string",  # placement types it may give, with commas between
    "provider_codes": "string",
    "reg_end": "date",
    "postcode": "string",
    "la_code": "string",  # the authority its postcode lies in, E10000016
}

JOURNEY_ID = "journey"
"""The accumulated history, checked as if it were a return: its tables are called by the names of
the Standard Safeguarding Dataset."""
SPOKEN: Columns = {"spoken_table": "string", "from_on": "date", "to_on": "date", "known_on": "date"}
_KINDS = {"text": "string", "date": "date", "whole": "int32", "number": "float64"}

_NAMES_903 = {
    "placed_adoption": "PlacedAdoption",
    "prev_perm": "PrevPerm",
    "sw_episodes": "SWEpisodes",
    "dolo": "DoLo",
    "header": "Header",
    "episodes": "Episodes",
    "reviews": "Reviews",
    "missing": "Missing",
    "uasc": "UASC",
    "oc2": "OC2",
    "oc3": "OC3",
    "ad1": "AD1",
}

_OTHER_NAMES = {
    "cin": {
        "cpplandetails": "child_protection_plans",
        "assessmentfactorslist": "assessment_factors",
        "assessmentfactors": "assessment_factors",
    }
}

_CIN_KEYS = {
    "cin_details": ("details",),
    "assessments": ("details", "assessment"),
    "assessment_factors": ("details", "assessment"),
    "cin_plan_dates": ("details",),
    "section_47": ("details",),
    "child_protection_plans": ("details", "plan"),
    "reviews": ("details", "plan"),
    "pre_proceedings": ("details",),
}
KEY_HEADINGS = {"details": "CINdetailsID", "assessment": "AssessmentID", "plan": "CPPID"}
"""Numbers that tell a child's blocks apart; nobody publishes them, whoever reads the XML counts."""

FACTORS = "assessment_factors"
_CHILD = ("child", "la_child_id", "child_unique_id")


def published_name(return_id: str, table: str) -> str:
    """The name the department gives a table."""
    if return_id == JOURNEY_ID:
        return table
    if return_id == "ssda903":
        return _NAMES_903[table]
    title = RETURNS[return_id].by_name[table].title
    return title.split(":")[0] if return_id == "annex_a" else title


@lru_cache
def _by_published(return_id: str) -> dict[str, str]:
    names = {
        published_name(return_id, name).casefold(): name for name in RETURNS[return_id].by_name
    }
    titles = {each.title.casefold(): each.name for each in RETURNS[return_id].tables}
    ours = {name: name for name in RETURNS[return_id].by_name}
    return names | titles | ours | _OTHER_NAMES.get(return_id, {})


def table_called(return_id: str, name: str) -> str | None:
    """Our name of the table that somebody calls `name`, in any case; None if there is none."""
    if return_id == JOURNEY_ID:
        return name if name in journey_tables() else None
    return _by_published(return_id).get(name.casefold())


def keys_of(return_id: str, table: str) -> tuple[str, ...]:
    """Columns of ours by which the blocks of a census find their parents."""
    return _CIN_KEYS.get(table, ()) if return_id == "cin" else ()


def child_field(table: Table) -> str | None:
    """The column that says whose row it is, where a table has children."""
    return next((f.name for f in table.fields if f.name in _CHILD), None)


def coded(return_id: str, table: str) -> tuple[Field, ...]:
    """The fields of a table beside which `MEANT` says the code."""
    if return_id not in IN_OWN_WORDS:
        return ()
    return tuple(field for field in RETURNS[return_id].by_name[table].fields if field.codes)


def heading_of(return_id: str, table: str, column: str) -> str:
    """How somebody who lacks a column of ours would know it."""
    if return_id not in IN_OWN_WORDS:
        return column.removesuffix(AS_WRITTEN).upper()
    declared = RETURNS[return_id].by_name[table]
    names = {name + end: name for name in declared.by_name for end in ("", AS_WRITTEN, MEANT)}
    name = child_field(declared) if column == "child" else names[column]
    return declared.by_name[name].published


@lru_cache
def columns_of(return_id: str, table: str) -> Columns:
    """Every column of a table with its type; an unknown table is a `KeyError`."""
    if return_id == JOURNEY_ID:
        return _of_the_journey(table)
    declared = RETURNS[return_id].by_name[table]
    columns: Columns = {"row": "int64", "child": "string"}
    for key in keys_of(return_id, table):
        columns[key] = "string"
    for field in declared.fields:
        if field.name == child_field(declared):
            continue
        if field.type in DAYS:
            columns[field.name] = "date"
            columns[field.name + AS_WRITTEN] = "string"
        else:
            columns[field.name] = "string"
    columns |= {field.name + MEANT: "string" for field in coded(return_id, table)}
    if return_id == "cin" and table == "assessments":
        columns[FACTORS] = "array<string>"
    return columns


def journey_tables():
    """The declared tables of the journey; only who checks one pays for loading them."""
    from lineofsight.journey import TABLES

    return TABLES


def _of_the_journey(table: str) -> Columns:
    """The dataset's own columns and those every row of the journey carries."""
    told = {name: _KINDS[kind] for name, kind in journey_tables()[table].columns.items()}
    kept = {"known_from": "date", "told_on": "date", "source": "string"}
    return {"row": "int64", "child": "string"} | told | kept
