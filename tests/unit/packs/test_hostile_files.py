"""A file that no framework was written in is refused in a sentence, whatever it is."""

import pytest

from lineofsight.errors import PackError
from lineofsight.packs import load_file, read_pack
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.yaml_text import LARGEST_BYTES

TEXT = (LIBRARY / "worcestershire.yaml").read_text(encoding="utf-8")


def refusal(text: str) -> PackError:
    with pytest.raises(PackError) as caught:
        read_pack(text, where="ours.yaml")
    return caught.value


def refused_file(tmp_path, content: bytes) -> PackError:
    path = tmp_path / "ours.yaml"
    path.write_bytes(content)
    with pytest.raises(PackError) as caught:
        load_file(path)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("pack: ours\n\tversion: 1\n", 2, "tab"),
        ("pack: ours\npack: theirs\n", 2, "“pack” is given twice; the first is on line 1"),
        ("roles:\n- &one {key: a}\n", 2, "write it out"),
        ("<<: {pack: ours}\n", 1, "merging"),
        ("? [a, b]\n: c\n", 1, "only plain words can be keys"),
        ("pack: !!python/object/apply:os.getcwd []\n", 1, "a type (!) is not read"),
        ("published_on: 2022-02-30\n", 1, "there is no day “2022-02-30”"),
        ("pack: ours\n---\npack: theirs\n", 2, "cannot be read"),
        ("pack: \x07\n", 1, "a character that no text has"),
        ("", 1, "a list of keys with values"),
        ("- pack\n", 1, "a list of keys with values"),
        ("pack: " + "[" * 5000, 1, "nested deeper"),
        ("pack: [1, 2\n", 1, "cannot be read"),
    ],
)
def test_what_yaml_can_do_beyond_plain_data_is_refused_with_its_line(text, line, said):
    error = refusal(text)
    assert error.line >= line
    assert said in str(error)


def test_a_file_of_ten_megabytes_is_refused_without_being_read(tmp_path):
    error = refused_file(tmp_path, b"#" * (10 * LARGEST_BYTES))
    assert "larger than 1,000 kB" in str(error)


def test_a_file_in_another_encoding_says_where_and_how_to_save_it(tmp_path):
    error = refused_file(tmp_path, "pack: ours\ntitle: caf\xe9\n".encode("latin-1"))
    assert error.line == 2
    assert "UTF-8" in str(error)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "ours.yml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert load_file(path).pack == "worcestershire"


def test_a_day_may_be_written_in_quotation_marks():
    text = TEXT.replace("published_on: 2022-02-01", 'published_on: "2022-02-01"')
    assert read_pack(text, where="ours.yaml").published_on.year == 2022


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('version: "2022.1"', "version: 2022.1", "in quotation marks if they look like a number"),
        ("{value: 56, source: stated", "{value: fifty-six, source: stated", "a whole number"),
        ("{value: 56, source: stated", "{value: yes, source: stated", "a whole number"),
        ("{value: 56, source: stated", "{value: -1, source: stated", "not between 0 and"),
        ("{value: 56, source: stated", "{value: 56, source: sated", "Do you mean “stated”"),
        ("    scope: own", "    scope: owm", "Do you mean “own”"),
        ("target: {value: 20,", "target: {value: .inf,", "finite"),
        ("day_of_month: {value: 1,", "day_of_month: {value: 32,", "not between 1 and 31"),
        ("months: {value: [3, 6, 9, 12]", "months: {value: [13]", "1 is January"),
        ("published_on: 2022-02-01", "published_on: in spring", "write a day as"),
        ("    permissions: [figures", "    permisions: [figures", "Do you mean “permissions”"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_what_to_write(before, after, said):
    assert before in TEXT
    assert said in str(refusal(TEXT.replace(before, after, 1)))


def test_every_fault_is_told_and_not_only_the_first_dozen():
    text = TEXT.replace("hint:", "hnt:")
    error = refusal(text)
    assert len(error.faults) == text.count("hnt:")
    assert all("Do you mean “hint”?" in fault.text for fault in error.faults)
    assert f"and {len(error.faults) - 12} more" in str(error)


def test_a_reference_that_is_nearly_right_is_put_right():
    error = refusal(TEXT.replace("{value: asw, source: stated}", "{value: aws, source: stated}", 1))
    assert "Do you mean “asw”?" in str(error)
