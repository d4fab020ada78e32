"""Packs that we ship."""

import pytest
import yaml

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.values import Source

PUBLISHED = {
    "sandwell@1": "e54ac103e484cb8563c1660cf92c089b09195800b280b2ec37cc2424e2e48ffe",
    "tameside@2023.1": "a6abad21d1cf70444c455df6b8fe58d5b2f2f13ef09f38f2bb3abb20d8ee6357",
    "west-sussex@2021.1": "6adec959aed15938e0018ad658e75b6c30472ed39c28b4d8b92b702c1e37feaf",
    "wirral@1": "cd525fbd65247a6951d011d55c6dce495a368d2b7fde847636b445b09a753809",
    "worcestershire@2022.1": "c0011afec27c78784f86f4e4ab3e26ee5a583dd9b5faa51b4ed3e01dd283370a",
}
"""A version once published never changes: publish another version instead."""


@pytest.mark.parametrize("name", shipped_packs())
def test_a_shipped_pack_loads_and_is_the_same_after_being_kept(name):
    pack = load_pack(name)
    kept = pack_from_json(pack.as_json())
    assert kept == pack
    assert kept.content_hash == pack.content_hash


@pytest.mark.parametrize("name", shipped_packs())
def test_a_shipped_pack_says_the_same_where_the_fast_reader_is_not_installed(name):
    text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == yaml.load(text, yaml.CSafeLoader)


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
