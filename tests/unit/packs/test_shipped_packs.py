"""Packs that we ship."""

import pytest

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.values import Source

PUBLISHED = {
    "sandwell@1": "0e7bb80dd1beaa2b2e651808da5179b22734664abdaf4240d27039c994983934",
    "tameside@2023.1": "0fa4b1b173db3bd762e81f860a296d7d7043733730c9b589cf863aaa6764f4f2",
    "west-sussex@2021.1": "bdc81342b8ddd55ab5697961af6fafa4be326971f2a594117ee6fb6f9ffba8fe",
    "wirral@1": "e0e9b22082b750428bffdcb1daec3ad2d6d950ef63be6bb3e0c873e0ec803184",
    "worcestershire@2022.1": "bf3031801282d1a18de2c3a010fc027a6156b071856b86dc15fe6b951fad3724",
}
"""A version once published never changes: publish another version instead."""


@pytest.mark.parametrize("name", shipped_packs())
def test_a_shipped_pack_loads_and_is_the_same_after_being_kept(name):
    pack = load_pack(name)
    kept = pack_from_json(pack.as_json())
    assert kept == pack
    assert kept.content_hash == pack.content_hash


@pytest.mark.parametrize("name", shipped_packs())
def test_a_published_version_has_not_changed(name):
    pack = load_pack(name)
    assert PUBLISHED.get(pack.id) == pack.content_hash


def test_worcestershires_main_audit_judges_seven_domains_by_two_auditors():
    audit = load_pack("worcestershire").activity("main-audit")
    assert [domain.title for domain in audit.judged] == [
        "Voice of the Child",
        "Assessments",
        "Plans",
        "Management Oversight",
        "Partnership Working",
        "Strengths and Relationship Based Practice",
        "Embracing Diversity",
    ]
    assert [part.key for part in audit.parts if part.judges] == ["lead", "peer"]


def test_what_the_framework_states_is_stated_and_what_it_leaves_open_is_not():
    pack = load_pack("worcestershire")
    audit = pack.activity("main-audit")
    assert audit.follow_up.after_days.value == 56
    assert audit.follow_up.after_days.source == Source.STATED
    assert audit.follow_up.non_working.is_assumed
    assert pack.grade_scale("four-grades").source == Source.ASSUMED
    assert audit.overall_grade.value is None


def test_a_service_is_found_by_any_name_the_data_has_for_it():
    pack = load_pack("worcestershire")
    assert pack.service_named(" FAMILY front door").key == "front-door"
    assert pack.service_named("Highways") is None
