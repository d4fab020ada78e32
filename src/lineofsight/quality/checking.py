"""Checking a return against the rules of its collection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from os import PathLike
from typing import Any

import pyarrow as pa

from lineofsight.errors import UserError
from lineofsight.quality.books import book_of
from lineofsight.quality.compiling import compiler
from lineofsight.quality.engines import DuckDB
from lineofsight.quality.given import Given, take, take_providers
from lineofsight.quality.model import FIRST_YEAR, LAST_YEAR, Rule, RuleBook
from lineofsight.quality.postcodes import look_up, looked_after_by, take_postcodes
from lineofsight.quality.results import Results
from lineofsight.quality.running import Engine, Material, Run
from lineofsight.quality.tables import LAST
from lineofsight.working_days import calendar_table


def check(
    tables: Mapping[str, Any],
    return_id: str = "ssda903",
    collection_year: int | None = None,
    previous: Mapping[str, Any] | None = None,
    providers: Any = None,
    authority: str | None = None,
    rules: Iterable[str] | None = None,
    *,
    postcodes: Any = None,
    engine: Engine | None = None,
) -> Results:
    """Check a return's tables; says for every rule whether it passed, failed, could not run, or
    broke, and for every failing row what to look at.

    `tables` is a dict of the table's published name (`Episodes`, `Header`; `CINdetails`) to a
    pandas, Polars or Arrow table with the published column names; days are days or text as
    dd/mm/yyyy. `collection_year` is the year the collection ends in (2026 is 2025/26).
    `previous` are last year's tables, `providers` Ofsted's list (workbooks, or a table),
    `authority` the code of the authority whose return it is (E10000016). `rules` are codes; without
    it every rule of the year is run. `postcodes` is a table (`postcode`, `la`, `east`, `north`) to
    be used in place of the directory of postcodes that may be installed. Raises `UserError` for
    what cannot be understood.
    """
    book = book_of(return_id)
    return check_given(
        take(tables, book.return_id),
        collection_year,
        previous=previous,
        providers=providers,
        authority=authority,
        rules=rules,
        postcodes=postcodes,
        engine=engine,
    )


def check_given(
    given: Given,
    collection_year: int | None,
    *,
    previous: Mapping[str, Any] | None = None,
    providers: Any = None,
    authority: str | None = None,
    rules: Iterable[str] | None = None,
    postcodes: Any = None,
    engine: Engine | None = None,
) -> Results:
    """As `check`, for tables that were taken in already."""
    book = book_of(given.return_id)
    chosen = choose(book, collection_year, rules)
    before = take(previous, given.return_id) if previous else None
    lists = {"providers": _providers(providers), "postcodes": _postcodes(postcodes, given, before)}
    whose = looked_after_by((authority or "").strip().upper()) or ""
    material = _material(given, before, lists, whose)
    if engine is not None:
        return _checked(engine, book, chosen, material, given, collection_year)
    with DuckDB() as duckdb:
        return _checked(duckdb, book, chosen, material, given, collection_year)


def choose(book: RuleBook, year: int | None, codes: Iterable[str] | None) -> list[Rule]:
    """The rules of a year, or those of them that were asked for by code."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    if year is None:
        raise UserError("Which collection is it?", advice="Give the year it ends in, as 2026.")
    if year not in years:
        raise UserError(
            f"The rules of the collection of {year} are not held here.",
            advice=f"Give a year from {years[0]} to {years[-1]}.",
        )
    of_year = book.in_year(year)
    if codes is None:
        return of_year
    wanted = {str(code).strip().casefold() for code in codes}
    unknown = wanted - {rule.code.casefold() for rule in of_year}
    if unknown:
        raise UserError(
            f"There is no rule {', '.join(sorted(unknown)).upper()} in the collection of {year}.",
            advice="The reference page of the rules lists those of each year.",
        )
    return [rule for rule in of_year if rule.code.casefold() in wanted]


def _checked(engine, book, chosen, material: Material, given: Given, year: int) -> Results:
    engine.define(start=date(year - 1, 4, 1), end=date(year, 3, 31), authority=material.authority)
    run = Run(engine, compiler(book, engine.name), material, book.return_id)
    return Results(
        run.rules(chosen),
        return_id=book.return_id,
        collection_year=year,
        children={given.names[name]: children for name, children in given.children.items()},
    )


def _material(
    given: Given, before: Given | None, lists: Mapping[str, pa.Table | None], authority: str
) -> Material:
    tables = dict(given.tables)
    missing: dict[str, set[str]] = {}
    for table, column in given.missing:
        missing.setdefault(table, set()).add(column)
    if before is not None:
        tables |= {LAST + name: table for name, table in before.tables.items()}
        for table, column in before.missing:
            missing.setdefault(LAST + table, set()).add(column)
    tables |= {name: table for name, table in lists.items() if table is not None}
    if given.return_id == "cin":
        tables["calendar"] = calendar_table()
    lacking = {name: frozenset(columns) for name, columns in missing.items()}
    return Material(tables, lacking, dict(given.names), authority)


def _providers(providers: Any) -> pa.Table | None:
    if providers is None:
        return None
    paths = [providers] if isinstance(providers, str | PathLike) else providers
    if isinstance(paths, list | tuple):
        from lineofsight.quality.providers import read_providers

        return read_providers(paths)
    return take_providers(providers)


def _postcodes(postcodes: Any, given: Given, before: Given | None) -> pa.Table | None:
    if postcodes is not None:
        return take_postcodes(postcodes)
    written = [each.tables["episodes"] for each in (given, before) if _has_episodes(each)]
    if not written:
        return None
    places = ("HOME_POST", "PL_POST")
    return look_up(one for table in written for place in places for one in table.values(place))


def _has_episodes(given: Given | None) -> bool:
    return given is not None and "episodes" in given.tables
