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
CALLED = {
    "CINPlanDates": "CINplanDates",
    "FactorsIdentifiedAtAssessment": "AssessmentFactorsList",
}
"""The tool's own names of two blocks."""
FACTORS = "AssessmentFactors"


def frames(tables):
    found = {name: getattr(XMLtoCSV, name).copy() for name in NAMES}
    for published, (headings, *rows) in tables.items():
        name = CALLED.get(published, published)
        if name not in found:
            continue
        cells = [[pd.NA if cell == "" else cell for cell in row] for row in rows]
        frame = pd.DataFrame(cells, columns=headings, dtype=object)
        if name == "AssessmentFactorsList":
            frame = frame.rename(columns={FACTORS: "AssessmentFactor"})
        frame = frame.reindex(columns=found[name].columns)
        for column in NUMBERS:
            if column in frame:
                frame[column] = pd.to_numeric(frame[column])
        if name == "Assessments":
            frame[FACTORS] = [split(codes) for codes in frame[FACTORS]]
        found[name] = frame
    if "Assessments" in tables and not len(found["AssessmentFactorsList"]):
        found["AssessmentFactorsList"] = listed(found["Assessments"])
    return found


def listed(assessments):
    """The factors of assessments as a table, as the tool's reader makes it beside."""
    each = assessments.explode(FACTORS).dropna(subset=[FACTORS])
    return each.rename(columns={FACTORS: "AssessmentFactor"})[
        list(XMLtoCSV.AssessmentFactorsList.columns)
    ].reset_index(drop=True)


def split(codes):
    """The codes of an assessment as the tool's reader gives them: a list, or nothing."""
    return codes.split(",") if isinstance(codes, str) else codes


class Seen(cv.CinValidator):
    """Keeps what each rule finds. The tool's report loses some of it: a row of one table where
    the rule also names a row of that number, of the same child, in another table."""

    def process_issues(self, rule, ctx):
        self.found = getattr(self, "found", {})
        kinds = (ctx.type_zero_issues, ctx.type_one_issues, ctx.type_two_issues)
        for issues in (*kinds, ctx.type_three_issues):
            for each in issues.itertuples() if len(issues) else ():
                if each.ROW_ID == each.ROW_ID:
                    tables = self.found.setdefault(str(rule.code), {})
                    tables.setdefault(each.tables_affected, set()).add(int(each.ROW_ID))
        super().process_issues(rule, ctx)


def answer(asked):
    if "xml" in asked:
        raw = cv.convert_data(ET.parse(asked["xml"]).getroot())
    else:
        raw = frames(asked["tables"])
    data = cv.process_data(copy.deepcopy(raw))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        checked = Seen(data, get_year_ruleset(str(asked["year"])), asked.get("rules"))
    whole = checked.multichild_issues
    return {
        "rows": {
            code: {table: sorted(rows) for table, rows in each.items() if table != "Header"}
            for code, each in getattr(checked, "found", {}).items()
        },
        "whole": sorted({str(code) for code in whole["rule_code"]}) if len(whole) else [],
        "broken": dict(re.findall(r"Error with rule (\w+): (\w+)", printed.getvalue())),
    }


def main():
    out = sys.stdout
    for line in sys.stdin:
        said = answer(json.loads(line))
        print(json.dumps(said), file=out, flush=True)


main()
