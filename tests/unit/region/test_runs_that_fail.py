"""A run that cannot begin says why in a sentence; one that is stopped leaves what was there."""

import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.factories.regions import two_authorities

from lineofsight.cli import main
from lineofsight.region import counting, engines
from lineofsight.region.store import parts


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    return two_authorities(tmp_path_factory.mktemp("failing"), children=500).region


@pytest.fixture
def spark_is_there(monkeypatch):
    """As if Spark were installed: what is tested is refused before it is asked for anything."""
    fakes = {name: type(sys)(name) for name in ("py4j", "py4j.protocol", "pyspark")}
    fakes |= {name: type(sys)(name) for name in ("pyspark.errors", "pyspark.sql")}
    fakes["py4j.protocol"].Py4JError = RuntimeError
    fakes["pyspark.errors"].PySparkException = RuntimeError
    fakes["pyspark.sql"].SparkSession = None
    for name, module in fakes.items():
        monkeypatch.setitem(sys.modules, name, module)


def asked(region, *more):
    return CliRunner().invoke(
        main,
        ["region", "figures", str(region), "--months", "1", "--indicator", "CIN01", *more],
    )


def test_without_spark_one_sentence_says_how_to_install_it(region, monkeypatch):
    for name in [n for n in sys.modules if n.partition(".")[0] in ("pyspark", "py4j")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "py4j", None)
    done = asked(region, "--engine", "spark")
    assert done.exit_code == 1
    assert "Spark is not installed" in done.output


def test_without_java_one_sentence_says_what_to_install(region, spark_is_there, monkeypatch):
    monkeypatch.setattr(engines, "_java", lambda: False)
    done = asked(region, "--engine", "spark", "--master", "local[2]")
    assert done.exit_code == 1
    assert "Java 17" in done.output


@pytest.mark.parametrize("master", ["spark://nobody.invalid:7077", "spark://", "spark://host"])
def test_a_master_that_does_not_answer_is_said(region, spark_is_there, monkeypatch, master):
    def nobody(*args, **more):
        raise OSError

    monkeypatch.setattr(engines, "_java", lambda: True)
    monkeypatch.setattr(engines.socket, "create_connection", nobody)
    done = asked(region, "--engine", "spark", "--master", master)
    assert done.exit_code == 1
    assert "no Spark master answers" in done.output


def test_a_run_that_is_stopped_while_writing_leaves_every_authority_as_it_was(region, monkeypatch):
    there = parts(region)
    first, second = (pa.table({"run": [number]}) for number in (1, 2))
    counting.write("figures", dict.fromkeys(there, first))
    written = pq.write_table

    def stopped(table, file, **more):
        if there[1].authority in str(file):
            raise KeyboardInterrupt
        written(table, file, **more)

    monkeypatch.setattr(counting.pq, "write_table", stopped)
    with pytest.raises(KeyboardInterrupt):
        counting.write("figures", dict.fromkeys(there, second))
    for part in there:
        assert pq.read_table(part.result("figures"), partitioning=None).equals(first)
        assert [each.name for each in part.result("figures").parent.iterdir()] == [
            "figures.parquet"
        ]
