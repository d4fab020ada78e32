"""Runs in the comparison tool's own environment: census tables in, its failing rows out.

A line of JSON comes in for each question, either of
    {"year": 2026, "xml": path, "rules": [codes] or null}
    {"year": 2026, "tables": {"Assessments": [[heading, …], [cell, …], …]}, "rules": …}
and a line goes out:
    {"rows": {code: {table: [row, …]}}, "whole": [codes], "broken": {code: kind of fault}}
"""

import contextlib
import copy
import io
import json
import re
import sys
import xml.etree.ElementTree as ET

import pandas as pd
from cin_validator import cin_validator as cv
from cin_validator.ingress import XMLtoCSV
from cin_validator.rules.ruleset_utils import get_year_ruleset

NAMES = (
    "Header",
    "ChildIdentifiers",
    "ChildCharacteristics",
    "Disabilities",
    "CINdetails",
    "Assessments",
    "AssessmentFactorsList",
    "CINplanDates",
    "Section47",
    "ChildProtectionPlans",
    "Reviews",
)
NUMBERS = ("CINdetailsID", "AssessmentID", "CPPID")


def frames(tables):
    found = {name: getattr(XMLtoCSV, name).copy() for name in NAMES}
    for name, (headings, *rows) in tables.items():
        frame = pd.DataFrame(rows, columns=headings).reindex(columns=found[name].columns)
        for column in NUMBERS:
            if column in frame:
                frame[column] = pd.to_numeric(frame[column])
        found[name] = frame
    return found


def answer(asked):
    if "xml" in asked:
        raw = cv.convert_data(ET.parse(asked["xml"]).getroot())
    else:
        raw = frames(asked["tables"])
    data = cv.process_data(copy.deepcopy(raw))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        checked = cv.CinValidator(data, get_year_ruleset(str(asked["year"])), asked.get("rules"))
    rows = {}
    issues = checked.full_issue_df
    for each in issues.itertuples() if len(issues) else ():
        if each.row_id == each.row_id:
            where = rows.setdefault(str(each.rule_code), {}).setdefault(each.tables_affected, set())
            where.add(int(each.row_id))
    whole = checked.multichild_issues
    return {
        "rows": {c: {t: sorted(r) for t, r in each.items()} for c, each in rows.items()},
        "whole": sorted({str(code) for code in whole["rule_code"]}) if len(whole) else [],
        "broken": dict(re.findall(r"Error with rule (\w+): (\w+)", printed.getvalue())),
    }


def main():
    out = sys.stdout
    for line in sys.stdin:
        said = answer(json.loads(line))
        print(json.dumps(said), file=out, flush=True)


main()
