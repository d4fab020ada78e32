"""What `pack show` and `pack diff` say, for the packs that we ship."""

import pytest

from lineofsight.packs import load_pack, pack_from_json, shipped_packs
from lineofsight.packs.choices import choice_at, choices, with_choice
from lineofsight.packs.differences import differences
from lineofsight.packs.showing import counts, show
from lineofsight.packs.values import Source


@pytest.mark.parametrize("name", shipped_packs())
def test_every_choice_is_shown_with_its_value_and_on_whose_word(name):
    pack = load_pack(name)
    shown = show(pack)
    assert shown.count("(assumed") >= counts(pack)[Source.ASSUMED]
    assert shown.count("(stated") >= counts(pack)[Source.STATED]
    assert shown.count("not set") >= counts(pack)[Source.NOT_SET]
    for part in (*pack.activity_types, *pack.programmes, *pack.roles, *pack.services):
        assert part.title in shown


def test_what_a_role_may_do_is_shown_in_words():
    shown = show(load_pack("tameside"), meanings={"figures.see": "See figures"})
    assert "may: See figures" in shown


@pytest.mark.parametrize("name", shipped_packs())
def test_the_address_of_a_choice_leads_to_it_alone(name):
    pack = load_pack(name)
    addresses = [choice.address for choice in choices(pack)]
    assert len(set(addresses)) == len(addresses)


def test_a_pack_does_not_differ_from_itself():
    for name in shipped_packs():
        assert differences(load_pack(name), load_pack(name)) == []


@pytest.mark.parametrize("name", shipped_packs())
def test_a_choice_made_otherwise_is_the_only_difference(name):
    pack = load_pack(name)
    address = f"programmes/{pack.programmes[0].key}/release/non_working"
    changed = with_choice(pack, address,
                          {"value": "previous", "source": "set by the authority"},
                          version=f"{pack.version}+1")  # fmt: skip
    found = [str(each) for each in differences(pack, changed)]
    assert len(found) == 2
    assert found[0].startswith(f"version: changed from “{pack.version}”")
    assert found[1].endswith("to previous (set by the authority)")
    assert pack_from_json(changed.as_json()) == changed


def test_a_choice_left_out_of_a_file_can_be_made():
    pack = load_pack("tameside")
    address = "programmes/collaborative-audits/number_a_year"
    assert choice_at(pack, "programmes/deep-dives/number_a_year").setting.value is None
    made = with_choice(pack, address, {"value": 40, "source": "set by the authority"}, version="2")
    assert choice_at(made, address).setting.value == 40
    with pytest.raises(Exception, match="cannot stand here"):
        with_choice(pack, address, {"value": "many", "source": "stated"}, version="2")
    with pytest.raises(Exception, match="no choice"):
        with_choice(pack, "programmes/nothing", {}, version="2")


def test_added_removed_changed_and_moved_are_told_apart():
    pack = load_pack("worcestershire")
    content = pack.as_json()
    content["boards"] = [content["boards"][1], content["boards"][0], *content["boards"][3:]]
    content["roles"][0]["title"] = "Children's Social Worker"
    content["themes"].append({"key": "sleep", "title": "Sleep", "source": "assumed"})
    said = [str(each) for each in differences(pack, pack_from_json(content))]
    assert "roles › Children's Social Worker › title: changed from “Social Worker” to " \
        "“Children's Social Worker”" in said  # fmt: skip
    assert "themes › Sleep: added, assumed" in said
    assert "boards › Risk Governance and Audit Board: removed, stated" in said
    assert any(each.startswith("boards: moved, now in the order Quality") for each in said)
