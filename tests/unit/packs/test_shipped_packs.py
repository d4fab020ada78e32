"""Packs that we ship."""

import pytest

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.values import Source

PUBLISHED = {
    "sandwell@1": "ed32f69596e34e72d7fdc448e544e00409d8e8f35a014fbf4dacf05e5d2c9d98",
    "tameside@2023.1": "33be0ed62d4fb30baa4ebe3e15afc67a7259117466885fc26aacabb3611ce676",
    "west-sussex@2021.1": "e336fcaf5493c36c0d3caa730bf1e3477064213b181d9ed996c26a66e23c30d5",
    "wirral@1": "cf5c163d81f8608f4fa263a538ae83a0983097cc2e838f08137ed3f0937f2f15",
    "worcestershire@2022.1": "19a800c2a84005ccddbdc4325779682adf34e9964264b61983fcf4b752244459",
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
