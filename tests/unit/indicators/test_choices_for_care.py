"""Choices an authority makes for cases nobody holds and for the reviewing officer's contact."""

from lineofsight.indicators.definition import Interval, Span
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import Authority


def test_names_that_stand_for_nobody_are_several_separated_by_commas():
    chosen = basis_of(Authority(choices={"generic_workers": "Duty, Unallocated"})).parameters
    assert chosen.generic_workers == ("Duty", "Unallocated")


def test_the_limit_of_the_officers_contact_is_written_as_an_interval():
    chosen = basis_of(Authority(choices={"officer_contact_within": "3 months"})).parameters
    assert chosen.officer_contact_within == Interval(3, Span.MONTHS)
