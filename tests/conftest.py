"""What every test may use."""

import os
from pathlib import Path

import pandas  # noqa: F401 - Arrow asks once whether it is there: no command run by a test may say no
import pytest
from hypothesis import HealthCheck, settings

from lineofsight.indicators.compiling import Compiler, source_hash

# The same examples each run, so that a red build can be made again; a slow machine is no
# fault. HYPOTHESIS_PROFILE=seek looks for new ones.
SLOW_IS_FINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("house", derandomize=True, **SLOW_IS_FINE)
settings.register_profile("seek", max_examples=1000, **SLOW_IS_FINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

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


@pytest.fixture(autouse=True, scope="session")
def compiled_once_for_all_processes(request):
    """Definitions that one process has compiled are read by the others and by the next run, as
    they are by the processes of a server: a file's name holds a hash of all that decides its
    SQL. Tests have many homes, whose caches would each begin empty. Gives how a compiler is
    made otherwise, for tests of the cache itself."""
    kept = Path(request.config.cache.mkdir(f"compiled-{source_hash()[:16]}"))
    patch = pytest.MonkeyPatch()
    make = Compiler.__init__
    patch.setattr(
        Compiler,
        "__init__",
        lambda self, engine, parameters, home=None: make(self, engine, parameters, kept),
    )
    yield make
    patch.undo()
