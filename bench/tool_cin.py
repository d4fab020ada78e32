"""Runs in the tools' own environment: the census tool on a file, as its pages call it.

python tool_cin.py CENSUS.xml YEAR FINDINGS.csv
"""

import contextlib
import io
import sys
import xml.etree.ElementTree as ET

from cin_validator import cin_validator
from cin_validator.rules.ruleset_utils import get_year_ruleset

census, year, findings = sys.argv[1:]
with contextlib.redirect_stdout(io.StringIO()):
    tables = cin_validator.process_data(cin_validator.convert_data(ET.parse(census).getroot()))
    checked = cin_validator.CinValidator(tables, get_year_ruleset(year), None)
checked.full_issue_df.to_csv(findings, index=False)
