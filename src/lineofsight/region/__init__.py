"""Past one authority: a region, or the country, in one run of the same definitions.

A region's folder has a snapshot for each authority and day, laid out as any other, with
pseudonyms in place of everything that says who a child is. One run counts, or checks, all of
them together, on DuckDB or on Spark.

REGION/
  journey/authority=E10000016/date=2026-11-23/      a snapshot: manifest.json, journey/*.parquet
  figures/authority=E10000016/date=2026-11-23/figures.parquet
  findings/authority=E10000016/date=2026-11-23/findings.parquet
"""
