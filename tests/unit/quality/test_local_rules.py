"""An authority's own rules for its records, and what it does otherwise with ours."""

from datetime import date

import pytest
from tests.spec.rules.cases import read
from tests.spec.rules.journeys import check_case

from lineofsight.errors import PackError
from lineofsight.packs import load_pack, read_pack
from lineofsight.packs.data_quality import DataQuality
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.local_rules import LocalRule
from lineofsight.quality import Characteristic
from lineofsight.quality.local import (
    known_records,
    remember,
    remembered,
    rule_of,
    rules_in_force,
)

SAID = {
    "key": "own-1",
    "title": "A rule of one’s own",
    "message": "Correct it.",
    "characteristic": "timely",
    "source": "stated",
}


def rule(**said) -> LocalRule:
    return LocalRule.model_validate(SAID | said)


def failing(drawn: str, **said) -> list[int]:
    (case,) = read(f"== J101: drawn here\n{drawn}", "journey")
    result = check_case(case, rules=[rule_of(rule(**said))]).results["OWN-1"]
    assert result.outcome != "broken", result.reason
    return [row for rows in result.rows.values() for row in rows]


def days(number):
    return {"value": number, "source": "stated"}


VISITS = """
ssd_cp_visits
    cp_visit_date | cp_visit_seen
    01/06/2026    |
    30/06/2025    | Y
    29/06/2025    |
"""


def test_a_field_has_to_be_filled():
    field = "ssd_cp_visits.cppv_cp_visit_seen"

    assert failing(VISITS, kind="required", field=field) == [0, 2]
    assert failing(VISITS, kind="required", field=field, only="of-the-last-year") == [0]


def test_what_stands_in_a_field_is_one_of_some_values_in_small_letters_or_capitals():
    drawn = """
ssd_cp_visits
    cp_visit_date | cp_visit_seen
    01/06/2026    | y
    01/06/2026    | Maybe
    01/06/2026    |
"""
    said = {"kind": "one-of", "field": "ssd_cp_visits.cppv_cp_visit_seen", "values": ["Y", "N"]}

    assert failing(drawn, **said) == [1]


def test_the_whole_field_is_written_as_the_pattern_says():
    drawn = """
ssd_address
    person_id | address_postcode
    A         | AM1 1AA
    B         | AM1 1AAA
    C         |
"""
    said = {"kind": "pattern", "field": "ssd_address.addr_address_postcode",
            "pattern": "[A-Z]{2}[0-9] [0-9][A-Z]{2}"}  # fmt: skip

    assert failing(drawn, **said) == [1]


ENQUIRIES = """
ssd_s47_enquiry
    person_id | s47_start_date | s47_end_date
    A         | 22/05/2026     | 26/05/2026
    B         | 22/05/2026     | 27/05/2026
    C         | 22/05/2026     |
    D         |                | 27/05/2026
"""
"""22 May 2026 is a Friday before a bank holiday."""


@pytest.mark.parametrize(
    ("working", "allowed", "late"),
    [(False, 3, [0, 1]), (False, 4, [1]), (True, 1, [1]), (True, 2, [])],
)
def test_a_day_lies_within_days_or_working_days_of_another(working, allowed, late):
    found = failing(
        ENQUIRIES,
        kind="within",
        field="ssd_s47_enquiry.s47e_s47_end_date",
        after="ssd_s47_enquiry.s47e_s47_start_date",
        days=days(allowed),
        in_working_days=working,
    )

    assert found == late


def test_an_open_record_has_something_new_every_so_many_days():
    drawn = """
ssd_cin_plans
    person_id | cin_plan_start_date | cin_plan_end_date
    A         | 01/01/2026          |
    B         | 01/01/2026          |
    C         | 01/01/2026          | 01/02/2026
    D         | 01/06/2026          |
ssd_cin_visits
    person_id | cin_visit_date
    A         | 30/05/2026
    B         | 31/05/2026
"""
    said = {"kind": "no-record-for", "field": "ssd_cin_plans.cinp_cin_plan_id",
            "records": ["ssd_cin_visits"], "days": days(30)}  # fmt: skip

    assert failing(drawn, **said) == [0]


def test_a_rule_whose_days_are_not_set_is_not_run():
    said = DataQuality(
        rules=(
            rule(kind="no-record-for", field="ssd_cin_plans.cinp_cin_plan_id",
                 records=["ssd_cin_visits"], days={"source": "not set"}),
        )
    )  # fmt: skip

    assert {each.code for each in rules_in_force(said)} == {
        each.code for each in rules_in_force(None)
    }


def test_ours_is_left_out_or_has_another_limit_and_says_so():
    said = DataQuality.model_validate(
        {"shipped": [
            {"rule": "J905", "is_off": True, "source": "stated"},
            {"rule": "J901", "limit": days(30), "source": "stated"},
        ]}
    )  # fmt: skip
    rules = {each.code: each for each in rules_in_force(said)}

    assert "J905" not in rules
    assert (rules["J901"].limit, "for 30 days" in rules["J901"].message) == (30, True)


def test_another_limit_finds_other_rows():
    (case,) = read(
        """== J901: drawn here
ssd_cin_episodes
    person_id | referral_date
    A         | 30/05/2026
    B         | 31/05/2026
""",
        "journey",
    )
    ours = next(each for each in rules_in_force(None) if each.code == "J901")

    assert check_case(case, rules=[ours]).results["J901"].count == 0
    assert check_case(case, rules=[ours.with_limit(30)]).results["J901"].rows == {
        "ssd_cin_episodes": (0,)
    }


def test_what_the_framework_says_is_remembered_beside_the_data(tmp_path):
    said = load_pack("wirral").data_quality
    remember(tmp_path, said)

    assert remembered(tmp_path) == said
    assert remembered(tmp_path / "elsewhere") is None


def test_the_rules_of_every_pack_we_ship_can_be_built():
    for path in LIBRARY.glob("*.yaml"):
        said = load_pack(path.stem, records=known_records()).data_quality
        for each in said.rules:
            assert rule_of(each).characteristic in Characteristic


REFUSED = (
    ("field: ssd_cp_visit.cppv_cp_visit_date", "“ssd_cp_visit” is no table. Do you mean"),
    ("field: ssd_cp_visits.cppv_cp_visit_day", "has no column “cppv_cp_visit_day”"),
    ("kind: wanted", "“wanted” is none of"),
    ("characteristic: fresh", "“fresh” is none of"),
    ("only: open", "are never open"),
    ("values: [Y]", "belongs to the kind “one-of” only"),
    ("days: {value: 3, source: stated}", "counts no days"),
)


@pytest.mark.parametrize(("line", "problem"), REFUSED)
def test_a_pack_that_speaks_of_what_there_is_not_is_refused_with_the_line(line, problem):
    said = {
        "key": "own-1", "title": "Title", "message": "Message.", "characteristic": "timely",
        "kind": "required", "field": "ssd_cp_visits.cppv_cp_visit_date", "source": "stated",
    }  # fmt: skip
    name = line.partition(":")[0]
    lines = [line if key == name else f"{key}: {value}" for key, value in said.items()]
    lines += [] if name in said else [line]
    text = (LIBRARY / "tameside.yaml").read_text("utf-8")
    own = "data_quality:\n  rules:\n    - " + "\n      ".join(lines) + "\n"
    begins = text.index("\nprogrammes:\n") + 1
    changed = text[:begins] + own + text[begins:]

    with pytest.raises(PackError) as refused:
        read_pack(changed, where="tameside.yaml", records=known_records())
    (fault,) = refused.value.faults
    assert problem in fault.text
    at = changed.splitlines().index("data_quality:") + 1
    assert at < fault.line <= at + 2 + len(lines)


def test_a_rule_of_ours_that_there_is_not_or_without_a_limit_is_refused():
    text = (LIBRARY / "tameside.yaml").read_text("utf-8")
    own = (
        "data_quality:\n  shipped:\n"
        "    - {rule: J999, is_off: true, source: stated}\n"
        "    - {rule: J101, limit: {value: 3, source: stated}, source: stated}\n"
    )
    begins = text.index("\nprogrammes:\n") + 1

    with pytest.raises(PackError) as refused:
        read_pack(text[:begins] + own + text[begins:], where="x.yaml", records=known_records())
    assert [fault.text.split(".")[0] for fault in refused.value.faults] == [
        "“J999” is no rule of ours for the records",
        "the rule “J101” has no limit",
    ]


def test_the_day_of_the_records_is_the_day_that_limits_are_counted_to():
    (case,) = read("== J402: drawn here\nssd_cp_plans\n    person_id | cp_plan_start_date\n"
                   "    A | 01/07/2023\n", "journey")  # fmt: skip
    assert case.as_at == date(2026, 6, 30)
    case.as_at = date(2026, 7, 1)

    assert check_case(case).results["J402"].count == 1
