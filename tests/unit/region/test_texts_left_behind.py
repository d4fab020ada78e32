"""Words of somebody's own in a column of codes stay at the authority; codes go."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.factories.regions import two_authorities

from lineofsight.errors import UserError
from lineofsight.journey import TABLES, Table
from lineofsight.journey.model import Shape
from lineofsight.region.kept import AS_THEY_ARE, COUNTS, DAYS, Treatment, treatment_of
from lineofsight.region.keys import read_key
from lineofsight.region.store import code_of, installations
from lineofsight.region.taking_in import take_in, texts_left_out
from lineofsight.region.texts import Texts
from lineofsight.warehouse import Snapshot, layout


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return two_authorities(tmp_path_factory.mktemp("texts"), children=600)


@pytest.fixture(scope="module")
def snapshot(two):
    return two.snapshots["E10000016"]


def somebody(snapshot) -> str:
    rows = pq.read_table(layout.journey_file(snapshot.path, "ssd_person"))
    names = [n for n in rows["pers_forename"].to_pylist() if n and len(n) > 3]
    return names[0]


def looked_at(snapshot, *values):
    texts = Texts(snapshot)
    made = texts.without("a_column", pa.chunked_array([pa.array(values, pa.string())]))
    return made.to_pylist(), texts.left_out


@pytest.mark.parametrize(
    "text",
    [
        "She told her teacher that it happened again and that she was afraid",
        "ring 07700900123",
        "seen on 3/11/2025",
        "moved to AM1 2AB",
        "aunt@example.invalid",
        "x" * 81,
    ],
)
def test_a_sentence_a_number_a_date_a_postcode_or_an_address_is_no_code(snapshot, text):
    made, left_out = looked_at(snapshot, "RC1", text, None, "RC1")
    assert made == ["RC1", None, None, "RC1"]
    assert left_out == {"a_column": 1}


@pytest.mark.parametrize(
    "code", ["RC1", "N1", "Y", "Initial health assessment", "No further action or early help",
             '["3B", "16A", "18C"]', '{"OUTCOME": "Assessment"}', "", "Former relevant"]
)  # fmt: skip
def test_codes_and_words_of_a_list_go_as_they_are(snapshot, code):
    assert looked_at(snapshot, code, None) == ([code, None], {})


def test_a_rare_value_with_somebody_s_name_in_it_is_no_code(snapshot):
    text = f"Told {somebody(snapshot)}"
    assert looked_at(snapshot, text, "RC1")[0] == [None, "RC1"]
    assert looked_at(snapshot, *[text] * 5)[1] == {}  # as many times, it is one of a list


def test_of_a_list_or_pairs_only_the_text_is_emptied(snapshot):
    written = {
        "OUTCOME": "Assessment",
        "COMMENTS": f"ask {somebody(snapshot)}",
        "PHONE": 7700900123,
    }
    (made,), left_out = looked_at(snapshot, json.dumps(written))
    assert json.loads(made) == {"OUTCOME": "Assessment", "COMMENTS": "", "PHONE": ""}
    assert left_out == {"a_column": 1}


def test_what_was_typed_into_a_code_is_not_in_the_region_and_is_said(two, snapshot, tmp_path):
    copy = tmp_path / "copy"
    (copy / "journey").mkdir(parents=True)
    for file in (snapshot.path / "journey").glob("*.parquet"):
        rows = pq.read_table(file)
        if file.stem == "ssd_cin_episodes":
            typed = ["Closed after she said it was her uncle, see the file of March"]
            place = rows.schema.get_field_index("cine_close_reason")
            column = pa.array(typed + rows["cine_close_reason"].to_pylist()[1:], pa.string())
            rows = rows.set_column(place, "cine_close_reason", column)
        pq.write_table(rows, copy / "journey" / file.name)
    (copy / "manifest.json").write_bytes((snapshot.path / "manifest.json").read_bytes())
    key = read_key(two.key_file, apart_from=two.region)
    part = take_in(tmp_path / "region", Snapshot(copy), "E10000016", key)
    assert texts_left_out(part) == {"cine_close_reason": 1}
    for file in part.folder.rglob("*.parquet"):
        for column in pq.read_table(file, partitioning=None).itercolumns():
            if pa.types.is_string(column.type):
                assert not any("uncle" in each for each in column.unique().to_pylist() if each)


@pytest.mark.parametrize("kind", ["text", "date", "whole", "number"])
def test_a_column_that_is_new_stays_behind_until_somebody_judges_it(kind):
    new = Table("ssd_new", "New", "", Shape.EVENT, ("new_key",), {"new_words": kind})
    assert treatment_of(new, "new_words") == Treatment.LEFT_OUT


def test_each_kind_of_column_has_its_own_list_and_no_column_is_on_two():
    kinds = {}
    for table in TABLES.values():
        for column, kind in table.columns.items():
            kinds.setdefault(column, set()).add(kind)
    for kind, listed in AS_THEY_ARE.items():
        others = {"whole", "number"} if listed is COUNTS else {kind}
        assert all(kinds[column] <= others for column in listed), kind
    assert not DAYS & COUNTS


def test_a_text_goes_only_as_a_code_or_as_a_pseudonym():
    for table in TABLES.values():
        for column, kind in table.columns.items():
            if kind == "text" and treatment_of(table, column) == Treatment.AS_IT_IS:
                assert column in AS_THEY_ARE["text"], column


@pytest.mark.parametrize("code", ["W06000015", "W92000004"])
def test_an_authority_of_wales_is_refused_because_its_definitions_are_others(code):
    with pytest.raises(UserError, match="is in Wales"):
        code_of(code)


@pytest.mark.parametrize("code", ["E07000001", "E12000005", "E92000001", "E01000001", "E1000001"])
def test_what_has_no_children_s_services_is_no_authority(code):
    with pytest.raises(UserError, match="is no code of an authority"):
        code_of(code)


def test_a_folder_without_installations_says_how_they_lie(tmp_path):
    with pytest.raises(UserError, match="there is no installation here"):
        installations(tmp_path)
