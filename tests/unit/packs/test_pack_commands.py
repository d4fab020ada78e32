"""`lineofsight pack check`, `show` and `diff` as somebody with a text editor uses them."""

import pytest
from click.testing import CliRunner

from lineofsight.cli import main
from lineofsight.packs import shipped_packs
from lineofsight.packs.load import LIBRARY


def run(*words):
    return CliRunner().invoke(main, ["pack", *(str(word) for word in words)])


@pytest.fixture
def ours(tmp_path):
    path = tmp_path / "ours.txt"
    path.write_bytes((LIBRARY / "sandwell.yaml").read_bytes())
    return path


@pytest.mark.parametrize("name", shipped_packs())
def test_every_pack_that_we_ship_has_no_problems(name):
    result = run("check", LIBRARY / f"{name}.yaml")
    assert result.exit_code == 0, result.output
    assert "no problems" in result.output
    assert "choices assumed" in result.output


def test_a_file_with_faults_is_refused_with_each_line(ours):
    text = ours.read_text().replace("audit.moderate", "audit.moderates", 1)
    ours.write_text(text.replace("CON06", "CON60", 1))
    result = run("check", ours)
    assert result.exit_code == 1
    assert "“audit.moderates” is no permission. Do you mean “audit.moderate”?" in result.output
    assert "“CON60” is no indicator." in result.output
    assert "2 problems in ours.txt" in result.output
    lines = [n for n, line in enumerate(ours.read_text().splitlines(), 1) if "CON60" in line]
    assert f"ours.txt, line {lines[0]}:" in result.output


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    assert run("check", tmp_path / "absent.yaml").exit_code == 2
    assert run("check").exit_code == 2


def test_a_name_that_we_do_not_ship_is_refused():
    result = run("show", "rutland")
    assert result.exit_code == 1
    assert "We ship" in result.output


def test_a_pack_is_shown_by_name_and_by_file(ours):
    assert run("show", "sandwell").output == run("show", ours).output
    assert "Striving for Excellence week" in run("show", ours).output
    assert "Carry out an audit that was given to one" in run("show", ours).output


def test_a_changed_choice_is_the_difference(ours):
    before, after = "[8, 12], source: stated}", "[8], source: set by the authority}"
    ours.write_text(ours.read_text().replace(before, after, 1))
    result = run("diff", "sandwell", ours)
    assert result.exit_code == 0
    assert "one difference" in result.output
    assert "programmes › Ten-month cycle › paused months: changed from 8, 12 (stated) to 8 " \
        "(set by the authority)" in result.output  # fmt: skip
    assert "0 differences" in run("diff", "sandwell", "sandwell").output
