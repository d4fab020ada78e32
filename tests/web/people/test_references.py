"""A child in an address: the same token every time, readable and makeable by nobody else."""

import string

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.web.people.references import child_id_of, child_reference, resolve_child

ids = st.text(alphabet=st.characters(blacklist_characters="\x00", codec="utf-8"), min_size=1)


@given(ids)
def test_a_reference_leads_back_to_its_child_and_always_looks_the_same(child_id):
    reference = child_reference(child_id)

    assert child_id_of(reference) == child_id
    assert child_reference(child_id) == reference
    assert set(reference) <= set(string.ascii_letters + string.digits + "-_")


@given(st.integers(10_000, 99_999))
def test_a_reference_shows_nothing_of_the_child_it_names(number):
    assert str(number) not in child_reference(str(number))


@given(ids, st.data())
def test_an_altered_reference_is_nobodys(child_id, data):
    reference = child_reference(child_id)
    at = data.draw(st.integers(0, len(reference) - 1))
    other = data.draw(st.sampled_from(string.ascii_letters + string.digits + "-_"))
    altered = reference[:at] + other + reference[at + 1 :]

    assert child_id_of(altered) == (child_id if altered == reference else None)


@pytest.mark.parametrize("reference", ["", "x", "14732", "é", "A" * 200, "A" * 38])
def test_what_is_no_reference_is_a_page_that_does_not_exist(reference):
    with pytest.raises(Http404):
        resolve_child(reference)


def test_links_made_with_the_old_key_still_open_while_a_new_one_takes_over(settings):
    reference = child_reference("14732")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key"

    assert child_id_of(reference) == "14732"
    settings.SECRET_KEY_FALLBACKS = []
    assert child_id_of(reference) is None
