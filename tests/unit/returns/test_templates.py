"""Templates of local extracts: written empty, with an example, and told in words."""

import csv

import pytest
from click.testing import CliRunner

from lineofsight.cli import main
from lineofsight.reference_docs import local_page
from lineofsight.returns.local import EXTRACTS
from lineofsight.returns.model import FieldType


def written(tmp_path, *name):
    result = CliRunner().invoke(main, ["template", *name, "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    return sorted(path.name for path in tmp_path.iterdir())


def test_a_template_is_an_empty_file_one_with_an_example_and_a_page(tmp_path):
    assert written(tmp_path, "lado") == ["lado-example.csv", "lado.csv", "lado.md"]
    with (tmp_path / "lado.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows == [[column.name for column in EXTRACTS["lado"].columns]]


def test_without_a_name_all_are_written(tmp_path):
    assert len(written(tmp_path)) == 3 * len(EXTRACTS) == 51


def test_a_template_that_there_is_not_is_refused_with_the_list_of_those_there_are(tmp_path):
    result = CliRunner().invoke(main, ["template", "salaries", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "complaints" in result.output


@pytest.mark.parametrize("extract", EXTRACTS.values(), ids=EXTRACTS)
def test_every_column_says_what_it_means_and_the_example_fills_what_must_be_filled(extract):
    for column in extract.columns:
        assert column.meaning[-1] in ".?", column.name
        assert column.example or not column.field.required, column.name


@pytest.mark.parametrize("extract", EXTRACTS.values(), ids=EXTRACTS)
def test_the_kind_of_a_template_sends_every_row_to_one_table(extract):
    sent = [kind for told in extract.tells for kind in told.kinds]
    if not extract.kind:
        assert not sent and len(extract.tells) == 1
        return
    (kind,) = (column for column in extract.columns if column.name == extract.kind)
    assert sorted(sent) == sorted(code.code for code in kind.field.codes.codes)


def test_no_template_asks_for_a_name_or_for_words_of_a_record():
    for extract in EXTRACTS.values():
        for column in extract.columns:
            assert "name" not in column.name
            is_free = column.field.type == FieldType.TEXT
            assert not is_free or column.name.endswith("_id"), (extract.name, column.name)


def test_the_reference_page_tells_every_column_of_every_template():
    (page,) = local_page.pages().values()
    for extract in EXTRACTS.values():
        for column in extract.columns:
            assert f"| `{column.name}` | {column.meaning}" in page
