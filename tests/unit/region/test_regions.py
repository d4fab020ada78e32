"""Two authorities in one region: the same figures and findings, and nobody in it to recognise."""

import csv
import json
import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.factories.regions import two_authorities

from lineofsight.cli import main
from lineofsight.errors import LoadRefused, UserError
from lineofsight.indicators import CATALOGUE, Basis, compiler, figures
from lineofsight.indicators.definition import Parameters
from lineofsight.journey import TABLES
from lineofsight.periods import Period
from lineofsight.quality.journey_checking import check_journey, rules_of
from lineofsight.quality.journey_tables import of_snapshot
from lineofsight.region import checking
from lineofsight.region.counting import count, keep, why_not
from lineofsight.region.engines import authority_and_place, machine
from lineofsight.region.kept import LEFT_OUT, MONTHS, NEEDS_MORE, Treatment, treatment_of
from lineofsight.region.keys import make_key, read_key
from lineofsight.region.publishing import published
from lineofsight.region.store import parts
from lineofsight.region.taking_in import take_in
from lineofsight.scope import WHOLE_AUTHORITY
from lineofsight.warehouse import layout

WORD, NUMBER = re.compile(r"[\w-]{6,}"), re.compile(r"\d")
NAMED = {
    "ssd_person": ["pers_forename", "pers_surname"],
    "ssd_professionals": ["prof_professional_name"],
}
YEAR = Period.parse("2026-10-r12")
BEARS_WITHOUT = set(
    """
    ADO02 ADO03 ADO04 ADO05 ADO06 CLR03 CLR04 EH01 EH02 EH04 EH06 PER06 PER07 PLC01 PLC02 PLC03
    PLC04 PLC05 PLC05A PLC05B PLC05C PLC05D PLC09
    """.split()
)
"""Their queries name a column that is left out, and their figures do not rest on it."""


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return two_authorities(tmp_path_factory.mktemp("two"))


def names(snapshot) -> set[str]:
    """The words of names of children and workers that are long enough not to be chance."""
    found = set()
    for name, columns in NAMED.items():
        rows = pq.read_table(layout.journey_file(snapshot.path, name), columns=columns)
        for column in rows.itercolumns():
            for each in column.unique().to_pylist():
                found |= set(WORD.findall(each or ""))
    return found


def direct_identifiers(snapshot) -> set[str]:
    """Every number and name of the records that a region must not have."""
    found = set()
    for name, table in TABLES.items():
        file = layout.journey_file(snapshot.path, name)
        if not file.is_file():
            continue
        rows = pq.read_table(file)
        for column in table.columns:
            treatment = treatment_of(table, column)
            is_text = pa.types.is_string(rows.schema.field(column).type)
            if is_text and treatment in (Treatment.PSEUDONYM, Treatment.LEFT_OUT):
                found |= {str(value) for value in rows.column(column).unique().to_pylist()}
    found -= {"Housing"}  # an organisation that leads early help, and also a reason for it
    return {value for value in found if len(value) > 4 and not value.startswith("UN")}


def test_nothing_in_a_region_says_who_a_child_or_a_worker_is(two):
    identifiers = set().union(*(direct_identifiers(each) for each in two.snapshots.values()))
    assert len(identifiers) > 10_000
    words_of = set().union(*(names(each) for each in two.snapshots.values()))
    assert len(words_of) > 100
    words_of |= {word for each in identifiers for word in WORD.findall(each) if NUMBER.search(word)}

    files = [file for file in two.region.rglob("*") if file.is_file()]
    assert len(files) > 40
    for file in files:
        assert not set(WORD.findall(file.read_bytes().decode("latin-1"))) & words_of, file
        if file.suffix == ".parquet":
            table = pq.read_table(file, partitioning=None)
            for column in table.itercolumns():
                if pa.types.is_string(column.type):
                    values = {value for value in column.unique().to_pylist() if value}
                    assert not values & identifiers, file
                    assert not set(WORD.findall(" ".join(values))) & words_of, file


def test_a_birthday_is_told_as_its_month_but_for_children_ever_looked_after(two):
    for part in parts(two.region):
        with part.snapshot().connect() as connection:
            told = connection.execute(
                "SELECT day(pers_dob) = 1, pers_person_id IN"
                " (SELECT clae_person_id FROM ssd_cla_episodes) FROM ssd_person"
                " WHERE pers_dob IS NOT NULL"
            ).fetchall()
        assert all(is_first for is_first, was_looked_after in told if not was_looked_after)
        assert not all(is_first for is_first, was_looked_after in told if was_looked_after)


def test_every_text_of_the_journey_is_judged_and_what_nobody_judged_stays_behind():
    columns = {column: table for table in TABLES.values() for column in table.columns}
    judged = {c for c, table in columns.items() if treatment_of(table, c) != Treatment.LEFT_OUT}
    assert LEFT_OUT == set(columns) - judged
    assert set(columns) >= MONTHS


def test_an_indicator_that_rests_on_what_is_left_out_is_not_counted():
    compiled = compiler("duckdb", Parameters())
    for indicator in CATALOGUE.values():
        cases = compiled.cases(indicator)
        read = " ".join((cases.sql, *(compiled.spell(name).sql for name in cases.spells)))
        if any(f'"{column}"' in read for column in LEFT_OUT) and not indicator.record:
            assert indicator.id in NEEDS_MORE or indicator.id in BEARS_WITHOUT, indicator.id


def test_each_authority_has_the_figures_it_has_alone(two):
    with machine("duckdb") as here:
        found = count(parts(two.region), here, [YEAR])
    assert len(found) == 2
    for part, there in found.items():
        ids = [each.indicator_id for each in there]
        basis = Basis(population={2025: 1_200})
        own = two.snapshots[part.authority]
        alone = figures(own, ids, [YEAR], scope=WHOLE_AUTHORITY, basis=basis)
        assert there == list(alone)
        assert sum(each.state == "value" for each in there) > 90


def test_each_authority_has_the_findings_it_has_alone(two):
    with machine("duckdb") as here:
        found = checking.check(parts(two.region), here)
    for part, lines in found.items():
        own = two.snapshots[part.authority]
        tables = of_snapshot(two.region.parent / part.authority, own)
        alone = check_journey(tables, rules_of(None), as_at=own.as_at).results
        failing = {
            (each.code, table, row)
            for each in alone.rules
            for table, rows in each.rows.items()
            for row in rows
        }
        there = {(line[0], line[3], line[4]) for line in lines if line[1] == "failed"}
        not_run = {line[0] for line in lines if line[1] == "not_run"}
        assert there == {each for each in failing if each[0] not in not_run}
        assert there
        assert not {line[1] for line in lines} & {"broken"}


def test_figures_and_findings_lie_by_authority_and_day_and_say_nothing_of_children(two):
    with machine("duckdb") as here:
        keep(count(parts(two.region), here, [YEAR], ["CIN01", "ASM03"]))
        checking.keep(checking.check(parts(two.region), here))
    for part in parts(two.region):
        file = part.result("figures")
        assert file.parent.parent.name == f"authority={part.authority}"
        assert file.parent.name == "date=2026-11-23"
        assert pq.read_metadata(file).num_rows == 2
        assert "child" not in pq.read_schema(part.result("findings")).names


def test_what_is_published_has_no_small_number(two):
    with machine("duckdb") as here:
        found = count(parts(two.region), here, [Period.parse("2026-10")])
    keep(found)
    rows = list(published(parts(two.region)))
    assert any(row["state"] == "suppressed" and row["numerator"] == "c" for row in rows)
    for row in rows:
        assert row["numerator"] not in range(1, 6), row["indicator"]
    small = {(f.indicator_id, p.authority) for p, fs in found.items() for f in fs
             if f.state == "value" and f.numerator in range(1, 6)}  # fmt: skip
    hidden = {(r["indicator"], r["authority"]) for r in rows if r["state"] == "suppressed"}
    assert small <= hidden


def test_the_same_child_has_one_pseudonym_in_an_authority_and_another_elsewhere(two, tmp_path):
    own = two.snapshots["E10000016"]
    key = read_key(two.key_file, apart_from=two.region)
    elsewhere = take_in(tmp_path / "region", own, "E10000017", key)
    again = take_in(tmp_path / "again", own, "E10000016", key)
    first = next(part for part in parts(two.region) if part.authority == "E10000016")

    def children(part):
        return pq.read_table(layout.journey_file(part.folder, "ssd_person"), partitioning=None)[
            "pers_person_id"
        ].to_pylist()

    assert children(first) == children(again)
    assert {one[10:] for one in children(first)}.isdisjoint(one[10:] for one in children(elsewhere))
    assert all(one.startswith("E10000017.") for one in children(elsewhere))


def test_a_key_lies_apart_from_the_data_and_is_its_owners_alone(two, tmp_path):
    inside = two.region / "region.key"
    open_to_all = tmp_path / "open.key"
    make_key(open_to_all)
    open_to_all.chmod(0o644)
    inside.write_text("00" * 32)
    try:
        with pytest.raises(UserError, match="among the data"):
            read_key(inside, apart_from=two.region)
    finally:
        inside.unlink()
    with pytest.raises(UserError, match="others than its owner"):
        read_key(open_to_all, apart_from=two.region)
    with pytest.raises(UserError, match="there is a key already"):
        make_key(two.key_file)
    with pytest.raises(UserError, match="no key of a region"):
        read_key(tmp_path / "nothing.key", apart_from=two.region)


def test_a_region_has_one_key_and_each_day_of_an_authority_once(two, tmp_path):
    own = two.snapshots["E10000016"]
    make_key(tmp_path / "another.key")
    another = read_key(tmp_path / "another.key", apart_from=two.region)
    with pytest.raises(LoadRefused, match="another key"):
        take_in(two.region, own, "E10000018", another)
    with pytest.raises(LoadRefused, match="already"):
        take_in(two.region, own, "E10000016", read_key(two.key_file, apart_from=two.region))
    with pytest.raises(UserError, match="no code of an authority"):
        take_in(two.region, own, "Ashmere", another)


def test_complaints_and_posts_are_not_counted_for_a_region(two):
    assert why_not(CATALOGUE["EH05"])
    with machine("duckdb") as here, pytest.raises(UserError, match="not counted for a region"):
        count(parts(two.region), here, [YEAR], ["EH05"])


def test_the_number_of_a_row_tells_whose_it_is():
    assert authority_and_place(10000016 * 10_000_000_000 + 7) == ("E10000016", 7)


def test_the_command_counts_checks_and_publishes(two, tmp_path):
    run = CliRunner().invoke
    region = str(two.region)
    counted = run(main, ["region", "figures", region, "--indicator", "CIN01", "--months", "2"])
    assert counted.exit_code == 0, counted.output
    assert "4 figures of 2 authorities." in counted.output
    checked = run(main, ["region", "check", region])
    assert checked.exit_code == 0, checked.output
    out = tmp_path / "figures.csv"
    assert run(main, ["region", "publish", region, "--out", str(out)]).exit_code == 0
    with out.open(encoding="utf-8") as file:
        assert {row["period"] for row in csv.DictReader(file)} == {"2026-09", "2026-10"}
    nothing = run(main, ["region", "figures", str(tmp_path / "empty"), "--months", "1"])
    assert nothing.exit_code == 1
    assert "there is nothing in this region yet" in nothing.output


def test_without_spark_or_java_it_says_what_to_install(monkeypatch):
    import sys

    from lineofsight.region import engines

    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UserError, match=r"lineofsight\[spark\]"), machine("spark"):
        pass
    with pytest.raises(UserError, match="--engine spark"), machine("duckdb", "local[2]"):
        pass
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert not engines._java()


def test_a_part_says_nothing_of_files_or_of_earlier_loads(two):
    for part in parts(two.region):
        manifest = part.snapshot().manifest
        assert (manifest.sources, manifest.previous) == ((), None)
        assert replace(manifest) == manifest
        about = json.loads((part.folder / "region.json").read_text())
        assert set(about) == {"key", "population", "texts_left_out"}
