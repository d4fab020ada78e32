"""The reference pages say what the definitions say."""

from pathlib import Path

from lineofsight import reference_docs
from lineofsight.cli import main
from lineofsight.indicators import CATALOGUE
from lineofsight.reference_docs.markdown import table

GENERATED = Path(__file__).resolve().parents[2] / "docs" / "reference" / "generated"


def test_no_generated_page_is_stale_missing_or_left_over():
    stale = reference_docs.write(GENERATED, main, check=True)
    assert stale == [], "run make docs, look at the difference, and commit it"


def test_every_indicator_has_its_place_with_its_marks_and_its_sql():
    text = "\n".join(path.read_text("utf-8") for path in GENERATED.glob("indicators-*.md"))
    for indicator in CATALOGUE.values():
        assert f"\n## {indicator.id}\n" in text
        assert indicator.evidence in text
        if indicator.timescale:
            assert indicator.timescale.evidence in text


def test_a_cell_cannot_break_its_table():
    assert table(("a", "b"), [("x | y", "two\nlines")]).splitlines()[2] == "| x \\| y | two lines |"


def test_a_page_that_is_no_longer_made_is_taken_away(tmp_path, monkeypatch):
    monkeypatch.setattr(reference_docs, "generate", lambda main: {"kept.md": "new"})
    (tmp_path / "kept.md").write_text("old")
    (tmp_path / "gone.md").write_text("old")

    assert reference_docs.write(tmp_path, main, check=True) == ["gone.md", "kept.md"]
    reference_docs.write(tmp_path, main)

    assert [path.name for path in tmp_path.iterdir()] == ["kept.md"]
    assert (tmp_path / "kept.md").read_text() == "new"
