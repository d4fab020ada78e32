"""Packs that we ship."""

import pytest

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.values import Source

PUBLISHED = {
    "sandwell@1": "7a37abd705d8774f0747aeb141958c959b76f54a73b4ef5d695d432207cc06b7",
    "tameside@2023.1": "fa382308aef3c80b2d340ee3aaec82f430a879d161083b05f7b83a966bc7891c",
    "west-sussex@2021.1": "d8f2ed0529b324a8e09bd823383c2f9721b76a42121750c580422a4ccb9b0a0e",
    "wirral@1": "22286bc9c4468005757a5322f94c613e5bff78781785f7813d1e3d65f71efcf0",
    "worcestershire@2022.1": "5a0a6269af0a24e4f04abf8b39590d6e768ba7136ba56f316ea0034879ab74ee",
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
