"""Rules over returns: what the department will reject or ask about, row by row.

from lineofsight.quality import check

results = check({"Header": header, "Episodes": episodes}, "ssda903", 2026)
results["102"].outcome          passed, failed, not_run or broken
for line in results.findings:   a failing row: rule, table, row, fields, message
    ...
"""

from lineofsight.quality.checking import check
from lineofsight.quality.model import Characteristic, Outcome, Rule, RuleBook, Severity
from lineofsight.quality.results import Line, Results, RuleResult

__all__ = [
    "Characteristic",
    "Line",
    "Outcome",
    "Results",
    "Rule",
    "RuleBook",
    "RuleResult",
    "Severity",
    "check",
]
