"""The figures of a year, as the tests of performance have them."""

from tests.web.performance.conftest import a_year, figures

__all__ = ["a_year", "figures"]
