"""A pack is kept whole beside the work that began with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lineofsight.packs import load_pack
from lineofsight.web import clock
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.frameworks.services import adopt

pytestmark = pytest.mark.django_db


def test_a_thousand_records_of_one_framework_decode_its_text_once():
    adopted = adopt(load_pack("tameside"), by=None, from_on=clock.today())

    with CaptureQueriesContext(connection) as asked:
        one, other = (AdoptedPack.objects.get(pk=adopted.pk) for _ in range(2))

    assert len(asked) == 2
    assert one.content is other.content
    assert one.content == load_pack("tameside").as_json()
    assert one.pack == load_pack("tameside")


def test_a_deferred_text_is_the_same_text():
    adopted = adopt(load_pack("wirral"), by=None, from_on=clock.today())

    assert AdoptedPack.objects.in_force_on(clock.today()).first().content == adopted.content
