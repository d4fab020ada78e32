"""What every page needs, read by each server process before its first visitor comes.

Whoever came first would wait for it: the addresses of all pages with the code behind them,
the templates, and of the newest snapshot the figures and what is due. What depends on who
asks is not among it.
"""

import logging
from pathlib import Path

import duckdb
from django.apps import apps
from django.db import DatabaseError, connections
from django.template.loader import get_template
from django.urls import get_resolver

from lineofsight.errors import UserError
from lineofsight.indicators import CATALOGUE, cube, trackers, units_of
from lineofsight.scope import TOTALS_ONLY, WHOLE_AUTHORITY
from lineofsight.web import clock, warehouse
from lineofsight.web.frameworks.queries import follow
from lineofsight.web.performance.places import latest_month

_log = logging.getLogger(__name__)
NOT_NOW = (UserError, DatabaseError, duckdb.Error, OSError)
"""What data and databases do that are not there yet, or damaged."""


def warm() -> None:
    """Data that cannot be read does not stop a server: whoever asks for it is told why. A fault
    of the product itself does."""
    for step in (_pages, _framework, _figures):
        try:
            step()
        except NOT_NOW:
            _log.exception("What pages need could not be read before the first visitor")
    connections.close_all()


def _pages() -> None:
    get_resolver().resolve("/")
    for name in template_names():
        get_template(name)


def template_names() -> list[str]:
    """Of every page and component of ours."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("lineofsight.web.")]
    folders = [Path(app.path) / "templates" for app in ours]
    return sorted(
        str(file.relative_to(folder)) for folder in folders for file in folder.rglob("*.html")
    )


def _framework() -> None:
    follow(clock.today())


def _figures() -> None:
    """Only what has been worked out: a server that is about to start does not count."""
    newest, basis = warehouse.current_or_none(), warehouse.basis()
    if newest is None:
        return
    newest.connect().close()
    units_of(newest)
    if cube.is_built(newest, basis):
        first = next(iter(CATALOGUE))
        cube.read(newest, [first], [latest_month(newest)], scope=TOTALS_ONLY, basis=basis)
    if trackers.is_built(newest, basis):
        trackers.due_days(newest, scope=WHOLE_AUTHORITY, basis=basis)
    warehouse.holders(min(clock.today(), newest.as_at))
