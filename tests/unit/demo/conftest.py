"""One small Ashmere and one of 20,000 children, invented once for all tests of this room."""

import pytest

from lineofsight import demo


@pytest.fixture(scope="session")
def small():
    return demo.generate(2_000, seed=7)


@pytest.fixture(scope="session")
def ashmere():
    """Large enough for its rates to be near those aimed at."""
    return demo.generate(20_000)
