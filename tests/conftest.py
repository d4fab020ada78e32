"""What every test may use."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def pytest_configure(config):
    # Ibis 12 was published before DuckDB 2.0 renamed this method; both are pinned.
    config.addinivalue_line("filterwarnings", "ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real files from elsewhere, beside the checkout; tests that need them skip without."""
    folder = CHECKOUT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the folder shared/samples is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def reference() -> Path:
    """The reference files our own declarations were made from, beside the checkout."""
    folder = CHECKOUT.parent / "shared" / "reference"
    if not folder.is_dir():
        pytest.skip("the folder shared/reference is not beside the checkout")
    return folder
