"""An invented country: unequal authorities, nobody's names, the same records each time."""

from fractions import Fraction

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from lineofsight import demo, intake, warehouse
from lineofsight.benchmarks import areas
from lineofsight.cli import main
from lineofsight.demo import country
from lineofsight.errors import UserError
from lineofsight.packs.authority import load_authority
from lineofsight.region.keys import make_key
from lineofsight.region.store import code_of, parts
from lineofsight.warehouse import layout

SMALL = Fraction(1, 30)


@pytest.fixture
def three(monkeypatch):
    """The country's first three authorities, for what need not be written 153 times."""
    every = country.authorities
    monkeypatch.setattr(country, "authorities", lambda *args, **more: every(*args, **more)[:3])


@pytest.mark.parametrize("share", [Fraction(1, 100), SMALL, Fraction(1, 10), Fraction(1)])
def test_authorities_are_as_many_as_england_has_and_have_the_share_of_its_children(share):
    there = demo.authorities(share)
    assert len(there) == 153
    assert sum(one.children for one in there) == round(12_000_000 * share)
    assert min(one.children for one in there) >= 500
    assert len({one.code for one in there}) == len({one.name for one in there}) == 153
    assert len({one.seed for one in there}) == 153


def test_sizes_are_as_unequal_as_england_s():
    sizes = sorted(one.children for one in demo.authorities(Fraction(1)))
    assert sizes[0] == 500  # England's smallest has some 400: the generator begins at 500
    assert 55_000 < sizes[76] < 68_000
    assert sizes[-1] > 300_000
    assert sum(sizes[-15:]) > 0.25 * sum(sizes)


def test_codes_and_names_are_nobody_s():
    for one in demo.authorities(SMALL):
        assert code_of(one.code) == one.code
        assert one.code.startswith("E99")
        assert one.code not in areas.authorities()
        assert one.name not in {each.name for each in areas.authorities().values()}


def test_another_seed_makes_another_country_and_the_same_makes_the_same():
    assert demo.authorities(SMALL) == demo.authorities(SMALL, seed=2026)
    assert demo.authorities(SMALL) != demo.authorities(SMALL, seed=7)


@pytest.mark.parametrize("said", ["1/1000", "2", "0", "-1/10"])
def test_a_share_that_cannot_be_invented_is_refused(said):
    with pytest.raises(UserError, match="of the country cannot be invented"):
        demo.authorities(demo.share_of(said))


def test_what_is_no_share_is_refused():
    for said in ("a tenth", "1/0"):
        with pytest.raises(UserError, match="is no share"):
            demo.share_of(said)


def test_its_snapshot_has_the_rows_that_a_load_of_its_files_has(tmp_path):
    authority = demo.generate(900, seed=3)
    (tmp_path / "files").mkdir()
    files = []
    for name, table in authority.tables.items():
        files.append(tmp_path / "files" / f"{name}.parquet")
        pq.write_table(table, files[-1])
    submission = intake.read_files(files, as_at=authority.today)
    made = demo.write_snapshot(authority, tmp_path / "made")
    loaded = warehouse.load(tmp_path / "loaded", submission, created_at=made.manifest.created_at)
    for name in authority.tables:
        one, other = (pq.read_table(layout.journey_file(s.path, name)) for s in (made, loaded))
        assert one.schema.names == other.schema.names, name
        assert sorted(map(str, one.to_pylist())) == sorted(map(str, other.to_pylist())), name
    assert dict(made.manifest.rows) == dict(loaded.manifest.rows)
    assert made.manifest.coverage == loaded.manifest.coverage
    assert (made.as_at, made.manifest.return_id) == (loaded.as_at, loaded.manifest.return_id)


def test_the_command_writes_installations_that_a_region_takes_in(three, tmp_path):
    run = CliRunner().invoke
    asked = ["demo-data", "--country", "1/100", "--out", str(tmp_path / "country")]
    done = run(main, asked)
    assert done.exit_code == 0, done.output
    again = run(main, asked)  # what is whole is left as it is
    assert again.exit_code == 0, again.output
    first = country.authorities(Fraction(1, 100))[0]
    assert load_authority(tmp_path / "country" / first.code).name == first.name

    make_key(tmp_path / "key")
    region = str(tmp_path / "region")
    each_of = ["--each-of", str(tmp_path / "country"), "--key", str(tmp_path / "key")]
    taken = run(main, ["region", "load", region, *each_of])
    assert taken.exit_code == 0, taken.output
    assert [part.authority for part in parts(tmp_path / "region")] == [
        one.code for one in country.authorities(Fraction(1, 100))
    ]
    other = run(main, ["demo-data", "--country", "1/50", "--out", str(tmp_path / "country")])
    assert other.exit_code == 1
    assert "another country was begun here" in other.output


def test_a_country_has_a_size_of_its_own(tmp_path):
    asked = ["demo-data", "--country", "1/100", "--children", "900", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, asked).exit_code == 2


def test_an_authority_s_records_are_the_same_however_many_others_there_are(three, tmp_path):
    (first, *_) = demo.write_country(tmp_path / "a", SMALL)
    list(demo.write_country(tmp_path / "b", SMALL))
    again = demo.generate(first.children, seed=first.seed)
    for name, told in again.tables.items():
        one, other = (
            pq.read_table(
                layout.journey_file(warehouse.latest(tmp_path / place / first.code).path, name)
            )
            for place in "ab"
        )
        assert one.equals(other), name
        assert len(one) == len(told), name
