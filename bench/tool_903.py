"""Runs in the tools' own environment: the SSDA903 tool on files, as its pages call it.

    python tool_903.py FILES.json YEAR FINDINGS.csv

The file of JSON names what is put into each of the boxes of its page: "This year", "Prev year",
"CH lookup".
"""

import contextlib
import io
import json
import logging
import os
import sys
from pathlib import Path

os.environ.setdefault("QLACREF_PC_INSECURE", "True")
from lac_validator.lac_validator import LacValidator, create_issue_df
from lac_validator.report import Report
from lac_validator.rules.ruleset_utils import get_year_ruleset
from lac_validator.utils import process_uploaded_files

logging.disable(logging.CRITICAL)
boxes, year, findings = sys.argv[1:]
asked = json.loads(Path(boxes).read_text(encoding="utf-8"))
with contextlib.redirect_stdout(io.StringIO()):
    rules = get_year_ruleset(year)
    metadata = {"collectionYear": year, "localAuthority": asked.pop("authority")}
    checked = LacValidator(
        metadata=metadata, files=process_uploaded_files(asked), registry=rules, selected_rules=None
    )
    report = Report(checked.ds_results, rules)
create_issue_df(report.report, report.error_report).to_csv(findings, index=False)
