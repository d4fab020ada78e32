"""The web's only door to the engine's warehouse: settings → the snapshot in use.

A snapshot never changes, so one that is open stays open; each process keeps the newest and a
few others. What somebody may see of it is `people.scopes.scope_for(user)`.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from django.conf import settings

from lineofsight import warehouse
from lineofsight.errors import WarehouseError
from lineofsight.indicators import Basis
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import FILE_NAME, Authority, load_authority
from lineofsight.sampling.holding import Held, held_on
from lineofsight.warehouse import Snapshot
from lineofsight.web.once import once

_lock = threading.Lock()
_when_loaded: list[Callable[[], object]] = []


def when_loaded(do: Callable[[], object]) -> None:
    """Register what an app does after each load, once at start."""
    if do not in _when_loaded:
        _when_loaded.append(do)


def tell_loaded() -> None:
    """A load has just ended well. What is done now does not undo it."""
    for do in _when_loaded:
        do()


@once
def current() -> Snapshot:
    """The newest snapshot, opened; raises `WarehouseError` where nothing has been loaded."""
    return snapshot(warehouse.latest(settings.HOME).id)


def current_or_none() -> Snapshot | None:
    try:
        return current()
    except WarehouseError:
        return None


def snapshot(id: str) -> Snapshot:  # noqa: A002 - its name
    """A snapshot by its id, opened once a process."""
    with _lock:
        return _opened(str(settings.HOME), id)


@lru_cache(maxsize=8)
def _opened(home: str, id: str) -> Snapshot:  # noqa: A002 - its name
    return warehouse.open_snapshot(settings.HOME, id)


def holders(day: date) -> Mapping[str, Held]:
    """Who holds each child on a day, by child id, as the newest snapshot knows it."""
    newest = current_or_none()
    return _held(str(settings.HOME), newest.id, day) if newest else {}


@lru_cache(maxsize=4)
def _held(home: str, id: str, day: date) -> Mapping[str, Held]:  # noqa: A002 - its name
    return {held.child_id: held for held in held_on(snapshot(id), day)}


@once
def authority() -> Authority:
    """The place this installation serves, read once until its file changes."""
    path = settings.HOME / FILE_NAME
    changed = path.stat().st_mtime_ns if path.exists() else 0
    return _authority(str(settings.HOME), changed)


@lru_cache(maxsize=4)
def _authority(home: str, changed: int) -> Authority:
    return load_authority(settings.HOME)


@once
def basis() -> Basis:
    """What figures rest on here: population and local choices."""
    return basis_of(authority())
