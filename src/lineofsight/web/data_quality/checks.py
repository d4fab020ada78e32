"""The web's door to the engine's checks: which there are, and what one of them found."""

from functools import lru_cache

from django.conf import settings

from lineofsight.quality import check_runs
from lineofsight.quality.check_runs import CheckRun
from lineofsight.web.data_quality.models import Run


def every() -> list[CheckRun]:
    """All that are kept, newest first."""
    return check_runs.runs(settings.HOME)


def of(run: Run) -> CheckRun:
    """The engine's own record of a run that was taken up; it never changes, so it is kept."""
    return _kept(str(settings.HOME), run.key)


@lru_cache(maxsize=8)
def _kept(home: str, key: str) -> CheckRun:
    return check_runs.run(settings.HOME, key)
