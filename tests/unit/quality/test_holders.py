"""Who can put a finding right."""

from lineofsight.indicators.definition import Parameters
from lineofsight.quality.holders import NOT_RESPONSIBLE_ROLES


def test_roles_that_hold_no_case_are_those_of_the_indicators():
    assert Parameters().not_responsible_roles == NOT_RESPONSIBLE_ROLES
