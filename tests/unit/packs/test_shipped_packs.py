"""Packs that we ship."""

import pytest
import yaml

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.values import Source

PUBLISHED = {
    "sandwell@1": "c6bbfc0af51e3363eedb5c0ede6160b56c10372203a202e00f931e72e0ce3c79",
    "tameside@2023.1": "f0c5e574bb595972367fe4e85867c7eba17995fc0c30db11dc423dbc486e18cb",
    "west-sussex@2021.1": "beb52b69190350b1ce7d31688eb17de0f23b912ebf7c0adba0f6cdc95cbb2380",
    "wirral@1": "6838b12cc6ee16d5469863075e0f7cf59e4fc393af63932b3c564de423cf646e",
    "worcestershire@2022.1": "b91181409c6cdc9dc74d0b29c987fdfbb89e045f6c123ba6de9cfdcde687cb9b",
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
