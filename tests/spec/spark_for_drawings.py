"""The Spark session that drawings are asked on.

A drawing has a handful of rows and there are more than a thousand of them, so nearly all the time
goes into getting ready to run, which Spark does on the assumption that there is much to do.
Here is what it is told not to do for so little. Not one of these says what an answer is: plans
are made by the same rules, and on a cluster rows still leave one process for another.
"""

from collections.abc import Mapping
from types import MappingProxyType

BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
"""Java is not to spend minutes on making code fast that runs for seconds."""

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "spark.ui.enabled": "false",
        "spark.executor.memory": "800m",
        "spark.cores.max": "2",  # one of each of a cluster's two workers
        "spark.executor.cores": "1",
        "spark.driver.extraJavaOptions": BRIEF,
        "spark.executor.extraJavaOptions": BRIEF,
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        # A row needs no Java class of its own, written and compiled for it: it is interpreted.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        # Plans are not thought over again after every stage of five rows.
        "spark.sql.adaptive.enabled": "false",
        # Rows that are brought together are brought to one place, not to two hundred.
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "2",
        "spark.locality.wait": "0",
    }
)


def session_on(master: str, settings: Mapping[str, str] = SETTINGS):
    import pyspark

    builder = pyspark.sql.SparkSession.builder.master(master).appName("lineofsight-spec")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
