"""Runs in the comparison tool's own environment: SSDA903 tables in, its failing rows out.

A line of JSON comes in for each question:
    {"year": 2026, "authority": "E10000016", "tables": {"Episodes": [[heading, …], [cell, …], …]},
     "last": {…} or null, "rules": [codes] or null, "providers": [paths]}
instead of tables "files" and "last_files" may name files,
and a line goes out:
    {"rows": {code: {table: [row, …]}}, "skipped": [codes], "broken": {code: kind of fault}}
"""

import contextlib
import csv
import io
import json
import logging
import os
import sys

import pandas as pd

os.environ.setdefault("QLACREF_PC_INSECURE", "True")
from lac_validator.datastore import copy_datastore, create_datastore
from lac_validator.ingress import read_from_text
from lac_validator.rules.ruleset_utils import get_year_ruleset
from lac_validator.utils import process_uploaded_files

logging.disable(logging.CRITICAL)


def uploaded(name, rows, description):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    content = text.getvalue().encode()
    return {"name": f"{name.lower()}.csv", "file_content": content, "description": description}


def store_of(asked, files):
    tables, more = read_from_text(raw_files=files)
    metadata = {"collectionYear": str(asked["year"]), "localAuthority": asked["authority"]} | more
    return create_datastore(tables, metadata)


def files_of(asked):
    """Tables as text, or files by their paths."""
    if "files" in asked:
        lists = {"This year": asked["files"], "Prev year": asked.get("last_files") or []}
        return process_uploaded_files({name: paths for name, paths in lists.items() if paths})
    files = [uploaded(n, rows, "This year") for n, rows in asked["tables"].items()]
    files += [uploaded(n, rows, "Prev year") for n, rows in (asked.get("last") or {}).items()]
    if asked.get("providers"):
        files += process_uploaded_files({"CH lookup": asked["providers"]})
    return files


def own(store):
    """A copy of the data for one rule: rule 365 writes into the tables that all rules share, and
    the answers of those after it are then of other data (see differences.yaml, 451)."""
    return {
        name: table.copy(deep=True) if isinstance(table, pd.DataFrame) else table
        for name, table in store.items()
    }


def answer(asked):
    files = files_of(asked)
    try:
        store = store_of(asked, files)
    except Exception as error:  # noqa: BLE001 - a header without a child is enough for the tool
        return {"rows": {}, "skipped": [], "broken": {"": type(error).__name__}}
    rules = get_year_ruleset(str(asked["year"]))
    wanted = asked.get("rules") or list(rules)
    rows, skipped, broken = {}, [], {}
    for code in wanted:
        if code not in rules:
            continue
        try:
            found = rules[code].func(copy_datastore(own(store)))
        except Exception as error:  # noqa: BLE001 - a rule of the tool that breaks is an answer
            broken[code] = type(error).__name__
            continue
        if found == {}:
            skipped.append(code)
        rows[code] = {
            table: sorted({int(row) for row in values if row == row})
            for table, values in found.items()
            if len(values)
        }
    return {"rows": rows, "skipped": skipped, "broken": broken}


def main():
    out = sys.stdout
    for line in sys.stdin:
        with contextlib.redirect_stdout(io.StringIO()):
            said = answer(json.loads(line))
        print(json.dumps(said), file=out, flush=True)


main()
