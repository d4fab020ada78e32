"""A region counted and checked on Spark has the figures and findings it has on one machine."""

import pytest
from tests.factories.regions import two_authorities

from lineofsight.periods import Period
from lineofsight.region.checking import check
from lineofsight.region.counting import count
from lineofsight.region.engines import Cluster, machine
from lineofsight.region.store import parts

IDS = ["CIN01", "CPP01", "CLA01", "ASM03", "REF03", "PLC01", "CL02"]
RULES = 12


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    return two_authorities(tmp_path_factory.mktemp("two"), children=700).region


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
def test_figures_and_findings_are_those_of_one_machine(region, spark_session):
    own = spark_session.newSession()
    there, periods = parts(region), [Period.parse("2026-09"), Period.parse("2026-10")]
    with machine("duckdb") as here:
        figures, findings = count(there, here, periods, IDS), check(there, here)
    codes = sorted({line[0] for lines in findings.values() for line in lines})
    some = [c for c in codes if any(x[0] == c and x[1] == "failed" for x in _lines(findings))]
    some = some[:RULES]
    assert some
    cluster = Cluster(own)
    assert count(there, cluster, periods, IDS) == figures
    on_cluster = check(there, cluster, some)
    for part, lines in on_cluster.items():
        assert sorted(lines, key=str) == sorted(
            (x for x in findings[part] if x[0] in some), key=str
        )


def _lines(findings):
    return [line for lines in findings.values() for line in lines]
