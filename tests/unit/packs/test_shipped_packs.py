"""Packs that we ship."""

import pytest
import yaml

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.values import Source

PUBLISHED = {
    "sandwell@1": "67333b8d6e75f811c78587ad6cca7f2803aae7dfce90e9ab3b88e717b322e9d0",
    "tameside@2023.1": "a7a4dedd2761fb58451928176f05e4ff86c53c1d8d3a24886670c75a3d5060fe",
    "west-sussex@2021.1": "37b0dae701ca9f6fecf89919950f2bfcdebdda6305e1ba67c33d94ebd0c628de",
    "wirral@1": "efd9435d4837dd181d3df31581d649da4a0a1c1ef2a73bc34de500259c7c9b11",
    "worcestershire@2022.1": "7417fbe63885b2e1ed1f74eb8e116ad49db32b92242cede369fcc82456af8277",
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
