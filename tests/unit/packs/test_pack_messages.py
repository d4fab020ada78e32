"""What a pack says that cannot be followed is refused, with its line."""

from pathlib import Path

import pytest

from lineofsight.errors import PackError
from lineofsight.packs import load_pack, read_pack
from lineofsight.packs.load import LIBRARY

TEXT = (LIBRARY / "worcestershire.yaml").read_text(encoding="utf-8")


def line_of(fragment: str, text: str = TEXT) -> int:
    return text[: text.index(fragment)].count("\n") + 1


def refusal(text: str, **catalogues) -> PackError:
    with pytest.raises(PackError) as caught:
        read_pack(text, where="ours.yaml", **catalogues)
    return caught.value


def changed(before: str, after: str) -> str:
    assert before in TEXT
    return TEXT.replace(before, after, 1)


def test_a_misspelt_key_is_refused_on_its_line():
    error = refusal(changed("    record: child", "    rekord: child"))
    line = line_of("    record: child")
    assert f"line {line}: “activity_types[1].rekord” is not a key that a pack may" in str(error)


def test_a_missing_key_is_named():
    error = refusal(changed("      title: Closed loop\n", ""))
    assert "“activity_types[1].loop.title” is missing" in str(error)


def test_a_setting_is_either_a_value_or_not_set():
    error = refusal(
        changed("after_days: {value: 56, source: stated", "after_days: {source: stated")
    )
    assert error.line == line_of("after_days: {value: 56")
    assert "a value is missing: give one, or say “not set”" in str(error)
    error = refusal(
        changed("after_days: {value: 56, source: stated", "after_days: {value: 56, source: not set")
    )
    assert "“not set” cannot have a value" in str(error)


def test_a_reference_to_nothing_is_refused_and_says_what_there_is():
    error = refusal(changed("      by: {value: asw,", "      by: {value: asv,"))
    assert error.line == line_of("      by: {value: asw,")
    assert "“asv” is not defined in this pack" in str(error)
    assert "social-worker" in str(error)


def test_a_key_given_twice_is_refused():
    error = refusal(TEXT + '\nversion: "2023"\n')
    assert "“version” is given twice" in str(error)


def test_a_service_listed_twice_is_refused():
    error = refusal(changed("{key: adoption, title", "{key: fostering, title"))
    assert "the key “fostering” is used twice" in str(error)


def test_a_standard_must_say_what_each_grade_looks_like():
    error = refusal(changed("      inadequate: There is no current plan", "      good-too: There"))
    assert "does not say what “Inadequate” looks like" in str(error)
    assert "no grade scale has a grade “good-too”" in str(error)


def test_yaml_that_is_none_is_refused_with_its_line():
    error = refusal("pack: ours\nversion: [1\n")
    assert error.line >= 2
    assert refusal("just words").line == 1


def test_references_within_yaml_are_not_followed():
    assert "write it out" in str(refusal("a: &x [1]\nb: *x\n"))


def test_permissions_and_indicators_are_looked_up_in_the_product():
    error = refusal(TEXT, permissions=["figures.see"], indicators=["ASM03"])
    assert "is no permission" in str(error)
    assert "more." in str(error)
    error = refusal(TEXT, indicators=[])
    assert "“CON06” is no indicator" in str(error)


def test_a_recheck_that_counts_from_a_moderation_needs_one():
    error = refusal(changed("by: {value: group-manager, source: stated}", "by: {source: not set}"))
    assert "counts from moderation, but nobody moderates" in str(error)


def test_somebody_must_judge_and_somebody_must_plan_the_actions():
    text = TEXT.replace("        plans_actions: true\n", "")
    assert "nobody plans the actions" in str(refusal(text))


def test_months_belong_to_one_rule_only():
    error = refusal(changed("{rule: restricted, title", "{rule: restricted, months: 3, title"))
    assert "“months” belongs to the rule" in str(error)


def test_a_pack_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(PackError, match=r"there is no pack called “rutland”.*worcestershire"):
        load_pack("rutland")


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(PackError, match="cannot be read"):
        load_pack(tmp_path / "absent.yaml")


def test_a_pack_is_read_from_a_file(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert load_pack(path).pack == "worcestershire"


def test_going_on_without_a_value_that_is_not_set_is_refused():
    pack = load_pack("worcestershire")
    board = next(board for board in pack.boards if board.cadence.value is None)
    with pytest.raises(PackError, match="does not set how often the board meets"):
        board.cadence.require("how often the board meets")


def test_a_duty_goes_to_nobody_who_may_not_do_it():
    """A turn of a role that may not open the form would wait for ever."""

    def without(permission: str, role: str, text: str = TEXT) -> str:
        at = text.index(f" {permission},", text.index(f"key: {role}"))
        return text[:at] + text[at + len(permission) + 2 :]

    error = refusal(without("audit.do", "iro"))
    assert error.line == line_of("    holders: [iro, cp-chair]")
    assert "this falls to “Independent Reviewing Officer”, who may not do it" in str(error)
    assert "Give the role “iro” the permission audit.do" in str(error)
    assert "the permission audit.moderate" in str(
        refusal(without("audit.moderate", "group-manager"))
    )
    assert "permission concern.answer" in str(refusal(without("concern.answer", "group-manager")))
    sandwell = (LIBRARY / "sandwell.yaml").read_text(encoding="utf-8")
    blind = without("programme.see", "director-performance", sandwell)
    assert "the permission programme.see" in str(refusal(blind))


EXAMPLE = Path(__file__).resolve().parents[3] / "docs/how-to/examples/fenmarsh.yaml"
FENMARSH = EXAMPLE.read_text(encoding="utf-8")


def test_a_question_that_could_never_be_asked_is_refused():
    condition = 'shown_when: {question: goals-met, is_one_of: ["no", partly]}'
    line = line_of(condition, FENMARSH)
    error = refusal(FENMARSH.replace(condition, condition.replace("partly", "partley")))
    assert error.line == line
    assert "“partley” is no answer to “goals-met”" in str(error)
    assert "Do you mean “partly”?" in str(error)
    error = refusal(FENMARSH.replace(condition, condition.replace("goals-met", "why-not")))
    assert error.line == line
    assert "“why-not” waits for itself" in str(error)


def test_what_nobody_may_do_is_told():
    pack = read_pack(FENMARSH, where="fenmarsh.yaml")
    permissions = {permission for role in pack.roles for permission in role.permissions}
    error = refusal(FENMARSH.replace(", report.sign,", ","), permissions=permissions)
    assert error.line == line_of("roles:\n", FENMARSH)
    assert "no role may sign a report. Give one the permission report.sign." in str(error)


def test_a_tab_is_called_a_tab():
    error = refusal(FENMARSH.replace("services:\n  - {", "services:\n\t- {", 1))
    assert error.line == line_of("services:\n", FENMARSH) + 1
    assert "a tab stands here: indent with spaces" in str(error)
