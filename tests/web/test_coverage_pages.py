"""Every page that the coverage page names is an address of the product."""

import pytest
from tests.repo import coverage
from tests.web.security.test_access_matrix import every_name

PAGES = sorted(
    {one for each in coverage.requirements() for one in each.shown if one.startswith("page ")}
)


@pytest.mark.parametrize("shown", PAGES)
def test_a_page_that_is_named_is_an_address_of_the_product(shown):
    assert shown.removeprefix("page ") in set(every_name())
