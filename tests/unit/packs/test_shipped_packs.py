"""Packs that we ship."""

import pytest
import yaml

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.values import Source

PUBLISHED = {
    "sandwell@1": "66f0e9782882785d95aac39b6d5e540ac7219cd32bd16bdcac12408f17fdde7e",
    "tameside@2023.1": "6bc14bbaaf111b6295ea9d4d98c640ecf6e61821bf976dac5d9ee47f2a7a404b",
    "west-sussex@2021.1": "a7e0e7da33cf214da7432075cd380754c5ba4deea41172ce3e4410496a5a5736",
    "wirral@1": "26479738a792a74a79cc8c1214413a9c211cde3889029d9370c3d026a41f543b",
    "worcestershire@2022.1": "5ce5f6dc93e8141163e004a1368b8c6127de8e3428810c9755340d33bde61eea",
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
