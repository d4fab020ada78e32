"""Packs that we ship."""

import pytest
import yaml

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.values import Source

PUBLISHED = {
    "sandwell@1": "26298543049e185ce837f168f7c58f840e3def130b2455d5d917c4248c431e64",
    "tameside@2023.1": "803c2d17523c60f4fb1a9c928aa9eebb9b207d9773fa38ff4a530c89fa1abddd",
    "west-sussex@2021.1": "8666b6ea851c8bfe2c8d014e07db6c10e8e7d7fe5cfb451d1da6f33c91b4cb9d",
    "wirral@1": "b712a8fdbaee7e6c3aed0a28859f9c0ebf9dbda32cda7f7ca132985bb69b667d",
    "worcestershire@2022.1": "01d4c59c06e4a0ad8e78f853d777828866a06c806dd8664678ed4a537fdf5ce0",
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
